"""Rows. Every row belongs to a clinic; domain values are stored whole, with their version.

Written only by ``storage.actions``. State is a record of who and when, not a boolean.
"""

from datetime import date, tzinfo
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.utils import timezone

import endrange_app.storage.aftermath
import endrange_app.storage.intakes
import endrange_app.storage.judged
import endrange_app.storage.laid
import endrange_app.storage.own
import endrange_app.storage.progress
import endrange_app.storage.retests
import endrange_app.storage.wishes  # noqa: F401  rows of this app too, in files of their own
from endrange import assessment, planning, screening, session
from endrange.assessment import Moment, Origin, WarmUp
from endrange.knowledge import Answer, Convention, EndFeel, Sex
from endrange.screening import Setting
from endrange.values import Role, Side
from endrange_app.storage.keys import uuid7
from endrange_app.storage.rows import ClinicRow, HistoryRow, both_or_neither, somebody


def _choices(enum: type) -> list[tuple[str, str]]:
    return [(member.value, member.value) for member in enum]  # type: ignore[attr-defined]


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
    setting = models.CharField(max_length=10, choices=_choices(Setting), default=Setting.CLINIC)
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
    sex = models.CharField(max_length=6, default=Sex.ANY.value, choices=_choices(Sex))
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


class Visit(ClinicRow):
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="visits")
    practitioner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    opened_at = models.DateTimeField()
    consented_at = models.DateTimeField(null=True, blank=True)
    """When the client said yes to being asked, measured and stretched, the latest time."""
    consent_taken_by = somebody()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = somebody()
    note = models.TextField(blank=True)
    next_on = models.DateField(null=True, blank=True)
    """When they come again, as agreed with the client; empty: nothing was agreed."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["client", "number"], name="visits_are_numbered"),
            models.UniqueConstraint(
                fields=["client"],
                condition=models.Q(closed_at__isnull=True),
                name="one_open_visit_per_client",
            ),
            both_or_neither("consent_taken_by", "consented_at", "who_and_when_of_consent"),
            both_or_neither("closed_by", "closed_at", "who_and_when_of_closing_go_together"),
        ]


class Screening(HistoryRow):
    """Answers and the Clearance they gave. Never changed: a new answer makes a new row."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="screenings")
    full = models.BooleanField()
    """The full questionnaire, or the short one at the door merged with the last full one."""
    answers = models.JSONField()
    clearance = models.JSONField()
    said = models.JSONField(default=dict)
    """What the clearance says, in the other languages as they were then: by language, English to
    translation. Empty in rows of before this was kept."""
    verdict = models.CharField(max_length=12)
    catalogue = models.CharField(max_length=40)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def as_answers(self) -> dict[str, Answer]:
        return {question: Answer.model_validate(said) for question, said in self.answers.items()}

    def as_clearance(self) -> screening.Clearance:
        return screening.Clearance.model_validate(self.clearance)


WORDS: dict[str, dict[str, Any]] = {
    name: {member.value: member for member in kind}
    for name, kind in {
        "side": Side,
        "moment": Moment,
        "end_feel": EndFeel,
        "warm_up": WarmUp,
        "convention": Convention,
        "origin": Origin,
    }.items()
}
"""Columns of a reading that hold a word of a closed list, and the lists."""


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
    end_feel = models.CharField(max_length=10, null=True, choices=_choices(EndFeel))
    """Null: not noted, as with the warm-up."""
    warm_up = models.CharField(max_length=10, null=True, choices=_choices(WarmUp))
    convention = models.CharField(
        max_length=20, default=Convention.STORED.value, choices=_choices(Convention)
    )
    """In which it was given; the numbers are in the stored one."""
    origin = models.CharField(
        max_length=12, default=Origin.PRACTITIONER.value, choices=_choices(Origin)
    )
    moment = models.CharField(max_length=6, choices=_choices(Moment))
    taken_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    """Taken back as a mistake; kept, and left out of every judgement."""
    withdrawn_by = somebody()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["client", "measure", "side", "taken_at"]),
            models.Index(fields=["client", "taken_at", "id"]),
        ]
        constraints: ClassVar = [
            both_or_neither("withdrawn_by", "withdrawn_at", "who_and_when_of_withdrawing"),
        ]

    READ: ClassVar = tuple(
        "examiner_id" if name == "examiner" else name for name in assessment.Reading.model_fields
    )
    """Columns of what the domain knows. The examiner's key: their name would be a query a row."""

    def as_reading(self) -> assessment.Reading:
        columns = {name: getattr(self, name) for name in self.READ}
        return self.read(columns, timezone.get_current_timezone())

    @staticmethod
    def read(columns: dict[str, Any], zone: tzinfo) -> assessment.Reading:
        """The reading of some columns.

        The examiner is named by key, so that the same hands are recognised; the day of a reading
        is that of the clinic's clock. Not validated again: it was when it was kept, and 500 visits
        have thousands.
        """
        more = {
            "examiner": str(columns.pop("examiner_id")),
            "trials": tuple(columns.get("trials", ())),
            "taken_at": columns["taken_at"].astimezone(zone),
        }
        more |= {name: words[columns[name]] for name, words in WORDS.items() if columns[name]}
        return assessment.Reading.trusted(columns | more)


class Plan(HistoryRow):
    """A SessionPlan as made or as edited. The latest of a visit is in force."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="plans")
    screening = models.ForeignKey(Screening, on_delete=models.PROTECT, related_name="plans")
    request = models.JSONField()
    plan = models.JSONField()
    catalogue = models.CharField(max_length=40)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def as_request(self) -> planning.PlanRequest:
        return planning.PlanRequest.model_validate(self.request)

    def as_plan(self) -> planning.SessionPlan:
        return planning.SessionPlan.model_validate(self.plan)


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
    role = models.CharField(max_length=6, choices=_choices(Role))
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
