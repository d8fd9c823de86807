"""The numbers that prediction must reproduce, and what must hold for all inputs."""

from math import exp

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from endrange.knowledge import load
from endrange.physiology import (
    PREDICTION,
    Z80,
    Bank,
    Passed,
    Programme,
    Ranking,
    Ratio,
    Response,
    Unknown,
    acute_share,
    compare,
    programme_size,
    response_of,
    stimulus,
)
from tests.tables import rows

USUAL = Programme(weeks=6, per_week=5, seconds=90)
DAILY = stimulus(90, 5)

SIZES = """
  response | mean  | low   | high  | table
  AKE      | 8.47  | -0.37 | 17.31 | 0 to 17
  DF       | 4.79  | -0.18 | 9.76  | 0 to 10
  SLR      | 12.83 | -0.42 | 26.08 | 0 to 26
  PKE      | 8.51  | -0.32 | 17.34 | 0 to 17
  HF       | 12.90 | -0.88 | 26.68 | -1 to 27
  KF       | 7.18  | -0.66 | 15.02 | -1 to 15
  SIR      | 10.46 | -1.29 | 22.21 | -1 to 22
  SER      | 11.64 | -1.65 | 24.93 | -2 to 25
"""


@pytest.mark.parametrize("row", rows(SIZES), ids=lambda row: row["response"])
def test_size_of_a_programme(row):
    gain = programme_size(Response(row["response"]), USUAL)

    assert gain.mean == pytest.approx(float(row["mean"]), abs=0.005)
    assert gain.low == pytest.approx(float(row["low"]), abs=0.005)
    assert gain.high == pytest.approx(float(row["high"]), abs=0.005)
    assert f"{round(gain.low)} to {round(gain.high)}" == row["table"]


REFUSED = """
  weeks | per week | seconds | because
  1     | 5        | 90      | Studies lasted 3 to 12 weeks, not 1.
  13    | 5        | 90      | Studies lasted 3 to 12 weeks, not 13.
  6     | 1        | 90      | Studies had at least 2 sessions a week.
  6     | 5        | 30      | Studies had at least 60 s under stretch in a session.
"""


@pytest.mark.parametrize("row", rows(REFUSED), ids=lambda row: row["because"])
def test_no_size_outside_what_was_studied(row):
    programme = Programme(weeks=row["weeks"], per_week=row["per week"], seconds=row["seconds"])

    assert programme_size(Response.DORSIFLEXION, programme) == Unknown(because=row["because"])


def test_no_size_of_a_test_nobody_studied():
    assert programme_size(None, USUAL) == Unknown(because="No trials of this test were found.")


@given(
    st.sampled_from(Response),
    st.floats(3, 12),
    st.floats(2, 7),
    st.floats(60, 600),
    st.floats(0, 9),
)
def test_the_size_is_one_for_all_plans_and_a_larger_error_never_narrows_it(
    response, weeks, per_week, seconds, sem
):
    programme = Programme(weeks=weeks, per_week=per_week, seconds=seconds)

    plain, read = programme_size(response, programme), programme_size(response, programme, sem)

    assert plain == programme_size(response, USUAL)
    assert read.low <= plain.low < plain.high <= read.high


def test_every_response_is_of_measures_in_degrees():
    known = load()

    assert set(PREDICTION.responses) == set(Response)
    for response, studied in PREDICTION.responses.items():
        for measure in studied.measures:
            assert known.measure(measure).unit == "deg"
            assert response_of(measure) is response
    assert response_of("pec_minor_length") is None


PLANS = """
  one               | other             | ranking        | because
  6 weeks 3 x 120 s | 6 weeks 1 x 360 s | likely_more    | the same minutes in more sessions
  6 weeks 1 x 360 s | 6 weeks 3 x 120 s | likely_less    | and the other way round
  6 weeks 5 x 120 s | 6 weeks 5 x 60 s  | about_the_same | minutes saturate
  6 weeks 3 x 90 s  | 6 weeks 3 x 60 s  | about_the_same | too close to tell
  12 weeks 3 x 90 s | 3 weeks 3 x 90 s  | likely_more    | more weeks
"""


