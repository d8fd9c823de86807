"""What screening hands to planning: per stretch, side and technique column, a verdict."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from endrange.knowledge import Mode, Modification, Part, Technique, Urgency, Verdict
from endrange.values import Side, Table, Value


class Setting(StrEnum):
    """Who helps, and where. Each has its own caps."""

    CLINIC = "clinic"
    STUDIO = "studio"
    HOME = "home"
    TEAM = "team"


class Finding(Value):
    """A precaution that applied, and what made it apply."""

    precaution: str
    title: str
    answered: tuple[str, ...]
    """The question and answer behind it, in words."""
    certain: bool
    """False when it applies because an answer is missing or "don't know"."""
    verdict: Verdict
    """The most cautious of its columns."""
    everywhere: bool
    places: tuple[str, ...]
    """Names of the places it reaches, such as ``Knee, left``; empty when everywhere."""
    modifications: tuple[Modification, ...]
    urgency: Urgency | None
    because: str
    changes_if: str
    ask: str
    grade: str
    sources: tuple[str, ...]


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
        return worst(self.verdicts.values())


class StretchClearance(Value):
    """The decision for one stretch on one side: hard limits for the plan."""

    stretch: str
    side: Side
    verdicts: Table[Mode, Verdict]
    modifications: tuple[Modification, ...] = ()
    findings: tuple[str, ...] = ()
    """Ids of the precautions that reached it."""

    def of(self, technique: Technique) -> Verdict:
        """The most cautious of the columns this technique needs."""
        return worst(self.verdicts[mode] for mode in technique.needs)


class Clearance(Value):
    """The whole answer to "may we?" on one day, with the catalogue version that gave it."""

    on: date
    setting: Setting
    catalogue: str
    urgency: Urgency | None
    findings: tuple[Finding, ...]
    """What needs the reader first, then the most cautious first."""
    regions: tuple[RegionClearance, ...]
    stretches: tuple[StretchClearance, ...]

    def of(self, stretch: str, side: Side) -> StretchClearance:
        """Raises: KeyError if this stretch and side were not screened; never a silent yes."""
        for row in self.stretches:
            if row.stretch == stretch and row.side is side:
                return row
        raise KeyError(f"{stretch} {side} was not screened")

    @property
    def verdict(self) -> Verdict:
        """The most cautious finding; proceed means: no reason to stop found in these answers."""
        return worst(finding.verdict for finding in self.findings)


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """The most cautious of several; of none, proceed."""
    return max(verdicts, key=lambda verdict: verdict.caution, default=Verdict.PROCEED)
