# ruff: noqa: E501  (a row of a table is one case and stays on one line)
"""From a plan to a clock."""

import re
from typing import Any

import pytest
from pydantic import ValidationError

from endrange import knowledge
from endrange.errors import BadInput, UnknownId
from endrange.knowledge import Act, Dose, Position, Preset
from endrange.planning import Limits
from endrange.session import Segment, Timeline, compile, compile_preset
from endrange.values import ByRole, Side
from tests import builders
from tests.sessions import catalogue, hour, item, plan, pulling_in, timeline, turn
from tests.tables import rows

PASSIVE_BOTH_SIDES = """
  start | s  | phase    | side  | repetition | deepens
  0     | 8  | ready    | left  | 0 of 2     |
  8     | 5  | lengthen | left  | 1 of 2     |
  13    | 30 | hold     | left  | 1 of 2     |
  43    | 15 | rest     | left  | 1 of 2     |
  58    | 5  | lengthen | left  | 2 of 2     | yes
  63    | 30 | hold     | left  | 2 of 2     |
  93    | 15 | rest     | left  | 2 of 2     |
  108   | 10 | switch   | right | 0 of 2     |
  118   | 8  | ready    | right | 0 of 2     |
  126   | 5  | lengthen | right | 1 of 2     |
  131   | 30 | hold     | right | 1 of 2     |
  161   | 15 | rest     | right | 1 of 2     |
  176   | 5  | lengthen | right | 2 of 2     | yes
  181   | 30 | hold     | right | 2 of 2     |
  211   | 15 | rest     | right | 2 of 2     |
"""


def _row(one: Segment) -> dict[str, str]:
    return {
        "start": str(one.start),
        "s": str(one.seconds),
        "phase": one.phase,
        "side": one.side,
        "repetition": f"{one.repetition} of {one.repetitions}",
        "deepens": "yes" if one.deepens else "",
    }


def test_a_stretch_is_both_sides_in_full_with_a_switch_between() -> None:
    found = timeline(item("ham", "passive"))

    assert [_row(one) for one in found.segments] == rows(PASSIVE_BOTH_SIDES)


@pytest.mark.parametrize("side", [Side.BOTH, Side.MIDLINE, Side.RIGHT])
def test_one_side_has_no_switch(side: Side) -> None:
    found = timeline(item("ham", "passive", sides=(side,)))

    assert {one.side for one in found.segments} == {side}
    assert "switch" not in {one.phase for one in found.segments}


def test_a_turn_stands_before_its_item_and_belongs_to_it() -> None:
    found = timeline(item("ham"), item("quad"), turns=(turn(0, Position.SUPINE, 40), turn(1)))

    turns = [(one.item, one.seconds, one.cues.client) for one in found.segments if not one.act]
    assert turns == [
        (0, 40, "Lie on your back. Take your time."),
        (0, 10, "Let this side rest. The right side is next."),
        (1, 30, "Lie on your front. Take your time."),
        (1, 10, "Let this side rest. The right side is next."),
    ]


@pytest.mark.parametrize("to", list(Position))
def test_every_turn_says_where_to(to: Position) -> None:
    found = timeline(item("ham"), item("quad"), turns=(turn(1, to),))

    [cues] = [one.cues for one in found.segments if one.phase == "turn"]
    assert cues.client.endswith(". Take your time.")


def test_the_words_of_the_stretch_come_before_those_of_the_technique() -> None:
    own = {Act.CONTRACT: ByRole[str](helper="Be still.", client="Press your heel down.")}
    known = builders.catalogue(stretches=(builders.stretch("ham", cues=own),))

    found = compile(plan(item()), known)

    words = {one.act: one.cues.client for one in found.segments if one.act}
    assert words[Act.CONTRACT] == "Press your heel down."
    assert words[Act.LET_GO] == "let_go."


def test_what_may_be_said_aloud_comes_from_the_technique() -> None:
    spoken = builders.hold_relax(id="hold_relax", say={Act.DEEPEN: "I go a little further."})
    known = builders.catalogue(techniques=(spoken,), stretches=(builders.stretch("ham"),))

    freely = compile(plan(item()), known)
    held_back = compile(plan(item(limits=Limits(end_range=False))), known)

    assert {one.say for one in freely.segments if one.deepens} == {"I go a little further."}
    assert {one.say for one in held_back.segments if one.deepens} == {""}


