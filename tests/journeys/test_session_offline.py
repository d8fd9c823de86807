"""A session without a network: pages open again, tabs hear each other, nothing is lost."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.pair import CUT, Pair, press, status_of, wait_for

pytestmark = pytest.mark.browser

GONE = (*CUT, "Failed to load resource", "net::ERR")
KEPT = """async () => {
  const pages = await caches.open("endrange-pages");
  const files = await caches.open("endrange-files");
  const [asked, parts] = [await pages.keys(), await files.keys()];
  const worker = (await navigator.serviceWorker.getRegistration())?.active;
  return worker && asked.some(({ url }) => url === location.href) ? parts.length : 0;
}"""
"""How many files the worker has kept, once it has this page; else 0."""


def kept(page: Page) -> None:
    """Wait until this page can open again without a network."""
    page.wait_for_function(f"async () => (await ({KEPT})()) > 8", timeout=10_000)


def starts(pair: Pair) -> None:
    pair.helper.get_by_role("button", name="Start").click()
    wait_for(pair.client, "running")
    for page in (pair.helper, pair.client):
        kept(page)


@pytest.mark.deep
def test_both_pages_open_again_without_a_server_and_lose_nothing(own_server, two):
    pair = two(own_server, excused=GONE, pace=20)
    helper, client = pair.helper, pair.client
    starts(pair)
    client.get_by_role("button", name="Stretch: more").click()
    expect(helper.locator('.gauge [data-live="stretch"]')).to_have_text("1")

    own_server.kill()
    helper.keyboard.press("ArrowRight")
    before = helper.evaluate("document.body.dataset.look")
    for page in (helper, client):
        page.reload()
        wait_for(page, "running")
    assert helper.evaluate("document.body.dataset.look") == before
    assert client.evaluate("document.body.dataset.look") != before  # it has not heard of "next"
    expect(helper.locator('.gauge [data-live="stretch"]')).to_have_text("1")

    press(client, "Stop")
    wait_for(client, "stopped")
    address = client.url
    client.goto("about:blank")  # the tab is closed before anybody could hear it
    own_server.start()
    helper.wait_for_timeout(1500)
    client.goto(address)

    wait_for(helper, "stopped")
    helper.wait_for_timeout(500)  # whoever finds the server first is first on the record
    said = [one for one in pair.kinds() if one[1] in ("start", "next", "stop")]
    assert said[0] == ("helper", "start")
    assert sorted(said[1:]) == [("client", "stop"), ("helper", "next")]
    assert status_of(helper) == status_of(client) == "stopped"


@pytest.mark.deep
def test_a_second_tab_obeys_the_first_without_a_server(own_server, two):
    pair = two(own_server, excused=GONE, pace=20)
    helper = pair.helper
    starts(pair)
    second = helper.context.new_page()
    second.goto(helper.url)
    wait_for(second, "running")

    own_server.kill()
    helper.keyboard.press("ArrowDown")
    press(helper, "Stop")
    wait_for(second, "stopped")
    helper.close()  # the other tab sends what this one has said
    own_server.start()
    wait_for(pair.client, "stopped")

    told = [one for one in pair.kinds() if one[0] == "helper"]
    assert told == [("helper", "start"), ("helper", "ease_off"), ("helper", "stop")]


@pytest.mark.deep
def test_today_says_what_still_waits_on_this_device(own_server, two, sign_in):
    pair = two(own_server, excused=GONE, pace=20)
    helper = pair.helper
    starts(pair)
    address = helper.url
    own_server.kill()
    helper.keyboard.press("ArrowDown")
    helper.goto("about:blank")
    own_server.start()

    helper.goto(f"{own_server.url}/")
    helper.get_by_role("link", name="Open it, and it is sent").click()

    helper.wait_for_url(address)
    wait_for(helper, "running")
    helper.wait_for_timeout(500)
    assert ("helper", "ease_off") in pair.kinds()
    helper.goto(f"{own_server.url}/")
    helper.wait_for_timeout(300)
    expect(helper.get_by_role("link", name="Open it, and it is sent")).to_be_hidden()


@pytest.mark.deep
def test_a_session_that_is_over_leaves_nothing_on_the_device(two):
    pair = two(excused=GONE)
    starts(pair)
    pair.client.get_by_role("button", name="Stretch: more").click()
    press(pair.client, "Stop")
    wait_for(pair.client, "stopped")
    pair.client.get_by_role("button", name="End the session").click()
    wait_for(pair.helper, "ended")

    for page in (pair.helper, pair.client):
        page.wait_for_function(f"async () => (await ({KEPT})()) === 0")
        left = """() => new Promise((done) => {
          const asked = indexedDB.open("endrange");
          asked.onsuccess = async () => {
            const names = [...asked.result.objectStoreNames];
            const all = await Promise.all(names.map((name) => new Promise((got) => {
              const count = asked.result.transaction(name).objectStore(name).count();
              count.onsuccess = () => got(count.result);
            })));
            done(all.reduce((sum, one) => sum + one, 0));
          };
        })"""
        page.wait_for_function(f"async () => (await ({left})()) === 0")
    assert status_of(pair.helper) == "ended"
