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
    margin: float
    """How far ``change`` may be off either way, 95 %, looked at once."""
    interval_low: float
    """95 % interval of the lasting change, made to be looked at after every visit: it trusts no
    single reading, so it moves less than ``change`` does. The claim rests on it."""
    interval_high: float
    rebound: float = 0.0
    """So much of the change is expected of anyone who starts this far from the average of their
    group (regression to the mean); already taken off the interval. 0 without a matching norm."""
    error: float
    """Standard error of one reading, in the measure's unit."""
    error_assumed: bool
    error_own: bool = False
    """It is the clinic's own."""
    error_basis: str = ""
    detectable: float
    """MDC95: how far two careful readings can differ without any change."""
    claim: Claim
    stands: bool = False
    """Improved or worse even after correcting for everything judged at once (Holm)."""
    missing: str
    """For "too early to tell": what would be needed."""
    missing_readings: int = 0
    """On other days, before stretching."""
    missing_days: int = 0
    readings: int
    set_aside: int = 0
    """Earlier readings taken in another way: methods are never mixed."""
    discomfort_known: bool = False
    """Whether it was asked at the start and now; unknown is not "no more than before"."""


class Acute(Value):
    """Before and after on one day. Fades within minutes to an hour; says nothing of tomorrow."""

    measure: str
    side: Side
    before: float
    after: float
    change: float
    """Positive is further."""
    interval_low: float
    """95 % interval, from the error of two readings."""
    interval_high: float
    error_assumed: bool


class Review(Value):
    changes: tuple[Change, ...]
    today: tuple[Acute, ...]
    tested: int
    """How many changes could be judged; the more, the likelier one false claim."""

    @property
    def standing(self) -> tuple[Change, ...]:
        """For a summary: what is improved or worse even after correcting for all judged at once."""
        return tuple(change for change in self.changes if change.stands)
