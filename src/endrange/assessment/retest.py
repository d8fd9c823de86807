"""A clinic's own standard error, from people measured twice in whom nothing should have changed."""

from collections.abc import Sequence
from datetime import timedelta
from math import exp, lgamma, log, sqrt
from statistics import variance

from endrange.assessment.error import OwnError, comparable
from endrange.assessment.readings import Moment, Reading
from endrange.values import Value

FEWEST_PAIRS = 10
"""People measured twice before their clinic's own error counts (ours, with ``FEWEST_SESSIONS``)."""
FEWEST_SESSIONS = 6
"""Or sessions of one stable client."""
LONGEST_APART = timedelta(days=14)
"""Between two sessions in which nothing should have changed (ours)."""


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
    """Estimate the SEM from one stable client: SD of six sessions or more, n - 1 degrees."""
    if len(readings) < FEWEST_SESSIONS:
        missing = FEWEST_SESSIONS - len(readings)
        return Refusal(because=f"Sessions: {len(readings)}; {missing} more are needed.")
    if refused := _refuse_mixture(readings):
        return refused
    if len({reading.side for reading in readings}) > 1:
        return Refusal(because="Readings of two sides are not repeats of each other.")
    if len({reading.taken_at.date() for reading in readings}) < len(readings):
        return Refusal(because="Two readings are of one day; a session is a day.")
    one_examiner = len({reading.examiner for reading in readings}) == 1
    sem = sqrt(variance(reading.value for reading in readings))
    count = len(readings)
    return _estimate(readings[0], sem, count - 1, count, same_examiner=one_examiner)


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
