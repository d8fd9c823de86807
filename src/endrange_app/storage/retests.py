"""A clinic's own test-retest: people measured again in whom nothing should have changed.

Written only by ``storage.actions.retests``. Apart from all readings of visits: nobody is judged by
them.
"""

from typing import Any, ClassVar

from django.db import models

from endrange import assessment
from endrange_app.storage.rows import ClinicRow, both_or_neither, somebody


class Retest(ClinicRow):
    """One person, one side, measured on two days in the same way."""

    client = models.ForeignKey("storage.Client", on_delete=models.PROTECT, related_name="retests")
    measure = models.CharField(max_length=60)
    instrument = models.CharField(max_length=40)
    same_examiner = models.BooleanField()
    pair = models.JSONField()
    """An ``assessment.Pair``; examiners by key."""
    by = models.ForeignKey("storage.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = somebody()

    class Meta:
        constraints: ClassVar = [
            both_or_neither("withdrawn_by", "withdrawn_at", "who_and_when_of_withdrawing_a_retest"),
            models.UniqueConstraint(
                fields=["client", "measure", "instrument", "same_examiner"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="one_person_counts_once_in_a_retest",
            ),
        ]

    def as_pair(self) -> assessment.Pair:
        return assessment.Pair.model_validate(self.pair)

    @property
    def end_criterion(self) -> str:
        return self.as_pair().first.end_criterion


class StableClient(ClinicRow):
    """One person, one side, measured on six days or more by one examiner in the same way."""

    client = models.ForeignKey(
        "storage.Client", on_delete=models.PROTECT, related_name="stable_times"
    )
    measure = models.CharField(max_length=60)
    instrument = models.CharField(max_length=40)
    sessions = models.JSONField()
    """Each an ``assessment.Reading``, oldest first; the examiner by key."""
    by = models.ForeignKey("storage.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = somebody()

    same_examiner = True
    """One reads all of them."""

    class Meta:
        constraints: ClassVar = [
            both_or_neither("withdrawn_by", "withdrawn_at", "who_and_when_of_withdrawing_sessions"),
            models.UniqueConstraint(
                fields=["client", "measure", "instrument"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="one_stable_client_counts_once",
            ),
        ]

    def as_sessions(self) -> tuple[assessment.Reading, ...]:
        return tuple(assessment.Reading.model_validate(one) for one in self.sessions)

    @property
    def end_criterion(self) -> str:
        first: dict[str, Any] = self.sessions[0]
        return str(first["end_criterion"])
