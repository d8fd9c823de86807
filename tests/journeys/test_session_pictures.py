"""Both screens in each phase: legible from five metres, and the pictures that the documents show.

``ENDRANGE_PICTURES=docs/images/session make deep`` draws them anew.
"""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.journeys.pair import Pair, press, wait_for
from tests.journeys.test_session_habits import rate

pytestmark = [pytest.mark.browser, pytest.mark.deep]

LEAST_HEIGHT, LEAST_CONTRAST = 0.20, 7.0
"""Of the screen's height, for the main number; of its ink on its ground."""

HEIGHT = """() => {
  const count = document.querySelector("main .count");
  const { fontWeight, fontSize, fontFamily } = getComputedStyle(count);
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = `${fontWeight} ${fontSize} ${fontFamily}`;
  return pen.measureText("0").actualBoundingBoxAscent / innerHeight;
}"""
CONTRAST = """() => {
  const shine = (colour) => {
    const parts = colour.match(/[0-9.]+/g).slice(0, 3).map((part) => part / 255);
    const [r, g, b] = parts.map((p) => (p <= 0.04045 ? p / 12.92 : ((p + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const { color, backgroundColor } = getComputedStyle(document.querySelector("main.stage"));
  const [dark, light] = [shine(color), shine(backgroundColor)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_number_is_legible_in_every_phase(two, pictures: Path, scheme):
    pair = two(pace=20, color_scheme=scheme, reduced_motion="reduce", device_scale_factor=0.45)
    seen: list[str] = []

    def look_at(name: str) -> None:
        seen.append(name)
        for role, page in (("helper", pair.helper), ("client", pair.client)):
            page.wait_for_selector(f'body[data-look="{name}"]')
            page.screenshot(path=pictures / f"{role}-{name}-{scheme}.png")
            assert page.evaluate(CONTRAST) >= LEAST_CONTRAST, f"{role} {name} {scheme}"
        if pair.helper.evaluate("document.body.dataset.status") in ("running", "paused"):
            assert pair.helper.evaluate(HEIGHT) >= LEAST_HEIGHT, f"{name}"

    look_at("waiting")
    pair.helper.locator("main").focus()
    pair.helper.keyboard.press("Space")
    wait_for(pair.client, "running")
    _walk(pair, look_at)
    pair.helper.keyboard.press("Space")
    look_at("paused")
    press(pair.client, "Stop")
    look_at("stopped")
    pair.client.get_by_role("button", name="End the session").click()
    look_at("ended")
    assert {"ready", "lengthen", "push", "relax", "hold", "rest", "switch", "turn"} <= set(seen)


def _walk(pair: Pair, look_at) -> None:
    """Act by act to the rest after the last stretch, a rating in each."""
    seen: set[str] = set()
    while (look := _look(pair.helper)) != "rest":
        wait_for(pair.client, "running", look=look)
        if look in ("lengthen", "hold"):
            rate(pair.client)
            pair.client.wait_for_timeout(600)
        if look not in seen:
            look_at(look)
        seen.add(look)
        pair.helper.keyboard.press("ArrowRight")
        pair.helper.wait_for_timeout(30)
    look_at("rest")


def _look(page: Page) -> str:
    return str(page.evaluate("document.body.dataset.look"))
