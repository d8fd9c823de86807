"""The library: what the evidence says, guides around a session, and what answers the articles."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_noop as _
from django.views.decorators.http import require_GET

from endrange.knowledge import Catalogue, Requirement, Support
from endrange_app.web import words
from endrange_app.web.door import MemberRequest, for_members
from endrange_app.web.entries import entry_or_404, sources_of

SUPPORT = words.Words(
    {
        Support.SUPPORTED: _("Supported"),
        Support.PARTLY: _("Partly supported"),
        Support.CONTESTED: _("Contested"),
        Support.NOT_SUPPORTED: _("Not supported"),
    }
)
PAGES = {
    "claims": "claim",
    "guides": "guide",
    "goals": "goal",
    "populations": "population",
    "sports": "sport",
    "stretches": "stretch",
    "techniques": "technique",
    "precautions": "precaution",
    "sources": "source",
}
"""Kinds of entries and the name of their page."""

SCREENS = words.Words(
    {
        "visit-screening": _("the questions"),
        "visit-measures": _("the measures of a visit"),
        "visit-plan": _("the plan of a visit"),
        "session-helper": _("the helper’s screen"),
        "session-client": _("the client’s screen"),
    }
)


@require_GET
@for_members
def claims(request: MemberRequest) -> HttpResponse:
    catalogue = request.catalogue
    groups = [
        (word, [one for one in catalogue.claims.values() if one.support is support])
        for support, word in SUPPORT.items()
    ]
    page = {"groups": groups, "guides": catalogue.guides.values()}
    return render(request, "library/claims.html", page)


@require_GET
@for_members
def claim(request: MemberRequest, claim: str) -> HttpResponse:
    catalogue = request.catalogue
    entry = entry_or_404(catalogue.claims, claim)
    page = {
        "claim": entry,
        "support": SUPPORT[entry.support],
        "articles": sources_of(entry.articles, catalogue),
        "goals": [one for one in catalogue.goals.values() if entry.id in one.claims],
        "populations": [one for one in catalogue.populations.values() if entry.id in one.claims],
        "sources": sources_of(entry.sources, catalogue),
    }
    return render(request, "library/claim.html", page)


@require_GET
@for_members
def guide(request: MemberRequest, guide: str) -> HttpResponse:
    catalogue = request.catalogue
    entry = entry_or_404(catalogue.guides, guide)
    page = {
        "guide": entry,
        "lines": [
            (line.about, list(zip(entry.columns, line.cells, strict=True))) for line in entry.lines
        ],
        "claims": [catalogue.claims[id_] for id_ in entry.claims],
        "sources": sources_of(entry.sources, catalogue),
    }
    return render(request, "library/guide.html", page)


@require_GET
@for_members
def coverage(request: MemberRequest) -> HttpResponse:
    catalogue = request.catalogue
    articles = dict.fromkeys(item.article for item in catalogue.coverage.values())
    groups = [
        (
            catalogue.sources[article],
            [
                (item, _answers(item, catalogue))
                for item in catalogue.coverage.values()
                if item.article == article
            ],
        )
        for article in articles
    ]
    return render(request, "library/coverage.html", {"groups": groups})


def _answers(item: Requirement, catalogue: Catalogue) -> list[tuple[str, str]]:
    """Name and address of each entry that answers an item; a screen has a name only."""
    found = []
    for each in item.entries:
        kind, _, id_ = each.partition("/")
        if kind == "screens":
            found.append((SCREENS[id_], ""))
            continue
        entry = getattr(catalogue, kind)[id_]
        name = next(
            getattr(entry, field)
            for field in ("name", "claim", "title", "id")
            if getattr(entry, field, "")
        )
        found.append((name, reverse(PAGES[kind], args=[id_]) if kind in PAGES else ""))
    return found
