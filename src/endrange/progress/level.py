"""Where a person's range stands now against where it began: a level that drifts, read with error.

Local-level Kalman filter with known measurement error . It may be read after every visit: in
simulation under 1 % false "improved" over ten looks. See docs/explanation/change.md.
"""

from collections.abc import Sequence
from math import sqrt

from endrange.values import Value

BASELINES = 2
"""Readings that count as the start. Two buy more than any change of rule with one (simulated)."""

DRIFT_PER_SEM = 1 / 3
"""Step of the level from visit to visit, in standard errors (ours, from simulation)."""


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


def follow(values: Sequence[float], errors: Sequence[float]) -> Belief:
    """Return the belief after all readings, oldest first.

    Args:
        values: at least one reading of one side, taken in one way.
        errors: the standard error of each, same unit, all above 0.
    """
    first, first_error = values[0], errors[0]
    belief = Belief(
        now=first,
        start=first,
        now_variance=first_error**2,
        start_variance=first_error**2,
        covariance=first_error**2,
    )
    rest = zip(values[1:], errors[1:], strict=True)
    for number, (value, error) in enumerate(rest, start=2):
        drift = 0.0 if number <= BASELINES else DRIFT_PER_SEM * errors[0]
        belief = _read(belief, value, error, drift)
    return belief


def _read(belief: Belief, value: float, error: float, drift: float) -> Belief:
    """Let the level drift, then weigh one reading against what was believed."""
    predicted = belief.now_variance + drift**2
    total = predicted + error**2
    gain_now, gain_start = predicted / total, belief.covariance / total
    surprise = value - belief.now
    return Belief(
        now=belief.now + gain_now * surprise,
        start=belief.start + gain_start * surprise,
        now_variance=(1 - gain_now) * predicted,
        start_variance=belief.start_variance - gain_start * belief.covariance,
        covariance=(1 - gain_now) * belief.covariance,
    )
