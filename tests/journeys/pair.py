"""Both screens of one session, each in a browser of its own, for the journeys to drive."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from playwright.sync_api import Page

if TYPE_CHECKING:
    from tests.journeys.conftest import Server

TABLET, PHONE = (1180, 820), (390, 844)
CUT = ("WebSocket", "ERR_CONNECTION", "ERR_INTERNET", "ServiceWorker")
"""What a browser says of a line that the test has cut."""

WATCH = """
new MutationObserver(() => {
  const status = document.body.dataset.status;
  window.seen ??= {};
  window.seen[status] ??= Date.now();
}).observe(document.body, { attributes: true, attributeFilter: ["data-status"] });
"""
"""Note when each status is first drawn, on the clock both browsers share."""


@dataclass
class Pair:
    """Both screens, joined and waiting."""

    server: "Server"
    info: dict[str, str]
    helper: Page
    client: Page

    def kinds(self) -> list[tuple[str, str]]:
        """The record: who did what, in the order the server took it."""
        return self.server.rows(
            "select role, kind from storage_runevent where run_id = ? order by number",
            self.info["run"].replace("-", ""),
        )

    def written(self, kind: str) -> list[tuple[str, str]]:
        """The record once it holds this: a stop is heard first and written then."""
        for _ in range(50):
            if any(kind == one for _, one in self.kinds()):
                break
            self.helper.wait_for_timeout(100)
        return self.kinds()


def status_of(page: Page) -> str:
    return str(page.evaluate("document.body.dataset.status"))


def wait_for(page: Page, status: str, *, look: str = "") -> None:
    page.wait_for_selector(f'body[data-status="{status}"]' + (f'[data-look="{look}"]' * bool(look)))


def until(helper: Page, look: str) -> None:
    """Go on, act by act, to the next one that looks so."""
    helper.wait_for_selector('body[data-status="running"]')
    for _ in range(30):
        helper.keyboard.press("ArrowRight")
        if helper.evaluate("document.body.dataset.look") == look:
            return
    raise AssertionError(f"no {look} in this session")


def press(page: Page, name: str) -> None:
    """Put a finger down, as ``Stop`` needs no lifting."""
    button = page.get_by_role("button", name=name, exact=True)
    box = button.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()


def join_by_code(page: Page, server: "Server", code: str, status: str = "waiting") -> None:
    page.goto(f"{server.url}/join/")
    page.get_by_label("Code").fill(f"{code[:3].lower()} {code[3:].lower()}")
    page.get_by_role("button", name="Join").click()
    wait_for(page, status)
