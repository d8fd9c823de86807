"""The library: stretches, techniques, measures, muscles, rules and sources, as they are known."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import select_template
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from endrange import assessment, physiology
from endrange.knowledge import (
    Act,
    Catalogue,
    LayPartner,
    Phase,
    ProtocolStep,
    Source,
    Stretch,
    Technique,
)
from endrange.values import Value
from endrange_app.web import words
from endrange_app.web.door import MemberRequest, for_members
from endrange_app.web.views.decision import limit

Entry = TypeVar("Entry", bound=Value)


@dataclass(frozen=True)
class ScoreRow:
    """One act: what each of the two does, on one row."""

    phase: Phase
    seconds: int
    times: int
    """More than 1: part of the repetition. 0: done once."""
    first: bool
    helper: str
    client: str


@require_GET
@for_members
def index(request: MemberRequest) -> HttpResponse:
    catalogue = request.catalogue
    sent = {
        name: request.GET.get(name, "").strip()
        for name in ("q", "area", "position", "helper", "thing")
    }
    found = [one for one in catalogue.stretches.values() if _fits(one, sent, catalogue)]
    areas = {one.area for one in catalogue.stretches.values()}
    page = {
        "sent": sent,
        "is_filtered": any(sent.values()),
        "stretches": sorted(found, key=lambda one: (one.area, one.name)),
        "count": len(catalogue.stretches),
        "areas": [(id_, _area(id_, catalogue)) for id_ in sorted(areas)],
        "positions": words.POSITIONS.items(),
        "helpers": words.LAY_PARTNERS.items(),
        "things": sorted(_things(catalogue)),
        "techniques": catalogue.techniques.values(),
        "measures": sorted(catalogue.measures.values(), key=lambda one: one.name),
    }
    return render(request, "library/index.html", page)


def _fits(stretch: Stretch, sent: Mapping[str, str], catalogue: Catalogue) -> bool:
    needed = {*stretch.equipment.required, *stretch.equipment.any_of}
    return (
        _mentions(stretch, sent["q"], catalogue)
        and sent["area"] in ("", stretch.area)
        and sent["position"] in ("", stretch.position)
        and sent["helper"] in ("", stretch.lay_partner)
        and (not sent["thing"] or sent["thing"] in needed)
    )


def _mentions(stretch: Stretch, wanted: str, catalogue: Catalogue) -> bool:
    muscles = [catalogue.muscles[id_] for id_ in stretch.muscles if id_ in catalogue.muscles]
    said = [stretch.name, stretch.lead, *(f"{m.name} {m.common_name}" for m in muscles)]
    return all(word in " ".join(said).lower() for word in wanted.lower().split())


def _things(catalogue: Catalogue) -> set[str]:
    every = (one.equipment for one in catalogue.stretches.values())
    return {thing for equipment in every for thing in (*equipment.required, *equipment.any_of)}


def _area(id_: str, catalogue: Catalogue) -> str:
    return catalogue.areas[id_].name if id_ in catalogue.areas else id_.replace("_", " ")


@require_GET
@for_members
def stretch(request: MemberRequest, stretch: str) -> HttpResponse:
    catalogue = request.catalogue
    entry = entry_or_404(catalogue.stretches, stretch)
    offered = [catalogue.technique(id_) for id_ in entry.techniques]
    wanted = request.GET.get("technique")
    chosen = next((one for one in offered if one.id == wanted), offered[0])
    page = {
        "stretch": entry,
        "area": _area(entry.area, catalogue),
        "primary": [catalogue.muscles[id_] for id_ in entry.primary_muscles],
        "secondary": [catalogue.muscles[id_] for id_ in entry.secondary_muscles],
        "measure": entry.measure and catalogue.measure(entry.measure),
        "lay": words.LAY_PARTNERS[entry.lay_partner],
        "lay_helps": entry.lay_partner is not LayPartner.NO,
        "needs": _needs(entry),
        "techniques": offered,
        "technique": chosen,
        "dose": chosen.default_dose,
        "score": list(score(entry, chosen)),
        "presets": [one for one in catalogue.presets.values() if one.stretch == entry.id],
        "alternatives": [
            catalogue.stretches[id_] for id_ in entry.alternatives if id_ in catalogue.stretches
        ],
        "sources": sources_of(entry.sources, catalogue),
        "technique_sources": sources_of(chosen.sources, catalogue),
        "figure": _figure(entry),
    }
    return render(request, "library/stretch.html", page)


def score(stretch: Stretch, technique: Technique) -> Iterable[ScoreRow]:
    """One row for each act of the technique, in this stretch's own words where it has them."""
    times = technique.repetitions.default
    yield from (_row(step, stretch, technique, 0, first=False) for step in technique.before)
    each = [step for step in technique.each if step.seconds.default]
    for step in each:
        yield _row(step, stretch, technique, times, first=step is each[0])
    yield from (_row(step, stretch, technique, 0, first=False) for step in technique.after)


def _row(
    step: ProtocolStep, stretch: Stretch, technique: Technique, times: int, *, first: bool
) -> ScoreRow:
    cues = stretch.words(technique, step.act)
    helper, client = cues.helper, cues.client
    if step.act is Act.GET_READY:
        helper = (
            " ".join((stretch.helper_position, _("Place your hands: 1, then 2.")))
            if len(stretch.hands) > 1
            else stretch.helper_position
        )
        client = " ".join(stretch.client_setup)
    if step.act is Act.CONTRACT and technique.effort_percent:
        tenths = words.number(technique.effort_percent.default / 10)
        about = _("About %(tenths)s of 10.") % {"tenths": tenths}
        client = f"{client} {about}"
    return ScoreRow(step.act.phase, step.seconds.default, times, first, helper, client)


