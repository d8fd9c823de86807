"""A client answers on their own phone, through a tunnel and on two devices; the tablet sees it."""

import re

import pytest
from playwright.sync_api import Page, expect

from endrange.knowledge import load
from tests.journeys.accessible import check_accessible, check_width
from tests.journeys.answering import Answering

pytestmark = pytest.mark.browser

OWNER = ("sam@demo.endrange.example", "stretch-demo")
GONE = ("ERR_INTERNET", "Failed to load resource", "ServiceWorker")
"""What a browser says of a network that the test has taken away."""
PARTS = list(dict.fromkeys(question.part for question in load().questions.values()))
MOST_QUESTIONS = 25
MOST_SECONDS = 180
"""Of answering, without reading: see benchmarks/intake_length.py."""
KEPT = """async () => {
  const pages = await caches.open("endrange-pages");
  const worker = navigator.serviceWorker.controller?.state === "activated";
  const here = (one) => new URL(one.url).pathname === location.pathname;
  return worker && (await pages.keys()).some(here);
}"""
"""Whether the worker has kept this page, so that it opens again without a network."""


@pytest.fixture
def tablet(server, open_page, sign_in):
    page = open_page(1180, 820)
    sign_in(page, server, *OWNER)
    return page


@pytest.fixture
def link(server, tablet):
    """The address given to a new client, called Uma."""

    def given(name: str = "Uma Nair") -> str:
        tablet.goto(f"{server.url}/clients/new/")
        tablet.get_by_label("Name").fill(name)
        tablet.get_by_role("button", name="Add client").click()
        tablet.get_by_role("button", name="Give them a link").click()
        return tablet.get_by_label("Address").input_value()

    return given


@pytest.fixture
def phone(open_page):
    def opened(address: str, **settings) -> Page:
        page = open_page(390, 844, has_touch=True, excused=GONE, **settings)
        page.goto(address)
        return page

    return opened


def begin(page: Page) -> Answering:
    page.get_by_role("button", name="I agree. Begin").click()
    expect(page.get_by_role("heading", name="What you want")).to_be_visible()
    return Answering(page, taps=1)


def look(page: Page, pictures, name: str) -> None:
    check_accessible(page, name)
    page.screenshot(path=pictures / f"intake-{name}.png")
    page.set_viewport_size({"width": 320, "height": 640})
    check_width(page, name)
    page.set_viewport_size({"width": 390, "height": 844})


def kept(page: Page) -> str:
    return page.locator('[data-live="kept"]').inner_text()


@pytest.mark.deep
def test_through_a_tunnel_to_the_table(link, phone, tablet, pictures):
    """The network goes half way and comes back; nothing is lost, and the practitioner sees it."""
    page = phone(link())
    look(page, pictures, "consent")
    client = begin(page)
    client.tap(page.get_by_role("checkbox", name="Desk work"))
    look(page, pictures, "wants")
    half = len(PARTS) // 2
    for number, part in enumerate(PARTS):
        client.next(part)
        if number == half:
            page.wait_for_function(f"async () => await ({KEPT})()")
            page.context.set_offline(True)
        client.part()
        if number in (0, 1):
            look(page, pictures, f"part-{number}")
        if number == half:
            expect(page.get_by_text("No network. Nothing is lost")).to_be_visible()
            look(page, pictures, "offline")
            reopened(page, client)
    client.next("Look over and send")
    look(page, pictures, "send")
    client.tap(page.get_by_role("button", name="Send my answers"))
    expect(page.get_by_text("Not sent yet.")).to_be_visible()

    page.context.set_offline(False)

    expect(page.get_by_role("heading", name="Your answers have arrived")).to_be_visible()
    look(page, pictures, "arrived")
    assert page.evaluate("Object.keys(localStorage).filter((one) => one.includes(':q:'))") == []
    assert len(client.questions) <= MOST_QUESTIONS
    assert client.seconds < MOST_SECONDS
    accepted_by(tablet, client, pictures)


def reopened(page: Page, client: Answering) -> None:
    """Without a network, the browser closes the page and opens it again."""
    before = page.get_by_role("heading", level=1).inner_text()
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text(before)
    answered = page.locator("fieldset[data-question]:visible input:checked").count()
    assert answered > 0, f"{client.questions} were answered, and none of it is here"


def accepted_by(tablet: Page, client: Answering, pictures) -> None:
    tablet.goto(re.sub(r"(https?://[^/]+).*", r"\1/", tablet.url))
    tablet.get_by_role("link", name="Uma Nair").first.click()
    expect(tablet.get_by_role("heading", name="Arrived")).to_be_visible()
    check_accessible(tablet, "review")
    tablet.screenshot(path=pictures / "intake-review.png", full_page=True)
    expect(tablet.get_by_text("Still open")).to_have_count(0)
    tablet.get_by_role("button", name="Start visit, go through them together").click()
    expect(tablet.get_by_text("has answered on their phone")).to_be_visible()
    check_accessible(tablet, "table")
    tablet.screenshot(path=pictures / "intake-table.png", full_page=True)
    tablet.get_by_label(re.compile("agrees to be asked")).check(force=True)
    tablet.get_by_role("button", name="See the decision").click()
    expect(tablet.get_by_role("heading", name="May we stretch today?")).to_be_visible()


