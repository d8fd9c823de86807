"""Charts of readings: what is drawn, what is said, and that nothing overlaps."""

import itertools
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from endrange.assessment import Context, Moment, Reading, Share
from endrange.knowledge import (
    Interval,
    Unit,
)
from endrange.progress import review
from endrange.values import Side
from endrange_app.web import (
    chart,
    chart_parts,
)
from tests.builders import catalogue, measure
from tests.tables import rows

START = datetime(2026, 9, 4, 9, tzinfo=UTC)


def reading(day: int, value: float, side: Side = Side.LEFT, moment: Moment = Moment.BEFORE):
    return Reading(
        measure="slr",
        side=side,
        value=value,
        trials=(value,),
        active=False,
        instrument="inclinometer",
        examiner="one",
        end_criterion="first firm resistance",
        moment=moment,
        taken_at=START + timedelta(days=day),
    )


def drawn(readings, **changes):
    known = catalogue(measures=(measure(**changes),))
    on = max(one.taken_at for one in readings).date()
    changed = review(readings, known, on=on).changes
    return chart.of_measure(known.measure("slr"), readings, changed)


def test_one_point_draws_no_line_and_no_band():
    for sheet_ in drawn([reading(0, 57)]).drawings:
        assert [(line.path, line.band) for line in sheet_.lines] == [("", "")]
        assert [len(line.dots) for line in sheet_.lines] == [1]


def test_two_points_draw_both():
    line = drawn([reading(0, 57), reading(14, 60)]).drawings[0].lines[0]

    assert line.path
    assert line.band
    assert len(line.dots) == 2


def test_the_first_and_the_previous_reading_say_their_value():
    line = drawn([reading(day, 50 + day) for day in (0, 7, 14, 21)]).drawings[0].lines[0]

    assert [dot.said for dot in line.dots] == ["50°", "", "64°", ""]


def test_values_keep_clear_of_the_other_side():
    both = [reading(d, v, s) for d in (0, 7, 14) for s, v in ((Side.LEFT, 50), (Side.RIGHT, 60))]
    left, right = drawn(both).drawings[0].lines

    assert left.dots[0].said_y > left.dots[0].y
    assert right.dots[0].said_y < right.dots[0].y


def beside(*groups, goals=None):
    known = catalogue(measures=(measure(),))
    taken = [reading(0, 57), reading(14, 60)]
    changed = review(taken, known, on=taken[-1].taken_at.date()).changes
    marks = chart.Beside(goals or {}, {Side.LEFT: groups} if groups else {})
    return chart.of_measure(known.measure("slr"), taken, changed, marks)


def group(**changes):
    fields = {
        "norm": "any",
        "who": "Adults",
        "method": "Inclinometer",
        "n": 123,
        "mean": 70,
        "less_far": Share(low=10, high=30),
        "middle": Interval(low=50, high=90),
        "note": "",
        "sources": ("ours",),
    }
    return Context.model_validate(fields | changes)


def test_a_goal_is_a_line_with_its_name():
    made = beside(goals={Side.LEFT: 80})

    assert all(sheet_.lines[0].goal is not None for sheet_ in made.drawings)
    assert "Goal, left: 80°" in [label.text for label in made.drawings[0].labels]
    assert "Goal, left: 80°" in made.notes


def test_without_a_group_there_is_no_band():
    assert [sheet_.norm for sheet_ in beside().drawings] == [None] * 3
    assert beside().beside == ()


def test_the_band_is_that_of_the_largest_group_whose_middle_is_known():
    groups = (group(n=50), group(middle=None, n=900), group(n=200, who="Many adults"))
    made = beside(*groups)

    assert all(sheet_.norm[1] > 0 for sheet_ in made.drawings)
    assert made.notes[-1] == (
        "Published group, the middle 90 of 100: 50° to 90°. Many adults, 200 people; Inclinometer."
    )


POSITIONS = """
  less far | mean | n   | said
  10 30    | 70   | 123 | Left 60°: further than 10 to 30 of 100 in this group: Adults, 123 people
  20 20.3  | 70   | 123 | Left 60°: further than 20 of 100 in this group: Adults, 123 people
  20 20.3  | 70   |     | in this group: Adults, how many was not read; Inclinometer.
           | 70   | 123 | Left 60°. On average 70° in this group: Adults, 123 people; Inclinometer.
           |      | 123 | Left 60°. No position in this group is known: Adults, 123 people
"""


@pytest.mark.parametrize("row", rows(POSITIONS), ids=lambda row: row["said"])
def test_the_position_is_said_and_never_judged(row):
    ends = [float(end) for end in row["less far"].split()]
    one = group(
        less_far=Share(low=ends[0], high=ends[1]) if ends else None,
        mean=float(row["mean"]) if row["mean"] else None,
        n=int(row["n"]) if row["n"] else None,
    )
    (said,) = beside(one).beside

    assert row["said"] in said
    assert "normal" not in said.lower()


