"""Who comes in: every page of the practice starts with ``for_members`` or ``for_owners``.

A client comes in ``by_link``, without an account.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import update_wrapper, wraps
from typing import Any, Concatenate, NoReturn, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from endrange.errors import CatalogueFaults
from endrange.knowledge import Catalogue
from endrange_app.storage import access, catalogues
from endrange_app.storage.models import Clinic, Membership, User
from endrange_app.web import limits

P = ParamSpec("P")
View = Callable[..., HttpResponse]


class MemberRequest(HttpRequest):
    """A request of somebody who works for a clinic."""

    member: Membership
    user: User
    catalogue: Catalogue
    """What this clinic goes by."""


Page = Callable[Concatenate[MemberRequest, P], HttpResponse]


def for_members(page: Page[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Let in who is signed in and belongs to a clinic; with several, they choose one first."""

    @login_required
    @wraps(page)
    def entered(request: MemberRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        mine = list(access.memberships(request.user))
        chosen = request.session.get(access.CHOSEN_CLINIC)
        member = next((one for one in mine if str(one.clinic_id) == chosen), None)
        if member is None and len(mine) != 1:
            return redirect("clinics")
        request.member = member or mine[0]
        request.catalogue = _goes_by(request.member.clinic)
        try:
            return page(request, *args, **kwargs)
        except CatalogueFaults as faults:
            shown = {"faults": faults.faults, "is_owner": request.member.is_owner}
            return render(request, "own_refused.html", shown, status=503)

    return entered  # type: ignore[return-value,no-any-return,unused-ignore]


def for_owners(page: Page[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """The same for owners of the clinic alone; to anybody else it is forbidden (403)."""

    def owned(request: MemberRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        access.require_owner(request.member)
        return page(request, *args, **kwargs)

    update_wrapper(owned, page)
    return for_members(owned)


@dataclass(frozen=True)
class Link:
    """One kind of link that clients hold."""

    part: str
    """The part of the address that is the secret."""
    find: Callable[[str, datetime], Any]
    """The row a secret leads to now. Raises: NotHere."""
    missed: str
    """Names of the limits in ``settings``: of wrong secrets, and of what one right one sends."""
    used: str
    gone: Callable[[HttpRequest, str, int], HttpResponse]
    """The page that says what to do now, with its status."""


def by_link(kind: Link) -> Callable[[View], View]:
    """Let in who holds a link that is still open; the page is given its row.

    Guessing is slowed down, and so is sending.
    """

    def guarded(page: View) -> View:
        @never_cache
        @wraps(page)
        def entered(request: HttpRequest, **parts: Any) -> HttpResponse:
            if not limits.within(request, kind.missed, dry_run=True):
                return kind.gone(request, _("Too many tries. Wait five minutes."), 429)
            try:
                row = kind.find(parts.pop(kind.part), timezone.now())
            except access.NotHere:
                limits.within(request, kind.missed)
                return kind.gone(request, _("Ask your practitioner for a new one."), 404)
            posts = request.method == "POST"
            if posts and not limits.within(request, kind.used, key=str(row.pk)):
                return kind.gone(request, _("Too much at once. Wait a minute, then go on."), 429)
            return page(request, row, **parts)

        return entered

    return guarded


def _goes_by(clinic: Clinic) -> Catalogue:
    """The clinic's catalogue. One that cannot be had refuses only whoever asks it something.

    A running session asks nothing: it has its timeline, and goes on.
    """
    try:
        return catalogues.of(clinic)
    except CatalogueFaults as faults:
        return cast(Catalogue, _Refused(faults))


class _Refused:
    """Stands where a catalogue would, and says why there is none."""

    def __init__(self, faults: CatalogueFaults) -> None:
        self._faults = faults

    def __getattr__(self, name: str) -> NoReturn:
        raise self._faults
