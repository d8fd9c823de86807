"""What is asked, and what an answer means for a stretch."""

from datetime import date
from enum import StrEnum

from pydantic import Field

from endrange.knowledge.anatomy import Part
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


class Modification(Value):
    """One hard limit. ``DIR`` and ``CAP`` name a part and a movement, ``CAP`` also degrees."""

    code: ModificationCode
    part: Part | None = None
    movement: str | None = None
    degrees: int | None = Field(default=None, ge=0, le=180)


class QuestionKind(StrEnum):
    YES_NO = "yes_no"
    CHOICE = "choice"
    NUMBER = "number"
    AREAS = "areas"
    """Yes, no or don't know; and with yes, where: areas of the body map with their side."""


class Asked(StrEnum):
    """When a question is put: once in full, or at the door of every visit too."""

    FULL = "full"
    EVERY_VISIT = "every_visit"


class Trigger(Value):
    """One condition on one answer. Closed: a value among some, or a number within bounds."""

    question: str
    any_of: tuple[str, ...] = ()
    at_least: float | None = None
    below: float | None = None


class Choice(Value):
    id: str
    text: str


class Question(Value):
    id: str
    text: str
    why: str
    """Why it is asked, for the person answering."""
    part: str
    """The page of the questionnaire it stands on."""
    kind: QuestionKind
    asked: Asked = Asked.FULL
    choices: tuple[Choice, ...] = ()
    unit: str | None = None
    low: float | None = None
    high: float | None = None
    only_if: tuple[Trigger, ...] = ()
    """All must hold; otherwise the question is not put and counts as no."""
    sources: tuple[str, ...] = Field(min_length=1)


class Place(Value):
    """An area of the body map with its side."""

    area: str
    side: Side = Side.MIDLINE

    @property
    def mirrored(self) -> "Place":
        return Place(area=self.area, side=self.side.mirrored)


YES, NO, UNKNOWN = "yes", "no", "unknown"


class Answer(Value):
    """What somebody said: yes, no, unknown, a choice's id, or a number; and where, if asked."""

    value: str | float
    places: tuple[Place, ...] = ()


class Scope(Value):
    """What a precaution reaches: everything, some parts, or the places of an answer."""

    everywhere: bool = False
    parts: tuple[Part, ...] = ()
    places_of: str | None = None
    """The question whose places are meant."""


class Precaution(Value):
    """One row of the rule tables: what triggers it, what it reaches, what it decides."""

    id: str
    title: str
    when: tuple[tuple[Trigger, ...], ...] = Field(min_length=1)
    """Any of the groups, each with all of its triggers."""
    scope: Scope
    verdicts: Table[Mode, Verdict]
    """A column that is missing is unaffected."""
    modifications: tuple[Modification, ...] = ()
    urgency: Urgency | None = None
    because: str
    """Plain words, for the person on the table."""
    changes_if: str
    """What would change this decision."""
    ask: str = ""
    """What to ask a clinician, where that unlocks something."""
    grade: str
    sources: tuple[str, ...] = Field(min_length=1)


class ClinicianClearance(Value):
    """A clinician's written word that unlocks the level ``clearance``, and only that."""

    by: str = Field(min_length=1)
    registration: str = Field(min_length=1)
    precautions: tuple[str, ...] = Field(min_length=1)
    modes: tuple[Mode, ...] = Field(min_length=1)
    limits: tuple[Modification, ...] = ()
    given: date
    until: date
