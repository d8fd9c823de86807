"""Every name leads somewhere, and everything is led to."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from endrange.knowledge.catalogue import Catalogue
from endrange.knowledge.laws.complaints import Complaint, Complaints
from endrange.knowledge.laws.coverage import named
from endrange.knowledge.techniques import Range, Variant

LINKS = {
    "stretches": "stretches",
    "techniques": "techniques",
    "claims": "claims",
    "precautions": "precautions",
    "sources": "sources",
}
"""What a goal or a population leads to."""

POINTERS: dict[str, dict[str, str]] = {
    "muscles": {"area": "areas", "antagonists": "muscles", "sources": "sources"},
    "areas": {"muscles": "muscles", "sources": "sources"},
    "measures": {
        "sources": "sources",
        "error.sources": "sources",
        "error.published.source": "sources",
    },
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
    "goals": {"muscles": "muscles", **LINKS},
    "populations": {
        "goals": "goals",
        "sports": "sports",
        "when.question": "questions",
        **LINKS,
    },
    "sports": {"muscles": "muscles", "goals": "goals", "sources": "sources"},
    "norms": {"measure": "measures", "sources": "sources"},
    "claims": {"articles": "sources", "figures.sources": "sources", "sources": "sources"},
    "guides": {"claims": "claims", "sources": "sources"},
    "joints": {"sources": "sources"},
    "coverage": {"article": "sources"},
    "reactions": {"sources": "sources"},
    "severities": {"sources": "sources"},
    "followup_questions": {"only_if.question": "followup_questions", "sources": "sources"},
    "followup_rules": {
        "when.question": "followup_questions",
        "scope.places_of": "followup_questions",
        "sources": "sources",
    },
    "operations": {"sources": "sources"},
    "questions": {
        "only_if.question": "questions",
        "only_if.at": "areas",
        "choices.area": "areas",
        "sources": "sources",
    },
    "precautions": {
        "when.question": "questions",
        "when.at": "areas",
        "scope.question": "questions",
        "scope.areas": "areas",
        "sources": "sources",
    },
}
"""By kind and field: the kind that is meant."""

USED = (
    *("sources", "muscles", "measures", "techniques", "questions", "claims"),
    "followup_questions",
)
"""Kinds that are only there for others."""

ASIDE = {("areas", "muscles"), ("norms", "measures")}
"""Pointers that are no use by themselves: a list of what lies somewhere, a table of others."""

Pointer = tuple[str, str, str, str, str]
"""Kind, id and field of the entry that points; kind and id it points to."""


def references_resolve(catalogue: Catalogue) -> Complaints:
    """Every name that an entry mentions is an entry."""
    for kind, id_, field, meant, name in pointers(catalogue):
        if name not in getattr(catalogue, meant):
            problem = f"{name!r} is none of the {meant}; correct the name or add the entry"
            yield Complaint(kind, id_, field, problem)


def nothing_is_unused(catalogue: Catalogue) -> Complaints:
    """Every source, muscle, measure, technique, question and claim is used by something."""
    used: dict[str, set[str]] = defaultdict(set)
    for kind, _, _, meant, name in pointers(catalogue):
        if (kind, meant) not in ASIDE:
            used[meant].add(name)
    for _, kind, name in named(catalogue):
        used[kind].add(name)
    used["techniques"] = {id_ for s in catalogue.stretches.values() for id_ in s.techniques}
    used["techniques"] |= {t.id for t in catalogue.techniques.values() if t.people == 1}
    for kind in USED:
        for id_ in sorted(getattr(catalogue, kind).keys() - used[kind]):
            yield Complaint(kind, id_, "", "nothing uses it; use it or delete it")


def areas_reach_something(catalogue: Catalogue) -> Complaints:
    """A finding at any area reaches a joint or a muscle."""
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


def stretches_can_be_reached(catalogue: Catalogue) -> Complaints:
    """Every stretch serves a goal, or follows what a measure finds: else no plan comes to it."""
    for stretch in catalogue.stretches.values():
        if stretch.measure is None and not any(
            goal.is_served_by(stretch) for goal in catalogue.goals.values()
        ):
            problem = "is missing, and no goal asks for its muscles; name one or the other"
            yield Complaint("stretches", stretch.id, "measure", problem)


def pointers(catalogue: Catalogue) -> Iterator[Pointer]:
    """All that entries say about other entries."""
    for kind, fields in POINTERS.items():
        for id_, entry in getattr(catalogue, kind).items():
            for field, meant in fields.items():
                for name in _names(entry, field.split(".")):
                    yield kind, id_, field, meant, name
    yield from _sources_of_errors(catalogue)
    yield from _sources_of_techniques(catalogue)


def _sources_of_errors(catalogue: Catalogue) -> Iterator[Pointer]:
    for id_, measure in catalogue.measures.items():
        for instrument, error in measure.error.by_instrument.items():
            for source in error.sources:
                yield "measures", id_, f"error.by_instrument.{instrument}", "sources", source


def _sources_of_techniques(catalogue: Catalogue) -> Iterator[Pointer]:
    for id_, technique in catalogue.techniques.items():
        for field, each in ranges(technique):
            for source in each.sources:
                yield "techniques", id_, f"{field}.sources", "sources", source
        for variant in technique.variants.values():
            for source in variant.sources:
                yield "techniques", id_, "variants.sources", "sources", source


def ranges(technique: Any) -> Iterator[tuple[str, Range]]:
    """The numbers of a technique, by field."""
    yield "repetitions", technique.repetitions
    if technique.effort_percent is not None:
        yield "effort_percent", technique.effort_percent
    for step in technique.steps:
        yield f"{step.act}.seconds", step.seconds
    for id_, variant in technique.variants.items():
        yield from ((f"variants.{id_}.{name}", each) for name, each in _of_variant(variant))


def _of_variant(variant: Variant) -> Iterator[tuple[str, Range]]:
    if variant.repetitions is not None:
        yield "repetitions", variant.repetitions
    if variant.effort_percent is not None:
        yield "effort_percent", variant.effort_percent
    for act, seconds in variant.seconds.items():
        yield f"seconds.{act}", seconds


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
