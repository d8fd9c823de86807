"""A visit as a report: everything in words, for the client or for whoever referred them."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum

from django.utils import timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from endrange.assessment import Moment
from endrange.knowledge import Catalogue, Source, Stretch
from endrange.screening import Clearance
from endrange.values import Side
from endrange_app.reports.visit import Found, Measured, Named, Performed, VisitReport
from endrange_app.storage.models import Reading
from endrange_app.web import done, outcomes, telling, wishes, words
from endrange_app.web.done import Held
from endrange_app.web.outcomes import Card, Outcome
from endrange_app.web.standing import Standing


class Reader(StrEnum):
    """For whom: the client reads what changes today; a referrer also rules and grades."""

    CLIENT = "client"
    REFERRER = "referrer"


def report(
    standing: Standing, catalogue: Catalogue, reader: Reader, *, next_after: timedelta
) -> VisitReport:
    """The report of one visit, as it stands now; complete once the session has ended."""
    visit = standing.visit
    runs = done.told(visit)
    held = done.sessions(runs)
    outcome = outcomes.of(standing, catalogue)
    wished = wishes.of_visit(standing, wishes.known_at(standing, outcome), catalogue)
    told = _told(standing, catalogue)
    at_home = done.at_home(held, standing.clearance, catalogue)
    usual = timezone.localdate(visit.opened_at) + next_after
    again = usual if any(one.seconds for one in held) else None
    return VisitReport(
        language=(get_language() or "en")[:2],
        words=_words(),
        title=_("Visit %(number)d: assisted stretching") % {"number": visit.number},
        particulars=tuple(_particulars(standing)),
        goals=tuple(_goals(standing, wished, catalogue)),
        found_lead=_lead(standing.clearance, told),
        found=tuple(_found(told, reader)),
        measured=tuple(_measured(outcome, standing, reader)),
        measured_lead=_measured_lead(outcome),
        performed=tuple(_performed(held)),
        performed_lead=_performed_lead(held),
        note=visit.note if reader is Reader.REFERRER else "",
        next=(
            *_next(visit.next_on, again, at_home, done.how_alone(catalogue)),
            *_ahead(wished),
        ),
        sources=tuple(_sources(told, outcome)),
        foot=_("The rules behind this have not yet been reviewed by a clinician. No diagnosis."),
    )


def _words() -> dict[str, str]:
    return {
        "why": _("Why"),
        "found": _("What the answers decided"),
        "where_": _("What"),
        "verdict": _("Today"),
        "because": _("Because"),
        "measured": _("What was measured"),
        "measure": _("Measure"),
        "side": _("Side"),
        "before": _("Before"),
        "after": _("After"),
        "change": _("Lasting"),
        "claim": _("What it says"),
        "performed": _("What was done, and how it felt"),
        "stretch": _("Stretch"),
        "time": _("Under stretch"),
        "felt": _("Stretch, of 10"),
        "pain": _("Pain, of 10"),
        "ended": pgettext("how a stretch ended", "Ended"),
        "note": _("Note:"),
        "next": _("What next"),
        "sources": _("Sources"),
    }


def _particulars(standing: Standing) -> Iterable[Named]:
    visit, client = standing.visit, standing.visit.client
    age = client.age_on(timezone.localdate(visit.opened_at))
    yield Named(name=_("Client"), text=client.name + (f", {age}" if age is not None else ""))
    yield Named(name=_("Date"), text=words.full_day(timezone.localdate(visit.opened_at)))
    yield Named(name=_("Clinic"), text=visit.clinic.name)
    yield Named(name=_("By"), text=visit.practitioner.get_full_name())


def _goals(
    standing: Standing, wished: Iterable[wishes.Shown], catalogue: Catalogue
) -> Iterable[str]:
    client = standing.visit.client
    if client.own_goal:
        yield f"“{client.own_goal}”"
    yield from (
        words.said(catalogue.goals[id_].name) for id_ in client.goals if id_ in catalogue.goals
    )
    yield from (goal.short for goal in wished)


def _told(standing: Standing, catalogue: Catalogue) -> list[telling.Told]:
    if standing.clearance is None:
        return []
    reach = telling.reached(standing.clearance, catalogue)
    return [telling.tell(one, reach, catalogue) for one in standing.findings if one.personal]


def _lead(clearance: Clearance | None, told: Sequence[telling.Told]) -> str:
    return telling.lead(clearance, list(told)) if clearance else _("Nothing was asked.")


def _found(told: Sequence[telling.Told], reader: Reader) -> Iterable[Found]:
    for one in told:
        finding = one.finding
        named = [words.said(finding.grade), finding.precaution]
        yield Found(
            name=words.said(finding.title),
            verdict=words.VERDICTS[finding.verdict],
            text=" ".join([words.said(finding.because), *(f"{limit}." for limit in one.limits)]),
            source=", ".join(named) if reader is Reader.REFERRER else "",
        )


def _measured(outcome: Outcome, standing: Standing, reader: Reader) -> Iterable[Measured]:
    """A row for each side that was measured at this visit, with what it may claim."""
    cards = {(card.measure.id, card.side): card for card in outcome.lasting}
    today = [row for row in standing.readings if row.visit_id == standing.visit.pk]
    taken = {(row.measure, row.side, row.moment): row for row in today}
    for measure in outcome.measured:
        for side in Side:
            before = taken.get((measure.id, side, Moment.BEFORE))
            after = taken.get((measure.id, side, Moment.AFTER))
            if either := before or after:
                card = cards.get((measure.id, side))
                row = _row(measure.id, side, before, after, card, outcome)
                how = _how(either) if reader is Reader.REFERRER else ""
                yield row.replace(name=f"{row.name}{how}")


def _measured_lead(outcome: Outcome) -> str:
    again = outcome.judged_when if outcome.is_read_again else ""
    return " ".join(part for part in (outcome.judged_together, again) if part)


def _how(taken: Reading) -> str:
    """With what it was read, as a referrer wants to know."""
    way = _("active") if taken.active else _("passive")
    return f" ({way}, {words.said(taken.instrument)})"


def _row(
    id_: str,
    side: Side,
    before: Reading | None,
    after: Reading | None,
    card: Card | None,
    outcome: Outcome,
) -> Measured:
    measure = outcome.catalogue.measure(id_)
    first = card is None or card.is_first
    return Measured(
        name=words.said(measure.name),
        side=words.SIDES[side],
        before=words.reading(before.value, measure) if before else "–",
        after=words.reading(after.value, measure) if after else "–",
        change="–" if first or card is None else f"{card.figure} {card.margin}",
        claim=card.word if card else _("Too early to tell"),
        text=card.text if card else "",
    )


def _performed(held: Sequence[Held]) -> Iterable[Performed]:
    for row in (row for one in held for row in one.rows):
        yield Performed(
            name=f"{words.said(row.name)}: {words.said(row.technique)}",
            times=row.times,
            felt=row.rating if row.low is not None else "–",
            pain=str(row.pain) if row.pain is not None else "–",
            ended=row.ended,
        )


def _performed_lead(held: Sequence[Held]) -> str:
    if not held:
        return _("No session was held.")
    seconds = sum(one.seconds for one in held)
    return _("%(time)s under stretch, all sides together.") % {"time": words.clock(seconds)}


def _next(
    agreed: date | None, again: date | None, at_home: Sequence[Stretch], how: str
) -> Iterable[Named]:
    if agreed:
        yield Named(name=_("Next visit"), text=f"{words.full_day(agreed)}.")
    elif again:
        yield Named(name=_("Next visit"), text=_("about %(day)s.") % {"day": words.full_day(again)})
    for stretch in at_home:
        text = f"{words.said(how)}: {words.said(stretch.self_stretch)}"
        yield Named(name=words.said(stretch.name), text=text)
    if not again:  # nothing was stretched, so nothing was gained
        return
    yield Named(
        name=_("What was gained today"),
        text=_("fades within minutes to an hour. Lasting change shows over several visits."),
    )


def _ahead(wished: Iterable[wishes.Shown]) -> Iterable[Named]:
    """The forecast of each goal that has one."""
    for goal in wished:
        if goal.ahead and goal.side:
            name = f"{goal.heading}, {words.side_within(goal.side)}:"
            yield Named(name=name, text=goal.ahead)


def _sources(told: Sequence[telling.Told], outcome: Outcome) -> Iterable[str]:
    """Of what was decided, and of the errors that the changes are judged against."""
    found = [source for one in told for source in one.sources]
    known: dict[str, Source] = {one.id: one for one in (*found, *_of_errors(outcome))}
    for source in known.values():
        yield ": ".join(part for part in (source.said_by, source.title) if part)


def _of_errors(outcome: Outcome) -> Iterable[Source]:
    """None for the clinic's own, nor for an error that is assumed."""
    judged = {row.measure for row in outcome.changes if not (row.error_own or row.error_assumed)}
    for measure in outcome.measured:
        if measure.id in judged:
            sources = outcome.catalogue.sources
            yield from (sources[id_] for id_ in measure.error.sources if id_ in sources)
