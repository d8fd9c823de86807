"""The client's own page in a browser: given on the tablet, opened on a phone, measured at home."""

import pytest
from playwright.sync_api import expect

from tests.journeys.accessible import check_accessible, check_width
from tests.journeys.pair import PHONE

pytestmark = pytest.mark.browser

INES = ("ines@demo.endrange.example", "stretch-demo")


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.deep)])
def test_a_client_looks_and_measures_at_home(server, open_page, sign_in, pictures, scheme):
    tablet = open_page(color_scheme=scheme)
    sign_in(tablet, server, *INES)
    tablet.goto(f"{server.url}/clients/")
    tablet.get_by_role("link", name="Maya Reyes").first.click()
    tablet.get_by_role("link", name="Give or close the link").click()
    tablet.locator("main form button").last.click()
    expect(tablet.get_by_role("button", name="New link, closing this one")).to_be_visible()
    address = tablet.get_by_label("Address").input_value()
    check_accessible(tablet, "the practitioner's side")

    phone = open_page(*PHONE, has_touch=True, is_mobile=True, color_scheme=scheme, excused=("404",))
    phone.goto(f"{server.url}/progress/{address.rstrip('/').rsplit('/', 1)[-1]}/")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Maya Reyes, your progress")
    check_accessible(phone, "the client's page")
    form = phone.locator("#hip_flexion_slr")
    form.locator("summary").click()
    form.get_by_text("Left", exact=True).click()
    form.get_by_label("Number").fill("61")
    form.get_by_role("button", name="Keep").click()
    expect(phone.get_by_text("Kept, apart from what your practitioner measures.")).to_be_visible()
    expect(phone.locator(".from-home")).to_contain_text("61°")
    check_width(phone, "the client's page")
    phone.screenshot(path=pictures / f"own-page-{scheme}.png", full_page=True)

    tablet.reload()
    expect(tablet.locator(".from-home")).to_contain_text("61°")
    tablet.screenshot(path=pictures / f"own-page-given-{scheme}.png", full_page=True)
    tablet.get_by_role("button", name="Close the link").click()
    expect(tablet.get_by_text("The link is closed.")).to_be_visible()
    phone.reload()
    expect(phone.get_by_text("This link opens nothing now")).to_be_visible()
