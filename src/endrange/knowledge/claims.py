"""What the articles say, what the evidence says to it, and guides for two people."""

from enum import StrEnum

from pydantic import Field

from endrange.values import Value


class ClaimKind(StrEnum):
    BENEFIT = "benefit"
    MECHANISM = "mechanism"
    TIMING = "timing"
    RISK = "risk"
    METHOD = "method"
    """What it is and how it is done."""


class Support(StrEnum):
    """What the evidence makes of a claim, from the strongest."""

    SUPPORTED = "supported"
    PARTLY = "partly"
    CONTESTED = "contested"
    """Good sources disagree."""
    NOT_SUPPORTED = "not_supported"

    @property
    def strength(self) -> int:
        return len(Support) - list(Support).index(self)


class Figure(Value):
    """One number with its bounds, in its unit, and where it is from."""

    what: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    """``low`` and ``high``: the 95 % interval, or the span of several studies; ``what`` says."""
    unit: str = ""
    sources: tuple[str, ...] = Field(min_length=1)


class Claim(Value):
    """One thing that an article says, in our words, and how well it stands."""

    id: str
    claim: str
    kind: ClaimKind
    articles: tuple[str, ...] = Field(min_length=1)
    """Sources that state it."""
    support: Support
    answer: str
    """What the evidence says: one to three plain sentences."""
    figures: tuple[Figure, ...] = ()
    grade: str
    sources: tuple[str, ...] = Field(min_length=1)


class GuideLine(Value):
    """One row: what it is about, and a cell for each column of its guide."""

    about: str
    cells: tuple[str, ...] = Field(min_length=1)


class Guide(Value):
    """Things to know around a session, in rows."""

    id: str
    name: str
    lead: str
    columns: tuple[str, ...] = Field(min_length=1)
    lines: tuple[GuideLine, ...] = Field(min_length=1)
    claims: tuple[str, ...] = ()
    sources: tuple[str, ...] = Field(min_length=1)
