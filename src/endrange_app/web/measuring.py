"""The sheet of measures: which, on which sides, with what was read before."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.cache import cache

from endrange import assessment, planning
from endrange.assessment import Moment, block
from endrange.knowledge import Catalogue, Measure
from endrange.screening import Clearance
from endrange.values import Side
from endrange_app.storage.models import Reading
from endrange_app.web import contexts, measurewords, requests, telling
from endrange_app.web.forms.readings import ReadingForm
from endrange_app.web.standing import Standing
from endrange_app.web.telling import Told

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
    met: tuple[Told, ...] = ()
    """What today's decision makes of the end that was felt."""
    group: str = ""
    """Where what was read, today or else last, stands in a published group; often nothing."""

    @property
    def as_before(self) -> str:
        """What the form takes over, in a line."""
        return measurewords.as_before(self.form.initial)

    @property
    def how(self) -> str:
        """How today's reading was taken, in a line."""
        return measurewords.how(self.taken, self.form.measure) if self.taken else ""

    @property
    def score(self) -> str:
        """What of the tries the value is."""
        return measurewords.score(self.taken.trials, self.form.measure) if self.taken else ""


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
    catalogue: Catalogue,
    *,
    wrong: ReadingForm | None = None,
) -> list[ToMeasure]:
    """Forms for some measures at one moment of a visit, with what is known."""
    beside = Beside(standing, catalogue)
    return [_both(measure, standing, moment, beside, wrong) for measure in measures]


@dataclass(frozen=True)
class Beside:
    """What is told beside a reading: what the decision makes of its end, and a published group."""

    standing: Standing
    catalogue: Catalogue

    def ends(self, row: Reading | None) -> tuple[Told, ...]:
        met = block(row.as_reading(), self.catalogue) if row and row.end_feel else None
        clearance = self.standing.clearance
        if met is None or clearance is None:
            return ()
        line, every = planning.told(met), clearance.findings
        found = (one for one in every if one.answered and line in one.answered)
        reach = telling.reached(clearance, self.catalogue)
        return tuple(telling.tell(one, reach, self.catalogue) for one in found)

    def group(self, row: Reading | None) -> str:
        """Nothing after stretching: others were measured before it."""
        if row is None or row.moment != Moment.BEFORE:
            return ""
        visit, reading = self.standing.visit, row.as_reading()
        person = visit.client.as_person_on(reading.taken_at.date())
        return contexts.line(reading, person, self.catalogue, visit.clinic.errors())


def _both(
    measure: Measure, standing: Standing, moment: Moment, beside: Beside, wrong: ReadingForm | None
) -> ToMeasure:
    visit, rows, found = standing.visit, standing.readings, []
    used = [row for row in rows if row.visit_id == visit.pk]
    for side in sides_of(measure):
        own = [row for row in rows if row.measure == measure.id and row.side == side]
        today = [row for row in own if row.visit_id == visit.pk]
        before = [row for row in today if row.moment == Moment.BEFORE]
        earlier = [row for row in own if row.visit_id != visit.pk and row.moment == Moment.BEFORE]
        alike = (before if moment is Moment.AFTER else []) or earlier
        taken = next((row for row in reversed(today) if row.moment == moment), None)
        is_wrong = wrong is not None and (wrong.measure.id, wrong.side) == (measure.id, side)
        found.append(
            SideToMeasure(
                side=side,
                form=wrong if wrong and is_wrong else _fresh(measure, side, alike, used),
                taken=taken,
                last=alike[-1] if alike else None,
                met=beside.ends(taken),
                group=beside.group(taken or (alike[-1] if alike else None)),
            )
        )
    return ToMeasure(measure, tuple(found))


def _fresh(
    measure: Measure, side: Side, alike: list[Reading], today: Sequence[Reading]
) -> ReadingForm:
    """An empty form, set as last time: like with like.

    The first time, to what was last used today, as far as this measure has it. What came before
    measuring is always today's.
    """
    kept = _last_used(measure, alike) if alike else _used_today(measure, today)
    warm_ups = [row.warm_up for row in today if row.warm_up]
    return ReadingForm(measure, side, initial=kept | {"warm_up": warm_ups[-1] if warm_ups else ""})


def _last_used(measure: Measure, alike: list[Reading]) -> dict[str, str]:
    last = alike[-1]
    counted = last.convention if last.convention in measure.conventions else ""
    kept = {"instrument": last.instrument, "end_criterion": last.end_criterion}
    return kept | {"convention": counted}


def _used_today(measure: Measure, today: Sequence[Reading]) -> dict[str, str]:
    """Of this measure first, else of whatever was measured last."""
    known = {"instrument": measure.instruments, "end_criterion": measure.end_criteria}
    same = [row for row in today if row.measure == measure.id]
    used = [*today, *same]
    kept = {
        name: given[-1]
        for name, offered in known.items()
        if (given := [value for row in used if (value := getattr(row, name)) in offered])
    }
    counted = [row.convention for row in same if row.convention in measure.conventions]
    return kept | {"convention": counted[-1] if counted else ""}


def sides_of(measure: Measure) -> tuple[Side, ...]:
    return (Side.LEFT, Side.RIGHT) if measure.paired else (Side.MIDLINE,)


def likely(clearance: Clearance, standing: Standing, catalogue: Catalogue) -> list[Measure]:
    """All that was measured at the last visit; below ``MOST``, what a plan would need besides."""
    earlier = [row for row in standing.readings if row.visit_id != standing.visit.pk]
    again = [row.measure for row in earlier if row.visit_id == earlier[-1].visit_id]
    ids = dict.fromkeys([*again, *_wanted(clearance, standing, catalogue)])
    known = [catalogue.measures[id_] for id_ in ids if id_ in catalogue.measures]
    return known[: max(MOST, len(set(again)))]


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
