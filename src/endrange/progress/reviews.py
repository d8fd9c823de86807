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
    since: date
    baseline: float
    """Mean of the first two readings, or the only one."""
    latest: float
    change: float
    """Latest less baseline as read, in the measure's unit; positive is further."""
    interval_low: float
    """95 % interval of the lasting change, made to be looked at after every visit: it trusts no
    single reading, so it moves less than ``change`` does. The claim rests on it."""
    interval_high: float
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
