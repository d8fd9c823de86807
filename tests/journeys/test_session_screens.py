"""A session on both screens: from start to summary, stops, and what hurts."""

import pytest
from playwright.sync_api import expect

from tests.journeys.pair import (
    TABLET,
    Pair,
    press,
    status_of,
    until,
    wait_for,
)

pytestmark = pytest.mark.browser

AT_ONCE = 300
"""Milliseconds within which a stop has reached the other screen, browser drawing included."""


def test_a_session_from_start_to_summary(two):
    """Start, a rating, a stop from the phone, going on, and the way to the summary."""
    pair = two()
    helper, client = pair.helper, pair.client

    helper.get_by_role("button", name="Start").click()
    wait_for(client, "running", look="ready")
    expect(client.locator("[data-live=say]")).to_have_text(
        "Lie on your back. Keep both legs straight."
    )
    wait_for(helper, "running", look="lengthen")
    wait_for(client, "running", look="push")
    expect(client.get_by_text("2 of 10")).to_be_visible()
    expect(helper.locator("main").get_by_text("Repetition 1 of 2")).to_be_visible()

    for _ in range(5):
        client.get_by_role("button", name="Stretch: more").click()
    client.get_by_role("button", name="Pain: less").first.click()
    expect(helper.locator('.gauge [data-live="stretch"]')).to_have_text("5")
    expect(helper.locator('.gauge [data-live="pain"]')).to_have_text("0")

    press(client, "Stop")
    wait_for(helper, "stopped")
    expect(helper.get_by_text("Stopped by Maya.", exact=True)).to_be_visible()
    go_on = helper.get_by_role("button", name="Go on")
    expect(go_on).to_be_disabled()
    expect(helper.get_by_role("button", name="Maya says ready")).to_be_hidden()

    client.get_by_role("button", name="I am ready to go on").click()
    expect(go_on).to_be_disabled()
    client.get_by_role("button", name="Only a break").click()
    go_on.click()
    wait_for(client, "running", look="ready")

    for _ in range(30):
        if status_of(helper) == "ended":
            break
        helper.keyboard.press("ArrowRight")
        helper.wait_for_timeout(30)
    wait_for(client, "ended")
    link = helper.get_by_role("link", name="Go on to the summary")
    assert link.get_attribute("href") == f"/visits/{pair.info['visit']}/summary/"
    expect(client.get_by_text("Thank you, Maya.")).to_be_visible()

    kinds = [kind for kind in pair.written("end") if kind != ("helper", "next")]
    told = ("client", "comfort")
    assert kinds[:2] == [("client", "join"), ("helper", "start")]
    assert told in kinds
    assert [kind for kind in kinds[2:] if kind != told] == [
        ("client", "stop"),
        ("client", "ready"),
        ("client", "sensation"),
        ("helper", "resume"),
        ("helper", "end"),
    ]
    assert pair.server.rows(
        "select count(*) from storage_run where id = ? and ended_at is not null",
        pair.info["run"].replace("-", ""),
    ) == [(1,)]


@pytest.mark.parametrize("who", ["helper", "client"])
def test_a_stop_on_either_screen_halts_both_at_once(two, who):
    pair = two()
    pressed, other = (pair.helper, pair.client) if who == "helper" else (pair.client, pair.helper)
    pair.helper.get_by_role("button", name="Start").click()
    wait_for(pair.client, "running")

    press(pressed, "Stop")
    wait_for(pressed, "stopped")
    wait_for(other, "stopped")

    here, there = (page.evaluate("window.seen.stopped") for page in (pressed, other))
    assert there - here <= AT_ONCE
    pair.helper.wait_for_timeout(1100)  # and nothing counts any more
    assert status_of(pair.helper) == status_of(pair.client) == "stopped"
    assert (who, "stop") in pair.written("stop")


@pytest.mark.deep
def test_it_hurts_stops_too_and_that_stretch_is_over_for_today(two):
    pair = two()
    pair.helper.get_by_role("button", name="Start").click()
    wait_for(pair.client, "running", look="lengthen")

    press(pair.client, "It hurts")
    wait_for(pair.helper, "stopped")

    expect(pair.helper.get_by_text("It hurts. Stopped by Maya.", exact=True)).to_be_visible()
    expect(pair.helper.get_by_text("Ask Maya: any of these?").first).to_be_visible()
    expect(pair.client.get_by_text("Has the pain settled?")).to_be_visible()
    pair.client.get_by_role("button", name="Gone").click()
    expect(pair.helper.locator("[data-live=say]")).to_contain_text("Other regions may go on.")
    next_one = "Go on to the next stretch; this one is done for today"
    pair.client.get_by_role("button", name=next_one).click()
    pair.helper.get_by_role("button", name="Go on to the next stretch").click()
    expect(pair.helper.get_by_text("Stretch 2 of 2")).to_be_visible()
    wait_for(pair.client, "running", look="turn")


