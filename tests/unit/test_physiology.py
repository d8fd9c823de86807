"""Dose and response against the numbers the model must reproduce."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from endrange.physiology import (
    PARAMETERS,
    Parameter,
    acute_share,
    level_after,
    share,
    stimulus,
)
from tests.tables import rows

SECONDS = st.floats(0, 1200)
LEVELS = st.floats(0, 1)

STIMULUS = """
  what                          | seconds | per_week | stimulus
  nothing                       | 0       | 5        | 0
  three holds of 30, five days  | 90      | 5        | 0.972
  one long session a week       | 360     | 1        | 0.609
  two minutes, three days       | 120     | 3        | 0.910
"""


@pytest.mark.parametrize("row", rows(STIMULUS), ids=lambda row: row["what"])
def test_weekly_stimulus(row: dict[str, str]) -> None:
    found = stimulus(float(row["seconds"]), float(row["per_week"]))

    assert float(row["stimulus"]) == pytest.approx(found, abs=0.002)


def test_course_over_weeks() -> None:
    """Six weeks of training, four off, then keeping it with three or with one a week."""
    trained = level_after(0, stimulus(90, 5), 6)

    assert trained == pytest.approx(0.703, abs=0.002)
    assert level_after(trained, 0, 4) == pytest.approx(0.185, abs=0.002)
    assert level_after(trained, stimulus(90, 3), 6) == pytest.approx(0.834, abs=0.002)
    assert level_after(trained, stimulus(90, 1), 6) == pytest.approx(0.538, abs=0.002)


@pytest.mark.parametrize(("minutes", "there"), [(0, 0.992), (6, 0.533), (30, 0.174)])
def test_todays_gain_fades(minutes: float, there: float) -> None:
    assert acute_share(120, minutes) == pytest.approx(there, abs=0.002)


def test_no_time_no_benefit() -> None:
    assert share(0) == 0
    assert acute_share(0, 0) == 0


def test_three_shorter_sessions_beat_one_long() -> None:
    assert stimulus(120, 3) > stimulus(360, 1)


@given(SECONDS, st.floats(1, 60), st.floats(0.5, 7), st.floats(0.1, 3))
def test_stimulus_rises_with_seconds_and_sessions(
    seconds: float, more: float, per_week: float, oftener: float
) -> None:
    least = stimulus(seconds, per_week)

    assert stimulus(seconds + more, per_week) >= least
    assert stimulus(seconds, per_week + oftener) >= least
    assert 0 <= least < 1


@given(SECONDS, st.floats(1, 60))
def test_each_second_brings_less_than_the_one_before(seconds: float, step: float) -> None:
    first, second, third = (share(seconds + n * step) for n in range(3))

    assert first <= second <= third <= 1
    assert third - second <= second - first + 1e-12


@given(LEVELS, LEVELS, st.floats(0, 52))
def test_level_moves_towards_the_stimulus_and_never_past_it(
    level: float, towards: float, weeks: float
) -> None:
    after = level_after(level, towards, weeks)

    assert min(level, towards) - 1e-12 <= after <= max(level, towards) + 1e-12


@given(st.floats(0.01, 1), st.floats(0.1, 52))
def test_level_falls_without_a_dose(level: float, weeks: float) -> None:
    assert level_after(level, 0, weeks) < level


@given(st.floats(1, 600), st.lists(st.floats(0, 600), min_size=2, max_size=5))
def test_todays_gain_only_fades(seconds: float, minutes: list[float]) -> None:
    there = [acute_share(seconds, since) for since in sorted(minutes)]

    assert all(later <= earlier for earlier, later in pairwise(there))


def test_every_parameter_says_where_it_comes_from_and_how_far_it_may_be_off() -> None:
    for name, parameter in PARAMETERS.items():
        assert parameter.low < parameter.value < parameter.high, name
        assert parameter.basis, name
        if "ours" in parameter.sources:
            assert parameter.basis.startswith("Ours"), name


def test_a_value_outside_its_interval_is_refused() -> None:
    with pytest.raises(ValidationError, match=r"5\.0 is not within 1\.0 to 2\.0"):
        Parameter(value=5, low=1, high=2, unit="s", means="m", basis="b", sources=("ours",))
