"""Drawings of pages: contours, bodies, plans; and the words beside them."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endrange.knowledge import (
    Act,
    LayPartner,
    Mode,
    ModificationCode,
    Part,
    Phase,
    Position,
    Unit,
    Urgency,
    Verdict,
)
from endrange.planning import OmissionKind, PlanItem, SessionPlan, SideDose, Turn
from endrange.progress import Claim
from endrange.screening import RegionClearance, Setting
from endrange.session import Ended
from endrange.values import Side
from endrange_app.web import (
    bodymap,
    contour,
    limitwords,
    sheet,
    urgentwords,
    words,
)
from endrange_app.web.done import ENDED
from tests.builders import catalogue, dose, hold_relax, measure, stretch
from tests.tables import rows

ACTS = list(Act)


def tops(drawing):
    """The highest point of each piece, as drawn: smaller is higher."""
    numbers = [
        [
            float(n)
            for n in piece.path.replace("M", " ")
            .replace("V", " ")
            .replace("L", " ")
            .replace("H", " ")
            .replace("Z", " ")
            .split()
        ]
        for piece in drawing.pieces
    ]
    return [min(row[1:]) for row in numbers]


def test_each_deepening_stands_higher_than_the_one_before():
    technique = hold_relax()
    drawing = contour.of_dose(technique, technique.default_dose)
    holds = [
        top
        for piece, top in zip(drawing.pieces, tops(drawing), strict=True)
        if piece.phase == "hold"
    ]

    assert len(holds) == technique.default_dose.repetitions
    assert holds == sorted(holds, reverse=True)
    assert len(set(holds)) == len(holds)


def test_only_pushes_are_hatched_and_the_words_count_them():
    technique = hold_relax()
    drawing = contour.of_dose(technique, technique.default_dose)

    assert {piece.phase for piece in drawing.pieces if piece.hatched} == {"push"}
    assert drawing.label.startswith("Hold-relax: 3 pushes, 3 holds, ")


def test_one_of_a_thing_is_not_many():
    once = [contour.Stroke(Act.HOLD, Phase.HOLD, 30)]

    assert contour.spoken(once) == "1 hold, 0:30"


@given(st.lists(st.tuples(st.sampled_from(ACTS), st.integers(1, 60)), min_size=1, max_size=30))
def test_whatever_is_drawn_stays_in_its_box_and_fills_its_width(made):
    strokes = [contour.Stroke(act, act.phase, seconds) for act, seconds in made]
    drawing = contour.draw(strokes, 100, 30, "any")
    levels = [y for pair in contour.heights(strokes) for y in pair]

    assert all(level >= contour.LOW for level in levels)
    assert all(0 <= top <= drawing.base for top in tops(drawing))
    assert drawing.pieces[0].path.startswith("M0.0 ")
    assert f"{drawing.base:g}" in drawing.pieces[-1].path
    assert "100.0" in drawing.pieces[-1].path


REGIONS = """
  part | side    | verdict   | front             | back                | front x | back x
  HIP  | left    | adapt     | hip_front_left    | buttock_back_left   | 122     | 81
  HIP  | right   | avoid     | hip_front_right   | buttock_back_right  | 78      | 119
  KNEE | right   | clearance | knee_front_right  | knee_back_right     | 80      | 120
  SHO  | left    | avoid     | shoulder_front_left | shoulder_back_left | 143    | 57
