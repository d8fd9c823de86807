"""What somebody wants to reach, how far it is, and what may be said of getting there."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from endrange.knowledge import Further
from endrange.physiology import Unknown
from endrange.progress import (
    ActivityGoal,
    Forecast,
    Outlook,
    RangeGoal,
    Rating,
    activity_distance,
    range_distance,
    review,
)
from endrange.values import Side
from tests.builders import catalogue, measure, reading
from tests.tables import rows

DAY = date(2026, 9, 4)
SLR, DEFICIT = measure(), measure(further=Further.LOWER, low=-10, high=90)


def goal(target):
    return RangeGoal(measure="slr", side=Side.LEFT, target=target, set_on=DAY)


def change(values, of=SLR):
    leg = [reading(float(v), 14 * i) for i, v in enumerate(values.split())]
    return review(leg, catalogue(measures=(of,)), on=date(2027, 9, 1)).changes[0]


def expected(low, high):
    return Forecast(
        measure="slr",
        side=Side.LEFT,
        on=DAY,
        weeks=4,
        value=(low + high) / 2,
        low=low,
        high=high,
        error_assumed=False,
    )


WAYS = """
  readings          | target | forecast | to go | share | near | outlook | because
  57 57 60          | 80     |          | 20    | 0.13  | no   | unknown | nobody looked ahead
  57 57 60          | 80     | 62 70    | 20    | 0.13  | no   | beyond  | not in these weeks
  57 57 60          | 68     | 62 70    | 8     | 0.27  | no   | within  | inside the interval
  57 57 62          | 68     | 62 70    | 6     | 0.45  | yes  | within  | not to be told from there
  57 57 70          | 68     | 62 70    | 0     | 1     | no   | touched | one reading ahead
  57 57 70 71 72 73 72 | 60  |          | 0     | 1     | no   | reached | and it lasts
  57 57 50          | 68     |          | 18    | 0     | no   | unknown | further away than before
  57 57 60          | 55     |          | 0     | 1     | no   | reached | a goal behind the start
  57 57 50          | 55     |          | 5     | 0     | yes  | unknown | and lost again
"""


@pytest.mark.parametrize("row", rows(WAYS), ids=lambda row: row["because"])
def test_distance(row):
    ends = [float(v) for v in row["forecast"].split()]
    forecast = expected(*ends) if ends else None

    found = range_distance(goal(float(row["target"])), change(row["readings"]), SLR, forecast)

    assert found.to_go == float(row["to go"])
    assert found.share == pytest.approx(float(row["share"]), abs=0.01)
    assert found.within_error is (row["near"] == "yes")
    assert found.outlook == row["outlook"]


def test_no_forecast_is_no_outlook():
    found = range_distance(goal(80), change("57 57 60"), SLR, Unknown(because="x"))

    assert found.outlook is Outlook.UNKNOWN


def test_where_less_is_further_the_goal_lies_below():
    found = range_distance(goal(10), change("40 40 30", DEFICIT), DEFICIT, expected(8, 25))

    assert (found.start, found.now, found.target) == (40, 30, 10)
    assert (found.to_go, found.outlook) == (20, Outlook.WITHIN)
    assert found.share == pytest.approx(1 / 3)


@given(st.lists(st.integers(30, 120), min_size=1, max_size=6), st.integers(30, 120))
def test_a_distance_is_never_negative_and_a_share_never_beyond_one(values, target):
    found = range_distance(goal(target), change(" ".join(map(str, values))), SLR)

    assert found.to_go >= 0
    assert 0 <= found.share <= 1
    assert (found.to_go == 0) is (found.outlook in (Outlook.TOUCHED, Outlook.REACHED))


def shoes(*scores):
    ratings = tuple(Rating(on=DAY + timedelta(days=7 * i), score=s) for i, s in enumerate(scores))
    return ActivityGoal(words="Tie my shoes sitting", target=8, set_on=DAY, ratings=ratings)


def test_an_activity_in_their_own_words():
    found = activity_distance(shoes(3, 4, 6))

    assert found is not None
    assert (found.start, found.now, found.target, found.to_go) == (3, 6, 8, 2)
    assert found.share == pytest.approx(0.6)
    assert found.outlook is Outlook.UNKNOWN


def test_a_rating_that_is_there_claims_no_more_than_that():
    assert activity_distance(shoes(3, 9)).outlook is Outlook.TOUCHED


def test_before_any_rating_there_is_no_distance():
    assert activity_distance(shoes()) is None


@pytest.mark.parametrize("score", [-1, 11])
def test_a_rating_is_from_0_to_10(score):
    with pytest.raises(ValidationError):
        Rating(on=DAY, score=score)


def test_two_ratings_of_a_day_are_refused():
    with pytest.raises(ValidationError, match="one a day, oldest first"):
        ActivityGoal(
            words="Run",
            target=8,
            set_on=DAY,
            ratings=(Rating(on=DAY, score=3), Rating(on=DAY, score=4)),
        )
