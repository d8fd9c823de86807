"""Who there is: those who sign in, their clinics, and the clients."""

from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models

from endrange import assessment
from endrange.knowledge import Sex
from endrange.screening import Setting
from endrange_app.storage.keys import uuid7
from endrange_app.storage.rows import ClinicRow, both_or_neither, choices, somebody


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractUser):
    """A person who signs in, by e-mail. What they may do is their membership's business."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    username = first_name = last_name = None  # type: ignore[assignment]
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120, blank=True)

    objects = UserManager()  # type: ignore[misc,assignment]

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def get_full_name(self) -> str:
        return self.name or self.email

    def get_short_name(self) -> str:
        return self.name.partition(" ")[0] or self.email


class Clinic(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=120)
    setting = models.CharField(max_length=10, choices=choices(Setting), default=Setting.CLINIC)
    created_at = models.DateTimeField()
    own_entries = models.CharField(max_length=64, blank=True)
    """A hash of the standing files of its own entries; empty: the shipped ones alone."""
    own_errors = models.JSONField(default=list)
    """Each an ``assessment.OwnError``: what its own retests give, in force everywhere it measures.
    Worked out anew with every pair that is recorded or withdrawn."""

    def errors(self) -> tuple[assessment.OwnError, ...]:
        """Its own standard errors, which replace the shipped ones."""
        return tuple(assessment.OwnError.model_validate(one) for one in self.own_errors)


class MembershipRole(models.TextChoices):
    OWNER = "owner"
    PRACTITIONER = "practitioner"


class Membership(ClinicRow):
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=12, choices=MembershipRole.choices)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = somebody()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["clinic", "user"], name="one_membership_per_clinic"),
            both_or_neither("ended_by", "ended_at", "who_and_when_of_leaving_go_together"),
        ]

    @property
    def is_owner(self) -> bool:
        return self.role == MembershipRole.OWNER


class Client(ClinicRow):
    """A person who is stretched. Only what the session needs."""

    name = models.CharField(max_length=120)
    born_on = models.DateField(null=True, blank=True)
    sex = models.CharField(max_length=6, default=Sex.ANY.value, choices=choices(Sex))
    """For the groups others measured; any: not told, or neither."""
    goals = models.JSONField(default=list)
    """Ids of catalogue goals, most important first."""
    own_goal = models.CharField(max_length=200, blank=True)
    """The client's own words."""
    about = models.JSONField(default=dict)
    """What they tell of their days and their training; see ``storage.actions.clients.tell``."""
    created_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True, blank=True)
    archived_by = somebody()

    class Meta:
        constraints: ClassVar = [
            both_or_neither("archived_by", "archived_at", "who_and_when_of_archiving_go_together"),
        ]

    def age_on(self, day: date) -> int | None:
        """Whole years; None: the date of birth is not known."""
        born = self.born_on
        if born is None:
            return None
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))

    def as_person_on(self, day: date) -> assessment.Person:
        """What is known of them to find their group."""
        return assessment.Person(age=self.age_on(day), sex=Sex(self.sex))
