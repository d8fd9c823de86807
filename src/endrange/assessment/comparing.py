"""The latest readings beside the other side and beside last time."""

from collections.abc import Sequence

from endrange.assessment.blocks import blocks
from endrange.assessment.error import OwnError, comparable, detectable, further_by, standard_error
from endrange.assessment.history import History, Trail
from endrange.assessment.readings import Findings, Limitation, Reading
from endrange.assessment.trials import shown
from endrange.knowledge import Catalogue, Measure, Unit
from endrange.values import Side, Value

USUAL_SIDE_DIFFERENCE = {Unit.DEGREES: 7.5, Unit.CENTIMETRES: 0.0}
"""How far two sides of a healthy person may differ: the largest mean difference between the
dominant and the other side over 60 movements of 90 women (Macedo and Magee 2008, as cited). None
was found for a tape: there only the error counts."""


class Comparison(Value):
    """One difference and what it must exceed, in the measure's unit."""

    further_by: float
    """Positive: the latest reading goes further."""
    detectable: float
    """MDC95 of the two readings."""
    usual: float = 0.0
    """How far the two compared usually differ; 0 for one and the same side."""
    error_assumed: bool = False

    @property
    def threshold(self) -> float:
        """The larger of error and usual difference."""
        return max(self.detectable, self.usual)

    @property
    def beyond_error(self) -> bool:
        """Further or less far than error, and the usual difference of two sides, explain."""
        return abs(self.further_by) > self.threshold


class Latest(Value):
    """The latest reading of one measure and side, and what it can be compared with."""

    reading: Reading
    other_side: Comparison | None
    last_time: Comparison | None


def latest(
    readings: Sequence[Reading] | History, catalogue: Catalogue, own: Sequence[OwnError] = ()
) -> tuple[Latest, ...]:
    """Return one row for every measure and side read, before stretching, in the order given.

    Args:
        readings: any number of one person's readings, in any order.
        own: the clinic's own errors, which replace the table.

    Raises: UnknownId for a measure the catalogue does not know.
    """
    trails = History.of(readings).before
    latest = {key: trail[-1].reading for key, trail in trails.items()}
    return tuple(
        Latest(
            reading=latest[key],
            other_side=_to_other_side(latest[key], latest, catalogue, own),
            last_time=_to_last_time(latest[key], trail, catalogue, own),
        )
        for key, trail in trails.items()
    )


def _to_other_side(
    reading: Reading,
    latest: dict[tuple[str, Side], Reading],
    catalogue: Catalogue,
    own: Sequence[OwnError],
) -> Comparison | None:
    """Compare with the other side of the same day; an older reading says nothing about today."""
    other = latest.get((reading.measure, reading.side.mirrored))
    if reading.side.mirrored is reading.side or other is None:
        return None
    if other.taken_at.date() != reading.taken_at.date() or not comparable(reading, other):
        return None
    measure = catalogue.measure(reading.measure)
    return _compare(measure, reading, other, own).replace(usual=USUAL_SIDE_DIFFERENCE[measure.unit])


def _to_last_time(
    reading: Reading, trail: Trail, catalogue: Catalogue, own: Sequence[OwnError]
) -> Comparison | None:
    earlier = next((row for row in trail[-2::-1] if comparable(row.how, reading)), None)
    if earlier is None:
        return None
    return _compare(catalogue.measure(reading.measure), reading, earlier.reading, own)


def _compare(
    measure: Measure, reading: Reading, than: Reading, own: Sequence[OwnError]
) -> Comparison:
    error = standard_error(measure, reading, than, own)
    return Comparison(
        further_by=further_by(measure, reading, than),
        detectable=detectable(error.value),
        error_assumed=error.assumed,
    )


def assess(
    readings: Sequence[Reading] | History, catalogue: Catalogue, own: Sequence[OwnError] = ()
) -> Findings:
    """Say which sides and movements limit this person, as far as readings can say it.

    A side counts as tighter only beyond the error of comparing two readings and beyond what two
    healthy sides usually differ by; a loss since last time only beyond the error. Everything else
    is left to the goals. An abnormal end-feel is a block: it goes to screening, and that measure
    and side are no limitation to be stretched away.
    """
    rows = latest(readings, catalogue, own)
    met = blocks(readings, catalogue)
    blocked = {(each.measure, each.side) for each in met}
    free = [row for row in rows if (row.reading.measure, row.reading.side) not in blocked]
    found = [limit for row in free if (limit := _limitation(row, catalogue))]
    tighter = {
        row.reading.measure: row.reading.side
        for row in free
        if row.other_side and row.other_side.beyond_error and row.other_side.further_by < 0
    }
    measured = tuple(dict.fromkeys(row.reading.measure for row in rows))
    return Findings(limitations=tuple(found), tighter=tighter, measured=measured, blocks=met)


def _limitation(row: Latest, catalogue: Catalogue) -> Limitation | None:
    """Weigh the larger of the two losses; twice the threshold or more counts in full (ours)."""
    measure = catalogue.measure(row.reading.measure)
    unit = "°" if measure.unit is Unit.DEGREES else " cm"
    losses = [
        (-compared.further_by, compared.threshold, words, _why(compared, unit))
        for compared, words in (
            (row.other_side, "less than the other side"),
            (row.last_time, "less than last time"),
        )
        if compared and compared.beyond_error and compared.further_by < 0
    ]
    if not losses:
        return None
    loss, threshold, words, why = max(losses)
    return Limitation(
        measure=measure.id,
        side=row.reading.side,
        weight=min(1.0, loss / (2 * threshold)),
        because=f"{shown(loss)}{unit} {words}, more than {why}.",
    )


def _why(compared: Comparison, unit: str) -> str:
    if compared.usual > compared.detectable:
        return f"the {compared.usual:g}{unit} by which two sides usually differ"
    assumed = "assumed " if compared.error_assumed else ""
    return f"the {assumed}error of {shown(compared.detectable)}{unit}"
