"""What was measured at a visit."""

from datetime import tzinfo
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone

from endrange import assessment
from endrange.assessment import Moment, Origin, WarmUp
from endrange.knowledge import Convention, EndFeel
from endrange.values import Side
from endrange_app.storage.models.people import Client, User
from endrange_app.storage.models.visits import Visit
from endrange_app.storage.rows import ClinicRow, both_or_neither, choices, somebody

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
    side = models.CharField(max_length=8, choices=choices(Side))
    value = models.FloatField()
    trials = models.JSONField()
    active = models.BooleanField()
    instrument = models.CharField(max_length=40)
    examiner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    end_criterion = models.CharField(max_length=60)
    discomfort = models.PositiveSmallIntegerField(null=True, blank=True)
    end_feel = models.CharField(max_length=10, null=True, choices=choices(EndFeel))
    """Null: not noted, as with the warm-up."""
    warm_up = models.CharField(max_length=10, null=True, choices=choices(WarmUp))
    convention = models.CharField(
        max_length=20, default=Convention.STORED.value, choices=choices(Convention)
    )
    """In which it was given; the numbers are in the stored one."""
    origin = models.CharField(
        max_length=12, default=Origin.PRACTITIONER.value, choices=choices(Origin)
    )
    moment = models.CharField(max_length=6, choices=choices(Moment))
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
