"""From a person's readings to what may be claimed about them."""

from collections.abc import Iterable, Sequence
from datetime import date
from math import sqrt
from statistics import fmean

from endrange.assessment import Z95, Moment, Reading, comparable, detectable, standard_error
from endrange.knowledge import Catalogue, Further, Measure, Unit
from endrange.progress.level import BASELINES, follow
from endrange.progress.reviews import Acute, Change, Claim, Review
from endrange.values import Side

LATEST = 3
"""Readings whose mean is compared with the start to show that nothing changed."""

FEWEST_READINGS = BASELINES + 1
"""Two to begin with and one to compare."""

FEWEST_DAYS = 10
"""From the first reading to the latest (ours: a shorter spell is the effect of the day)."""

STEP = {Unit.DEGREES: 5.0, Unit.CENTIMETRES: 2.0}
"""Smallest step that matters, for "unchanged" (ours): 5 degrees is the usual step of a goniometer;
2 cm is a little above the pooled MDC of the knee-to-wall test (Powden 2015, 1.9 cm)."""

MORE_DISCOMFORT = 2
"""Points of discomfort above which further counts as "at more discomfort" (ours)."""

STILL_OPEN = "Judged at every visit, these readings still allow no lasting change."


def review(readings: Sequence[Reading], catalogue: Catalogue, *, on: date) -> Review:
    """Judge lasting change per measure and side, and set today's effect apart.

    Args:
        readings: one person's, in any order; those after ``on`` are left out.
        on: the day of judging.

    Raises: UnknownId for a measure the catalogue does not know.
    """
    known = sorted((r for r in readings if r.taken_at.date() <= on), key=lambda r: r.taken_at)
    changes = tuple(
        _change(rows, catalogue.measure(measure)) for (measure, _), rows in _series(known).items()
    )
    return Review(changes=changes, today=_today(known, catalogue, on), tested=len(changes))


def _series(readings: Iterable[Reading]) -> dict[tuple[str, Side], list[Reading]]:
    """Readings before stretching, by measure and side: the last of each day.

    Only those taken like the latest one: methods are never mixed.
    """
    series: dict[tuple[str, Side], dict[date, Reading]] = {}
    for reading in readings:
        if reading.moment is Moment.BEFORE:
            days = series.setdefault((reading.measure, reading.side), {})
            days[reading.taken_at.date()] = reading
    return {key: _taken_alike(list(days.values())) for key, days in series.items()}


def _taken_alike(rows: list[Reading]) -> list[Reading]:
    return [row for row in rows if comparable(row, rows[-1])]


def _change(rows: list[Reading], measure: Measure) -> Change:
    errors = [standard_error(measure, row, rows[0]) for row in rows]
    belief = follow([_signed(row.value, measure) for row in rows], errors)
    low = belief.change - Z95 * belief.change_sd
    high = belief.change + Z95 * belief.change_sd
    missing = _missing(rows)
    claim = Claim.TOO_EARLY if missing else _claim(rows, low, high, measure)
    if claim is Claim.TOO_EARLY and not missing:
        missing = STILL_OPEN
    return Change(
        measure=measure.id,
        side=rows[0].side,
        since=rows[0].taken_at.date(),
        baseline=_baseline(rows),
        latest=rows[-1].value,
        change=_signed(rows[-1].value, measure) - _signed(_baseline(rows), measure),
        interval_low=low,
        interval_high=high,
        error=errors[-1],
        error_assumed=measure.error.assumed,
        detectable=detectable(errors[-1]),
        claim=claim,
        missing=missing,
        readings=len(rows),
    )


def _baseline(rows: list[Reading]) -> float:
    return fmean(row.value for row in rows[:BASELINES])


def _signed(value: float, measure: Measure) -> float:
    """Turn a number so that higher is further, and back."""
    return value if measure.further is Further.HIGHER else -value


def _missing(rows: list[Reading]) -> str:
    if len(rows) < FEWEST_READINGS:
        return f"{FEWEST_READINGS - len(rows)} more, on other days: two to begin with, then one."
    days = (rows[-1].taken_at - rows[0].taken_at).days
    if days < FEWEST_DAYS:
        return f"A reading at least {FEWEST_DAYS - days} days from now."
    return ""


def _claim(rows: list[Reading], low: float, high: float, measure: Measure) -> Claim:
    if low > 0:
        return Claim.FURTHER_AT_DISCOMFORT if _hurts_more(rows) else Claim.IMPROVED
    if high < 0:
        return Claim.WORSE
    return Claim.UNCHANGED if _equivalent(rows, measure) else Claim.TOO_EARLY


def _equivalent(rows: list[Reading], measure: Measure) -> bool:
    """Whether the latest three, taken together, lie within the step of the first two."""
    latest = rows[BASELINES:][-LATEST:]
    difference = fmean(row.value for row in latest) - _baseline(rows)
    error = max(standard_error(measure, row, rows[0]) for row in latest)
    margin = Z95 * error * sqrt(1 / BASELINES + 1 / len(latest))
    return abs(difference) + margin < STEP[measure.unit]


def _hurts_more(rows: list[Reading]) -> bool:
    """Whether the latest reading cost clearly more discomfort than the first two."""
    before = [row.discomfort for row in rows[:BASELINES] if row.discomfort is not None]
    latest = rows[-1].discomfort
    return bool(before) and latest is not None and latest - fmean(before) > MORE_DISCOMFORT


def _today(readings: Iterable[Reading], catalogue: Catalogue, on: date) -> tuple[Acute, ...]:
    """Pair the day's last reading before with the last one after, taken in the same way."""
    day: dict[tuple[str, Side], dict[Moment, Reading]] = {}
    for reading in readings:
        if reading.taken_at.date() == on:
            day.setdefault((reading.measure, reading.side), {})[reading.moment] = reading
    return tuple(
        _acute(pair[Moment.BEFORE], pair[Moment.AFTER], catalogue)
        for pair in day.values()
        if len(pair) == len(Moment) and comparable(pair[Moment.BEFORE], pair[Moment.AFTER])
    )


def _acute(before: Reading, after: Reading, catalogue: Catalogue) -> Acute:
    measure = catalogue.measure(before.measure)
    return Acute(
        measure=before.measure,
        side=before.side,
        before=before.value,
        after=after.value,
        change=_signed(after.value, measure) - _signed(before.value, measure),
    )
