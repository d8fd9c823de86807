"""What screening hands to planning: per stretch, side and technique column, a verdict."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from pydantic import Field

from endrange.knowledge import Mode, Modification, Part, Setting, Technique, Urgency, Verdict
from endrange.values import Side, Table, Value

__all__ = [
    "Clearance",
    "Finding",
    "Reason",
    "RegionClearance",
    "Setting",
    "StretchClearance",
    "overall",
    "worst",
]


FIRST_AT_HOME = "SET-FIRST"


class Reason(StrEnum):
    """Why something is closed that no finding about the body closes."""

    SETTING = "SETTING"
    """Not with whoever helps here; see ``Setting``."""
    RESCREEN = "RESCREEN"
    """The answers are too old, or nobody knows how old."""


class Finding(Value):
    """A precaution that applied, and what made it apply."""

    precaution: str
    title: str
    answered: tuple[str, ...]
    """The question and answer behind it, in words. Empty: nobody's answer, see ``personal``."""
    certain: bool
    """False when it applies because an answer is missing or "don't know"."""
    personal: bool = True
    """False when it applies to everybody in this setting, whatever they answered."""
    reason: Reason | None = None
    """Set where it closes something, all or in part, for no reason of the body."""
    verdicts: Table[Mode, Verdict] = Field(default_factory=dict, validate_default=True)
    """What its columns say where it reaches, before the stretch itself is looked at."""
    verdict: Verdict
    """What its columns amount to: see ``overall``."""
    everywhere: bool
    places: tuple[str, ...]
    """Names of the places it reaches, such as ``Knee, left``; empty when everywhere."""
    modifications: tuple[Modification, ...]
    waits: tuple[Mode, ...] = ()
    """Columns that a clinician's word opens, or has opened."""
    basis: tuple[str, ...] = ()
    """What it rests on, numbers left out. Where this changes, a clinician's word on it ends; a
    number that moves while the rule holds changes nothing."""
    urgency: Urgency | None
    because: str
    changes_if: str
    ask: str
    grade: str
    sources: tuple[str, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """All it says to a reader, in English or in a clinic's own words."""
        alone = (self.title, self.because, self.changes_if, self.ask, self.grade)
        return (*alone, *self.answered, *self.places)

    def put(self, say: Callable[[str], str]) -> "Finding":
        """The same finding with each of its ``texts`` put otherwise."""
        alone = ("title", "because", "changes_if", "ask", "grade")
        several = ("answered", "places")
        changes = {name: say(getattr(self, name)) for name in alone}
        return self.model_copy(
            update=changes | {name: tuple(map(say, getattr(self, name))) for name in several}
        )


class RegionClearance(Value):
    """The decision at one region, as the body map shows it."""

    part: Part
    side: Side
    verdicts: Table[Mode, Verdict]
    modifications: tuple[Modification, ...] = ()
    findings: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """``NECK``, ``HIP_L`` and so on."""
        return "_".join((self.part.value, *self.side.letters))

    @property
    def verdict(self) -> Verdict:
        return overall(self.verdicts)


class StretchClearance(Value):
    """The decision for one stretch on one side: hard limits for the plan."""

    stretch: str
    side: Side
    verdicts: Table[Mode, Verdict]
    modifications: tuple[Modification, ...] = ()
    findings: tuple[str, ...] = ()
    """Ids of the precautions that reached it."""
    without: tuple[str, ...] = ()
    """Techniques closed by name, whatever their columns say."""

    def of(self, technique: Technique) -> Verdict:
        """The most cautious of the columns this technique needs; avoid if it is closed by name."""
        closed = Verdict.AVOID if technique.id in self.without else Verdict.PROCEED
        return stricter(closed, worst(self.verdicts[mode] for mode in technique.needs))


class Clearance(Value):
    """The whole answer to "may we?" on one day, with the catalogue version that gave it."""

    on: date
    setting: Setting
    catalogue: str
    urgency: Urgency | None
    """Not None exactly when a finding is an emergency: everything stops."""
    findings: tuple[Finding, ...]
    """The most cautious first; of those alike, what waits for an answer or a clinician."""
    regions: tuple[RegionClearance, ...]
    stretches: tuple[StretchClearance, ...]
    populations: tuple[str, ...] = ()
    """Groups of people these answers place the client in, or may: their doses are used."""

    def of(self, stretch: str, side: Side) -> StretchClearance:
        """Raises: KeyError if this stretch and side were not screened; never a silent yes."""
        for row in self.stretches:
            if row.stretch == stretch and row.side is side:
                return row
        raise KeyError(f"{stretch} {side} was not screened")

    @property
    def leaves_group(self) -> bool:
        """Whether an athlete of a team trains apart today (safety.md 0.6): any limit of their own.

        False outside teams, where nobody trains in a group.
        """
        return self.setting is Setting.TEAM and any(
            one.personal and worst(one.verdicts.values()) is not Verdict.PROCEED
            for one in self.findings
        )

    @property
    def begins_with_stop_word(self) -> bool:
        """Whether the session begins with practising the stop word (safety.md 0.6, home)."""
        return any(one.precaution == FIRST_AT_HOME for one in self.findings)

    @property
    def verdict(self) -> Verdict:
        """The most cautious finding about this person.

        Proceed means: no reason to stop found in these answers.
        """
        return worst(finding.verdict for finding in self.findings if finding.personal)


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """The most cautious of several; of none, proceed."""
    return max(verdicts, key=lambda verdict: verdict.caution, default=Verdict.PROCEED)


def stricter(one: Verdict, other: Verdict) -> Verdict:
    """The more cautious of two."""
    return one if one.caution >= other.caution else other


Cautions = int
"""Four columns as one whole number: of each, a bit for every step of caution it has climbed.

So the most cautious of several is all their bits together; zero restricts nothing.
"""

STEPS = max(verdict.caution for verdict in Verdict)
_CLIMBED: Mapping[tuple[Mode, Verdict], Cautions] = {
    (mode, verdict): ((1 << verdict.caution) - 1) << (column * STEPS)
    for column, mode in enumerate(Mode)
    for verdict in Verdict
}


def in_bits(cells: Mapping[Mode, Verdict]) -> Cautions:
    """Columns that are missing are unaffected."""
    found = 0
    for column in cells.items():
        found |= _CLIMBED[column]
    return found


def worst_of(several: Iterable[Cautions]) -> Mapping[Mode, Verdict]:
    """Per column the most cautious of all."""
    found = 0
    for one in several:
        found |= one
    return _verdicts(found)


@cache
def _verdicts(cautions: Cautions) -> Mapping[Mode, Verdict]:
    """One value for each combination there is."""
    every, column = tuple(Verdict), (1 << STEPS) - 1
    return MappingProxyType(
        {
            mode: every[(cautions >> (number * STEPS) & column).bit_length()]
            for number, mode in enumerate(Mode)
        }
    )


def overall(columns: Mapping[Mode, Verdict]) -> Verdict:
    """What four columns amount to, in one word for a person.

    With one way of stretching still open and another not, the word is adapt, not avoid: there is
    something to do. With none open it is the mildest lock: what would open a way. Plans never
    use this word; they look at their own column.
    """
    verdicts = [columns.get(mode, Verdict.PROCEED) for mode in Mode]
    mildest = min(verdicts, key=lambda verdict: verdict.caution)
    if mildest is Verdict.PROCEED and worst(verdicts) is not Verdict.PROCEED:
        return Verdict.ADAPT
    return mildest
