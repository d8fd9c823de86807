"""Live sessions and their events."""

from typing import ClassVar

from django.db import models

from endrange import session
from endrange.values import Role
from endrange_app.storage.models.people import User
from endrange_app.storage.models.visits import Plan, Visit
from endrange_app.storage.rows import ClinicRow, HistoryRow, choices


class Run(ClinicRow):
    """One live session. Its state is the fold of its events over its timeline."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="runs")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="runs")
    timeline = models.JSONField()
    catalogue = models.CharField(max_length=40)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    join_code = models.CharField(max_length=6, unique=True)
    """Typed by the client; letters and digits that cannot be mistaken for one another."""
    join_token = models.CharField(max_length=43, unique=True)
    """In the QR code and in the client's address."""
    join_until = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["visit"],
                condition=models.Q(ended_at__isnull=True),
                name="one_open_run_per_visit",
            ),
        ]

    def as_timeline(self) -> session.Timeline:
        return session.Timeline.model_validate(self.timeline)


class RunEvent(HistoryRow):
    """One event of a run: sent twice, stored once; never updated, never deleted."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="events")
    number = models.PositiveIntegerField()
    """Order in which the server took it, from 1."""
    device = models.CharField(max_length=64)
    sequence = models.BigIntegerField()
    at = models.BigIntegerField()
    role = models.CharField(max_length=6, choices=choices(Role))
    kind = models.CharField(max_length=10)
    """An ``EventKind``."""
    data = models.JSONField()
    """The whole Event."""
    received_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["run", "device", "sequence"], name="sent_twice_stored_once"
            ),
            models.UniqueConstraint(fields=["run", "number"], name="events_are_numbered"),
        ]

    def as_event(self) -> session.Event:
        return session.Event.model_validate(self.data)
