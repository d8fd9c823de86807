"""The library: every stretch, found as one types. The browser keeps one index of all of it."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_GET

from endrange import physiology
from endrange.knowledge import Catalogue, Technique
from endrange_app.web import shelf, words
from endrange_app.web.door import MemberRequest, for_members
from endrange_app.web.shelf import Shelved, Sought

Choices = list[tuple[str, str]]


@require_GET
@for_members
def index(request: MemberRequest) -> HttpResponse:
    """All stretches; those that do not fit a search are there, and hidden."""
    catalogue, sought = request.catalogue, shelf.sought(request.GET)
    every = shelf.stretches(catalogue)
    found = {one.id for one in every if one.fits(sought)}
    page = {
        "q": request.GET.get("q", "").strip(),
        "sought": sought,
        "found": found,
        "count": len(every),
        "groups": list(_groups(every, found, catalogue)),
        "first_filters": _filters(catalogue, sought, shelf.FACETS[:4]),
        "more_filters": _filters(catalogue, sought, shelf.FACETS[4:]),
        "more_are_set": any(facet in sought.facets for facet in shelf.FACETS[4:]),
        "others": [one for one in shelf.others(catalogue) if one.fits(sought)],
        "shapes": [(one, one.default_dose) for one in _first_techniques(catalogue)],
    }
    return render(request, "library/index.html", page)


def _groups(
    every: Iterable[Shelved], found: set[str], catalogue: Catalogue
) -> Iterable[tuple[str, str, list[Any], bool]]:
    """Id and name of an area, its stretches, and whether any of them is found."""
    for area, some in groupby(every, key=lambda one: one.facets["area"][0]):
        rows = [catalogue.stretches[one.id] for one in some]
        name = shelf.area_name(area, catalogue)
        yield area, name, rows, any(row.id in found for row in rows)


def _first_techniques(catalogue: Catalogue) -> list[Technique]:
    """The techniques that rows are drawn with: the first of each stretch."""
    ids = dict.fromkeys(one.techniques[0] for one in catalogue.stretches.values())
    return [catalogue.technique(id_) for id_ in ids]


def _filters(catalogue: Catalogue, sought: Sought, facets: Iterable[str]) -> list[dict[str, Any]]:
    labels = {
        "area": (_("Where"), _("Anywhere")),
        "position": (_("Position"), _("Any")),
        "helper": (_("Who may help"), _("Anybody")),
        "thing": (_("Equipment"), _("Any")),
        "muscle": (_("Muscle"), _("Any")),
        "technique": (_("Technique"), _("Any")),
        "goal": (_("Goal"), _("Any")),
        "sport": (_("Sport or work"), _("Any")),
    }
    return [
        {
            "name": facet,
            "label": labels[facet][0],
            "any": labels[facet][1],
            "chosen": sought.facets.get(facet, ""),
            "choices": _choices(facet, catalogue),
        }
        for facet in facets
    ]


def _choices(facet: str, catalogue: Catalogue) -> Choices:
    """What may be chosen: only what leads to some stretch."""
    used = {value for one in shelf.stretches(catalogue) for value in one.facets[facet]}
    named: Mapping[str, Choices] = {
        "area": [(id_, words.said(one.name)) for id_, one in catalogue.areas.items()],
        "position": [(one.value, word) for one, word in words.POSITIONS.items()],
        "helper": [(one.value, word) for one, word in words.LAY_PARTNERS.items()],
        "thing": [(one, words.said(one).capitalize()) for one in sorted(used - {shelf.NOTHING})],
        "muscle": [(id_, words.said(one.name)) for id_, one in catalogue.muscles.items()],
        "technique": [(id_, words.said(one.name)) for id_, one in catalogue.techniques.items()],
        "goal": [(id_, words.said(one.name)) for id_, one in catalogue.goals.items()],
        "sport": [(id_, words.said(one.name)) for id_, one in catalogue.sports.items()],
    }
    choices = [(value, name) for value, name in named[facet] if value in used]
    if facet in ("muscle", "goal", "sport"):
        choices.sort(key=lambda pair: pair[1].casefold())
    return [*choices, (shelf.NOTHING, _("Nothing"))] if shelf.NOTHING in used else choices


def _document(catalogue: Catalogue) -> tuple[bytes, str]:
    """The index as JSON, and its strong ETag: catalogue, overlay and language, then its bytes."""
    key = f"library:{catalogue.version}:{get_language()}"
    kept: tuple[bytes, str] | None = cache.get(key)
    if kept is None:
        text = {
            "stretches": [
                {"id": s.id, "words": s.words, "facets": s.facets}
                for s in shelf.stretches(catalogue)
            ],
            "others": [vars(one) for one in shelf.others(catalogue)],
        }
        body = json.dumps(text, ensure_ascii=False, separators=(",", ":")).encode()
        digest = hashlib.sha256(body).hexdigest()[:8]
        kept = body, f'"{catalogue.version}.{get_language()}.{digest}"'
        cache.set(key, kept, timeout=None)
    return kept


def _etag(request: HttpRequest) -> str:
    return _document(request.catalogue)[1]  # type: ignore[attr-defined]


@require_GET
@for_members
def document(request: MemberRequest) -> HttpResponse:
    """The whole index, once: asked for again it answers 304 until the catalogue changes."""
    response = _revalidated(request)
    patch_cache_control(response, private=True, no_cache=True)
    return response


@condition(etag_func=_etag)
def _revalidated(request: MemberRequest) -> HttpResponse:
    return HttpResponse(_document(request.catalogue)[0], content_type="application/json")


@require_GET
@for_members
def model(request: MemberRequest) -> HttpResponse:
    """How a plan is chosen, with every number of the model and where it comes from."""
    return render(request, "library/model.html", {"parameters": physiology.PARAMETERS.items()})
