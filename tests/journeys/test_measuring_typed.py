"""Six measures on both sides: under two minutes on a keyboard, under three on a phone."""

import json

import pytest
from playwright.sync_api import expect

from tests.journeys.accessible import check_accessible, check_width
from tests.journeys.entering import BOUNDS, KEY, SIX, TAP, enter_six, read
from tests.journeys.pair import PHONE, TABLET

pytestmark = pytest.mark.browser

LARGE = 44
"""Pixels a finger needs."""


@pytest.fixture
def measuring(server, open_page, sign_in):
    """The measuring page of a visit, for the first time or again, on a phone or at a keyboard."""

    def opened(how, when):
        info = json.loads(server.run("-m", "tests.journeys.to_measure"))
        phone = how.startswith("phone")
        page = open_page(
            *(PHONE if phone else TABLET), excused=("422",), has_touch=phone, is_mobile=phone
        )
        sign_in(page, server, info["email"], info["password"])
        wanted = "&".join(f"also={id_}" for id_ in SIX) if when == "first" else ""
        page.goto(f"{server.url}/visits/{info[when]}/measures/?{wanted}")
        return page

    return opened


@pytest.mark.deep
@pytest.mark.parametrize("when", ["again", "first"])
@pytest.mark.parametrize("how", BOUNDS)
def test_six_measures_on_both_sides(measuring, how, when):
    page = measuring(how, when)

    count = enter_six(page, how, first_time=when == "first")

    kept = read(page)
    for measure, (*tries, _) in SIX.items():
        for side in ("left", "right"):
            said = kept[f"{measure}-{side}-before"].replace("\u2212", "-").replace("°", "")
            assert said == ", ".join(map(str, tries))
    seconds = count.seconds(KEY if how == "keyboard" else TAP)
    assert seconds < BOUNDS[how], count


@pytest.mark.deep
def test_after_the_last_one_the_plan_is_next(measuring):
    page = measuring("keyboard", "again")
    enter_six(page, "keyboard", first_time=False)

    expect(page.get_by_role("button", name="Plan with these findings")).to_be_focused()


@pytest.mark.deep
def test_what_was_found_stands_there_without_loading_the_page_again(measuring):
    page = measuring("keyboard", "again")
    found = page.locator("#found")
    expect(found).not_to_contain_text("less than the other side")
    for side, degrees in (("left", "50"), ("right", "70")):
        card = page.locator(f"#hip_flexion_slr-{side}-before")
        for number in (1, 2, 3):
            card.get_by_label(f"Try {number}").fill(degrees)
        card.get_by_label("Discomfort").press("Enter")
        expect(card.locator(".taken")).to_be_visible()

    expect(found).to_contain_text("20° less than the other side")


@pytest.mark.deep
def test_a_second_tap_on_keep_does_not_leave_the_page(measuring):
    """The page moves on after the first one: what lies under the finger then is something else."""
    page = measuring("keyboard", "again")
    card = page.locator(".measure-side").first
    card.locator(".trials input").first.fill("many")
    keep = card.locator("[data-keep]")
    box = keep.bounding_box()
    assert box
    page.evaluate(
        """() => document.addEventListener("htmx:beforeRequest", () => {
          const link = document.querySelector(".page-head a, nav a");
          link.style.cssText = "position: fixed; inset: 0; z-index: 99";
        })"""
    )
    here = page.url

    page.mouse.dblclick(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

    expect(card.locator(".error").first).to_be_visible()
    assert page.url == here


def test_what_is_wrong_calls_back_and_the_other_side_keeps_what_was_typed(measuring):
    page = measuring("keyboard", "again")
    left, right = (page.locator(f"#hip_flexion_slr-{side}-before") for side in ("left", "right"))
    right.get_by_label("Try 1").fill("71")
    left.get_by_label("Try 1").fill("670")
    left.get_by_label("Discomfort").press("Enter")

    expect(left.get_by_text("Did you mean 67?")).to_be_visible()
    expect(left.get_by_label("Try 1")).to_be_focused()
    expect(right.get_by_label("Try 1")).to_have_value("71")


@pytest.mark.deep
def test_tries_that_lie_apart_ask_for_two_more(measuring):
    page = measuring("keyboard", "again")
    left = page.locator("#hip_flexion_slr-left-before")
    for number, degrees in enumerate(("60", "70", "80"), 1):
        left.get_by_label(f"Try {number}").fill(degrees)
    left.get_by_label("Discomfort").press("Enter")

    expect(left.get_by_label("Try 4")).to_be_focused()
    assert left.get_by_role("button", name="Keep them").is_visible()


@pytest.mark.deep
@pytest.mark.parametrize("how", ["keyboard", "phone, none"])
def test_a_finger_finds_everything(measuring, how, pictures):
    page = measuring(how, "first")
    small = page.evaluate(
        """(large) => [...document.querySelectorAll(
             '.measure :is(input:not([type=hidden]), select, button, summary, .phone a)')]
           .filter((one) => one.checkVisibility())
           .filter((one) => one.getBoundingClientRect().height < large
             || one.getBoundingClientRect().width < large)
           .map((one) => one.outerHTML.slice(0, 80))""",
        LARGE,
    )

    assert small == []
    keypads = page.locator(".trials input").evaluate_all("all => all.map(one => one.inputMode)")
    assert set(keypads) == {"decimal", "numeric"}
    check_accessible(page, how)
    check_width(page, how)
    page.screenshot(path=pictures / f"measuring-{how[:5]}.png", full_page=True)
