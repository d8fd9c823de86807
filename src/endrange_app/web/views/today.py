"""Today: what is open, what happened, and the next visit."""

from django.db.models import F, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from endrange.screening import Setting
from endrange_app.storage import told
from endrange_app.storage.aftermath import FollowUp
from endrange_app.storage.intakes import Intake
from endrange_app.storage.models import Client, Visit
from endrange_app.web import listing, reviewing
from endrange_app.web.door import MemberRequest, for_members


@require_GET
@for_members
def show(request: MemberRequest) -> HttpResponse:
    today = timezone.localdate()
    visits = Visit.objects.of(request.member.clinic).select_related("client", "practitioner")
    unclosed = visits.filter(closed_at__isnull=True).order_by("opened_at")
    closed = visits.filter(closed_at__date=today).order_by("-closed_at")
    clients = Client.objects.of(request.member.clinic).filter(archived_at__isnull=True)
    setting = Setting(request.member.clinic.setting)
    intakes = told.unsettled(Intake.objects.of(request.member.clinic))
    page = {
        "today": today,
        "open_rows": listing.rows(unclosed[: listing.MOST]),
        "closed_rows": listing.rows(closed[: listing.MOST]),
        "intakes": reviewing.listed(intakes, request.catalogue, setting),
        "due": _due(request),
        "clients": clients.order_by("name", "id")[: listing.MOST],
    }
    return render(request, "today.html", page)


def _due(request: MemberRequest) -> QuerySet[FollowUp]:
    """Sessions whose day after has come and that nobody has answered for since it was due."""
    now = timezone.now()
    rows = FollowUp.objects.of(request.member.clinic).filter(
        Q(answered_at__isnull=True) | Q(answered_at__lt=F("due_at")),
        due_at__lte=now,
        open_until__gt=now,
        client__archived_at__isnull=True,
    )
    return rows.select_related("client").order_by("due_at", "id")[: listing.MOST]
