"""Every component in every state, side by side."""

from datetime import UTC, datetime, timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from django.views.decorators.http import require_GET

from endrange import progress
from endrange.assessment import Moment, Reading
from endrange.knowledge import Measure, Verdict
from endrange.values import Side
from endrange_app.web import chart, words
from endrange_app.web.door import MemberRequest, for_members
from endrange_app.web.forms.clients import ClientForm
from endrange_app.web.forms.readings import ReadingForm
from endrange_app.web.glyphs import GLYPHS
from endrange_app.web.standing import Step

PHASE_LINES = words.Words(
    {
        "ready": noop("Find the position"),
        "lengthen": noop("To the first firm pull"),
        "push": noop("2 of 10, 6 s"),
        "relax": noop("Let go, one breath"),
        "hold": noop("A little further, still"),
        "rest": noop("Lower slowly"),
        "switch": noop("Now the right leg"),
        "turn": noop("On to the front"),
    }
)
LEFT, RIGHT = (57, 59, 58, 62, 64, 67), (66, 67, 65, 68, 69, 70)
"""Degrees, made up: a left side that changes and a right side that may not."""


@require_GET
@for_members
def show(request: MemberRequest) -> HttpResponse:
    catalogue = request.catalogue
    measure = next(
        iter(sorted(catalogue.measures.values(), key=lambda one: one.id != "hip_flexion_slr"))
    )
    readings = list(_readings(measure))
    review = progress.review(readings, catalogue, on=readings[-1].taken_at.date())
    wrong = ReadingForm(measure, Side.LEFT, {f"{measure.id}-left-trial_1": "670"})
    page = {
        "phases": [
            (phase.value, words.PHASE_GROUNDS[phase], word, PHASE_LINES[phase.value])
            for phase, word in words.PHASES.items()
        ],
        "verdicts": list(Verdict),
        "sides": list(Side),
        "steps": [
            Step(_("Re-screen"), "#stepper", done=True, here=False),
            Step(_("Measure"), "#stepper", done=True, here=False),
            Step(_("Plan"), "#stepper", done=False, here=True),
            Step(_("Session"), "", done=False, here=False),
            Step(_("Summary"), "", done=False, here=False),
        ],
        "wrong": wrong["trial_1"],
        "field": ClientForm(catalogue)["name"],
        "techniques": [(one, one.default_dose) for one in catalogue.techniques.values()],
        "chart": chart.of_measure(measure, readings, review.changes),
        "glyphs": list(GLYPHS),
    }
    messages.info(request, _("Hip rotators moved to third."))
    return render(request, "gallery.html", page)


def _readings(measure: Measure) -> list[Reading]:
    start = datetime(2026, 9, 4, 9, tzinfo=UTC)
    days = [start + timedelta(days=14 * n) for n in range(len(LEFT))]
    before = [
        _reading(measure, side, value, Moment.BEFORE, day)
        for side, values in ((Side.LEFT, LEFT), (Side.RIGHT, RIGHT))
        for value, day in zip(values, days, strict=True)
    ]
    after = _reading(measure, Side.LEFT, 73, Moment.AFTER, days[-1] + timedelta(hours=1))
    return [*before, after]


def _reading(measure: Measure, side: Side, value: float, moment: Moment, at: datetime) -> Reading:
    return Reading(
        measure=measure.id,
        side=side,
        value=value,
        trials=(value,),
        active=measure.active,
        instrument=measure.instruments[0],
        examiner="gallery",
        end_criterion=measure.end_criteria[0],
        moment=moment,
        taken_at=at,
    )
