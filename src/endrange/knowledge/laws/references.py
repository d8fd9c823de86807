"""Every name leads somewhere, and everything is led to."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from endrange.knowledge.catalogue import Catalogue
from endrange.knowledge.laws.complaints import Complaint, Complaints
from endrange.knowledge.techniques import Range

POINTERS: dict[str, dict[str, str]] = {
    "muscles": {"area": "areas", "antagonists": "muscles", "sources": "sources"},
    "areas": {"muscles": "muscles", "sources": "sources"},
    "measures": {"sources": "sources", "error.sources": "sources"},
    "techniques": {"sources": "sources"},
    "stretches": {
        "area": "areas",
        "primary_muscles": "muscles",
        "secondary_muscles": "muscles",
        "antagonists": "muscles",
        "measure": "measures",
        "techniques": "techniques",
        "alternatives": "stretches",
        "sources": "sources",
    },
    "presets": {"stretch": "stretches", "technique": "techniques", "sources": "sources"},
    "goals": {"muscles": "muscles", "sources": "sources"},
    "questions": {"only_if.question": "questions", "sources": "sources"},
    "precautions": {
        "when.question": "questions",
        "scope.places_of": "questions",
        "sources": "sources",
    },
}
"""By kind and field: the kind that is meant."""

USED = ("sources", "muscles", "measures", "techniques", "questions")
"""Kinds that are only there for others."""

Pointer = tuple[str, str, str, str, str]
"""Kind, id and field of the entry that points; kind and id it points to."""


def references_resolve(catalogue: Catalogue) -> Complaints:
    """Every name that an entry mentions is an entry."""
    for kind, id_, field, meant, name in pointers(catalogue):
        if name not in getattr(catalogue, meant):
            problem = f"{name!r} is none of the {meant}; correct the name or add the entry"
            yield Complaint(kind, id_, field, problem)


def nothing_is_unused(catalogue: Catalogue) -> Complaints:
    """Every source, muscle, measure, technique and question is used; an area strains something."""
    used: dict[str, set[str]] = defaultdict(set)
    for kind, _, _, meant, name in pointers(catalogue):
        if not (kind == "areas" and meant == "muscles"):
            used[meant].add(name)
    used["techniques"] |= {t.id for t in catalogue.techniques.values() if t.people == 1}
    for kind in USED:
        for id_ in sorted(getattr(catalogue, kind).keys() - used[kind]):
            yield Complaint(kind, id_, "", "nothing uses it; use it or delete it")
    for area in catalogue.areas.values():
        if not area.joints and not area.muscles:
            problem = "has no joint and no muscle, so a finding there reaches nothing; name some"
            yield Complaint("areas", area.id, "joints", problem)


def goals_can_be_served(catalogue: Catalogue) -> Complaints:
    """Every muscle a goal asks for is lengthened by some stretch."""
    lengthened = {muscle for s in catalogue.stretches.values() for muscle in s.muscles}
    for goal in catalogue.goals.values():
        for muscle in sorted(goal.muscles.keys() - lengthened):
            problem = "no stretch lengthens it; add a stretch or drop the muscle"
            yield Complaint("goals", goal.id, f"muscles.{muscle}", problem)


def pointers(catalogue: Catalogue) -> Iterator[Pointer]:
    """All that entries say about other entries."""
    for kind, fields in POINTERS.items():
        for id_, entry in getattr(catalogue, kind).items():
            for field, meant in fields.items():
                for name in _names(entry, field.split(".")):
                    yield kind, id_, field, meant, name
    for id_, technique in catalogue.techniques.items():
        for field, each in ranges(technique):
            for source in each.sources:
                yield "techniques", id_, f"{field}.sources", "sources", source


def ranges(technique: Any) -> Iterator[tuple[str, Range]]:
    """The numbers of a technique, by field."""
    yield "repetitions", technique.repetitions
    if technique.effort_percent is not None:
        yield "effort_percent", technique.effort_percent
    for step in technique.steps:
        yield f"{step.act}.seconds", step.seconds


def _names(value: Any, path: list[str]) -> Iterator[str]:
    """The ids under a field, however deep they lie."""
    if isinstance(value, tuple):
        for one in value:
            yield from _names(one, path)
    elif path:
        yield from _names(getattr(value, path[0]), path[1:])
    elif isinstance(value, Mapping):
        yield from value
    elif value is not None:
        yield value
