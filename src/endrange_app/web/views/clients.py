"""Clients: the list, one person, and their particulars."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from endrange import assessment, progress
from endrange.knowledge import Catalogue
from endrange.progress import BEST
from endrange_app.storage import access, actions, told
from endrange_app.storage.aftermath import AdverseEvent
from endrange_app.storage.histories import still_known
from endrange_app.storage.laid import ClinicianClearance
from endrange_app.storage.models import Client
from endrange_app.web import (
    charting,
    comfort,
    harms,
    letters,
    listing,
    overview,
    reviewing,
    wishes,
)
from endrange_app.web.door import MemberRequest, for_members
from endrange_app.web.forms import about
from endrange_app.web.forms.clients import ClientForm


@require_GET
@for_members
def index(request: MemberRequest) -> HttpResponse:
    wanted = request.GET.get("q", "").strip()
    archived = "archived" in request.GET
    clients = Client.objects.of(request.member.clinic).filter(
        archived_at__isnull=not archived, name__icontains=wanted
    )
    pages = Paginator(clients.order_by("name", "id"), listing.MOST)
    page = {
        "q": wanted,
        "archived": archived,
        "clients": pages.get_page(request.GET.get("page")),
    }
    return render(request, "clients/index.html", page)


@require_http_methods(["GET", "POST"])
@for_members
def create(request: MemberRequest) -> HttpResponse:
    form = ClientForm(request.catalogue, request.POST or None)
    if request.method == "POST" and form.is_valid():
        now, said = timezone.now(), dict(form.cleaned_data)
        sex = said.pop("sex")
        client = actions.clients.create(
            by=request.user, clinic=request.member.clinic, now=now, **said
        )
        actions.clients.note_sex(by=request.user, client=client, sex=sex, now=now)
        return redirect("client", client.pk)
    return render(request, "clients/form.html", {"form": form})


@require_http_methods(["GET", "POST"])
@for_members
def particulars(request: MemberRequest, client: UUID) -> HttpResponse:
    row = access.client(request.member, client)
    kept = {name: getattr(row, name) for name in ClientForm.base_fields}
    form = ClientForm(request.catalogue, request.POST or None, initial=kept)
    if request.method == "POST" and form.is_valid():
        now, said = timezone.now(), dict(form.cleaned_data)
        actions.clients.note_sex(by=request.user, client=row, sex=said.pop("sex"), now=now)
        actions.clients.update(by=request.user, client=row, now=now, **said)
        return redirect("client", row.pk)
    return render(request, "clients/form.html", {"form": form, "client": row})


@require_POST
@for_members
def archive(request: MemberRequest, client: UUID) -> HttpResponse:
    """Off the lists, not while a visit is open: it would be lost from sight."""
    row = access.client(request.member, client)
    going = row.visits.filter(closed_at__isnull=True).first()
    if going:
        messages.error(
            request, _("Visit %(number)d is still open. Sign it first.") % {"number": going.number}
        )
    elif row.archived_at is None:
        actions.clients.archive(by=request.user, client=row, now=timezone.now())
        messages.success(
            request, _("%(name)s is off the lists. Nothing was deleted.") % {"name": row.name}
        )
    return redirect("client", row.pk)


@require_POST
@for_members
def restore(request: MemberRequest, client: UUID) -> HttpResponse:
    row = access.client(request.member, client)
    if row.archived_at is not None:
        actions.clients.restore(by=request.user, client=row, now=timezone.now())
        messages.success(request, _("%(name)s is back on the lists.") % {"name": row.name})
    return redirect("client", row.pk)


SELDOM = {
    "has_words": Exists(ClinicianClearance.objects.filter(client=OuterRef("pk"))),
    "has_harms": Exists(AdverseEvent.objects.filter(client=OuterRef("pk"))),
    "is_invited": Exists(told.unsettled_of(OuterRef("pk"))),
}
"""What few clients have: asked after in the client's own query, and fetched only where it is."""


AFTER = ("client", "session_at", "answered_at", "performed")
"""What the page shows of the days after, and of what was done."""
LATEST = 200
"""Sessions looked at; ours: four a week for a year, and older ones have long faded."""


@require_GET
@for_members
def show(request: MemberRequest, client: UUID) -> HttpResponse:
    row: Any = access.client(request.member, client, **SELDOM)
    catalogue = request.catalogue
    visits = listing.rows(row.visits.select_related("practitioner").order_by("-number")[:10])
    readings = still_known(actions.readings.history(row, trials=False), catalogue)
    today = timezone.localdate()
    age = row.age_on(today)
    errors = request.member.clinic.errors()
    person = row.as_person_on(today)
    review = progress.review(readings, catalogue, on=today, person=person, own=errors)
    measured = dict.fromkeys(reading.measure for reading in reversed(readings))
    intake = told.standing(row) if row.is_invited else None
    after = list(row.follow_ups.order_by("-session_at").only(*AFTER)[:LATEST])
    known = wishes.Known(readings, review.changes, wishes.done(after), person, today, errors)
    wished = wishes.of(row, known, catalogue)
    standing = [one for one in wished if one.row.ended_at is None]
    page = {
        "client": row,
        "intake": intake,
        "intake_state": reviewing.state(intake, timezone.now()) if intake else "",
        "about": about.in_words(row.about, catalogue),
        "age": age,
        "goals": [catalogue.goals[id_] for id_ in row.goals if id_ in catalogue.goals],
        "rows": visits,
        "words": letters.of(row) if row.has_words else [],
        "harms": _harms(row, catalogue) if row.has_harms else [],
        "follow_ups": after[:3],
        "comfort": comfort.of(after),
        "overview": overview.of(
            review.changes, assessment.assess(readings, catalogue, errors), catalogue
        ),
        "wishes": standing,
        "past_wishes": [one for one in wished if one.row.ended_at],
        "scores": range(BEST + 1),
        "open_visit": next((one.visit for one in visits if not one.visit.closed_at), None),
        "latest": next((one for one in visits if one.verdict), None),
        "charts": charting.of(map(catalogue.measure, measured), known, standing, catalogue),
    }
    return render(request, "clients/show.html", page)


def _harms(client: Client, catalogue: Catalogue) -> list[harms.Standing]:
    return harms.of(client.adverse_events.order_by("-number"), catalogue)
