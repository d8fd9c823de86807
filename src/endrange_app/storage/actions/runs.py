"""Runs: one live session each, and the events that are all there is to know of it."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max

from endrange.errors import BadInput
from endrange.session import Event, EventKind, Timeline
from endrange_app.storage.actions import audit
from endrange_app.storage.actions.visits import still_open
from endrange_app.storage.models import Plan, Run, RunEvent, User, Visit

JOIN_ALPHABET = "ACDEFGHJKMNPQRTUVWXY34679"
"""ours: without the look-alikes B 8, I 1 L, O 0, S 5, Z 2; 25 to the 6th is 244 million codes."""
JOIN_CODE_LENGTH = 6
JOIN_FOR = timedelta(hours=12)
"""ours: a working day; long enough for any session, too short to be found later on a poster."""


@transaction.atomic
def open(*, by: User, visit: Visit, plan: Plan, timeline: Timeline, now: datetime) -> Run:
    """Start a live session of a plan, or go on with the one that is open.

    A run of an earlier plan that nobody has started yet gives way.

    Raises: BadInput once the visit is closed, for a plan of another visit, or while a session of
        an earlier plan is going.
    """
    visit = still_open(visit)
    if plan.visit_id != visit.pk:
        raise BadInput("plan", "this plan belongs to another visit; make one for this visit")
    going = visit.runs.filter(ended_at__isnull=True).first()
    if going and going.plan_id == plan.pk:
        return going
    if going:
        _give_way(going, by=by, now=now)
    run = Run.objects.create(
        clinic_id=visit.clinic_id,
        visit=visit,
        plan=plan,
        timeline=timeline.model_dump(mode="json"),
        catalogue=timeline.catalogue,
        by=by,
        opened_at=now,
        join_code=_join_code(),
        join_token=secrets.token_urlsafe(32),
        join_until=now + JOIN_FOR,
    )
    audit.record("run.opened", run, by=by, now=now)
    return run


def _give_way(run: Run, *, by: User, now: datetime) -> None:
    if run.events.exists():
        raise BadInput("run", "a session of an earlier plan is going; end it first")
    run.ended_at = now
    run.save(update_fields=["ended_at"])
    audit.record("run.gave_way", run, by=by, now=now)


def _join_code() -> str:
    """A code no run has had before. At 244 million, a second try is a rarity."""
    while True:
        code = "".join(secrets.choice(JOIN_ALPHABET) for _ in range(JOIN_CODE_LENGTH))
        if not Run.objects.filter(join_code=code).exists():
            return code


@transaction.atomic
def take_event(*, by: User | None, run: Run, event: Event, now: datetime) -> RunEvent:
    """Keep one event and number it; sent again, the one kept is returned.

    Also after the end: what a device held back without a network is never lost.

    Raises: BadInput if the device used this sequence for something else before.
    """
    # One event after the other; the timeline is long and not needed here.
    run = Run.objects.select_for_update().defer("timeline").get(pk=run.pk)
    kept = run.events.filter(device=event.device, sequence=event.sequence).first()
    if kept:
        return _same(kept, event)
    last = run.events.aggregate(number=Max("number"))["number"]
    row = RunEvent.objects.create(
        clinic_id=run.clinic_id,
        run=run,
        number=(last or 0) + 1,
        data=event.model_dump(mode="json"),
        received_at=now,
        **event.model_dump(include={"device", "sequence", "at", "role", "kind"}),
    )
    if event.kind is EventKind.END and run.ended_at is None:
        run.ended_at = now
        run.save(update_fields=["ended_at"])
    audit.record(f"run.{event.kind}", run, by=by, now=now, details={"number": row.number})
    return row


def _same(kept: RunEvent, event: Event) -> RunEvent:
    """The time may differ: a device may learn the common clock between two tries."""
    if kept.as_event() != event.replace(at=kept.at):
        problem = f"device {event.device} sent {event.sequence} before, as {kept.kind}; count on"
        raise BadInput("sequence", problem)
    return kept


def events_of(run: Run) -> tuple[Event, ...]:
    """All events of a run in the order they were taken, for ``endrange.session.replay``."""
    return tuple(row.as_event() for row in run.events.order_by("number"))
