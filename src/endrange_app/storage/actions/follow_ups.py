"""How a session was borne: asked a day later and, if it has not settled, on the third day."""

import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from endrange import session
from endrange.errors import BadInput
from endrange.knowledge import Answer
from endrange.screening import DayAfter, Imposed, aftermath
from endrange_app.storage import catalogues, lookback
from endrange_app.storage.actions import audit
from endrange_app.storage.aftermath import FollowUp, FollowUpAnswers
from endrange_app.storage.models import Run, User, Visit

ASKED_AFTER = timedelta(hours=24)
ASKED_AGAIN_AFTER = timedelta(hours=72)
"""safety.md 6.5: at 24 h, and at 72 h if not settled."""
OPEN_FOR = timedelta(days=14)
"""ours: twice the week within which signs after work on the neck may still come (safety.md 6.5)."""


@transaction.atomic
def expect(*, by: User | None, visit: Visit, now: datetime) -> FollowUp | None:
    """Ask a day from now, because a session of this visit has ended; none if none was held.

    A second session of the same visit puts it off, and asks again where it was answered before.
    """
    runs = visit.runs.filter(events__kind="start").select_related("clinic").distinct()
    held = list(runs)
    if not held:
        return None
    row = FollowUp.objects.select_for_update().filter(visit=visit).first()
    times = {
        "session_at": now,
        "due_at": now + ASKED_AFTER,
        "open_until": now + OPEN_FOR,
        "recorded": {id_: said.model_dump(mode="json") for id_, said in _recorded(held).items()},
        "performed": [bout.model_dump(mode="json") for bout in _performed(held)],
    }
    if row is None:
        row = FollowUp.objects.create(
            clinic_id=visit.clinic_id,
            client_id=visit.client_id,
            visit=visit,
            token=secrets.token_urlsafe(32),
            **times,
        )
    else:
        for name, value in times.items():
            setattr(row, name, value)
        row.save(update_fields=list(times))
    audit.record("follow_up.expected", row, by=by, now=now)
    return row


def _recorded(held: Iterable[Run]) -> dict[str, Answer]:
    """What the record of these sessions answers by itself."""
    return session.together(
        session.afterwards(timeline, state, catalogues.of(run.clinic))
        for run in held
        for timeline in (run.as_timeline(),)
        for state in (session.replay(timeline, _events(run)),)
    )


def _performed(held: Iterable[Run]) -> Iterable[session.Bout]:
    for run in sorted(held, key=lambda one: one.opened_at):
        yield from session.briefly(session.record(run.as_timeline(), _events(run)))


def _events(run: Run) -> Iterable[session.Event]:
    return (row.as_event() for row in run.events.order_by("number"))


@transaction.atomic
def answer(
    *, by: User | None, follow_up: FollowUp, answers: Mapping[str, Answer], now: datetime
) -> FollowUpAnswers:
    """Keep what was answered; the latest counts at the next screening.

    Where it has not settled it is asked once more on the third day.

    Raises: BadInput for the client (``by`` is None) once the link has run out.
    """
    row = FollowUp.objects.select_for_update().get(pk=follow_up.pk)
    if by is None and now >= row.open_until:
        raise BadInput("follow_up", "this link has run out; tell your practitioner instead")
    said = FollowUpAnswers.objects.create(
        clinic_id=row.clinic_id,
        follow_up=row,
        answers={id_: one.model_dump(mode="json") for id_, one in answers.items()},
        by=by,
        at=now,
    )
    third_day = row.session_at + ASKED_AGAIN_AFTER
    if now < third_day and meaning(row, said):
        row.due_at = third_day
    row.answered_at = now
    row.save(update_fields=["due_at", "answered_at"])
    audit.record("follow_up.answered", said, by=by, now=now)
    return said


def meaning(follow_up: FollowUp, said: FollowUpAnswers) -> tuple[Imposed, ...]:
    """What these answers lay on the next session; nothing where it was borne well."""
    on = timezone.localdate(said.at)
    day = DayAfter(
        session_on=timezone.localdate(follow_up.session_at),
        answered_on=on,
        answers=lookback.told(follow_up, said),
    )
    return aftermath((day,), catalogues.of(follow_up.clinic), on)
