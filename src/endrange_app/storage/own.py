"""A clinic's own entries, file by file: laid over the shipped knowledge for this clinic alone.

Written only by ``storage.actions.own``.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from endrange_app.storage.rows import ClinicRow, both_or_neither, somebody


class OwnFile(ClinicRow):
    """One TOML file, as it would lie in an overlay folder. Withdrawn, never changed."""

    name = models.CharField(max_length=120)
    """``stretches/our_calf.toml`` or ``precautions.toml``."""
    text = models.TextField()
    by = models.ForeignKey("storage.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = somebody()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["clinic", "name"],
                condition=Q(withdrawn_at__isnull=True),
                name="one_standing_file_of_a_name",
            ),
            both_or_neither("withdrawn_by", "withdrawn_at", "who_and_when_of_withdrawing_a_file"),
        ]
