"""A person's readings, held so that thousands are quick to judge: what they share is held once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from endrange.assessment.readings import Moment, Reading
from endrange.values import Side


class Taken(NamedTuple):
    """One reading: what is its own, beside what it shares with others that were taken alike."""

    taken_at: datetime
    value: float
    discomfort: int | None
    how: Reading
    """Any reading taken in this way. Its number, its discomfort and its time are not meant."""

    @property
    def reading(self) -> Reading:
        """The whole of it, with the trials of ``how``: they are nobody's here."""
        own = {"taken_at": self.taken_at, "value": self.value, "discomfort": self.discomfort}
        return Reading.trusted(self.how.__dict__ | own)


Trail = list[Taken]
"""Of one measure, side and moment, oldest first."""


@dataclass(frozen=True)
class History:
    """One person's readings by measure, side and moment, in the order of the first of each."""

    trails: dict[tuple[str, Side, Moment], Trail]

    @classmethod
    def of(cls, readings: "Iterable[Reading] | History") -> "History":
        """The same readings, in any order, as a history; a history as it is."""
        if isinstance(readings, History):
            return readings
        trails: dict[tuple[str, Side, Moment], Trail] = {}
        for row in sorted(readings, key=lambda each: each.taken_at):
            taken = Taken(row.taken_at, row.value, row.discomfort, row)
            trails.setdefault((row.measure, row.side, row.moment), []).append(taken)
        return cls(trails)

    @property
    def before(self) -> dict[tuple[str, Side], Trail]:
        """Those before stretching, by measure and side."""
        return {
            (measure, side): trail
            for (measure, side, moment), trail in self.trails.items()
            if moment is Moment.BEFORE
        }

    @property
    def measures(self) -> tuple[str, ...]:
        """What was measured, the latest first."""
        order = sorted(self.trails, key=lambda key: self.trails[key][-1].taken_at)
        return tuple(dict.fromkeys(measure for measure, _, _ in reversed(order)))

    def only(self, measures: Iterable[str]) -> "History":
        """Those of some measures."""
        known = set(measures)
        return History({key: trail for key, trail in self.trails.items() if key[0] in known})

    def of_side(self, measure: str, side: Side) -> "History":
        """Those of one measure and side."""
        return History({k: trail for k, trail in self.trails.items() if k[:2] == (measure, side)})

    def until(self, on: date) -> "History":
        """Those of a day and before it."""
        cut = {key: _until(trail, on) for key, trail in self.trails.items()}
        return History({key: trail for key, trail in cut.items() if trail})

    def readings(self, days: Iterable[date] | None = None) -> list[Reading]:
        """Each as a value, oldest first; of some days only, or of all."""
        wanted = None if days is None else {*days}
        every = (row for trail in self.trails.values() for row in trail)
        rows = [row for row in every if wanted is None or row.taken_at.date() in wanted]
        return [row.reading for row in sorted(rows, key=lambda row: row.taken_at)]


def _until(trail: Trail, on: date) -> Trail:
    if trail[-1].taken_at.date() <= on:
        return trail
    return [row for row in trail if row.taken_at.date() <= on]