EFFORT = """
  dose | limit | asked for
  25   |       | 25
  25   | 50    | 25
  50   | 20    | 20
       | 20    | 20
       |       |
"""


@pytest.mark.parametrize("row", rows(EFFORT), ids=str)
def test_the_smaller_effort_counts_and_only_in_the_push(row: dict[str, str]) -> None:
    dose, limit, asked = (int(row[name]) if row[name] else None for name in row)
    some = item(
        dose=item().doses[0].dose.replace(effort_percent=dose), limits=Limits(effort_percent=limit)
    )

    found = timeline(some)

    assert {one.effort_percent for one in found.segments if one.phase == "push"} == {asked}
    assert {one.effort_percent for one in found.segments if one.phase != "push"} == {None}


DEEPENING = """
  technique  | act     | repetition | end range | new | helper                                             | not deeper
  hold_relax | take_up | 0          | yes       |     | take_up.                                           | Stop while it is still light. Go no further.
  hold_relax | contract | 1         | yes       |     | contract.                                          |
  hold_relax | deepen  | 1          | yes       | yes | deepen.                                            | Stay where you are. Go no further.
  passive    | take_up | 1          | yes       |     | take_up.                                           | Stop while it is still light. Go no further.
  passive    | take_up | 2          | yes       | yes | take_up.                                           | Stop short of the last time. Go no further.
  passive    | hold    | 2          | yes       |     | hold.                                              | Stay where you are. Go no further.
  hold_relax | take_up | 0          | no        |     | take_up. Stop at the first firm resistance.        | Stop while it is still light. Go no further.
  hold_relax | deepen  | 1          | no        | yes | Follow slowly. Stop at the first firm resistance.  | Stay where you are. Go no further.
  passive    | take_up | 2          | no        | yes | Follow slowly. Stop at the first firm resistance.  | Stop short of the last time. Go no further.
  passive    | hold    | 2          | no        |     | hold.                                              | Stay where you are. Go no further.
"""


@pytest.mark.parametrize("row", rows(DEEPENING), ids=str)
def test_new_range_has_words_for_both_cases(row: dict[str, str]) -> None:
    limits = Limits(end_range=row["end range"] == "yes")
    found = timeline(item("ham", row["technique"], limits=limits))

    [one] = [
        segment
        for segment in found.segments
        if (segment.act, segment.side) == (row["act"], "left")
        and segment.repetition == int(row["repetition"])
    ]
    assert one.cues.helper == row["helper"]
    assert one.deepens == (row["new"] == "yes")
    assert (one.cues_if_not_deeper.helper if one.cues_if_not_deeper else "") == row["not deeper"]


def test_pulling_in_asks_for_new_range_from_the_second_time_on() -> None:
    pulls = [
        (one.repetition, one.deepens) for one in pulling_in().segments if one.act is Act.PULL_IN
    ]

    assert pulls == [(1, False), (2, True)]


def test_limits_and_their_notes_reach_the_card() -> None:
    limits = Limits(stretch_sensation=3, pain=1, notes=("Light today: a recent strain.",))

    [card] = timeline(item(limits=limits)).cards

    assert card.limits == limits
    assert (card.name, card.technique_name, card.joint) == ("Stretch ham", "Hold-relax", "HIP")


def _moving(people: int = 2, **changes: Any) -> Timeline:
    """The client moves, the helper follows; the words of both ask for the end of the way."""
    acts = {Act.MOVE: "Add a little at the end.", Act.HOLD: "Follow what yields."}
    active = builders.passive(
        id="active",
        people=people,
        before=(),
        each=[builders.step(Act.MOVE, 3, 30, 6), builders.step(Act.HOLD, 3, 30, 6)],
        cues={act: ByRole[str](helper=words, client="Move.") for act, words in acts.items()},
        say={Act.MOVE: "I add a little.", Act.HOLD: "How much is it?"},
    )
    known = builders.catalogue(techniques=(active,), stretches=(builders.stretch("ham"),))
    dose = active.default_dose
    one = item("ham", "passive", (Side.LEFT,), dose, seconds=active.side_seconds(dose), **changes)
    return compile(plan(one.replace(technique="active")), known)


