"""Six measures on both sides typed in, every key and tap counted, and how long that takes.

Times are those of the keystroke-level model (Card, Moran and Newell 1983, as a table of the
University of Hamburg gives them): what a practised person needs who makes no mistake.
"""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page, expect

SIX = {
    "hip_flexion_slr": (68, 70, 69, 3),
    "hip_flexion_knee_bent": (118, 120, 119, 2),
    "hip_ext_thomas": (-9, -8, -10, 2),
    "hip_ir_prone": (34, 35, 33, 3),
    "ankle_df_knee_ext": (11, 12, 10, 2),
    "knee_flex_prone": (127, 128, 126, 4),
}
"""Three tries and the discomfort of each, as somebody has noted them."""
SIDES = ("left", "right")

KEY = 0.28
"""Seconds for one key: somebody who types forty words a minute."""
TAP = 0.50
"""For one key of a phone's keypad: ours, the model's figure for letters without a pattern."""
POINT = 1.10
"""For one tap elsewhere: ours, the model's figure for pointing with a mouse."""
THINK = 1.35
"""Before each side's tries, and before each discomfort and each choice, which are recalled."""

BOUNDS = {"keyboard": 120, "phone, keypad with a key for next": 180, "phone, none": 180}


@dataclass
class Count:
    keys: int = 0
    points: int = 0
    thoughts: int = 0
    numbers: int = 0

    def seconds(self, key: float, *, every_number: bool = False) -> float:
        """As the model has it; ``every_number``: thought of one by one, which is slower."""
        thoughts = self.numbers + self.choices if every_number else self.thoughts
        return self.keys * key + self.points * POINT + thoughts * THINK

    choices: int = 0


class Hand:
    """Whoever types: on a keyboard, or on a phone whose keypad has a key for "next" or none."""

    def __init__(self, page: Page, how: str) -> None:
        self.page, self.how, self.count = page, how, Count()

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.count.keys += 1

    def tap(self, what: Locator) -> None:
        what.tap()
        self.count.points += 1

    def number(self, value: int) -> None:
        self.count.numbers += 1
        for sign in str(abs(value)):
            self.press(sign)
        if value < 0:
            self._minus()

    def _minus(self) -> None:
        if self.how == "keyboard":
            self.press("Home")
            self.press("-")
        else:
            here = self.page.locator("form:has(:focus) [data-sign]")
            self.tap(here)

    def on(self, field: Locator) -> None:
        """To the next field; from the last one, to keeping it."""
        if self.how.endswith("none"):
            self.tap(field)
        else:
            self.press("Enter")


def enter_six(page: Page, how: str, *, first_time: bool) -> Count:
    """Type all of it, starting in the first field; the page leads from one to the next."""
    hand = Hand(page, how)
    if how != "keyboard":
        hand.tap(page.locator(".trials input").first)
    for measure, noted in SIX.items():
        for side in SIDES:
            card = page.locator(f"#{measure}-{side}-before")
            if first_time:
                _choose(hand, card)
            _enter(hand, card, noted)
    expect(page.locator(".taken")).to_have_count(len(SIX) * len(SIDES))
    return hand.count


def _enter(hand: Hand, card: Locator, noted: tuple[int, ...]) -> None:
    fields = card.locator(".trials input")
    *tries, discomfort = noted
    hand.count.thoughts += 2
    for number, value in enumerate(tries):
        hand.number(value)
        hand.on(fields.nth(number + 1))
    hand.number(discomfort)
    hand.on(card.locator("[data-keep]"))


def _choose(hand: Hand, card: Locator) -> None:
    """What nobody has chosen yet: on a phone two taps, on a keyboard with the first letters."""
    for name in ("instrument", "end_criterion"):
        field = card.locator(f"select[name$={name}]")
        if field.input_value():
            continue
        last = field.locator("option").nth(1)
        field.select_option(last.get_attribute("value"))
        hand.count.thoughts += 1
        hand.count.choices += 1
        if hand.how == "keyboard":
            hand.count.keys += 2 * KEYS_TO_A_CHOICE
        else:
            hand.count.points += 2
        card.locator(".trials input").first.focus()


KEYS_TO_A_CHOICE = 6
"""Tabs from the first try past the others to it, or back (five at most), and one letter."""


def read(page: Page) -> dict[str, Any]:
    """What the page says was kept, by measure and side."""
    kept = page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll('.measure-side')].map(
             (side) => [side.id, side.querySelector('.taken .soft')?.innerText]))"""
    )
    return dict(kept)
