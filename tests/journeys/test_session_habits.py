"""What people want of both screens: sizes, keys, a lock, a wait, one screen for two."""

import pytest
from playwright.sync_api import Page, expect

from endrange import knowledge
from tests.journeys.pair import (
    CUT,
    PHONE,
    Pair,
    join_by_code,
    press,
    status_of,
    until,
    wait_for,
)

pytestmark = pytest.mark.browser

THIRD = """() => {
  const { width, height } = document.querySelector(".slab").getBoundingClientRect();
  return width * height / (innerWidth * innerHeight);
}"""


def rate(client: Page) -> None:
    """A stretch of one, no pain: within every limit."""
    client.get_by_role("button", name="Stretch: more").click()
    client.get_by_role("button", name="Pain: less").first.click()


def settle(page: Page, *names: str) -> None:
    """Tick what these name in the settings of this device."""
    page.get_by_role("button", name="Settings").click()
    for name in names:
        page.get_by_label(name).check()
    page.get_by_role("button", name="Close").click()


@pytest.mark.deep
def test_both_screens_say_how_far_it_went_and_stop_fills_a_third(two):
    pair = two(pace=20)
    helper, client = pair.helper, pair.client
    helper.get_by_role("button", name="Start").click()
    until(helper, "lengthen")
    expect(helper.get_by_text("To the first firm resistance")).to_be_visible()

    rate(client)
    helper.locator("#degrees").fill("62")
    helper.get_by_role("button", name="Enter").click()
    expect(client.get_by_text("Today: 62°")).to_be_visible()
    until(helper, "hold")
    rate(client)
    expect(helper.get_by_text("No further than 65°")).to_be_visible()
    helper.get_by_role("button", name="Range: more").click()  # from the last one on
    helper.get_by_role("button", name="Enter").click()
    expect(client.get_by_text("Today: 62° at first, now 63°")).to_be_visible()
    for width, height in ((320, 568), PHONE):
        client.set_viewport_size({"width": width, "height": height})
        assert client.evaluate(THIRD) >= 1 / 3, f"{width} x {height}"
    client.get_by_role("button", name="Tingling").click()  # one tap, while it runs
    wait_for(helper, "stopped")
    assert ("helper", "range") in pair.kinds()


@pytest.mark.deep
def test_nobody_answers_and_the_helper_is_told_to_ask(two):
    pair = two(pace=20)
    pair.helper.get_by_role("button", name="Start").click()
    until(pair.helper, "hold")

    expect(pair.client.get_by_text("Please answer: how strong?")).to_be_visible(timeout=12_000)
    wait_for(pair.helper, "stopped")
    expect(pair.helper.get_by_text("No answer from Maya.", exact=True)).to_be_visible()
    pair.client.get_by_role("button", name="I am here").click()
    wait_for(pair.client, "stopped")
    expect(pair.client.get_by_role("button", name="I am here")).to_be_hidden()
    told = [kind for role, kind in pair.kinds() if role == "helper"]
    assert told.count("sensation") == 1


@pytest.mark.deep
def test_settings_stay_on_the_device_and_do_what_they_say(two):
    """Another key, own words, the lock, and waiting for a tap."""
    pair = two()
    helper = pair.helper
    settle(helper, "Wait for a tap", "Lock against touches")
    helper.get_by_role("button", name="Settings").click()
    helper.wait_for_timeout(200)
    expect(helper.get_by_role("dialog")).to_be_hidden()  # a short touch does nothing now
    helper.reload()
    wait_for(helper, "waiting")
    helper.get_by_role("button", name="Settings").click(delay=900)
    helper.get_by_role("button", name="Another key for: Next").click()
    helper.keyboard.press("b")
    helper.get_by_role("button", name="Close").click()

    helper.locator("main").focus()
    helper.keyboard.press("Space")
    helper.wait_for_selector("body[data-waiting]")  # the get-ready act is over; it counts up
    expect(helper.get_by_text("Next, when you both are ready.")).to_be_visible()
    pair.client.get_by_role("button", name="I am ready").click()
    wait_for(helper, "running", look="lengthen")
    helper.keyboard.press("ArrowRight")
    helper.keyboard.press("b")
    helper.wait_for_timeout(300)
    press(helper, "Stop")  # one touch, lock or no lock
    wait_for(pair.client, "stopped")

    kinds = [kind for role, kind in pair.written("stop") if role == "helper"]
    assert kinds == ["start", "wait", "next", "stop"]


