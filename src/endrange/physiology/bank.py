"""One person's own response, learned from their readings: four courses, weighed by how they fit.

State of each course: the level L without any stretching, how much of the studies' gain this person
makes, and the same for the gain of one day. A reading is

    y = L + factor x scale x z(t) + acute factor x largest acute gain x h + error

with z from the dose (``response``), h the share of today's gain that is there. All is linear and
Gaussian, so each update is exact. Four time constants, because a single one is overconfident when
the course is not that of the textbook. It still fails for somebody who gains nothing for five weeks
and then a lot: look at most four weeks ahead.
"""

from collections.abc import Sequence
from math import exp, log, sqrt
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


class Passed(NamedTuple):
    """Some weeks at a steady weekly stimulus and, where there is one, the reading at their end."""

    weeks: float
    stimulus: float
    value: float | None = None
    sem: float = 0.0


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

    def through(self, steps: Sequence[Passed]) -> "Bank":
        """As ``after`` and, where something was read, ``read`` of each step in turn.

        Without an array in between: a forecast has hundreds of steps, of four courses each.
        """
        found = [
            _through(steps, _State.of(self, number), self.scales[number], weeks)
            for number, weeks in enumerate(PREDICTION.bank.weeks)
        ]
        return self._replace(
            levels=np.array([one.level for one in found]),
            means=np.array([one.means for one in found]),
            covariances=np.array([one.covariance for one in found]),
            log_weights=np.array([one.log_weight for one in found]),
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


class _State(NamedTuple):
    """One course: its level and what is believed of L, the factor and the acute factor."""

    level: float
    means: list[float]
    covariance: list[list[float]]
    log_weight: float

    @classmethod
    def of(cls, bank: Bank, number: int) -> "_State":
        return cls(
            float(bank.levels[number]),
            bank.means[number].tolist(),
            bank.covariances[number].tolist(),
            float(bank.log_weights[number]),
        )


def _through(steps: Sequence[Passed], state: _State, scale: float, gain_weeks: float) -> _State:
    """One course of ``Bank.through``. Before stretching, so that the acute gain is not seen.

    ``base``, ``gain`` and ``acute`` are the three things believed; ``bg`` is how the first two
    vary together, and so on.
    """
    level, (base, gain, acute), log_weight = state.level, state.means, state.log_weight
    (bb, bg, ba), (_, gg, ga), (_, _, aa) = state.covariance
    drift = PREDICTION.person.drift**2
    for weeks, dose, value, sem in steps:
        level = _course(level, dose, weeks, gain_weeks)
        bb += drift * weeks
        if value is None:
            continue
        full = scale * level
        seen_b, seen_g, seen_a = bb + bg * full, bg + gg * full, ba + ga * full
        total = seen_b + full * seen_g + sem**2
        surprise = value - (base + full * gain)
        log_weight -= 0.5 * (log(total) + surprise**2 / total)
        by_b, by_g, by_a = seen_b / total, seen_g / total, seen_a / total
        base, gain, acute = (
            base + by_b * surprise,
            gain + by_g * surprise,
            acute + by_a * surprise,
        )
        bb, bg, ba = bb - by_b * seen_b, bg - by_b * seen_g, ba - by_b * seen_a
        gg, ga, aa = gg - by_g * seen_g, ga - by_g * seen_a, aa - by_a * seen_a
    covariance = [[bb, bg, ba], [bg, gg, ga], [ba, ga, aa]]
    return _State(level, [base, gain, acute], covariance, log_weight)


def _course(level: float, stimulus: float, weeks: float, gain_weeks: float) -> float:
    """``response.level_after`` with a time constant of its own for gaining."""
    tau = gain_weeks if stimulus >= level else _LOSS
    return float(stimulus + (level - stimulus) * exp(-weeks / tau))
