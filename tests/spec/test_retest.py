"""A clinic's own error from its own repeats, with the interval of the estimate."""

from datetime import timedelta
from random import Random
from statistics import correlation

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from endrange.assessment import Moment, Pair, from_pairs, from_sessions, pooled, unfit
from endrange.assessment.retest import ONE_WAY, bounds
from endrange.values import Side
from tests.builders import READING_DAY, reading
from tests.tables import rows

TEN = [(60, 63), (70, 68), (55, 59), (80, 77), (65, 65)]
TEN = [*TEN, (72, 76), (58, 57), (90, 88), (75, 80), (66, 64)]


def pair(first, second, apart=7, **changes):
    return Pair(first=reading(first), second=reading(second, apart, **changes))


def pairs(**changes):
    return [pair(first, second, **changes) for first, second in TEN]


def test_why_two_readings_are_no_pair():
    assert unfit(pair(60, 63)) is None
    assert unfit(pair(60, 63, apart=15)).because.endswith("not 1 to 14 days apart.")
    assert unfit(pair(60, 63, instrument="tape")).because.endswith("they are not mixed.")


def test_the_sd_of_the_differences_over_the_root_of_two():
    """Differences 3 -2 4 -3 0 4 -1 -2 5 -2: mean 0.6, variance 9.378; half of it, its root."""
    own = from_pairs(pairs())

    assert own.value == pytest.approx(2.165, abs=0.001)
    assert own.low == pytest.approx(0.69 * own.value, abs=0.01)
    assert own.high == pytest.approx(1.83 * own.value, abs=0.02)
    assert (own.measure, own.instrument, own.pairs) == ("slr", "inclinometer", 10)
    assert own.same_examiner


BOUNDS = """
  degrees | low  | high  | because
  9       | 0.69 | 1.83  | ten pairs, as the evidence prints it
  1       | 0.45 | 31.91 | next to nothing is known
  5       | 0.62 | 2.45  | six sessions of one client
  100     | 0.88 | 1.16  | a large clinic
"""


@pytest.mark.parametrize("row", rows(BOUNDS), ids=lambda row: row["because"])
def test_the_interval_of_an_estimate(row):
    low, high = bounds(int(row["degrees"]))

    assert low == pytest.approx(float(row["low"]), abs=0.005)
    assert high == pytest.approx(float(row["high"]), abs=0.005)


@settings(max_examples=30)
@given(st.integers(1, 3000))
def test_more_repeats_never_make_the_interval_wider(degrees):
    (low, high), (lower, higher) = bounds(degrees + 1), bounds(degrees)

    assert lower <= low < 1 < high <= higher


def test_what_all_second_readings_share_is_no_error():
    shifted = [pair(first, second + 4) for first, second in TEN]

    assert from_pairs(shifted).value == pytest.approx(from_pairs(pairs()).value)


def test_two_examiners_are_an_error_of_their_own():
    assert not from_pairs(pairs(examiner="kim")).same_examiner


def refusal(found):
    assert not hasattr(found, "value")
    return found.because


def test_nine_pairs_are_too_few():
    assert refusal(from_pairs(pairs()[1:])) == "People measured twice: 9; 1 more are needed."


MIXED = [
    ({"instrument": "goniometer"}, "not mixed"),
    ({"end_criterion": "pain"}, "not mixed"),
    ({"moment": Moment.AFTER}, "after stretching"),
    ({"examiner": "kim"}, "take them apart"),
    ({"taken_at": READING_DAY}, "not 1 to 14 days apart"),
    ({"taken_at": READING_DAY + timedelta(hours=1)}, "not 1 to 14 days apart"),
    ({"taken_at": READING_DAY + timedelta(days=15)}, "not 1 to 14 days apart"),
]


@pytest.mark.parametrize(("changes", "because"), MIXED)
def test_one_odd_pair_refuses_the_estimate(changes, because):
    odd = Pair(first=reading(60), second=reading(61, 7).replace(**changes))

    assert because in refusal(from_pairs([*pairs(), odd]))


