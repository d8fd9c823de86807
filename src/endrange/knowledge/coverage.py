"""What the three articles ask for, item by item, and the entries that answer it."""

from pydantic import Field

from endrange.values import Value


class Requirement(Value):
    """One thing an article says or asks for, in our words."""

    id: str
    """Letter of the article and a running number: ``A1``."""
    article: str
    says: str
    entries: tuple[str, ...] = Field(min_length=1)
    """``kind/id``, or ``screens/name`` for a page."""
