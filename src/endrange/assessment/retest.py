"""A clinic's own standard error, from people measured twice in whom nothing should have changed."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise
from math import exp, lgamma, log, sqrt
from statistics import correlation, variance

from endrange.assessment.error import OwnError, comparable
from endrange.assessment.readings import Moment, Reading
from endrange.values import Value

FEWEST_PAIRS = 10
"""People measured twice before their clinic's own error counts (ours, with ``FEWEST_SESSIONS``)."""
FEWEST_SESSIONS = 6
"""Or sessions of one stable client."""
LONGEST_APART = timedelta(days=14)
"""Between two sessions in which nothing should have changed (ours)."""
ONE_WAY = {6: 0.811, 7: 0.754, 8: 0.707, 9: 0.666, 10: 0.632, 11: 0.602, 12: 0.576}
"""By the number of sessions: a correlation of day and value above it is a trend, 5 % two-sided,
from Student's t (t / sqrt(t^2 + n - 2)). Somebody who goes one way is not stable, and what they
gained would be taken for error."""
MOST_SESSIONS = max(ONE_WAY)


class Pair(Value):
    """One person, one side, measured on two days in the same way."""

    first: Reading
    second: Reading


class Refusal(Value):
    """Why no error is estimated, and what is missing."""

    because: str


def from_pairs(pairs: Sequence[Pair]) -> OwnError | Refusal:
    """Estimate the SEM from people measured twice: SD of the differences / sqrt(2).

    What all second readings have in common (a warm-up, practice) is taken out and not counted as
    error. The interval is that of a variance: n - 1 degrees of freedom, chi-square. From 10 pairs
    the true error lies between 0.69 and 1.83 times the estimate.
    """
    refused = _refuse_pairs(pairs)
    if refused:
        return refused
    differences = [pair.second.value - pair.first.value for pair in pairs]
    sem = sqrt(variance(differences) / 2)
    same = pairs[0].first.examiner == pairs[0].second.examiner
    return _estimate(pairs[0].first, sem, len(pairs) - 1, len(pairs), same_examiner=same)


def _refuse_pairs(pairs: Sequence[Pair]) -> Refusal | None:
    if len(pairs) < FEWEST_PAIRS:
        missing = FEWEST_PAIRS - len(pairs)
        return Refusal(because=f"People measured twice: {len(pairs)}; {missing} more are needed.")
    both = [reading for pair in pairs for reading in (pair.first, pair.second)]
    if refused := _refuse_mixture(both):
        return refused
    hands = {pair.first.examiner == pair.second.examiner for pair in pairs}
    if len(hands) > 1:
        return Refusal(because="Some pairs have one examiner, some two: take them apart.")
    return next((refused for pair in pairs if (refused := unfit(pair))), None)


def unfit(pair: Pair) -> Refusal | None:
    """Return why two readings of one person are no pair; None: they are one."""
    if refused := _refuse_mixture((pair.first, pair.second)):
        return refused
    apart = pair.second.taken_at - pair.first.taken_at
    same_day = pair.second.taken_at.date() == pair.first.taken_at.date()
    if same_day or not timedelta(0) < apart <= LONGEST_APART:
        days = LONGEST_APART.days
        return Refusal(because=f"Two readings of one pair are not 1 to {days} days apart.")
    return None


def from_sessions(readings: Sequence[Reading]) -> OwnError | Refusal:
    """Estimate the SEM from one stable client: SD of 6 to 12 sessions, n - 1 degrees of freedom.

    Args:
        readings: of one measure and side, in any order.
    """
    readings = sorted(readings, key=lambda reading: reading.taken_at)
    if refused := _refuse_sessions(readings):
        return refused
    one_examiner = len({reading.examiner for reading in readings}) == 1
    sem = sqrt(variance(reading.value for reading in readings))
    count = len(readings)
    return _estimate(readings[0], sem, count - 1, count, same_examiner=one_examiner)


