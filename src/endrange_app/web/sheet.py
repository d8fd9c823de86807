"""The plan as a page shows it: a time bar, and one row for each stretch."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from endrange.knowledge import Act, Catalogue, Dose, Position, Stretch, Technique
from endrange.planning import PlanItem, SessionPlan, Turn
from endrange.screening import Clearance
from endrange.values import Side
from endrange_app.web import words

BAR_WIDTH = 1088
BAR_GAP = 2
LETTER_WIDTH = 8.6
"""Of a bold letter at 15 px, on average; ours: a label that may not fit is left out."""
SPOKEN = words.Words(
    {
        Act.CONTRACT: noop("push"),
        Act.PULL_IN: noop("pull in"),
        Act.HOLD: noop("hold"),
        Act.DEEPEN: noop("hold"),
        Act.MOVE: noop("move"),
    }
)
"""Acts that make the dose; the rest is getting there and back."""


@dataclass(frozen=True)
class Row:
    """One stretch of the plan."""

    index: int
    item: PlanItem
    stretch: Stretch
    technique: Technique
    side: Side
    doses: tuple[str, ...]
    dose: Dose
    """Of the side done first: what the small contour shows."""
    turn: Turn | None
    turn_word: str
    swaps: tuple[Technique, ...]
    notes: tuple[str, ...]

    @property
    def repetitions(self) -> range:
        return range(self.technique.repetitions.low, self.technique.repetitions.high + 1)


@dataclass(frozen=True)
class Bar:
    x: float
    width: float
    kind: str
    label: str

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 1)


@dataclass(frozen=True)
class TimeBar:
    bars: tuple[Bar, ...]
    stays: tuple[tuple[float, str], ...]
    """Where a position begins, and its name with its time."""
    told: str


def rows(plan: SessionPlan, clearance: Clearance, catalogue: Catalogue) -> list[Row]:
    turns = {turn.before_item: turn for turn in plan.turns}
    return [
        _row(index, item, turns.get(index), clearance, catalogue)
        for index, item in enumerate(plan.items)
        if item.stretch in catalogue.stretches and item.technique in catalogue.techniques
    ]


def _row(
    index: int, item: PlanItem, turn: Turn | None, clearance: Clearance, catalogue: Catalogue
) -> Row:
    stretch, technique = catalogue.stretch(item.stretch), catalogue.technique(item.technique)
    return Row(
        index=index,
        item=item,
        stretch=stretch,
        technique=technique,
        side=side_of(item),
        doses=tuple(doses(item)),
        dose=item.doses[0].dose,
        turn=turn,
        turn_word=words.TURNS[turn.to] if turn else "",
        swaps=tuple(_open_techniques(item, stretch, clearance, catalogue)),
        notes=tuple(by_side(item.limits.notes)),
    )


def by_side(notes: Iterable[str]) -> Iterable[str]:
    """Limits told side by side: ``Right: move slowly. Short holds.`` instead of one line each."""
    told: dict[str, list[str]] = {}
    for note in notes:
        side, colon, text = note.partition(": ")
        sided = bool(colon) and side.lower() in set(Side)
        told.setdefault(side if sided else "", []).append(text if sided else note)
    for side, texts in told.items():
        sentences = [text[:1].upper() + text[1:] for text in texts]
        yield f"{side}: {' '.join(sentences)}" if side else " ".join(sentences)


def _open_techniques(
    item: PlanItem, stretch: Stretch, clearance: Clearance, catalogue: Catalogue
) -> Iterable[Technique]:
    """Techniques of this stretch that the clearance leaves open on all sides of the item."""
    screened = [clearance.of(item.stretch, one.side) for one in item.doses]
    for id_ in stretch.techniques:
        technique = catalogue.technique(id_)
        if all(row.of(technique).allows for row in screened):
            yield technique


def side_of(item: PlanItem) -> Side:
    sides = {one.side for one in item.doses}
    return Side.BOTH if len(sides) > 1 else next(iter(sides))


def doses(item: PlanItem) -> Iterable[str]:
    """How often, then how long, such as ``3 left, 2 right`` and ``push 6 s, hold 15 s``."""
    yield _times(item)
    first = item.doses[0].dose
    said = [f"{SPOKEN[act]} {first.seconds[act]} s" for act in SPOKEN if first.seconds.get(act)]
    yield ", ".join(said)


def _times(item: PlanItem) -> str:
    counts = {one.side: one.dose.repetitions for one in item.doses}
    if len(counts) == 1:
        return f"{next(iter(counts.values()))} ×"
    if len(set(counts.values())) == 1:
        return _("%(count)d × each") % {"count": next(iter(counts.values()))}
    return ", ".join(f"{count} {words.side_within(side)}" for side, count in counts.items())


def time_bar(plan: SessionPlan, catalogue: Catalogue) -> TimeBar:
    """Every stretch, every change of position and what stays free, to scale."""
    whole = max(plan.minutes * 60, plan.seconds)
    turns = {turn.before_item: turn.seconds for turn in plan.turns}
    bars: list[Bar] = []
    stays: dict[Position, list[float]] = {}
    at = 0
    for index, item in enumerate(plan.items):
        if turns.get(index):
            bars.append(_bar(at, turns[index], whole, "turn"))
            at += turns[index]
        name = words.said(catalogue.stretches[item.stretch].name).partition(",")[0]
        bars.append(_bar(at, item.seconds, whole, "t2" if index % 2 else "t", name))
        stay = stays.setdefault(item.position, [bars[-1].x, 0])
        stay[1] += item.seconds
        at += item.seconds
    free = whole - at
    if free:
        bars.append(_bar(at, free, whole, "free"))
    named = [
        (start, f"{words.POSITIONS[position]} {words.clock(int(seconds))}")
        for position, (start, seconds) in stays.items()
    ]
    told = (
        ", ".join(text for _, text in named)
        + ", "
        + _("free %(time)s") % {"time": words.clock(free)}
    )
    return TimeBar(tuple(bars), tuple(_readable(named)), told)


def _bar(start: int, seconds: int, whole: int, kind: str, label: str = "") -> Bar:
    x = round(BAR_WIDTH * start / whole, 1)
    width = max(1.0, round(BAR_WIDTH * seconds / whole - BAR_GAP, 1))
    fits = len(label) * LETTER_WIDTH + 8 < width
    return Bar(x, width, kind, label if fits else "")


def _readable(named: list[tuple[float, str]]) -> Iterable[tuple[float, str]]:
    """Leave a name out where it would run into the one before."""
    taken = -1.0
    for start, text in named:
        if start >= taken and start + len(text) * LETTER_WIDTH < BAR_WIDTH:
            taken = start + len(text) * LETTER_WIDTH
            yield start, text
