"""Did it work? Readings in, Review out; and what may be said of the weeks to come."""

from endrange.progress.dosing import doses
from endrange.progress.forecasting import Dosed, Forecast, forecast
from endrange.progress.goals import (
    BEST,
    ActivityGoal,
    Distance,
    Outlook,
    RangeGoal,
    Rating,
    activity_distance,
    range_distance,
)
from endrange.progress.level import Belief, follow, is_surprising
from endrange.progress.reviewing import measure_again, review
from endrange.progress.reviews import Acute, Change, Claim, Review
from endrange.progress.sentences import (
    Said,
    Sentence,
    of_forecast,
    of_plans,
    of_programme,
    of_time_off,
    of_today,
)

__all__ = [
    "BEST",
    "ActivityGoal",
    "Acute",
    "Belief",
    "Change",
    "Claim",
    "Distance",
    "Dosed",
    "Forecast",
    "Outlook",
    "RangeGoal",
    "Rating",
    "Review",
    "Said",
    "Sentence",
    "activity_distance",
    "doses",
    "follow",
    "forecast",
    "is_surprising",
    "measure_again",
    "of_forecast",
    "of_plans",
    "of_programme",
    "of_time_off",
    "of_today",
    "range_distance",
    "review",
]
