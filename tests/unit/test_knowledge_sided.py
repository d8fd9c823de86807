"""Words told for one side: only the client's own, and left and right alike."""

from collections.abc import Iterator
from typing import Any

import pytest

from endrange.knowledge import Laterality, Stretch, load, told_for
from endrange.values import Side, Value
from tests.tables import rows

TOLD = """
  as written                                     | for the left
  Hold the other thigh down.                     | Hold the right thigh down.
  Lie on the other side.                         | Lie on the right side.
  Stand beside the hip of the leg you raise.     | Stand beside the hip of the left leg.
  Kneel on the side you work.                    | Kneel on the left side.
  On the other front hip bone.                   | On the right front hip bone.
  Facing the opposite shoulder.                  | Facing the right shoulder.
  Let the leg you work hang.                     | Let the left leg hang.
  To the chest on the same side.                 | To the chest on the left side.
  Put one hand flat, the other round the shin.   | Put one hand flat, the other round the shin.
  The other hand holds the calf.                 | The other hand holds the calf.
  Let the other toes go loose.                   | Let the other toes go loose.
  One foot ahead of the other.                   | One foot ahead of the other.
"""


@pytest.mark.parametrize("row", rows(TOLD), ids=lambda row: row["as written"])
def test_told_for_the_left(row: dict[str, str]) -> None:
    assert told_for(row["as written"], Side.LEFT) == row["for the left"]


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Value):
        for field in type(value).model_fields:
            yield from texts(getattr(value, field))
    elif isinstance(value, tuple):
        for one in value:
            yield from texts(one)


ONE_SIDED = [one for one in load().stretches.values() if one.laterality is Laterality.UNILATERAL]


@pytest.mark.parametrize("stretch", ONE_SIDED, ids=lambda one: one.id)
def test_left_and_right_mirror(stretch: Stretch) -> None:
    swap = {"left": "right", "right": "left"}
    for written in texts(stretch):
        text = written.replace("right angle", "square")
        left, right = told_for(text, Side.LEFT), told_for(text, Side.RIGHT)
        if left != text:
            assert " ".join(swap.get(word, word) for word in left.split(" ")) == right
        assert told_for(left, Side.LEFT) == left
        assert told_for(text, Side.BOTH) == told_for(text, Side.MIDLINE) == text


def test_who_hugs_one_knee_lets_the_worked_leg_hang() -> None:
    """The other leg of these two is the worked one; the words must not say so."""
    for id_ in ("iliopsoas_thomas_table", "rf_thomas_table"):
        cue = load().stretch(id_).cues["get_ready"].client
        assert told_for(cue, Side.LEFT) == "Hug one knee. Let the left leg hang."
