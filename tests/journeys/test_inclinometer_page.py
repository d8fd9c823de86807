"""The phone as inclinometer in a real browser, whose sensors the test turns."""

import json
import math
import random
import time
from typing import Any

import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.journeys.accessible import check_accessible, check_width
from tests.journeys.pair import PHONE, TABLET

pytestmark = pytest.mark.browser

EARTH = 9.81
ALLOWED = 0.5
"""Degrees of error through a browser's sensor path, which rounds to 0.1 m/s²."""
TWO_METRES = 36
"""Pixels of type that are read at two metres: ours, a letter of 4 mm on a phone 65 mm wide."""
SENSORS = ("accelerometer", "linear-acceleration", "gyroscope")
QUIET = (
    "Object.defineProperty(window, 'speechSynthesis', {value: {getVoices: () => [], cancel() {}}})"
)
REFUSED = "window.DeviceMotionEvent.requestPermission = async () => 'denied'"
PLAIN = "Object.defineProperty(window, 'isSecureContext', {value: false})"


class Limb:
    """A phone on a limb: the test holds it at angles for as long as it likes."""

    def __init__(self, page: Page, *, sign: int = 1, noise: float = 0) -> None:
        self.page, self.sign, self.noise = page, sign, noise
        self.chance = random.Random(7)  # noqa: S311  the same noise each time
        self.at = 0.0
        self.line: CDPSession = page.context.new_cdp_session(page)
        for kind in SENSORS:
            enabled = {"enabled": True, "type": kind}
            self.line.send("Emulation.setSensorOverrideEnabled", enabled)
        page.reload()
        for kind in SENSORS[1:]:  # a browser tells of motion once it knows all three
            self._set(kind, (0, 0, 0))

    def turn(self, degrees: float, *, tremor: float = 0, leaning: float = 0) -> None:
        self.at = degrees
        angle, tilt = math.radians(degrees + tremor), math.radians(leaning)
        level = math.cos(tilt)
        felt = (math.sin(tilt), level * math.sin(angle), level * math.cos(angle))
        noisy = (EARTH * part + self.chance.gauss(0, self.noise) for part in felt)
        self._set("accelerometer", tuple(self.sign * part for part in noisy))

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

    def of(
        measure: str = "hip_flexion_slr",
        script: str = QUIET,
        size: Any = PHONE,
        side: str = "left",
        **settings: Any,
    ) -> Page:
        info = stage(server)
        page = open_page(*size, has_touch=True, **settings)
        page.add_init_script(script)
        sign_in(page, server, info["email"], info["password"])
        page.goto(f"{server.url}/visits/{info['visit']}/inclinometer/{measure}/{side}/")
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
        limb.hold_until(end, f"{end} degrees, plus or minus 2.5.")
        limb.move(end, 0)
        limb.hold_until(0, "Zero.")
    limb.move(0, 66)
    limb.hold_until(66, "Done: 67 degrees.")

    expect(page.locator("[data-tries] li")).to_have_text(["67°", "68°", "66°"])
    page.get_by_label("Ended by").select_option("first firm resistance")
    (before,) = server.rows("select count(*) from storage_reading")
    page.get_by_role("button", name="Keep", exact=True).dblclick()
    page.wait_for_url("**/measures/**")
    assert server.rows("select count(*) from storage_reading") == [(before[0] + 1,)]
    ((trials, instrument),) = server.rows(
        "select trials, instrument from storage_reading order by id desc limit 1"
    )
    read = [float(one) for one in trials.strip("[]").split(",")]
    assert read == pytest.approx([67, 68, 66], abs=ALLOWED)
    assert instrument == "phone inclinometer"


@pytest.mark.deep
def test_tries_that_lie_apart_ask_for_two_more_and_say_why(opened):
    page = opened()
    limb = Limb(page)
    page.get_by_role("button", name="Start").click()

    limb.hold_until(0, "Zero.")
    for end in (60, 61):
        limb.move(0, end)
        limb.hold_until(end, f"{end} degrees, plus")
        limb.move(end, 0)
        limb.hold_until(0, "Zero.")
    limb.move(0, 70)
    limb.hold_until(70, "They lie 10 degrees apart: 2 more.")

    expect(page.locator("[data-count]")).to_have_text("4 of 5")


SHAKE = """
() => {
  let count = 0;
  setInterval(() => {
    const angle = (4 * Math.PI / 180) * Math.sin(0.5 * count++);
    const felt = { x: 0, y: 9.81 * Math.sin(angle), z: 9.81 * Math.cos(angle) };
    const event = new DeviceMotionEvent("devicemotion", { accelerationIncludingGravity: felt });
    window.dispatchEvent(event);
  }, 16);
}
"""
"""Four degrees each way, five times a second, made in the page: a slow line would hold it still."""


@pytest.mark.deep
def test_a_leg_that_shakes_is_never_read(opened):
    page = opened()
    page.evaluate(SHAKE)
    page.get_by_role("button", name="Start").click()

    expect(page.locator("[data-told]")).to_contain_text("It never comes to rest.", timeout=25_000)
    expect(page.locator("[data-act]")).to_have_text("Too shaky")
    expect(page.locator("[data-live]")).to_have_text("–")


