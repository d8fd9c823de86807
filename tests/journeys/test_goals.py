"""A goal from the client's page: set, rated, ended; on a tablet and on a phone."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.accessible import check_accessible, check_width

pytestmark = pytest.mark.browser

INES = ("ines@demo.endrange.example", "stretch-demo")
SCREENS = {"tablet": (1180, 820), "phone": (390, 844)}


@pytest.fixture(params=["tablet", pytest.param("phone", marks=pytest.mark.deep)])
def noor(request, server, open_page, sign_in):
    """The page of a client nobody has set a goal for, in the browser of a practitioner."""
    page = open_page(*SCREENS[request.param], excused=("422",))
    sign_in(page, server, *INES)
    page.goto(f"{server.url}/clients/")
    page.get_by_role("link", name="Noor Haddad").click()
    return page


def check(page, what):
    check_accessible(page, what)
    check_width(page, what)


def test_a_goal_is_set_rated_and_ended(noor):
    check(noor, "client")
    noor.get_by_role("link", name="New goal").click()
    noor.get_by_label("In the client’s own words").fill("Tie my shoes")
    noor.get_by_label("How well does it go today?").select_option("3")
    noor.get_by_label("How well should it go?").select_option("2")
    noor.get_by_role("button", name="Set this goal").click()
    expect(noor.get_by_text("It goes at 3 already.")).to_be_visible()
    expect(noor.get_by_label("In the client’s own words")).to_have_value("Tie my shoes")
    check(noor, "goals, refused")

    noor.get_by_label("How well should it go?").select_option("8")
    noor.get_by_role("button", name="Set this goal").click()
    expect(noor.get_by_text("5 of 10 to go")).to_be_visible()

    noor.get_by_label(re.compile("How well does it go today")).select_option("6")
    noor.get_by_role("button", name="Keep").click()
    expect(noor.get_by_text("2 of 10 to go")).to_be_visible()
    noor.get_by_text("End this goal").click()
    check(noor, "client, a goal open")

    noor.get_by_role("button", name="Reached, they say").click()
    expect(noor.get_by_text("No goal to measure against yet")).to_be_visible()
    expect(noor.get_by_text(re.compile("goals? that ha(s|ve) ended"))).to_be_visible()


def test_a_range_by_keyboard_alone(noor):
    noor.get_by_role("link", name="New goal").press("Enter")
    noor.get_by_label("Measure and side").select_option("hip_flexion_slr:left")
    noor.get_by_label("How far").fill("80")
    noor.get_by_label("How far").press("Enter")
    expect(noor.get_by_text("Not measured yet").first).to_be_visible()
    noor.get_by_text("End this goal").first.press("Enter")
    noor.get_by_role("button", name="Let go").first.press("Enter")
    expect(noor.get_by_text(re.compile("goals? that ha(s|ve) ended"))).to_be_visible()


@pytest.mark.parametrize("screen", ["tablet", pytest.param("phone", marks=pytest.mark.deep)])
@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.deep)])
def test_what_is_seen_of_maya(screen, scheme, server, open_page, sign_in, pictures):
    """Goals, figures, charts and how sessions felt: every drawing has its words."""
    page = open_page(*SCREENS[screen], color_scheme=scheme)
    sign_in(page, server, *INES)
    page.goto(f"{server.url}/clients/")
    page.get_by_role("link", name="Maya Reyes").click()
    expect(page.get_by_text(re.compile(r"\d+° to go")).first).to_be_visible()
    page.screenshot(path=pictures / f"client-{screen}-{scheme}.png", full_page=True)
    check(page, f"maya, {screen}, {scheme}")

    for drawing in page.locator("svg[role=img]:visible").all():
        named = drawing.get_attribute("aria-label") or drawing.get_attribute("aria-labelledby")
        assert named
    page.locator(".overview a").first.press("Enter")
    expect(page).to_have_url(re.compile("#chart-hip_flexion_slr$"))
    for summary in page.get_by_text("Show as a table").all():
        summary.press("Enter")
    check(page, f"maya with tables, {screen}, {scheme}")
