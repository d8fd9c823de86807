"""What Endrange is for, and how far its rules were reviewed: for everybody, signed in or not."""

from collections import Counter

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from endrange.knowledge import RULES, signed
from endrange_app.storage import catalogues


@require_GET
def intended_use(request: HttpRequest) -> HttpResponse:
    return render(request, "about/intended_use.html")


@require_GET
def rules(request: HttpRequest) -> HttpResponse:
    catalogue = catalogues.of_anybody()
    entries = [one for kind in RULES for one in getattr(catalogue, kind).values()]
    page = {
        "edition": catalogue.version,
        "count": len(entries),
        "signed": len(signed(catalogue)),
        "grades": Counter(one.grade for one in entries).most_common(),
    }
    return render(request, "about/rules.html", page)
