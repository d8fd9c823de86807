"""A clinic’s own error: people measured again, what that gives by now, what is missing yet."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from endrange import assessment
from endrange.assessment import FEWEST_PAIRS, FEWEST_SESSIONS, OwnError, StandardError
from endrange.errors import BadInput
from endrange.knowledge import Catalogue, Measure
from endrange_app.storage import access, actions
from endrange_app.storage.actions.retests import Group, Repeated, Repeats
from endrange_app.storage.models import Client, Membership
from endrange_app.storage.retests import StableClient
from endrange_app.web import steady, words
from endrange_app.web.door import MemberRequest, for_members
from endrange_app.web.forms.retests import RepeatForm, RetestForm, SessionsForm
from endrange_app.web.steady import Steady

PAIR, SESSIONS = "pair", "sessions"
FORMS: dict[str, type[RepeatForm]] = {PAIR: RetestForm, SESSIONS: SessionsForm}
"""By how somebody measures again: many people twice, or one stable person often."""


@dataclass(frozen=True)
class Stable:
    """The sessions of one stable client, and what they give alone."""

    row: StableClient
    own: OwnError
    measure: Measure

    @property
    def side_word(self) -> str:
        return words.side_within(self.row.as_sessions()[0].side)

    @property
    def told(self) -> str:
        return _("%(number)d sessions: %(error)s alone, %(interval)s") % {
            "number": self.own.pairs,
            "error": words.reading(round(self.own.value, 1), self.measure),
            "interval": _interval(self.own, self.measure),
        }

    @property
    def values(self) -> list[tuple[str, str]]:
        return [
            (words.day(timezone.localdate(one.taken_at)), words.reading(one.value, self.measure))
            for one in self.row.as_sessions()
        ]


@dataclass(frozen=True)
class Result:
    """One group of repeats, and what stands for its measure now."""

    measure: Measure
    instrument: str
    same_examiner: bool
    repeats: Repeats
    stable: tuple[Stable, ...]
    own: OwnError | None
    missing: str
    """Why there is none yet, or what the pairs lack to count as well."""
    shipped: StandardError

    @property
    def counted(self) -> str:
        pairs, stable = len(self.repeats.pairs), len(self.stable)
        told = [
            ngettext("%(number)d pair", "%(number)d pairs", pairs) % {"number": pairs},
            ngettext("%(number)d stable client", "%(number)d stable clients", stable)
            % {"number": stable},
        ]
        return ", ".join(one for one, number in zip(told, (pairs, stable), strict=True) if number)

    @property
    def figure(self) -> str:
        return words.reading(round(self.own.value, 1), self.measure) if self.own else ""

    @property
    def interval(self) -> str:
        return _interval(self.own, self.measure) if self.own else ""

    @property
    def instead_of(self) -> str:
        return words.reading(round(self.shipped.value, 1), self.measure)


def _interval(own: OwnError, measure: Measure) -> str:
    low, high = (words.reading(round(end, 1), measure) for end in (own.low, own.high))
    return _("the true error lies between %(low)s and %(high)s") % {"low": low, "high": high}


@require_http_methods(["GET", "POST"])
@for_members
def errors(request: MemberRequest) -> HttpResponse:
    measure = request.catalogue.measures.get(request.GET.get("measure", ""))
    known = _steady(request, measure)
    form = _form(request, measure, known) if measure else None
    if request.method == "GET" or measure is None or form is None:
        return _page(request, measure, form, known)
    if not form.is_valid() or not _recorded(request, form):
        return _page(request, measure, form, known)
    told = _("The pair is kept.") if _how(request) == PAIR else _("The sessions are kept.")
    messages.success(request, told)
    return redirect(f"{reverse('own-errors')}?measure={measure.id}&as={_how(request)}")


def _how(request: MemberRequest) -> str:
    return SESSIONS if request.GET.get("as") == SESSIONS else PAIR


def _steady(request: MemberRequest, measure: Measure | None) -> list[Steady]:
    """Whose days are there already, where sessions are asked for."""
    if measure is None or _how(request) == PAIR:
        return []
    return steady.offered(request.member.clinic, measure)


def _form(request: MemberRequest, measure: Measure, offered: list[Steady]) -> RepeatForm:
    clinic = request.member.clinic
    clients = Client.objects.of(clinic).filter(archived_at__isnull=True).order_by("name", "id")
    members = Membership.objects.of(clinic).filter(ended_at__isnull=True).select_related("user")
    me = str(request.user.pk)
    sent = request.POST if request.method == "POST" else None
    usual: dict[str, Any] = {
        "first_by": me,
        "second_by": me,
        "read_by": me,
        "second_on": timezone.localdate(),
    }
    chosen = (one.initial for one in offered if one.key == request.GET.get("from"))
    usual |= next(chosen, {})
    return FORMS[_how(request)](measure, clients, members, sent, initial=usual)


def _recorded(request: MemberRequest, form: RepeatForm) -> bool:
    """Keep what was sent, or say in the form why not."""
    client = access.client(request.member, form.cleaned_data["client"])
    now = timezone.now()
    try:
        if isinstance(form, SessionsForm):
            actions.retests.record_sessions(
                by=request.user, client=client, sessions=form.readings, now=now
            )
        elif isinstance(form, RetestForm):
            actions.retests.record(by=request.user, client=client, pair=form.pair, now=now)
    except BadInput as refused:
        field = refused.field if refused.field in form.fields else None
        form.add_error(field, words.said(refused.problem))
        return False
    return True


@require_POST
@for_members
def withdraw(request: MemberRequest, retest: UUID) -> HttpResponse:
    return _withdrawn(request, access.retest, retest)


@require_POST
@for_members
def withdraw_sessions(request: MemberRequest, stable: UUID) -> HttpResponse:
    return _withdrawn(request, access.stable_client, stable)


def _withdrawn(request: MemberRequest, door: Callable[..., Repeated], id_: UUID) -> HttpResponse:
    row = door(request.member, id_)
    actions.retests.withdraw(by=request.user, retest=row, now=timezone.now())
    messages.success(request, _("Taken back. The error is worked out without it."))
    return redirect("own-errors")


def _page(
    request: MemberRequest,
    measure: Measure | None,
    form: RepeatForm | None,
    offered: list[Steady],
) -> HttpResponse:
    measures = request.catalogue.measures.values()
    page = {
        "results": results(request.member, request.catalogue),
        "measures": sorted(measures, key=lambda one: words.said(one.name)),
        "measure": measure,
        "form": form,
        "how": _how(request),
        "steady": offered,
        "chosen": request.GET.get("from", ""),
        "fewest": FEWEST_PAIRS,
        "fewest_sessions": FEWEST_SESSIONS,
    }
    is_wrong = form is not None and form.is_bound
    return render(request, "own_errors.html", page, status=422 if is_wrong else 200)


def results(member: Membership, catalogue: Catalogue) -> list[Result]:
    """Every group of repeats there is, those that count first."""
    found = [
        _result(group, repeats, catalogue)
        for group, repeats in actions.retests.standing(member.clinic).items()
        if group[0] in catalogue.measures
    ]
    return sorted(found, key=lambda one: (one.own is None, words.said(one.measure.name)))


def _result(group: Group, repeats: Repeats, catalogue: Catalogue) -> Result:
    id_, instrument, same = group
    measure = catalogue.measure(id_)
    estimate, pairs = repeats.estimate(), repeats.of_pairs()
    alone = ((row, assessment.from_sessions(row.as_sessions())) for row in repeats.stable)
    lacking = "" if isinstance(pairs, OwnError) or not repeats.pairs else pairs.because
    return Result(
        measure=measure,
        instrument=instrument,
        same_examiner=same,
        repeats=repeats,
        stable=tuple(Stable(row, own, measure) for row, own in alone if isinstance(own, OwnError)),
        own=estimate if isinstance(estimate, OwnError) else None,
        missing=words.said(lacking),
        shipped=assessment.error_of(measure, instrument, same_examiner=same),
    )
