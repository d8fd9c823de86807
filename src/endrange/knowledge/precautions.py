"""What an answer means for a stretch: rules, and what unlocks them."""

import re
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator

from endrange.knowledge.anatomy import Part
from endrange.knowledge.questions import Trigger
from endrange.knowledge.techniques import Mode
from endrange.values import Side, Table, Value


class Verdict(StrEnum):
    """Listed from the mildest to the most cautious; several together: the most cautious."""

    PROCEED = "proceed"
    ADAPT = "adapt"
    CLEARANCE = "clearance"
    AVOID = "avoid"
    EMERGENCY = "emergency"

    @property
    def caution(self) -> int:
        return _CAUTION[self]

    @property
    def letter(self) -> str:
        """The letter of the rule tables: P, M, C, N or E."""
        return "PMCNE"[self.caution]

    @property
    def allows(self) -> bool:
        """Whether a plan may use it today."""
        return self in (Verdict.PROCEED, Verdict.ADAPT)


_CAUTION = {verdict: rank for rank, verdict in enumerate(Verdict)}


class Urgency(StrEnum):
    SAME_DAY = "same_day"
    CALL_NOW = "call_now"


class Setting(StrEnum):
    """Who helps, and where. Each has its own caps."""

    CLINIC = "clinic"
    STUDIO = "studio"
    HOME = "home"
    TEAM = "team"

    @property
    def has_practitioner(self) -> bool:
        """Whether somebody licensed is there to judge a "don't know" (ours: a clinic only)."""
        return self is Setting.CLINIC


class ModificationCode(StrEnum):
    """Hard limits on the plan, by their codes in the rule tables."""

    LOW = "LOW"
    NOEND = "NOEND"
    NOISO = "NOISO"
    SUBISO = "SUBISO"
    NOVAL = "NOVAL"
    SHORT = "SHORT"
    ACTIVE = "ACTIVE"
    NOBAL = "NOBAL"
    NOSUP = "NOSUP"
    NOPRONE = "NOPRONE"
    NOHEADDOWN = "NOHEADDOWN"
    NOSIDE = "NOSIDE"
    SLOWUP = "SLOWUP"
    DIR = "DIR"
    CAP = "CAP"
    NOTOUCH = "NOTOUCH"
    SHORTLEVER = "SHORTLEVER"
    CHECK = "CHECK"
    PRO = "PRO"
    GUARD = "GUARD"
    LESS = "LESS"
    """A quarter less than the usual dose: after a session that left somebody sore."""
    HALF = "HALF"
    """Half the usual dose: after a session that was too much."""


class Motion(Value):
    """A joint taken one way."""

    part: Part
    movement: str | None = None
    """Without one, every movement of the part is meant."""
    degrees: int | None = Field(default=None, ge=0, le=180)
    """Only beyond this angle."""

    @property
    def notation(self) -> str:
        named = (self.part, self.movement, self.degrees)
        return ", ".join(str(one) for one in named if one is not None)


class Modification(Value):
    """One hard limit. ``DIR`` and ``CAP`` name a part and a movement, ``CAP`` also degrees.

    May be written as it is printed: ``NOEND``; ``CAP(HIP, flexion, 90)``; and a pose of which each
    movement alone is free: ``DIR(HIP, flexion, 90; HIP, adduction)``.
    """

    code: ModificationCode
    part: Part | None = None
    movement: str | None = None
    """Without one, every movement of the part is meant."""
    degrees: int | None = Field(default=None, ge=0, le=180)
    """Of a cap the furthest angle, and 0 leaves nothing of it; of a ban the angle it begins at."""
    together: tuple[Motion, ...] = ()
    """Of a ban: what else the same stretch does to the same side where it holds."""
    side: Side | None = None
    """Whose joint, where only one is meant; screening fills it in from the places of an answer."""

    @model_validator(mode="before")
    @classmethod
    def _may_be_written_out(cls, given: Any) -> Any:
        return _from_notation(given) if isinstance(given, str) else given

    @model_validator(mode="after")
    def _names_what_it_limits(self) -> "Modification":
        bends = self.code in (ModificationCode.DIR, ModificationCode.CAP)
        if bends is (self.part is None) or (self.movement and not bends):
            raise ValueError(f"{self.code} about {self.part}: DIR and CAP name a part, no other")
        capless = self.code is ModificationCode.CAP and self.degrees is None
        if capless or (self.degrees is not None and not bends):
            raise ValueError(f"{self.code} with degrees {self.degrees}: CAP has them, DIR may")
        if self.together and self.code is not ModificationCode.DIR:
            raise ValueError(f"{self.code} with other movements: only DIR has them")
        return self

    @property
    def motions(self) -> tuple[Motion, ...]:
        """All that it is about: its own movement, and those that come together with it."""
        if self.part is None:
            return ()
        own = Motion(part=self.part, movement=self.movement, degrees=self.degrees)
        return (own, *self.together)

    @property
    def notation(self) -> str:
        """As in the rule tables; whose joint it is stands beside it."""
        named = "; ".join(motion.notation for motion in self.motions)
        return f"{self.code}({named})" if named else self.code.value


