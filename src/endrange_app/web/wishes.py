"""A client's goals as pages show them: how far, and what may be said of getting there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from endrange import progress
from endrange.assessment import History, OwnError, Person, Reading
from endrange.knowledge import Catalogue, Measure
from endrange.physiology import Unknown
from endrange.progress import BEST, Change, Distance, Forecast, Outlook
from endrange.session import Bout
from endrange.values import Side
from endrange_app.storage import held, histories
from endrange_app.storage.models import Client
from endrange_app.storage.wishes import ClientGoal, EndedAs
from endrange_app.web import words
from endrange_app.web.outcomes import Outcome
from endrange_app.web.standing import Standing

ENDED = words.Words({EndedAs.REACHED: noop("Reached"), EndedAs.LET_GO: noop("Let go")})
BAR = 100
"""Length of the bar in its own units."""

Done = Iterable[tuple[date, Bout | None]]
"""Bouts with their days, to be gone through as often as there are goals; see ``storage.held``."""


@dataclass(frozen=True)
class Known:
    """What is known of a client on a day, as far as a goal needs it."""

    readings: Sequence[Reading] | History
    changes: Sequence[Change]
    done: Done | None
    """None: nobody asks for a forecast here."""
    person: Person
    on: date
    errors: Sequence[OwnError] = ()
    """The clinic's own."""

    @cached_property
    def history(self) -> History:
        """The readings again, sorted once for all goals and charts."""
        return History.of(self.readings)


@dataclass(frozen=True)
class Shown:
    """One goal. ``figure`` and ``told`` stand alone on paper too."""

    row: ClientGoal
    heading: str
    side: Side | None
    target: str
    figure: str
    told: tuple[str, ...]
    share: int | None
    """Of the way, per cent; None: nothing to go by yet."""
    ahead: str = ""
    """The forecast alone, and whether it holds the goal; empty where there is none."""

    @property
    def short(self) -> str:
        """One line, for a report."""
        side = f", {words.side_within(self.side)}" if self.side else ""
        return f"{self.heading}{side}: {self.target} ({self.figure})"

    @property
    def ended(self) -> str:
        day = words.whole_day(timezone.localdate(self.row.ended_at))
        return f"{ENDED[EndedAs(self.row.ended_as)]}, {day}"


def of(client: Client, known: Known, catalogue: Catalogue) -> list[Shown]:
    """Every goal that was set by then, in the order in which they were. One query.

    Those of measures that have left the catalogue are left out: nothing can be said of them.
    """
    return [
        _activity(row, ratings) if row.is_activity else _range(row, known, catalogue)
        for row, ratings in _rows(client, known.on)
        if row.is_activity or row.measure in catalogue.measures
    ]


def known_at(standing: Standing, outcome: Outcome) -> Known:
    """What was known of a client at a visit. A forecast looks ahead from today, or not at all."""
    client, on = standing.visit.client, timezone.localdate(standing.visit.opened_at)
    is_today = on == timezone.localdate()
    return Known(
        readings=outcome.readings,
        changes=outcome.review.changes,
        done=held.Done(held.of(client)) if is_today else None,
        person=client.as_person_on(on),
        on=on,
        errors=histories.errors(standing.visit),
    )


def of_visit(standing: Standing, known: Known, catalogue: Catalogue) -> list[Shown]:
    """The goals that stood on the day of a visit, as they stood then."""
    every = of(standing.visit.client, known, catalogue)
    return [one for one in every if _stood(one.row, known.on)]


def targets(goals: Iterable[Shown], measure: Measure) -> dict[Side, float]:
    """What is to be reached of a measure, by side."""
    return {one.side: one.row.target for one in goals if one.side and one.row.measure == measure.id}


def _stood(row: ClientGoal, on: date) -> bool:
    return row.ended_at is None or timezone.localdate(row.ended_at) >= on


def _rows(client: Client, on: date) -> Iterable[tuple[ClientGoal, dict[date, int]]]:
    """A row for each rating, put together again: a second query would be one too many."""
    asked = client.wishes.filter(set_on__lte=on).order_by("at", "id", "ratings__at")
    found: dict[object, tuple[ClientGoal, dict[date, int]]] = {}
    for row in asked.annotate(rated_on=F("ratings__on"), score=F("ratings__score")):
        ratings = found.setdefault(row.pk, (row, {}))[1]
        if row.rated_on is not None and row.rated_on <= on:
            ratings[row.rated_on] = row.score
    return found.values()


