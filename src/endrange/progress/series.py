"""Readings that may be judged together: one measure, one side, one way, one a day."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from statistics import fmean
from typing import NamedTuple

from endrange.assessment import (
    Moment,
    OwnError,
    Reading,
    StandardError,
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
    rows: list[Reading]
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


def every(
    readings: Iterable[Reading], catalogue: Catalogue, own: Sequence[OwnError] = ()
) -> Iterator[Series]:
    """The series of one person, in the order in which their measures and sides were first read.

    Args:
        readings: oldest first.

    Raises: UnknownId for a measure the catalogue does not know.
    """
    found: dict[tuple[str, Side], dict[date, Reading]] = {}
    for reading in readings:
        if reading.moment is Moment.BEFORE:
            days = found.setdefault((reading.measure, reading.side), {})
            days[reading.taken_at.date()] = reading
    for (measure, _), by_day in found.items():
        yield _series(catalogue.measure(measure), list(by_day.values()), own)


def _series(measure: Measure, rows: list[Reading], own: Sequence[OwnError]) -> Series:
    how = method(rows[-1])
    alike = [row for row in rows if method(row) == how]
    first = alike[0]
    by_one, by_two = (
        error_of(measure, first.instrument, same_examiner=same, own=own) for same in (True, False)
    )
    errors = [
        (by_one.value if row.examiner == first.examiner else by_two.value)
        * (OTHER_WARM_UP if _warmed_otherwise(row, first) else 1.0)
        for row in alike
    ]
    return Series(
        measure=measure,
        rows=alike,
        values=[signed(row.value, measure) for row in alike],
        days=[row.taken_at.toordinal() for row in alike],
        set_aside=len(rows) - len(alike),
        error=by_one if alike[-1].examiner == first.examiner else by_two,
        errors=errors,
    )


def _warmed_otherwise(row: Reading, first: Reading) -> bool:
    """Only where both are noted: what nobody noted is not told apart."""
    told = row.warm_up is not None and first.warm_up is not None
    return told and row.warm_up is not first.warm_up
