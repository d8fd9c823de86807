"""From a person's readings to what may be claimed about them."""

from collections.abc import Sequence
from datetime import date
from itertools import takewhile

from endrange.assessment import (
    History,
    Moment,
    OwnError,
    Person,
    Reading,
    Trail,
    comparable,
    detectable,
    standard_error,
)
from endrange.knowledge import Catalogue
from endrange.progress.judging import Judged, judge
from endrange.progress.level import is_surprising
from endrange.progress.reviews import Acute, Change, Claim, Review
from endrange.progress.series import every, signed
from endrange.values import Side

FAMILY = 0.05
"""Chance of any false claim among all judged at once that Holm's correction keeps, two-sided."""


def review(
    readings: Sequence[Reading] | History,
    catalogue: Catalogue,
    *,
    on: date,
    own: Sequence[OwnError] = (),
    person: Person | None = None,
) -> Review:
    """Judge lasting change per measure and side, and set today's effect apart.

    Args:
        readings: one person's, in any order; those after ``on`` are left out.
        on: the day of judging.
        own: the clinic's own errors, which replace the table.
        person: with age and sex, regression to the mean is reckoned with where a norm exists.

    Raises: UnknownId for a measure the catalogue does not know.
    """
    known = History.of(readings).until(on)
    judged = [judge(series, catalogue, person) for series in every(known, catalogue, own)]
    return Review(
        changes=_with_standing(judged),
        today=_today(known, catalogue, on, own),
        tested=sum(each.has_enough for each in judged),
    )


def measure_again(
    new: Reading,
    before: Sequence[Reading],
    catalogue: Catalogue,
    own: Sequence[OwnError] = (),
) -> bool:
    """Whether a new reading lies so far from those before that it is to be taken again now.

    The second reading counts, whatever it is. Nothing surprises before two baselines, nor after
    stretching: that day's gain is not known.

    Args:
        before: the same person's, in any order; only those taken like the new one count.
    """
    if new.moment is not Moment.BEFORE:
        return False
    alike = [r for r in before if _is_before(r, new)]
    (series,) = every(History.of([*alike, new]), catalogue, own)
    *values, value = series.values
    *errors, error = series.errors
    return is_surprising(value, error, values, errors)


def _is_before(reading: Reading, new: Reading) -> bool:
    same = reading.side is new.side and reading.moment is new.moment and comparable(reading, new)
    return same and reading.taken_at.date() < new.taken_at.date()


def _with_standing(judged: Sequence[Judged]) -> tuple[Change, ...]:
    """Mark the claims that stand after Holm's correction for all that could be judged.

    The least likely of m must lie below 5 % / m, the next below 5 % / (m - 1), and so on; the
    first that does not ends it.
    """
    tested = sorted((each for each in judged if each.has_enough), key=lambda each: each.chance)
    standing = set()
    for rank, each in enumerate(tested):
        if each.chance > FAMILY / (len(tested) - rank):
            break
        if each.change.claim in (Claim.IMPROVED, Claim.WORSE):
            standing.add(id(each.change))
    return tuple(
        each.change.replace(stands=True) if id(each.change) in standing else each.change
        for each in judged
    )


def _today(
    history: History, catalogue: Catalogue, on: date, own: Sequence[OwnError]
) -> tuple[Acute, ...]:
    """Pair the day's last reading before with the last one after, taken in the same way."""
    taken = [row for trail in history.trails.values() for row in _of_day(trail, on)]
    day: dict[tuple[str, Side], dict[Moment, Reading]] = {}
    for row in sorted(taken, key=lambda row: row.taken_at):
        day.setdefault((row.how.measure, row.how.side), {})[row.how.moment] = row.reading
    return tuple(
        _acute(pair[Moment.BEFORE], pair[Moment.AFTER], catalogue, own)
        for pair in day.values()
        if len(pair) == len(Moment) and comparable(pair[Moment.BEFORE], pair[Moment.AFTER])
    )


def _of_day(trail: Trail, on: date) -> Trail:
    """Those of a day after which there are none."""
    return list(takewhile(lambda row: row.taken_at.date() == on, reversed(trail)))[::-1]


def _acute(before: Reading, after: Reading, catalogue: Catalogue, own: Sequence[OwnError]) -> Acute:
    measure = catalogue.measure(before.measure)
    change = signed(after.value, measure) - signed(before.value, measure)
    error = standard_error(measure, before, after, own)
    margin = detectable(error.value)
    return Acute(
        measure=before.measure,
        side=before.side,
        before=before.value,
        after=after.value,
        change=change,
        interval_low=change - margin,
        interval_high=change + margin,
        error_assumed=error.assumed,
    )
