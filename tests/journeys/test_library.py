"""The library in a browser: found as one types, without asking the server again."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.accessible import check_accessible, check_width

pytestmark = pytest.mark.browser

OWNER = ("sam@demo.endrange.example", "stretch-demo")


def test_stretches_are_found_while_one_types(server, open_page, sign_in):
    page = open_page()
    sign_in(page, server, *OWNER)
    with page.expect_response(re.compile("index.json")) as index:
        page.goto(f"{server.url}/library/")
    assert index.value.ok
    rows, found = page.locator("[data-stretch]:visible"), page.locator("[data-found]")
    whole = rows.count()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    page.get_by_label("Search the library").fill("SÓLEUS")
    expect(found).not_to_have_text(str(whole))
    expect(page.get_by_role("link", name="Lower calf, knee over a pillow")).to_be_visible()
    expect(page.get_by_role("link", name="Hamstring, leg on the helper’s shoulder")).to_be_hidden()
    expect(page.get_by_role("heading", name="Neck", exact=True)).to_be_hidden()
    expect(page.get_by_role("heading", name="Also in the library")).to_be_visible()
    page.get_by_label("Position").select_option("prone")
    expect(found).to_have_text(str(rows.count()))
    assert page.url.endswith("?q=S%C3%93LEUS&position=prone")
    check_accessible(page, "library, filtered")

    page.get_by_label("Search the library").fill("nothing of that name")
    expect(page.get_by_role("heading", name="No stretch fits")).to_be_visible()
    page.get_by_role("link", name="Show all").click()
    expect(found).to_have_text(str(whole))
    assert page.url == f"{server.url}/library/"
    assert [url for url in asked if not url.endswith("mark.svg")] == []  # a new address, its icon


def test_a_search_is_kept_by_its_address_and_the_index_by_the_browser(server, open_page, sign_in):
    page = open_page(width=320, height=640)
    sign_in(page, server, *OWNER)
    page.goto(f"{server.url}/library/?q=calf&sport=golf")
    few = page.locator("[data-found]").text_content()
    with page.expect_response(re.compile("index.json")) as index:
        page.reload()

    assert index.value.status in (200, 304)
    expect(page.locator("[data-found]")).to_have_text(few or "")
    expect(page.get_by_label("Sport or work")).to_be_visible()
    check_width(page, "library, filtered")


def test_a_stretch_is_chosen_by_technique_and_side(server, open_page, sign_in):
    page = open_page()
    sign_in(page, server, *OWNER)
    page.goto(f"{server.url}/library/stretches/ham_slr_table/")
    page.get_by_role("link", name="Right", exact=True).click()
    expect(page.get_by_text("Hold the left thigh down, or put the strap")).to_be_visible()
    page.get_by_role("link", name="Hold-relax", exact=True).click()
    expect(page.get_by_text("Hold the left thigh down, or put the strap")).to_be_visible()
    check_accessible(page, "a stretch for one side")
