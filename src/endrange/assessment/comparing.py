"""The latest readings beside the other side and beside last time."""

from collections.abc import Sequence

from endrange.assessment.error import comparable, detectable, further_by, standard_error
from endrange.assessment.readings import Findings, Limitation, Moment, Reading
from endrange.knowledge import Catalogue, Measure
from endrange.values import Side, Value


class Comparison(Value):
    """One difference and the error it must exceed, in the measure's unit."""

    further_by: float
    """Positive: the latest reading goes further."""
    detectable: float

    @property
    def beyond_error(self) -> bool:
        return abs(self.further_by) > self.detectable


class Latest(Value):
    """The latest reading of one measure and side, and what it can be compared with."""

    reading: Reading
    other_side: Comparison | None
    last_time: Comparison | None


def latest(readings: Sequence[Reading], catalogue: Catalogue) -> tuple[Latest, ...]:
    """Return one row for every measure and side read, before stretching, in the order given.

    Args:
        readings: any number of one person's readings, in any order.

    Raises: UnknownId for a measure the catalogue does not know.
    """
    series: dict[tuple[str, Side], list[Reading]] = {}
    for reading in sorted(readings, key=lambda each: each.taken_at):
        if reading.moment is Moment.BEFORE:
            series.setdefault((reading.measure, reading.side), []).append(reading)
    return tuple(
        Latest(
            reading=rows[-1],
            other_side=_to_other_side(rows[-1], series, catalogue),
            last_time=_to_last_time(rows, catalogue),
        )
        for rows in series.values()
    )


def _to_other_side(
    reading: Reading, series: dict[tuple[str, Side], list[Reading]], catalogue: Catalogue
) -> Comparison | None:
    """Compare with the other side of the same day; an older reading says nothing about today."""
    others = series.get((reading.measure, reading.side.mirrored), [])
    if reading.side.mirrored is reading.side or not others:
        return None
    other = others[-1]
    if other.taken_at.date() != reading.taken_at.date() or not comparable(reading, other):
        return None
    return _compare(catalogue.measure(reading.measure), reading, other)


def _to_last_time(rows: list[Reading], catalogue: Catalogue) -> Comparison | None:
    earlier = [row for row in rows[:-1] if comparable(row, rows[-1])]
    if not earlier:
        return None
    return _compare(catalogue.measure(rows[-1].measure), rows[-1], earlier[-1])


def _compare(measure: Measure, reading: Reading, than: Reading) -> Comparison:
    return Comparison(
        further_by=further_by(measure, reading, than),
        detectable=detectable(standard_error(measure, reading, than)),
    )


def assess(readings: Sequence[Reading], catalogue: Catalogue) -> Findings:
    """Say which sides and movements limit this person, as far as readings can say it.

    A side counts as tighter only beyond the error of comparing two readings; a loss since last
    time likewise. Everything else is left to the goals.
    """
    rows = latest(readings, catalogue)
    found = [limit for row in rows if (limit := _limitation(row, catalogue))]
    tighter = {
        row.reading.measure: row.reading.side
        for row in rows
        if row.other_side and row.other_side.beyond_error and row.other_side.further_by < 0
    }
    measured = tuple(dict.fromkeys(row.reading.measure for row in rows))
    return Findings(limitations=tuple(found), tighter=tighter, measured=measured)


def _limitation(row: Latest, catalogue: Catalogue) -> Limitation | None:
    """Weigh the larger of the two losses; twice the error or more counts in full (ours)."""
    losses = [
        (-compared.further_by, compared.detectable, words)
        for compared, words in (
            (row.other_side, "less than the other side"),
            (row.last_time, "less than last time"),
        )
        if compared and compared.beyond_error and compared.further_by < 0
    ]
    if not losses:
        return None
    loss, error, words = max(losses)
    measure = catalogue.measure(row.reading.measure)
    unit = "°" if measure.unit == "deg" else " cm"
    return Limitation(
        measure=measure.id,
        side=row.reading.side,
        weight=min(1.0, loss / (2 * error)),
        because=f"{loss:.0f}{unit} {words}, more than the error of {error:.0f}{unit}.",
    )
