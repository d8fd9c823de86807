"""What one series of readings allows to be said."""

from math import sqrt
from statistics import NormalDist, fmean
from typing import NamedTuple

from endrange.assessment import Z95, Person, detectable, spread
from endrange.knowledge import Catalogue, Unit
from endrange.progress.level import BASELINES, follow
from endrange.progress.reviews import Change, Claim
from endrange.progress.series import Series, signed

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

BACK_AGAIN = "The latest reading is back where it began. One more, on another day."


class Judged(NamedTuple):
    """A change on its own, and how it weighs among others."""

    change: Change
    chance: float
    """Two-sided tail of the belief beyond no change: what Holm's correction sorts by."""
    has_enough: bool
    """Whether a claim was possible at all."""


class _Lasting(NamedTuple):
    """The change believed, against what is expected without any."""

    change: float
    sd: float
    rebound: float

    @property
    def low(self) -> float:
        return self.change - max(self.rebound, 0.0) - Z95 * self.sd

    @property
    def high(self) -> float:
        return self.change - min(self.rebound, 0.0) + Z95 * self.sd

    @property
    def chance(self) -> float:
        if self.sd == 0:
            return 1.0
        beyond = max(self.low, -self.high) / self.sd + Z95
        return 2 * NormalDist().cdf(-max(beyond, 0.0))


def judge(series: Series, catalogue: Catalogue, person: Person | None) -> Judged:
    """Return the change of one series and its claim, as if it were the only one."""
    belief = follow(series.values, series.errors, series.days)
    lasting = _Lasting(belief.change, belief.change_sd, _rebound(series, catalogue, person))
    readings = max(0, FEWEST_READINGS - len(series.rows))
    days = 0 if readings else max(0, FEWEST_DAYS - (series.days[-1] - series.days[0]))
    has_enough = not (readings or days)
    claim, missing = _claim(series, lasting) if has_enough else _lacking(readings, days)
    more = {
        "claim": claim,
        "missing": missing,
        "missing_readings": readings,
        "missing_days": days,
        "interval_low": lasting.low,
        "interval_high": lasting.high,
        "rebound": lasting.rebound,
    }
    return Judged(Change.model_validate(_told(series) | more), lasting.chance, has_enough)


def _rebound(series: Series, catalogue: Catalogue, person: Person | None) -> float:
    """How far a start drifts back to the average of the group, with nothing done about it.

    Whoever comes because a reading was low had, on average, bad luck in it too: of the distance to
    the average, the share of the error in what people differ by comes back by itself.
    """
    group = spread(series.rows[0].how, person, catalogue) if person else None
    if group is None:
        return 0.0
    mean, sd = group
    error = series.errors[0] ** 2 / min(BASELINES, len(series.rows))
    share = error / (sd**2 + error)
    return share * (signed(mean, series.measure) - signed(series.baseline, series.measure))


def _lacking(readings: int, days: int) -> tuple[Claim, str]:
    if readings:
        text = f"{readings} more, on other days: two to begin with, then one."
    else:
        text = f"A reading at least {days} days from now."
    return Claim.TOO_EARLY, text


def _claim(series: Series, lasting: _Lasting) -> tuple[Claim, str]:
    """The claim, and for "too early to tell" what is missing."""
    step = signed(series.rows[-1].value, series.measure) - signed(series.baseline, series.measure)
    if lasting.low > 0 or lasting.high < 0:
        if step * lasting.change <= 0:
            return Claim.TOO_EARLY, BACK_AGAIN
        return _beyond(series, lasting), ""
    if _is_equivalent(series):
        return Claim.UNCHANGED, ""
    return Claim.TOO_EARLY, STILL_OPEN


def _beyond(series: Series, lasting: _Lasting) -> Claim:
    if lasting.high < 0:
        return Claim.WORSE
    more = _more_discomfort(series)
    at_discomfort = more is not None and more > MORE_DISCOMFORT
    return Claim.FURTHER_AT_DISCOMFORT if at_discomfort else Claim.IMPROVED


def _is_equivalent(series: Series) -> bool:
    """Whether the latest three, taken together, lie within the step of the first two."""
    latest = series.values[BASELINES:][-LATEST:]
    difference = fmean(latest) - fmean(series.values[:BASELINES])
    error = max(series.errors[BASELINES:][-LATEST:])
    margin = Z95 * error * sqrt(1 / BASELINES + 1 / len(latest))
    return abs(difference) + margin < STEP[series.measure.unit]


def _more_discomfort(series: Series) -> float | None:
    """Points of discomfort at the end point more than at the start; None: not asked both times."""
    before = [row.discomfort for row in series.rows[:BASELINES] if row.discomfort is not None]
    latest = series.rows[-1].discomfort
    return latest - fmean(before) if before and latest is not None else None


def _told(series: Series) -> dict[str, object]:
    rows, measure = series.rows, series.measure
    return {
        "measure": measure.id,
        "side": series.side,
        "since": rows[0].taken_at.date(),
        "baseline": series.baseline,
        "latest": rows[-1].value,
        "change": signed(rows[-1].value, measure) - signed(series.baseline, measure),
        "error": series.errors[-1],
        "error_assumed": series.error.assumed,
        "error_own": series.error.own,
        "error_basis": series.error.basis,
        "margin": Z95 * series.errors[-1] * sqrt(1 + 1 / min(BASELINES, len(rows))),
        "detectable": detectable(series.errors[-1]),
        "readings": len(rows),
        "set_aside": series.set_aside,
        "discomfort_known": _more_discomfort(series) is not None,
    }
