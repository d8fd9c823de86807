"""What weeks of a plan like today's may bring: the sentences that may be printed, and no others."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from endrange import progress
from endrange.knowledge import Catalogue, Measure
from endrange.physiology import Programme, Unknown, compare, programme_size, response_of
from endrange.planning import SessionPlan
from endrange_app.web import words

WEEKS = tuple(range(1, 13))
PER_WEEK = tuple(range(1, 8))
AS_PLANNED = 0
HELD = (AS_PLANNED, 30, 60, 90, 120, 180, 240, 360)
"""Seconds under stretch of one muscle in a session; ours: those of most trials, and below."""
USUAL = (6, 2, 4)
"""Weeks, sessions a week, and sessions a week to compare with. Ours: a weekly rhythm that studies
had, beside twice as often."""


@dataclass(frozen=True)
class Rhythm:
    """One programme: so many weeks, sessions a week, and seconds a session or as planned."""

    weeks: int
    often: int
    held: int = AS_PLANNED

    def with_seconds(self, planned: int) -> Programme:
        return Programme(weeks=self.weeks, per_week=self.often, seconds=self.held or planned)


@dataclass(frozen=True)
class Asked:
    """Two programmes, side by side."""

    one: Rhythm
    other: Rhythm

    @property
    def is_by_name(self) -> bool:
        """More than the sessions a week differs, so they are called plan A and plan B."""
        return (self.one.weeks, self.one.held) != (self.other.weeks, self.other.held)


@dataclass(frozen=True)
class Size:
    """What groups gained with either programme, or why nothing is said, for some measures."""

    measures: list[Measure]
    one: str
    other: str


@dataclass(frozen=True)
class Ahead:
    asked: Asked
    tests: tuple[Size, ...]
    compared: str
    """Empty where no stretch of the plan is held, or both programmes are one."""
    off: str


def read(sent: Mapping[str, str]) -> Asked:
    """What was asked; anything that makes no sense is as if nobody had asked it."""
    weeks, often, other = USUAL
    first = _one(sent, "weeks", WEEKS, weeks)
    held = _one(sent, "held", HELD, AS_PLANNED)
    return Asked(
        one=Rhythm(first, _one(sent, "often", PER_WEEK, often), held),
        other=Rhythm(
            _one(sent, "other_weeks", WEEKS, first),
            _one(sent, "other", PER_WEEK, other),
            _one(sent, "other_held", HELD, held),
        ),
    )


def _one(sent: Mapping[str, str], name: str, allowed: Iterable[int], usual: int) -> int:
    return next((number for number in allowed if str(number) == sent.get(name)), usual)


def ahead(plan: SessionPlan, asked: Asked, catalogue: Catalogue) -> Ahead:
    """The same sentence for every plan within what was studied; outside it, the reason."""
    seconds = dict(_seconds(plan, catalogue))
    said: dict[tuple[str, str], list[Measure]] = {}
    for id_, held in seconds.items():
        one, other = (_size(id_, rhythm.with_seconds(held)) for rhythm in (asked.one, asked.other))
        said.setdefault((one, other), []).append(catalogue.measure(id_))
    return Ahead(
        asked=asked,
        tests=tuple(Size(measures, *texts) for texts, measures in said.items()),
        compared=_compared(asked, max(seconds.values(), default=0)),
        off=words.said(progress.of_time_off().text),
    )


def _seconds(plan: SessionPlan, catalogue: Catalogue) -> Iterator[tuple[str, int]]:
    """Of each measure the plan works on, the longest time under stretch of one side."""
    found: dict[str, int] = {}
    for item in plan.items:
        measure = catalogue.stretch(item.stretch).measure
        held = max(side.dose.under_stretch_seconds for side in item.doses)
        if measure and held:
            found[measure] = found.get(measure, 0) + held
    yield from found.items()


def _size(measure: str, programme: Programme) -> str:
    gain = programme_size(response_of(measure), programme)
    if isinstance(gain, Unknown):
        return words.said(gain.because)
    sentence = progress.of_programme(gain)
    return words.said(sentence.text if sentence else "")


def _compared(asked: Asked, seconds: int) -> str:
    if not seconds or asked.one == asked.other:
        return ""
    ratio = compare(asked.one.with_seconds(seconds), asked.other.with_seconds(seconds))
    names = () if asked.is_by_name else (_name(asked.one.often), _name(asked.other.often))
    return words.said(progress.of_plans(ratio, *names).text)


def _name(often: int) -> str:
    return "Once a week" if often == 1 else f"{often} times a week"
