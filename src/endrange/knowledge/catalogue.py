"""The catalogue: all that is known, in one frozen value."""

from collections.abc import Mapping

from pydantic import Field

from endrange.errors import UnknownId
from endrange.knowledge.anatomy import Area, Muscle
from endrange.knowledge.measures import Measure
from endrange.knowledge.precautions import Precaution, Question
from endrange.knowledge.stretches import Stretch
from endrange.knowledge.techniques import Preset, Technique
from endrange.values import T, Table, Value


class Source(Value):
    """Where a fact comes from, and how much of it we read."""

    id: str
    title: str
    url: str | None = None
    doi: str | None = None
    read: str
    """full, part, abstract, summary, page, or: not read (general knowledge, ours)."""
    grade: str
    """guideline, review, trial, protocol, general knowledge, or ours."""


class Goal(Value):
    """What a person wants, and the muscles it asks for: weight 0 to 1 each."""

    id: str
    name: str
    lead: str
    muscles: Table[str, float]
    note: str = ""
    sources: tuple[str, ...] = Field(min_length=1)


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
