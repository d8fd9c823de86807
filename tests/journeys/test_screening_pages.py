"""The pages around a decision, on tablet, phone and in the dark: nobody is kept out of any.

Decision, a clinician's word, harm, and the day after, a day and three days later.
"""

import json
import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.accessible import check_accessible, check_width

pytestmark = pytest.mark.browser

SIZES = {"tablet": (1180, 820), "phone": (390, 844), "narrow": (320, 640)}


@pytest.fixture(scope="module")
def stage(server):
    return json.loads(server.run("-m", "tests.journeys.afterwards"))


@pytest.fixture
def tablet(server, stage, open_page, sign_in):
    page = open_page(*SIZES["tablet"])
    sign_in(page, server, stage["email"], stage["password"])
    return page


def look(page: Page, pictures, name: str) -> None:
    """Every size and the dark: axe, the width, and a picture of each."""
    for size, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        check_width(page, f"{name}, {size}")
        check_accessible(page, f"{name}, {size}")
        page.screenshot(path=pictures / f"screening-{name}-{size}.png", full_page=size != "tablet")
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    check_accessible(page, f"{name}, dark")
    page.screenshot(path=pictures / f"screening-{name}-dark.png", full_page=True)
    page.emulate_media(color_scheme="light", reduced_motion="no-preference")
    page.set_viewport_size({"width": 1180, "height": 820})


@pytest.mark.deep
def test_the_decision_and_a_clinicians_word(server, stage, tablet, pictures):
    tablet.goto(f"{server.url}/visits/{stage['visit']}/decision/")
    expect(tablet.get_by_role("heading", name="May we stretch today?")).to_be_visible()
    look(tablet, pictures, "decision")

    tablet.goto(f"{server.url}/visits/{stage['visit']}/clearances/")
    expect(tablet.get_by_role("group", name=re.compile("With these techniques"))).to_be_visible()
    expect(tablet.get_by_label("Who may help")).to_be_visible()
    look(tablet, pictures, "clearance")
    tablet.get_by_role("button", name="Keep and decide again").click()
    look(tablet, pictures, "clearance-refused")


ROWS_OF_FIELDS = """
[...document.querySelectorAll(".angle")].map((row) =>
  [...row.querySelectorAll(":scope > .field:not(.is-check)")].map((field) => {
    const { left, top, bottom } = field.querySelector("input, select").getBoundingClientRect();
    return [Math.round(left), Math.round(top), Math.round(bottom)];
  }))
"""


@pytest.mark.deep
@pytest.mark.parametrize(("size", "columns"), [("tablet", {2, 3}), ("phone", {1})])
def test_the_fields_of_harm_stand_in_rows_however_long_their_labels(
    server, stage, tablet, size, columns
):
    width, height = SIZES[size]
    tablet.set_viewport_size({"width": width, "height": height})
    tablet.goto(f"{server.url}/visits/{stage['visit']}/adverse-events/?language=de")

    rows = tablet.evaluate(ROWS_OF_FIELDS)

    assert [len(row) for row in rows] == [3, 6, 4, 3]
    assert {len({left for left, *_ in row}) for row in rows} == columns
    for row, broad in zip(rows, (3, 3, 2, 3), strict=True):
        lines = {(top, bottom) for _, top, bottom in row}
        assert len(lines) == len(row) // (broad if size == "tablet" else 1)


@pytest.mark.deep
def test_a_heading_stands_above_its_choices(server, stage, tablet):
    tablet.goto(f"{server.url}/visits/{stage['visit']}/restrictions/")
    soften = tablet.get_by_role("group", name="Soften")
    heading, first = soften.locator("legend"), soften.locator("input").first

    assert _bottom(heading) <= first.bounding_box()["y"]
    assert first.bounding_box()["x"] == heading.bounding_box()["x"]


def _bottom(what):
    box = what.bounding_box()
    return box["y"] + box["height"]


@pytest.mark.deep
def test_harm_is_written_down_and_found_again(server, stage, tablet, pictures):
    tablet.goto(f"{server.url}/adverse-events/")
    look(tablet, pictures, "harm-log")
    tablet.goto(f"{server.url}/adverse-events/{stage['event']}/")
    look(tablet, pictures, "harm")
    tablet.goto(f"{server.url}/clients/{stage['client']}/adverse-events/")
    look(tablet, pictures, "harm-form")


@pytest.mark.deep
def test_the_day_after_and_the_third_day(server, stage, tablet, open_page, pictures):
    tablet.goto(f"{server.url}/follow-ups/{stage['follow_up']}/")
    look(tablet, pictures, "day-after-practice")

    phone = open_page(390, 844, has_touch=True)
    phone.goto(f"{server.url}/day-after/{stage['day_after']}/")
    look(phone, pictures, "day-after")
    phone.set_viewport_size({"width": 390, "height": 844})
    for question in phone.locator("fieldset[data-question]").all():
        if question.is_visible():
            no = question.locator('input[value="no"]')
            (no if no.count() else question.locator("input").first).click()
    phone.locator('fieldset[data-question="after_soreness"] input[value="long"]').click()
    phone.get_by_role("button", name="Send").click()
    expect(phone.locator("h1")).to_be_visible()
    look(phone, pictures, "third-day")