def test_who_moves_alone_is_told_alone_and_the_hands_stay_away() -> None:
    [move, hold, *_] = _moving(people=1).segments
    [card] = _moving(people=1).cards

    assert move.cues_if_not_deeper == ByRole[str](
        helper="Keep your hands away. Watch.", client="Move only as far as it is easy."
    )
    assert hold.cues_if_not_deeper == ByRole[str](
        helper="Keep your hands away. Watch.", client="Stay where you are. Go no further."
    )
    assert card.cues_if_too_strong == ByRole[str](
        helper="Keep your hands away. Watch.", client="Ease off until it is 6 or less."
    )


def test_short_of_the_end_nobody_adds_a_little_or_says_so() -> None:
    [freely, *_] = _moving().segments
    [held_back, asked, *_] = _moving(limits=Limits(end_range=False)).segments

    assert (freely.cues.helper, freely.say) == ("Add a little at the end.", "I add a little.")
    assert held_back.cues.helper == "Follow slowly. Stop at the first firm resistance."
    assert (held_back.say, asked.say) == ("", "How much is it?")


TOO_MUCH = """
  limit | strong                           | client                            | painful                               | client then
  6     | Ease off until it is 6 or less.  | Go loose. Say when it is 6 or less. | Ease off until the pain is 6 or less. | Go loose. Say when the pain is 6 or less.
  0     | Ease off until nothing pulls.    | Go loose. Say when nothing pulls. | Ease off until nothing hurts.         | Go loose. Say when nothing hurts.
"""


@pytest.mark.parametrize("row", rows(TOO_MUCH), ids=lambda row: row["limit"])
def test_the_card_says_down_to_which_number(row: dict[str, str]) -> None:
    limit = int(row["limit"])
    [card] = timeline(item(limits=Limits(stretch_sensation=limit, pain=limit))).cards

    strong, painful = card.cues_if_too_strong, card.cues_if_painful
    assert strong
    assert painful
    assert (strong.helper, strong.client) == (row["strong"], row["client"])
    assert (painful.helper, painful.client) == (row["painful"], row["client then"])


REFUSED = """
  what                              | field           | says
  no stretch at all                 | items           | the plan is empty, there is nothing to guide; add a stretch
  another catalogue                 | catalogue       | the plan was made with 'old', this is 'test'; make the plan again
  a promise that does not add up    | seconds         | the plan says 999 s, its stretches and turns 182 s
  no time to switch                 | items.0.seconds | 172 s promised, the sides take 172 s; 1 switches must fill it
  too little for the sides          | items.0.seconds | 100 s promised, the sides take 172 s; 1 switches must fill it
  one side and seconds to spare     | items.0.seconds | 90 s promised, the sides take 86 s; 0 switches must fill it
  three sides, uneven               | items.0.seconds | 269 s promised, the sides take 258 s; 2 switches must fill it
  more repetitions than allowed     | items.0.doses   | 2 repetitions, the limit is 1; lower the dose
  a longer push than allowed        | items.0.doses   | 6 s of one push, the limit is 5; lower the dose
  a longer hold than allowed        | items.0.doses   | 15 s of one hold, the limit is 14; lower the dose
  more in all than allowed          | items.0.doses   | 30 s under stretch, the limit is 29; lower the dose
"""
LEFT, RIGHT = Side.LEFT, Side.RIGHT
PLANS = {
    "no stretch at all": plan(),
    "another catalogue": plan(item(), catalogue="old"),
    "a promise that does not add up": plan(item(), seconds=999),
    "no time to switch": plan(item(seconds=172)),
    "too little for the sides": plan(item(seconds=100)),
    "one side and seconds to spare": plan(item(sides=(LEFT,), seconds=90)),
    "three sides, uneven": plan(item(sides=(LEFT, RIGHT, LEFT), seconds=269)),
    "more repetitions than allowed": plan(item(limits=Limits(repetitions=1))),
    "a longer push than allowed": plan(item(limits=Limits(contraction_seconds=5))),
    "a longer hold than allowed": plan(item(limits=Limits(hold_seconds=14))),
    "more in all than allowed": plan(item(limits=Limits(total_seconds=29))),
}


