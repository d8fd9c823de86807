"""Where a session stands: a fold of its events. Times in whole milliseconds."""

from enum import StrEnum

from endrange.knowledge import Branch, Urgency
from endrange.values import Role, Side, Value


class Status(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"
    """Somebody pressed stop, or something was not right: the limb is let go. Goes on only with
    the client's "ready" and an answer to every re-check that asks for one first."""
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


class Said(Value):
    """A word that was said or seen, by the row of the event table it fell under."""

    reaction: str
    item: int
    side: Side
    at: int


class Check(Value):
    """A re-check that is not yet answered for good."""

    reaction: str
    item: int
    side: Side
    at: int
    """When the word was said: what the looks count from."""
    look: int = 0
    """Index of the look that comes next, in the row's ``look_after``."""
    must: bool = True
    """Nothing goes on before it is answered."""


class Told(Value):
    """The outcome in force, of which row and branch."""

    reaction: str
    branch: Branch
    at: int


class Reached(Value):
    """How far a repetition went, in degrees; ``tolerated``: with a rating within the limits."""

    item: int
    side: Side
    repetition: int
    degrees: int
    position: int
    tolerated: bool


class Ceiling(Value):
    """How far one side of a stretch may go today, in degrees, after a reaction."""

    item: int
    side: Side
    degrees: int


class Spent(Value):
    """The last repetition that one side of a stretch has begun to pull or push in."""

    item: int
    side: Side
    repetition: int


class SessionState(Value):
    status: Status = Status.WAITING
    position: int = 0
    """Milliseconds of the timeline done at the moment ``since``."""
    since: int = 0
    """Common-clock milliseconds at which ``position`` was true. Never decreases."""
    comfort: Comfort | None = None
    stopped_by: Role | None = None
    """Who stopped first; empty once the session goes on."""
    stopped_at: int = 0
    """The latest moment at which somebody stopped: a "ready" from before it counts for nothing."""
    hurts: bool = False
    """Stopped because it hurts; false once the session goes on."""
    client_ready: bool = False
    """The client has said "ready" since the last stop."""
    client_device: bool = False
    """The client has been heard from a device of their own. Then only that device may say
    "ready"; without one the helper passes the client's word on, and the record says who did."""
    eased: tuple[int, ...] = ()
    """Items in which somebody asked to ease off, a number was above the limit, or a reaction asks
    for less: no deeper in them today."""
    reds: tuple[int, ...] = ()
    """Items in which something red was said, pain above 5 included. The second ends the session."""
    counted: bool = False
    """The present stop is already among the reds."""
    dropped: tuple[int, ...] = ()
    """Items not taken again today."""
    locked: tuple[str, ...] = ()
    """Regions, such as ``HIP_L``, that nothing loads any more today."""
    off: tuple[int, ...] = ()
    """Items that do not suit the client any more today: not in their position."""
    skipped: tuple[int, ...] = ()
    """Items somebody chose to leave before their end."""
    no_push: tuple[int, ...] = ()
    """Items without isometric pushes today."""
    light_push: tuple[int, ...] = ()
    """Items with light pushes only."""
    light: tuple[int, ...] = ()
    """Items with a light stretch only."""
    said: tuple[Said, ...] = ()
    """Every word, in order."""
    checks: tuple[Check, ...] = ()
    told: Told | None = None
    urgency: Urgency | None = None
    """When to be seen, the more urgent of all outcomes. Never taken back."""
    baseline: int | None = None
    """The pain said before the start."""
    reached: tuple[Reached, ...] = ()
    ceilings: tuple[Ceiling, ...] = ()
    spent: tuple[Spent, ...] = ()
    """Where a precaution limits the dose: what going back may not give a second time."""
    heard: int | None = None
    """Where in the timeline the client last said anything; empty since going back."""
    entered: int = 0
    """Where the present pass began: the last jump, in milliseconds of the timeline."""
    waits: bool = False
    """The clock waits for a tap after each act without load."""
    waited: int = 0
    """For how many milliseconds it has waited now."""
    seen: tuple[str, ...] = ()
    """Keys of the events already counted, in order."""
