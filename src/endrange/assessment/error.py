"""How far readings can differ without any change in the person."""

from collections.abc import Sequence
from math import sqrt
from statistics import fmean, median

from endrange.assessment.readings import Reading
from endrange.knowledge import Further, Measure

Z95 = 1.96
"""Two-sided 95 % of a normal distribution."""

WIDE_SPREAD = 5.0
"""Spread of three trials, in degrees, beyond which two more are wanted and the median counts.
A judgement (ours): about one MDC95 of a careful examiner; Stubbs 1993 repeated until 4 degrees."""


def summarise(trials: Sequence[float]) -> float:
    """Return the score of some trials: their mean, or their median once they spread widely.

    Args:
        trials: at least one reading, all in the measure's unit.
    """
    if max(trials) - min(trials) > WIDE_SPREAD:
        return median(trials)
    return fmean(trials)


def standard_error(measure: Measure, one: Reading, other: Reading) -> float:
    """Return the SEM of comparing two readings, in the measure's unit; larger for two examiners."""
    same = one.examiner == other.examiner
    return measure.error.same_examiner if same else measure.error.other_examiner


def detectable(sem: float) -> float:
    """Return MDC95 = 1.96 x sqrt(2) x SEM: what two single readings must differ by."""
    return Z95 * sqrt(2) * sem


def further_by(measure: Measure, reading: Reading, than: Reading) -> float:
    """Return how much further ``reading`` goes than ``than``; negative when less far."""
    difference = reading.value - than.value
    return difference if measure.further is Further.HIGHER else -difference


def comparable(one: Reading, other: Reading) -> bool:
    """Whether two readings were taken in the same way: methods are never mixed."""
    return _method(one) == _method(other)


def _method(reading: Reading) -> tuple[str, bool, str, str]:
    return reading.measure, reading.active, reading.instrument, reading.end_criterion
