"""Readings of one client as a file: out, and in again."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from endrange.errors import BadInput
from endrange_app.reports import readings as table
from endrange_app.storage import access, actions
from endrange_app.storage.models import Client, Membership
from endrange_app.web import words
from endrange_app.web.door import MemberRequest, for_members

LARGEST = 2_000_000
"""Bytes of one file; ours: 20,000 rows have less."""


@require_GET
@never_cache
@for_members
def download(request: MemberRequest, client: UUID) -> HttpResponse:
    row = access.client(request.member, client)
    emails = {key: email for email, key in _members(request).items()}
    history = actions.readings.history(row)
    told = (one.replace(examiner=emails.get(one.examiner, "")) for one in history)
    answer = HttpResponse(table.write(told), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="readings.csv"'
    return answer


@require_http_methods(["GET", "POST"])
@for_members
def exchange(request: MemberRequest, client: UUID) -> HttpResponse:
    row = access.client(request.member, client)
    if request.method == "GET":
        return _page(request, row)
    text, problem = _text(request)
    if problem:
        return _page(request, row, problem=problem)
    now = timezone.now()
    taken = table.read(
        text,
        request.catalogue,
        members=_members(request),
        examiner=str(request.user.pk),
        until=now,
    )
    if taken.faults:
        return _page(request, row, faults=taken.faults)
    note = _("Taken in from a file.")
    try:
        kept = actions.readings.take_in(
            by=request.user, client=row, readings=taken.readings, note=note, now=now
        )
    except BadInput as refused:
        return _page(request, row, problem=words.said(refused.problem))
    told = {"kept": kept.kept, "known": kept.known}
    messages.success(request, _("%(kept)d readings kept, %(known)d were here already.") % told)
    return redirect("client", row.pk)


def _page(
    request: MemberRequest,
    client: Client,
    *,
    problem: str = "",
    faults: tuple[table.Fault, ...] = (),
) -> HttpResponse:
    page = {
        "client": client,
        "columns": table.COLUMNS.items(),
        "measures": sorted(request.catalogue.measures.values(), key=lambda one: one.id),
        "needed": table.NEEDED,
        "problem": problem,
        "faults": faults,
    }
    status = 422 if problem or faults else 200
    return render(request, "clients/exchange.html", page, status=status)


def _text(request: MemberRequest) -> tuple[str, str]:
    """The file's text, or what is wrong with it."""
    file = request.FILES.get("file")
    if file is None:
        return "", _("Choose a file first.")
    if (file.size or 0) > LARGEST:
        return "", _("This file is larger than 2 MB. Split it by year.")
    try:
        return file.read().decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        return "", _("This file is not UTF-8. Save it as CSV UTF-8.")


def _members(request: MemberRequest) -> dict[str, str]:
    """Keys by e-mail, of all who ever worked here: they examined too."""
    rows = Membership.objects.of(request.member.clinic).select_related("user")
    return {row.user.email: str(row.user_id) for row in rows}