@pytest.mark.deep
def test_one_screen_for_two_has_a_half_for_each(server, stage, open_page, sign_in):
    info = stage(server)
    page = open_page(*PHONE)
    sign_in(page, server, info["email"], info["password"])
    page.goto(f"{server.url}/runs/{info['run']}/")
    wait_for(page, "waiting")
    page.get_by_role("button", name="one screen for both").click()
    page.get_by_role("button", name="Start").click()
    wait_for(page, "running", look="push")

    half = page.get_by_label("For Maya")
    expect(half.get_by_text("Press your heel down.")).to_be_visible()
    expect(half.get_by_text("2 of 10")).to_be_visible()
    assert half.evaluate("(one) => getComputedStyle(one).rotate") == "180deg"
    wide = page.evaluate("document.scrollingElement.scrollWidth - innerWidth")
    assert wide <= 0
    press(page, "It hurts")
    wait_for(page, "stopped")


TECHNIQUES = [one.id for one in knowledge.load().techniques.values() if one.people == 2]


@pytest.mark.deep
@pytest.mark.parametrize("technique", TECHNIQUES)
def test_a_whole_session_of_each_technique(two, technique):
    pair = two(technique=technique)
    pair.helper.get_by_role("button", name="Start").click()

    wait_for(pair.client, "running")
    pair.helper.wait_for_selector('body[data-status="ended"]', timeout=60_000)

    wait_for(pair.client, "ended")
    pair.helper.get_by_role("link", name="Go on to the summary").click()
    pair.helper.wait_for_url(f"**/visits/{pair.info['visit']}/summary/")
    assert pair.kinds()[-1] == ("helper", "end")


PHASES = ("ready", "lengthen", "push", "relax", "hold", "switch", "turn", "rest")


@pytest.mark.deep
@pytest.mark.parametrize("phase", PHASES)
@pytest.mark.parametrize("who", ["helper", "client"])
def test_stop_works_in_each_phase_from_each_side(two, who, phase):
    pair = two(pace=20)
    pair.helper.locator("main").focus()
    pair.helper.keyboard.press("Space")
    wait_for(pair.client, "running", look="ready")
    if phase != "ready":
        until(pair.helper, phase)
    wait_for(pair.client, "running", look=phase)

    press(pair.helper if who == "helper" else pair.client, "Stop")

    for page in (pair.helper, pair.client):
        wait_for(page, "stopped")
    assert (who, "stop") in pair.written("stop")


@pytest.mark.deep
def test_without_a_network_for_the_middle_half_both_go_on_and_agree(two):
    pair = two(excused=(*CUT, "Failed to load resource", "net::ERR"))
    helper, client = pair.helper, pair.client
    helper.get_by_role("button", name="Start").click()
    wait_for(client, "running", look="push")
    for page in (helper, client):
        page.context.set_offline(True)
    rate(client)
    wait_for(helper, "running", look="switch")
    helper.keyboard.press("ArrowDown")
    for page in (helper, client):
        page.context.set_offline(False)
    while status_of(client) == "running":  # whoever says nothing is taken to be unwell
        rate(client)
        client.wait_for_timeout(3000)

    wait_for(helper, "ended")
    wait_for(client, "ended")
    kinds = pair.kinds()
    assert kinds[:2] == [("client", "join"), ("helper", "start")]
    assert {("client", "comfort"), ("helper", "ease_off")} <= set(kinds)
    assert len(kinds) == len(set(kinds)) + kinds.count(("client", "comfort")) - 1


@pytest.mark.deep
def test_a_client_who_comes_late_leaves_and_returns_is_in_the_right_second(two):
    pair = two(pace=20, excused=CUT)
    helper, client = pair.helper, pair.client
    address = client.url
    client.goto("about:blank")
    helper.get_by_role("button", name="Start").click()
    until(helper, "push")
    join_by_code(client, pair.server, pair.info["code"], "running")
    _same_second(pair)

    client.goto("about:blank")
    until(helper, "relax")
    client.goto(address)
    wait_for(client, "running", look="relax")
    _same_second(pair)


def _same_second(pair: Pair) -> None:
    pair.client.wait_for_timeout(2500)  # sixteen questions about the time
    count = "document.querySelector('main [data-live=count]').textContent"
    here, there = (int(page.evaluate(count)) for page in (pair.helper, pair.client))
    assert abs(here - there) <= 1


@pytest.mark.deep
def test_a_session_by_keyboard_alone(two):
    pair = two()
    helper, client = pair.helper, pair.client
    helper.locator("main").focus()
    helper.keyboard.press("Space")
    wait_for(client, "running", look="lengthen")
    client.get_by_label("Stretch", exact=True).focus()
    client.keyboard.press("ArrowRight")
    expect(helper.locator('.gauge [data-live="stretch"]')).to_have_text("1")
    client.keyboard.press("Escape")
    wait_for(helper, "stopped")
    for name in ("Only a break", "I am ready to go on"):
        client.get_by_role("button", name=name).focus()
        client.keyboard.press("Enter")
    helper.get_by_role("button", name="Go on").focus()
    helper.keyboard.press("Enter")
    wait_for(client, "running")
    while status_of(helper) != "ended":
        helper.keyboard.press("PageDown")
        helper.wait_for_timeout(30)
    wait_for(client, "ended")