def test_an_emergency_is_red_at_once_also_without_a_network(link, phone, tablet, pictures):
    page = phone(link("Red Rowan"))
    client = begin(page)
    client.next(PARTS[0])
    page.context.set_offline(True)

    first = page.locator("fieldset[data-question]:visible").first
    first.locator('input[value="chest"], input[value="yes"]').first.click()

    red = page.get_by_role("alertdialog")
    expect(red).to_be_visible()
    expect(red).to_contain_text("Call")
    check_accessible(page, "red")
    page.screenshot(path=pictures / "intake-red.png")
    page.get_by_role("link", name="That answer was wrong").click()
    expect(red).to_be_hidden()
    first.locator('input[value="no"]').click()
    expect(red).to_be_hidden()
    first.locator('input[value="chest"], input[value="yes"]').first.click()
    expect(red).to_be_visible()

    page.context.set_offline(False)

    page.wait_for_timeout(1500)
    tablet.goto(re.sub(r"(https?://[^/]+).*", r"\1/", tablet.url))
    expect(tablet.get_by_text("Stop, get help").first).to_be_visible()


@pytest.mark.deep
def test_a_second_device_goes_on_where_the_first_was(link, phone):
    address = link("Two Phones")
    one = phone(address)
    client = begin(one)
    client.next(PARTS[0])
    client.part()
    client.next(PARTS[1])
    expect(one.get_by_text("All answers have arrived.")).to_be_visible()

    two = phone(address)

    expect(two.get_by_role("heading", name=PARTS[1], level=1)).to_be_visible()
    other = Answering(two)
    other.part()
    other.next(PARTS[2])
    expect(two.get_by_text("All answers have arrived.")).to_be_visible()
    one.evaluate("window.dispatchEvent(new Event('online'))")
    expect(one.locator("fieldset[data-question]:visible input:checked").first).to_be_attached()


@pytest.mark.deep
def test_the_body_can_be_pointed_at_by_finger_and_by_keys(link, phone, pictures):
    page = phone(link("Sore Sam"))
    client = begin(page)
    client.next(PARTS[0])
    hurt = page.locator('fieldset[data-question="hurt"]')
    hurt.locator('input[value="yes"]').click()
    body = hurt.get_by_role("group", name=re.compile("Front of the body"))
    words = hurt.locator("[data-chosen-words]")
    expect(words).to_have_text("Nothing chosen yet.")

    beside_the_knee(page, body)
    expect(words).to_have_text("Knee, right")
    page.keyboard.press("ArrowDown")
    page.keyboard.press(" ")
    expect(words).to_have_text("Knee, right; Shin, right")
    expect(body.get_by_role("checkbox", name="Shin, right")).to_be_checked()
    check_accessible(page, "body")
    page.screenshot(path=pictures / "intake-body.png")

    hurt.get_by_role("button", name="Use a list").click()
    expect(hurt.get_by_role("checkbox", name="Knee, right")).to_be_checked()
    hurt.get_by_role("checkbox", name="Knee, right").uncheck()
    hurt.get_by_role("button", name="Use the picture").click()
    expect(words).to_have_text("Shin, right")


@pytest.mark.deep
def test_each_place_is_asked_how_it_hurts_also_without_a_network(link, phone, tablet, pictures):
    """Place by place, by finger and by keys; nothing of it is lost, and the table sees it."""
    page = phone(link("Aching Ada"))
    client = begin(page)
    client.next(PARTS[0])
    page.wait_for_function(f"async () => await ({KEPT})()")
    page.context.set_offline(True)
    hurt = page.locator('fieldset[data-question="hurt"]')
    hurt.locator('input[value="yes"]').click()
    hurt.get_by_role("button", name="Use a list").click()
    hurt.get_by_role("checkbox", name="Knee, right").check()
    hurt.get_by_role("checkbox", name="Low back").check()
    back, knee = (
        hurt.get_by_role("group", name=name, exact=True) for name in ("Low back", "Knee, right")
    )

    knee.get_by_role("group", name="Now, at rest").get_by_role("radio", name="4").check()
    worst = knee.get_by_role("group", name="At its worst")
    worst.get_by_role("radio", name="5").focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    expect(worst.get_by_role("radio", name="6")).to_be_checked()
    knee.get_by_role("checkbox", name="Dull, pulling or stiff").check()
    check_accessible(page, "pain")
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_text("Choose an answer.").first).to_be_visible()

    hurt.get_by_role("checkbox", name="Knee, right").uncheck()
    expect(knee).to_have_count(0)
    hurt.get_by_role("checkbox", name="Knee, right").check()
    expect(worst.get_by_role("radio", name="6")).to_be_checked()
    back.get_by_role("group", name="Now, at rest").get_by_role("radio", name="Don’t know").check()
    page.reload()

    expect(hurt.locator("[data-chosen-words]")).to_have_text("Low back; Knee, right: 4 of 10")
    pain_looks_well(page, hurt, pictures)
    page.context.set_offline(False)
    expect(page.get_by_text("All answers have arrived.")).to_be_visible(timeout=15_000)

    pain_at_the_table(tablet, pictures)


