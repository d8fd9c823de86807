"""Asking before a screening: an intake, and what was said in it.

Written only by ``storage.actions.intakes``. Nothing in here decides anything: an intake that a
practitioner has accepted has become a screening.
"""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q

from endrange_app.storage.rows import ClinicRow, both_or_neither, somebody


class Intake(ClinicRow):
    """One round of questions to one client: by a link on their own phone, or at a visit's table."""

    client = models.ForeignKey("storage.Client", on_delete=models.PROTECT, related_name="intakes")
    visit = models.ForeignKey(
        "storage.Visit", null=True, on_delete=models.PROTECT, related_name="intakes"
    )
    """Where it is gone through together; empty as long as only the client has seen it."""
    by = models.ForeignKey("storage.User", on_delete=models.PROTECT, related_name="+")
    """Who asked."""
    opened_at = models.DateTimeField()
    token = models.CharField(max_length=43, null=True, unique=True)
    """In the client's address; whoever holds it can answer. Empty: asked at the table."""
    open_until = models.DateTimeField(null=True)
    consented_at = models.DateTimeField(null=True)
    """When the client agreed, on their own phone, to the clinic keeping the answers."""
    sent_at = models.DateTimeField(null=True)
    """When the client said that this is all."""
    withdrawn_at = models.DateTimeField(null=True)
    """When the client took that agreement back; their answers are erased then."""
    revoked_at = models.DateTimeField(null=True)
    """When the clinic closed the link; what was said through it is not used."""
    revoked_by = somebody()
    accepted_at = models.DateTimeField(null=True)
    accepted_by = somebody()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(token__isnull=False, open_until__isnull=False)
                | Q(token__isnull=True, open_until__isnull=True, visit__isnull=False),
                name="intakes_come_by_link_or_at_a_visit",
            ),
            both_or_neither("revoked_by", "revoked_at", "who_and_when_of_revoking_go_together"),
            both_or_neither("accepted_by", "accepted_at", "who_and_when_of_accepting_go_together"),
            models.UniqueConstraint(
                fields=["client"],
                condition=Q(
                    token__isnull=False,
                    accepted_at__isnull=True,
                    withdrawn_at__isnull=True,
                    revoked_at__isnull=True,
                ),
                name="one_open_invitation_per_client",
            ),
            models.UniqueConstraint(
                fields=["visit"],
                condition=Q(accepted_at__isnull=True, token__isnull=True),
                name="one_draft_per_visit",
            ),
        ]

    @property
    def is_closed(self) -> bool:
        """Nothing more can be said in it."""
        return bool(self.accepted_at or self.withdrawn_at or self.revoked_at)

    def is_open_to_client(self, now: datetime) -> bool:
        """Whether its link still opens."""
        return not self.is_closed and self.open_until is not None and now < self.open_until


class Said(ClinicRow):
    """One answer as it was given. Never changed: a new answer, a new row. The latest one counts.

    Erased only where the client takes back the consent to keep it.
    """

    intake = models.ForeignKey(Intake, on_delete=models.PROTECT, related_name="said")
    question = models.CharField(max_length=60)
    """A question of the catalogue, or one of ``storage.about``."""
    answer = models.JSONField(null=True)
    """A ``knowledge.Answer``, or what somebody tells of themselves; empty: taken back."""
    by = somebody()
    """Empty: the client."""
    at = models.DateTimeField()
    """When it was answered; without a network, before it was received."""
    device = models.CharField(max_length=36, blank=True)
    """Which open page it came from; empty: from a form without a script."""
    sequence = models.BigIntegerField(null=True)
    """Of that page and question, each time another: what is sent twice is kept once."""
    received_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["intake", "device", "question", "sequence"],
                name="answered_twice_stored_once",
            ),
        ]
