"""What shall we do? The plan in force: made, shown with its reasons, changed by hand."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from django.views.decorators.http import require_http_methods, require_POST
from pydantic import ValidationError

from endrange import assessment, planning
from endrange.assessment import StandardError
from endrange.errors import BadInput, UnknownId
from endrange.knowledge import Catalogue, Measure, Stretch, Technique
from endrange.planning import (
    Add,
    Move,
    Omission,
    OmissionKind,
    PlanRequest,
    Refusal,
    Remove,
    SessionPlan,
    SetRepetitions,
    SwapTechnique,
)
from endrange.values import Side
from endrange_app.storage import access, actions
from endrange_app.storage.histories import errors, still_known
from endrange_app.storage.models import Screening
from endrange_app.web import found, requests, sheet, weeks, words
from endrange_app.web.door import MemberRequest, for_members
from endrange_app.web.standing import Standing

Edit = Add | Move | Remove | SetRepetitions | SwapTechnique

CHANGED_ELSEWHERE = noop(
    "Nothing was changed: the page you changed showed an older plan. Look at this one, then change."
)
NOT_DONE: dict[type[Edit], str] = {
    Add: noop("Not added"),
    Move: noop("Not moved"),
    Remove: noop("Not taken out"),
    SetRepetitions: noop("Not set"),
    SwapTechnique: noop("Not swapped"),
}


@dataclass(frozen=True)
class Omitted:
    omission: Omission
    name: str
    side: Side | None
    word: str

    @property
    def may_be_added(self) -> bool:
        return self.omission.kind in (OmissionKind.NO_ROOM, OmissionKind.TAKEN_OUT)


@dataclass(frozen=True)
class Expected:
    """What may be said beforehand: that today fades, and what measuring cannot tell apart."""

    measures: tuple[tuple[Measure, float, StandardError], ...]
    techniques: tuple[Technique, ...]


@require_http_methods(["GET", "POST"])
@for_members
def show(request: MemberRequest, visit: UUID) -> HttpResponse:
    standing = Standing(access.visit(request.member, visit))
    if not standing.is_closed and (not standing.may_go_on or standing.screening is None):
        return redirect(standing.next_page)
    if request.method == "POST" and standing.screening:
        _make(request, standing, standing.screening)
        return redirect("visit-plan", visit)
    return _page(request, standing)


@require_POST
@for_members
def edit(request: MemberRequest, visit: UUID) -> HttpResponse:
    """Change one thing by hand; a refusal is shown with its reason."""
    standing = Standing(access.visit(request.member, visit))
    row, screening = standing.plan, standing.screening
    wanted = read_edit(request.POST)
    if row and request.POST.get("plan") != str(row.pk):
        messages.error(request, _(CHANGED_ELSEWHERE))
        return redirect("visit-plan", visit)
    if row is None or screening is None or not standing.may_go_on or wanted is None:
        messages.error(request, _("This change cannot be read. Reload the page and try again."))
        return redirect("visit-plan", visit)
    plan, asked = row.as_plan(), _after(wanted, row.as_plan(), row.as_request())
    clearance = screening.as_clearance()
    try:
        revised = planning.revise(plan, wanted, asked, clearance, request.catalogue)
    except UnknownId as unknown:
        messages.error(request, words.said(str(unknown)))
        return redirect("visit-plan", visit)
    if isinstance(revised, Refusal):
        messages.error(request, _refused(wanted, revised))
    else:
        _keep(request, standing, screening, asked, revised)
    return redirect("visit-plan", visit)


def read_edit(sent: QueryDict) -> Edit | None:
    """One change as sent by a form; None if it makes no sense."""
    kinds: dict[str, type[Edit]] = {
        "remove": Remove,
        "move": Move,
        "technique": SwapTechnique,
        "repetitions": SetRepetitions,
        "add": Add,
    }
    kind = kinds.get(sent.get("edit", ""))
    if kind is None:
        return None
    fields = {name: sent.get(name) for name in kind.model_fields if name in sent}
    try:
        return kind.model_validate(fields)
    except ValidationError:
        return None


def _refused(edit: Edit, refusal: Refusal) -> str:
    """What was not done, and why."""
    because = refusal.because
    if because.startswith(("That ", "This ", "Not ")):  # else a name begins it
        because = because[:1].lower() + because[1:]
    return f"{_(NOT_DONE[type(edit)])}: {words.said(because)}"


def _after(edit: Edit, plan: SessionPlan, request: PlanRequest) -> PlanRequest:
    """The wish behind an edit outlives it: another time box keeps it."""
    if isinstance(edit, Add):
        left_out = tuple(id_ for id_ in request.left_out if id_ != edit.stretch)
        return request.replace(left_out=left_out, asked_for=(*request.asked_for, edit.stretch))
    if isinstance(edit, Remove) and edit.item < len(plan.items):
        gone = plan.items[edit.item].stretch
        asked = tuple(id_ for id_ in request.asked_for if id_ != gone)
        return request.replace(left_out=(*request.left_out, gone), asked_for=asked)
    return request


def _make(request: MemberRequest, standing: Standing, screening: Screening) -> None:
    """Plan afresh for the minutes asked for; wishes of an earlier plan of this visit stay.

    Unless ``afresh`` is sent: then without anything taken out or added by hand.
    """
    sent = request.POST.get("minutes", "")
    minutes = int(sent) if sent in {str(m) for m in requests.MINUTES} else requests.USUAL_MINUTES
    before = standing.plan.as_request() if standing.plan else None
    asked = requests.of_visit(standing.visit, minutes=minutes)
    if before and "afresh" not in request.POST:
        asked = asked.replace(asked_for=before.asked_for, left_out=before.left_out)
    catalogue = request.catalogue
    readings = still_known(standing.history, catalogue)
    findings = assessment.assess(readings, catalogue, request.member.clinic.errors())
    plan = planning.plan(asked, screening.as_clearance(), findings, catalogue)
    _keep(request, standing, screening, asked, plan)


def _keep(
    request: MemberRequest,
    standing: Standing,
    screening: Screening,
    asked: PlanRequest,
    plan: SessionPlan,
) -> None:
    try:
        actions.plans.record(
            by=request.user,
            visit=standing.visit,
            screening=screening,
            request=asked,
            plan=plan,
            now=timezone.now(),
        )
    except BadInput as refused:
        messages.error(request, words.said(refused.problem))


def _page(request: MemberRequest, standing: Standing) -> HttpResponse:
    catalogue = request.catalogue
    row, clearance = standing.plan, standing.clearance
    page = {
        "visit": standing.visit,
        "steps": standing.steps("Plan"),
        "choices": requests.MINUTES,
        "ready_seconds": requests.READY_SECONDS,
        "minutes": requests.USUAL_MINUTES,
        "is_outdated": row is None and standing.latest_plan is not None,
        "run": standing.run,
        "is_closed": standing.is_closed,
        "found": found.of(standing, row, catalogue),
    }
    if row and clearance:
        plan = row.as_plan()
        page |= {
            "plan": plan,
            "plan_id": row.pk,
            "has_wishes": _has_wishes(row.as_request()),
            "minutes": plan.minutes,
            "rows": sheet.rows(plan, clearance, catalogue),
            "bar": sheet.time_bar(plan, catalogue),
            "omitted": list(_omitted(plan, catalogue)),
            "others": _others(plan, catalogue),
            "expected": _expected(plan, standing, catalogue),
            "ahead": weeks.ahead(plan, weeks.read(request.GET), catalogue),
            "all_weeks": weeks.WEEKS,
            "all_often": weeks.PER_WEEK,
            "all_held": weeks.HELD,
            "is_older_than_readings": any(
                reading.taken_at > row.at for reading in standing.taken_today
            ),
        }
    return render(request, "visits/plan.html", page)


def _omitted(plan: SessionPlan, catalogue: Catalogue) -> Iterable[Omitted]:
    for omission in plan.omissions:
        known = catalogue.stretches.get(omission.stretch)
        sided = omission.side in (Side.LEFT, Side.RIGHT)
        yield Omitted(
            omission=omission,
            name=known.name if known else omission.stretch,
            side=omission.side if sided else None,
            word=_("Room now") if _fits(omission, plan) else words.OMISSIONS[omission.kind],
        )


def _fits(omission: Omission, plan: SessionPlan) -> bool:
    """Whether minutes that an edit freed are enough for it now."""
    free = plan.minutes * 60 - plan.seconds
    return omission.kind is OmissionKind.NO_ROOM and plan.edited and (omission.seconds or 0) <= free


def _has_wishes(request: PlanRequest) -> bool:
    return bool(request.left_out or request.asked_for)


def _others(plan: SessionPlan, catalogue: Catalogue) -> list[Stretch]:
    """Stretches that nothing asked for; somebody may still want one."""
    named = {item.stretch for item in plan.items} | {row.stretch for row in plan.omissions}
    rest = [one for one in catalogue.stretches.values() if one.id not in named]
    return sorted(rest, key=lambda one: words.said(one.name))


def _expected(plan: SessionPlan, standing: Standing, catalogue: Catalogue) -> Expected:
    measures = dict.fromkeys(catalogue.stretch(item.stretch).measure for item in plan.items)
    techniques = dict.fromkeys(item.technique for item in plan.items)
    known = [catalogue.measure(id_) for id_ in measures if id_]
    return Expected(
        measures=tuple(_told_apart(one, standing) for one in known[:3]),
        techniques=tuple(catalogue.technique(id_) for id_ in techniques),
    )


def _told_apart(measure: Measure, standing: Standing) -> tuple[Measure, float, StandardError]:
    """By how much two readings can differ, taken with what this client was last measured with."""
    used = (row.instrument for row in reversed(standing.readings) if row.measure == measure.id)
    instrument = next(used, measure.instruments[0])
    own = errors(standing.visit)
    error = assessment.error_of(measure, instrument, same_examiner=True, own=own)
    return measure, assessment.detectable(error.value), error