@pytest.mark.parametrize("first", list(Moment))
def test_the_position_is_that_of_the_latest_reading_even_where_it_is_not_drawn(first):
    """The left was read on the first day and on the fifth; the right ever since."""
    left = [reading(0, 50, moment=first), reading(5, 60)]
    right = [reading(day, 70, Side.RIGHT) for day in range(40)]
    marks = chart.Beside({}, {Side.LEFT: (group(),)})

    made = chart.of_measure(
        catalogue(measures=(measure(),)).measure("slr"), left + right, (), marks
    )

    (said,) = made.beside
    assert said.startswith("Left 60°: further than 10 to 30 of 100")


def test_what_is_told_counts_every_day_once_also_those_not_drawn():
    """Thirty days, on the last of which it was read again."""
    many = [reading(7 * n, 50 + n) for n in range(30)]
    again = reading(7 * 29, 90)

    told = drawn([*many, again]).told

    assert told == "Left from 50° to 90° in 30 visits."


def test_after_is_apart_from_the_line():
    line = drawn([reading(0, 57), reading(14, 60), reading(14, 70, moment=Moment.AFTER)])
    one = line.drawings[0].lines[0]

    assert len(one.dots) == 2
    assert one.after.text == "70°"
    assert one.after.y < one.dots[-1].y


def test_after_an_earlier_session_has_faded_and_is_not_drawn():
    made = [reading(0, 57), reading(0, 66, moment=Moment.AFTER), reading(14, 60)]

    assert drawn(made).drawings[0].lines[0].after is None


THRESHOLDS = """
  further | first | beyond
  higher  | 57    | 63.9
  lower   | 57    | 50.1
"""


@pytest.mark.parametrize("row", rows(THRESHOLDS), ids=lambda row: row["further"])
def test_beyond_the_error_lies_on_the_further_side(row):
    """MDC95 of SEM 2.5 is 6.9 (rom.md: 1.96 x sqrt 2 x SEM)."""
    made = drawn([reading(0, float(row["first"]))], further=row["further"])
    label = next(one for one in made.drawings[0].labels if one.kind == "threshold")

    assert label.text == f"Beyond error, left: {row['beyond']}°"


def test_the_table_says_what_the_drawing_says():
    made = drawn(
        [
            reading(0, 57),
            reading(0, 66, Side.RIGHT),
            reading(14, 60),
            reading(14, 70, moment=Moment.AFTER),
        ]
    )

    assert made.sides == ("Left", "Right")
    assert [(row.day, row.cells) for row in made.rows] == [
        ("4 Sep 2026, before", ("57°", "66°")),
        ("18 Sep 2026, before", ("60°", "not measured")),
        ("18 Sep 2026, after", ("70°", "not measured")),
    ]


DAYS = st.lists(
    st.tuples(
        st.integers(0, 300),
        st.integers(10, 140),
        st.sampled_from([Side.LEFT, Side.RIGHT]),
        st.sampled_from(list(Moment)),
    ),
    min_size=1,
    max_size=20,
)

CROWDED = [
    (day, value, side, moment)
    for side in (Side.LEFT, Side.RIGHT)
    for day, value, moment in (
        (0, 10, Moment.BEFORE),
        (14, 140, Moment.BEFORE),
        (14, 140, Moment.AFTER),
    )
]
"""Four labels that all want the same place near the top."""


@settings(deadline=None)  # time belongs to the benchmarks
@given(DAYS)
@example(CROWDED)
def test_nothing_leaves_the_plot_and_no_two_labels_touch(made):
    picture = drawn([reading(day, value, side, moment) for day, value, side, moment in made])
    for sheet_ in picture.drawings:
        for line in sheet_.lines:
            for dot in (*line.dots, *([line.after] if line.after else [])):
                assert sheet_.box.left <= dot.x <= sheet_.box.edge
                assert sheet_.box.top - 0.1 <= dot.y <= sheet_.box.floor + 0.1
        heights = [label.y for label in sheet_.labels]
        gaps = [below - above for above, below in itertools.pairwise(heights)]
        assert all(gap >= chart_parts.GAP - 0.11 for gap in gaps)
        assert all(sheet_.box.top - 0.1 <= height <= sheet_.box.floor for height in heights)
        across = [day.x for day in sheet_.days]
        assert all(abs(a - b) >= 55.9 for a, b in itertools.pairwise(across))


@pytest.mark.parametrize("unit", list(Unit))
@pytest.mark.parametrize("side", [Side.LEFT, Side.RIGHT, Side.MIDLINE])
def test_the_longest_label_ends_inside_its_drawing(side, unit):
    made = [reading(day, value, side) for day, value in ((0, 138.7), (7, 138.9), (14, 160.0))]
    letter, gap = 7.3, 12  # the widest average of a system sans at 14 px; see chart_sheet.html

    for sheet_ in drawn(made, unit=unit, low=-200, high=200).drawings[:2]:
        longest = max(len(label.text) for label in sheet_.labels)
        assert longest >= len("Beyond error, left: 148.4°")
        assert gap + letter * longest <= sheet_.box.right
