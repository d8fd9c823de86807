"""Who did what to which record, kept for as long as the record."""

from datetime import datetime
from typing import Any

from django.db import models, transaction

from endrange_app.storage.models import AuditEntry, Clinic, User
from endrange_app.storage.rows import ClinicRow


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
        at=now,
        action=action,
        kind=_kind(row),
        target=row.pk,
        details=details or {},
    )


def _clinic_id(row: ClinicRow | Clinic) -> Any:
    return row.pk if isinstance(row, Clinic) else row.clinic_id


def _kind(row: models.Model) -> str:
    return str(row._meta.model_name)
