"""How angles are counted, and what may be written for them: one place for every sign.

Neutral-zero: 0 is the anatomical position and angles count up in each direction under its own
name. Flexion, abduction, outward rotation and dorsiflexion are positive; extension beyond neutral
is positive in "extension", a loss of it negative. Two measures count otherwise, as their studies
do: the modified Thomas and Ober tests are negative below the horizontal, and the knee with the hip
at 90 degrees keeps the deficit, 0 being straight.
"""

from endrange.errors import BadInput
from endrange.knowledge import Convention, Measure

STRAIGHT, RIGHT_ANGLE = 180.0, 90.0


def stored(value: float, convention: Convention, measure: Measure) -> float:
    """Return a number as it is kept, from one written in a convention of the measure.

    Raises: BadInput for a convention that nobody uses for this measure, or a number it cannot be.
    """
    kept = _turned(value, convention, measure)
    if not measure.low <= kept <= measure.high:
        raise BadInput("value", _cannot_be(value, convention, measure))
    return kept


def written(value: float, convention: Convention, measure: Measure) -> float:
    """Return a number that is kept as somebody writes it in that convention.

    Raises: BadInput for a convention that nobody uses for this measure.
    """
    return _turned(value, convention, measure)


def perhaps_meant(value: float, measure: Measure) -> tuple[Convention, ...]:
    """Conventions in which a number out of bounds would be a reading of this measure.

    145 for the knee with the hip at 90 is no deficit; as the angle of thigh and leg it is one of
    35. To be asked about, never assumed.
    """
    if measure.low <= value <= measure.high:
        return ()
    return tuple(
        each
        for each in measure.conventions
        if measure.low <= _turned(value, each, measure) <= measure.high
    )


def _turned(value: float, convention: Convention, measure: Measure) -> float:
    """There and back are the same: each of these undoes itself."""
    if convention not in (Convention.STORED, *measure.conventions):
        known = ", ".join((Convention.STORED, *measure.conventions))
        raise BadInput("convention", f"{convention} is not used for {measure.id}; use {known}")
    match convention:
        case Convention.STRAIGHT_IS_180:
            return STRAIGHT - value
        case Convention.RIGHT_ANGLE_IS_90:
            return RIGHT_ANGLE - value
        case Convention.OTHER_SIGN:
            return -value
        case _:
            return value


def _cannot_be(value: float, convention: Convention, measure: Measure) -> str:
    low, high = sorted(
        (_turned(measure.low, convention, measure), _turned(measure.high, convention, measure))
    )
    text = f"{value:g} is outside {low:g} to {high:g}, counted as {convention}"
    meant = perhaps_meant(value, measure) if convention is Convention.STORED else ()
    if not meant:
        return f"{text}; measure again"
    guesses = " or ".join(f"{_turned(value, each, measure):g} ({each})" for each in meant)
    return f"{text}; did you mean {guesses}?"
