"""A stretch: two people, four hands, one direction."""

from enum import StrEnum

from pydantic import Field

from endrange.knowledge.anatomy import Load, Part
from endrange.knowledge.techniques import Act, Technique
from endrange.values import ByRole, Side, Table, Value


class Position(StrEnum):
    """How the client is placed. The order is the order of a session: least turning over."""

    SUPINE = "supine"
    SIDE_LYING = "side_lying"
    PRONE = "prone"
    KNEELING = "kneeling"
    SEATED = "seated"
    STANDING = "standing"


class Laterality(StrEnum):
    """Whether the two sides are done one after the other, together, or there is only one."""

    UNILATERAL = "unilateral"
    BILATERAL = "bilateral"
    MIDLINE = "midline"

    @property
    def sides(self) -> tuple[Side, ...]:
        return _SIDES[self]


_SIDES = {
    Laterality.UNILATERAL: (Side.LEFT, Side.RIGHT),
    Laterality.BILATERAL: (Side.BOTH,),
    Laterality.MIDLINE: (Side.MIDLINE,),
}


class LayPartner(StrEnum):
    """Who may give this stretch: anybody with the guide, anybody once shown, practitioners."""

    YES = "yes"
    SUPERVISED = "supervised"
    NO = "no"


class Sensation(Value):
    """Something that must not be felt, and what to do about it at once."""

    feels: str
    kind: str
    action: str
    stop: bool


class Mistake(Value):
    mistake: str
    correction: str


class Equipment(Value):
    required: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()


class Push(Value):
    """The isometric push of the target muscle, in the words both people must agree on."""

    client: str
    direction: str
    """The movement that is resisted, such as ``HIP extension``."""
    effort_low_percent: int = Field(ge=0, le=100)
    effort_high_percent: int = Field(ge=0, le=100)


class Stretch(Value):
    id: str
    name: str
    lead: str
    """One sentence: what makes this stretch work."""
    area: str
    primary_muscles: tuple[str, ...] = Field(min_length=1)
    secondary_muscles: tuple[str, ...] = ()
    joint: Part
    movement: str
    """The end-range movement of ``joint``."""
    end_range: str
    """The same in words, with the knee, the pelvis and so on."""
    measure: str | None = None
    position: Position
    laterality: Laterality
    equipment: Equipment
    helper_position: str
    hands: tuple[str, ...] = Field(min_length=1)
    """Numbered from 1, as on the figure."""
    client_setup: tuple[str, ...] = Field(min_length=1)
    helper_steps: tuple[str, ...] = Field(min_length=1)
    client_steps: tuple[str, ...] = Field(min_length=1)
    push: Push | None
    antagonists: tuple[str, ...] = ()
    antagonist_cue: str = ""
    techniques: tuple[str, ...] = Field(min_length=1)
    technique_note: str = ""
    """Why a technique is left out, or what to mind with one."""
    cues: Table[Act, ByRole[str]] = Field(default_factory=dict, validate_default=True)
    """Live words of this stretch: one act each, at most 60 characters a sentence."""
    felt: str
    must_not_feel: tuple[Sensation, ...] = Field(min_length=1)
    mistakes: tuple[Mistake, ...] = ()
    progression: tuple[str, ...] = ()
    regression: tuple[str, ...] = ()
    self_stretch: str
    lay_partner: LayPartner
    lay_note: str = ""
    difficulty: int = Field(ge=1, le=3)
    breathing: str
    loads: tuple[Load, ...] = Field(min_length=1)
    alternatives: tuple[str, ...] = ()
    sources: tuple[str, ...] = Field(min_length=1)

    @property
    def sides(self) -> tuple[Side, ...]:
        return self.laterality.sides

    @property
    def muscles(self) -> tuple[str, ...]:
        return self.primary_muscles + self.secondary_muscles

    def words(self, technique: Technique, act: Act) -> ByRole[str]:
        """What both read in an act: this stretch's words, else those of the technique."""
        own = None if technique.own_words else self.cues.get(act)
        return own or technique.cues[act]