def plan(text):
    weeks, _, per_week, _, seconds, _ = text.split()
    return Programme(weeks=weeks, per_week=per_week, seconds=seconds)


@pytest.mark.parametrize("row", rows(PLANS), ids=lambda row: row["because"])
def test_plans_are_ranked_only_when_they_can_be_told_apart(row):
    assert compare(plan(row["one"]), plan(row["other"])).ranking == row["ranking"]


RATIOS = """
  low  | median | high | ranking
  1.16 | 1.3    | 1.6  | likely_more
  1.14 | 1.3    | 1.6  | about_the_same
  0.5  | 0.7    | 0.86 | likely_less
  0.5  | 0.7    | 0.88 | about_the_same
"""


@pytest.mark.parametrize("row", rows(RATIOS), ids=lambda row: f"{row['low']} to {row['high']}")
def test_the_whole_interval_has_to_lie_outside(row):
    ratio = Ratio(low=row["low"], median=row["median"], high=row["high"])

    assert ratio.ranking == row["ranking"]


PROGRAMMES = st.builds(
    Programme, weeks=st.floats(1, 52), per_week=st.floats(0.5, 14), seconds=st.floats(10, 1200)
)


@settings(max_examples=40)
@given(PROGRAMMES, PROGRAMMES)
def test_comparing_is_fair(one, other):
    there, back = compare(one, other), compare(other, one)

    assert compare(one, one).median == pytest.approx(1)
    assert compare(one, one).ranking is Ranking.ABOUT_THE_SAME
    assert there.low <= there.median <= there.high
    assert there.median * back.median == pytest.approx(1, rel=0.02)


def interval(expected):
    return (
        expected.mean,
        expected.mean - Z80 * expected.sd,
        expected.mean + Z80 * expected.sd,
    )


def test_the_bank_of_courses_reproduces_its_example():
    """Level 30 SD 15, read 28 and 31, three weeks of 3 x 30 s five times a week, read 36."""
    bank = Bank.start(Response.ACTIVE_KNEE_EXTENSION, 30, 15).read(28, 2.9).read(31, 2.9)
    bank = bank.after(3, DAILY).read(36, 2.9)

    assert interval(bank.after(3, DAILY).expect()) == pytest.approx((39.1, 33.8, 44.4), abs=0.1)
    assert bank.gained().mean == pytest.approx(5.9, abs=0.1)


STEPS = st.lists(
    st.tuples(st.floats(0, 8), st.floats(0, 0.99), st.floats(-40, 120)), min_size=1, max_size=6
)


def walked(steps, sem):
    bank = Bank.start(Response.STRAIGHT_LEG_RAISE, 70, 12)
    for weeks, dose, value in steps:
        bank = bank.after(weeks, dose).read(value, sem)
    return bank


READ = st.lists(
    st.tuples(
        st.floats(0, 8), st.floats(0, 0.99), st.none() | st.floats(20, 120), st.floats(0.5, 5)
    ),
    max_size=12,
)


@settings(deadline=None)  # time belongs to the benchmarks
@given(READ, st.floats(0, 0.9))
@example([(1, 0.9, None, 1), (1, 0.5, 70, 2.5), (0, 0, 71, 2.5)], 0.5)
def test_many_steps_at_once_are_the_steps_one_by_one(steps, acute):
    """Also from a bank that has seen a gain of the day, which then varies with the rest."""
    begun = Bank.start(Response.STRAIGHT_LEG_RAISE, 70, 12).after(1, 0.5).read(72, 2.5, acute)
    plain = begun
    for weeks, dose, value, sem in steps:
        plain = plain.after(weeks, dose)
        plain = plain if value is None else plain.read(value, sem)

    at_once = begun.through([Passed(*step) for step in steps])

    for one, other in zip(at_once, plain, strict=True):
        assert one == pytest.approx(other, rel=1e-9, abs=1e-9)


def single(bank, number):
    """One course alone."""
    return bank._replace(
        scales=bank.scales[[number]],
        levels=bank.levels[[number]],
        means=bank.means[[number]],
        covariances=bank.covariances[[number]],
        log_weights=bank.log_weights[[number]],
    )


