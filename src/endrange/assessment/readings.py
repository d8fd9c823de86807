"""One measurement, with everything that makes it comparable with the next."""

from datetime import date, datetime
from enum import StrEnum

from pydantic import Field

from endrange.knowledge import Convention, EndFeel, Part
from endrange.values import Side, Table, Value


class Moment(StrEnum):
    """Before or after the day's stretching. Only "before" can speak of lasting change."""

    BEFORE = "before"
    AFTER = "after"


class WarmUp(StrEnum):
    """What came before measuring."""

    NONE = "none"
    WALK = "walk"
    """Five minutes of easy walking or cycling, always the same."""
    TRAINING = "training"


class Origin(StrEnum):
    """Who read it, and where. The two are never mixed."""

    PRACTITIONER = "practitioner"
    HOME = "home"
    """The client, alone or with a lay helper."""


class Reading(Value):
    """A range of motion, in the unit of its measure. ``value`` sums up ``trials``."""

    measure: str
    side: Side
    value: float
    trials: tuple[float, ...] = Field(min_length=1)
    active: bool
    instrument: str
    examiner: str
    end_criterion: str
    discomfort: int | None = Field(default=None, ge=0, le=10)
    """At the end point; None: not asked."""
    end_feel: EndFeel | None = None
    """None: not noted."""
    warm_up: WarmUp | None = None
    """None: not noted."""
    convention: Convention = Convention.STORED
    """In which it was given; ``value`` and ``trials`` are in the stored one."""
    origin: Origin = Origin.PRACTITIONER
    moment: Moment = Moment.BEFORE
    taken_at: datetime


class Block(Value):
    """An abnormal end-feel: for screening to decide on, never a target of the plan."""

    measure: str
    side: Side
    joint: Part
    movement: str
    end_feel: EndFeel
    on: date
    because: str


class Limitation(Value):
    """A side and movement that limits this person, and how we know."""

    measure: str
    side: Side
    weight: float = Field(ge=0, le=1)
    because: str


class Findings(Value):
    """What measuring today says to planning, and what it says to screening."""

    limitations: tuple[Limitation, ...] = ()
    tighter: Table[str, Side] = Field(default_factory=dict, validate_default=True)
    """By measure: the side that is less far, where the gap is larger than error and usual gap."""
    measured: tuple[str, ...] = ()
    """Measures that were read, today or before."""
    blocks: tuple[Block, ...] = ()
    """Abnormal ends that stand; screening takes them as a finding (``planning.felt``)."""
