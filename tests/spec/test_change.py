"""Did it really change? Each row is one leg, read before every session (SEM 2.5, MDC95 6.9)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endrange.assessment import Moment, Reading
from endrange.knowledge import Further
from endrange.progress import Claim, follow, review
from endrange.values import Side
from tests.builders import READING_DAY, catalogue, measure, reading
from tests.tables import rows

LATER = date(2027, 9, 1)
CATALOGUE = catalogue()


def series(values: str, every: int = 14) -> list[Reading]:
    return [reading(float(v), day=i * every) for i, v in enumerate(values.split())]


LEGS = """
  the leg                         | readings                | every | change | claim
  one visit                       | 57                      | 14    | 0      | too_early
  two visits                      | 57 67                   | 14    | 5      | too_early
  three visits in a week          | 57 57 75                | 3     | 18     | too_early
  one reading far ahead           | 57 57 75                | 14    | 18     | too_early
  and a second one like it        | 57 57 75 74             | 14    | 17     | improved
  six visits, climbing            | 57 57 60 64 67 70       | 14    | 13     | improved
  six visits, climbing less       | 57 59 58 62 64 67       | 14    | 9      | too_early
  six visits, hardly              | 66 67 65 68 69 70       | 14    | 3.5    | too_early
  six visits, falling             | 72 72 66 62 60 58       | 14    | -14    | worse
  many visits, level              | 60 60 61 59 60 61 60 60 | 14    | 0      | unchanged
  level, but for today            | 60 60 61 59 60 61 60 68 | 14    | 8      | too_early
"""


@pytest.mark.parametrize("row", rows(LEGS), ids=lambda row: row["the leg"])
def test_claim(row):
    leg = series(row["readings"], every=int(row["every"]))

    (change,) = review(leg, CATALOGUE, on=LATER).changes

    assert change.change == float(row["change"])
    assert change.claim == row["claim"]
    assert bool(change.missing) == (change.claim is Claim.TOO_EARLY)


def test_mdc95_is_the_published_arithmetic():
    """1.96 x 1.4142 x SEM = 2.772 SEM; a 90 % figure under the same name would be 2.326 SEM."""
    (change,) = review([reading(60)], CATALOGUE, on=LATER).changes

    assert change.error == 2.5
    assert change.detectable == pytest.approx(2.772 * 2.5, abs=0.001)


def test_another_examiner_makes_the_interval_wider():
    alone = series("57 57 64")
    changed = [*alone[:2], reading(64, day=28, examiner="kim")]

    (by_one,) = review(alone, CATALOGUE, on=LATER).changes
    (by_two,) = review(changed, CATALOGUE, on=LATER).changes

    assert by_two.error == 3.7
    assert by_two.interval_high - by_two.interval_low > by_one.interval_high - by_one.interval_low


def test_methods_are_never_mixed():
    readings = [*series("57 58 57 58"), reading(75, day=56, instrument="goniometer")]

    (change,) = review(readings, CATALOGUE, on=LATER).changes

    assert change.readings == 1
    assert change.claim is Claim.TOO_EARLY


@pytest.mark.parametrize(
    ("discomfort", "claim"),
    [(None, Claim.IMPROVED), (5, Claim.IMPROVED), (6, Claim.FURTHER_AT_DISCOMFORT)],
)
def test_further_at_more_discomfort_is_not_improved(discomfort, claim):
    readings = [
        reading(57, 0, discomfort=3),
        reading(57, 14, discomfort=3),
        reading(75, 28, discomfort=3),
        reading(76, 42, discomfort=discomfort),
    ]

    (change,) = review(readings, CATALOGUE, on=LATER).changes

    assert change.claim is claim


def test_the_last_reading_of_a_day_counts_once():
    readings = [reading(40), reading(58), reading(57, 14), reading(75, 28)]

    (change,) = review(readings, CATALOGUE, on=LATER).changes

    assert change.readings == 3
    assert change.baseline == 57.5


def test_less_centimetres_can_be_further():
    reach = measure("reach", unit="cm", further=Further.LOWER)
    known = catalogue(measures=(reach,))
    readings = [reading(v, 14 * i, measure="reach") for i, v in enumerate((20, 20, 6, 5, 4))]

    (change,) = review(readings, known, on=LATER).changes

    assert change.claim is Claim.IMPROVED
    assert change.change == 16
    assert (change.baseline, change.latest) == (20, 4)


def test_today_is_kept_apart():
    readings = [
        reading(67, 0),
        reading(73, 0, moment=Moment.AFTER, taken_at=READING_DAY + timedelta(hours=1)),
        reading(60, 0, side=Side.RIGHT),
    ]

    result = review(readings, CATALOGUE, on=READING_DAY.date())

    assert [(a.side, a.change) for a in result.today] == [(Side.LEFT, 6)]
    assert result.tested == 2
    assert {c.claim for c in result.changes} == {Claim.TOO_EARLY}


def test_what_comes_after_the_day_is_left_out():
    result = review(series("57 57 75"), CATALOGUE, on=READING_DAY.date())

    assert result.changes[0].readings == 1


ANGLES = st.lists(st.integers(20, 120), min_size=3, max_size=8)


@given(ANGLES, st.integers(1, 60))
def test_adding_degrees_to_the_latest_never_lowers_the_change(angles, more):
    lower = follow([float(a) for a in angles], [2.5] * len(angles))
    higher = follow([float(a) for a in [*angles[:-1], angles[-1] + more]], [2.5] * len(angles))

    assert higher.change > lower.change


@given(ANGLES, st.integers(-30, 30))
def test_moving_all_readings_moves_no_change(angles, shift):
    here = follow([float(a) for a in angles], [2.5] * len(angles))
    there = follow([float(a + shift) for a in angles], [2.5] * len(angles))

    assert there.change == pytest.approx(here.change, abs=1e-9)
    assert there.change_sd == pytest.approx(here.change_sd)


@given(ANGLES)
def test_the_mirrored_leg_gets_the_mirrored_claim(angles):
    leg = [reading(a, i * 14) for i, a in enumerate(angles)]
    other = [r.replace(side=Side.RIGHT) for r in leg]

    (left,) = review(leg, CATALOGUE, on=LATER).changes
    (right,) = review(other, CATALOGUE, on=LATER).changes

    assert left.replace(side=Side.RIGHT) == right


@given(ANGLES, st.floats(1.0, 3.0))
def test_a_larger_error_never_narrows_the_interval(angles, times):
    values = [float(a) for a in angles]
    assert (
        follow(values, [2.5 * times] * len(values)).change_sd
        >= follow(values, [2.5] * len(values)).change_sd - 1e-12
    )
