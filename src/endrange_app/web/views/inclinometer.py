"""A phone on the limb instead of numbers typed in: one measure, one side, hands free."""

from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from endrange import assessment
from endrange.knowledge import Gravity, Measure
from endrange.values import Side
from endrange_app.storage import access
from endrange_app.web import phone
from endrange_app.web.door import MemberRequest, for_members
from endrange_app.web.forms.readings import ReadingForm
from endrange_app.web.measuring import sides_of
from endrange_app.web.standing import Standing
from endrange_app.web.views.measures import moment_of, page_of

PHONE = "phone inclinometer"


@dataclass(frozen=True)
class How:
    """What ``inclinometer.js`` has to know of a measure; degrees."""

    face: str
    places: int
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
    form = ReadingForm(known, chosen, initial={"instrument": PHONE})
    page = {
        "visit": standing.visit,
        "measure": known,
        "side": chosen,
        "moment": moment,
        "form": form,
        "back": page_of(standing.visit, known, moment),
        "qr": phone.qr(phone.reach(request, request.get_full_path())),
        "error": assessment.error_of(
            known, PHONE, same_examiner=True, own=request.member.clinic.errors()
        ),
    }
    return render(request, "visits/inclinometer.html", page | _seen(known))


def _side(sent: str, measure: Measure | None) -> Side | None:
    sides = sides_of(measure) if measure else ()
    return next((side for side in sides if side.value == sent), None)


def _seen(measure: Measure) -> dict[str, Any]:
    """What gravity can see of a measure, or in words why not."""
    gravity = measure.gravity
    if gravity is None:
        return {"blind": _("This is no angle that a phone could feel.")}
    if not gravity.sees or PHONE not in measure.instruments:
        return {
            "blind": _("Here the limb turns about an upright axis. Gravity does not feel that."),
            "instead": gravity.instead,
        }
    return {"gravity": gravity, "how": asdict(_how(measure, gravity))}


def _how(measure: Measure, gravity: Gravity) -> How:
    return How(
        face=gravity.face.value,
        places=len(gravity.segments),
        counts=gravity.counts.value,
        lifting=gravity.lifting.value,
        trials=measure.trials,
        more=measure.more_trials,
        spread=measure.spread,
        low=measure.low,
        high=measure.high,
    )
