"""One measurement, with everything that makes it comparable with the next."""

from datetime import datetime
from enum import StrEnum

from pydantic import Field

from endrange.values import Side, Table, Value


class Moment(StrEnum):
    """Before or after the day's stretching. Only "before" can speak of lasting change."""

    BEFORE = "before"
    AFTER = "after"


class Reading(Value):
    """A range of motion, in the unit of its measure. ``value`` summarises ``trials``."""

    measure: str
    side: Side
    value: float
    trials: tuple[float, ...] = Field(min_length=1)
    active: bool
    instrument: str
    examiner: str
    end_criterion: str
    discomfort: int | None = Field(default=None, ge=0, le=10)
    moment: Moment = Moment.BEFORE
    taken_at: datetime


class Limitation(Value):
    """A side and movement that limits this person, and how we know."""

    measure: str
    side: Side
    weight: float = Field(ge=0, le=1)
    because: str


class Findings(Value):
    """What measuring today says to planning."""

    limitations: tuple[Limitation, ...] = ()
    tighter: Table[str, Side] = Field(default_factory=dict, validate_default=True)
    """By measure: the side that is less far, where the gap is larger than the error."""
    measured: tuple[str, ...] = ()
    """Measures that were read, today or before."""
