"""What is asked, what can be answered, and conditions on an answer."""

from datetime import date
from enum import StrEnum
from typing import Literal

from pydantic import Field, model_validator

from endrange.values import Side, Table, Value

YES, NO, UNKNOWN = "yes", "no", "unknown"

MOST_ENTRIES = 40
"""Ours: nobody lists more operations; a longer list is a fault of whatever sent it."""


class QuestionKind(StrEnum):
    YES_NO = "yes_no"
    CHOICE = "choice"
    NUMBER = "number"
    AREAS = "areas"
    """Yes, no or don't know; and with yes, where: areas of the body map with their side."""
    SEVERAL = "several"
    """None of them, don't know, or those of its choices that apply; ``unknown`` among them means
    not sure about the others. A yes that names none may be each of them."""
    DATE = "date"
    """A day, or don't know."""
    ENTRIES = "entries"
    """Yes, no or don't know; and with yes a list: what, on which side, on which day."""


class Asked(StrEnum):
    """When a question is put: once in full, or at the door of every visit too."""

    FULL = "full"
    EVERY_VISIT = "every_visit"


class Since(StrEnum):
    """What bounds on a date count: completed weeks or days up to the day of screening."""

    WEEKS = "weeks"
    DAYS = "days"

    @property
    def days(self) -> int:
        return 7 if self is Since.WEEKS else 1


class PainAt(StrEnum):
    """The two numbers asked of each place that hurts, 0 to 10."""

    NOW = "now"
    """At rest, right now."""
    WORST = "worst"
    """The strongest of the last seven days."""


NO_PAIN, STRONGEST_PAIN = 0, 10
"""A plain scale that nobody owns (safety.md 5.2)."""


class Trigger(Value):
    """One condition on one answer.

    Closed: a value among some, how many of some, a number or a date within bounds. A missing answer
    makes it unknown; with ``unknown`` among the values it makes it true. An answer with entries
    meets it when one entry meets all of it. A date that is unknown, missing or still to come lies
    within any bounds, and what an entry leaves out may be anything: so the strictest row holds. A
    list that nobody gave meets no condition on particular entries; it is for the rule that waits
    for ``unknown`` (see ``laws.questions``).
    """

    question: str
    any_of: tuple[str, ...] = ()
    """On entries and on several: which of them; ``yes`` means any, and ``no`` that none is
    listed."""
    at_least: float | None = None
    """On several: how many of those in ``any_of``; one, if it is not said."""
    above: float | None = None
    below: float | None = None
    at: tuple[str, ...] = ()
    """On places and entries: areas of the body map, one of which is named or left open."""
    since: Since | None = None
    """With it, the bounds are about the date of the answer or entry."""
    details: Table[str, tuple[str, ...]] = Field(default_factory=dict, validate_default=True)
    """On entries: by detail, what it may be; ``unknown`` means not said."""
    pain: PainAt | None = None
    """On places: which pain of a place the bounds are about."""
    characters: tuple[str, ...] = ()
    """On places: ids of choices, one of which is what the pain of a place is like."""

    @model_validator(mode="after")
    def _says_when(self) -> "Trigger":
        if not self.any_of and not self.bounds:
            raise ValueError(f"trigger on {self.question!r} has no condition: it could never hold")
        if self.since and not self.bounds:
            raise ValueError(f"trigger on {self.question!r} counts {self.since} without a bound")
        if self.pain and not self.bounds:
            raise ValueError(f"trigger on {self.question!r} asks pain {self.pain} without a bound")
        return self

    @property
    def is_about_pain(self) -> bool:
        """Whether a place meets it by how it hurts, and not by being named."""
        return bool(self.pain or self.characters)

    @property
    def bounds(self) -> tuple[float, ...]:
        """The numbers it compares with."""
        given = (self.at_least, self.above, self.below)
        return tuple(bound for bound in given if bound is not None)


