"""How long typing six measures on both sides takes: keys and taps, by the keystroke-level model.

Run ``python benchmarks/measuring_typed.py``. A real server and a Chromium; each key and tap is made
and counted. Three tries and the discomfort of every side, read off a note. Where instrument and
end are not known from last time, they are chosen once and taken over.
"""

import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT)]

from playwright.sync_api import Browser  # noqa: E402

from tests.journeys.conftest import Server, serving  # noqa: E402
from tests.journeys.entering import BOUNDS, KEY, SIX, TAP, Count, enter_six  # noqa: E402
from tests.journeys.pair import PHONE, TABLET  # noqa: E402


def entered(server: Server, browser: Browser, how: str, when: str) -> Count:
    """One visit, typed from the first field to the last."""
    info = json.loads(server.run("-m", "tests.journeys.to_measure"))
    phone = how.startswith("phone")
    width, height = PHONE if phone else TABLET
    size = {"width": width, "height": height}
    page = browser.new_context(viewport=size, has_touch=phone, is_mobile=phone).new_page()
    page.goto(f"{server.url}/accounts/login/")
    page.get_by_label("Email").fill(info["email"])
    page.get_by_label("Password").fill(info["password"])
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/accounts/login" not in url)
    wanted = "&".join(f"also={id_}" for id_ in SIX) if when == "first" else ""
    page.goto(f"{server.url}/visits/{info[when]}/measures/?{wanted}")
    count = enter_six(page, how, first_time=when == "first")
    page.context.close()
    return count


def main() -> None:
    with serving() as (server, browser):
        _print(server, browser)


def _print(server: Server, browser: Browser) -> None:
    print("| typed on | visit | keys | taps elsewhere | s | s, each number thought of | bound, s |")
    print("|---|---|---|---|---|---|---|")
    for how, bound in BOUNDS.items():
        for when in ("again", "first"):
            count = entered(server, browser, how, when)
            key = KEY if how == "keyboard" else TAP
            usual = count.seconds(key)
            harsh = count.seconds(key, every_number=True)
            cells = (how, when, count.keys, count.points, f"{usual:.0f}", f"{harsh:.0f}", bound)
            print(f"| {' | '.join(map(str, cells))} |")
            assert usual < bound, f"{how}: {usual:.0f} s"


if __name__ == "__main__":
    main()