@settings(max_examples=40)
@given(STEPS, st.floats(0.5, 5), st.floats(1, 3), st.integers(0, 3))
def test_a_larger_error_never_narrows_the_interval_of_a_course(steps, sem, times, course):
    careful, careless = (
        single(walked(steps, error), course).expect() for error in (sem, sem * times)
    )

    assert careless.sd >= careful.sd - 1e-9


@given(st.floats(40, 100), st.floats(40, 100), st.floats(0, 1), st.integers(0, 3))
def test_two_readings_at_the_same_time_may_come_in_either_order(one, two, dose, course):
    bank = single(Bank.start(Response.STRAIGHT_LEG_RAISE, 70, 12).after(3, dose * 0.9), course)

    here, there = bank.read(one, 2.5).read(two, 2.5), bank.read(two, 2.5).read(one, 2.5)

    assert here.expect().mean == pytest.approx(there.expect().mean)
    assert here.expect().sd == pytest.approx(there.expect().sd)


@given(st.floats(0.01, 20), st.floats(0.01, 0.99), st.floats(0.1, 20))
def test_courses_fall_without_a_dose(trained, dose, off):
    bank = Bank.start(Response.STRAIGHT_LEG_RAISE, 70, 12).after(trained, dose)

    assert (bank.after(off, 0.0).levels < bank.levels).all()


def test_all_courses_lose_alike():
    """The course of 4.7 weeks after six weeks of training and four off."""
    bank = Bank.start(Response.DORSIFLEXION, 40, 5).after(6, DAILY)

    assert bank.after(4, 0.0).levels == pytest.approx(bank.levels * exp(-4 / 2.99), rel=1e-3)
    assert bank.after(4, 0.0).levels[1] == pytest.approx(0.185, abs=0.002)


CAME = """
  after 1, 2, 4 weeks | most believed | because
  80 83 86            | 0             | nearly all at once: the course of two weeks
  71 72 74            | 3             | hardly anything yet: the slowest
"""


@pytest.mark.parametrize("row", rows(CAME), ids=lambda row: row["because"])
def test_courses_that_expected_the_readings_weigh_more(row):
    bank = Bank.start(Response.STRAIGHT_LEG_RAISE, 70, 3).read(70, 1).read(70, 1)
    before = bank.log_weights
    for weeks, value in zip((1, 1, 2), row["after 1, 2, 4 weeks"].split(), strict=True):
        bank = bank.after(weeks, DAILY).read(float(value), 1)

    assert (bank.log_weights - before).argmax() == int(row["most believed"])


def test_all_courses_gain_the_same_at_the_usual_dose():
    bank = Bank.start(Response.DORSIFLEXION, 40, 5).after(6, DAILY)

    assert bank.scales * bank.levels == pytest.approx([bank.scales[0] * bank.levels[0]] * 4)


def test_no_stretching_no_gain():
    bank = Bank.start(Response.DORSIFLEXION, 40, 5).read(44, 1.7).after(4, 0)

    assert bank.gained().mean == 0
    assert bank.gained().sd == 0


def test_a_reading_after_stretching_tells_of_the_day_not_of_the_level():
    before = Bank.start(Response.STRAIGHT_LEG_RAISE, 70, 12).read(70, 2.5).read(70, 2.5)
    after = before.read(80, 2.5, acute_share(120, 0))

    assert after.expect().mean == pytest.approx(before.expect().mean, abs=1)
    assert after.expect(acute_share(120, 0)).mean > after.expect().mean + 6


def test_far_from_every_course_is_asked_for_again():
    bank = Bank.start(Response.STRAIGHT_LEG_RAISE, 70, 12).read(70, 2.5).read(71, 2.5)

    assert not bank.is_surprising(78, 2.5)
    assert bank.is_surprising(95, 2.5)


@settings(max_examples=20)
@given(st.floats(0.1, 30))
def test_numbers_stay_numbers_far_from_everything(weeks):
    bank = walked([(weeks, 0.9, 500.0), (weeks, 0.0, -500.0), (weeks, 0.5, 70.0)], 2.5)

    assert bank.expect().mean == pytest.approx(bank.expect().mean)
    assert bank.expect().sd > 0
