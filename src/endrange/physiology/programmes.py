"""What a programme of weeks may bring: one size for all plans, and which of two plans brings more.

The size is that of studies, with the interval of one new person. It is the same for every plan of
3 to 12 weeks: the trials do not let anybody read degrees off seconds.
"""

from enum import StrEnum
from math import exp, sqrt
from statistics import median, quantiles

from pydantic import Field

from endrange.physiology.prediction import PREDICTION, Draw, Response
from endrange.values import Value

Z80 = 1.2816
"""Two-sided 80 % of a normal distribution."""

WEEKS = (3, 12)
FEWEST_PER_WEEK = 2
FEWEST_SECONDS = 60
"""Limits of the trials behind the size; outside them nothing is said."""

ABOUT_THE_SAME = (0.87, 1.15)
"""Plans whose ratio may lie in here are not told apart."""


class Programme(Value):
    """A plan over weeks for one muscle on one side."""

    weeks: float = Field(gt=0)
    per_week: float = Field(gt=0)
    seconds: float = Field(gt=0)
    """Under stretch, in each session."""


class Unknown(Value):
    """No statement, and why."""

    because: str


class Gain(Value):
    """Degrees gained: on average, and for 80 of 100 new people."""

    response: Response
    mean: float
    low: float
    high: float


class Ranking(StrEnum):
    ABOUT_THE_SAME = "about_the_same"
    LIKELY_MORE = "likely_more"
    LIKELY_LESS = "likely_less"


class Ratio(Value):
    """What one plan brings as a multiple of another, 80 %."""

    median: float
    low: float
    high: float

    @property
    def ranking(self) -> Ranking:
        """Told apart only when the whole interval lies outside "about the same"."""
        least, most = ABOUT_THE_SAME
        if self.low > most:
            return Ranking.LIKELY_MORE
        return Ranking.LIKELY_LESS if self.high < least else Ranking.ABOUT_THE_SAME


def programme_size(
    response: Response | None, programme: Programme, sem: float = 0.0
) -> Gain | Unknown:
    """Return what a programme may bring one new person, 80 %; the same for every plan in reach.

    Args:
        sem: standard error of measurement in degrees: what will be read differs by two of them.
    """
    if response is None:
        return Unknown(because="No trials of this test were found.")
    if because := _out_of_reach(programme):
        return Unknown(because=because)
    studied, spread = PREDICTION.responses[response], PREDICTION.spread
    parts = (spread.person, spread.study, spread.arm, studied.gain_cv)
    variance = studied.gain**2 * sum(part**2 for part in parts) + 2 * sem**2
    reach = Z80 * sqrt(variance)
    return Gain(
        response=response, mean=studied.gain, low=studied.gain - reach, high=studied.gain + reach
    )


def _out_of_reach(programme: Programme) -> str:
    shortest, longest = WEEKS
    if not shortest <= programme.weeks <= longest:
        return f"Studies lasted {shortest} to {longest} weeks, not {programme.weeks:g}."
    if programme.per_week < FEWEST_PER_WEEK:
        return f"Studies had at least {FEWEST_PER_WEEK} sessions a week."
    if programme.seconds < FEWEST_SECONDS:
        return f"Studies had at least {FEWEST_SECONDS} s under stretch in a session."
    return ""


def compare(one: Programme, other: Programme) -> Ratio:
    """Return the gain of one plan as a multiple of another's, over what the trials allow."""
    ratios = [_level(one, draw) / _level(other, draw) for draw in PREDICTION.draws]
    tenths = quantiles(ratios, n=10)
    return Ratio(median=median(ratios), low=tenths[0], high=tenths[-1])


def _level(programme: Programme, draw: Draw) -> float:
    """Reached from nothing, 0 to 1, under one set of parameters."""
    share = 1 - exp(-programme.seconds / draw.session_seconds)
    stimulus = 1 - exp(-programme.per_week / draw.sessions_per_week * share)
    return stimulus * (1 - exp(-programme.weeks / draw.gain_weeks))
