"""The catalogue: all that is known, in one frozen value."""

from collections.abc import Mapping
from typing import Any

from pydantic import Field

from endrange.errors import UnknownId
from endrange.knowledge.aftercare import FollowUpRule, Severity
from endrange.knowledge.anatomy import Area, Muscle
from endrange.knowledge.claims import Claim, Guide
from endrange.knowledge.coverage import Requirement
from endrange.knowledge.goals import Goal, Population, Sport
from endrange.knowledge.joints import Joint
from endrange.knowledge.measures import Measure
from endrange.knowledge.norms import Norm
from endrange.knowledge.operations import Operation
from endrange.knowledge.precautions import Precaution
from endrange.knowledge.questions import Question
from endrange.knowledge.reactions import Reaction
from endrange.knowledge.reviews import Review
from endrange.knowledge.stretches import Stretch
from endrange.knowledge.techniques import Preset, Technique
from endrange.values import T, Table, Value


class Source(Value):
    """Where a fact comes from, and how much of it we read."""

    id: str
    authors: str
    """``Neto T et al.``, or who publishes the page; empty where nobody in particular said it."""
    year: int | None = Field(default=None, ge=1900, le=2100)
    """None where a page bears no date."""
    title: str
    url: str | None = None
    doi: str | None = None
    read: str
    """full, part, abstract, summary, page, or: not read (general knowledge, ours)."""
    grade: str
    """guideline, review, trial, protocol, general knowledge, or ours."""

    @property
    def said_by(self) -> str:
        """``Neto T et al., 2015``, or nothing."""
        return ", ".join(str(part) for part in (self.authors, self.year) if part)


NONE_YET: Any = Field(default_factory=dict, validate_default=True)
"""A folder may leave a kind out."""


class Catalogue(Value):
    """Everything that is known, by kind and id, and the version of it that decided."""

    version: str
    """Release and a hash of all entries, such as ``2026.11-3f2a91c0``."""
    sources: Table[str, Source]
    muscles: Table[str, Muscle]
    areas: Table[str, Area]
    measures: Table[str, Measure]
    techniques: Table[str, Technique]
    stretches: Table[str, Stretch]
    presets: Table[str, Preset]
    goals: Table[str, Goal]
    questions: Table[str, Question]
    precautions: Table[str, Precaution]
    joints: Table[str, Joint] = NONE_YET
    norms: Table[str, Norm] = NONE_YET
    claims: Table[str, Claim] = NONE_YET
    guides: Table[str, Guide] = NONE_YET
    populations: Table[str, Population] = NONE_YET
    sports: Table[str, Sport] = NONE_YET
    coverage: Table[str, Requirement] = NONE_YET
    reactions: Table[str, Reaction] = NONE_YET
    followup_questions: Table[str, Question] = NONE_YET
    """Asked a day after a session; see ``aftercare.follow_up``."""
    followup_rules: Table[str, FollowUpRule] = NONE_YET
    severities: Table[str, Severity] = NONE_YET
    reviews: Table[str, Review] = NONE_YET
    """Clinicians' words on rules; ``endrange rules import`` writes them."""
    operations: Table[str, Operation] = NONE_YET
    """Where the rules after operations come from; the rules themselves are precautions."""

    def __hash__(self) -> int:
        """By version, so that what was worked out from a catalogue can be found again."""
        return hash(self.version)

    def stretch(self, id_: str) -> Stretch:
        """Raises: UnknownId."""
        return _entry("stretch", self.stretches, id_)

    def technique(self, id_: str) -> Technique:
        """Raises: UnknownId."""
        return _entry("technique", self.techniques, id_)

    def measure(self, id_: str) -> Measure:
        """Raises: UnknownId."""
        return _entry("measure", self.measures, id_)

    def preset(self, id_: str) -> Preset:
        """Raises: UnknownId."""
        return _entry("preset", self.presets, id_)


def _entry(kind: str, entries: Mapping[str, T], id_: str) -> T:
    if id_ not in entries:
        raise UnknownId(kind, id_, tuple(sorted(entries)))
    return entries[id_]
