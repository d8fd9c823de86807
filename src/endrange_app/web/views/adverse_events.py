"""Harm: written down, followed up, corrected by a new entry, and exported without names."""

import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from endrange.errors import BadInput
from endrange_app.reports import harm as table
from endrange_app.storage import access, actions
from endrange_app.storage.aftermath import AdverseEvent
from endrange_app.storage.models import Client, Visit
from endrange_app.web import harms, listing, moments
from endrange_app.web.door import MemberRequest, for_members
from endrange_app.web.forms.harm import HarmFollowUpForm, HarmForm


@require_GET
@for_members
def index(request: MemberRequest) -> HttpResponse:
    """All of the clinic, the latest first; or only those with something to be done."""
    rows = AdverseEvent.objects.of(request.member.clinic).order_by("-number")
    pages = Paginator(rows, listing.MOST).get_page(request.GET.get("page"))
    shown = harms.of(rows.filter(pk__in=[row.pk for row in pages]), request.catalogue)
    only_open = "open" in request.GET
    page = {
        "events": [one for one in shown if one.is_open or one.wants_clinician or not only_open],
        "pages": pages,
        "only_open": only_open,
        "is_owner": request.member.is_owner,
    }
    return render(request, "adverse_events/index.html", page)


@require_http_methods(["GET", "POST"])
@for_members
def of_client(request: MemberRequest, client: UUID) -> HttpResponse:
    return _write(request, access.client(request.member, client), None)


@require_http_methods(["GET", "POST"])
@for_members
def of_visit(request: MemberRequest, visit: UUID) -> HttpResponse:
    row = access.visit(request.member, visit)
    return _write(request, row.client, row)


def _write(request: MemberRequest, client: Client, visit: Visit | None) -> HttpResponse:
    run = visit.runs.filter(events__isnull=False).order_by("-opened_at").first() if visit else None
    marked = moments.of(run) if run else []
    sent = request.POST if request.method == "POST" else None
    form = HarmForm(sent, catalogue=request.catalogue, initial=_known(request, marked))
    if form.is_valid():
        try:
            event = actions.adverse_events.record(
                by=request.user,
                client=client,
                visit=visit,
                run=run,
                report=form.report,
                now=timezone.now(),
            )
        except BadInput as refused:
            form.add_error(refused.field, refused.problem)
        else:
            messages.success(request, _("It is written down. Nothing of it can be taken out."))
            return redirect("adverse-event", event.pk)
    page = {"client": client, "visit": visit, "form": form, "moments": marked}
    return render(request, "adverse_events/form.html", page, status=422 if sent else 200)


def _known(request: MemberRequest, marked: list[moments.Moment]) -> dict[str, Any]:
    """What the session knows of the moment that was chosen; of a single one at once."""
    wanted = request.GET.get("moment", "1" if len(marked) == 1 else "")
    chosen = next((one for one in marked if str(one.number) == wanted), None)
    return {"happened_on": timezone.localdate()} | (dict(chosen.known) if chosen else {})


@require_GET
@for_members
def show(request: MemberRequest, event: UUID) -> HttpResponse:
    row = access.adverse_event(request.member, event)
    return _page(request, row, HarmFollowUpForm(initial={"on": timezone.localdate()}))


def _page(request: MemberRequest, row: AdverseEvent, form: HarmFollowUpForm) -> HttpResponse:
    entries = row.entries.select_related("by")
    one = harms.standing(row, entries, request.catalogue)
    page = {
        "one": one,
        "told": harms.told(one.report, request.catalogue),
        "form": form,
        "is_owner": request.member.is_owner,
    }
    return render(request, "adverse_events/show.html", page, status=422 if form.is_bound else 200)


@require_POST
@for_members
def follow_up(request: MemberRequest, event: UUID) -> HttpResponse:
    row = access.adverse_event(request.member, event)
    form = HarmFollowUpForm(request.POST)
    if not form.is_valid():
        return _page(request, row, form)
    actions.adverse_events.follow_up(by=request.user, event=row, said=form.said, now=timezone.now())
    messages.success(request, _("It is added."))
    return redirect("adverse-event", row.pk)


@require_http_methods(["GET", "POST"])
@for_members
def correct(request: MemberRequest, event: UUID) -> HttpResponse:
    """Write it anew, from what stands; the earlier report stays beside it."""
    row = access.adverse_event(request.member, event)
    one = harms.standing(row, row.entries.all(), request.catalogue)
    sent = request.POST if request.method == "POST" else None
    known = one.report.model_dump(mode="json", exclude_none=True)
    form = HarmForm(sent, catalogue=request.catalogue, initial=known)
    if form.is_valid():
        actions.adverse_events.correct(
            by=request.user, event=row, report=form.report, now=timezone.now()
        )
        messages.success(request, _("Corrected. The earlier report stays on record."))
        return redirect("adverse-event", row.pk)
    page = {"client": row.client, "form": form, "corrects": row}
    return render(request, "adverse_events/form.html", page, status=422 if sent else 200)


@require_GET
@never_cache
@for_members
def as_csv(request: MemberRequest) -> HttpResponse:
    access.require_owner(request.member)
    text = table.as_csv(_all(request))
    return _file(text, "text/csv; charset=utf-8", "adverse-events.csv")


@require_GET
@never_cache
@for_members
def as_json(request: MemberRequest) -> HttpResponse:
    """All of them; with ``?event=`` that one alone, to pass it on."""
    access.require_owner(request.member)
    wanted = request.GET.get("event")
    rows = _all(request)
    if wanted:
        rows = rows.filter(pk=access.adverse_event(request.member, wanted).pk)
    text = json.dumps(table.as_json(rows), indent=2, ensure_ascii=False)
    return _file(text, "application/json", "adverse-events.json")


def _all(request: MemberRequest) -> Any:
    rows = AdverseEvent.objects.of(request.member.clinic).select_related("screening", "run")
    return rows.prefetch_related("entries", "run__events").order_by("number")


def _file(text: str, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(text, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
