"""Readings: what was measured, by whom, and whether it was taken back."""

from datetime import datetime

from django.db import transaction

from endrange import assessment
from endrange_app.storage.actions import audit
from endrange_app.storage.actions.visits import still_open
from endrange_app.storage.models import Client, Reading, User, Visit


@transaction.atomic
def record(*, by: User, visit: Visit, reading: assessment.Reading, now: datetime) -> Reading:
    """Keep one reading. Whoever records it is its examiner.

    Raises: BadInput once the visit is closed.
    """
    visit = still_open(visit)
    values = dict(reading) | {"examiner": by, "trials": list(reading.trials)}
    row = Reading.objects.create(
        clinic_id=visit.clinic_id, visit=visit, client_id=visit.client_id, **values
    )
    details = {"measure": reading.measure, "side": reading.side.value}
    audit.record("reading.recorded", row, by=by, now=now, details=details)
    return row


@transaction.atomic
def withdraw(*, by: User, reading: Reading, now: datetime) -> Reading:
    """Take a mistaken reading back: it is kept, and left out of every judgement.

    Taken back twice, it keeps who did so first, and when.

    Raises: BadInput once the visit is closed.
    """
    still_open(reading.visit)
    reading = Reading.objects.select_for_update().get(pk=reading.pk)
    if reading.withdrawn_at is not None:
        return reading
    reading.withdrawn_at, reading.withdrawn_by = now, by
    reading.save(update_fields=["withdrawn_at", "withdrawn_by"])
    audit.record("reading.withdrawn", reading, by=by, now=now)
    return reading


def history(client: Client) -> tuple[assessment.Reading, ...]:
    """All readings of a client that stand, oldest first, as the domain knows them."""
    rows = client.readings.filter(withdrawn_at__isnull=True).order_by("taken_at", "id")
    return tuple(row.as_reading() for row in rows)
