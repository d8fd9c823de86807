"""Where a session stands: a fold of its events. Times in whole milliseconds."""

from enum import StrEnum

from endrange.values import Role, Value


class Status(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"
    """Somebody pressed stop, or it hurts: the limb is let go. Goes on only with "ready"."""
    ENDED = "ended"


class Comfort(Value):
    """The client's latest word. A number not given keeps the one said here before.

    Here is the same side of the same stretch, and not gone back since; else it is not known.
    """

    stretch: int | None
    pain: int | None
    at: int
    position: int
    """Where in the timeline it was said, in milliseconds."""
    fresh: bool = True
    """False once the session has gone back since: it was said of another pass."""


class Amber(Value):
    """The first pain from 3 to 5 in an item, and when."""

    item: int
    at: int


class SessionState(Value):
    status: Status = Status.WAITING
    position: int = 0
    """Milliseconds of the timeline done at the moment ``since``."""
    since: int = 0
    """Common-clock milliseconds at which ``position`` was true. Never decreases."""
    comfort: Comfort | None = None
    stopped_by: Role | None = None
    """Who stopped first; empty once the session goes on."""
    hurts: bool = False
    """Stopped because it hurts; false once the session goes on."""
    client_ready: bool = False
    """The client has said "ready" since the last stop."""
    client_device: bool = False
    """The client has been heard from a device of their own. Then only that device may say
    "ready"; without one the helper passes the client's word on, and the record says who did."""
    eased: tuple[int, ...] = ()
    """Items in which somebody asked to ease off, a number was above the limit, or pain reached 3:
    no deeper in them today."""
    ambers: tuple[Amber, ...] = ()
    reds: tuple[int, ...] = ()
    """Items in which it hurt, pain above 5 included. The second ends the session."""
    dropped: tuple[int, ...] = ()
    """Items not taken again today: the reds, and those in which pain from 3 to 5 did not pass."""
    skipped: tuple[int, ...] = ()
    """Items somebody chose to leave before their end."""
    seen: tuple[str, ...] = ()
    """Keys of the events already counted, in order."""
