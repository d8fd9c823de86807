"""Did it really change? Each row is one leg, read before every session (SEM 2.5, MDC95 6.9)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endrange.assessment import Moment, Origin, OwnError, Person, Reading, WarmUp
from endrange.knowledge import Further, Group, Norm
from endrange.progress import Claim, follow, is_surprising, measure_again, review
from endrange.values import Side
from tests.builders import OURS, READING_DAY, catalogue, measure, reading
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
  improved, and back today        | 57 57 75 74 76 75 57    | 14    | 0      | too_early
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

    assert (change.readings, change.set_aside) == (1, 4)
    assert change.claim is Claim.TOO_EARLY


def test_what_a_client_reads_at_home_is_never_mixed_with_the_practitioners():
    readings = [*series("57 58 57 58"), reading(75, day=56, origin=Origin.HOME)]

    (change,) = review(readings, CATALOGUE, on=LATER).changes

    assert (change.readings, change.set_aside) == (1, 4)


def test_another_warm_up_makes_the_reading_less_certain():
    cold = [r.replace(warm_up=WarmUp.NONE) for r in series("57 57 64")]
    warm = [*cold[:2], cold[2].replace(warm_up=WarmUp.TRAINING)]
    not_noted = [*cold[:2], cold[2].replace(warm_up=None)]

    errors = [
        review(each, CATALOGUE, on=LATER).changes[0].error for each in (cold, warm, not_noted)
    ]

    assert errors == [2.5, pytest.approx(2.75), 2.5]


def test_a_clinics_own_error_decides():
    climbing = series("57 59 58 62 64 67")
    own = OwnError(
        measure="slr",
        instrument="inclinometer",
        same_examiner=True,
        value=1.5,
        low=1.0,
        high=2.7,
        pairs=10,
    )

    (change,) = review(climbing, CATALOGUE, on=LATER, own=(own,)).changes

    assert (change.error, change.error_own) == (1.5, True)
    assert change.claim is Claim.IMPROVED
    assert "own" in change.error_basis


def test_the_margin_of_the_printed_change_is_that_of_one_look():
    """1.96 x SEM x sqrt(1 + 1/2): two baselines, one latest."""
    (change,) = review(series("57 57 64"), CATALOGUE, on=LATER).changes

    assert change.margin == pytest.approx(1.96 * 2.5 * 1.5**0.5)


def test_what_is_missing_is_told_in_numbers_too():
    two, three = (
        review(series("57 57"), CATALOGUE, on=LATER),
        review(series("57 57 60", every=3), CATALOGUE, on=LATER),
    )

    assert (two.changes[0].missing_readings, two.changes[0].missing_days) == (1, 0)
    assert (three.changes[0].missing_readings, three.changes[0].missing_days) == (0, 4)


def test_back_where_it_began_is_said():
    (change,) = review(series("57 57 75 74 76 75 57"), CATALOGUE, on=LATER).changes

    assert change.interval_low > 0
    assert change.missing.startswith("The latest reading is back where it began.")


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
    assert change.discomfort_known is (discomfort is not None)


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

    (today,) = result.today
    assert (today.side, today.change) == (Side.LEFT, 6)
    assert today.interval_low == pytest.approx(6 - 6.93, abs=0.01)
    assert today.interval_high == pytest.approx(6 + 6.93, abs=0.01)
    assert result.tested == 0
    assert {c.claim for c in result.changes} == {Claim.TOO_EARLY}


GROUP = Norm.model_validate(
    {
        "id": "students",
        "measure": "slr",
        "movement": "HIP flexion",
        "group": Group(who="Students", age_low=18, age_high=40),
        "active": False,
        "method": "Inclinometer",
        "n": 100,
        "unit": "deg",
        "mean": 75,
        "sd": 8,
        "status": "read",
        "sources": OURS,
    }
)
YOUNG = Person(age=30)

STARTS = """
  start | readings          | rebound | claim     | because
  low   | 55 55 62 64 64 66 | 0.93    | too_early | so much comes back by itself
  low   | 55 55 66 68 68 70 | 0.93    | improved  | more than that
  high  | 95 95 88 86 86 84 | -0.93   | too_early | down to the average as well
