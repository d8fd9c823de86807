"""Screenings: what was answered, and what that decided. Never changed; a new answer, a new row."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Literal

from django.db import transaction
from django.utils import timezone

from endrange import knowledge
from endrange.knowledge import NO, Answer, Asked, Question, QuestionKind
from endrange.screening import Clearance
from endrange_app.storage.actions import audit
from endrange_app.storage.actions.visits import still_open
from endrange_app.storage.models import Client, Screening, User, Visit

FULL_AGAIN_AFTER = timedelta(weeks=12)
"""ours: answers about health and medicines age; a season is as long as we rely on them."""

Due = Literal["full", "every_visit"]


@transaction.atomic
def record(
    *,
    by: User,
    visit: Visit,
    full: bool,
    answers: Mapping[str, Answer],
    clearance: Clearance,
    now: datetime,
) -> Screening:
    """Keep a decision with all the answers it was made from.

    Args:
        answers: with ``full``, the whole questionnaire; otherwise what was answered at the door
            laid over ``answers_so_far``.
        clearance: what ``endrange.screening.screen`` said to exactly these answers.

    Raises: BadInput once the visit is closed.
    """
    visit = still_open(visit)
    row = Screening.objects.create(
        clinic_id=visit.clinic_id,
        visit=visit,
        full=full,
        answers={question: said.model_dump(mode="json") for question, said in answers.items()},
        clearance=clearance.model_dump(mode="json"),
        verdict=clearance.verdict,
        catalogue=clearance.catalogue,
        by=by,
        at=now,
    )
    audit.record("screening.recorded", row, by=by, now=now, details={"full": full})
    return row


def in_force(visit: Visit) -> Screening | None:
    """The latest screening of a visit."""
    return visit.screenings.order_by("-at", "-id").first()


def answers_so_far(client: Client) -> dict[str, Answer]:
    """What is known of a client today: the last full answers, and what the open visit added.

    What was said at the door of an earlier visit is not known today, so it is left out, and
    counts as unknown until it is asked again. So is what the catalogue asks no more.
    """
    questions = knowledge.load().questions
    visit = client.visits.filter(closed_at__isnull=True).first()
    today = in_force(visit) if visit else None
    latest = today or _last_full(client)
    if latest is None:
        return {}
    stale = set() if today else {question.id for question in door_questions()}
    answers = latest.as_answers()
    return {id_: answers[id_] for id_ in answers if id_ in questions and id_ not in stale}


def screening_due(client: Client, on: date) -> Due:
    """Which questions this client is asked: all of them, or the few of every visit.

    All: at the first visit, 12 weeks after the last time, and once something new was said at the
    door (anything but no) that no full screening has followed yet.
    """
    full = _last_full(client)
    if full is None or on - timezone.localdate(full.at) >= FULL_AGAIN_AFTER:
        return "full"
    since = Screening.objects.filter(visit__client=client, full=False, at__gt=full.at)
    return "full" if any(something_new(row) for row in since) else "every_visit"


def _last_full(client: Client) -> Screening | None:
    rows = Screening.objects.filter(visit__client=client, full=True)
    return rows.order_by("-at", "-id").first()


def something_new(screening: Screening) -> bool:
    """Whether anything but no was said to a question of the door."""
    answers = screening.as_answers()
    plain = [q.id for q in door_questions() if q.kind in (QuestionKind.YES_NO, QuestionKind.AREAS)]
    return any(answers[id_].value != NO for id_ in plain if id_ in answers)


def door_questions() -> tuple[Question, ...]:
    """The questions put at the door of every visit, in the order of the catalogue."""
    questions = knowledge.load().questions.values()
    return tuple(q for q in questions if q.asked is Asked.EVERY_VISIT)
