"""Who did what to which record."""

from typing import ClassVar

from django.db import models

from endrange_app.storage.models.people import Client, User
from endrange_app.storage.rows import HistoryRow


class AuditEntry(HistoryRow):
    """Who did what to which record, written in the same transaction as the deed."""

    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    """Empty when it was the client, without an account."""
    client = models.ForeignKey(Client, null=True, on_delete=models.PROTECT, related_name="+")
    """Whose record it is; empty for what belongs to the clinic alone."""
    at = models.DateTimeField()
    action = models.CharField(max_length=60)
    kind = models.CharField(max_length=40)
    target = models.UUIDField()
    details = models.JSONField(default=dict)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["clinic", "at"])]
