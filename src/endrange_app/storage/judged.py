"""How the readings were judged on the day a visit was signed.

Written only by ``storage.actions.visits``. A page of the visit shows this, whatever has become of
the error of measuring, or of the knowledge, since.
"""

from django.db import models

from endrange import assessment, progress
from endrange_app.storage.rows import HistoryRow


class Judgement(HistoryRow):
    """The review of one visit, kept whole as it was signed."""

    visit = models.OneToOneField(
        "storage.Visit", on_delete=models.PROTECT, related_name="judgement"
    )
    review = models.JSONField()
    """A ``progress.Review``."""
    errors = models.JSONField(null=True)
    """The clinic's own errors in force then; null in rows of before these were kept."""
    catalogue = models.CharField(max_length=40)
    at = models.DateTimeField()

    def as_review(self) -> progress.Review:
        return progress.Review.model_validate(self.review)

    def as_errors(self) -> tuple[assessment.OwnError, ...] | None:
        if self.errors is None:
            return None
        return tuple(assessment.OwnError.model_validate(one) for one in self.errors)
