"""The library: techniques, muscles, measures and rules, each in a list and on a page."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from endrange import assessment
from endrange.knowledge import Catalogue, Part, reviews_of, stands
from endrange.screening import overall
from endrange_app.web import words
from endrange_app.web.door import MemberRequest, for_members
from endrange_app.web.entries import entry_or_404, own_mark, sources_of
from endrange_app.web.shelf import area_name
from endrange_app.web.telling import limit


@require_GET
@for_members
def techniques(request: MemberRequest) -> HttpResponse:
    catalogue = request.catalogue
    rows = [
        (one, one.default_dose, _used(one.id, catalogue)) for one in catalogue.techniques.values()
    ]
    return render(request, "library/techniques.html", {"rows": rows})


def _used(technique: str, catalogue: Catalogue) -> int:
    return sum(technique in one.techniques for one in catalogue.stretches.values())


@require_GET
@for_members
def technique(request: MemberRequest, technique: str) -> HttpResponse:
    catalogue = request.catalogue
    entry = entry_or_404(catalogue.techniques, technique)
    populations = catalogue.populations
    page = {
        "technique": entry,
        "own_mark": own_mark("techniques", entry.id, catalogue),
        "dose": entry.default_dose,
        "side_seconds": entry.side_seconds(entry.default_dose),
        "steps": [(step, entry.cues[step.act]) for step in entry.steps],
        "variants": [
            (populations[id_], one) for id_, one in entry.variants.items() if id_ in populations
        ],
        "stretches": [one for one in catalogue.stretches.values() if entry.id in one.techniques],
        "presets": [one for one in catalogue.presets.values() if one.technique == entry.id],
        "goals": [one for one in catalogue.goals.values() if entry.id in one.techniques],
        "sources": sources_of(entry.sources, catalogue),
    }
    return render(request, "library/technique.html", page)


@require_GET
@for_members
def measures(request: MemberRequest) -> HttpResponse:
    catalogue = request.catalogue
    parts = dict.fromkeys(one.joint for one in catalogue.measures.values())
    groups = [
        (
            words.PARTS[part],
            [
                (one, assessment.detectable(one.error.same_examiner))
                for one in sorted(catalogue.measures.values(), key=lambda one: words.said(one.name))
                if one.joint is part
            ],
        )
        for part in Part
        if part in parts
    ]
    return render(request, "library/measures.html", {"groups": groups})


@require_GET
@for_members
def measure(request: MemberRequest, measure: str) -> HttpResponse:
    catalogue = request.catalogue
    entry = entry_or_404(catalogue.measures, measure)
    page = {
        "measure": entry,
        "part": words.PARTS[entry.joint],
        "movement": entry.movement.replace("_", " "),
        "detectable": round(assessment.detectable(entry.error.same_examiner), 1),
        "detectable_other": round(assessment.detectable(entry.error.other_examiner), 1),
        "stretches": [one for one in catalogue.stretches.values() if one.measure == entry.id],
        "norms": [one for one in catalogue.norms.values() if one.measure == entry.id],
        "sources": sources_of(dict.fromkeys((*entry.error.sources, *entry.sources)), catalogue),
    }
    return render(request, "library/measure.html", page)


@require_GET
@for_members
def muscles(request: MemberRequest) -> HttpResponse:
    catalogue = request.catalogue
    areas = {one.area for one in catalogue.muscles.values()}
    groups = [
        (
            area_name(area, catalogue),
            [one for one in catalogue.muscles.values() if one.area == area],
        )
        for area in catalogue.areas
        if area in areas
    ]
    return render(request, "library/muscles.html", {"groups": groups})


@require_GET
@for_members
def muscle(request: MemberRequest, muscle: str) -> HttpResponse:
    catalogue = request.catalogue
    entry = entry_or_404(catalogue.muscles, muscle)
    known, stretches = catalogue.muscles, catalogue.stretches.values()
    page = {
        "muscle": entry,
        "area": area_name(entry.area, catalogue),
        "joints": [words.PARTS[part] for part in entry.joints],
        "actions": [_action(text) for text in entry.actions],
        "antagonists": [known[id_] for id_ in entry.antagonists if id_ in known],
        "first": [one for one in stretches if entry.id in one.primary_muscles],
        "also": [one for one in stretches if entry.id in one.secondary_muscles],
        "against": [one for one in stretches if entry.id in one.antagonists],
        "goals": [one for one in catalogue.goals.values() if entry.id in one.muscles],
        "sports": [one for one in catalogue.sports.values() if entry.id in one.muscles],
        "sources": sources_of(entry.sources, catalogue),
    }
    return render(request, "library/muscle.html", page)


def _action(text: str) -> str:
    """``HIP extension`` as ``hip, extension``."""
    part, _, movement = text.partition(" ")
    known = {one.value: name for one, name in words.PARTS.items()}
    return f"{words.within(known.get(part, part))}, {movement.replace('_', ' ')}"


@require_GET
@for_members
def precautions(request: MemberRequest) -> HttpResponse:
    every = (request.catalogue.precautions, request.catalogue.followup_rules)
    rows = sorted((one for kind in every for one in kind.values()), key=lambda one: one.id)
    page = {"rows": [(one, overall(one.verdicts)) for one in rows]}
    return render(request, "library/precautions.html", page)


@require_GET
@for_members
def precaution(request: MemberRequest, precaution: str) -> HttpResponse:
    catalogue = request.catalogue
    kind = "followup_rules" if precaution in catalogue.followup_rules else "precautions"
    entry = entry_or_404({**catalogue.precautions, **catalogue.followup_rules}, precaution)
    asked = dict.fromkeys(trigger.question for group in entry.when for trigger in group)
    known = {**catalogue.questions, **catalogue.followup_questions}
    page = {
        "precaution": entry,
        "own_mark": own_mark("precautions", entry.id, catalogue),
        "questions": [known[id_] for id_ in asked],
        "reviews": [(one, stands(one, catalogue)) for one in reviews_of(catalogue, kind, entry.id)],
        "verdicts": [(words.MODES[mode], verdict) for mode, verdict in entry.verdicts.items()],
        "limits": [limit(one) for one in entry.modifications],
        "goals": [one for one in catalogue.goals.values() if entry.id in one.precautions],
        "populations": [
            one for one in catalogue.populations.values() if entry.id in one.precautions
        ],
        "sources": sources_of(entry.sources, catalogue),
    }
    return render(request, "library/precaution.html", page)
