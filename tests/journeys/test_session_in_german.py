"""German is a third longer: both screens still show every word, at every size."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.pair import Pair, wait_for
from tests.journeys.test_session_lines import SIZES, TOUCHING

pytestmark = [pytest.mark.browser, pytest.mark.deep]

LONGEST = (
    *("neck_levator_seated", "neck_scalenes", "er_supine_9090", "ham_proximal"),
    *("ql_seated_sidebend", "pronators"),
)
"""Of these the client has the most to read in one act."""

OVER = """() => {
  const stage = document.querySelector(".stage");
  return [document.scrollingElement.scrollWidth - innerWidth,
    stage.scrollHeight - stage.clientHeight];
}"""
BROKEN = """() => [...document.querySelectorAll(".client .in-row label")]
  .filter((label) => label.checkVisibility())
  .filter((label) => label.offsetHeight > 1.9 * parseFloat(getComputedStyle(label).fontSize))
  .map((label) => label.textContent)"""
"""Names of scales that take two lines."""


@pytest.mark.parametrize("stretch", LONGEST)
def test_no_word_is_cut_off(two, stretch):
    pair = two(technique=f"{stretch}:hold_relax", pace=30, reduced_motion="reduce")
    _begin_in_german(pair)
    seen: set[str] = set()
    while (look := pair.helper.evaluate("document.body.dataset.look")) != "rest":
        if look not in seen:
            _look_at(pair, f"{stretch} {look}")
        seen.add(look)
        pair.helper.keyboard.press("ArrowRight")
        pair.helper.wait_for_timeout(100)

    assert {"ready", "lengthen", "push", "relax", "hold"} <= seen


def _begin_in_german(pair: Pair) -> None:
    for page in (pair.helper, pair.client):
        page.context.set_extra_http_headers({"Accept-Language": "de"})
        page.reload()
        wait_for(page, "waiting")
    pair.helper.locator("main").focus()
    pair.helper.keyboard.press("Space")
    wait_for(pair.client, "running")
    expect(pair.client.locator(".panel .offline")).to_be_hidden()


def _look_at(pair: Pair, what: str) -> None:
    for role, page in (("helper", pair.helper), ("client", pair.client)):
        for size, (width, height) in SIZES[role].items():
            page.set_viewport_size({"width": width, "height": height})
            _fits(page, f"{what}, {role}, {size}")


def _fits(page: Page, what: str) -> None:
    wide, tall = page.evaluate(OVER)
    assert wide <= 0, f"{what}: {wide} px wider than the screen"
    assert tall <= 1, f"{what}: {tall} px of the stage are cut off"
    assert page.evaluate(TOUCHING) == [], what
    assert page.evaluate(BROKEN) == [], what