def _from_notation(text: str) -> dict[str, Any]:
    code, _, inside = text.removesuffix(")").partition("(")
    motions = [_motion(one) for one in inside.split(";")] if inside else [{}]
    return {"code": code, **motions[0], "together": motions[1:]}


def _motion(text: str) -> dict[str, Any]:
    """``HIP, flexion, 90`` as fields; a part or movement that there is none of is refused later."""
    part, *further = (word.strip() for word in text.split(","))
    movements = [word for word in further if not word.isdecimal()]
    degrees = [int(word) for word in further if word.isdecimal()]
    if len(movements) > 1 or len(degrees) > 1:
        raise ValueError(f"{text.strip()!r} is not a part, a movement and degrees")
    movement, angle = next(iter(movements), None), next(iter(degrees), None)
    return {"part": part, "movement": movement, "degrees": angle}


class Span(StrEnum):
    """How much of the body one place stands for; each takes in the one before."""

    PLACE = "place"
    """Its muscles and its joints."""
    JOINTS = "joints"
    """The joints it is shown on too: who means the shoulder may point at the upper arm."""
    NEIGHBOURS = "neighbours"
    """And every joint that a muscle at the place crosses: the joints above and below."""


class Scope(Value):
    """What a precaution reaches: everything, some parts and areas, or the places of an answer."""

    everywhere: bool = False
    parts: tuple[Part, ...] = ()
    """Alone: on both sides. With ``places_of`` or ``sides_of``: on the sides of those places."""
    areas: tuple[str, ...] = ()
    """Areas of the body map, on the same sides: a muscle that gave its tendon, say."""
    places_of: str | None = None
    """The question whose places are meant; of a list, those of the entries that trigger it.
    Without places in its answer: everywhere."""
    sides_of: str | None = None
    """The same, of which only the sides are meant. Without places: both sides."""
    span: Span = Span.PLACE

    @property
    def question(self) -> str | None:
        """The question whose answer says where."""
        return self.places_of or self.sides_of

    @model_validator(mode="after")
    def _reaches_something(self) -> "Scope":
        if not (self.everywhere or self.parts or self.areas or self.places_of):
            raise ValueError("a scope that reaches nothing would silence its precaution")
        if self.places_of and self.sides_of:
            raise ValueError("places_of takes in the sides; leave sides_of out")
        return self


_ROW = re.compile(r"[A-Z]+-\d+")


def _row_of_letters(given: Any) -> Any:
    """``M C N N`` as in the rule tables: AA, PAS, END, ISO."""
    if not isinstance(given, str):
        return given
    of_letter = {verdict.letter: verdict for verdict in Verdict}
    letters = given.split()
    if len(letters) != len(Mode) or not set(letters) <= of_letter.keys():
        raise ValueError(f"{given!r} is not four of P M C N E, for AA PAS END ISO")
    return {mode: of_letter[letter] for mode, letter in zip(Mode, letters, strict=True)}


Columns = Annotated[Table[Mode, Verdict], BeforeValidator(_row_of_letters)]
"""A verdict for each technique column. May be written as in the rule tables: M C N N."""


class Precaution(Value):
    """One row of the rule tables: what triggers it, what it reaches, what it decides."""

    id: str
    title: str
    when: tuple[tuple[Trigger, ...], ...] = Field(min_length=1)
    """Any of the groups, each with all of its triggers; an empty group always holds."""
    settings: tuple[Setting, ...] = tuple(Setting)
    """Where it holds."""
    stale_weeks: int | None = None
    """With it, it holds once the answers are this many completed weeks old, or nobody knows when
    they were given."""
    scope: Scope
    verdicts: Columns
    """A column that is missing is unaffected."""
    modifications: tuple[Modification, ...] = ()
    urgency: Urgency | None = None
    """When to be seen: with an emergency always (none given: now), else as advice."""
    because: str
    """Plain words, for the person on the table."""
    changes_if: str
    """What would change this decision."""
    ask: str = ""
    """What to ask a clinician, where that unlocks something."""
    grade: str
    sources: tuple[str, ...] = Field(min_length=1)
    rows: tuple[str, ...] = ()
    """Rows of the rule tables that this puts into force beside the one it is named after."""

    @property
    def all_rows(self) -> tuple[str, ...]:
        """``INJ-02`` of ``INJ-02-WORSE``, and the others; none for what no row asks for."""
        own = _ROW.match(self.id)
        return (own[0], *self.rows) if own else self.rows


USUAL_CLEARANCE = timedelta(weeks=12)
"""Ours (safety.md 0.2): how long a clinician's word holds that names no end."""


class ClinicianClearance(Value):
    """A clinician's written word that unlocks the level ``clearance``, and only that."""

    by: str = Field(min_length=1)
    registration: str = Field(min_length=1)
    precautions: tuple[str, ...] = Field(min_length=1)
    modes: tuple[Mode, ...] = Field(min_length=1)
    techniques: tuple[str, ...] = ()
    """These alone; none named: all that the columns allow. At home each has to be named."""
    partner: str = ""
    """Who may help though nobody licensed is there, by name; opens what is for professionals."""
    limits: tuple[Modification, ...] = ()
    given: date
    until: date = Field(default_factory=lambda said: said["given"] + USUAL_CLEARANCE)
