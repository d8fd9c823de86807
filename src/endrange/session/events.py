"""What happens in a session: append-only, idempotent, in whole milliseconds."""

from enum import StrEnum

from pydantic import Field

from endrange.values import Role, Value

LARGEST = 2**53 - 1
"""The largest whole number a browser can count to without error."""


class EventKind(StrEnum):
    """What can be done. Both roles may do all of it but for what is marked."""

    START = "start"
    """Helper only."""
    PAUSE = "pause"
    RESUME = "resume"
    """Helper only. After a stop it needs the client's "ready" first."""
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
    STOP = "stop"
    READY = "ready"
    """The client wants to go on after a stop or "it hurts". See ``SessionState.client_device``."""
    JOIN = "join"
    """Client only: a device of the client's own takes part."""
    LEAVE = "leave"
    """The client's device takes part no longer. A person says so; a lost line never does."""
    END = "end"


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

    @property
    def key(self) -> str:
        return f"{self.device}:{self.sequence}"
