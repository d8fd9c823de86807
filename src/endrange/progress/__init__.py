"""Did it work? Readings in, Review out."""

from endrange.progress.reviews import Acute, Change, Claim, Review

__all__ = ["Acute", "Change", "Claim", "Review"]
