"""What is done at once when the client says, or the helper sees, that something is not right."""

from enum import StrEnum

from pydantic import Field, model_validator

from endrange.knowledge.anatomy import Part
from endrange.knowledge.precautions import Urgency
from endrange.knowledge.stretches import Position
from endrange.values import ByRole, Role, Value


class Word(StrEnum):
    """What can be said or seen during a session, one tap each.

    ``PAIN`` and ``MUCH_PAIN`` also follow from a number on the pain scale; see ``session``.
    """

    PAIN = "pain"
    MUCH_PAIN = "much_pain"
    STOP = "stop"
    BREAK = "break"
    SHARP = "sharp"
    TINGLING = "tingling"
    NUMB = "numb"
    WEAK = "weak"
    CRAMP = "cramp"
    DIZZY = "dizzy"
    JOINT = "joint"
    SPASM = "spasm"
    POP = "pop"
    CLICK = "click"
    BREATH_HELD = "breath_held"
    BREATHLESS = "breathless"
    HEADACHE = "headache"
    SKIN = "skin"
    HARD_STOP = "hard_stop"
    PANIC = "panic"
    TOO_STRONG = "too_strong"
    SLIP = "slip"
    SILENT = "silent"


class Level(StrEnum):
    """How it stands on the record. Two reds end a session."""

    NOTE = "note"
    AMBER = "amber"
    RED = "red"


class AtOnce(StrEnum):
    """What happens in the same moment, from the mildest to the most cautious."""

    NOTE = "note"
    """Words; the clock runs on."""
    EASE = "ease"
    """Back to where it was before, no deeper in this stretch; the clock runs on."""
    END_PUSH = "end_push"
    """The push is over; the clock goes on with what follows it."""
    PAUSE = "pause"
    """Nothing is added, the clock rests."""
    RELEASE = "release"
    """The limb goes back slowly, hands stay under; the clock stops."""
    END = "end"
    """Released, and the session is over."""

    @property
    def caution(self) -> int:
        return _AT_ONCE[self]


class Onward(StrEnum):
    """How today goes on, from the mildest to the most cautious."""

    SAME = "same"
    LESS = "less"
    """This stretch, less far than before and no deeper."""
    DROP_STRETCH = "drop_stretch"
    DROP_REGION = "drop_region"
    """Nothing more today that loads the region of this stretch."""
    END = "end"

    @property
    def caution(self) -> int:
        return _ONWARD[self]


_AT_ONCE = {at_once: rank for rank, at_once in enumerate(AtOnce)}
_ONWARD = {onward: rank for rank, onward in enumerate(Onward)}


class Reach(StrEnum):
    """How much of the rest of today an effect takes in."""

    STRETCH = "stretch"
    MUSCLES = "muscles"
    """Every stretch that lengthens one of the same muscles."""
    TODAY = "today"


class Branch(StrEnum):
    """Which of the outcomes of a reaction."""

    NOW = "now"
    GONE = "gone"
    LATE = "late"
    """Gone, but not at the first look."""
    STILL = "still"
    WORSE = "worse"
    AGAIN = "again"


class Outcome(Value):
    """What counts from then on. Each field can only take something away from today."""

    onward: Onward = Onward.SAME
    red: bool = False
    no_push: Reach | None = None
    """No isometric push (NOISO)."""
    light_push: Reach | None = None
    """Pushes at most as SUBISO allows."""
    light: Reach | None = None
    """A light stretch only (LOW)."""
    percent_of_range: int | None = Field(default=None, ge=10, le=100)
    """Of the range last reached: no further than this."""
    only_in: tuple[Position, ...] = ()
    """Today only stretches in these positions; empty: in any."""
    urgency: Urgency | None = None
    """When to be seen by somebody."""
    words: ByRole[str] | None = None


class Response(Value):
    """What a word does: the part of a row that a session carries with it."""

    id: str
    word: Word
    name: str = ""
    short: str = ""
    """On a button."""
    parts: tuple[Part, ...] = ()
    """Holds only during or after work on one of these; empty: wherever no other row does."""
    told_by: tuple[Role, ...] = ()
    """Whose screen offers it. What makes a session stricter is heard from either."""
    level: Level
    neuro: bool = False
    """May come from a nerve, the spine or the brain."""
    at_once: AtOnce
    cues: ByRole[str] | None = None
    """What both read at once."""
    now: Outcome = Outcome()
    """Counts at once, whatever the re-check says."""
    look_after: tuple[int, ...] = ()
    """Seconds after which it is asked whether it is gone; empty: the client decides."""
    gone_by: bool = False
    """True: gone earlier is gone. False: looked at when the time has come, not before."""
    ask: ByRole[str] | None = None
    """What is asked then."""
    if_gone: Outcome | None = None
    if_late: Outcome | None = None
    """Gone only at a later look; empty: as gone."""
    if_still: Outcome | None = None
    """At the last look."""
    if_worse: Outcome | None = None
    again: Outcome | None = None
    """The next time; empty: as the first."""
    again_in: Reach = Reach.STRETCH
    """Within which a second time counts as again."""

    def outcome(self, branch: Branch) -> Outcome:
        """What counts on a branch; one that the row does not have changes nothing."""
        branches = {
            Branch.NOW: self.now,
            Branch.GONE: self.if_gone,
            Branch.LATE: self.if_late or self.if_gone,
            Branch.STILL: self.if_still,
            Branch.WORSE: self.if_worse,
            Branch.AGAIN: self.again,
        }
        return branches[branch] or Outcome()


class Reaction(Response):
    """One row of the event table: what a word does at once, and after looking again."""

    name: str = Field(min_length=1)
    short: str = Field(min_length=1)
    told_by: tuple[Role, ...] = Field(min_length=1)
    cues: ByRole[str]
    because: str
    """Where our row goes beyond the event table, or chooses within it."""
    grade: str
    sources: tuple[str, ...] = Field(min_length=1)

    @property
    def response(self) -> Response:
        """Without its reasons: they stay in the catalogue."""
        return Response.model_validate(self.model_dump(include=set(Response.model_fields)))

    @model_validator(mode="after")
    def _a_look_has_its_question_and_answers(self) -> "Reaction":
        asked = (self.ask, self.if_gone, self.if_still, self.if_worse)
        if bool(self.look_after) is not all(asked) or any(asked) is not all(asked):
            raise ValueError("look_after needs ask, if_gone, if_still and if_worse, all or none")
        if list(self.look_after) != sorted(set(self.look_after)):
            raise ValueError(f"look_after {list(self.look_after)} is not in order")
        return self