def _needs(stretch: Stretch) -> str:
    required = ", ".join(stretch.equipment.required)
    either = _(" or ").join(stretch.equipment.any_of)
    return "; ".join(text for text in (required, either) if text)


def _figure(stretch: Stretch) -> str:
    """The template that draws this stretch, or the panel that stands in for it."""
    names = [f"figures/{stretch.id}.html", "library/no_figure.html"]
    return str(select_template(names).template.name)


@require_GET
@for_members
def technique(request: MemberRequest, technique: str) -> HttpResponse:
    catalogue = request.catalogue
    entry = entry_or_404(catalogue.techniques, technique)
    page = {
        "technique": entry,
        "dose": entry.default_dose,
        "steps": [(step, words.PHASES[step.act.phase]) for step in entry.steps],
        "stretches": [one for one in catalogue.stretches.values() if entry.id in one.techniques],
        "sources": sources_of(entry.sources, catalogue),
    }
    return render(request, "library/technique.html", page)


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
def muscle(request: MemberRequest, muscle: str) -> HttpResponse:
    catalogue = request.catalogue
    entry = entry_or_404(catalogue.muscles, muscle)
    known = catalogue.muscles
    page = {
        "muscle": entry,
        "area": _area(entry.area, catalogue),
        "joints": [words.PARTS[part] for part in entry.joints],
        "actions": [_action(text) for text in entry.actions],
        "antagonists": [known[id_] for id_ in entry.antagonists if id_ in known],
        "stretches": [one for one in catalogue.stretches.values() if entry.id in one.muscles],
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
def precaution(request: MemberRequest, precaution: str) -> HttpResponse:
    catalogue = request.catalogue
    entry = entry_or_404(catalogue.precautions, precaution)
    asked = dict.fromkeys(trigger.question for group in entry.when for trigger in group)
    page = {
        "precaution": entry,
        "questions": [catalogue.questions[id_] for id_ in asked],
        "verdicts": [(words.MODES[mode], verdict) for mode, verdict in entry.verdicts.items()],
        "limits": [limit(one) for one in entry.modifications],
        "sources": sources_of(entry.sources, catalogue),
    }
    return render(request, "library/precaution.html", page)


@require_GET
@for_members
def sources(request: MemberRequest) -> HttpResponse:
    every = request.catalogue.sources.values()
    page = {"sources": sorted(every, key=lambda one: (one.said_by or one.title).casefold())}
    return render(request, "library/sources.html", page)


@require_GET
@for_members
def source(request: MemberRequest, source: str) -> HttpResponse:
    catalogue = request.catalogue
    entry = entry_or_404(catalogue.sources, source)
    page = {"source": entry, "used": _used(entry, catalogue)}
    return render(request, "library/source.html", page)


@dataclass(frozen=True)
class Use:
    kind: str
    """Name of the address; empty where entries have no page."""
    word: str
    id: str
    name: str


def _used(source: Source, catalogue: Catalogue) -> list[Use]:
    kinds: list[tuple[str, str, Iterable[Value]]] = [
        ("stretch", _("Stretch"), catalogue.stretches.values()),
        ("technique", _("Technique"), catalogue.techniques.values()),
        ("measure", _("Measure"), catalogue.measures.values()),
        ("muscle", _("Muscle"), catalogue.muscles.values()),
        ("precaution", _("Rule"), catalogue.precautions.values()),
        ("claim", _("Claim"), catalogue.claims.values()),
        ("guide", _("Guide"), catalogue.guides.values()),
        ("goal", _("Goal"), catalogue.goals.values()),
        ("population", _("People"), catalogue.populations.values()),
        ("sport", _("Sport"), catalogue.sports.values()),
        ("", _("Joint"), catalogue.joints.values()),
        ("", _("Norm"), catalogue.norms.values()),
        ("", _("Item of an article"), catalogue.coverage.values()),
        ("", _("Question"), catalogue.questions.values()),
    ]
    return [
        Use(kind, word, entry.id, _title(entry))  # type: ignore[attr-defined]
        for kind, word, entries in kinds
        for entry in entries
        if f'"{source.id}"' in entry.model_dump_json()
    ]


def _title(entry: Value) -> str:
    for name in ("name", "title", "text", "claim", "says", "method"):
        if hasattr(entry, name):
            return str(getattr(entry, name))
    raise TypeError(f"{type(entry).__name__} has neither name, title nor text")


@require_GET
@for_members
def model(request: HttpRequest) -> HttpResponse:
    """How a plan is chosen, with every number of the model and where it comes from."""
    return render(request, "library/model.html", {"parameters": physiology.PARAMETERS.items()})


def entry_or_404(entries: Mapping[str, Entry], id_: str) -> Entry:
    if id_ not in entries:
        raise Http404(f"no entry is called {id_}")
    return entries[id_]


def sources_of(ids: Iterable[str], catalogue: Catalogue) -> Sequence[Source]:
    return [catalogue.sources[id_] for id_ in ids if id_ in catalogue.sources]
