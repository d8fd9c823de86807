"""Readings: what was measured, by whom, and whether it was taken back."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby
from typing import NamedTuple

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from endrange import assessment, planning
from endrange.screening import Finding
from endrange_app.storage import catalogues, histories, lookback
from endrange_app.storage.actions import audit, decisions, screenings
from endrange_app.storage.actions.visits import still_open
from endrange_app.storage.models import Client, Reading, User, Visit


@transaction.atomic
def record(*, by: User, visit: Visit, reading: assessment.Reading, now: datetime) -> Reading:
    """Keep one reading. Whoever records it is its examiner.

    An abnormal end, or one that was so and is no longer, decides today's answers again.

    Raises: BadInput once the visit is closed; and while its session is going, where the decision
        would be another: nobody is stretched on under the one of before.
    """
    visit = still_open(visit)
    values = dict(reading) | {"examiner": by, "trials": list(reading.trials)}
    row = Reading.objects.create(
        clinic_id=visit.clinic_id, visit=visit, client_id=visit.client_id, **values
    )
    details = {"measure": reading.measure, "side": reading.side.value}
    audit.record("reading.recorded", row, by=by, now=now, details=details)
    if row.end_feel is not None:
        _decide_again(visit, by=by, now=now)
    return row


def _decide_again(visit: Visit, *, by: User, now: datetime) -> None:
    """Where what was felt is no longer what today's decision rests on."""
    decided = screenings.in_force(visit)
    if decided is None:
        return
    laid = lookback.felt(visit.client, catalogues.of(visit.clinic))
    before = {one.answered for one in decided.as_clearance().findings if _is_felt(one)}
    if {one.told for one in laid} != before:
        decisions.again(by=by, visit=visit, now=now)


def _is_felt(finding: Finding) -> bool:
    """Whether hands found it, and no question."""
    return finding.precaution.startswith(f"{planning.FELT}-")


@transaction.atomic
def withdraw(*, by: User, reading: Reading, now: datetime) -> Reading:
    """Take a mistaken reading back: it is kept, and left out of every judgement.

    What was felt at its end no longer stands either, so today is decided again without it. Taken
    back twice, it keeps who did so first, and when.

    Raises: BadInput once the visit is closed; and while its session is going, where the decision
        would be another.
    """
    still_open(reading.visit)
    reading = Reading.objects.select_for_update().get(pk=reading.pk)
    if reading.withdrawn_at is not None:
        return reading
    reading.withdrawn_at, reading.withdrawn_by = now, by
    reading.save(update_fields=["withdrawn_at", "withdrawn_by"])
    audit.record("reading.withdrawn", reading, by=by, now=now)
    if reading.end_feel is not None:
        _decide_again(reading.visit, by=by, now=now)
    return reading


history = histories.history
"""All readings of a client that stand, oldest first."""


class TakenIn(NamedTuple):
    """How many readings of a file were kept, and how many were here already."""

    kept: int
    known: int


@transaction.atomic
def take_in(
    *, by: User, client: Client, readings: Sequence[assessment.Reading], note: str, now: datetime
) -> TakenIn:
    """Keep readings from a file, each day as a closed visit of its own; all of them, or none.

    The same file again keeps nothing twice. ``examiner`` of each is the key of a member. An end
    that was felt decides the answers of a visit that is open again, as one recorded there does.

    Raises: BadInput while a session is going, where the decision would be another.
    """
    client = Client.objects.select_for_update().get(pk=client.pk)
    known = {_key(reading) for reading in history(client)}
    fresh = [reading for reading in readings if _key(reading) not in known]
    number = client.visits.aggregate(latest=Max("number"))["latest"] or 0
    for offset, (_, day) in enumerate(groupby(sorted(fresh, key=_when), key=_day), 1):
        _take_in_day(client, list(day), number + offset, by=by, note=note, now=now)
    if any(reading.end_feel is not None for reading in fresh):
        for visit in client.visits.filter(closed_at__isnull=True):
            _decide_again(visit, by=by, now=now)
    return TakenIn(len(fresh), len(readings) - len(fresh))


def _take_in_day(
    client: Client,
    readings: list[assessment.Reading],
    number: int,
    *,
    by: User,
    note: str,
    now: datetime,
) -> None:
    visit = Visit.objects.create(
        clinic_id=client.clinic_id,
        client=client,
        practitioner=by,
        number=number,
        opened_at=readings[0].taken_at,
        closed_at=now,
        closed_by=by,
        note=note,
    )
    for reading in readings:
        values = dict(reading) | {"trials": list(reading.trials)}
        values |= {"examiner_id": values.pop("examiner")}
        Reading.objects.create(clinic_id=client.clinic_id, visit=visit, client=client, **values)
    details = {"readings": len(readings), "number": number}
    audit.record("visit.taken_in", visit, by=by, now=now, details=details)


def _key(reading: assessment.Reading) -> tuple[object, ...]:
    same = (reading.measure, reading.side, reading.moment, reading.taken_at, reading.trials)
    return (*same, reading.origin)


def _when(reading: assessment.Reading) -> datetime:
    return reading.taken_at


def _day(reading: assessment.Reading) -> date:
    return timezone.localdate(reading.taken_at)