def test_copied_repeats_are_no_repeats():
    assert "copied" in refusal(from_pairs([pair(v, v) for v in range(50, 60)]))


def test_one_stable_client_six_times():
    own = from_sessions([reading(v, 7 * i) for i, v in enumerate((60, 62, 58, 61, 59, 60))])

    assert own.value == pytest.approx(1.414, abs=0.001)
    assert own.high == pytest.approx(2.45 * own.value, abs=0.01)
    assert own.same_examiner


def six(**changes):
    rows_ = [reading(60 + i % 3, 7 * i) for i in range(6)]
    return [*rows_[:5], rows_[5].replace(**changes)]


SESSIONS = [
    ({"side": Side.RIGHT}, "two sides"),
    ({"taken_at": READING_DAY + timedelta(hours=2)}, "a session is a day"),
    ({"instrument": "goniometer"}, "not mixed"),
    ({"moment": Moment.AFTER}, "after stretching"),
    ({"taken_at": READING_DAY + timedelta(days=43)}, "more than 14 days apart"),
    ({"value": 90}, None),
]


@pytest.mark.parametrize(("changes", "because"), SESSIONS)
def test_one_odd_session_refuses_the_estimate(changes, because):
    found = from_sessions(six(**changes))

    assert found.value > 3 if because is None else because in refusal(found)


TRENDS = """
  readings                        | told    | because
  60 61 62 63 64 65               | one way | r = 1
  65 64 63 62 61 60               | one way | a loss is a change too
  60 62 61 63 62 64               | one way | r = 0.83, above 0.811
  60 62 61 63 62 62               |         | r = 0.62
  60 61 60 62 61 62 60            |         | seven, r = 0.26
  60 61 60 62 62 62 63            | one way | seven, r = 0.89, above 0.754
  60 60 60 60 60 60               | copied  | equal, not a trend
  60 62 58 61 59 60 60 62 58 61 59 60    |  | twelve
  60 62 58 61 59 60 60 62 58 61 59 60 61 | at most 12 | thirteen
"""


@pytest.mark.parametrize("row", rows(TRENDS), ids=lambda row: row["because"])
def test_somebody_who_goes_one_way_is_not_stable(row):
    values = [float(value) for value in row["readings"].split()]

    found = from_sessions([reading(v, 7 * day) for day, v in reversed(list(enumerate(values)))])

    assert found.value > 0 if not row["told"] else row["told"] in refusal(found)


@pytest.mark.parametrize("count", ONE_WAY)
def test_above_which_correlation_a_trend_is_not_chance(count):
    """Of 4,000 unchanged people about 5 in 100 lie above it."""
    rng = Random(count)  # noqa: S311  a simulation, with its seed
    days = range(count)
    drawn = ([rng.gauss(0, 1) for _ in days] for _ in range(4000))
    beyond = sum(abs(correlation(days, values)) > ONE_WAY[count] for values in drawn)

    assert beyond / 4000 == pytest.approx(0.05, abs=0.012)


def test_several_estimates_are_pooled_by_what_they_rest_on():
    """Ten pairs (2.165, 9 degrees) and six sessions (1.414, 5): the root of (42.2 + 10) / 14."""
    one = from_sessions([reading(v, 7 * i) for i, v in enumerate((60, 62, 58, 61, 59, 60))])

    both = pooled([from_pairs(pairs()), one])

    assert both.value == pytest.approx(1.931, abs=0.001)
    assert (both.degrees, both.pairs) == (14, 16)
    assert both.low == pytest.approx(0.73 * both.value, abs=0.01)
    assert both.high == pytest.approx(1.58 * both.value, abs=0.01)
    assert pooled([one]) == one


def test_five_sessions_are_too_few_and_another_examiner_is_told():
    assert refusal(from_sessions(six()[:5])) == "Sessions: 5; 1 more are needed."
    assert not from_sessions(six(examiner="kim")).same_examiner
