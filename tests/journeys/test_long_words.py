"""Words without end: no page scrolls sideways for them, on a phone or at a table."""

import json

import pytest

from tests.journeys.accessible import check_width

pytestmark = [pytest.mark.browser, pytest.mark.deep]

PAGES = (
    "",
    "clients/",
    "clients/{client}/",
    "clients/{client}/particulars/",
    "clients/{client}/adverse-events/",
    "visits/{visit}/decision/",
    "visits/{visit}/restrictions/",
    "visits/{visit}/measures/",
    "visits/{visit}/plan/",
    "visits/{visit}/summary/",
    "adverse-events/",
    "adverse-events/{event}/",
    "practice/",
)


@pytest.fixture(scope="module")
def stage(server):
    return json.loads(server.run("-m", "tests.journeys.endless"))


@pytest.mark.parametrize(("width", "height"), [(390, 844), (1180, 820)])
def test_a_word_without_end_makes_no_page_wider(
    server, stage, open_page, sign_in, pictures, width, height
):
    page = open_page(width, height)
    sign_in(page, server, stage["email"], stage["password"])
    for address in PAGES:
        page.goto(f"{server.url}/{address.format(**stage)}")
        name = address.partition("{")[0].strip("/") or "today"
        page.screenshot(path=pictures / f"endless-{name}-{width}.png", full_page=True)
        check_width(page, address)
