"""What happened: measured again, judged against the error, what was done, and what is next."""

from datetime import date, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from endrange.assessment import Moment
from endrange.errors import BadInput
from endrange_app.storage import access, actions
from endrange_app.web import charting, done, outcomes, wishes, words
from endrange_app.web.door import MemberRequest, for_members
from endrange_app.web.forms.readings import ReadingForm
from endrange_app.web.measuring import to_measure
from endrange_app.web.standing import Standing
from endrange_app.web.views import follow_ups

NEXT_AFTER = timedelta(weeks=1)
"""Weekly or fortnightly at first (article on physical therapy); a suggestion, not a booking."""


@require_GET
@for_members
def show(request: MemberRequest, visit: UUID) -> HttpResponse:
    standing = Standing(access.visit(request.member, visit))
    if not standing.was_let_on and not standing.is_closed:
        return redirect(standing.next_page)
    return page(request, standing)


@require_POST
@for_members
def note(request: MemberRequest, visit: UUID) -> HttpResponse:
    row = access.visit(request.member, visit)
    text = request.POST.get("note", "")
    try:
        actions.visits.write_note(by=request.user, visit=row, note=text, now=timezone.now())
        messages.success(request, _("The note is kept."))
    except BadInput as refused:
        messages.error(request, words.said(refused.problem))
    return redirect("visit-summary", visit)


@require_POST
@for_members
def agree_next(request: MemberRequest, visit: UUID) -> HttpResponse:
    """When they come again; nothing chosen: no day is agreed."""
    row = access.visit(request.member, visit)
    try:
        on = date.fromisoformat(said) if (said := request.POST.get("next_on", "")) else None
        actions.visits.agree_next(by=request.user, visit=row, on=on, now=timezone.now())
        messages.success(request, _("The next day is kept.") if on else _("No day is agreed."))
    except BadInput as refused:
        messages.error(request, words.said(refused.problem))
    except ValueError:
        messages.error(request, _("%(said)s is no day. Choose one.") % {"said": said})
    return redirect(reverse("visit-summary", args=[visit]) + "#next")


def page(
    request: MemberRequest, standing: Standing, *, wrong: ReadingForm | None = None
) -> HttpResponse:
    visit, catalogue = standing.visit, request.catalogue
    outcome = outcomes.of(standing, catalogue)
    known = wishes.known_at(standing, outcome)
    goals = wishes.of_visit(standing, known, catalogue)
    runs = done.told(visit)
    standing.run = done.latest(runs)
    held = done.sessions(runs)
    shown = {
        "visit": visit,
        "steps": standing.steps("Summary"),
        "run": standing.run,
        "is_closed": standing.is_closed,
        "judged_when": outcome.judged_when,
        "judged_together": outcome.judged_together,
        "lasting": outcome.lasting,
        "today": outcome.today,
        "charts": charting.of(outcome.measured, known, goals, catalogue),
        "wishes": goals,
        "to_measure": to_measure(outcome.measured, standing, Moment.AFTER, catalogue, wrong=wrong),
        "moment": Moment.AFTER,
        "held": held,
        "next_day": known.on + NEXT_AFTER if any(one.seconds for one in held) else None,
        "tomorrow": timezone.localdate() + timedelta(days=1),
        "at_home": done.at_home(held, standing.clearance, catalogue),
        "how_alone": done.how_alone(catalogue),
    }
    after = getattr(visit, "follow_up", None)
    shown |= {"follow_up": after} | (follow_ups.link(request, after) if after else {})
    return render(request, "visits/summary.html", shown, status=422 if wrong else 200)