def _refuse_sessions(readings: Sequence[Reading]) -> Refusal | None:
    count = len(readings)
    if count < FEWEST_SESSIONS:
        return Refusal(because=f"Sessions: {count}; {FEWEST_SESSIONS - count} more are needed.")
    if count > MOST_SESSIONS:
        return Refusal(because=f"Sessions: {count}; at most {MOST_SESSIONS} of one person count.")
    if len({reading.side for reading in readings}) > 1:
        return Refusal(because="Readings of two sides are not repeats of each other.")
    return _refuse_mixture(readings) or _refuse_days(readings)


def _refuse_days(readings: Sequence[Reading]) -> Refusal | None:
    days = [reading.taken_at.toordinal() for reading in readings]
    if len(set(days)) < len(days):
        return Refusal(because="Two readings are of one day; a session is a day.")
    if max(later - earlier for earlier, later in pairwise(days)) > LONGEST_APART.days:
        return Refusal(because=f"Two sessions lie more than {LONGEST_APART.days} days apart.")
    return _refuse_trend(days, [reading.value for reading in readings])


def _refuse_trend(days: Sequence[int], values: Sequence[float]) -> Refusal | None:
    if len(set(values)) == 1 or abs(correlation(days, values)) <= ONE_WAY[len(values)]:
        return None
    return Refusal(because="These readings go one way from day to day: nobody stable does.")


def pooled(estimates: Sequence[OwnError]) -> OwnError:
    """Return one error from several of one measure, instrument and kind of examiner.

    Each weighs by its degrees of freedom: variances are pooled, and so are what they rest on.

    Args:
        estimates: one or more of ``from_pairs`` and ``from_sessions``, of different people.
    """
    degrees = sum(each.degrees for each in estimates)
    sem = sqrt(sum(each.degrees * each.value**2 for each in estimates) / degrees)
    low, high = (sem * factor for factor in bounds(degrees))
    repeats = sum(each.pairs for each in estimates)
    return estimates[0].replace(value=sem, low=low, high=high, degrees=degrees, pairs=repeats)


def _refuse_mixture(readings: Sequence[Reading]) -> Refusal | None:
    if not all(comparable(reading, readings[0]) for reading in readings):
        return Refusal(because="Measure, instrument or end criterion differ: they are not mixed.")
    if any(reading.moment is not Moment.BEFORE for reading in readings):
        return Refusal(because="Some were taken after stretching; only those before count.")
    return None


def _estimate(
    reading: Reading, sem: float, degrees: int, count: int, *, same_examiner: bool
) -> OwnError | Refusal:
    if sem == 0:
        return Refusal(because="All repeats are equal: were they copied, not measured?")
    low, high = (sem * factor for factor in bounds(degrees))
    return OwnError(
        measure=reading.measure,
        instrument=reading.instrument,
        same_examiner=same_examiner,
        value=sem,
        low=low,
        high=high,
        pairs=count,
        degrees=degrees,
    )


def bounds(degrees: int) -> tuple[float, float]:
    """Return by what the true error may be a multiple of the estimate, 95 %: (0.69, 1.83) for 9.

    Args:
        degrees: of freedom, one or more.
    """
    return sqrt(degrees / _chi_square(0.975, degrees)), sqrt(degrees / _chi_square(0.025, degrees))


def _chi_square(probability: float, degrees: int) -> float:
    """The quantile, by halving an interval that surely holds it."""
    low, high = 0.0, degrees + 8 * sqrt(2 * degrees) + 40
    for _ in range(60):
        middle = (low + high) / 2
        if _chi_square_below(middle, degrees) < probability:
            low = middle
        else:
            high = middle
    return high


def _chi_square_below(x: float, degrees: int) -> float:
    """Regularised lower incomplete gamma function of degrees / 2 at x / 2, by its series."""
    step, half = degrees / 2, x / 2
    term = total = exp(step * log(half) - half - lgamma(step + 1))
    while term > total * 1e-12:
        step += 1
        term *= half / step
        total += term
    return total
