"""What changed, what only seems to have changed, and what fades by tonight."""

from datetime import date
from enum import StrEnum

from endrange.values import Side, Value


class Claim(StrEnum):
    IMPROVED = "improved"
    WORSE = "worse"
    UNCHANGED = "unchanged"
    """Shown to be within the smallest step that matters, not merely "not significant"."""
    TOO_EARLY = "too_early"
    FURTHER_AT_DISCOMFORT = "further_at_discomfort"


class Change(Value):
    """Lasting change of one measure on one side, against the error of measuring it."""

    measure: str
    side: Side
    since: date | None
    baseline: float | None
    latest: float | None
    change: float | None
    """In the measure's unit; positive is further."""
    interval_low: float | None
    interval_high: float | None
    error: float
    """Standard error of one reading, in the measure's unit."""
    error_assumed: bool
    detectable: float
    """MDC95: how far two careful readings can differ without any change."""
    claim: Claim
    missing: str
    """For "too early to tell": what would be needed."""
    readings: int


class Acute(Value):
    """Before and after on one day. Fades."""

    measure: str
    side: Side
    before: float
    after: float
    change: float
    """Positive is further."""


class Review(Value):
    changes: tuple[Change, ...]
    today: tuple[Acute, ...]
    tested: int
    """How many changes were judged; the more, the likelier one false claim."""
