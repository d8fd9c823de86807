"""From the trials of one measure to its value, and whether one more is wanted."""

from collections.abc import Sequence
from statistics import fmean, median

from endrange.knowledge import Measure, Score, Unit
from endrange.values import Value


class Wanted(Value):
    """How many more trials to take now, and why."""

    count: int
    because: str = ""


def shown(value: float) -> str:
    """A number as readings are shown, to a tenth: in whole ones 7 would exceed an error of 7."""
    return f"{value:.1f}".removesuffix(".0")


def is_spread(trials: Sequence[float], measure: Measure) -> bool:
    """Whether trials lie further apart than the measure allows (5 degrees, or as it says).

    5 degrees is a judgement (ours); Stubbs 1993 repeated until two readings agreed within 4.
    """
    return len(trials) > 1 and max(trials) - min(trials) > measure.spread


def summarise(trials: Sequence[float], measure: Measure) -> float:
    """Return the score of some trials: their mean, or their median once they spread widely.

    The mean of three is the usual score (Konor 2012, Dougherty 2015); a measure may ask for the
    median always.

    Args:
        trials: at least one reading, all in the measure's unit.
    """
    if measure.score is Score.MEDIAN or is_spread(trials, measure):
        return median(trials)
    return fmean(trials)


def wanted(trials: Sequence[float], measure: Measure) -> Wanted:
    """Say how many more trials to take: up to the usual number, and more if they spread."""
    usual = measure.trials - len(trials)
    if usual > 0:
        return Wanted(count=usual, because=f"{measure.trials} trials, all kept.")
    more = measure.trials + measure.more_trials - len(trials)
    if more <= 0 or not is_spread(trials, measure):
        return Wanted(count=0)
    apart = max(trials) - min(trials)
    unit = "°" if measure.unit is Unit.DEGREES else " cm"
    because = f"{shown(apart)}{unit} apart. Take {more} more; the middle one counts."
    return Wanted(count=more, because=because)
