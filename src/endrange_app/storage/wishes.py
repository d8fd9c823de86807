"""What a client wants to reach, and how it goes in their own eyes.

Written only by ``storage.actions.goals``. A goal is never changed: it is ended, and another set.
What a client said of it is only ever added to.
"""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q

from endrange.progress import BEST, ActivityGoal, RangeGoal, Rating
from endrange.values import Side
from endrange_app.storage.rows import ClinicRow, HistoryRow, both_or_neither, somebody


class EndedAs(models.TextChoices):
    """Why a goal stands no longer, as the client says."""

    REACHED = "reached"
    LET_GO = "let_go"


class ClientGoal(ClinicRow):
    """A value of a measure on one side; or, without a measure, an activity of the client's own."""

    client = models.ForeignKey("storage.Client", on_delete=models.PROTECT, related_name="wishes")
    measure = models.CharField(max_length=60, blank=True)
    side = models.CharField(max_length=8, blank=True)
    target = models.FloatField()
    """In the measure's unit; of an activity, the rating wished for."""
    words = models.CharField(max_length=200, blank=True)
    """The client's own: what for, or the activity itself."""
    set_on = models.DateField()
    by = models.ForeignKey("storage.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = somebody()
    ended_as = models.CharField(max_length=10, blank=True, choices=EndedAs.choices)

    class Meta:
        constraints: ClassVar = [
            both_or_neither("ended_by", "ended_at", "who_and_when_of_ending_a_goal"),
            models.CheckConstraint(
                condition=Q(measure="", side="") & ~Q(words="") | ~Q(measure="") & ~Q(side=""),
                name="a_goal_is_a_range_or_an_activity",
            ),
            models.UniqueConstraint(
                fields=["client", "measure", "side"],
                condition=Q(ended_at__isnull=True) & ~Q(measure=""),
                name="one_standing_goal_a_measure_and_side",
            ),
        ]

    @property
    def is_activity(self) -> bool:
        return not self.measure

    def as_range(self) -> RangeGoal:
        return RangeGoal(
            measure=self.measure,
            side=Side(self.side),
            target=self.target,
            set_on=self.set_on,
            words=self.words,
        )

    def as_activity(self, ratings: dict[date, int]) -> ActivityGoal:
        """With what was said of it, the last of each day."""
        said = tuple(Rating(on=on, score=ratings[on]) for on in sorted(ratings))
        return ActivityGoal(
            words=self.words, target=round(self.target), set_on=self.set_on, ratings=said
        )


class GoalRating(HistoryRow):
    """How well an activity went, 0 to 10, in the client's own eyes. The last of a day counts."""

    goal = models.ForeignKey(ClientGoal, on_delete=models.PROTECT, related_name="ratings")
    score = models.PositiveSmallIntegerField()
    on = models.DateField()
    by = models.ForeignKey("storage.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(score__lte=BEST), name="ratings_go_to_ten"),
        ]
