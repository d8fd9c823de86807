"""The client answers on their own phone: no account, a link that expires."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from endrange.errors import BadInput
from endrange.screening import Setting
from endrange_app.storage import access, actions, catalogues
from endrange_app.storage.intakes import Intake
from endrange_app.web import asking, delivery, pointing
from endrange_app.web.asking import Leaves
from endrange_app.web.door import Link, by_link
from endrange_app.web.words import Words

REVIEWERS = Words(
    {
        Setting.CLINIC: noop(
            "A practitioner goes through them with you. Until then nothing is decided."
        ),
        Setting.STUDIO: noop(
            "A practitioner goes through them with you. Until then nothing is decided. Where a "
            "clinician’s word is needed, you are told what to ask."
        ),
        Setting.HOME: noop(
            "Nobody licensed sees them. Whoever helps you goes through them with you, and what is "
            "unclear stays out until a clinician has answered it."
        ),
        Setting.TEAM: noop(
            "Your coach goes through them with you. Nobody licensed sees them, so what is unclear "
            "stays out until a clinician has answered it."
        ),
    }
)
"""Who reads the answers, by setting."""


NOT_FOUND = 404


def _gone(request: HttpRequest, what_now: str, status: int) -> HttpResponse:
    if request.content_type == "application/json":
        told = (
            f"{_('This link opens nothing now')}. {what_now}" if status == NOT_FOUND else what_now
        )
        return JsonResponse({"problem": told}, status=status)
    return render(request, "intake/gone.html", {"what_now": what_now}, status=status)


holders = by_link(Link("key", access.intake_by_token, "intake_missed", "intake_answered", _gone))
"""Those who hold the link to an intake."""


@require_http_methods(["GET", "POST"])
@holders
def show(request: HttpRequest, intake: Intake) -> HttpResponse:
    """The page where the client is; sent as a form, its answers are kept and the next one comes."""
    if intake.accepted_at is not None:
        return render(request, "intake/accepted.html", {"intake": intake})
    if intake.consented_at is None:
        return render(request, "intake/consent.html", _frame(intake))
    if request.method == "POST":
        return _keep(request, intake)
    here = request.GET.get("page", "")
    if intake.sent_at and not here:
        return render(request, "intake/sent.html", _frame(intake))
    return _page(request, intake, _leaves(intake, here=_number(here)))


MOST_DIGITS = 3
"""ours: more pages than that no intake has; Python refuses to read thousands of digits."""


def _number(text: str) -> int | None:
    """The number of a page; what is no number, or far too long, is none."""
    return int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else None


def _leaves(intake: Intake, **where: Any) -> Leaves:
    catalogue = catalogues.of(intake.clinic)
    return Leaves(intake, catalogue, on=timezone.localdate(), **where)


def _keep(request: HttpRequest, intake: Intake) -> HttpResponse:
    """Without a script: keep one page as a form sends it, and go on, back, or to help."""
    now = timezone.now()
    here = _number(request.POST.get("page", "")) or 1
    leaves = _leaves(intake, here=here, sent=request.POST)
    sayings = leaves.changed(_seen(request, now), now)
    actions.intakes.say(by=None, intake=intake, sayings=sayings, now=now)
    _tell_of_others(request, leaves, sayings, _seen(request, now))
    if request.POST.get("to") == "back":
        return _to(intake, max(here - 1, 1))
    if leaves.errors:
        return _page(request, intake, leaves, status=422)
    if here < leaves.total:
        return _to(intake, here + 1)
    if _leaves(intake).red(Setting(intake.clinic.setting)):
        return _to(intake, here)
    actions.intakes.send(intake=intake, now=now)
    return redirect("intake", intake.token)


def _seen(request: HttpRequest, now: datetime) -> datetime:
    """When the page as sent was made; what cannot be read was never made by us, so it is new."""
    try:
        return min(datetime.fromisoformat(request.POST.get("seen", "")), now)
    except (ValueError, TypeError):
        return now


def _tell_of_others(
    request: HttpRequest, leaves: Leaves, sayings: list[Any], seen: datetime
) -> None:
    """Say it where another window has answered the same question since, and otherwise."""
    mine = {one.question for one in sayings}
    for id_, one in leaves.told.items():
        if id_ in mine and one.latest.received_at > seen:
            text = (
                leaves.catalogue.questions[id_].short if id_ in leaves.catalogue.questions else ""
            )
            said = _(
                "Another window had answered this too: {question}. The answer given last counts."
            )
            messages.info(request, said.format(question=text or _("what you want")))


def _to(intake: Intake, number: int) -> HttpResponse:
    return redirect(f"{reverse('intake', args=[intake.token])}?page={number}")


def _page(
    request: HttpRequest, intake: Intake, leaves: Leaves, *, status: int = 200
) -> HttpResponse:
    setting = Setting(intake.clinic.setting)
    red = [] if "changing" in request.GET else _leaves(intake).red(setting)
    page = _frame(intake) | {
        "leaves": leaves.all,
        "leaf": leaves.leaf,
        "total": leaves.total,
        "errors": leaves.errors,
        "red": red,
        "for_script": asking.for_script(leaves.catalogue, setting, alone=True),
        "seen": timezone.now().isoformat(),
        "figure": pointing.figure(leaves.catalogue),
    }
    return render(request, "intake/answer.html", page, status=status)


def _frame(intake: Intake) -> dict[str, Any]:
    return {
        "intake": intake,
        "clinic": intake.clinic,
        "reviewed": REVIEWERS[Setting(intake.clinic.setting)],
    }


@require_POST
@holders
def consent(request: HttpRequest, intake: Intake) -> HttpResponse:
    """The client agrees to their answers being kept; only then is anything stored."""
    actions.intakes.consent(intake=intake, now=timezone.now())
    return redirect("intake", intake.token)


@require_POST
@holders
def withdraw(request: HttpRequest, intake: Intake) -> HttpResponse:
    """The client takes it back: what was answered is erased."""
    try:
        actions.intakes.withdraw(intake=intake, now=timezone.now())
    except BadInput as refused:
        messages.error(request, refused.problem)
        return redirect("intake", intake.token)
    return render(request, "intake/withdrawn.html", _frame(intake))


@csrf_exempt
@require_POST
@holders
def answers(request: HttpRequest, intake: Intake) -> HttpResponse:
    """What the phone has kept, whenever there is a network.

    The link is all that lets anybody in: no cookie is looked at, so that no other site could have
    something sent in somebody's name.
    """
    return delivery.receive(request, intake, by=None)
