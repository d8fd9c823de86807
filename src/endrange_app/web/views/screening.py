"""Ask: the full questionnaire, or the short one at the door of every visit."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from django.views.decorators.http import require_http_methods

from endrange.errors import BadInput
from endrange.knowledge import Verdict
from endrange.screening import Clearance, Setting
from endrange_app.storage import access, actions
from endrange_app.storage.models import Visit
from endrange_app.web import asking, words
from endrange_app.web.door import MemberRequest, for_members
from endrange_app.web.forms.questions import Questionnaire
from endrange_app.web.standing import Standing

ALL_NOW = noop("Something is new. Go through all questions; what was said before is filled in.")
NO_CONSENT = noop("Ask for consent first. Without it, close the visit.")


@require_http_methods(["GET", "POST"])
@for_members
def ask(request: MemberRequest, visit: UUID) -> HttpResponse:
    standing = Standing(access.visit(request.member, visit))
    sent = request.POST if request.method == "POST" else None
    if standing.is_emergency or (standing.is_closed and sent is None):
        return redirect("visit-decision", visit)
    full = _is_full(request, standing)
    known = actions.screenings.answers_so_far(standing.visit.client, on=timezone.localdate())
    form = Questionnaire(request.catalogue, full=full, known=known, sent=sent)
    if sent is None:
        return _page(request, standing, form)
    try:
        kept = _keep(request, standing.visit, form)
    except BadInput as refused:
        return _page(request, standing, form, refused=words.said(refused.problem))
    return _after(request, Standing(standing.visit)) if kept else _page(request, standing, form)


def _keep(request: MemberRequest, visit: Visit, form: Questionnaire) -> bool:
    """Record what was answered, if it is all there and agreed to; an emergency at once.

    Whoever is in danger is not made to finish a form: what they have not answered stays
    unanswered, and so the screening counts as no full one.

    Raises: BadInput once the visit is closed, or while its session is going.
    """
    consents = bool(request.POST.get("consent"))
    complete = form.is_valid and consents
    answers = form.answers if form.is_valid else form.said
    clearance = actions.decisions.decide(visit, answers, on=timezone.localdate())
    if not complete and not _is_certain_emergency(clearance):
        return False
    actions.screenings.record(
        by=request.user,
        visit=visit,
        full=form.full and form.is_valid,
        answers=answers,
        clearance=clearance,
        now=timezone.now(),
        consents=consents,
    )
    return True


def _is_certain_emergency(clearance: Clearance) -> bool:
    """Somebody said so; that an answer is missing yet makes none."""
    red = (one for one in clearance.findings if one.verdict is Verdict.EMERGENCY)
    return any(one.certain and one.personal for one in red)


def _page(
    request: MemberRequest, standing: Standing, form: Questionnaire, *, refused: str = ""
) -> HttpResponse:
    """The questions, with whatever was said to them so far."""
    is_sent = form.sent is not None
    setting = Setting(request.member.clinic.setting)
    consents = bool(request.POST.get("consent"))
    page = {
        "visit": standing.visit,
        "steps": standing.steps("Re-screen"),
        "full": form.full,
        "parts": form.parts(),
        "for_script": asking.for_script(form.catalogue, setting, known=form.elsewhere),
        "errors": _errors(form, consents=consents or not is_sent, refused=refused),
        "consents": consents,
        "is_prefilled": form.full and not is_sent and bool(form.known) and not standing.may_go_on,
        "consent_error": _(NO_CONSENT) if is_sent and not consents else "",
        "old_answers_of": standing.old_answers_of,
    }
    return render(request, "visits/screening.html", page, status=422 if is_sent else 200)


def _after(request: MemberRequest, standing: Standing) -> HttpResponse:
    """On to the decision; but something new at the door brings all questions first."""
    if standing.wants_all_questions:
        messages.info(request, _(ALL_NOW))
        return redirect("visit-screening", standing.visit.pk)
    return redirect("visit-decision", standing.visit.pk)


def _is_full(request: MemberRequest, standing: Standing) -> bool:
    if request.GET.get("full") or (standing.screening and standing.screening.full):
        return True
    because = actions.screenings.full_because(standing.visit.client, timezone.localdate())
    return because is not None


def _errors(form: Questionnaire, *, consents: bool, refused: str) -> list[dict[str, str]]:
    questions = form.catalogue.questions
    found = [
        {
            "to": f"q.{id_}",
            "text": f"{words.said(questions[id_].short or questions[id_].text)}: {error}",
        }
        for id_, error in form.errors.items()
    ]
    if refused:
        found.insert(0, {"to": "consent-title", "text": f"{refused[:1].upper()}{refused[1:]}"})
    return found if consents else [*found, {"to": "consent", "text": _(NO_CONSENT)}]
