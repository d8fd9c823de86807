"""Who comes in: every page of the practice starts with ``for_members`` or ``for_owners``."""

from collections.abc import Callable
from functools import update_wrapper, wraps
from typing import Concatenate, NoReturn, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from endrange.errors import CatalogueFaults
from endrange.knowledge import Catalogue
from endrange_app.storage import access, catalogues
from endrange_app.storage.models import Clinic, Membership, User

P = ParamSpec("P")


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
