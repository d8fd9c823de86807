"""Did it work? Readings in, Review out."""

from endrange.progress.level import Belief, follow
from endrange.progress.reviewing import review
from endrange.progress.reviews import Acute, Change, Claim, Review

__all__ = ["Acute", "Belief", "Change", "Claim", "Review", "follow", "review"]