def _activity(row: ClientGoal, ratings: Mapping[date, int]) -> Shown:
    goal = row.as_activity(dict(ratings))
    distance = progress.activity_distance(goal)
    return Shown(
        row=row,
        heading=f"“{row.words}”",
        side=None,
        target=_("%(score)d of %(best)d") % {"score": goal.target, "best": BEST},
        figure=_life_figure(distance),
        told=tuple(_life_told(distance)),
        share=round(BAR * distance.share) if distance else None,
    )


def _life_figure(distance: Distance | None) -> str:
    if distance is None:
        return _("Not rated yet")
    if distance.outlook is Outlook.TOUCHED:
        return _("There, as they say")
    return _("%(number)d of %(best)d to go") % {"number": distance.to_go, "best": BEST}


def _life_told(distance: Distance | None) -> Iterable[str]:
    if distance is None:
        return
    yield _("At first %(start)d, now %(now)d, wished for %(target)d of %(best)d.") % {
        "start": distance.start,
        "now": distance.now,
        "target": distance.target,
        "best": BEST,
    }
    yield _("This is what the client says. Nothing is forecast of it.")


def _range(row: ClientGoal, known: Known, catalogue: Catalogue) -> Shown:
    measure, side = catalogue.measure(row.measure), Side(row.side)
    change = next((c for c in known.changes if (c.measure, c.side) == (row.measure, side)), None)
    asked = change and known.done is not None
    ahead = forecast(measure, side, known, catalogue) if asked else None
    distance = progress.range_distance(row.as_range(), change, measure, ahead) if change else None
    return Shown(
        row=row,
        heading=words.said(measure.name),
        side=side,
        target=words.reading(row.target, measure),
        figure=_figure(distance, measure),
        told=tuple(_told(distance, ahead, measure)),
        share=round(BAR * distance.share) if distance else None,
        ahead=_forecast_told(distance, ahead, measure),
    )


def _forecast_told(
    distance: Distance | None, ahead: Forecast | Unknown | None, measure: Measure
) -> str:
    is_there = distance is None or distance.outlook in (Outlook.REACHED, Outlook.TOUCHED)
    if distance is None or is_there or not isinstance(ahead, Forecast):
        return ""
    return " ".join(_ahead(distance, ahead, measure))


def forecast(
    measure: Measure, side: Side, known: Known, catalogue: Catalogue
) -> Forecast | Unknown:
    """The weeks to come of one measure and side, or why nothing is said of them."""
    own = known.history.of_side(measure.id, side)
    doses = progress.doses(known.done or (), measure.id, side, catalogue)
    return progress.forecast(
        own, doses, catalogue, on=known.on, person=known.person, own=known.errors
    )


def _figure(distance: Distance | None, measure: Measure) -> str:
    if distance is None:
        return _("Not measured yet")
    if distance.outlook is Outlook.REACHED:
        return _("Reached")
    if distance.outlook is Outlook.TOUCHED:
        return _("Touched")
    return _("%(range)s to go") % {"range": words.reading(distance.to_go, measure)}


def _told(
    distance: Distance | None, ahead: Forecast | Unknown | None, measure: Measure
) -> Iterable[str]:
    if distance is None:
        return
    yield _("At first %(start)s, now %(now)s, the goal is %(target)s.") % {
        "start": words.reading(distance.start, measure),
        "now": words.reading(distance.now, measure),
        "target": words.reading(distance.target, measure),
    }
    if distance.within_error:
        yield _("The rest is less than two readings can differ by.")
    if distance.outlook is Outlook.REACHED:
        yield _("The lasting change goes as far.")
    elif distance.outlook is Outlook.TOUCHED:
        yield _("The latest reading is there. One reading can be ahead by its error.")
    elif ahead is not None:
        yield from _ahead(distance, ahead, measure)


def _ahead(distance: Distance, ahead: Forecast | Unknown, measure: Measure) -> Iterable[str]:
    if isinstance(ahead, Unknown):
        yield f"{_('No forecast yet.')} {words.said(ahead.because)}"
        return
    sentence = progress.of_forecast(ahead, measure)
    yield words.said(sentence.text if sentence else "")
    yield (
        _("The goal lies within that.")
        if distance.outlook is Outlook.WITHIN
        else _("The goal lies beyond that.")
    )
