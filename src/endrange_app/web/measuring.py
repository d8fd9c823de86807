"""The sheet of measures: which, on which sides, with what was read before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.cache import cache

from endrange import assessment, planning
from endrange.assessment import Moment
from endrange.knowledge import Catalogue, Measure
from endrange.screening import Clearance
from endrange.values import Side
from endrange_app.storage.models import Reading, Visit
from endrange_app.web import requests
from endrange_app.web.forms.readings import ReadingForm
from endrange_app.web.standing import Standing

MOST = 4
"""Measures offered unasked; ours: about four minutes with both sides."""


@dataclass(frozen=True)
class SideToMeasure:
    side: Side
    form: ReadingForm
    taken: Reading | None
    """What was read today at this moment, if it was."""
    last: Reading | None
    """The latest of an earlier visit."""


@dataclass(frozen=True)
class ToMeasure:
    measure: Measure
    sides: tuple[SideToMeasure, ...]

    @property
    def is_taken(self) -> bool:
        return any(side.taken for side in self.sides)


def to_measure(
    measures: Sequence[Measure],
    standing: Standing,
    moment: Moment,
    *,
    wrong: ReadingForm | None = None,
) -> list[ToMeasure]:
    """Forms for some measures at one moment of a visit, with what is known."""
    visit, rows = standing.visit, standing.readings
    return [_both(measure, visit, moment, rows, wrong) for measure in measures]


def _both(
    measure: Measure, visit: Visit, moment: Moment, rows: list[Reading], wrong: ReadingForm | None
) -> ToMeasure:
    found = []
    for side in sides_of(measure):
        own = [row for row in rows if row.measure == measure.id and row.side == side]
        today = [row for row in own if row.visit_id == visit.pk]
        before = [row for row in today if row.moment == Moment.BEFORE]
        earlier = [row for row in own if row.visit_id != visit.pk and row.moment == Moment.BEFORE]
        alike = (before if moment is Moment.AFTER else []) or earlier
        is_wrong = wrong is not None and (wrong.measure.id, wrong.side) == (measure.id, side)
        found.append(
            SideToMeasure(
                side=side,
                form=wrong if wrong and is_wrong else _fresh(measure, side, alike),
                taken=next((row for row in reversed(today) if row.moment == moment), None),
                last=alike[-1] if alike else None,
            )
        )
    return ToMeasure(measure, tuple(found))


def _fresh(measure: Measure, side: Side, alike: list[Reading]) -> ReadingForm:
    """An empty form, set to the instrument and end criterion of last time: like with like."""
    if not alike:
        return ReadingForm(measure, side)
    last = alike[-1]
    kept = {"instrument": last.instrument, "end_criterion": last.end_criterion}
    return ReadingForm(measure, side, initial=kept)


def still_known(
    readings: Iterable[assessment.Reading], catalogue: Catalogue
) -> list[assessment.Reading]:
    """Without readings of measures that have left the catalogue: their error is not known."""
    return [reading for reading in readings if reading.measure in catalogue.measures]


def sides_of(measure: Measure) -> tuple[Side, ...]:
    return (Side.LEFT, Side.RIGHT) if measure.paired else (Side.MIDLINE,)


def likely(clearance: Clearance, standing: Standing, catalogue: Catalogue) -> list[Measure]:
    """What was measured at the last visit, then what a plan would need if nothing were measured."""
    earlier = [row for row in standing.readings if row.visit_id != standing.visit.pk]
    again = [row.measure for row in earlier if row.visit_id == earlier[-1].visit_id]
    ids = dict.fromkeys([*again, *_wanted(clearance, standing, catalogue)])
    return [catalogue.measures[id_] for id_ in ids if id_ in catalogue.measures][:MOST]


def _wanted(clearance: Clearance, standing: Standing, catalogue: Catalogue) -> list[str]:
    """Measures of a draft plan. Remembered: the page comes back after every reading."""
    asked = requests.of_visit(standing.visit, minutes=requests.USUAL_MINUTES)
    screening = standing.screening.pk if standing.screening else ""
    key = f"draft:{catalogue.version}:{screening}:{'.'.join(asked.goals)}"
    known: list[str] | None = cache.get(key)
    if known is None:
        draft = planning.plan(asked, clearance, assessment.Findings(), catalogue)
        measures = (catalogue.stretch(item.stretch).measure for item in draft.items)
        known = [id_ for id_ in measures if id_]
        cache.set(key, known)
    return known
