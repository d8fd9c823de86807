"""A phone on the limb instead of numbers typed in: one measure, one side, hands free."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.forms import BoundField
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from endrange import assessment
from endrange.knowledge import Gravity, Measure
from endrange.values import Side
from endrange_app.storage import access
from endrange_app.web import phone, words
from endrange_app.web.door import MemberRequest, for_members
from endrange_app.web.forms.readings import ReadingForm
from endrange_app.web.measuring import SideToMeasure, sides_of, to_measure
from endrange_app.web.standing import Standing
from endrange_app.web.views.measures import moment_of, page_of

PHONE = "phone inclinometer"


@dataclass(frozen=True)
class How:
    """What ``inclinometer.js`` has to know of a measure; degrees."""

    face: str
    places: int
    names: tuple[str, ...]
    """Of the places, as they are said aloud."""
    zero: str
    once: bool
    counts: str
    lifting: str
    trials: int
    more: int
    spread: float
    low: float
    high: float


@require_GET
@never_cache
@for_members
def show(request: MemberRequest, visit: UUID, measure: str, side: str) -> HttpResponse:
    standing = Standing(access.visit(request.member, visit))
    known = request.catalogue.measures.get(measure)
    chosen = _side(side, known)
    if not standing.may_go_on or standing.visit.closed_at or known is None or chosen is None:
        return redirect(standing.next_page)
    moment = moment_of(request.GET.get("moment", ""))
    (row,) = to_measure([known], standing, moment, request.catalogue)
    part = next(one for one in row.sides if one.side is chosen)
    page = {
        "visit": standing.visit,
        "measure": known,
        "side": chosen,
        "moment": moment,
        "part": part,
        "instrument": PHONE,
        "form": part.form,
        "others": list(_others(part.form)),
        "other_side": _other_side(row.sides, chosen),
        "back": page_of(standing.visit, known, moment),
        "error": assessment.error_of(
            known, PHONE, same_examiner=True, own=request.member.clinic.errors()
        ),
    }
    return render(request, "visits/inclinometer.html", page | _seen(known) | _address(request))


def _others(form: ReadingForm) -> Iterator[BoundField]:
    """What is still to be chosen: it was read with a phone, which counts as we do."""
    return (one for one in form.others if one.name not in ("instrument", "convention"))


def _other_side(sides: tuple[SideToMeasure, ...], chosen: Side) -> Side | None:
    """The other one, if it was not read yet."""
    return next((one.side for one in sides if one.side is not chosen and not one.taken), None)


def _address(request: MemberRequest) -> dict[str, Any]:
    """Where a phone finds this page: if it can be, where it has its sensor."""
    path = request.get_full_path()
    protected = f"{settings.LAN.protected}{path}" if settings.LAN else ""
    return {"protected": protected, "qr": phone.qr(protected or phone.reach(request, path))}


def _side(sent: str, measure: Measure | None) -> Side | None:
    sides = sides_of(measure) if measure else ()
    return next((side for side in sides if side.value == sent), None)


def _seen(measure: Measure) -> dict[str, Any]:
    """What gravity can see of a measure, if need be in another position; or in words why not."""
    gravity = measure.gravity
    if gravity is None:
        return {"blind": _("This is no angle that a phone could feel.")}
    upright = _("Here the limb turns about an upright axis. Gravity does not feel that.")
    if PHONE not in measure.instruments:
        return {"blind": upright}
    seen = {"gravity": gravity, "how": asdict(_how(measure, gravity))}
    return seen if gravity.sees else seen | {"upright": upright}


def _how(measure: Measure, gravity: Gravity) -> How:
    return How(
        face=gravity.face.value,
        places=len(gravity.segments),
        names=tuple(words.within(words.said(one)) for one in gravity.segments),
        zero=words.said(gravity.zero),
        once=gravity.once,
        counts=gravity.counts.value,
        lifting=gravity.lifting.value,
        trials=measure.trials,
        more=measure.more_trials,
        spread=measure.spread,
        low=measure.low,
        high=measure.high,
    )
