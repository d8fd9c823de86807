"""What axe finds, kept to what keeps somebody out."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page


def check_accessible(page: Page, what: str) -> None:
    """Fail with each serious or critical finding and the element it is about."""
    found = Axe().run(page).response["violations"]
    serious = [
        f"{one['id']}: {one['nodes'][0]['html'][:120]}"
        for one in found
        if one["impact"] in ("serious", "critical")
    ]
    assert serious == [], f"{what}: {serious}"


def check_width(page: Page, what: str) -> None:
    """Fail if the page scrolls sideways."""
    wide = page.evaluate("document.scrollingElement.scrollWidth - innerWidth")
    assert wide <= 0, f"{what}: {wide} px wider than the screen"
