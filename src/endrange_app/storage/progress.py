"""A client's own page: the link that opens it, and what they measured at home.

Written only by ``storage.actions.progress``. What is measured at home is in rows of its own, so no
verdict on a practitioner's readings can ever meet it.
"""

from datetime import datetime
from typing import ClassVar

from django.db import models

from endrange import assessment
from endrange_app.storage.rows import ClinicRow, both_or_neither, somebody


class ProgressLink(ClinicRow):
    """What opens a client's own page, without an account. A new one closes the one before."""

    client = models.ForeignKey(
        "storage.Client", on_delete=models.PROTECT, related_name="progress_links"
    )
    token = models.CharField(max_length=43, unique=True)
    """In the client's address; whoever holds it can look."""
    by = models.ForeignKey("storage.User", on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    open_until = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = somebody()

    class Meta:
        constraints: ClassVar = [
            both_or_neither("revoked_by", "revoked_at", "who_and_when_of_closing_a_progress_link"),
            models.UniqueConstraint(
                fields=["client"],
                condition=models.Q(revoked_at__isnull=True),
                name="one_progress_link_per_client",
            ),
        ]

    def is_open(self, now: datetime) -> bool:
        return self.revoked_at is None and now < self.open_until


class HomeReading(ClinicRow):
    """One number the client measured at home, alone or with a lay helper."""

    client = models.ForeignKey(
        "storage.Client", on_delete=models.PROTECT, related_name="home_readings"
    )
    link = models.ForeignKey(ProgressLink, on_delete=models.PROTECT, related_name="readings")
    """Through which it came."""
    reading = models.JSONField()
    """An ``assessment.Reading`` of origin ``home``."""
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    """When the client took it back."""

    def as_reading(self) -> assessment.Reading:
        return assessment.Reading.model_validate(self.reading)
