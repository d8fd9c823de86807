"""How sessions felt over time: the stretch and the pain, two scales that are never mixed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from endrange.session import Bout
from endrange_app.storage.held import Session
from endrange_app.web import words

MOST = 20
"""Sessions drawn; ours, as in the charts."""
TOP = 10
"""Of both scales."""
WANTED = (4, 6)
"""Of the stretch scale: what the client is asked for in a hold, see design and ``rating``."""
WIDTH, POINT = 10, 0.01
"""Of a mark; and as good as no length, for a path that has to have one."""
ROOM = 56
"""Pixels a date needs."""


@dataclass(frozen=True)
class Felt:
    """One visit's sessions; None: nobody said a number."""

    on: date
    low: int | None
    high: int | None
    pain: int | None

    @property
    def day(self) -> str:
        return f"{words.day(self.on)} {self.on.year}"

    @property
    def stretch(self) -> str:
        if self.high is None:
            return _("not said")
        if self.low == self.high:
            return str(self.high)
        return _("%(low)s to %(high)s") % {"low": self.low, "high": self.high}

    @property
    def hurt(self) -> str:
        return _("not said") if self.pain is None else str(self.pain)

    @property
    def cells(self) -> tuple[str, str]:
        return self.stretch, self.hurt


class Mark(NamedTuple):
    x: float
    y: float
    height: float = 0.0


@dataclass(frozen=True)
class Day:
    x: float
    text: str


@dataclass(frozen=True)
class Strip:
    """One size: two panels of the same height, one above the other, on the same days."""

    size: str
    width: int
    height: int
    left: int
    edge: int
    days: tuple[Day, ...]
    stretch: tuple[Mark, ...]
    pain: tuple[Mark, ...]
    wanted: Mark
    ticks: tuple[tuple[float, int], ...]
    tops: tuple[float, float]

    @property
    def plot(self) -> int:
        return self.edge - self.left

    @property
    def bars(self) -> str:
        """All of the stretch as one path; the style rounds the ends of each, half its width."""
        lines = (
            (one.x, round(one.y + WIDTH / 2, 1), round(one.height - WIDTH, 1) or POINT)
            for one in self.stretch
        )
        return "".join(f"M{x} {y}v{length}" for x, y, length in lines)

    @property
    def squares(self) -> str:
        """All of the pain as one path: a point each, and the style draws its end as a square."""
        return "".join(f"M{one.x} {one.y}h{POINT}" for one in self.pain)


@dataclass(frozen=True)
class Comfort:
    rows: tuple[Felt, ...]
    strips: tuple[Strip, ...]
    told: str
    is_cut: bool
    """Earlier sessions are not drawn."""


PANEL, GAP, HEAD, FOOT = 84, 44, 26, 30
LEFT, RIGHT = 34, 14
SIZES = (("wide", 1040), ("medium", 660), ("narrow", 360))


def of(sessions: Iterable[Session]) -> Comfort | None:
    """Every visit with a session of which something is known; None: there is none."""
    held = sorted((row for row in sessions if row.performed), key=lambda row: row.session_at)
    if not held:
        return None
    shown = tuple(_felt(row.on, row.as_bouts()) for row in held[-MOST:])
    return Comfort(
        rows=shown,
        strips=tuple(_strip(size, width, shown) for size, width in SIZES),
        told=_told(shown),
        is_cut=len(held) > len(shown),
    )


def _felt(on: date, bouts: Sequence[Bout]) -> Felt:
    return Felt(
        on=on,
        low=min((b.stretch_low for b in bouts if b.stretch_low is not None), default=None),
        high=max((b.stretch_high for b in bouts if b.stretch_high is not None), default=None),
        pain=max((b.pain_high for b in bouts if b.pain_high is not None), default=None),
    )


def _told(shown: Sequence[Felt]) -> str:
    latest = shown[-1]
    text = _("%(number)d drawn. In the latest session: stretch %(stretch)s, pain at most %(pain)s.")
    return text % {"number": len(shown), "stretch": latest.stretch, "pain": latest.hurt}


def _strip(size: str, width: int, shown: Sequence[Felt]) -> Strip:
    edge = width - RIGHT
    step = (edge - LEFT) / len(shown)
    places = [round(LEFT + step * (n + 0.5), 1) for n in range(len(shown))]
    first, second = HEAD + PANEL, HEAD + PANEL + GAP + PANEL
    both = list(zip(places, shown, strict=True))
    return Strip(
        size=size,
        width=width,
        height=second + FOOT,
        left=LEFT,
        edge=edge,
        days=tuple(_days(both)),
        stretch=tuple(_bar(x, one, first) for x, one in both if one.high is not None),
        pain=tuple(Mark(x, _y(one.pain, second)) for x, one in both if one.pain is not None),
        wanted=Mark(LEFT, _y(WANTED[1], first), _y(WANTED[0], first) - _y(WANTED[1], first)),
        ticks=tuple((_y(n, floor), n) for floor in (first, second) for n in (0, TOP // 2, TOP)),
        tops=(first - PANEL, second - PANEL),
    )


def _y(rating: int, floor: float) -> float:
    return round(floor - PANEL * rating / TOP, 1)


def _bar(x: float, one: Felt, floor: float) -> Mark:
    """From the least to the most that was said; at least as tall as it is wide."""
    low, high = one.low or 0, one.high or 0
    top, height = _y(high, floor), PANEL * (high - low) / TOP
    return Mark(x, round(top - WIDTH / 2, 1), round(height + WIDTH, 1))


def _days(both: Sequence[tuple[float, Felt]]) -> Iterable[Day]:
    taken = float("inf")
    for x, one in reversed(both):
        if taken - x >= ROOM:
            taken = x
            yield Day(x, words.day(one.on))
