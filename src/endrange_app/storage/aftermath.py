"""What comes after a session: how it was borne a day later, and harm that is written down.

Written only by ``storage.actions.follow_ups`` and ``storage.actions.adverse_events``. What was said
and what was written is only ever added to; a correction is a new entry.
"""

from typing import ClassVar

from django.db import models

from endrange.knowledge import Answer
from endrange_app.storage.harm import AdverseReport, HarmFollowUp
from endrange_app.storage.rows import ClinicRow, HistoryRow


class FollowUp(ClinicRow):
    """A day after the sessions of one visit somebody asks how they were borne."""

    client = models.ForeignKey(
        "storage.Client", on_delete=models.PROTECT, related_name="follow_ups"
    )
    visit = models.OneToOneField(
        "storage.Visit", on_delete=models.PROTECT, related_name="follow_up"
    )
    session_at = models.DateTimeField()
    """When the last session of the visit ended."""
    recorded = models.JSONField(default=dict)
    """What the record of the sessions answers by itself, see ``endrange.session.afterwards``."""
    performed = models.JSONField(default=list, null=True)
    """The bouts of all sessions of the visit, in order; see ``endrange.session.briefly``. Null:
    what was done is not known, because its record says nothing that can be read any more."""
    due_at = models.DateTimeField()
    """From when it is asked; put off to the third day while it has not settled."""
    answered_at = models.DateTimeField(null=True, blank=True)
    """The latest answer."""
    token = models.CharField(max_length=43, unique=True)
    """In the client's address; whoever holds it can answer."""
    open_until = models.DateTimeField()

    def as_recorded(self) -> dict[str, Answer]:
        return {question: Answer.model_validate(said) for question, said in self.recorded.items()}

    class Meta:
        indexes: ClassVar = [models.Index(fields=["clinic", "due_at"])]


class FollowUpAnswers(HistoryRow):
    """All questions of the day after as answered once. The latest of a follow-up count."""

    follow_up = models.ForeignKey(FollowUp, on_delete=models.PROTECT, related_name="said")
    answers = models.JSONField()
    by = models.ForeignKey(
        "storage.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    """Empty: the client."""
    at = models.DateTimeField()

    def as_answers(self) -> dict[str, Answer]:
        return {question: Answer.model_validate(said) for question, said in self.answers.items()}


class AdverseEvent(HistoryRow):
    """One event that harmed somebody, or nearly did. What is known of it stands in its entries."""

    client = models.ForeignKey(
        "storage.Client", on_delete=models.PROTECT, related_name="adverse_events"
    )
    visit = models.ForeignKey(
        "storage.Visit", null=True, on_delete=models.PROTECT, related_name="adverse_events"
    )
    run = models.ForeignKey("storage.Run", null=True, on_delete=models.PROTECT, related_name="+")
    screening = models.ForeignKey(
        "storage.Screening", null=True, on_delete=models.PROTECT, related_name="+"
    )
    """The answers and the decision that were in force."""
    number = models.PositiveIntegerField()
    """Counted within the clinic."""
    app = models.CharField(max_length=40)
    """Version of the software."""
    catalogue = models.CharField(max_length=60)
    """Edition of the rules."""
    by = models.ForeignKey("storage.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["clinic", "number"], name="adverse_events_are_numbered"
            ),
        ]


class EntryKind(models.TextChoices):
    REPORT = "report"
    """What happened, whole; a later one corrects the earlier."""
    FOLLOW_UP = "follow_up"


class AdverseEntry(HistoryRow):
    """One thing written about an adverse event."""

    event = models.ForeignKey(AdverseEvent, on_delete=models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=EntryKind.choices)
    severity = models.CharField(max_length=1, blank=True)
    """Of a report; empty for a follow-up."""
    data = models.JSONField()
    by = models.ForeignKey("storage.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event", "number"], name="entries_are_numbered"),
        ]

    def as_report(self) -> AdverseReport:
        return AdverseReport.model_validate(self.data)

    def as_follow_up(self) -> HarmFollowUp:
        return HarmFollowUp.model_validate(self.data)