class Choice(Value):
    id: str
    text: str
    area: str | None = None
    """Of an entry: the area of the body map it is at. Its side is asked where there are two."""
    anywhere: bool = False
    """Of an entry: it can be at any area, which is asked too."""


class Detail(Value):
    """One more thing that some entries of a list are asked."""

    id: str
    text: str
    of: tuple[str, ...] = ()
    """The choices it is asked for; none named: for every one."""
    choices: tuple[Choice, ...] = Field(min_length=2)


class Question(Value):
    id: str
    text: str
    short: str = ""
    """How the answer is told back, without the question: ``Hurt or injured``."""
    why: str
    """Why it is asked, for the person answering."""
    part: str
    """The page of the questionnaire it stands on."""
    kind: QuestionKind
    asked: Asked = Asked.FULL
    choices: tuple[Choice, ...] = ()
    details: tuple[Detail, ...] = ()
    """Of entries only."""
    asks_pain: bool = False
    """Of areas only: each place is asked how strong its pain is now, how strong at its worst, and
    which of the choices it is like."""
    may_be_ahead: bool = False
    """Whether a date may still be to come, such as a due date."""
    unit: str | None = None
    low: float | None = None
    high: float | None = None
    only_if: tuple[Trigger, ...] = ()
    """All must hold; otherwise the question is not put and counts as no."""
    sources: tuple[str, ...] = Field(min_length=1)

    def details_of(self, what: str) -> tuple[Detail, ...]:
        """What an entry of this choice is asked further."""
        return tuple(detail for detail in self.details if not detail.of or what in detail.of)


class Place(Value):
    """An area of the body map with its side."""

    area: str
    side: Side = Side.MIDLINE

    @property
    def mirrored(self) -> "Place":
        return Place(area=self.area, side=self.side.mirrored)


Strength = int | Literal["unknown"] | None
"""0 to 10; or don't know, which is an answer; or None: not said."""


class Pain(Value):
    """How one place hurts. What is not known or not said is never none."""

    place: Place
    now: Strength = None
    """At rest."""
    worst: Strength = None
    """In the last seven days."""
    characters: tuple[str, ...] = ()
    """Ids of the question's choices; with ``unknown`` others may be there too. None: not said."""

    def at(self, which: PainAt) -> int | None:
        """One of its two numbers, where it is known."""
        said = self.now if which is PainAt.NOW else self.worst
        return said if isinstance(said, int) else None

    @property
    def mirrored(self) -> "Pain":
        return self.replace(place=self.place.mirrored)


class Entry(Value):
    """One of a list: an operation, a medicine, an injury."""

    what: str
    """The id of a choice."""
    place: Place | None = None
    """None: nowhere in particular, or not said."""
    on: date | None = None
    """None: not known."""
    details: Table[str, str] = Field(default_factory=dict, validate_default=True)
    """By id of the detail, what was chosen. One that is not here was not said."""

    @property
    def mirrored(self) -> "Entry":
        return self.replace(place=self.place.mirrored) if self.place else self


class Answer(Value):
    """What somebody said, and where or which, if that was asked."""

    value: str | float
    """Yes, no, unknown, a choice's id, a number, or a day as ``2026-08-31``."""
    places: tuple[Place, ...] = ()
    pains: tuple[Pain, ...] = ()
    """Of places, where the question asks for pain: how each hurts, as far as that is told."""
    ticks: tuple[str, ...] = ()
    """Of several: the ids of those that apply, and ``unknown`` if not sure about the others."""
    entries: tuple[Entry, ...] = Field(default=(), max_length=MOST_ENTRIES)

    @property
    def mirrored(self) -> "Answer":
        """What the same person would say in a mirror."""
        return self.replace(
            places=tuple(place.mirrored for place in self.places),
            pains=tuple(pain.mirrored for pain in self.pains),
            entries=tuple(entry.mirrored for entry in self.entries),
        )
