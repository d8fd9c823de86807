"""What happens in a session: append-only, idempotent, in whole milliseconds."""

from enum import StrEnum

from pydantic import Field

from endrange.values import Role, Value


class EventKind(StrEnum):
    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    NEXT = "next"
    BACK = "back"
    SKIP = "skip"
    """Leave the rest of this stretch."""
    EASE_OFF = "ease_off"
    COMFORT = "comfort"
    """The client's rating: ``stretch`` and ``pain``, each 0 to 10 or absent."""
    HURTS = "hurts"
    STOP = "stop"
    READY = "ready"
    """The client's word that they want to go on after a stop or "it hurts"."""
    END = "end"


class Event(Value):
    """One thing somebody did. ``device`` and ``sequence`` make it one thing, however often sent."""

    device: str = Field(min_length=1, max_length=64)
    sequence: int = Field(ge=0)
    at: int = Field(ge=0)
    """Milliseconds on the session's common clock."""
    role: Role
    kind: EventKind
    stretch: int | None = Field(default=None, ge=0, le=10)
    pain: int | None = Field(default=None, ge=0, le=10)

    @property
    def key(self) -> str:
        return f"{self.device}:{self.sequence}"
