"""The client's own page, by a link and without an account; and the practitioner who gives it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from endrange.errors import BadInput
from endrange_app.storage import access, actions
from endrange_app.storage.access import NotHere
from endrange_app.storage.progress import HomeReading, ProgressLink
from endrange_app.web import phone, progressing, words
from endrange_app.web.door import Link, MemberRequest, by_link, for_members
from endrange_app.web.forms.home import HomeForm


def _gone(request: HttpRequest, what_now: str, status: int) -> HttpResponse:
    return render(request, "progress/gone.html", {"what_now": what_now}, status=status)


holders = by_link(
    Link("progress", access.progress_by_token, "progress_missed", "progress_kept", _gone)
)
"""Those who hold the link to a client's own page."""


@require_GET
@holders
def show(request: HttpRequest, link: ProgressLink) -> HttpResponse:
    return _page(request, link)


def _page(request: HttpRequest, link: ProgressLink, wrong: HomeForm | None = None) -> HttpResponse:
    page = progressing.of(link, timezone.now())
    page["forms"] = [
        wrong if wrong and wrong.measure == measure else HomeForm(measure)
        for measure in page["measured"]
    ]
    page["wrong"] = wrong
    return render(request, "progress/show.html", page, status=422 if wrong else 200)


@require_POST
@holders
def readings(request: HttpRequest, link: ProgressLink) -> HttpResponse:
    """Keep a number measured at home, or take one back."""
    try:
        if taken_back := request.POST.get("take_back"):
            _take_back(link, taken_back)
            messages.success(request, _("Taken back."))
        elif wrong := _measure(request, link):
            return _page(request, link, wrong)
    except BadInput as refused:
        messages.error(request, words.said(refused.problem))
    return redirect(reverse("progress", args=[link.token]) + "#home")


def _take_back(link: ProgressLink, id_: str) -> None:
    try:
        row = link.client.home_readings.get(pk=id_)
    except (HomeReading.DoesNotExist, ValidationError):
        raise NotHere("no such reading") from None
    actions.progress.take_back(link=link, reading=row, now=timezone.now())


def _measure(request: HttpRequest, link: ProgressLink) -> HomeForm | None:
    """The form, if something is wrong with it."""
    now = timezone.now()
    known = {one.id: one for one in progressing.of(link, now)["measured"]}
    measure = known.get(request.POST.get("measure", ""))
    if measure is None:
        raise BadInput("measure", "Only what your practitioner has measured can be measured here.")
    form = HomeForm(measure, request.POST)
    if not form.is_valid():
        return form
    actions.progress.measure(link=link, reading=form.reading(now), now=now)
    messages.success(request, _("Kept, apart from what your practitioner measures."))
    return None


@require_GET
@never_cache
@for_members
def of_client(request: MemberRequest, client: UUID) -> HttpResponse:
    """Where the practitioner gives and closes the link, and sees what came from home."""
    row = access.client(request.member, client)
    link = row.progress_links.filter(revoked_at__isnull=True).select_related("by").first()
    page: dict[str, Any] = {
        "client": row,
        "link": link,
        "is_open": link is not None and link.is_open(timezone.now()) and not row.archived_at,
        "home": progressing.at_home(row, request.catalogue),
    }
    if link is not None and page["is_open"]:
        address = phone.reach(request, reverse("progress", args=[link.token]))
        page |= {"address": address, "qr": phone.qr(address)}
    return render(request, "progress/of_client.html", page)


@require_POST
@for_members
def give(request: MemberRequest, client: UUID) -> HttpResponse:
    """A fresh link; the one before opens nothing any more."""
    row = access.client(request.member, client)
    if row.archived_at is not None:
        messages.error(request, _("Put this client back on the lists first."))
        return redirect("client", row.pk)
    actions.progress.invite(by=request.user, client=row, now=timezone.now())
    return redirect("client-progress", row.pk)


@require_POST
@for_members
def revoke(request: MemberRequest, progress_link: UUID) -> HttpResponse:
    """Close the link at once."""
    link = access.progress_link(request.member, progress_link)
    actions.progress.revoke(by=request.user, link=link, now=timezone.now())
    messages.success(request, _("The link is closed."))
    return redirect("client-progress", link.client_id)
