"""Where a person's range stands now against where it began: a level that drifts, read with error.

Local-level Kalman filter with known measurement error. It may be read after every visit: in
simulation at most 1 % false "improved" over ten looks, heavy tails and irregular spacing included.
See docs/explanation/change.md and benchmarks/progress_claims.py, which chose the constants.
"""

from collections.abc import Sequence
from itertools import pairwise
from math import sqrt
from statistics import median

from endrange.values import Value

BASELINES = 2
"""Readings that count as the start. Two buy more than any change of rule with one (simulated)."""

DRIFT_PER_SEM = 0.36
"""Step of the level from visit to visit, in standard errors. Ours: the evidence proposes a third;
a little more keeps the power under heavy tails once single readings are held back as below."""

MOST_SURPRISE = 2.0
"""One reading moves the level as if it lay at most so many of its own standard deviations from what
was expected (Huber); a second one in a row on the same side counts in full. Ours, from simulation:
without it heavy tails double the false claims."""

ASK_AGAIN = 3.0
"""Beyond so many, measure again before it is kept; the second reading counts, whatever it is."""

PAUSE = 28
"""Days without a reading from which the level drifts on. Ours: weekly to monthly visits are usual;
somebody who comes more rarely has a pause after twice their own usual gap."""


class Belief(Value):
    """What is believed of the level now and at the start: means, variances, covariance."""

    now: float
    start: float
    now_variance: float
    start_variance: float
    covariance: float

    @property
    def change(self) -> float:
        return self.now - self.start

    @property
    def change_sd(self) -> float:
        variance = self.now_variance + self.start_variance - 2 * self.covariance
        return sqrt(max(variance, 0.0))


def follow(values: Sequence[float], errors: Sequence[float], days: Sequence[float] = ()) -> Belief:
    """Return the belief after all readings, oldest first.

    Args:
        values: at least one reading of one side, taken in one way.
        errors: the standard error of each, same unit, all above 0.
        days: of each reading, rising; empty: evenly spaced.
    """
    now = start = values[0]
    spread = begun = shared = errors[0] ** 2
    drift = (DRIFT_PER_SEM * errors[0]) ** 2
    steps = _steps(days) if days else [1.0] * len(values)
    beyond = 0
    for number in range(1, len(values)):
        if number >= BASELINES:
            spread += drift * steps[number]
        total = spread + errors[number] ** 2
        surprise = values[number] - now
        most = MOST_SURPRISE * sqrt(total)
        before, beyond = beyond, _side(surprise, most) if number >= BASELINES else 0
        if beyond and beyond != before:
            surprise = beyond * most
        gain, gain_start = spread / total, shared / total
        now += gain * surprise
        start += gain_start * surprise
        begun -= gain_start * shared
        spread *= 1 - gain
        shared *= 1 - gain
    return Belief(
        now=now, start=start, now_variance=spread, start_variance=begun, covariance=shared
    )


def _side(surprise: float, most: float) -> int:
    """On which side a surprise lies beyond what is allowed for; 0: it does not."""
    return (surprise > most) - (surprise < -most)


def _steps(days: Sequence[float]) -> list[float]:
    """How many steps the level may have drifted before each reading: one, or more in a pause."""
    gaps = [later - earlier for earlier, later in pairwise(days)]
    usual = max(PAUSE, 2 * median(gaps)) if gaps else PAUSE
    return [1.0, *(max(1.0, gap / usual) for gap in gaps)]


def is_surprising(
    value: float, error: float, values: Sequence[float], errors: Sequence[float]
) -> bool:
    """Whether a new reading lies so far from those before that it should be taken again.

    Args:
        values, errors: the readings before, oldest first; with fewer than two nothing surprises.
    """
    if len(values) < BASELINES:
        return False
    belief = follow(values, errors)
    drift = DRIFT_PER_SEM * errors[0]
    expected = sqrt(belief.now_variance + drift**2 + error**2)
    return abs(value - belief.now) > ASK_AGAIN * expected