RANGES = {
    "down to the floor": (0, (-90, -60, -30), 1),
    "up to the ceiling": (0, (30, 60, 90), 1),
    "past it": (30, (120, 105, 75), 1),
    "as iOS tells gravity": (0, (-45, 45, 120), -1),
}
"""Where zero is, the ends, and the sign a phone gives to gravity: all of -90 to 120 degrees."""
NOISE, TREMOR = 0.03, 0.3
"""m/s² of a usual phone's sensor; degrees of a hand."""
READ = """
async (how) => {
  const at = (name) => import(performance.getEntriesByType("resource")
    .find(({ name: url }) => url.includes(name)).name);
  const { Inclinometer } = await at("js/inclinometer.");
  const { startSensor } = await at("js/sensor.");
  window.news = [];
  const instrument = new Inclinometer(how, (news) => window.news.push(news));
  await startSensor((sample) => instrument.feed(sample));
}
"""
"""The page's own modules, on a measure without bounds."""


@pytest.mark.deep
@pytest.mark.parametrize("case", RANGES)
def test_half_a_degree_through_the_browsers_own_sensors(opened, case):
    """Noise, tremor and the browser's rounding to 0.1 m/s² together."""
    zero, ends, sign = RANGES[case]
    page = opened()
    limb = Limb(page, sign=sign, noise=NOISE)
    how = json.loads(page.locator("#how").inner_text())
    limb.turn(zero)
    limb.hold(zero, 0.2)
    page.evaluate(READ, how | {"lifting": "adds", "low": -180, "high": 180, "spread": 400})

    def wait(kind, count, degrees):
        end = time.monotonic() + 20
        while page.evaluate(f"news.filter(({{kind}}) => kind === '{kind}').length") < count:
            assert time.monotonic() < end, f"no {kind} at {degrees} degrees"
            limb.hold(degrees, 0.3, shake=TREMOR)

    wait("zero", 1, zero)
    for number, degrees in enumerate(ends, 1):
        limb.move(zero, degrees)
        wait("trial", number, degrees)
        if number < len(ends):
            limb.move(degrees, zero)
            wait("zero", number + 1, zero)

    read = page.evaluate("news.filter(({trial}) => trial).map(({trial}) => trial.value)")
    assert read == pytest.approx([one - zero for one in ends], abs=ALLOWED)


NONE = {
    "no sensor": (QUIET, "No sensor here. Type the number in, or open this page"),
    "refused": (REFUSED, "The sensor was refused."),
    "a plain address": (PLAIN, "This address needs HTTPS"),
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
    page.get_by_role("link", name="Type it in instead").last.click()
    page.wait_for_url("**/measures/#hip_flexion_slr")


def test_a_plain_address_is_told_before_anybody_starts(opened):
    page = opened(script=PLAIN)

    expect(page.get_by_role("alert")).to_contain_text("This address needs HTTPS")


def test_what_gravity_cannot_feel_is_measured_in_another_position(opened):
    page = opened("neck_rotation")

    expect(page.get_by_text("Gravity does not feel that.")).to_be_visible()
    expect(page.get_by_text("Lying on the back, the phone on the forehead").first).to_be_visible()
    expect(page.get_by_role("button", name="Start")).to_be_visible()


@pytest.mark.deep
def test_two_places_are_read_near_far_and_near_again(opened):
    """The low back bends by what the spine turns more than the sacrum; moving is told."""
    page = opened("lumbar_flexion", side="midline")
    limb = Limb(page)
    page.get_by_role("button", name="Start").click()

    def lay(*places):
        for degrees, said in places:
            limb.move(limb.at + 35, degrees)
            limb.hold_until(degrees, said)

    limb.hold_until(45, "Phone on the sacrum.")
    lay((80, "Phone on the spine where the ribs end."), (70, "Zero."))
    lay((130, "on the spine"), (170, "on the sacrum"), (131, "50 degrees, plus or minus"))
    lay((130, "on the spine"), (170, "on the sacrum"), (136, "The body moved by 6 degrees."))


@pytest.mark.deep
def test_a_straight_elbow_is_read_with_zero_on_the_table(opened):
    """It ends where zero is: nothing to come back to, and no angle is too small."""
    page = opened("elbow_extension")
    limb = Limb(page)
    page.get_by_role("button", name="Start").click()

    limb.hold_until(0, "Zero.")
    for end, said in ((2, "−2 degrees"), (1, "−1 degrees"), (2, "Done: −2 degrees.")):
        limb.move(50, end)
        limb.hold_until(end, said)

    expect(page.get_by_role("button", name="Keep, then the right side")).to_be_visible()


@pytest.mark.deep
@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, TABLET], ids=["phone", "tablet"])
def test_what_it_does_is_seen_from_across_the_room(opened, pictures, size, look):
    page = opened(size=size, color_scheme=look)
    limb = Limb(page)
    page.get_by_role("button", name="Start").click()
    limb.hold_until(0, "Zero.")
    limb.move(0, 67)
    limb.hold_until(67, "67 degrees")

    for part, least in (("[data-act]", TWO_METRES), ("[data-live]", 2 * TWO_METRES)):
        size_of = "one => parseFloat(getComputedStyle(one).fontSize)"
        assert page.locator(part).evaluate(size_of) >= least
    check_accessible(page, "inclinometer")
    check_width(page, "inclinometer")
    page.screenshot(path=pictures / f"inclinometer-{size[0]}-{look}.png", full_page=True)
