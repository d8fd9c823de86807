"""One person's own response, learned from their readings: four courses, weighed by how they fit.

State of each course: the level L without any stretching, how much of the studies' gain this person
makes, and the same for the gain of one day. A reading is

    y = L + factor x scale x z(t) + acute factor x largest acute gain x h + error

with z from the dose (``response``), h the share of today's gain that is there. All is linear and
Gaussian, so each update is exact. Four time constants, because a single one is overconfident when
the course is not that of the textbook. It still fails for somebody who gains nothing for five weeks
and then a lot: look at most four weeks ahead.
"""

from math import exp, sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from endrange.physiology.prediction import PREDICTION, Response
from endrange.physiology.response import PARAMETERS, level_after, stimulus
from endrange.values import Value

Array = NDArray[np.float64]

SURPRISE = 3.0
"""Standard deviations from every course beyond which a reading is to be taken again."""

_LOSS = PARAMETERS["loss_weeks"].value
_REFERENCE = stimulus(90, 5), 6.0
"""Five sessions a week of 90 s for six weeks: there all courses have gained the same."""


class Expected(Value):
    """What is believed, in degrees; higher is further."""

    mean: float
    sd: float


class Bank(NamedTuple):
    """The four courses after some readings. Frozen: each step returns a new one."""

    scales: Array
    """Degrees at a full level, one for each course."""
    acute: float
    levels: Array
    """z, 0 to 1."""
    means: Array
    """4 x 3: level without stretching, factor, acute factor."""
    covariances: Array
    """4 x 3 x 3."""
    log_weights: Array

    @classmethod
    def start(cls, response: Response, level: float, level_sd: float) -> "Bank":
        """Before any reading.

        Args:
            level, level_sd: of people like this one, in degrees; higher is further.
        """
        studied, person, bank = PREDICTION.responses[response], PREDICTION.person, PREDICTION.bank
        count = len(bank.weeks)
        reached = np.array([_course(0.0, *_REFERENCE, weeks) for weeks in bank.weeks])
        usual = level_after(0.0, *_REFERENCE)
        variances = [level_sd**2, person.factor_sd**2, person.factor_sd**2]
        return cls(
            scales=studied.scale * usual / reached,
            acute=studied.acute,
            levels=np.zeros(count),
            means=np.tile([level, 1.0, 1.0], (count, 1)),
            covariances=np.tile(np.diag(variances), (count, 1, 1)),
            log_weights=np.log(np.array(bank.weights)),
        )

    def after(self, weeks: float, stimulus: float) -> "Bank":
        """Some weeks later, at a steady weekly stimulus from 0 to 1; the level drifts."""
        courses = zip(self.levels, PREDICTION.bank.weeks, strict=True)
        drifted = self.covariances.copy()
        drifted[:, 0, 0] += PREDICTION.person.drift**2 * weeks
        return self._replace(
            levels=np.array([_course(level, stimulus, weeks, tau) for level, tau in courses]),
            covariances=drifted,
        )

    def read(self, value: float, sem: float, acute_share: float = 0.0) -> "Bank":
        """With one more reading; courses that expected it weigh more.

        Args:
            value: degrees, higher is further.
            acute_share: of the largest gain of one day that is there, 0 before stretching.
        """
        seen, mean, variance = self._seen(acute_share)
        total = variance + sem**2
        surprise = value - mean
        gain = np.einsum("kij,kj->ki", self.covariances, seen) / total[:, None]
        likelihood = -0.5 * (np.log(total) + surprise**2 / total)
        return self._replace(
            means=self.means + gain * surprise[:, None],
            covariances=self.covariances - total[:, None, None] * gain[:, :, None] * gain[:, None],
            log_weights=self.log_weights + likelihood,
        )

    def expect(self, acute_share: float = 0.0) -> Expected:
        """The range now, without the error of reading it."""
        _, mean, variance = self._seen(acute_share)
        return self._mixed(mean, variance)

    def gained(self) -> Expected:
        """What stretching has brought until now."""
        full = self.scales * self.levels
        return self._mixed(full * self.means[:, 1], full**2 * self.covariances[:, 1, 1])

    def is_surprising(self, value: float, sem: float, acute_share: float = 0.0) -> bool:
        """Whether a reading lies far from every course: ask for it again, take the second."""
        _, mean, variance = self._seen(acute_share)
        return bool((np.abs(value - mean) > SURPRISE * np.sqrt(variance + sem**2)).all())

    def _seen(self, acute_share: float) -> tuple[Array, Array, Array]:
        """What a reading sees of the state, and its mean and variance, for each course."""
        full = self.scales * self.levels
        seen = np.stack(
            [np.ones_like(full), full, np.full_like(full, self.acute * acute_share)], axis=1
        )
        mean = np.einsum("ki,ki->k", seen, self.means)
        return seen, mean, np.einsum("ki,kij,kj->k", seen, self.covariances, seen)

    def _mixed(self, mean: Array, variance: Array) -> Expected:
        weights = np.exp(self.log_weights - self.log_weights.max())
        weights = weights / weights.sum()
        together = float(weights @ mean)
        return Expected(
            mean=together, sd=sqrt(float(weights @ (variance + (mean - together) ** 2)))
        )


def _course(level: float, stimulus: float, weeks: float, gain_weeks: float) -> float:
    """``response.level_after`` with a time constant of its own for gaining."""
    tau = gain_weeks if stimulus >= level else _LOSS
    return float(stimulus + (level - stimulus) * exp(-weeks / tau))
