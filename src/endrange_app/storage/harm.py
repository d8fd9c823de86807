"""What is written about harm: a report, and how it went on. Values, stored whole."""

from datetime import date
from enum import StrEnum

from pydantic import Field

from endrange.knowledge import Part, Phase
from endrange.values import Side, Value

LONGEST = 2000


class Moment(StrEnum):
    """When it happened, or was first noticed."""

    BEFORE = "before"
    DURING = "during"
    AT_ONCE = "at_once"
    """After letting go, still in the session."""
    HOURS_LATER = "hours_later"
    DAYS_LATER = "days_later"


class Causality(StrEnum):
    """How likely the session caused it (safety.md 7.1, in the manner of the WHO)."""

    UNRELATED = "unrelated"
    POSSIBLE = "possible"
    PROBABLE = "probable"
    CERTAIN = "certain"
    UNKNOWN = "unknown"


class Judged(StrEnum):
    """Whether it was expected, or could have been prevented. Unknown is never read as no."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Referral(StrEnum):
    NONE = "none"
    OWN_DOCTOR = "own_doctor"
    SAME_DAY = "same_day"
    EMERGENCY = "emergency"


class Outcome(StrEnum):
    """How it stands now."""

    GOING_ON = "going_on"
    RECOVERED = "recovered"
    LASTING = "lasting"
    """It will not change any more, and something remains."""
    UNKNOWN = "unknown"
    """They cannot be reached."""

    @property
    def is_final(self) -> bool:
        return self in (Outcome.RECOVERED, Outcome.LASTING)


class AdverseReport(Value):
    """What happened. Numbers are whole; what is not known is empty, and never nought."""

    severity: str = Field(min_length=1, max_length=1)
    """An id of the catalogue's severities."""
    happened_on: date
    what: str = Field(min_length=1, max_length=LONGEST)
    moment: Moment
    phase: Phase | None = None
    region: Part | None = None
    side: Side | None = None
    stretch: str = ""
    technique: str = ""
    angle_degrees: int | None = Field(default=None, ge=-180, le=180)
    """As far as it was taken."""
    planned_degrees: int | None = Field(default=None, ge=-180, le=180)
    onset_seconds: int | None = Field(default=None, ge=-3600, le=86_400)
    """From the start of the hold; before it negative."""
    seconds_to_release: int | None = Field(default=None, ge=0, le=3600)
    pain: int | None = Field(default=None, ge=0, le=10)
    reported_by: str = Field(default="", max_length=60)
    """Who said so first: the client, the helper, somebody else."""
    action: str = Field(default="", max_length=LONGEST)
    """What was done at once."""
    advice: str = Field(default="", max_length=LONGEST)
    referral: Referral = Referral.NONE
    causality: Causality = Causality.UNKNOWN
    expected: Judged = Judged.UNKNOWN
    preventable: Judged = Judged.UNKNOWN
    near_miss: bool = False
    """Nothing came of it, but it could have."""


class HarmFollowUp(Value):
    """How it went on."""

    on: date
    outcome: Outcome
    text: str = Field(default="", max_length=LONGEST)
    clinician_told: str = Field(default="", max_length=120)
    """Which clinician was told, where that was wanted; empty: nobody yet."""
