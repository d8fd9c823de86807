"""The library: goals and conditions, groups of people, ways of training, and sports."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_noop as _
from django.views.decorators.http import require_GET

from endrange.knowledge import Catalogue, Goal, GoalKind, Muscle, Population, PopulationKind
from endrange_app.web import words
from endrange_app.web.door import MemberRequest, for_members
from endrange_app.web.entries import entry_or_404, sources_of

GOAL_KINDS = words.Words(
    {
        GoalKind.AIM: _("What you want"),
        GoalKind.CONDITION: _("What hurts or was operated on"),
        GoalKind.SPORT: _("What you train"),
    }
)
POPULATION_KINDS = words.Words(
    {
        PopulationKind.PEOPLE: _("Who you are"),
        PopulationKind.TRAINING: _("How you train"),
    }
)


@require_GET
@for_members
def goals(request: MemberRequest) -> HttpResponse:
    catalogue = request.catalogue
    page = {
        "goals": [
            (word, [one for one in catalogue.goals.values() if one.kind is kind])
            for kind, word in GOAL_KINDS.items()
        ],
        "populations": [
            (word, [one for one in catalogue.populations.values() if one.kind is kind])
            for kind, word in POPULATION_KINDS.items()
        ],
        "sports": sorted(catalogue.sports.values(), key=lambda one: words.said(one.name)),
    }
    return render(request, "library/goals.html", page)


@require_GET
@for_members
def goal(request: MemberRequest, goal: str) -> HttpResponse:
    catalogue = request.catalogue
    entry = entry_or_404(catalogue.goals, goal)
    heaviest = sorted(entry.muscles.items(), key=lambda pair: -pair[1])
    page = {
        "goal": entry,
        "kind": GOAL_KINDS[entry.kind],
        "muscles": [catalogue.muscles[id_] for id_, _ in heaviest],
        "sports": [one for one in catalogue.sports.values() if entry.id in one.goals],
        **_linked(entry, catalogue),
    }
    return render(request, "library/goal.html", page)


@require_GET
@for_members
def population(request: MemberRequest, population: str) -> HttpResponse:
    catalogue = request.catalogue
    entry = entry_or_404(catalogue.populations, population)
    page = {
        "population": entry,
        "kind": POPULATION_KINDS[entry.kind],
        "variants": [
            (one, one.variants[entry.id])
            for one in catalogue.techniques.values()
            if entry.id in one.variants
        ],
        "goals": [catalogue.goals[id_] for id_ in entry.goals],
        "sports": [catalogue.sports[id_] for id_ in entry.sports],
        **_linked(entry, catalogue),
    }
    return render(request, "library/population.html", page)


@require_GET
@for_members
def sport(request: MemberRequest, sport: str) -> HttpResponse:
    catalogue = request.catalogue
    entry = entry_or_404(catalogue.sports, sport)
    page = {
        "sport": entry,
        "muscles": [
            (catalogue.muscles[id_], _lengthening(catalogue.muscles[id_], catalogue))
            for id_ in entry.muscles
        ],
        "goals": [catalogue.goals[id_] for id_ in entry.goals],
        "sources": sources_of(entry.sources, catalogue),
    }
    return render(request, "library/sport.html", page)


def _lengthening(muscle: Muscle, catalogue: Catalogue) -> Iterable[Any]:
    return [one for one in catalogue.stretches.values() if muscle.id in one.primary_muscles]


def _linked(entry: Goal | Population, catalogue: Catalogue) -> dict[str, Any]:
    """What a goal or a population leads to, as entries."""
    return {
        "stretches": [catalogue.stretches[id_] for id_ in entry.stretches],
        "techniques": [catalogue.techniques[id_] for id_ in entry.techniques],
        "claims": [catalogue.claims[id_] for id_ in entry.claims],
        "precautions": [catalogue.precautions[id_] for id_ in entry.precautions],
        "sources": sources_of(entry.sources, catalogue),
    }
