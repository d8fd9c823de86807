"""Besides the answers: a clinician's word is entered, and today is made stricter."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from endrange.errors import BadInput
from endrange.screening import Clearance, Finding
from endrange_app.storage import access, actions
from endrange_app.storage.laid import Restriction
from endrange_app.web import telling
from endrange_app.web.door import MemberRequest, for_members
from endrange_app.web.forms.laying import ClearanceForm, RestrictionForm
from endrange_app.web.standing import Standing


@require_http_methods(["GET", "POST"])
@for_members
def clearances(request: MemberRequest, visit: UUID) -> HttpResponse:
    standing = Standing(access.visit(request.member, visit))
    decided = standing.clearance
    if decided is None or standing.is_closed or not standing.may_go_on:
        return redirect("visit-decision", visit)
    personal = [
        (told, actions.clearances.shut(one, decided))
        for told, one in zip(standing.findings, decided.findings, strict=True)
        if one.personal or one.waits
    ]
    named = [told for told, why_not in personal if not why_not]
    sent = request.POST if request.method == "POST" else None
    form = ClearanceForm(
        sent, findings=named, catalogue=request.catalogue, initial=_usual(request, named)
    )
    if form.is_valid() and _recorded(request, standing, form):
        return redirect("visit-decision", visit)
    page = {
        "visit": standing.visit,
        "steps": standing.steps("Re-screen"),
        "form": form,
        "named": named,
        "shut": [(told.title, why_not) for told, why_not in personal if why_not],
    }
    return render(request, "visits/clearances.html", page, status=200 if sent is None else 422)


def _usual(request: MemberRequest, named: list[Finding]) -> dict[str, Any]:
    """What a fresh form says: the finding somebody came from, today, and twelve weeks."""
    today = timezone.localdate()
    waiting = [one.precaution for one in named if one.waits]
    wanted = request.GET.get("for")
    return {
        "precautions": [wanted] if wanted in waiting else waiting[:1] if len(waiting) == 1 else [],
        "given": today,
        "until": today + actions.clearances.USUAL,
    }


def _recorded(request: MemberRequest, standing: Standing, form: ClearanceForm) -> bool:
    try:
        actions.clearances.record(
            by=request.user,
            visit=standing.visit,
            clearance=form.clearance,
            note=form.cleaned_data["note"],
            now=timezone.now(),
        )
    except BadInput as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.problem)
        return False
    messages.success(request, _("The clinician’s word is kept, and today is decided again."))
    return True


@require_POST
@for_members
def withdraw_clearance(request: MemberRequest, word: UUID) -> HttpResponse:
    row = access.clinician_clearance(request.member, word)
    because = request.POST.get("because", "")[:200]
    try:
        actions.clearances.withdraw(
            by=request.user, clearance=row, because=because, now=timezone.now()
        )
        messages.success(request, _("Withdrawn. What it opened waits for a clinician again."))
    except BadInput as refused:
        messages.error(request, refused.problem)
    return redirect("client", row.client_id)


@require_http_methods(["GET", "POST"])
@for_members
def restrictions(request: MemberRequest, visit: UUID) -> HttpResponse:
    standing = Standing(access.visit(request.member, visit))
    decided = standing.clearance
    if decided is None or standing.is_closed or not standing.may_go_on:
        return redirect("visit-decision", visit)
    sent = request.POST if request.method == "POST" else None
    form = RestrictionForm(sent, catalogue=request.catalogue)
    if form.is_valid() and _restricted(request, standing, form):
        return redirect("visit-decision", visit)
    page = {
        "visit": standing.visit,
        "steps": standing.steps("Re-screen"),
        "form": form,
        "laid": _laid(standing, decided, request),
    }
    return render(request, "visits/restrictions.html", page, status=200 if sent is None else 422)


def _laid(
    standing: Standing, decided: Clearance, request: MemberRequest
) -> list[tuple[Restriction, telling.Told]]:
    """What is in force now, each with its finding."""
    rows = standing.visit.restrictions.filter(withdrawn_at__isnull=True).order_by("number")
    told = {one.precaution: one for one in standing.findings}
    reach = telling.reached(decided, request.catalogue)
    return [
        (row, telling.tell(told[row.precaution], reach, request.catalogue))
        for row in rows
        if row.precaution in told
    ]


def _restricted(request: MemberRequest, standing: Standing, form: RestrictionForm) -> bool:
    wanted = form.restriction
    try:
        if wanted:
            actions.restrictions.record(
                by=request.user, visit=standing.visit, restriction=wanted, now=timezone.now()
            )
    except BadInput as refused:
        form.add_error(None, refused.problem)
        return False
    messages.success(request, _("Kept. Today is decided again, stricter."))
    return True


@require_POST
@for_members
def withdraw_restriction(request: MemberRequest, restriction: UUID) -> HttpResponse:
    row = access.restriction(request.member, restriction)
    try:
        actions.restrictions.withdraw(by=request.user, restriction=row, now=timezone.now())
        messages.success(request, _("Taken back. The rules alone decide again."))
    except BadInput as refused:
        messages.error(request, refused.problem)
    return redirect("visit-decision", row.visit_id)
