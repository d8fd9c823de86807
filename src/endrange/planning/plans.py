"""What planning hands to the session: which stretch, how, how long, in which order, and why."""

from enum import StrEnum

from pydantic import Field

from endrange.knowledge import Dose, Part, Position, Verdict
from endrange.values import Side, Value


class Helper(StrEnum):
    """Who stretches: decides whether practitioner-only stretches are on the list."""

    PRACTITIONER = "practitioner"
    LAY = "lay"


class PlanRequest(Value):
    """What the plan is for. Everything else comes from the clearance and the findings."""

    minutes: int = Field(ge=5, le=90)
    goals: tuple[str, ...] = ()
    """Most important first."""
    asked_for: tuple[str, ...] = ()
    """Stretches the client or the practitioner wants in, if the clearance allows."""
    left_out: tuple[str, ...] = ()
    """Stretches somebody took out."""
    techniques: tuple[str, ...] = ()
    """Preferred first; a stretch that allows none of them is given with any that it does allow."""
    equipment: tuple[str, ...] = ("table", "mat", "chair", "strap", "towel", "pillow")
    helper: Helper = Helper.PRACTITIONER
    first_session: bool = False
    """Effort is kept lower the first time (SYS-01)."""


class Cap(Value):
    """How far one joint may go in one movement; without a movement, in any."""

    part: Part
    side: Side
    """The joint's own side, whichever side is stretched; midline where there is only one."""
    movement: str | None = None
    degrees: int = Field(ge=0, le=180)


class Limits(Value):
    """Hard limits on one item, made from the clearance. The session obeys the smallest.

    Sensation and pain are 0 to 10 as the client rates them; nothing may go above.
    """

    stretch_sensation: int = Field(default=6, ge=0, le=10)
    pain: int = Field(default=2, ge=0, le=10)
    effort_percent: int | None = None
    contraction_seconds: int | None = None
    hold_seconds: int | None = None
    """The longest single hold."""
    total_seconds: int | None = None
    """The longest time under stretch of one side, all repetitions together."""
    repetitions: int | None = None
    """The most pushes of one side; what is held or moved without a push has no such limit."""
    volume_percent: int | None = Field(default=None, ge=1, le=100)
    """Of the technique's usual time under stretch, at most so much."""
    end_range: bool = True
    """False: stop at the first firm resistance, never further."""
    caps: tuple[Cap, ...] = ()
    """One for each joint, side and movement that has one."""
    notes: tuple[str, ...] = ()
    """What both people are told because of a precaution."""


class SideDose(Value):
    side: Side
    dose: Dose
    need: float = Field(default=0, ge=0)
    """What a full dose on this side would be worth today; see docs/explanation/planning.md."""


class PlanItem(Value):
    """One stretch of the plan, its sides in the order they are done."""

    stretch: str
    technique: str
    position: Position
    doses: tuple[SideDose, ...] = Field(min_length=1)
    limits: Limits = Limits()
    because: tuple[str, ...] = Field(min_length=1)
    findings: tuple[str, ...] = ()
    """Precautions that changed it."""
    seconds: int = Field(gt=0)
    """All of it: getting ready, both sides, the switch between them."""


class Turn(Value):
    """A change of position before the item with this index."""

    before_item: int
    to: Position
    seconds: int


class OmissionKind(StrEnum):
    FORBIDDEN = "forbidden"
    """By the clearance, or never screened."""
    NO_ROOM = "no_room"
    NO_EQUIPMENT = "no_equipment"
    PRACTITIONER_ONLY = "practitioner_only"
    TAKEN_OUT = "taken_out"


class Omission(Value):
    """A stretch, or a side of one, that is not in the plan, and why."""

    stretch: str
    side: Side | None
    kind: OmissionKind
    verdict: Verdict | None
    because: str
    findings: tuple[str, ...] = ()
    seconds: int | None = None
    """What it would have taken."""


class SessionPlan(Value):
    """A time box filled. ``seconds`` is a promise the timeline keeps exactly."""

    catalogue: str
    minutes: int
    items: tuple[PlanItem, ...]
    turns: tuple[Turn, ...] = ()
    seconds: int
    omissions: tuple[Omission, ...] = ()
    objective: float
    """Value of the plan under the stated model (docs/explanation/planning.md), without a unit."""
    bound: float
    """The most any plan could reach; equal to the objective when proven best."""
    edited: bool = False
    """Changed by hand: no claim of being the best any more."""

    @property
    def gap_percent(self) -> float:
        return 0.0 if self.bound <= 0 else 100 * (self.bound - self.objective) / self.bound


class Refusal(Value):
    """An edit that cannot be done, and why."""

    because: str
    findings: tuple[str, ...] = ()
