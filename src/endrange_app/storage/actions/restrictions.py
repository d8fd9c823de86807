"""Restrictions: what a practitioner leaves out or softens at one visit, beyond the rules."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from endrange.errors import BadInput
from endrange.screening import Restriction as Wanted
from endrange_app.storage import catalogues
from endrange_app.storage.actions import audit, decisions
from endrange_app.storage.actions.visits import still_open
from endrange_app.storage.laid import Restriction
from endrange_app.storage.models import User, Visit


@transaction.atomic
def record(*, by: User, visit: Visit, restriction: Wanted, now: datetime) -> Restriction:
    """Keep what is stricter today, and decide today's answers again under it.

    Raises: BadInput once the visit is closed, while its session is going, or for a stretch or
        technique the clinic does not know.
    """
    visit = still_open(visit)
    _check_known(visit, restriction)
    number = (visit.restrictions.aggregate(number=Max("number"))["number"] or 0) + 1
    row = Restriction.objects.create(
        clinic_id=visit.clinic_id,
        visit=visit,
        number=number,
        restriction=restriction.model_dump(mode="json"),
        by=by,
        at=now,
    )
    audit.record("restriction.recorded", row, by=by, now=now, details={"number": number})
    decisions.again(by=by, visit=visit, now=now)
    return row


def _check_known(visit: Visit, wanted: Wanted) -> None:
    catalogue = catalogues.of(visit.clinic)
    for field, ids, known in (
        ("stretches", wanted.stretches, catalogue.stretches),
        ("techniques", wanted.techniques, catalogue.techniques),
    ):
        if strange := sorted(set(ids) - set(known)):
            raise BadInput(field, f"{', '.join(strange)}: not in the library")


@transaction.atomic
def withdraw(*, by: User, restriction: Restriction, now: datetime) -> Restriction:
    """Take it back: the rules alone decide again. Taken back twice, it keeps who did so first.

    Raises: BadInput once the visit is closed, or while its session is going.
    """
    still_open(restriction.visit)
    row = Restriction.objects.select_for_update().get(pk=restriction.pk)
    if row.withdrawn_at is not None:
        return row
    row.withdrawn_at, row.withdrawn_by = now, by
    row.save(update_fields=["withdrawn_at", "withdrawn_by"])
    audit.record("restriction.withdrawn", row, by=by, now=now, details={"number": row.number})
    decisions.again(by=by, visit=row.visit, now=now)
    return row
