"""Readings that may be judged together: one measure, one side, one way, one a day."""

from collections.abc import Iterator, Sequence
from statistics import fmean
from typing import NamedTuple

from endrange.assessment import (
    History,
    OwnError,
    Reading,
    StandardError,
    Trail,
    error_of,
    method,
)
from endrange.knowledge import Catalogue, Further, Measure
from endrange.progress.level import BASELINES
from endrange.values import Side

OTHER_WARM_UP = 1.1
"""Times the error of a reading taken after another warm-up than the first (ours)."""


class Series(NamedTuple):
    """Readings before stretching, oldest first, the last of each day, all taken alike."""

    measure: Measure
    side: Side
    rows: Trail
    values: list[float]
    """Turned so that higher is further."""
    days: list[int]
    set_aside: int
    """Days with readings taken in another way than the latest."""
    error: StandardError
    """Of the latest reading beside the first."""
    errors: list[float]
    """Of each reading beside the first."""

    @property
    def baseline(self) -> float:
        """Mean of the first two as read, or the only one."""
        return fmean(row.value for row in self.rows[:BASELINES])


def signed(value: float, measure: Measure) -> float:
    """Turn a number so that higher is further, and back."""
    return value if measure.further is Further.HIGHER else -value


def _turned(values: list[float], measure: Measure) -> list[float]:
    return values if measure.further is Further.HIGHER else [-value for value in values]


def every(history: History, catalogue: Catalogue, own: Sequence[OwnError] = ()) -> Iterator[Series]:
    """The series of one person, in the order in which their measures and sides were first read.

    Raises: UnknownId for a measure the catalogue does not know.
    """
    for (measure, side), trail in history.before.items():
        last_of_day = {row.taken_at.date(): row for row in trail}
        yield _series(catalogue.measure(measure), side, list(last_of_day.values()), own)


def _series(measure: Measure, side: Side, rows: Trail, own: Sequence[OwnError]) -> Series:
    alike = _alike(rows)
    first = alike[0].how
    by_one, by_two = (
        error_of(measure, first.instrument, same_examiner=same, own=own) for same in (True, False)
    )
    errors = {
        key: (by_one.value if how.examiner == first.examiner else by_two.value)
        * (OTHER_WARM_UP if _warmed_otherwise(how, first) else 1.0)
        for key, how in _hows(alike).items()
    }
    return Series(
        measure=measure,
        side=side,
        rows=alike,
        values=_turned([row.value for row in alike], measure),
        days=[row.taken_at.toordinal() for row in alike],
        set_aside=len(rows) - len(alike),
        error=by_one if alike[-1].how.examiner == first.examiner else by_two,
        errors=[errors[id(row.how)] for row in alike],
    )


def _hows(rows: Trail) -> dict[int, Reading]:
    """In how many ways they were taken: few, however many they are."""
    return {id(row.how): row.how for row in rows}


def _alike(rows: Trail) -> Trail:
    """Those taken like the latest."""
    wanted = method(rows[-1].how)
    same = {key for key, how in _hows(rows).items() if method(how) == wanted}
    return [row for row in rows if id(row.how) in same]


def _warmed_otherwise(row: Reading, first: Reading) -> bool:
    """Only where both are noted: what nobody noted is not told apart."""
    told = row.warm_up is not None and first.warm_up is not None
    return told and row.warm_up is not first.warm_up
