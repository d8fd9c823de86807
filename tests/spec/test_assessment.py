"""What do we see? Readings of one visit beside the other side and beside last time."""

from datetime import timedelta

import pytest

from endrange.assessment import Moment, assess, latest, summarise, wanted
from endrange.knowledge import MeasurementError, Score
from endrange.values import Side
from tests.builders import READING_DAY, catalogue, measure, reading
from tests.tables import rows

CATALOGUE = catalogue()
STUDIED = MeasurementError(
    same_examiner=2.5,
    other_examiner=3.7,
    assumed=False,
    basis="test",
    studied_with=("inclinometer",),
    sources=("ours",),
)

TRIALS = """
  trials      | score | because
  60 61 62    | 61    | the mean of three
  60 60 66    | 60    | wider than 5 degrees: the median
  60 65 64    | 63    | exactly 5 is not yet wide
  58          | 58    | one is one
  60 60 66 61 | 60.5  | two more taken: still the median of all
"""


@pytest.mark.parametrize("row", rows(TRIALS), ids=lambda row: row["because"])
def test_score_of_trials(row):
    trials = [float(t) for t in row["trials"].split()]

    assert summarise(trials, measure()) == float(row["score"])


def test_a_protocol_may_ask_for_the_median():
    assert summarise([60, 61, 64], measure(score=Score.MEDIAN)) == 61


MORE = """
  trials         | more | because
                 | 3    | 3 trials, all kept.
  60 61          | 1    | 3 trials, all kept.
  60 61 62       | 0    |
  60 60 66       | 2    | 6° apart. Take 2 more; the middle one counts.
  60 60 66 61    | 1    | 6° apart. Take 1 more; the middle one counts.
  60 60 66 61 70 | 0    |
"""


@pytest.mark.parametrize("row", rows(MORE), ids=lambda row: row["trials"] or "none")
def test_how_many_more_trials(row):
    found = wanted([float(t) for t in row["trials"].split()], measure())

    assert (found.count, found.because) == (int(row["more"]), row["because"])


def test_trials_with_a_tape_spread_by_centimetres():
    tape = measure(unit="cm", spread=3)

    assert wanted([20, 21, 24], tape).because.startswith("4 cm apart")
    assert wanted([20, 21, 23], tape).count == 0


VISITS = """
  the person                            | left | right | last left | tighter | limited
  two legs alike                        | 60   | 62    |           |         |
  right further, within the error       | 60   | 66    |           |         |
  right further, within usual sides     | 60   | 67.4  |           |         |
  right further, beyond the error       | 60   | 68    |           | left    | left
  left further, beyond the error        | 75   | 60    |           | right   | right
  left lost 10 since last time          | 60   | 60    | 70        |         | left
  left lost 5 since last time           | 60   | 60    | 65        |         |
  left gained since last time           | 70   | 69    | 58        |         |
"""


@pytest.mark.parametrize("row", rows(VISITS), ids=lambda row: row["the person"])
def test_findings(row):
    readings = [reading(float(row["left"]), 28), reading(float(row["right"]), 28, side=Side.RIGHT)]
    if row["last left"]:
        readings.append(reading(float(row["last left"]), 14))

    findings = assess(readings, CATALOGUE)

    assert findings.tighter.get("slr", "") == row["tighter"]
    assert [limit.side for limit in findings.limitations] == row["limited"].split()
    assert findings.measured == ("slr",)


def test_a_loss_of_twice_the_error_weighs_in_full():
    one, two = (
        assess([reading(60, 28), reading(v, 28, side=Side.RIGHT)], CATALOGUE) for v in (70, 90)
    )

    assert one.limitations[0].weight == pytest.approx(10 / (2 * 7.5))
    assert two.limitations[0].weight == 1.0
    assert one.limitations[0].because == (
        "10° less than the other side, more than the 7.5° by which two sides usually differ."
    )


LOSSES = """
  instrument   | examiner | because
  inclinometer | sam      | 20° less than last time, more than the error of 6.9°.
  inclinometer | kim      | 20° less than last time, more than the error of 10.3°.
  goniometer   | sam      | 20° less than last time, more than the assumed error of 13.9°.
"""


@pytest.mark.parametrize("row", rows(LOSSES), ids=lambda row: row["because"])
def test_a_loss_names_the_error_it_exceeds(row):
    known = catalogue(measures=(measure(error=STUDIED),))
    before = reading(70, 14, instrument=row["instrument"])
    now = reading(50, 28, instrument=row["instrument"], examiner=row["examiner"])

    (limit,) = assess([before, now], known).limitations

    assert limit.because == row["because"]


def test_a_difference_is_told_to_a_tenth_and_exceeds_what_it_is_told_to_exceed():
    before, now = reading(70, 14), reading(63, 28)

    (limit,) = assess([before, now], catalogue(measures=(measure(error=STUDIED),))).limitations

    assert limit.because == "7° less than last time, more than the error of 6.9°."


def test_yesterdays_other_side_says_nothing_about_today():
    (left, _right) = latest([reading(60, 28), reading(75, 14, side=Side.RIGHT)], CATALOGUE)

    assert left.other_side is None


def test_another_instrument_is_not_compared():
    readings = [reading(70, 14, instrument="goniometer"), reading(60, 28)]

    assert latest(readings, CATALOGUE)[0].last_time is None


def test_last_time_is_the_latest_that_was_taken_alike():
    readings = [
        *(reading(value, day) for day, value in ((0, 80), (7, 72), (21, 60))),
        reading(75, 14, instrument="goniometer"),
    ]

    (row,) = latest(readings, CATALOGUE)

    assert row.last_time.further_by == -12


def test_the_midline_has_no_other_side():
    (row,) = latest([reading(60, side=Side.MIDLINE)], CATALOGUE)

    assert row.other_side is None


def test_readings_after_stretching_are_not_findings():
    after = reading(40, 0, moment=Moment.AFTER, taken_at=READING_DAY + timedelta(hours=1))

    assert latest([after], CATALOGUE) == ()