@pytest.mark.deep
def test_pain_is_kept_where_another_part_is_opened_on_another_phone(link, phone):
    """The list of places is then put in by the page, beside pain that is already there."""
    address = link("Moved Mona")
    one = phone(address)
    begin(one).next(PARTS[0])
    hurt = one.locator('fieldset[data-question="hurt"]')
    hurt.locator('input[value="yes"]').click()
    hurt.get_by_role("button", name="Use a list").click()
    hurt.get_by_role("checkbox", name="Knee, right").check()
    knee = hurt.get_by_role("group", name="Knee, right", exact=True)
    knee.get_by_role("group", name="Now, at rest").get_by_role("radio", name="4").check()
    knee.get_by_role("group", name="At its worst").get_by_role("radio", name="6").check()
    knee.get_by_role("checkbox", name="Dull, pulling or stiff").check()
    expect(one.get_by_text("All answers have arrived.")).to_be_visible(timeout=15_000)

    two = phone(f"{address}?page=5")

    pain = two.locator('fieldset[data-question="hurt"] [data-card="knee:right"] input:checked')
    expect(pain).to_have_count(3)
    names = pain.evaluate_all("(inputs) => inputs.map((input) => input.name.split('.').at(-1))")
    assert names == ["now", "worst", "like"]


def pain_looks_well(page: Page, hurt, pictures) -> None:
    hurt.scroll_into_view_if_needed()
    expect(hurt.locator("svg .mark text").first).to_have_text("4")
    page.screenshot(path=pictures / "intake-pain-map.png")
    hurt.locator("[data-card]").last.scroll_into_view_if_needed()
    page.screenshot(path=pictures / "intake-pain.png")
    hurt.screenshot(path=pictures / "intake-pain-whole.png")
    page.set_viewport_size({"width": 320, "height": 640})
    check_width(page, "pain")
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme="dark")
    hurt.screenshot(path=pictures / "intake-pain-dark.png")
    check_accessible(page, "pain, dark")


def pain_at_the_table(tablet: Page, pictures) -> None:
    tablet.goto(re.sub(r"(https?://[^/]+).*", r"\1/", tablet.url))
    tablet.get_by_role("link", name="Aching Ada").first.click()
    expect(tablet.get_by_text("Knee, right (now 4 of 10, worst 6 of 10")).to_be_visible()
    tablet.get_by_role("button", name="Start visit").first.click()
    there = tablet.locator('fieldset[data-question="hurt"]')
    expect(there.get_by_role("group", name="Knee, right", exact=True)).to_be_visible()
    check_accessible(tablet, "pain at the table")
    there.screenshot(path=pictures / "table-pain.png")


def beside_the_knee(page: Page, body) -> None:
    """A finger lands twelve pixels outside the drawn knee."""
    knee = body.get_by_role("checkbox", name="Knee, right")
    knee.scroll_into_view_if_needed()
    seen = page.evaluate(
        """(knee) => {
          const box = knee.getBoundingClientRect();
          const y = box.top + box.height / 2;
          let x = box.left + box.width / 2;
          while (document.elementFromPoint(x, y) === knee) x -= 1;
          return [x - 12, y];
        }""",
        knee.element_handle(),
    )
    page.touchscreen.tap(*seen)


@pytest.mark.deep
def test_a_page_without_scripts_asks_part_by_part(link, open_page):
    page = open_page(390, 844, java_script_enabled=False, excused=("422",))
    page.goto(link("No Script"))
    page.get_by_role("button", name="I agree. Begin").click()
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_role("heading", name=PARTS[0], level=1)).to_be_visible()

    page.get_by_role("button", name="Next").click()

    expect(page.get_by_text("Choose an answer.").first).to_be_visible()
    page.get_by_role("button", name="Back").click()
    expect(page.get_by_role("heading", name="What you want")).to_be_visible()


@pytest.mark.deep
def test_the_table_keeps_what_is_ticked_before_it_is_sent(server, tablet):
    tablet.goto(f"{server.url}/clients/new/")
    tablet.get_by_label("Name").fill("Draft Dana")
    tablet.get_by_role("button", name="Add client").click()
    tablet.get_by_role("button", name="Start visit").click()
    tablet.locator("fieldset[data-question]:visible").first.get_by_label("Don’t know").click()
    expect(tablet.get_by_text("Kept. You can leave this page")).to_be_visible()

    tablet.reload()

    first = tablet.locator("fieldset[data-question]:visible").first
    expect(first.get_by_label("Don’t know")).to_be_checked()
