"""How far readings can differ without any change in the person."""

from collections.abc import Sequence
from math import sqrt

from endrange.assessment.readings import Reading
from endrange.knowledge import Further, InstrumentError, Measure, Unit
from endrange.values import Value

Z95 = 1.96
"""Two-sided 95 % of a normal distribution."""

ASSUMED = {Unit.DEGREES: (5.0, 7.0), Unit.CENTIMETRES: (3.5, 4.9)}
"""Same examiner and another one, where nobody studied the instrument: a conservative default."""

NOT_STUDIED = "No study of this measure with this instrument was found: a conservative default."


class StandardError(Value):
    """The standard error of measurement that applies, in the measure's unit, and whose it is."""

    value: float
    assumed: bool
    """No study stands behind it; the screen must say so."""
    own: bool = False
    """From the clinic's own retests."""
    basis: str
    sources: tuple[str, ...] = ()


class OwnError(Value):
    """A clinic's own standard error of one measure and instrument; see ``retest``."""

    measure: str
    instrument: str
    same_examiner: bool
    value: float
    low: float
    """95 % interval of the estimate."""
    high: float
    pairs: int
    """Repeats that it rests on: pairs of readings, and sessions of stable clients."""
    degrees: int = 0
    """Of freedom; 0 for one that was kept before they were."""


def error_of(
    measure: Measure, instrument: str, *, same_examiner: bool, own: Sequence[OwnError] = ()
) -> StandardError:
    """Return the SEM of a measure, an instrument, and one examiner or two.

    A clinic's own replaces the table. What was studied with other instruments only is not taken
    over: the conservative default stands in, unless the table itself is larger.
    """
    for each in own:
        if (each.measure, each.instrument, each.same_examiner) == (
            measure.id,
            instrument,
            same_examiner,
        ):
            return _from_own(each, measure)
    table = measure.error.by_instrument.get(instrument, measure.error)
    value = _of(table, same_examiner=same_examiner)
    if table is measure.error and instrument not in (table.studied_with or measure.instruments):
        value = max(value, ASSUMED[measure.unit][not same_examiner])
        return StandardError(value=value, assumed=True, basis=NOT_STUDIED, sources=("ours",))
    return StandardError(
        value=value, assumed=table.assumed, basis=table.basis, sources=table.sources
    )


def _of(table: InstrumentError, *, same_examiner: bool) -> float:
    return table.same_examiner if same_examiner else table.other_examiner


def _from_own(own: OwnError, measure: Measure) -> StandardError:
    unit = "°" if measure.unit is Unit.DEGREES else " cm"
    basis = (
        f"This clinic’s own, from {own.pairs} repeats; "
        f"the true error lies between {own.low:.1f} and {own.high:.1f}{unit}."
    )
    return StandardError(value=own.value, assumed=False, own=True, basis=basis)


def standard_error(
    measure: Measure, one: Reading, other: Reading, own: Sequence[OwnError] = ()
) -> StandardError:
    """Return the SEM of comparing two readings taken alike; larger for two examiners."""
    same = one.examiner == other.examiner
    return error_of(measure, one.instrument, same_examiner=same, own=own)


def detectable(sem: float) -> float:
    """Return MDC95 = 1.96 x sqrt(2) x SEM: what two single readings must differ by."""
    return Z95 * sqrt(2) * sem


def further_by(measure: Measure, reading: Reading, than: Reading) -> float:
    """Return how much further ``reading`` goes than ``than``; negative when less far."""
    difference = reading.value - than.value
    return difference if measure.further is Further.HIGHER else -difference


def comparable(one: Reading, other: Reading) -> bool:
    """Whether two readings were taken in the same way: methods are never mixed."""
    return method(one) == method(other)


def method(reading: Reading) -> tuple[str, bool, str, str, str]:
    """What two readings must share to be compared; the examiner may differ, at a larger error."""
    return (
        reading.measure,
        reading.active,
        reading.instrument,
        reading.end_criterion,
        reading.origin,
    )
