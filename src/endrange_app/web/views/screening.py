"""Ask: the full questionnaire, or the short one at the door of every visit."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from django.views.decorators.http import require_http_methods, require_POST

from endrange.errors import BadInput
from endrange.knowledge import Answer
from endrange.screening import Setting, urgent
from endrange_app.storage import access, actions, told
from endrange_app.web import asking, delivery, pointing, reviewing, words
from endrange_app.web.door import MemberRequest, for_members
from endrange_app.web.forms import about
from endrange_app.web.forms.questions import Questionnaire
from endrange_app.web.standing import Standing
from endrange_app.web.table import Table

ALL_NOW = noop("Something is new. Go through all questions; what was said before is filled in.")
NO_CONSENT = noop("Ask for consent first. Without it, close the visit.")


@require_http_methods(["GET", "POST"])
@for_members
def ask(request: MemberRequest, visit: UUID) -> HttpResponse:
    standing = Standing(access.visit(request.member, visit))
    sent = request.POST if request.method == "POST" else None
    if standing.is_emergency or (standing.is_closed and sent is None):
        return redirect("visit-decision", visit)
    table = _table(request, standing, sent)
    if sent is None:
        return _page(request, table)
    table.form.errors |= table.overtaken(*_made(request))
    try:
        kept = _keep(request, table)
    except BadInput as refused:
        return _page(request, table, refused=words.said(refused.problem))
    return _after(request, Standing(standing.visit)) if kept else _page(request, table)


def _table(request: MemberRequest, standing: Standing, sent: QueryDict | None) -> Table:
    wanted = bool(request.GET.get("full"))
    return Table(standing, request.catalogue, sent=sent, wanted=wanted)


def _made(request: MemberRequest) -> tuple[datetime, str]:
    """When the page as sent was made, and the name of the browser it was open in."""
    now = timezone.now()
    try:
        seen = min(datetime.fromisoformat(request.POST.get("seen", "")), now)
    except (ValueError, TypeError):
        seen = now
    return seen, request.POST.get("device", "")


@require_POST
@for_members
def answers(request: MemberRequest, visit: UUID) -> HttpResponse:
    """Keep what is answered while the questionnaire is filled in; nothing is decided by it."""
    row = access.visit(request.member, visit)
    table = _table(request, Standing(row), None)
    try:
        intake = actions.intakes.at_table(
            by=request.user, visit=row, full=table.full, now=timezone.now()
        )
    except BadInput as refused:
        return JsonResponse({"problem": words.said(refused.problem)}, status=409)
    intake.clinic = row.clinic
    return delivery.receive(request, intake, by=request.user)


def _keep(request: MemberRequest, table: Table) -> bool:
    """Record what was answered, if it is all there and agreed to; an emergency at once.

    Whoever is in danger is not made to finish a form: what they have not answered stays
    unanswered, and so the screening counts as no full one.

    Raises: BadInput once the visit is closed, or while its session is going.
    """
    visit, form = table.standing.visit, table.form
    consents = bool(request.POST.get("consent"))
    complete = form.is_valid and consents
    said = form.answers if form.is_valid else form.said
    if not complete and not _is_red(request, said):
        return False
    full = form.full and form.is_valid
    actions.intakes.accept(
        by=request.user,
        visit=visit,
        full=full,
        answers=said,
        clearance=actions.decisions.decide(visit, said, on=timezone.localdate(), full=full),
        now=timezone.now(),
        consents=consents,
    )
    return True


def _is_red(request: MemberRequest, said: dict[str, Answer]) -> bool:
    """Somebody said so; that an answer is missing yet makes none."""
    setting = Setting(request.member.clinic.setting)
    return bool(urgent(said, request.catalogue, on=timezone.localdate(), setting=setting))


def _page(request: MemberRequest, table: Table, *, refused: str = "") -> HttpResponse:
    """The questions, with whatever was said to them so far."""
    standing, form, is_sent = table.standing, table.form, table.sent is not None
    setting = Setting(request.member.clinic.setting)
    consents = bool(request.POST.get("consent"))
    page = {
        "visit": standing.visit,
        "steps": standing.steps("Re-screen"),
        "full": form.full,
        "reason": table.reason,
        "by_phone": table.intake if table.intake and table.intake.token else None,
        "accepts": reviewing.ACCEPTS[setting],
        "parts": form.parts(),
        "lines": table.lines,
        "told_about": about.in_words(told.about(table.said), table.catalogue),
        "seen": timezone.now().isoformat(),
        "figure": pointing.figure(table.catalogue),
        "red": [],
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
