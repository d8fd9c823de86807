"""A visit, what was answered and decided at it, and the plan for it."""

from typing import ClassVar

from django.db import models

from endrange import planning, screening
from endrange.knowledge import Answer
from endrange_app.storage.models.people import Client, User
from endrange_app.storage.rows import ClinicRow, HistoryRow, both_or_neither, somebody


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
