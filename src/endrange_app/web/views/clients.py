"""Clients: the list, one person, and their particulars."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from endrange_app.storage import access, actions
from endrange_app.storage.models import Client
from endrange_app.web import listing, person
from endrange_app.web.door import MemberRequest, for_members
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
        now, said = timezone.now(), form.said
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


@require_GET
@for_members
def show(request: MemberRequest, client: UUID) -> HttpResponse:
    row = access.client(request.member, client, **person.seldom())
    return render(request, "clients/show.html", person.page(row, request.catalogue))
