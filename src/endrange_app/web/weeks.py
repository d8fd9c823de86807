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
USUAL = (6, 2, 4)
"""Weeks, sessions a week, and sessions a week to compare with. Ours: a weekly rhythm that studies
had, beside twice as often."""


@dataclass(frozen=True)
class Asked:
    """Two programmes of the same weeks and sessions, more or less often."""

    weeks: int
    often: int
    other: int


@dataclass(frozen=True)
class Ahead:
    asked: Asked
    tests: tuple[tuple[list[Measure], str], ...]
    """What groups gained, or why nothing is said, with the measures of the plan it holds for."""
    compared: str
    """Empty where no stretch of the plan is held."""
    off: str


def read(sent: Mapping[str, str]) -> Asked:
    """What was asked; anything that makes no sense is as if nobody had asked it."""
    pairs = zip(("weeks", "often", "other"), (WEEKS, PER_WEEK, PER_WEEK), USUAL, strict=True)
    return Asked(*(_one(sent.get(name, ""), allowed, usual) for name, allowed, usual in pairs))


def _one(text: str, allowed: Iterable[int], usual: int) -> int:
    return next((number for number in allowed if str(number) == text), usual)


def ahead(plan: SessionPlan, asked: Asked, catalogue: Catalogue) -> Ahead:
    """The same sentence for every plan within what was studied; outside it, the reason."""
    seconds = dict(_seconds(plan, catalogue))
    said: dict[str, list[Measure]] = {}
    for id_, held in seconds.items():
        text = _size(id_, _programme(asked, asked.often, held))
        said.setdefault(text, []).append(catalogue.measure(id_))
    return Ahead(
        asked=asked,
        tests=tuple((measures, text) for text, measures in said.items()),
        compared=_compared(asked, max(seconds.values(), default=0)),
        off=words.said(progress.of_time_off().text),
    )


def _programme(asked: Asked, often: int, seconds: float) -> Programme:
    return Programme(weeks=asked.weeks, per_week=often, seconds=seconds)


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
    if not seconds or asked.often == asked.other:
        return ""
    one, other = (_programme(asked, often, seconds) for often in (asked.often, asked.other))
    sentence = progress.of_plans(compare(one, other), _name(asked.often), _name(asked.other))
    return words.said(sentence.text)


def _name(often: int) -> str:
    return "Once a week" if often == 1 else f"{often} times a week"
