"""The library: one stretch, as a score for two, told for either side."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import select_template
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from endrange.knowledge import (
    Act,
    Catalogue,
    LayPartner,
    Load,
    Phase,
    Precaution,
    ProtocolStep,
    Stretch,
    Technique,
)
from endrange.screening import overall, strain
from endrange.values import Side
from endrange_app.web import words
from endrange_app.web.done import SELF_STRETCH
from endrange_app.web.door import MemberRequest, for_members
from endrange_app.web.entries import entry_or_404, own_mark, sources_of
from endrange_app.web.shelf import area_name


@dataclass(frozen=True)
class ScoreRow:
    """One act: what each of the two does, on one row."""

    phase: Phase
    seconds: int
    times: int
    """More than 1: part of the repetition. 0: done once."""
    first: bool
    helper: tuple[str, ...]
    client: tuple[str, ...]
    hands: str = ""
    """What the helper hears besides, in the language of the page."""
    effort: str = ""
    """The same for the client."""


@require_GET
@for_members
def stretch(request: MemberRequest, stretch: str) -> HttpResponse:
    catalogue = request.catalogue
    entry = entry_or_404(catalogue.stretches, stretch)
    offered = [catalogue.technique(id_) for id_ in entry.techniques]
    wanted = request.GET.get("technique")
    chosen = next((one for one in offered if one.id == wanted), offered[0])
    side = _side(request.GET.get("side", ""), entry)
    page = {
        "stretch": entry,
        "side": side,
        "sides": entry.sides if len(entry.sides) > 1 else (),
        "techniques": offered,
        "technique": chosen,
        "dose": chosen.default_dose,
        "side_seconds": chosen.side_seconds(chosen.default_dose),
        "score": list(score(entry, chosen)),
        "figure": _figure(entry),
        "own_mark": own_mark("stretches", entry.id, catalogue),
        **_facts(entry, catalogue),
        **_around(entry, catalogue),
        "sources": sources_of(entry.sources, catalogue),
        "technique_sources": sources_of(chosen.sources, catalogue),
    }
    return render(request, "library/stretch.html", page)


def _side(sent: str, stretch: Stretch) -> Side | None:
    """The side the page tells; none: the words that hold for both."""
    known = {side.value: side for side in stretch.sides if side.mirrored is not side}
    return known.get(sent)


def score(stretch: Stretch, technique: Technique) -> Iterator[ScoreRow]:
    """One row for each act of the technique, in this stretch's own words where it has them."""
    times = technique.repetitions.default
    row = partial(_row, stretch=stretch, technique=technique)
    yield from (row(step, times=0, first=False) for step in technique.before)
    each = [step for step in technique.each if step.seconds.default]
    yield from (row(step, times=times, first=step is each[0]) for step in each)
    yield from (row(step, times=0, first=False) for step in technique.after)


def _row(
    step: ProtocolStep, *, stretch: Stretch, technique: Technique, times: int, first: bool
) -> ScoreRow:
    act = ScoreRow(step.act.phase, step.seconds.default, times, first, (), ())
    if step.act is Act.GET_READY:
        setup = replace(act, helper=(stretch.helper_position,), client=stretch.client_setup)
        return replace(setup, hands=_hands(stretch))
    cues = stretch.words(technique, step.act)
    effort = technique.effort_percent if step.act is Act.CONTRACT else None
    said = effort and _("About %(tenths)s of 10.") % {"tenths": words.number(effort.default / 10)}
    return replace(act, helper=(cues.helper,), client=(cues.client,), effort=said or "")


def _hands(stretch: Stretch) -> str:
    return _("Place your hands: 1, then 2.") if len(stretch.hands) > 1 else ""


def _figure(stretch: Stretch) -> str:
    """The template that draws this stretch, or the panel that stands in for it."""
    names = [f"figures/{stretch.id}.html", "library/no_figure.html"]
    return str(select_template(names).template.name)


def _facts(stretch: Stretch, catalogue: Catalogue) -> dict[str, Any]:
    """What stands beside the name."""
    muscles = catalogue.muscles
    return {
        "area": area_name(stretch.area, catalogue),
        "primary": [muscles[id_] for id_ in stretch.primary_muscles],
        "secondary": [muscles[id_] for id_ in stretch.secondary_muscles],
        "antagonists": [muscles[id_] for id_ in stretch.antagonists],
        "measure": stretch.measure and catalogue.measure(stretch.measure),
        "lay": words.LAY_PARTNERS[stretch.lay_partner],
        "lay_helps": stretch.lay_partner is not LayPartner.NO,
        "needs": _needs(stretch),
        "optional": ", ".join(stretch.equipment.optional),
        "loads": [load_words(load) for load in stretch.loads],
    }


def _needs(stretch: Stretch) -> str:
    required = ", ".join(stretch.equipment.required)
    either = _(" or ").join(stretch.equipment.any_of)
    return "; ".join(text for text in (required, either) if text)


def load_words(load: Load) -> str:
    """``Hip: flexion, usually up to 90°``; the other side's parts say so."""
    part = str(words.PARTS[load.part])
    what = (load.what or "").replace("_", " ")
    said = f"{part}: {what}" if what else part
    if load.upper_degrees is not None:
        said += ", " + _("usually up to %(degrees)s°") % {"degrees": load.upper_degrees}
    return f"{said} ({_('other side')})" if load.whose == "other" else said


def _around(stretch: Stretch, catalogue: Catalogue) -> dict[str, Any]:
    """What leads here and away from here."""
    stretches = catalogue.stretches
    home = catalogue.techniques.get(SELF_STRETCH)
    return {
        "presets": [one for one in catalogue.presets.values() if one.stretch == stretch.id],
        "alternatives": [stretches[id_] for id_ in stretch.alternatives if id_ in stretches],
        "goals": [one for one in catalogue.goals.values() if one.is_served_by(stretch)],
        "sports": [one for one in catalogue.sports.values() if one.is_served_by(stretch)],
        "rules": [(one, overall(one.verdicts)) for one in rules_about(stretch, catalogue)],
        "home": home,
        "home_dose": home and home.default_dose,
    }


def rules_about(stretch: Stretch, catalogue: Catalogue) -> Iterable[Precaution]:
    """The rules that name a part this stretch loads, the most cautious first.

    Rules that reach everything, or wherever somebody points, are not among them.
    """
    parts = {part for part, _side in strain(stretch, stretch.sides[0]).parts}
    named = [
        one
        for one in catalogue.precautions.values()
        if not one.scope.everywhere and parts.intersection(one.scope.parts)
    ]
    return sorted(named, key=lambda one: (-overall(one.verdicts).caution, one.id))
