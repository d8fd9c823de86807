"""The day after a session: the client answers by a link, or somebody asks and enters it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from endrange.errors import BadInput
from endrange.knowledge import Setting, Urgency, Verdict
from endrange.screening import Imposed
from endrange_app.storage import access, actions, catalogues
from endrange_app.storage.access import NotHere
from endrange_app.storage.aftermath import FollowUp
from endrange_app.storage.models import User
from endrange_app.web import asking, phone, pointing, urgentwords, words
from endrange_app.web.door import MemberRequest, for_members
from endrange_app.web.forms.day_after import DayAfterForm


@never_cache
@require_http_methods(["GET", "POST"])
def by_link(request: HttpRequest, day_after: str) -> HttpResponse:
    """The client's page, without an account. The link runs out after two weeks."""
    try:
        row = access.follow_up_by_token(day_after, timezone.now())
    except NotHere:
        return render(request, "follow_ups/gone.html", status=404)
    return _page(request, row, by=None)


@require_http_methods(["GET", "POST"])
@for_members
def enter(request: MemberRequest, follow_up: UUID) -> HttpResponse:
    """The same, asked by somebody of the practice."""
    return _page(request, access.follow_up(request.member, follow_up), by=request.user)


def _page(request: HttpRequest, row: FollowUp, *, by: User | None) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    form = DayAfterForm(catalogues.of(row.clinic), row.as_recorded(), sent)
    if sent is None or not form.is_valid:
        page = _asked(request, row, form, by)
        return render(request, "follow_ups/form.html", page, status=422 if sent else 200)
    try:
        said = actions.follow_ups.answer(
            by=by, follow_up=row, answers=form.said_now, now=timezone.now()
        )
    except BadInput:  # it ran out while it was filled in
        return render(request, "follow_ups/gone.html", status=404)
    found = actions.follow_ups.meaning(row, said)
    if by is not None and not _urgency(found):
        messages.success(request, _("Kept. The next screening takes it into account."))
        return redirect("client", row.client_id)
    return render(request, "follow_ups/answered.html", _answered(row, found, by))


def _asked(
    request: HttpRequest, row: FollowUp, form: DayAfterForm, by: User | None
) -> dict[str, Any]:
    questions = form.catalogue.questions
    errors = [
        {"to": f"q.{id_}", "text": f"{words.said(questions[id_].short)}: {error}"}
        for id_, error in form.errors.items()
    ]
    setting = Setting(row.clinic.setting)
    page: dict[str, Any] = {
        "row": row,
        "by": by,
        "askings": form.askings,
        "errors": errors,
        "figure": pointing.figure(form.catalogue),
        "red": [],
        "for_script": asking.for_script(
            form.catalogue, setting, known=form.known, alone=by is None
        ),
    }
    if by is not None:
        page |= link(request, row)
    return page


def link(request: HttpRequest, row: FollowUp) -> dict[str, Any]:
    """The client's own address, and its picture; nothing once it has run out."""
    if timezone.now() >= row.open_until:
        return {}
    address = phone.reach(request, f"/day-after/{row.token}/")
    return {"address": address, "qr": phone.qr(address)}


def _answered(row: FollowUp, found: tuple[Imposed, ...], by: User | None) -> dict[str, Any]:
    urgency = _urgency(found)
    return {
        "row": row,
        "by": by,
        "urgency": urgency and urgentwords.URGENCIES[urgency],
        "steps_now": urgentwords.steps_now(urgency),
        "urgent": [one.row for one in found if _is_emergency(one)],
        "others": [one.row for one in found if not _is_emergency(one)],
    }


def _is_emergency(one: Imposed) -> bool:
    return one.certain and Verdict.EMERGENCY in one.row.verdicts.values()


def _urgency(found: tuple[Imposed, ...]) -> Urgency | None:
    wanted = {one.row.urgency or Urgency.CALL_NOW for one in found if _is_emergency(one)}
    return next((one for one in (Urgency.CALL_NOW, Urgency.SAME_DAY) if one in wanted), None)
