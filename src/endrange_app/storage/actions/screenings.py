"""Screenings: what was answered, and what that decided. Never changed; a new answer, a new row."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.db import transaction
from django.db.models import Q, Subquery
from django.utils import timezone

from endrange.knowledge import NO, Answer, Asked, Catalogue, Question, Verdict, languages
from endrange.screening import Clearance, fits
from endrange_app.storage import catalogues, lookback
from endrange_app.storage.actions import audit
from endrange_app.storage.actions.visits import give_way, nothing_going, still_open, take_consent
from endrange_app.storage.models import Client, Screening, User, Visit

FULL_AGAIN_AFTER = timedelta(weeks=12)
"""ours: answers about health and medicines age; a season is as long as we rely on them."""

WEEKS = "pregnancy_weeks"
"""The question whose answer grows by itself, see ``answers_so_far``."""


class FullBecause(StrEnum):
    """Why all questions are due, and not just the few of every visit."""

    NEVER_ASKED = "never_asked"
    EMERGENCY = "emergency"
    TOO_OLD = "too_old"
    SOMETHING_NEW = "something_new"
    HARMED = "harmed"


@transaction.atomic
def record(
    *,
    by: User,
    visit: Visit,
    full: bool,
    answers: Mapping[str, Answer],
    clearance: Clearance,
    now: datetime,
    consents: bool = False,
) -> Screening:
    """Keep a decision with all the answers it was made from; a session not yet started gives way.

    Args:
        answers: with ``full``, the whole questionnaire; otherwise what was answered at the door
            laid over ``answers_so_far``.
        clearance: what ``endrange.screening.screen`` said to exactly these answers.
        consents: whether the client says yes as well, see ``visits.take_consent``.

    Raises: BadInput once the visit is closed, or while a session is going: it would go on under
        the answers of before.
    """
    visit = still_open(visit)
    _make_room(visit, by=by, now=now)
    if consents:
        take_consent(by=by, visit=visit, now=now)
    row = Screening.objects.create(
        clinic_id=visit.clinic_id,
        visit=visit,
        full=full,
        answers={question: said.model_dump(mode="json") for question, said in answers.items()},
        clearance=clearance.model_dump(mode="json"),
        said=languages.translations(text for one in clearance.findings for text in one.texts),
        verdict=clearance.verdict,
        catalogue=clearance.catalogue,
        by=by,
        at=now,
    )
    audit.record("screening.recorded", row, by=by, now=now, details={"full": full})
    return row


def _make_room(visit: Visit, *, by: User, now: datetime) -> None:
    nothing_going(visit, "answer again", now=now)
    for run in visit.runs.filter(ended_at__isnull=True):
        give_way(run, by=by, now=now)


def in_force(visit: Visit) -> Screening | None:
    """The latest screening of a visit."""
    return visit.screenings.order_by("-at", "-id").first()


@dataclass(frozen=True)
class Past:
    """What a client has answered before."""

    full: Screening | None
    """The last full answers; or an emergency since, kept at once with what was answered by then.

    Without it, the next visit would go back to the answers of before the emergency.
    """
    since: tuple[Screening, ...]
    """What was answered at the door after that, latest first."""


def past(client: Client) -> Past:
    """One query."""
    rows = Screening.objects.filter(visit__client=client).order_by("-at", "-id")
    counting = rows.filter(Q(full=True) | Q(verdict=Verdict.EMERGENCY))
    found = list(rows.filter(at__gte=Subquery(counting.values("at")[:1])))
    full = next((row for row in found if row.full or row.verdict == Verdict.EMERGENCY), None)
    later = (row for row in found if full and row.at > full.at)
    return Past(full, tuple(row for row in later if not row.full))


def answers_so_far(client: Client, *, on: date) -> dict[str, Answer]:
    """What is known of a client on a day: the last full answers, and what that day's door added."""
    visit = client.visits.filter(closed_at__isnull=True).first()
    latest = in_force(visit) if visit else None
    return answers_from(latest, past(client), catalogues.of(client.clinic), on=on)


def answers_from(
    latest: Screening | None, before: Past, catalogue: Catalogue, *, on: date
) -> dict[str, Answer]:
    """The same, from the latest screening of the open visit and what was answered before.

    What was said at the door on an earlier day is not known today, so it is left out, and
    counts as unknown until it is asked again. So is what the catalogue asks no more, or otherwise.
    """
    today = latest if latest and timezone.localdate(latest.at) == on else None
    counting = today or before.full
    if counting is None:
        return {}
    stale = set() if today else {question.id for question in door_questions(catalogue)}
    since = on - timezone.localdate(counting.at)
    answers = still_asked(further_on(counting.as_answers(), since, catalogue), catalogue)
    return {id_: said for id_, said in answers.items() if id_ not in stale}


def still_asked(answers: Mapping[str, Answer], catalogue: Catalogue) -> dict[str, Answer]:
    """Without what the catalogue asks no more, or otherwise: unknown from then on."""
    return {id_: said for id_, said in answers.items() if fits(id_, said, catalogue)}


def further_on(
    answers: dict[str, Answer], since: timedelta, catalogue: Catalogue
) -> dict[str, Answer]:
    """The weeks of a pregnancy as they are by now, in whole weeks, rounded up.

    Of all that is counted in weeks only these grow towards the stricter rules: left as they were
    told, they would pass a later week off as an earlier one. Rounded up, they err to the stricter
    side. Above the highest week that can be answered stands that week.
    """
    told = answers.get(WEEKS)
    if told is None or isinstance(told.value, str) or WEEKS not in catalogue.questions:
        return answers
    weeks = told.value + max(0, -(-since.days // 7))
    high = catalogue.questions[WEEKS].high
    grown = weeks if high is None else min(weeks, high)
    return answers | {WEEKS: told.replace(value=grown)}


def full_because(client: Client, on: date, before: Past | None = None) -> FullBecause | None:
    """Why this client is asked all questions on a day; None: the few of every visit will do.

    All: at the first visit, 12 weeks after the last time, after an emergency or an adverse event,
    and once something new was said at the door (anything but no) that no full screening has
    followed yet.

    Args:
        before: their ``past``, if it is at hand.
    """
    before = before or past(client)
    full = before.full
    if full is None:
        return FullBecause.NEVER_ASKED
    if full.verdict == Verdict.EMERGENCY:
        return FullBecause.EMERGENCY
    if on - timezone.localdate(full.at) >= FULL_AGAIN_AFTER:
        return FullBecause.TOO_OLD
    catalogue = catalogues.of(client.clinic)
    if lookback.harmed_since(client, full.at, catalogue):
        return FullBecause.HARMED
    is_new = any(something_new(row, catalogue) for row in before.since)
    return FullBecause.SOMETHING_NEW if is_new else None


def something_new(screening: Screening, catalogue: Catalogue) -> bool:
    """Whether anything but no was said to a question of the door; of a number, anything but 0."""
    answers = screening.as_answers()
    door = [question.id for question in door_questions(catalogue)]
    return any(answers[id_].value not in (NO, 0) for id_ in door if id_ in answers)


def door_questions(catalogue: Catalogue) -> tuple[Question, ...]:
    """The questions put at the door of every visit, in the order of the catalogue."""
    return tuple(q for q in catalogue.questions.values() if q.asked is Asked.EVERY_VISIT)