"""


@pytest.mark.parametrize("row", rows(STARTS), ids=lambda row: row["because"])
def test_regression_to_the_mean_is_taken_off(row):
    """Two baselines, SEM 2.5, SD 8: 3.125 of 67.125 of the distance to the average."""
    known = catalogue(norms=(GROUP,))
    (aware,) = review(series(row["readings"]), known, on=LATER, person=YOUNG).changes
    (plain,) = review(series(row["readings"]), known, on=LATER).changes

    assert aware.rebound == pytest.approx(float(row["rebound"]), abs=0.005)
    assert aware.claim == row["claim"]
    assert plain.rebound == 0
    assert plain.claim in (Claim.IMPROVED, Claim.WORSE)


def test_without_a_group_of_theirs_nothing_is_taken_off():
    known = catalogue(norms=(GROUP,))

    (change,) = review(series("55 55 64"), known, on=LATER, person=Person(age=60)).changes

    assert change.rebound == 0


@given(
    st.lists(st.integers(30, 120), min_size=3, max_size=8),
)
def test_knowing_the_group_never_makes_a_claim_bolder(angles):
    leg = [reading(a, i * 14) for i, a in enumerate(angles)]
    known = catalogue(norms=(GROUP,))

    (plain,) = review(leg, known, on=LATER).changes
    (aware,) = review(leg, known, on=LATER, person=YOUNG).changes

    assert aware.interval_low <= plain.interval_low
    assert aware.interval_high >= plain.interval_high


FEW_DEGREES = "57 57 60 62 64 66 66"


def many(unchanged):
    """One leg that improved a little, among so many measures that did not change."""
    names = [f"m{number}" for number in range(unchanged)]
    known = catalogue(measures=(measure(), *(measure(name) for name in names)))
    still = [
        reading(60, 14 * i, measure=name) for name in names for i in range(len(FEW_DEGREES.split()))
    ]
    return review([*series(FEW_DEGREES), *still], known, on=LATER)


def test_many_measures_at_once_are_corrected_for():
    alone, among = many(0), many(23)

    assert [change.claim for change in alone.standing] == [Claim.IMPROVED]
    assert among.changes[0].claim is Claim.IMPROVED
    assert among.standing == ()
    assert (alone.tested, among.tested) == (1, 24)


def test_what_stands_among_many_is_listed():
    known = catalogue(measures=(measure(), measure("other")))
    clear = [reading(v, 14 * i, measure="other") for i, v in enumerate((80, 80, 60, 60, 60, 60))]

    result = review([*series("57 57 75 75 75 75"), *clear], known, on=LATER)

    assert [(c.measure, c.claim) for c in result.standing] == [
        ("slr", Claim.IMPROVED),
        ("other", Claim.WORSE),
    ]


def test_too_few_readings_are_not_counted_among_the_tests():
    result = review([*series("57 57 75 75 75"), reading(60, side=Side.RIGHT)], CATALOGUE, on=LATER)

    assert result.tested == 1
    assert result.changes[1].claim is Claim.TOO_EARLY


def test_after_a_long_pause_the_level_may_be_anywhere():
    """A year without a reading: the next one counts for more than after a week."""
    values, errors = [57.0, 57, 66, 66, 57], [2.5] * 5

    weekly = follow(values, errors, (0, 7, 14, 21, 28))
    paused = follow(values, errors, (0, 7, 14, 21, 386))

    assert abs(paused.now - 57) < abs(weekly.now - 57)
    assert paused.change_sd > weekly.change_sd


def test_somebody_who_always_comes_rarely_has_no_pause():
    values, errors = [57.0, 57, 60, 64], [2.5] * 4

    assert follow(values, errors, (0, 90, 180, 270)) == follow(values, errors, (0, 7, 14, 21))


SURPRISES = """
  before   | new | again | because
  57       | 90  | no    | one reading is no expectation
  57 58    | 64  | no    | far, but such days happen
  57 58    | 68  | yes   | more than three of its standard deviations
  57 58    | 46  | yes   | below as well
  57 58 68 | 68  | no    | a second one like it
"""


@pytest.mark.parametrize("row", rows(SURPRISES), ids=lambda row: row["because"])
def test_a_reading_far_off_is_taken_again(row):
    before = [float(v) for v in row["before"].split()]

    again = is_surprising(float(row["new"]), 2.5, before, [2.5] * len(before))

    assert again is (row["again"] == "yes")


AGAIN = [
    ({}, 75, True),
    ({}, 62, False),
    ({"instrument": "goniometer"}, 75, False),
    ({"side": Side.RIGHT}, 75, False),
    ({"moment": Moment.AFTER}, 75, False),
]


@pytest.mark.parametrize(("before", "value", "again"), AGAIN)
def test_a_new_reading_is_held_against_those_taken_like_it(before, value, again):
    earlier = [each.replace(**before) for each in series("57 58 57")]
    same_day = reading(40, day=42)

    assert measure_again(reading(value, 42), [*earlier, same_day], CATALOGUE) is again
    assert not measure_again(reading(value, 42, moment=Moment.AFTER), earlier, CATALOGUE)


def test_what_comes_after_the_day_is_left_out():
    result = review(series("57 57 75"), CATALOGUE, on=READING_DAY.date())

    assert result.changes[0].readings == 1


ANGLES = st.lists(st.integers(20, 120), min_size=3, max_size=8)


@given(ANGLES, st.integers(1, 60))
def test_adding_degrees_to_the_latest_never_lowers_the_change(angles, more):
    lower = follow([float(a) for a in angles], [2.5] * len(angles))
    higher = follow([float(a) for a in [*angles[:-1], angles[-1] + more]], [2.5] * len(angles))

    assert higher.change >= lower.change


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
