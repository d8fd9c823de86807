"""What somebody wants to reach: a range, or something of their own life, in their own words."""

from datetime import date
from enum import StrEnum
from statistics import NormalDist

from pydantic import Field, model_validator

from endrange.assessment import Z95
from endrange.knowledge import Measure
from endrange.physiology import Unknown
from endrange.progress.forecasting import Forecast
from endrange.progress.reviews import Change
from endrange.progress.series import signed
from endrange.values import Side, Value

SURE = 0.8
"""How likely the lasting change must go as far as the goal to say "reached" (ours)."""

BEST = 10
"""Of a rating: as well as they wish. 0: not at all."""


class RangeGoal(Value):
    """A value of a measure, in its unit, on one side."""

    measure: str
    side: Side
    target: float
    set_on: date
    words: str = ""
    """Why, as the client said it."""


class Rating(Value):
    """How well an activity went, 0 not at all, 10 as well as they wish: the client's own."""

    on: date
    score: int = Field(ge=0, le=BEST)


class ActivityGoal(Value):
    """An activity of the client's own, in their own words, such as "tie my shoes sitting"."""

    words: str = Field(min_length=1)
    target: int = Field(ge=1, le=BEST)
    set_on: date
    ratings: tuple[Rating, ...] = ()

    @model_validator(mode="after")
    def _ratings_are_in_order(self) -> "ActivityGoal":
        days = [rating.on for rating in self.ratings]
        if days != sorted(set(days)):
            raise ValueError("ratings are one a day, oldest first")
        return self


class Outlook(StrEnum):
    """Whether a forecast holds a goal; never a date."""

    REACHED = "reached"
    """The latest reading is there, and the lasting change allows for it."""
    TOUCHED = "touched"
    """The latest reading is there; a single reading may be ahead by its error."""
    WITHIN = "within"
    """Inside the interval of the forecast."""
    BEYOND = "beyond"
    """Further than the forecast reaches: not in these weeks, if they go on as now."""
    UNKNOWN = "unknown"


class Distance(Value):
    """How far a goal is, in its unit, and what may be said of getting there."""

    start: float
    now: float
    target: float
    to_go: float
    """0 once there."""
    share: float
    """Of the way from start to target, 0 to 1."""
    within_error: bool = False
    """The rest is less than two readings can differ by: not to be told from there."""
    outlook: Outlook


def range_distance(
    goal: RangeGoal,
    change: Change,
    measure: Measure,
    forecast: Forecast | Unknown | None = None,
) -> Distance:
    """Return how far the latest reading is from a goal, and whether the forecast holds it."""
    start, now, target = (
        signed(value, measure) for value in (change.baseline, change.latest, goal.target)
    )
    to_go = max(0.0, target - now)
    return Distance(
        start=change.baseline,
        now=change.latest,
        target=goal.target,
        to_go=to_go,
        share=_share(start, now, target),
        within_error=0 < to_go <= change.detectable,
        outlook=_outlook(target, change, measure, forecast),
    )


def _share(start: float, now: float, target: float) -> float:
    if target <= start:
        return 1.0 if now >= target else 0.0
    return min(1.0, max(0.0, (now - start) / (target - start)))


def _outlook(
    target: float, change: Change, measure: Measure, forecast: Forecast | Unknown | None
) -> Outlook:
    if signed(change.latest, measure) >= target:
        sure = _surely(change) >= target - signed(change.baseline, measure)
        return Outlook.REACHED if sure else Outlook.TOUCHED
    if not isinstance(forecast, Forecast):
        return Outlook.UNKNOWN
    furthest = max(signed(forecast.low, measure), signed(forecast.high, measure))
    return Outlook.WITHIN if target <= furthest else Outlook.BEYOND


def _surely(change: Change) -> float:
    """The lasting change that is exceeded with 80 %."""
    middle = (change.interval_low + change.interval_high) / 2
    sd = (change.interval_high - change.interval_low) / (2 * Z95)
    return middle - NormalDist().inv_cdf(SURE) * sd


def activity_distance(goal: ActivityGoal) -> Distance | None:
    """Return how far the latest rating is from the one wished for; None before any rating.

    A rating is what the client says. No error of it is known, so nothing is claimed or forecast.
    """
    if not goal.ratings:
        return None
    start, now = goal.ratings[0].score, goal.ratings[-1].score
    return Distance(
        start=start,
        now=now,
        target=goal.target,
        to_go=max(0, goal.target - now),
        share=_share(start, now, goal.target),
        outlook=Outlook.TOUCHED if now >= goal.target else Outlook.UNKNOWN,
    )
