"""A signature names a rule that there is."""

from endrange.knowledge.catalogue import Catalogue
from endrange.knowledge.laws.complaints import Complaint, Complaints
from endrange.knowledge.reviews import RULES


def reviews_are_of_rules(catalogue: Catalogue) -> Complaints:
    """Every review is of a rule that stands here, and an objection says what it is."""
    for one in catalogue.reviews.values():
        if one.kind not in RULES or one.rule not in getattr(catalogue, one.kind):
            problem = f"{one.kind} {one.rule!r} is no rule any more; delete the review"
            yield Complaint("reviews", one.id, "rule", problem)
        if one.verdict.objects and not one.comment.strip():
            yield Complaint("reviews", one.id, "comment", f"{one.verdict} without a reason; add it")
