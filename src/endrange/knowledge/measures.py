"""Measures of range of motion: how each is taken, and how far two careful readings can differ."""

from enum import StrEnum

from pydantic import Field

from endrange.knowledge.anatomy import Part
from endrange.values import Table, Value


class Unit(StrEnum):
    DEGREES = "deg"
    CENTIMETRES = "cm"


class Further(StrEnum):
    """Which way the number goes as the range grows."""

    HIGHER = "higher"
    LOWER = "lower"


class EndFeel(StrEnum):
    """What the hands feel at the end of a passive movement (Cyriax)."""

    SOFT = "soft"
    """Flesh on flesh."""
    MUSCULAR = "muscular"
    """Firm and elastic: a muscle at its length."""
    CAPSULAR = "capsular"
    """Firm and leathery: the joint's own capsule."""
    BONY = "bony"
    """Hard and sudden."""
    EMPTY = "empty"
    """Stopped by pain before any resistance."""
    SPASM = "spasm"
    """A muscle tightens against the movement."""
    SPRINGY = "springy"
    """It bounces back: something is in the way."""
    BOGGY = "boggy"
    """Soft and swollen."""

    @property
    def is_abnormal(self) -> bool:
        """Wherever it is felt; a bony end is one only where bone does not end the movement."""
        return self in (EndFeel.EMPTY, EndFeel.SPASM, EndFeel.SPRINGY, EndFeel.BOGGY)


class Convention(StrEnum):
    """How a number is counted. Everything is kept in the first; ``assessment`` converts."""

    STORED = "stored"
    """Neutral-zero, as ``position`` and ``landmarks`` of the measure say."""
    STRAIGHT_IS_180 = "straight_is_180"
    """Angle between two segments, such as thigh and leg: 180 less what it is short of straight."""
    RIGHT_ANGLE_IS_90 = "right_angle_is_90"
    """Angle between foot and shin: 90 less the dorsiflexion."""
    OTHER_SIGN = "other_sign"
    """The same angle with the sign turned: below the horizontal, or what is lacking, positive."""


class Score(StrEnum):
    """How the trials of one reading become its value."""

    MEAN = "mean"
    MEDIAN = "median"


class Counts(StrEnum):
    """How an inclinometer's turn from zero becomes the reading."""

    TURN = "turn"
    SHORT_OF_90 = "short_of_90"
    """90 less the turn."""


class Face(StrEnum):
    """How a phone lies on the limb: on its back, or on its long edge."""

    BACK = "back"
    EDGE = "edge"


class Lifting(StrEnum):
    """What lifting the far end of the segment does to the number."""

    EITHER = "either"
    """Only one way is possible: every turn from zero counts."""
    ADDS = "adds"
    TAKES_AWAY = "takes_away"


class Gravity(Value):
    """What an inclinometer can see: a turn about a level axis, never one about an upright axis."""

    sees: bool
    """In the position of the measure."""
    instead: str = ""
    """Where it does not: the position in which it does. Empty: none known, use ``instruments``."""
    segments: tuple[str, ...] = ()
    """Where the phone goes: one place; or two, near before far, read near, far, near."""
    top: str = ""
    """Where the phone's top edge points, so that its short side lies along the axis of the
    movement; empty: to the far end of the limb."""
    zero: str = ""
    """The pose in which zero is taken."""
    once: bool = False
    """Zero is taken off the limb, level or upright: once, and the limb need not come back to it."""
    counts: Counts = Counts.TURN
    lifting: Lifting = Lifting.EITHER
    face: Face = Face.BACK


class InstrumentError(Value):
    """Standard error of measurement with one instrument, in the measure's unit."""

    same_examiner: float = Field(gt=0)
    other_examiner: float = Field(gt=0)
    assumed: bool = False
    """No study of this was found; the screen must say "assumed error"."""
    basis: str
    sources: tuple[str, ...] = Field(min_length=1)


class PublishedError(Value):
    """One line of a study: the same error as it was printed there, for the arithmetic to check."""

    instrument: str
    same_examiner: bool
    sem: float | None = Field(default=None, gt=0)
    change: float | None = Field(default=None, gt=0)
    """The smallest detectable change as printed."""
    confidence: int = 95
    """Per cent of that change: 90 or 95. Papers print both under the same name."""
    rounded_to: float = Field(default=0.1, gt=0)
    """Last place of the printed change: 1, 0.1 or 0.01."""
    source: str


class MeasurementError(InstrumentError):
    """Standard error of measurement, in the measure's unit, for the instruments studied."""

    studied_with: tuple[str, ...] = ()
    """Instruments these figures hold for; empty: whichever is used."""
    by_instrument: Table[str, InstrumentError] = Field(default_factory=dict, validate_default=True)
    """Those with figures of their own."""
    published: tuple[PublishedError, ...] = ()


class Measure(Value):
    id: str
    name: str
    joint: Part
    movement: str
    unit: Unit
    active: bool
    paired: bool
    further: Further
    low: float
    """Smallest plausible reading; anything beyond is refused with a question."""
    high: float
    position: str
    stabilise: str
    landmarks: str
    end_criteria: tuple[str, ...] = Field(min_length=1)
    instruments: tuple[str, ...] = Field(min_length=1)
    conventions: tuple[Convention, ...] = ()
    """Other ways in which people write this measure, beside the stored one."""
    end_feels: tuple[EndFeel, ...] = ()
    """Those to be expected at the end of a passive movement; none for an active one."""
    gravity: Gravity | None = None
    """None: not an angle, or too small for a phone."""
    trials: int = Field(ge=1, le=5)
    score: Score = Score.MEAN
    spread: float = Field(default=5.0, gt=0)
    """Trials further apart than this ask for more, and their median counts."""
    more_trials: int = Field(default=2, ge=0, le=3)
    error: MeasurementError
    sources: tuple[str, ...] = Field(min_length=1)