@pytest.mark.deep
def test_after_it_hurts_the_pain_is_asked_for_anew(two):
    pair = two()
    pair.helper.get_by_role("button", name="Start").click()
    wait_for(pair.client, "running", look="lengthen")
    pair.client.get_by_role("button", name="Pain: less").first.click()
    gauge = pair.helper.locator('.gauge [data-live="pain"]')
    expect(gauge).to_have_text("0")

    press(pair.client, "It hurts")

    expect(pair.client.get_by_text("How much does it hurt now?")).to_be_visible()
    expect(pair.client.locator(".halted output")).to_have_text("–")
    expect(gauge).to_have_text("–")
    pair.client.locator(".halted").get_by_role("button", name="Pain: more").click()
    expect(gauge).to_have_text("1")


def test_a_stop_before_the_start_shows_stopped_on_both_screens(two):
    pair = two()
    press(pair.client, "Stop")

    wait_for(pair.client, "stopped")
    wait_for(pair.helper, "stopped")
    expect(pair.helper.get_by_role("button", name="Go on")).to_be_disabled()


@pytest.mark.deep
def test_the_second_red_ends_the_session_on_the_record(two):
    pair = two()
    pair.helper.get_by_role("button", name="Start").click()
    wait_for(pair.client, "running")
    press(pair.client, "It hurts")
    wait_for(pair.helper, "stopped")
    pair.client.get_by_role("button", name="Gone").click()
    pair.client.get_by_role("button", name="Go on to the next stretch").click()
    pair.helper.get_by_role("button", name="Go on to the next stretch").click()
    wait_for(pair.client, "running")

    press(pair.client, "It hurts")

    wait_for(pair.helper, "ended")
    wait_for(pair.client, "ended")
    pair.helper.wait_for_timeout(300)
    assert pair.server.rows(
        "select count(*) from storage_run where id = ? and ended_at is not null",
        pair.info["run"].replace("-", ""),
    ) == [(1,)]


@pytest.mark.deep
def test_without_a_number_it_goes_no_deeper_and_with_one_it_may(two):
    pair = two(pace=20)
    helper, client = pair.helper, pair.client
    helper.get_by_role("button", name="Start").click()
    until(helper, "hold")

    say = helper.locator("[data-live=say]")
    expect(say).to_have_text("Stay where you are. Go no further.")
    expect(helper.get_by_text("Ask Maya: how strong, any pain?")).to_be_visible()
    expect(client.get_by_text("How strong? Any pain? Say it below.")).to_be_visible()
    until(helper, "push")
    for _ in range(4):
        client.get_by_role("button", name="Stretch: more").click()
    client.get_by_role("button", name="Pain: less").first.click()
    expect(helper.locator('.gauge [data-live="stretch"]')).to_have_text("4")
    until(helper, "hold")
    expect(say).to_have_text("Lean only as far as the leg gives. Then hold.")


@pytest.mark.deep
def test_one_screen_is_enough_and_the_record_says_who_passed_the_word_on(
    server, stage, open_page, sign_in
):
    info = stage(server)
    helper = open_page(*TABLET)
    sign_in(helper, server, info["email"], info["password"])
    helper.goto(f"{server.url}/runs/{info['run']}/")
    wait_for(helper, "waiting")
    pair = Pair(server, info, helper, helper)

    helper.get_by_role("button", name="Start").click()
    expect(helper.get_by_text("No phone: ask, then enter Maya’s numbers.")).to_be_visible()
    helper.get_by_role("button", name="Stretch: more").click()
    expect(helper.locator('.gauge [data-live="stretch"]')).to_have_text("1")
    helper.keyboard.press("Escape")
    wait_for(helper, "stopped")
    expect(helper.get_by_text("Stopped by you.", exact=True)).to_be_visible()
    helper.get_by_role("button", name="Only a break").click()
    helper.get_by_role("button", name="Maya says ready").click()
    helper.get_by_role("button", name="Go on").click()
    wait_for(helper, "running")
    helper.wait_for_timeout(300)

    expected = ["start", "comfort", "stop", "sensation", "ready", "resume"]
    assert pair.kinds() == [("helper", kind) for kind in expected]


@pytest.mark.deep
def test_one_tap_on_it_hurts_says_nothing_else(two):
    """The screen has changed when the finger lifts: what lies under it then was not meant."""
    pair = two(pace=30)
    pair.helper.get_by_role("button", name="Start").click()
    wait_for(pair.client, "running")
    until(pair.helper, "lengthen")

    pair.client.get_by_role("button", name="It hurts").tap()

    wait_for(pair.client, "stopped")
    wait_for(pair.helper, "stopped")
    pair.client.wait_for_timeout(500)
    said = [kind for role, kind in pair.kinds() if role == "client" and kind != "join"]
    assert said == ["hurts"]
