"""Where a session stands: a fold of its events. Times in whole milliseconds."""

from enum import StrEnum

from pydantic import Field

from endrange.values import Role, Value


class Status(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"
    """Somebody pressed stop, or it hurts: the limb is let go. Goes on only with "ready"."""
    ENDED = "ended"


class Comfort(Value):
    """The client's latest word."""

    stretch: int | None
    pain: int | None
    at: int
    position: int
    """Where in the timeline it was said, in milliseconds."""


class SessionState(Value):
    status: Status = Status.WAITING
    position: int = 0
    """Milliseconds of the timeline done at the moment ``since``."""
    since: int = 0
    """Common-clock milliseconds at which ``position`` was true."""
    comfort: Comfort | None = None
    stopped_by: Role | None = None
    hurts: bool = False
    """Stopped because it hurts."""
    client_ready: bool = False
    """The client has said "ready" since the last stop."""
    eased: bool = False
    """Somebody asked to ease off during this item: no deepening until the next item."""
    skipped: tuple[int, ...] = ()
    """Items left before their end."""
    seen: tuple[str, ...] = Field(default=())
    """Keys of the events already counted, in order."""
