"""Lists of visits, each with its verdict and where it stands. One query, however long."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from endrange_app.storage.models import Run, Screening, Visit

MOST = 50
"""Rows on one page; ours: more are found by searching, not by scrolling."""


@dataclass(frozen=True)
class Row:
    visit: Visit
    verdict: str
    """Empty: not asked yet."""
    where: str


def rows(visits: QuerySet[Visit]) -> list[Row]:
    asked = Screening.objects.filter(visit=OuterRef("pk")).order_by("-at", "-id")
    runs = Run.objects.filter(visit=OuterRef("pk"))
    told = visits.annotate(
        verdict=Subquery(asked.values("verdict")[:1]),
        done=Exists(runs.filter(ended_at__isnull=False)),
        going=Exists(runs.filter(ended_at__isnull=True)),
    )
    return [
        Row(visit, visit.verdict or "", _where(visit, visit.verdict, visit.going, visit.done))
        for visit in told
    ]


def _where(visit: Visit, verdict: str | None, going: bool, done: bool) -> str:
    if visit.closed_at:
        return _("Signed")
    if verdict is None:
        return _("Questions open")
    if going:
        return _("Session going")
    return _("Summary not signed") if done else _("Asked, session to come")
