"""The library: where each fact comes from, and everything that rests on it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from endrange_app.web.door import MemberRequest, for_members
from endrange_app.web.entries import entry_or_404, resting_on


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
    return render(
        request, "library/source.html", {"source": entry, "used": resting_on(entry, catalogue)}
    )
