"""A newcomer's first visit: from the sign-in page to the signed summary, the client's phone joined.

Nothing but what the screens say leads from one page to the next. Pictures are kept in the folder
that ``ENDRANGE_PICTURES`` names.
"""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.accessible import check_accessible, check_width
from tests.journeys.conftest import Server

pytestmark = pytest.mark.browser

OWNER = ("sam@demo.endrange.example", "stretch-demo")
MANY_PRESSES = 200
PAGES = (
    "/",
    "/clients/",
    "/clients/new/",
    "/library/",
    "/library/stretches/ham_slr_shoulder/",
    "/library/techniques/hold_relax/",
    "/library/measures/hip_flexion_slr/",
    "/library/muscles/semitendinosus/",
    "/library/precautions/VTE-01/",
    "/library/techniques/",
    "/library/muscles/",
    "/library/measures/",
    "/library/precautions/",
    "/library/sources/",
    "/library/model/",
    "/practice/",
    "/practice/own-entries/",
    "/practice/own-errors/",
    "/practice/own-errors/?measure=hip_flexion_slr",
    "/practice/own-errors/?measure=hip_flexion_slr&as=sessions",
    "/gallery/",
    "/join/",
    "/accounts/password/change/",
    "/accounts/2fa/",
    "/no-such-page/",
)


def test_a_newcomer_takes_maya_through_a_visit(server, open_page, pictures):
    tablet = open_page()
    sign_in_as_printed(tablet, server)
    look(tablet, pictures, "today")

    open_the_visit_of(tablet, "Maya Reyes")
    answer_at_the_door(tablet, pictures)
    measure_both_legs(tablet, pictures)
    plan_for(tablet, 15, pictures)
    code = start_the_session(tablet)
    phone = join(open_page, server, code, pictures)
    guide(tablet, phone, pictures)
    read_the_summary(tablet, pictures)


def sign_in_as_printed(page: Page, server: Server) -> None:
    page.goto(server.url)
    page.get_by_label("Email").fill(OWNER[0])
    page.get_by_label("Password").fill(OWNER[1])
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(re.compile(r"\d{4}"))


def open_the_visit_of(page: Page, name: str) -> None:
    page.get_by_role("link", name=name).first.click()
    expect(page.get_by_text("Looser back of the thigh")).to_be_visible()
    page.get_by_role("button", name="Start visit").click()


def answer_at_the_door(page: Page, pictures: Path) -> None:
    """Six questions, each answered no; then what that means."""
    look(page, pictures, "re-screen")
    groups = [page.get_by_role("radio", name=no, exact=True) for no in ("No", "None of these")]
    for answer in [one for group in groups for one in group.all() if one.is_visible()]:
        answer.check(force=True)
    page.get_by_label(re.compile("agrees to be asked")).check(force=True)
    page.get_by_role("button", name="See the decision").click()
    expect(page.get_by_text("No reason to stop found in these answers.").first).to_be_visible()
    expect(page.get_by_text("No clinician has reviewed these rules yet").first).to_be_visible()
    look(page, pictures, "decision")
    page.get_by_role("link", name="Continue to measure").click()


def measure_both_legs(page: Page, pictures: Path) -> None:
    for side, degrees in (("left", "70"), ("right", "69")):
        card = page.locator(f"#hip_flexion_slr-{side}-before")
        for trial in ("Try 1", "Try 2", "Try 3"):
            card.get_by_label(trial).fill(degrees)
        card.get_by_role("button", name="Keep").click()
        expect(card.locator(".taken").first).to_contain_text(f"{degrees}°")
    look(page, pictures, "measure")
    page.get_by_role("button", name="Continue to plan").click()


def plan_for(page: Page, minutes: int, pictures: Path) -> None:
    page.get_by_role("button", name=f"{minutes} minutes").click()
    expect(page.get_by_text(re.compile(f"of {minutes} minutes")).first).to_be_visible()
    expect(page.get_by_text("Best use of").first).to_be_visible()
    look(page, pictures, "plan")


def start_the_session(page: Page) -> str:
    page.get_by_role("button", name="Start session").click()
    page.wait_for_selector('body[data-status="waiting"]')
    shown = re.search(r"\b([A-Z0-9]{3}) ([A-Z0-9]{3})\b", page.inner_text("main"))
    assert shown, "the code for the second screen is not to be seen"
    return shown.group(1) + shown.group(2)


def join(open_page, server: Server, code: str, pictures: Path) -> Page:
    phone = open_page(390, 844, has_touch=True)
    phone.goto(f"{server.url}/join/")
    phone.get_by_label("Code").fill(code)
    phone.get_by_role("button", name="Join").click()
    phone.wait_for_selector('body[data-status="waiting"]')
    phone.screenshot(path=pictures / "visit-phone-joined.png")
    return phone


def guide(tablet: Page, phone: Page, pictures: Path) -> None:
    """Start, hear the client once, then go on act by act to the end."""
    expect(tablet.get_by_text("Phone connected")).to_be_visible()
    tablet.get_by_role("button", name="Start").click()
    tablet.wait_for_selector('body[data-look="ready"]')  # the second tap since the plan: a cue
    phone.wait_for_selector('body[data-status="running"]')
    for _ in range(4):
        phone.get_by_role("button", name="Stretch: more").click()
    expect(tablet.locator('.gauge [data-live="stretch"]')).to_have_text("4")
    tablet.screenshot(path=pictures / "visit-session-tablet.png")
    phone.screenshot(path=pictures / "visit-session-phone.png")
    for _ in range(MANY_PRESSES):
        if tablet.evaluate("document.body.dataset.status") == "ended":
            break
        tablet.keyboard.press("ArrowRight")
        tablet.wait_for_timeout(20)
    phone.wait_for_selector('body[data-status="ended"]')
    tablet.get_by_role("link", name="Go on to the summary").click()


def read_the_summary(page: Page, pictures: Path) -> None:
    expect(page.get_by_role("heading", name="What happened")).to_be_visible()
    expect(page.get_by_role("heading", name="Done today")).to_be_visible()
    expect(page.get_by_text(re.compile("Real change|Too early to tell")).first).to_be_visible()
    look(page, pictures, "summary")
    page.get_by_role("button", name="Sign and close").click()
    expect(page.get_by_text(re.compile("Signed")).first).to_be_visible()
    look(page, pictures, "signed")


def look(page: Page, pictures: Path, name: str) -> None:
    """Keep a picture of the page on the tablet and as a phone would show it; ask axe."""
    check_accessible(page, name)
    page.screenshot(path=pictures / f"visit-{name}-tablet.png", full_page=True)
    page.set_viewport_size({"width": 390, "height": 844})
    page.screenshot(path=pictures / f"visit-{name}-phone.png", full_page=True)
    check_width(page, name)
    page.set_viewport_size({"width": 1180, "height": 820})


@pytest.mark.deep
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_can_be_read_by_everybody(server, open_page, sign_in, scheme):
    """Axe finds nothing serious, and nothing is wider than a small phone."""
    page = open_page(color_scheme=scheme, excused=("404",))
    sign_in(page, server, *OWNER)
    for address in PAGES:
        page.set_viewport_size({"width": 1180, "height": 820})
        page.goto(server.url + address)
        check_accessible(page, f"{address} {scheme}")
        page.set_viewport_size({"width": 320, "height": 640})
        check_width(page, address)
