"""Who comes in: every page of the practice starts with ``for_members``."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from endrange.knowledge import Catalogue
from endrange_app.storage import access, catalogues
from endrange_app.storage.models import Membership, User

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
        request.catalogue = catalogues.of(request.member.clinic)
        return page(request, *args, **kwargs)

    return entered  # type: ignore[return-value,no-any-return,unused-ignore]
