"""The practitioner gives a client a link, and sees what arrives."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from endrange.screening import Setting
from endrange_app.storage import access, actions
from endrange_app.storage.intakes import Intake
from endrange_app.web import phone, reviewing
from endrange_app.web.door import MemberRequest, for_members


@require_POST
@for_members
def create(request: MemberRequest, client: UUID) -> HttpResponse:
    """A fresh link; an earlier one opens nothing any more, what was said through it stays."""
    row = access.client(request.member, client)
    if row.archived_at is not None:
        messages.error(request, _("Put this client back on the lists first."))
        return redirect("client", row.pk)
    intake = actions.intakes.invite(by=request.user, client=row, now=timezone.now())
    return redirect("client-intake", intake.pk)


@require_GET
@never_cache
@for_members
def show(request: MemberRequest, intake: UUID) -> HttpResponse:
    """The link as long as it opens, and what was said so far: to be gone through together."""
    row = access.intake(request.member, intake)
    now, setting = timezone.now(), Setting(request.member.clinic.setting)
    page: dict[str, Any] = {
        "intake": row,
        "client": row.client,
        "state": reviewing.state(row, now),
        "is_open": row.is_open_to_client(now),
        "review": reviewing.review(row, request.catalogue, setting),
        "accepts": reviewing.ACCEPTS[setting],
        "open_visit": row.client.visits.filter(closed_at__isnull=True).first(),
    }
    return render(request, "intakes/show.html", page | _link(request, row))


def _link(request: MemberRequest, row: Intake) -> dict[str, Any]:
    if row.token is None:
        return {}
    address = phone.reach(request, reverse("intake", args=[row.token]))
    return {"address": address, "qr": phone.qr(address)}


@require_POST
@for_members
def revoke(request: MemberRequest, intake: UUID) -> HttpResponse:
    """Close the link at once; what was said through it is not used."""
    row = access.intake(request.member, intake)
    actions.intakes.revoke(by=request.user, intake=row, now=timezone.now())
    messages.success(request, _("The link is closed. What was said through it is not used."))
    return redirect("client", row.client_id)
