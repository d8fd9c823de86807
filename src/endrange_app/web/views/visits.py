"""A visit as a whole: opened, resumed, its session started, closed."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from endrange import planning, session
from endrange.errors import BadInput
from endrange_app.storage import access, actions
from endrange_app.storage.models import Plan, Run
from endrange_app.web import requests, words
from endrange_app.web.door import MemberRequest, for_members
from endrange_app.web.standing import Standing


@require_POST
@for_members
def create(request: MemberRequest, client: UUID) -> HttpResponse:
    """Open a visit, or go on with the one that is open."""
    row = access.client(request.member, client)
    visit = actions.visits.open(by=request.user, client=row, now=timezone.now())
    return redirect("visit", visit.pk)


@require_GET
@for_members
def resume(request: MemberRequest, visit: UUID) -> HttpResponse:
    return redirect(Standing(access.visit(request.member, visit)).next_page)


@require_POST
@for_members
def start(request: MemberRequest, visit: UUID) -> HttpResponse:
    """Start the session of the plan in force."""
    standing = Standing(access.visit(request.member, visit))
    plan = standing.plan
    if plan is None or not standing.may_go_on or not plan.as_plan().items:
        messages.error(request, _("There is no plan in force yet. Make one first."))
        return redirect("visit-plan", visit)
    try:
        run = _open(request, standing, plan)
    except BadInput as refused:
        messages.error(request, words.said(refused.problem))
        return redirect("visit-plan", visit)
    return redirect("session-helper", run.pk)


def _open(request: MemberRequest, standing: Standing, plan: Plan) -> Run:
    """Compile the plan, once more checked against today's answers. Raises: BadInput."""
    catalogue, wanted = request.catalogue, plan.as_plan()
    problems = planning.validate(wanted, plan.screening.as_clearance(), catalogue)
    if problems:
        raise BadInput("plan", f"{problems[0]} Choose the minutes again.")
    return actions.runs.open(
        by=request.user,
        visit=standing.visit,
        plan=plan,
        timeline=session.compile(wanted, catalogue, requests.of_start(request.POST)),
        now=timezone.now(),
    )


@require_POST
@for_members
def close(request: MemberRequest, visit: UUID) -> HttpResponse:
    """Sign and close: who and when are kept. Not while its session is going."""
    row = access.visit(request.member, visit)
    try:
        actions.visits.close(by=request.user, visit=row, now=timezone.now())
    except BadInput as refused:
        messages.error(request, words.said(refused.problem))
        return redirect("visit", visit)
    messages.success(request, _("Visit %(number)d is signed and closed.") % {"number": row.number})
    return redirect("visit-summary", visit)
