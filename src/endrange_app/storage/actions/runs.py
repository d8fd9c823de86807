"""Runs: one live session each, and the events that are all there is to know of it."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max

from endrange.errors import BadInput
from endrange.session import Event, EventKind, Status, Timeline, replay
from endrange_app.storage.actions import audit, follow_ups
from endrange_app.storage.actions.plans import check_in_force
from endrange_app.storage.actions.visits import give_way, still_open
from endrange_app.storage.models import Plan, Run, RunEvent, User, Visit

JOIN_ALPHABET = "ACDEFGHJKMNPQRTUVWXY34679"
"""ours: without the look-alikes B 8, I 1 L, O 0, S 5, Z 2; 25 to the 6th is 244 million codes."""
JOIN_CODE_LENGTH = 6
JOIN_FOR = timedelta(hours=12)
"""ours: a working day; long enough for any session, too short to be found later on a poster."""
MOST_EVENTS = 20_000
"""Of one run. Ours: five hours at one a second; above, something is stuck and fills the disk."""


@transaction.atomic
def open(*, by: User, visit: Visit, plan: Plan, timeline: Timeline, now: datetime) -> Run:
    """Start a live session of a plan, or go on with the one that is open.

    A run of an earlier plan that nobody has started yet gives way.

    Raises: BadInput once the visit is closed, for a plan of another visit or one that newer
        answers stand against, or while a session of an earlier plan is going.
    """
    visit = still_open(visit)
    if plan.visit_id != visit.pk:
        raise BadInput("plan", "this plan belongs to another visit; make one for this visit")
    check_in_force(visit, plan.screening)
    going = visit.runs.filter(ended_at__isnull=True).first()
    if going and going.plan_id == plan.pk:
        return going
    if going:
        _make_room(going, by=by, now=now)
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


def _make_room(run: Run, *, by: User, now: datetime) -> None:
    if run.events.exists():
        raise BadInput("run", "a session of an earlier plan is going; end it first")
    give_way(run, by=by, now=now)


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

    Raises: BadInput if the device used this sequence for something else before, once the visit is
        closed, and above ``MOST_EVENTS``; never for an urgent event.
    """
    # One event after the other; the timeline is long and mostly not needed here.
    locked = Run.objects.select_for_update().select_related("visit")
    run = locked.defer("timeline", "visit__note").get(pk=run.pk)
    closed = run.visit.closed_at is not None
    kept = _kept(run, event)
    if kept and event.is_urgent and not _is_same(kept, event):
        event = _under_another_name(event)
        kept = _kept(run, event)
    if kept:
        return _same(kept, event)
    number = (run.events.aggregate(number=Max("number"))["number"] or 0) + 1
    if not event.is_urgent:
        _check_place(number, closed=closed)
    return _append(run, event, number, by=by, now=now)


def _kept(run: Run, event: Event) -> RunEvent | None:
    return run.events.filter(device=event.device, sequence=event.sequence).first()


def _under_another_name(event: Event) -> Event:
    """A stop under a number the device has used before is a stop all the same.

    The name tells all that the event says, so that sent again it is found again.
    """
    fields = (event.kind, event.stretch, event.pain, event.word, event.answer)
    said = "-".join(str(field) for field in fields if field is not None)
    return event.replace(device=f"{event.device[:36]}-{said}")


def _check_place(number: int, *, closed: bool) -> None:
    if closed:
        raise BadInput("run", "this visit is closed; open a new visit")
    if number > MOST_EVENTS:
        raise BadInput("run", f"{MOST_EVENTS} events are on record; end this session")


def _append(run: Run, event: Event, number: int, *, by: User | None, now: datetime) -> RunEvent:
    row = RunEvent.objects.create(
        clinic_id=run.clinic_id,
        run=run,
        number=number,
        data=event.model_dump(mode="json"),
        received_at=now,
        **event.model_dump(include={"device", "sequence", "at", "role", "kind"}),
    )
    audit.record(f"run.{event.kind}", run, by=by, now=now, details={"number": number})
    if run.ended_at is None and _is_over(run, event):
        run.ended_at = now
        run.save(update_fields=["ended_at"])
        follow_ups.expect(by=by, visit=run.visit, now=now)
    return row


def _is_over(run: Run, event: Event) -> bool:
    """Somebody ended it, or it hurt once too often: then nobody has to say so as well."""
    if event.kind is EventKind.END:
        return True
    if not event.may_end:
        return False
    return replay(run.as_timeline(), events_of(run)).status is Status.ENDED


def _is_same(kept: RunEvent, event: Event) -> bool:
    """The time may differ: a device may learn the common clock between two tries."""
    return kept.as_event() == event.replace(at=kept.at)


def _same(kept: RunEvent, event: Event) -> RunEvent:
    if not _is_same(kept, event):
        problem = f"device {event.device} sent {event.sequence} before, as {kept.kind}; count on"
        raise BadInput("sequence", problem)
    return kept


def events_of(run: Run) -> tuple[Event, ...]:
    """All events of a run in the order they were taken, for ``endrange.session.replay``."""
    return tuple(row.as_event() for row in run.events.order_by("number"))
