"""What the record of a session leaves for the next screening."""

import pytest

from endrange.knowledge import NECK_WORK, RECORDED, Answer, Place, load
from endrange.session import SessionState, afterwards, together
from endrange.session.state import Said
from endrange.values import Side
from tests import records
from tests.tables import rows

CATALOGUE = load()
HAM, NECK, FOLD, GONE = "ham_slr_shoulder", "neck_rotation", "ham_seated_fold", "cartwheel"


def timeline(*stretches: str):
    small = records.timeline()
    cards = tuple(small.cards[0].replace(stretch=one) for one in stretches)
    return small.replace(cards=cards)


def state(*said: tuple[str, int, Side], **changes) -> SessionState:
    words = tuple(
        Said(reaction=reaction, item=item, side=side, at=0) for reaction, item, side in said
    )
    return SessionState(said=words, **changes)


def left(*said, stretches=(HAM,), **changes) -> dict[str, Answer]:
    return afterwards(timeline(*stretches), state(*said, **changes), CATALOGUE)


def places(answer: Answer) -> list[tuple[str, str]]:
    return [(place.area, place.side.value) for place in answer.places]


def test_a_quiet_session_leaves_a_no_to_everything_it_can_answer():
    told = left()

    assert set(told) == set(RECORDED) - {"after_answered", "after_harm"}
    assert {answer.value for answer in told.values()} == {"no"}


WORDS = """
reaction   | stretch | side  | question           | at
sharp      | HAM     | left  | session_sharp      | thigh_back left
joint      | HAM     | right | session_joint      | thigh_back right
dizzy_neck | NECK    | left  | session_dizzy_neck | neck midline
sharp      | FOLD    | midline | session_sharp    | thigh_back both
sharp      | GONE    | left  | session_sharp      |
"""


@pytest.mark.parametrize("row", rows(WORDS), ids=lambda row: f"{row['reaction']} {row['stretch']}")
def test_a_word_is_left_with_its_place(row):
    stretch = {"HAM": HAM, "NECK": NECK, "FOLD": FOLD, "GONE": GONE}[row["stretch"]]

    told = left((row["reaction"], 0, Side(row["side"])), stretches=(stretch,))

    answer = told[row["question"]]
    assert answer.value == "yes"
    assert [" ".join(pair) for pair in places(answer)] == ([row["at"]] if row["at"] else [])


def test_with_one_place_unknown_none_is_told_so_that_everything_is_reached():
    told = left(("sharp", 0, Side.LEFT), ("sharp", 1, Side.LEFT), stretches=(HAM, GONE))

    assert told["session_sharp"] == Answer(value="yes")


@pytest.mark.parametrize(("stretch", "word"), [(HAM, "no"), (NECK, "yes"), (GONE, "yes")])
def test_work_on_the_neck_is_read_off_the_cards(stretch, word):
    assert left(stretches=(stretch,))[NECK_WORK].value == word


def test_what_asked_for_a_doctor_is_left():
    assert left(urgency="same_day")["session_urgent"].value == "yes"


def test_sessions_of_one_visit_are_taken_together():
    knee, hip = (Place(area=area, side=Side.LEFT) for area in ("knee", "hip"))
    no, nowhere = Answer(value="no"), Answer(value="yes")
    at_knee, at_hip = (Answer(value="yes", places=(place,)) for place in (knee, hip))

    def both(one: Answer, other: Answer) -> Answer:
        return together([{"q": one}, {"q": other}])["q"]

    assert both(no, no) == no
    assert both(no, at_knee) == both(at_knee, no) == at_knee
    assert both(at_knee, at_hip).places == (knee, hip)
    assert both(at_knee, nowhere) == nowhere
    assert together([]) == {}
