"""What Endrange is for, and how far its rules were reviewed: for everybody, signed in or not."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from endrange_app.storage import catalogues


@require_GET
def intended_use(request: HttpRequest) -> HttpResponse:
    return render(request, "about/intended_use.html")


@require_GET
def rules(request: HttpRequest) -> HttpResponse:
    catalogue = catalogues.of_anybody()
    grades: dict[str, int] = {}
    for row in catalogue.precautions.values():
        grades[row.grade] = grades.get(row.grade, 0) + 1
    page = {
        "edition": catalogue.version,
        "count": len(catalogue.precautions),
        "grades": sorted(grades.items(), key=lambda pair: -pair[1]),
    }
    return render(request, "about/rules.html", page)
