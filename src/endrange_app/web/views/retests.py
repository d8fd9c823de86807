"""A clinic’s own error: people measured twice, what that gives by now, what is missing yet."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from endrange import assessment
from endrange.assessment import FEWEST_PAIRS, OwnError, StandardError
from endrange.errors import BadInput
from endrange.knowledge import Catalogue, Measure
from endrange_app.storage import access, actions
from endrange_app.storage.actions.retests import Group
from endrange_app.storage.models import Client, Membership
from endrange_app.storage.retests import Retest
from endrange_app.web import words
from endrange_app.web.door import MemberRequest, for_members
from endrange_app.web.forms.retests import RetestForm


@dataclass(frozen=True)
class Result:
    """One group of pairs, and what stands for its measure now."""

    measure: Measure
    instrument: str
    same_examiner: bool
    rows: list[Retest]
    own: OwnError | None
    missing: str
    """Why there is none yet."""
    shipped: StandardError

    @property
    def figure(self) -> str:
        return words.reading(round(self.own.value, 1), self.measure) if self.own else ""

    @property
    def interval(self) -> str:
        if self.own is None:
            return ""
        ends = {
            "low": words.reading(round(self.own.low, 1), self.measure),
            "high": words.reading(round(self.own.high, 1), self.measure),
        }
        return _("the true error lies between %(low)s and %(high)s") % ends

    @property
    def instead_of(self) -> str:
        return words.reading(round(self.shipped.value, 1), self.measure)


@require_http_methods(["GET", "POST"])
@for_members
def errors(request: MemberRequest) -> HttpResponse:
    measure = request.catalogue.measures.get(request.GET.get("measure", ""))
    if request.method == "GET" or measure is None:
        return _page(request, measure, _form(request, measure))
    form = _form(request, measure)
    if form is None or not form.is_valid() or not _recorded(request, form):
        return _page(request, measure, form)
    messages.success(request, _("The pair is kept."))
    return redirect(f"{reverse('own-errors')}?measure={measure.id}")


def _form(request: MemberRequest, measure: Measure | None) -> RetestForm | None:
    if measure is None:
        return None
    clinic = request.member.clinic
    clients = Client.objects.of(clinic).filter(archived_at__isnull=True).order_by("name", "id")
    members = Membership.objects.of(clinic).filter(ended_at__isnull=True).select_related("user")
    me = str(request.user.pk)
    sent = request.POST if request.method == "POST" else None
    usual = {"first_by": me, "second_by": me, "second_on": timezone.localdate()}
    return RetestForm(measure, clients, members, sent, initial=usual)


def _recorded(request: MemberRequest, form: RetestForm) -> bool:
    try:
        actions.retests.record(
            by=request.user,
            client=access.client(request.member, form.cleaned_data["client"]),
            pair=form.pair,
            now=timezone.now(),
        )
    except BadInput as refused:
        field = refused.field if refused.field in form.fields else None
        form.add_error(field, words.said(refused.problem))
        return False
    return True


@require_POST
@for_members
def withdraw(request: MemberRequest, retest: UUID) -> HttpResponse:
    row = access.retest(request.member, retest)
    actions.retests.withdraw(by=request.user, retest=row, now=timezone.now())
    messages.success(request, _("Taken back. The error is worked out without it."))
    return redirect("own-errors")


def _page(request: MemberRequest, measure: Measure | None, form: RetestForm | None) -> HttpResponse:
    measures = request.catalogue.measures.values()
    page = {
        "results": results(request.member, request.catalogue),
        "measures": sorted(measures, key=lambda one: words.said(one.name)),
        "measure": measure,
        "form": form,
        "fewest": FEWEST_PAIRS,
    }
    is_wrong = form is not None and form.is_bound
    return render(request, "own_errors.html", page, status=422 if is_wrong else 200)


def results(member: Membership, catalogue: Catalogue) -> list[Result]:
    """Every group of pairs there is, those that count first."""
    groups = actions.retests.standing(member.clinic)
    found = [
        _result(group, groups[group], estimate, catalogue)
        for group, estimate in actions.retests.estimates(groups).items()
        if group[0] in catalogue.measures
    ]
    return sorted(found, key=lambda one: (one.own is None, words.said(one.measure.name)))


def _result(
    group: Group, rows: list[Retest], estimate: OwnError | assessment.Refusal, catalogue: Catalogue
) -> Result:
    id_, instrument, same = group
    measure = catalogue.measure(id_)
    own, missing = (estimate, "") if isinstance(estimate, OwnError) else (None, estimate.because)
    return Result(
        measure=measure,
        instrument=instrument,
        same_examiner=same,
        rows=rows,
        own=own,
        missing=words.said(missing),
        shipped=assessment.error_of(measure, instrument, same_examiner=same),
    )
