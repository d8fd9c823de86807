"""What do we see? The few measures today's plan is likely to need, side by side with last time."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from django.views.decorators.http import require_GET, require_POST

from endrange.assessment import Moment
from endrange.errors import BadInput
from endrange.knowledge import Measure
from endrange.screening import Clearance
from endrange.values import Side
from endrange_app.storage import access, actions
from endrange_app.storage.models import Visit
from endrange_app.web import found, requests, words
from endrange_app.web.door import MemberRequest, for_members
from endrange_app.web.forms.readings import ReadingForm
from endrange_app.web.measuring import likely, sides_of, to_measure
from endrange_app.web.standing import Standing
from endrange_app.web.views import summary

DECIDED_WITHOUT = noop("Taken back. Today is decided again without what was felt there.")


@require_GET
@for_members
def show(request: MemberRequest, visit: UUID) -> HttpResponse:
    standing = Standing(access.visit(request.member, visit))
    if not standing.may_go_on or standing.clearance is None:
        return redirect(standing.next_page)
    return _page(request, standing, standing.clearance)


@require_POST
@for_members
def record(request: MemberRequest, visit: UUID) -> HttpResponse:
    """Keep one side of one measure; a mistake comes back with everything that was typed."""
    standing = Standing(access.visit(request.member, visit))
    if not standing.may_go_on or standing.clearance is None:
        return redirect(standing.next_page)
    measure = request.catalogue.measures.get(request.POST.get("measure", ""))
    side = _side(request.POST.get("side", ""))
    if measure is None or side not in sides_of(measure):
        messages.error(request, _("This measure is not in the catalogue."))
        return redirect("visit-measures", visit)
    moment = moment_of(request.POST.get("moment", ""))
    form = ReadingForm(measure, side, request.POST)
    if not form.is_valid():
        return _wrong(request, standing, standing.clearance, form, moment)
    now = timezone.now()
    reading = form.reading(examiner=str(request.user.pk), moment=moment, now=now)
    try:
        actions.readings.record(by=request.user, visit=standing.visit, reading=reading, now=now)
    except BadInput as refused:
        form.add_error(None, words.said(refused.problem))
        return _wrong(request, standing, standing.clearance, form, moment)
    return redirect(_next(request, standing.visit, measure, moment))


def _next(request: MemberRequest, visit: Visit, measure: Measure, moment: Moment) -> str:
    """Where to go on: whoever reads with the phone may ask for the other side at once."""
    other = _side(request.POST.get("then", ""))
    if other not in sides_of(measure):
        return page_of(visit, measure, moment)
    where = reverse("visit-inclinometer", args=[visit.pk, measure.id, other.value])
    return f"{where}?moment={moment.value}"


@require_POST
@for_members
def withdraw(request: MemberRequest, reading: UUID) -> HttpResponse:
    row = access.reading(request.member, reading)
    before = actions.screenings.in_force(row.visit)
    try:
        actions.readings.withdraw(by=request.user, reading=row, now=timezone.now())
        if actions.screenings.in_force(row.visit) != before:
            messages.success(request, _(DECIDED_WITHOUT))
    except BadInput as refused:
        messages.error(request, words.said(refused.problem))
    measure = request.catalogue.measures.get(row.measure)
    return redirect(page_of(row.visit, measure, Moment(row.moment)))


def _page(
    request: MemberRequest,
    standing: Standing,
    clearance: Clearance,
    wrong: ReadingForm | None = None,
) -> HttpResponse:
    catalogue = request.catalogue
    offered = likely(clearance, standing, catalogue)
    asked = [*request.GET.getlist("also"), wrong.measure.id if wrong else ""]
    more = [*(row.measure for row in standing.taken_today), *asked]
    ids = dict.fromkeys([*(measure.id for measure in offered), *more])
    measures = [catalogue.measures[id_] for id_ in ids if id_ in catalogue.measures]
    rest = [one for one in catalogue.measures.values() if one not in measures]
    page = {
        "visit": standing.visit,
        "steps": standing.steps("Measure"),
        "to_measure": to_measure(measures, standing, Moment.BEFORE, catalogue, wrong=wrong),
        "rest": sorted(rest, key=lambda measure: words.said(measure.name)),
        "also": [id_ for id_ in asked if id_ in catalogue.measures],
        "moment": Moment.BEFORE,
        "has_plan": standing.has_plan,
        "found": found.of(standing, standing.plan if standing.has_plan else None, catalogue),
        "minutes": requests.USUAL_MINUTES,
    }
    return render(request, "visits/measures.html", page, status=422 if wrong else 200)


def _wrong(
    request: MemberRequest,
    standing: Standing,
    clearance: Clearance,
    form: ReadingForm,
    moment: Moment,
) -> HttpResponse:
    if moment is Moment.AFTER:
        return summary.page(request, standing, wrong=form)
    return _page(request, standing, clearance, wrong=form)


def moment_of(sent: str) -> Moment:
    return Moment.AFTER if sent == Moment.AFTER else Moment.BEFORE


def _side(sent: str) -> Side | None:
    return Side(sent) if sent in {side.value for side in Side} else None


def page_of(visit: Visit, measure: Measure | None, moment: Moment) -> str:
    """The page of that moment, at the measure; at its top for one no longer in the catalogue."""
    page = "visit-summary" if moment is Moment.AFTER else "visit-measures"
    return reverse(page, args=[visit.pk]) + (f"#{measure.id}" if measure else "")
