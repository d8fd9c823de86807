"""What happens in a session: append-only, idempotent, in whole milliseconds."""

from enum import StrEnum

from pydantic import Field

from endrange.knowledge import Word
from endrange.values import Role, Value

LARGEST = 2**53 - 1
"""The largest whole number a browser can count to without error."""


AMBER, RED = 3, 6
"""Pain from 3: less. Above 5: let go. Ours, below the published pain-monitoring models (amber
from 4): those are for loading that the client controls, not for a force from outside."""


class EventKind(StrEnum):
    """What can be done. Both roles may do all of it but for what is marked.

    *The client's word*: from the client's own device where there is one, else from the helper, who
    passes it on; see ``SessionState.client_device``. What makes a session stricter needs nobody's.
    """

    START = "start"
    """Helper only."""
    PAUSE = "pause"
    RESUME = "resume"
    """Helper only. After a stop it needs the client's "ready", and no open re-check."""
    NEXT = "next"
    """Helper only: to the start of the next segment."""
    BACK = "back"
    """Helper only: to the start of this segment, or of the one before."""
    SKIP = "skip"
    """Leave the rest of this stretch."""
    EASE_OFF = "ease_off"
    """No deeper in this stretch."""
    COMFORT = "comfort"
    """The client's rating: ``stretch`` and ``pain``, each 0 to 10 or absent."""
    HURTS = "hurts"
    """The word ``much_pain``, by its own button."""
    STOP = "stop"
    SENSATION = "sensation"
    """A ``word`` of the event table. ``break`` is the client's word."""
    RECHECK = "recheck"
    """An ``answer`` to the open re-check, or to that of ``word``. ``gone`` is the client's word."""
    READY = "ready"
    """The client's word: to go on after a stop, or when the clock waits for a tap."""
    RANGE = "range"
    """How many ``degrees`` this repetition reached, in the stretch's own movement."""
    WAIT = "wait"
    """Helper only: from now on wait for a tap after each act without load."""
    FLOW = "flow"
    """Helper only: wait no more."""
    JOIN = "join"
    """Client only: a device of the client's own takes part."""
    LEAVE = "leave"
    """The client's device takes part no longer. A person says so; a lost line never does."""
    END = "end"


class Answer(StrEnum):
    """To a re-check."""

    GONE = "gone"
    STILL = "still"
    WORSE = "worse"


URGENT = (EventKind.STOP, EventKind.HURTS, EventKind.SENSATION)
WORSE = (Answer.STILL, Answer.WORSE)
"""What may let a limb go, or call for help."""


class Event(Value):
    """One thing somebody did. ``device`` and ``sequence`` make it one thing, however often sent."""

    device: str = Field(min_length=1, max_length=64)
    sequence: int = Field(ge=0, le=LARGEST)
    at: int = Field(ge=0, le=LARGEST)
    """Milliseconds on the session's common clock."""
    role: Role
    kind: EventKind
    stretch: int | None = Field(default=None, ge=0, le=10)
    pain: int | None = Field(default=None, ge=0, le=10)
    word: Word | None = None
    answer: Answer | None = None
    degrees: int | None = Field(default=None, ge=-90, le=200)
    """Whole; more is further. No joint leaves these bounds."""

    @property
    def key(self) -> str:
        return f"{self.device}:{self.sequence}"

    @property
    def is_urgent(self) -> bool:
        """Whether it may let a limb go, or call for help: to be taken whenever it comes."""
        spoken = self.kind in URGENT or self.answer in WORSE
        return spoken or (self.pain or 0) >= RED

    @property
    def may_end(self) -> bool:
        """Whether the session may be over after it: then it is worth a look."""
        ends = self.kind in (EventKind.END, EventKind.RECHECK)
        return ends or self.is_urgent or (self.pain or 0) >= AMBER
