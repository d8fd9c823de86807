"""A session in short: what is still looked at months later."""

from collections.abc import Iterable

from endrange.session.record import ItemRecord
from endrange.values import Side, Value


class Bout(Value):
    """One side of one stretch as it was done. Ratings 0 to 10; none is not nought."""

    stretch: str
    side: Side
    seconds: int
    """Under stretch."""
    stretch_low: int | None
    stretch_high: int | None
    pain_high: int | None


def briefly(records: Iterable[ItemRecord]) -> tuple[Bout, ...]:
    """What was begun, in order; what was skipped or never reached is left out."""
    names = set(Bout.model_fields)
    return tuple(
        Bout.model_validate(one.model_dump(include=names))
        for one in records
        if one.seconds or one.stretch_high is not None or one.pain_high is not None
    )
