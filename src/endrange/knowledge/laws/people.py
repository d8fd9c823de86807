"""Goals, populations and their variants of techniques: useful, careful, within limits."""

from collections.abc import Iterator

from endrange.knowledge.catalogue import Catalogue
from endrange.knowledge.goals import GoalKind, Population
from endrange.knowledge.laws.complaints import Complaint, Complaints
from endrange.knowledge.stretches import LayPartner
from endrange.knowledge.techniques import Range, Technique, Variant


def conditions_ask_first(catalogue: Catalogue) -> Complaints:
    """A condition says when a clinician is asked first, and which rules matter."""
    for goal in catalogue.goals.values():
        if goal.kind is GoalKind.CONDITION:
            if not goal.ask_first:
                problem = "is missing; say when a clinician is asked before anything else"
                yield Complaint("goals", goal.id, "ask_first", problem)
            if not goal.precautions:
                problem = "is empty; name the rules that matter here"
                yield Complaint("goals", goal.id, "precautions", problem)


def goals_start_with_what_serves_them(catalogue: Catalogue) -> Complaints:
    """A stretch to start with lengthens one of the goal's muscles."""
    for goal in catalogue.goals.values():
        for id_ in goal.stretches:
            stretch = catalogue.stretches.get(id_)
            if stretch and not goal.muscles.keys() & set(stretch.muscles):
                problem = f"{id_!r} lengthens no muscle of this goal; take another"
                yield Complaint("goals", goal.id, "stretches", problem)


def variants_keep_to_their_technique(catalogue: Catalogue) -> Complaints:
    """A variant is for a population, of acts there are, within the ranges of its technique."""
    for technique in catalogue.techniques.values():
        for id_, variant in technique.variants.items():
            field = f"variants.{id_}"
            if id_ not in catalogue.populations:
                problem = f"{id_!r} is none of the populations; correct it"
                yield Complaint("techniques", technique.id, field, problem)
            elif not _reaches_somebody(catalogue.populations[id_]):
                problem = "no answer places anybody there; give that population a when, or lay"
                yield Complaint("techniques", technique.id, field, problem)
            for name, problem in _beyond(variant, technique):
                yield Complaint("techniques", technique.id, f"{field}.{name}", problem)


def _reaches_somebody(population: Population) -> bool:
    return bool(population.when) or population.lay


def lay_presets_are_for_anybody(catalogue: Catalogue) -> Complaints:
    """What two people without training are given is open to them as it stands."""
    for preset in catalogue.presets.values():
        stretch = catalogue.stretches.get(preset.stretch)
        technique = catalogue.techniques.get(preset.technique)
        if preset.lay and stretch and stretch.lay_partner is LayPartner.NO:
            problem = f"{stretch.id!r} is for practitioners only"
            yield Complaint("presets", preset.id, "stretch", f"{problem}; say lay = false")
        if preset.lay and technique and not technique.lay:
            problem = f"{technique.id!r} is for practitioners; say lay = false"
            yield Complaint("presets", preset.id, "technique", problem)
    for population in catalogue.populations.values():
        if population.lay:
            yield from _not_for_everybody(population, catalogue)


def _not_for_everybody(population: Population, catalogue: Catalogue) -> Complaints:
    for id_ in population.stretches:
        stretch = catalogue.stretches.get(id_)
        if stretch and stretch.lay_partner is LayPartner.NO:
            problem = f"{id_!r} is for practitioners only"
            yield Complaint("populations", population.id, "stretches", f"{problem}; take another")


def _beyond(variant: Variant, technique: Technique) -> Iterator[tuple[str, str]]:
    limits = {step.act: step.seconds for step in technique.steps}
    pairs = [
        ("repetitions", variant.repetitions, technique.repetitions),
        ("effort_percent", variant.effort_percent, technique.effort_percent),
        *((f"seconds.{act}", given, limits.get(act)) for act, given in variant.seconds.items()),
    ]
    for name, given, allowed in pairs:
        if given and not _within(given, allowed):
            limit = f"{allowed.low} to {allowed.high}" if allowed else "nothing"
            yield name, f"{given.low} to {given.high} is not within {limit}; correct it"


def _within(given: Range, allowed: Range | None) -> bool:
    return allowed is not None and given.low in allowed and given.high in allowed
