"""What a session leaves for months: its bouts, and the seconds that count for a measure."""

from datetime import date, timedelta

import pytest

from endrange.knowledge import load
from endrange.progress import doses
from endrange.session import Bout, Ended, ItemRecord, briefly
from endrange.values import Side
from tests.tables import rows

KNOWN = load()
DAY = date(2026, 9, 4)


def bout(stretch, side, seconds):
    return Bout(
        stretch=stretch,
        side=Side(side),
        seconds=seconds,
        stretch_low=4,
        stretch_high=5,
        pain_high=0,
    )


COUNTED = """
  day | stretch            | side  | seconds | counts | because
  0   | ham_slr_shoulder   | left  | 90      | 90     | it is what the test reads
  0   | ham_slr_shoulder   | right | 90      | 0      | the other leg
  0   | ham_9090_knee_ext  | left  | 60      | 60     | the same muscles, another test
  0   | calf_soleus_supine | left  | 60      | 0      | other muscles
  0   | long_gone          | left  | 60      | 0      | nobody knows the stretch any more
  0   | ham_slr_shoulder   | both  | 30      | 30     | both legs at once
  0   | ham_slr_shoulder   | left  | 0       | 0      | it was never held
"""


@pytest.mark.parametrize("row", rows(COUNTED), ids=lambda row: row["because"])
def test_what_counts_for_the_left_straight_leg_raise(row):
    one = bout(row["stretch"], row["side"], int(row["seconds"]))

    found = doses([(DAY, one)], "hip_flexion_slr", Side.LEFT, KNOWN)

    assert sum(dose.seconds for dose in found) == int(row["counts"])


def test_a_day_is_one_dose_and_days_are_in_order():
    later = DAY + timedelta(days=3)
    done = [
        (later, bout("ham_slr_shoulder", "left", 30)),
        (DAY, bout("ham_slr_shoulder", "left", 60)),
        (DAY, bout("ham_9090_knee_ext", "left", 45)),
    ]

    found = doses(done, "hip_flexion_slr", Side.LEFT, KNOWN)

    assert [(dose.on, dose.seconds) for dose in found] == [(DAY, 105), (later, 30)]


def test_what_nobody_knows_is_not_nought():
    done = [(DAY, None), (DAY, bout("ham_slr_shoulder", "left", 60))]

    for side in (Side.LEFT, Side.RIGHT):
        (dose,) = doses(done, "hip_flexion_slr", side, KNOWN)
        assert (dose.on, dose.seconds) == (DAY, None)


def record(seconds=0, stretch_high=None, pain_high=None):
    return ItemRecord(
        item=0,
        stretch="ham_slr_shoulder",
        technique="passive",
        side=Side.LEFT,
        planned_seconds=60,
        seconds=seconds,
        planned_repetitions=2,
        repetitions=2,
        stretch_low=stretch_high,
        stretch_high=stretch_high,
        pain_high=pain_high,
        ended=Ended.DONE,
    )


@pytest.mark.parametrize(
    ("one", "kept"),
    [
        (record(), 0),
        (record(seconds=30), 1),
        (record(stretch_high=0), 1),
        (record(pain_high=3), 1),
    ],
    ids=["never begun", "held", "rated nought", "only pain was said"],
)
def test_what_was_begun_is_kept(one, kept):
    assert len(briefly([one])) == kept
