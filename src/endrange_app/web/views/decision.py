"""May we stretch today? Every finding with what it does to the plan, why, and says who."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from endrange.errors import BadInput
from endrange.knowledge import NOT_ANSWERED, RULES, Catalogue, Mode, Verdict, signed
from endrange.screening import Clearance
from endrange_app.storage import access, actions
from endrange_app.storage.aftermath import FollowUp
from endrange_app.web import bodymap, telling, urgentwords, words
from endrange_app.web.door import MemberRequest, for_members
from endrange_app.web.standing import Standing


@require_GET
@for_members
def show(request: MemberRequest, visit: UUID) -> HttpResponse:
    standing = Standing(access.visit(request.member, visit))
    clearance = standing.clearance
    if clearance is None:
        return redirect("visit-screening", visit)
    page = {
        "visit": standing.visit,
        "steps": standing.steps("Re-screen"),
        "screening": standing.screening,
        "clearance": clearance,
        "setting": words.SETTINGS[clearance.setting],
        "answers": standing.screening and len(standing.screening.answers),
        "is_old": clearance.catalogue != request.catalogue.version,
        "old_answers_of": standing.old_answers_of,
        "is_overtaken": standing.is_overtaken,
        "wants_all_questions": standing.wants_all_questions,
        "unanswered": _unanswered(clearance, standing),
        "may_lay": not standing.is_closed and standing.may_go_on,
    }
    page |= _told(clearance, standing, request.catalogue)
    template = "visits/emergency.html" if standing.is_emergency else "visits/decision.html"
    return render(request, template, page)


@require_POST
@for_members
def again(request: MemberRequest, visit: UUID) -> HttpResponse:
    """Decide today's answers once more, because something has come in since."""
    row = access.visit(request.member, visit)
    try:
        actions.decisions.again(by=request.user, visit=row, now=timezone.now())
    except BadInput as refused:
        messages.error(request, refused.problem)
    return redirect(Standing(row).next_page)


def _unanswered(clearance: Clearance, standing: Standing) -> FollowUp | None:
    """The last session nobody has answered for, where that is a finding."""
    if not any(one.precaution == NOT_ANSWERED for one in clearance.findings):
        return None
    earlier = FollowUp.objects.filter(
        client=standing.visit.client_id, visit__number__lt=standing.visit.number
    )
    return earlier.order_by("-visit__number").first()


def _told(clearance: Clearance, standing: Standing, catalogue: Catalogue) -> dict[str, Any]:
    rules = {id_ for _, id_ in signed(catalogue)}
    reach = telling.reached(clearance, catalogue)
    told = [
        telling.tell(finding, reach, catalogue, standing.clinicians, rules)
        for finding in standing.findings
    ]
    return {
        "signed": len(rules),
        "rules": sum(len(getattr(catalogue, kind)) for kind in RULES),
        "lead": telling.lead(clearance, told),
        "open_today": telling.open_today(clearance, catalogue),
        "personal": [one for one in told if one.finding.personal],
        "everybody": [one for one in told if not one.finding.personal],
        "some_unmarked": any(one.verdict is Verdict.PROCEED for one in clearance.regions),
        "regions": telling.regions(clearance),
        "modes": [words.MODES[mode] for mode in Mode],
        "body": bodymap.of(clearance),
        "meanings": words.VERDICT_MEANINGS.items(),
        "urgency": clearance.urgency and urgentwords.URGENCIES[clearance.urgency],
        "steps_now": urgentwords.steps_now(clearance.urgency),
    }
