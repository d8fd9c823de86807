"""What is laid on a client besides the answers: a clinician's word, and a practitioner's "less".

Written only by ``storage.actions.clearances`` and ``storage.actions.restrictions``. A clinician's
word opens what waits for one; a restriction only ever makes a visit stricter.
"""

from typing import ClassVar

from django.db import models

from endrange import knowledge
from endrange.screening import OWN
from endrange.screening import Restriction as RestrictionValue
from endrange_app.storage.rows import ClinicRow, both_or_neither, somebody


class ClinicianClearance(ClinicRow):
    """A clinician's written word on some findings of one client. Withdrawn, never changed."""

    client = models.ForeignKey("storage.Client", on_delete=models.PROTECT, related_name="words")
    visit = models.ForeignKey("storage.Visit", on_delete=models.PROTECT, related_name="words")
    """Where it was shown."""
    clearance = models.JSONField()
    """A ``knowledge.ClinicianClearance``: who, on what, with which limits, from when to when."""
    basis = models.JSONField()
    """For each precaution it names, what the finding rested on; see ``Finding.basis``."""
    titles = models.JSONField()
    """For each precaution it names, its title at the time."""
    note = models.TextField(blank=True)
    until = models.DateField()
    by = models.ForeignKey("storage.User", on_delete=models.PROTECT, related_name="+")
    """Who has seen it in writing and recorded it."""
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = somebody()
    withdrawn_because = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            both_or_neither("withdrawn_by", "withdrawn_at", "who_and_when_of_withdrawing_a_word"),
        ]

    def as_clearance(self) -> knowledge.ClinicianClearance:
        return knowledge.ClinicianClearance.model_validate(self.clearance)


class Restriction(ClinicRow):
    """What a practitioner leaves out or softens at one visit, and why."""

    visit = models.ForeignKey(
        "storage.Visit", on_delete=models.PROTECT, related_name="restrictions"
    )
    number = models.PositiveIntegerField()
    """Counted from 1 within the visit; names its finding."""
    restriction = models.JSONField()
    by = models.ForeignKey("storage.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = somebody()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["visit", "number"], name="restrictions_of_a_visit_are_numbered"
            ),
            both_or_neither("withdrawn_by", "withdrawn_at", "who_and_when_of_lifting_it"),
        ]

    @property
    def precaution(self) -> str:
        """The id of its finding."""
        return f"{OWN}-{self.number}"

    def as_restriction(self) -> RestrictionValue:
        return RestrictionValue.model_validate(self.restriction)
