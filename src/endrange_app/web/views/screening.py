"""Ask: the full questionnaire, or the short one at the door of every visit."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from endrange import knowledge
from endrange.knowledge import Answer
from endrange.screening import Setting, screen
from endrange_app.storage import access, actions
from endrange_app.storage.models import Visit
from endrange_app.web.door import MemberRequest, for_members
from endrange_app.web.forms.questions import Questionnaire
from endrange_app.web.standing import Standing

ALL_NOW = "Something is new. Go through all questions; what was said before is filled in."
NO_CONSENT = "Ask for consent first. Without it, close the visit."


@require_http_methods(["GET", "POST"])
@for_members
def ask(request: MemberRequest, visit: UUID) -> HttpResponse:
    standing = Standing(access.visit(request.member, visit))
    if standing.is_closed or standing.is_emergency:
        return redirect("visit-decision", visit)
    full = _is_full(request, standing)
    known = actions.screenings.answers_so_far(standing.visit.client)
    sent = request.POST if request.method == "POST" else None
    form = Questionnaire(knowledge.load(), full=full, known=known, sent=sent)
    consents = bool(request.POST.get("consent"))
    if form.is_valid and consents:
        _record(request, standing.visit, full=full, answers=form.answers)
        return _after(request, Standing(standing.visit))
    page = {
        "visit": standing.visit,
        "steps": standing.steps("Re-screen"),
        "full": full,
        "parts": form.parts(),
        "errors": _errors(form, consents=consents or sent is None),
        "consents": consents,
        "is_prefilled": full and sent is None and bool(known) and not standing.may_go_on,
        "consent_error": NO_CONSENT if sent is not None and not consents else "",
    }
    status = 422 if sent is not None else 200
    return render(request, "visits/screening.html", page, status=status)


def _after(request: MemberRequest, standing: Standing) -> HttpResponse:
    """On to the decision; but something new at the door brings all questions first."""
    if standing.wants_all_questions:
        messages.info(request, ALL_NOW)
        return redirect("visit-screening", standing.visit.pk)
    return redirect("visit-decision", standing.visit.pk)


def _is_full(request: MemberRequest, standing: Standing) -> bool:
    if request.GET.get("full") or (standing.screening and standing.screening.full):
        return True
    due = actions.screenings.screening_due(standing.visit.client, timezone.localdate())
    return due == "full"


def _record(
    request: MemberRequest, visit: Visit, *, full: bool, answers: dict[str, Answer]
) -> None:
    clearance = screen(
        answers,
        knowledge.load(),
        on=timezone.localdate(),
        setting=Setting(request.member.clinic.setting),
    )
    now = timezone.now()
    actions.visits.take_consent(by=request.user, visit=visit, now=now)
    actions.screenings.record(
        by=request.user, visit=visit, full=full, answers=answers, clearance=clearance, now=now
    )


def _errors(form: Questionnaire, *, consents: bool) -> list[dict[str, str]]:
    questions = form.catalogue.questions
    found = [
        {"to": f"q.{id_}", "text": f"{questions[id_].short or questions[id_].text}: {error}"}
        for id_, error in form.errors.items()
    ]
    return found if consents else [*found, {"to": "consent", "text": NO_CONSENT}]
