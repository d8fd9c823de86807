"""Rows. Every row belongs to a clinic; domain values are stored whole, with their version.

Written only by ``storage.actions``. State is a record of who and when, not a boolean.
"""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models

from endrange.assessment import Moment
from endrange.screening import Setting
from endrange.session import EventKind
from endrange.values import Role, Side
from endrange_app.storage.keys import uuid7


def _choices(enum: type) -> list[tuple[str, str]]:
    return [(member.value, member.value) for member in enum]  # type: ignore[attr-defined]


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save()
        return user


class User(AbstractUser):
    """A person who signs in, by e-mail. What they may do is their membership's business."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    username = None  # type: ignore[assignment]
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120, blank=True)

    objects = UserManager()  # type: ignore[misc,assignment]

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []


class Clinic(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=120)
    setting = models.CharField(max_length=10, choices=_choices(Setting), default=Setting.CLINIC)
    created_at = models.DateTimeField()


class ClinicRow(models.Model):
    """Base of everything a clinic owns."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class MembershipRole(models.TextChoices):
    OWNER = "owner"
    PRACTITIONER = "practitioner"


class Membership(ClinicRow):
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=12, choices=MembershipRole.choices)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["clinic", "user"], name="one_membership_per_clinic")
        ]


class Client(ClinicRow):
    """A person who is stretched. Only what the session needs."""

    name = models.CharField(max_length=120)
    born_on = models.DateField(null=True, blank=True)
    goals = models.JSONField(default=list)
    """Ids of catalogue goals, most important first."""
    own_goal = models.CharField(max_length=200, blank=True)
    """The client's own words."""
    created_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True, blank=True)


class Visit(ClinicRow):
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="visits")
    practitioner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    note = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["client", "number"], name="visits_are_numbered"),
            models.CheckConstraint(
                condition=models.Q(closed_at__isnull=True, closed_by__isnull=True)
                | models.Q(closed_at__isnull=False, closed_by__isnull=False),
                name="who_and_when_of_closing_go_together",
            ),
        ]


class Screening(ClinicRow):
    """Answers and the Clearance they gave. Never changed: a new answer makes a new row."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="screenings")
    full = models.BooleanField()
    """The full questionnaire, or the short one at the door merged with the last full one."""
    answers = models.JSONField()
    clearance = models.JSONField()
    verdict = models.CharField(max_length=12)
    catalogue = models.CharField(max_length=40)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Reading(ClinicRow):
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="readings")
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="readings")
    measure = models.CharField(max_length=60)
    side = models.CharField(max_length=8, choices=_choices(Side))
    value = models.FloatField()
    trials = models.JSONField()
    active = models.BooleanField()
    instrument = models.CharField(max_length=40)
    examiner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    end_criterion = models.CharField(max_length=60)
    discomfort = models.PositiveSmallIntegerField(null=True, blank=True)
    moment = models.CharField(max_length=6, choices=_choices(Moment))
    taken_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    """Taken back as a mistake; kept, and left out of every judgement."""

    class Meta:
        indexes: ClassVar = [models.Index(fields=["client", "measure", "side", "taken_at"])]


class Plan(ClinicRow):
    """A SessionPlan as made or as edited. The latest of a visit is in force."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="plans")
    screening = models.ForeignKey(Screening, on_delete=models.PROTECT, related_name="plans")
    request = models.JSONField()
    plan = models.JSONField()
    catalogue = models.CharField(max_length=40)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


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


class RunEvent(ClinicRow):
    """One event of a run: sent twice, stored once; never updated, never deleted."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="events")
    number = models.PositiveIntegerField()
    """Order in which the server took it, from 1."""
    device = models.CharField(max_length=64)
    sequence = models.PositiveIntegerField()
    at = models.BigIntegerField()
    role = models.CharField(max_length=6, choices=_choices(Role))
    kind = models.CharField(max_length=10, choices=_choices(EventKind))
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


class AuditEntry(ClinicRow):
    """Who did what to which record, written in the same transaction as the deed."""

    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    """Empty when it was the client, without an account."""
    at = models.DateTimeField()
    action = models.CharField(max_length=60)
    kind = models.CharField(max_length=40)
    target = models.UUIDField(default=uuid.uuid4)
    details = models.JSONField(default=dict)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["clinic", "at"])]
