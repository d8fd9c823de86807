"""Goals of a client: set on a page of their own; rated and ended from the client's page."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from endrange.assessment import Moment
from endrange.errors import BadInput
from endrange.values import Side
from endrange_app.storage import access, actions
from endrange_app.storage.models import Client
from endrange_app.storage.wishes import ClientGoal, EndedAs
from endrange_app.web import words
from endrange_app.web.door import MemberRequest, for_members
from endrange_app.web.forms.goals import ActivityGoalForm, RangeGoalForm


@require_http_methods(["GET", "POST"])
@for_members
def create(request: MemberRequest, client: UUID) -> HttpResponse:
    row = access.client(request.member, client)
    sent = request.POST if request.method == "POST" else None
    kind = request.POST.get("kind", "")
    of_range = RangeGoalForm(request.catalogue, _latest(row), sent if kind == "range" else None)
    of_life = ActivityGoalForm(sent if kind == "life" else None)
    if _is_kept(request, row, of_range, of_life):
        messages.success(request, _("The goal is set."))
        return redirect("client", row.pk)
    page = {"client": row, "range": of_range, "life": of_life}
    return render(request, "goals/form.html", page, status=422 if sent is not None else 200)


def _is_kept(
    request: MemberRequest, client: Client, of_range: RangeGoalForm, of_life: ActivityGoalForm
) -> bool:
    now = timezone.now()
    on = timezone.localdate(now)
    try:
        if of_range.is_valid():
            goal = of_range.goal(on)
            actions.goals.set_range(by=request.user, client=client, goal=goal, now=now)
            return True
        if of_life.is_valid():
            life = of_life.goal(on)
            actions.goals.set_activity(by=request.user, client=client, goal=life, now=now)
            return True
    except BadInput as refused:
        of_range.add_error("which", words.sentence(refused.problem))
    return False


def _latest(client: Client) -> dict[tuple[str, Side], float]:
    before = client.readings.filter(withdrawn_at=None, moment=Moment.BEFORE)
    rows = before.order_by("taken_at", "id").values_list("measure", "side", "value")
    return {(measure, Side(side)): value for measure, side, value in rows}


@require_POST
@for_members
def rate(request: MemberRequest, client_goal: UUID) -> HttpResponse:
    goal = access.client_goal(request.member, client_goal)
    try:
        score = int(request.POST.get("score", ""))
    except ValueError:
        messages.error(request, _("Choose a number from 0 to 10."))
        return redirect("client", goal.client_id)
    deed = partial(actions.goals.rate, score=score)
    return _done(request, goal, deed, _("The number is kept."))


@require_POST
@for_members
def end(request: MemberRequest, client_goal: UUID) -> HttpResponse:
    goal = access.client_goal(request.member, client_goal)
    try:
        ended_as = EndedAs(request.POST.get("as", ""))
    except ValueError:
        messages.error(request, _("Choose whether it was reached or let go."))
        return redirect("client", goal.client_id)
    deed = partial(actions.goals.end, ended_as=ended_as)
    return _done(request, goal, deed, _("The goal is ended. It stays on record."))


def _done(
    request: MemberRequest, goal: ClientGoal, deed: Callable[..., object], told: str
) -> HttpResponse:
    """Do it, and say on the client's page that it is done or why it is refused."""
    try:
        deed(by=request.user, goal=goal, now=timezone.now())
        messages.success(request, told)
    except BadInput as refused:
        messages.error(request, words.sentence(refused.problem))
    return redirect("client", goal.client_id)
