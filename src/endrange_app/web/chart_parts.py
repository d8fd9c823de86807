"""What a chart is made of: sizes, dots, lines, labels; how ticks and labels find their place."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from endrange.assessment import Context
from endrange.values import Side

BAND_SEM = 1.96
"""Half-width of the error band in standard errors: 95 of 100 repeated readings."""
GAP = 18
"""Pixels between two labels, so that 14 px text never overlaps."""
BASELINE_DAYS, LATEST_DAYS = 2, 20
"""Days drawn of a long history; ours: as many dots as can be told apart on a phone."""
TICK_STEPS = (1, 2, 5, 10, 20, 50)


@dataclass(frozen=True)
class Box:
    """The drawing's size, and the plot's edges inside it."""

    width: int
    height: int
    left: int
    right: int
    top: int = 14
    bottom: int = 38

    @property
    def floor(self) -> int:
        return self.height - self.bottom

    @property
    def edge(self) -> int:
        return self.width - self.right

    @property
    def plot(self) -> int:
        return self.edge - self.left


WIDE = Box(width=1040, height=356, left=48, right=240)
MEDIUM = Box(width=660, height=340, left=48, right=240)
NARROW = Box(width=360, height=320, left=44, right=14)
SIZES = (("wide", WIDE), ("medium", MEDIUM), ("narrow", NARROW))
"""One is shown, by the room there is: text is never scaled below 12 px."""


class Dot(NamedTuple):
    x: float
    y: float
    text: str = ""
    """Of a day the day, of the reading after a session its value."""
    said: str = ""
    """Beside the dot: the first reading, and the one before the latest."""
    said_y: float = 0.0


class Label(NamedTuple):
    y: float
    text: str
    kind: str


@dataclass(frozen=True)
class Line:
    """One side: its dots before each session, the error band, and today after it."""

    side: str
    path: str
    band: str
    dots: tuple[Dot, ...]
    after: Dot | None
    stem: str
    threshold: float | None
    goal: float | None

    @property
    def marks(self) -> str:
        """All dots as one path: a point each, and the style draws its end as a disc or a square."""
        return "".join(f"M{dot.x} {dot.y}h.01" for dot in self.dots)

    @property
    def saying(self) -> list[Dot]:
        """Those with their value beside them."""
        return [dot for dot in self.dots if dot.said]


@dataclass(frozen=True)
class Drawing:
    size: str
    box: Box
    lines: tuple[Line, ...]
    across: tuple[Label, ...]
    days: tuple[Dot, ...]
    labels: tuple[Label, ...]
    norm: tuple[float, float] | None
    """Top and height of the band of a published group."""


@dataclass(frozen=True)
class Row:
    day: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Chart:
    """Everything the template needs; ``rows`` is the same as a table."""

    id: str
    title: str
    about: str
    told: str
    sides: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    """What is drawn beside the readings, in words."""
    beside: tuple[str, ...] = ()
    """Where the latest readings stand in published groups: a position, never a verdict."""
    drawings: tuple[Drawing, ...] = field(default_factory=tuple)


@dataclass(frozen=True)
class Beside:
    """What readings are drawn beside: goals by side, and published groups by side."""

    goals: Mapping[Side, float] = field(default_factory=dict)
    groups: Mapping[Side, tuple[Context, ...]] = field(default_factory=dict)

    @property
    def drawn(self) -> Context | None:
        """One band at most: the largest group whose middle is known."""
        every = (one for groups in self.groups.values() for one in groups if one.middle)
        return max(every, key=lambda one: one.n or 0, default=None)


def round_out(low: float, high: float) -> tuple[float, float]:
    step = tick(high - low)
    return step * (low // step), step * -(-high // step)


def tick(span: float) -> int:
    """The smallest round step that gives at most six lines."""
    return next((step for step in TICK_STEPS if span / step <= 5), 100)  # noqa: PLR2004


def apart(labels: list[Label], floor: float) -> Iterable[Label]:
    """Push labels down until none touches the one above it; then up from the floor."""
    placed: list[Label] = []
    for label in sorted(labels, key=lambda label: label.y):
        y = max(label.y, placed[-1].y + GAP) if placed else label.y
        placed.append(Label(round(y, 1), label.text, label.kind))
    below = floor
    for index in range(len(placed) - 1, -1, -1):
        y = min(placed[index].y, below)
        placed[index] = Label(round(y, 1), placed[index].text, placed[index].kind)
        below = y - GAP
    return placed
