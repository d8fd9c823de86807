"""The phone as inclinometer in a real browser, whose sensors the test turns."""

import math
import time
from typing import Any

import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.journeys.accessible import check_accessible, check_width
from tests.journeys.pair import PHONE

pytestmark = pytest.mark.browser

EARTH = 9.81
ALLOWED = 0.5
"""Degrees of error through a browser's sensor path, which rounds to 0.1 m/s²."""
SENSORS = ("accelerometer", "linear-acceleration", "gyroscope")
QUIET = (
    "Object.defineProperty(window, 'speechSynthesis', {value: {getVoices: () => [], cancel() {}}})"
)
REFUSED = "window.DeviceMotionEvent.requestPermission = async () => 'denied'"
PLAIN = "Object.defineProperty(window, 'isSecureContext', {value: false})"


class Limb:
    """A phone on a limb: the test holds it at angles for as long as it likes."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.line: CDPSession = page.context.new_cdp_session(page)
        for kind in SENSORS:
            enabled = {"enabled": True, "type": kind}
            self.line.send("Emulation.setSensorOverrideEnabled", enabled)
        page.reload()
        for kind in SENSORS[1:]:  # a browser tells of motion once it knows all three
            self._set(kind, (0, 0, 0))

    def turn(self, degrees: float, *, tremor: float = 0, leaning: float = 0) -> None:
        angle, tilt = math.radians(degrees + tremor), math.radians(leaning)
        level = math.cos(tilt)
        felt = (math.sin(tilt), level * math.sin(angle), level * math.cos(angle))
        self._set("accelerometer", tuple(EARTH * part for part in felt))

    def _set(self, kind: str, parts: tuple[float, ...]) -> None:
        reading = {"xyz": dict(zip("xyz", parts, strict=True))}
        self.line.send("Emulation.setSensorOverrideReadings", {"type": kind, "reading": reading})

    def hold(self, degrees: float, seconds: float, *, shake: float = 0.2) -> None:
        end = time.monotonic() + seconds
        while (now := time.monotonic()) < end:
            self.turn(degrees, tremor=shake * math.sin(now * 30))
            time.sleep(0.016)

    def hold_until(self, degrees: float, told: str, limit: float = 20) -> None:
        """Hold as a hand would: until the phone has said what it waits for."""
        end = time.monotonic() + limit
        while told not in self.page.locator("[data-told]").inner_text():
            assert time.monotonic() < end, f"{told!r} was not said within {limit:g} s"
            self.hold(degrees, 0.3)

    def move(self, start: float, end: float) -> None:
        for step in range(30):
            self.turn(start + (end - start) * step / 30)
            time.sleep(0.016)


@pytest.fixture
def opened(server, stage, open_page, sign_in):
    """The page of one measure on a phone, signed in."""

    def of(measure: str = "hip_flexion_slr", script: str = QUIET, **settings: Any) -> Page:
        info = stage(server)
        page = open_page(*PHONE, has_touch=True, **settings)
        page.add_init_script(script)
        sign_in(page, server, info["email"], info["password"])
        page.goto(f"{server.url}/visits/{info['visit']}/inclinometer/{measure}/left/")
        return page

    return of


@pytest.mark.deep
def test_three_trials_without_touching_the_screen(opened, server):
    page = opened()
    limb = Limb(page)
    page.get_by_role("button", name="Start").click()

    limb.hold_until(0, "Zero.")
    for end in (67, 68):
        limb.move(0, end)
        limb.hold_until(end, f"{end} degrees")
        limb.move(end, 0)
        limb.hold_until(0, "Zero.")
    limb.move(0, 66)
    limb.hold_until(66, "Done: 67 degrees.")

    expect(page.locator("[data-tries] li")).to_have_text(["67°", "68°", "66°"])
    page.get_by_label("Ended by").select_option("first firm resistance")
    page.get_by_role("button", name="Keep", exact=True).click()
    page.wait_for_url("**/measures/**")
    ((trials, instrument),) = server.rows(
        "select trials, instrument from storage_reading order by id desc limit 1"
    )
    read = [float(one) for one in trials.strip("[]").split(",")]
    assert read == pytest.approx([67, 68, 66], abs=ALLOWED)
    assert instrument == "phone inclinometer"


@pytest.mark.deep
def test_a_leg_that_shakes_is_never_read(opened):
    page = opened()
    limb = Limb(page)
    page.get_by_role("button", name="Start").click()

    limb.hold(0, 5, shake=4)

    expect(page.locator("[data-told]")).to_contain_text("Lay the phone down")
    expect(page.locator("[data-live]")).to_have_text("–")


NONE = {
    "no sensor": (QUIET, "No sensor here. Type the number in."),
    "refused": (REFUSED, "The sensor was refused."),
    "a plain address": (PLAIN, "A plain address gets no sensor."),
}


@pytest.mark.parametrize("case", NONE)
def test_without_a_sensor_it_says_so_and_typing_is_one_tap_away(opened, case):
    script, told = NONE[case]
    page = opened(script=script)

    page.get_by_role("button", name="Start").click()

    expect(page.get_by_role("alert")).to_contain_text(told)
    expect(page.get_by_role("button", name="Start")).to_be_visible()
    check_accessible(page, "inclinometer")
    check_width(page, "inclinometer")
    page.get_by_role("link", name="Type it in instead").click()
    page.wait_for_url("**/measures/#hip_flexion_slr")


def test_what_gravity_cannot_feel_is_told_with_another_way(opened):
    page = opened("neck_rotation")

    expect(page.get_by_text("Gravity does not feel that.")).to_be_visible()
    expect(page.get_by_text("Lying on the back, the phone on the forehead")).to_be_visible()
    expect(page.get_by_role("button", name="Start")).to_be_hidden()
