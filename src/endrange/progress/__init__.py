"""Did it work? Readings in, Review out."""

from endrange.progress.level import Belief, follow, is_surprising
from endrange.progress.reviewing import review
from endrange.progress.reviews import Acute, Change, Claim, Review

__all__ = ["Acute", "Belief", "Change", "Claim", "Review", "follow", "is_surprising", "review"]
