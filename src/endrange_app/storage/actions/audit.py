"""Who did what to which record, kept for as long as the record."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models, transaction

from endrange_app.storage.models import AuditEntry, Client, Clinic, User
from endrange_app.storage.rows import ClinicRow

WAYS = ("visit", "follow_up", "goal")
"""To a client, for rows that name none themselves."""


def record(
    action: str,
    row: ClinicRow | Clinic,
    *,
    by: User | None,
    now: datetime,
    details: dict[str, Any] | None = None,
) -> None:
    """Write down one deed. Only inside the transaction of the deed itself.

    Args:
        action: noun and past deed, such as ``visit.closed``.
        row: what it was done to.
        by: who did it; None where a client without an account did.
        now: when.
        details: what else a reader of the record needs; no health data, but for the
            earlier words of a note, which stand nowhere else.

    Raises:
        RuntimeError: outside a transaction, where deed and entry could part.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"audit entry {action!r} outside a transaction; use @transaction.atomic")
    AuditEntry.objects.create(
        clinic_id=_clinic_id(row),
        by=by,
        client_id=_client_id(row),
        at=now,
        action=action,
        kind=_kind(row),
        target=row.pk,
        details=details or {},
    )


def _clinic_id(row: ClinicRow | Clinic) -> Any:
    return row.pk if isinstance(row, Clinic) else row.clinic_id


def _client_id(row: models.Model) -> UUID | None:
    """Whose record it is, straight or by way of what it hangs on; None: nobody's alone."""
    if isinstance(row, Client):
        return row.pk
    if hasattr(row, "client_id"):
        return row.client_id  # type: ignore[no-any-return]
    above = (getattr(row, way) for way in WAYS if hasattr(row, f"{way}_id"))
    return next((_client_id(one) for one in above), None)


def _kind(row: models.Model) -> str:
    return str(row._meta.model_name)