"""


@pytest.mark.parametrize("row", rows(REGIONS), ids=lambda row: f"{row['part']} {row['side']}")
def test_left_and_right_are_the_clients_own(row):
    """In front the client's right is at the viewer's left (small x); from behind it is not."""
    body = bodymap.of(decided(row["part"], row["side"], row["verdict"]))
    slug = words.VERDICT_SLUGS[Verdict(row["verdict"])]

    assert body.parts == {row["front"]: slug, row["back"]: slug}
    assert [mark.x for mark in body.front_marks] == [int(row["front x"])]
    assert [mark.x for mark in body.back_marks] == [int(row["back x"])]
    assert row["side"] in body.front_told


def test_the_low_back_is_seen_from_behind_only_and_on_both_sides():
    body = bodymap.of(decided("LSP", "midline", "adapt"))

    assert set(body.parts) == {"low_back_back_left", "low_back_back_right"}
    assert body.front_told == "Front: no area marked"
    assert body.back_told == "Back. Low back: adapt"


def test_proceed_is_not_marked():
    body = bodymap.of(decided("HIP", "left", "proceed"))

    assert (body.parts, body.front_marks, body.back_marks) == ({}, (), ())


def decided(part, side, verdict):
    row = RegionClearance(
        part=Part(part), side=Side(side), verdicts=dict.fromkeys(Mode, Verdict(verdict))
    )
    return SimpleNamespace(regions=(row,))


def item(id_="ham", position=Position.SUPINE, seconds=120, left=3, right=3):
    return PlanItem(
        stretch=id_,
        technique="passive",
        position=position,
        doses=(
            SideDose(side=Side.LEFT, dose=dose(left, hold=30)),
            SideDose(side=Side.RIGHT, dose=dose(right, hold=30)),
        ),
        because=("Because.",),
        seconds=seconds,
    )


DOSES = """
  left | right | said
  3    | 3     | 3 × each
  3    | 2     | 3 left, 2 right
"""


@pytest.mark.parametrize("row", rows(DOSES), ids=lambda row: row["said"])
def test_doses_in_words(row):
    made = item(left=int(row["left"]), right=int(row["right"]))

    assert list(sheet.doses(made)) == [row["said"], "hold 30 s"]


def test_the_time_bar_is_to_scale_and_leaves_nothing_out():
    known = catalogue(stretches=(stretch("ham"), stretch("quad", position="prone")))
    plan = SessionPlan(
        catalogue="test",
        minutes=10,
        items=(item(seconds=240), item("quad", Position.PRONE, seconds=120)),
        turns=(Turn(before_item=1, to=Position.PRONE, seconds=30),),
        seconds=390,
        objective=1,
        bound=1,
    )
    bar = sheet.time_bar(plan, known)

    assert [one.kind for one in bar.bars] == ["t", "turn", "t2", "free"]
    seconds = [round((one.width + sheet.BAR_GAP) * 600 / sheet.BAR_WIDTH) for one in bar.bars]
    assert seconds == [240, 30, 120, 210]
    assert bar.told == "On the back 4:00, On the front 2:00, free 3:30"


NUMBERS = """
  value | said
  3     | +3°
  0     | 0°
  0.04  | 0°
  -2.5  | −2.5°
"""


@pytest.mark.parametrize("row", rows(NUMBERS), ids=lambda row: row["value"])
def test_a_change_always_has_its_sign(row):
    assert words.change(float(row["value"]), measure()) == row["said"]


WORDED = [
    (words.VERDICTS, Verdict),
    (words.VERDICT_SLUGS, Verdict),
    (words.VERDICT_MEANINGS, Verdict),
    (words.PHASES, Phase),
    (words.PHASE_GROUNDS, Phase),
    (words.POSITIONS, Position),
    (words.TURNS, Position),
    (words.PARTS, Part),
    (words.MODES, Mode),
    (words.CLOSED_MODES, Mode),
    (words.SIDES, Side),
    (words.LAY_PARTNERS, LayPartner),
    (limitwords.MODIFICATIONS, ModificationCode),
    (words.UNITS, Unit),
    (urgentwords.URGENCIES, Urgency),
    (words.OMISSIONS, OmissionKind),
    (words.CLAIMS, Claim),
    (words.SETTINGS, Setting),
    (ENDED, Ended),
]


@pytest.mark.parametrize(("table", "kind"), WORDED, ids=lambda one: getattr(one, "__name__", ""))
def test_every_member_of_a_closed_list_has_its_words(table, kind):
    assert set(table) == set(kind)


def test_limits_are_told_side_by_side():
    notes = ("Right: move slowly.", "Right: short holds.", "Keep breathing.", "Left: no pushes.")

    assert list(sheet.by_side(notes)) == [
        "Right: Move slowly. Short holds.",
        "Keep breathing.",
        "Left: No pushes.",
    ]