@pytest.mark.parametrize("row", rows(REFUSED), ids=lambda row: row["what"])
def test_what_cannot_be_guided_is_refused(row: dict[str, str]) -> None:
    with pytest.raises(BadInput) as refused:
        compile(PLANS[row["what"]], catalogue())

    assert (refused.value.field, refused.value.problem) == (row["field"], row["says"])


def test_a_name_nobody_knows() -> None:
    with pytest.raises(UnknownId, match="no stretch is called 'yoga'"):
        compile(plan(item().replace(stretch="yoga")), catalogue())


def test_a_preset_is_a_plan_of_one_stretch() -> None:
    preset = Preset(
        id="some",
        name="Some",
        stretch="ham",
        technique="passive",
        dose=Dose(repetitions=1, seconds={Act.TAKE_UP: 5, Act.HOLD: 30}),
        sides=(Side.LEFT, Side.RIGHT),
        note="A note.",
        sources=("ours",),
    )

    found = compile_preset(preset, catalogue())

    assert [(one.phase, one.seconds, one.side) for one in found.segments] == [
        ("lengthen", 5, "left"),
        ("hold", 30, "left"),
        ("switch", 10, "right"),
        ("lengthen", 5, "right"),
        ("hold", 30, "right"),
    ]


SHIPPED = knowledge.load()


@pytest.mark.parametrize(
    ("stretch", "technique"),
    [(one.id, technique) for one in SHIPPED.stretches.values() for technique in one.techniques],
)
def test_every_shipped_stretch_can_be_guided_with_each_of_its_techniques(
    stretch: str, technique: str
) -> None:
    preset = Preset(
        id="any",
        name="Any",
        stretch=stretch,
        technique=technique,
        dose=SHIPPED.technique(technique).default_dose,
        sides=SHIPPED.stretch(stretch).sides,
        note="",
        sources=("ours",),
    )

    found = compile_preset(preset, SHIPPED)

    assert {one.side for one in found.segments} == set(SHIPPED.stretch(stretch).sides)
    [card] = found.cards
    assert card.words_if_hurt.startswith("Something was wrong at this joint today: the ")
    assert all(one.cues_if_not_deeper for one in found.segments if one.phase == "lengthen")
    other = (card.cues_if_too_strong, card.cues_if_painful)
    kept = (one.cues_if_not_deeper for one in found.segments)
    for cues in (*(one.cues for one in found.segments), *filter(None, (*kept, *other))):
        for sentence in re.split(r"(?<=[.?!]) ", f"{cues.helper} {cues.client}"):
            assert 0 < len(sentence) <= 60, sentence


BROKEN: dict[str, tuple[dict[str, Any], str]] = {
    "a gap": ({"start": 9}, "segment 1 should have index 1 and start 8"),
    "a number twice": ({"index": 0}, "segment 1 should have index 1 and start 8"),
    "no such card": ({"item": 1}, "segment 1 names card 1; there is none"),
    "deeper without a way out": (
        {"deepens": True, "cues_if_not_deeper": None},
        "segment 1 deepens and lacks",
    ),
    "longer than it says": ({"seconds": 11}, "segment 2 should have index 2 and start 19"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_timeline_that_does_not_hold_together_cannot_be_read(what: str) -> None:
    changes, says = BROKEN[what]
    raw = timeline().model_dump(mode="json")
    raw["segments"][1] |= changes

    with pytest.raises(ValidationError, match=says):
        Timeline.model_validate(raw)


def test_a_timeline_says_its_length() -> None:
    raw = timeline().model_dump(mode="json") | {"seconds": 1}

    with pytest.raises(ValidationError, match="the segments last 182 s, the timeline says 1 s"):
        Timeline.model_validate(raw)


def test_a_timeline_survives_being_stored() -> None:
    assert Timeline.model_validate_json(hour().model_dump_json()) == hour()
