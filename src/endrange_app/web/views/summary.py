"""What happened: measured again, judged against the error, what was done, and what is next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from endrange import assessment, progress
from endrange.assessment import Moment, Person
from endrange.errors import BadInput
from endrange.knowledge import Catalogue, Measure
from endrange.progress import Acute, Change, Claim
from endrange.values import Side
from endrange_app.storage import access, actions
from endrange_app.web import chart, done, words
from endrange_app.web.door import MemberRequest, for_members
from endrange_app.web.forms.readings import ReadingForm
from endrange_app.web.measuring import still_known, to_measure
from endrange_app.web.standing import Standing

NEXT_AFTER = timedelta(weeks=1)
"""Weekly or fortnightly at first (article on physical therapy); a suggestion, not a booking."""
CLAIM_SIGNS = {Claim.IMPROVED: "real", Claim.WORSE: "real"}
"""All others are open."""


@dataclass(frozen=True)
class Card:
    """One result, with the claim it may make."""

    heading: str
    measure: Measure
    side: Side
    figure: str
    claim: str
    word: str
    text: str


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


def page(
    request: MemberRequest, standing: Standing, *, wrong: ReadingForm | None = None
) -> HttpResponse:
    visit, catalogue = standing.visit, request.catalogue
    on = timezone.localdate(visit.opened_at)
    readings = still_known(_until(standing, on), catalogue)
    person = Person(age=visit.client.age_on(on))
    review = progress.review(readings, catalogue, on=on, person=person)
    measured = _measured(standing, catalogue)
    changes = [row for row in review.changes if catalogue.measures.get(row.measure) in measured]
    runs = done.told(visit)
    standing.run = done.latest(runs)
    held = done.sessions(runs)
    shown = {
        "visit": visit,
        "steps": standing.steps("Summary"),
        "run": standing.run,
        "is_closed": standing.is_closed,
        "lasting": [_lasting(row, catalogue, review.tested) for row in _telling_first(changes)],
        "today": [_today(row, catalogue) for row in review.today],
        "charts": [chart.of_measure(one, readings, review.changes) for one in measured],
        "to_measure": to_measure(measured, standing, Moment.AFTER, wrong=wrong),
        "moment": Moment.AFTER,
        "held": held,
        "next_day": on + NEXT_AFTER if any(one.seconds for one in held) else None,
        "at_home": done.at_home(held, standing.clearance, catalogue),
    }
    return render(request, "visits/summary.html", shown, status=422 if wrong else 200)


def _until(standing: Standing, on: date) -> list[assessment.Reading]:
    """The client's readings up to this visit: a closed visit reads as it did then."""
    rows = (row for row in standing.readings if timezone.localdate(row.taken_at) <= on)
    return [row.as_reading() for row in rows]


def _measured(standing: Standing, catalogue: Catalogue) -> list[Measure]:
    ids = dict.fromkeys(row.measure for row in standing.taken_today)
    return [catalogue.measures[id_] for id_ in ids if id_ in catalogue.measures]


def _telling_first(changes: Sequence[Change]) -> list[Change]:
    return sorted(changes, key=lambda row: row.claim not in CLAIM_SIGNS)


def _lasting(row: Change, catalogue: Catalogue, tested: int) -> Card:
    measure = catalogue.measure(row.measure)
    first = row.readings == 1
    return Card(
        heading=_heading(row),
        measure=measure,
        side=row.side,
        figure=words.reading(row.latest, measure) if first else words.change(row.change, measure),
        claim=CLAIM_SIGNS.get(row.claim, "open"),
        word=words.CLAIMS[row.claim],
        text=" ".join([*_because(row, measure), *_beside(row, measure, tested)]),
    )


def _heading(row: Change) -> str:
    """It is counted from the mean of the first two, not from any dot of the chart."""
    return _("First reading") if row.readings == 1 else _("Lasting, since the first two readings")


def _because(row: Change, measure: Measure) -> Iterable[str]:
    error = words.reading(round(row.detectable), measure)
    if row.claim is Claim.TOO_EARLY:
        yield words.said(row.missing)
    elif row.claim is Claim.UNCHANGED:
        yield _("Within the smallest step that matters.")
    else:
        yield _("Judged over %(number)d visits: more than the error of measuring explains.") % {
            "number": row.readings
        }
    if row.claim is Claim.FURTHER_AT_DISCOMFORT:
        yield _("But at clearly more discomfort than at the start.")
    if row.readings > 1:
        told = (
            _("Two single measurements can differ by an assumed error of %(error)s.")
            if row.error_assumed
            else _("Two single measurements can differ by %(error)s.")
        )
        yield told % {"error": error}


def _beside(row: Change, measure: Measure, tested: int) -> Iterable[str]:
    """What else bears on a claim: other measures, other methods, a start far from the average."""
    if row.claim in CLAIM_SIGNS and not row.stands:
        yield _("It would not stand among all %(number)d judged at once.") % {"number": tested}
    if row.claim is Claim.IMPROVED and not row.discomfort_known:
        yield _("Discomfort was not asked both times.")
    if row.set_aside:
        yield _("Measured in another way before, and not mixed in: %(number)d times.") % {
            "number": row.set_aside
        }
    if row.rebound and row.readings > 1:
        yield _("Taken off: %(share)s that come back by themselves from such a start.") % {
            "share": words.reading(abs(row.rebound), measure)
        }


def _today(row: Acute, catalogue: Catalogue) -> Card:
    measure = catalogue.measure(row.measure)
    before, after = words.reading(row.before, measure), words.reading(row.after, measure)
    low, high = (words.change(round(end), measure) for end in (row.interval_low, row.interval_high))
    return Card(
        heading=_("Today only"),
        measure=measure,
        side=row.side,
        figure=words.change(row.change, measure),
        claim="fades",
        word=_("Fades"),
        text=_(
            "%(before)s before, %(after)s after; with the error of measuring %(low)s to %(high)s. "
            "It fades within minutes to an hour."
        )
        % {"before": before, "after": after, "low": low, "high": high},
    )
