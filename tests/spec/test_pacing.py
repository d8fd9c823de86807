# ruff: noqa: E501  (a row of a table is one case and stays on one line)
"""What paces a session: questions, silence, breath, counting, waiting, range. Times in seconds.

 0   left: get ready      42  rest          86  switch side
 8   take up              52  push          96  right: get ready
18   push                 58  relax        104  take up
24   relax                61  deeper, hold 114  push ...
27   deeper, hold         76  rest         182  the end
"""

import pytest

from endrange.knowledge import Act, Part
from endrange.planning import Cap, Limits
from endrange.session import (
    Choices,
    CueKind,
    Timeline,
    at,
    compile,
    cue_points,
    record,
    replay,
    sets,
)
from endrange.session.asking import breaths
from endrange.values import Side
from tests import builders
from tests.sessions import HOLD_RELAX, PASSIVE, catalogue, item, plan, reacting, real, tell
from tests.tables import rows

ONE = reacting()

PROMPTS = """
  what                                            | events                                                    | now  | prompt
  not before the leg is up                        | 0 helper start                                            | 9.9  | none
  2 s into the first movement                     | 0 helper start                                            | 10   | ask
  without a phone the helper hears it: no clock   | 0 helper start                                            | 17.9 | ask
  and the next act asks nothing                   | 0 helper start                                            | 20   | none
  with a phone: 5 s without a word, again         | 0 client join; 0 helper start                             | 15   | again
  not a moment before                             | 0 client join; 0 helper start                             | 14.9 | ask
  10 s: taken as a stop                           | 0 client join; 0 helper start                             | 20   | silent
  and for as long as nobody answers               | 0 client join; 0 helper start                             | 80   | silent
  said in time                                    | 0 client join; 0 helper start; 12 client comfort 4 0      | 20   | none
  said too late is said all the same              | 0 client join; 0 helper start; 21 client comfort 4 0      | 22   | none
  after each push                                 | 0 client join; 0 helper start; 12 client comfort 4 0      | 24   | ask
  what was said in the push tells nothing of it   | 0 client join; 0 helper start; 23 client comfort 4 0      | 24   | ask
  5 s into the hold                               | 0 client join; 0 helper start; 12 client comfort 4 0; 25 client comfort 4 0 | 32 | ask
  said earlier in the same hold                   | 0 client join; 0 helper start; 12 client comfort 4 0; 29 client comfort 4 0 | 33 | none
  after the last hold                             | 0 client join; 0 helper start; 62 client comfort 4 0      | 76   | ask
  a word is an answer                             | 0 client join; 0 helper start; 12 client sensation hard_stop | 20 | none
  that nobody answers is none                     | 0 client join; 0 helper start; 12 helper sensation silent | 13   | none
  a pause asks nothing                            | 0 client join; 0 helper start; 13 helper pause            | 30   | none
  and its time does not count                     | 0 client join; 0 helper start; 13 helper pause; 60 helper resume | 61 | ask
  gone on past the question                       | 0 client join; 0 helper start; 9 helper next              | 14   | none
  gone back: asked again                          | 0 client join; 0 helper start; 12 client comfort 4 0; 17 helper back | 20 | ask
"""


@pytest.mark.parametrize("row", rows(PROMPTS), ids=lambda row: row["what"])
def test_when_the_client_is_asked_and_when_silence_counts(row: dict[str, str]) -> None:
    view = at(replay(ONE, tell(row["events"])), round(float(row["now"]) * 1000), ONE)

    assert view.prompt == row["prompt"]


CAPPED = reacting(
    item(limits=Limits(caps=(Cap(part=Part.HIP, side=Side.LEFT, movement="flexion", degrees=70),)))
)

TARGETS = """
  what                                             | events                                                                        | now | target | eased
  the cap, whatever is known                       | 0 helper start                                                                | 20  | 70 | no
  no cap on the other side: to the first firm resistance | 0 helper start                                                          | 120 |    | no
  as far as was tolerated                          | 0 helper start; 12 client comfort 5 0; 16 helper range 60                     | 20  | 60 | no
  rated after it was measured                      | 0 helper start; 12 helper range 60; 16 client comfort 5 0                     | 20  | 60 | no
  a few degrees further, where the word allows     | 0 helper start; 12 client comfort 5 0; 16 helper range 60                     | 28  | 63 | no
  never beyond the cap                             | 0 helper start; 12 client comfort 5 0; 16 helper range 69                     | 28  | 70 | no
  measured, and never rated: not tolerated         | 0 helper start; 16 helper range 60                                            | 28  | 70 | no
  one number alone is no rating                    | 0 helper start; 12 client comfort 5; 16 helper range 60                       | 28  | 70 | no
  the pull of another repetition tells nothing     | 0 helper start; 12 client comfort 5 0; 62 helper range 66                     | 63  | 70 | no
  too strong: back to what was tolerated           | 0 helper start; 12 client comfort 5 0; 16 helper range 60; 40 helper range 66; 41 client comfort 8 0 | 62 | 60 | yes
  too strong the first time: short of it           | 0 helper start; 12 helper range 60; 16 client comfort 8 0                     | 20  | 57 | yes
  pain: the same                                   | 0 helper start; 12 helper range 60; 16 client comfort 5 4                     | 20  | 57 | yes
  after tingling: four fifths                      | 0 helper start; 12 client comfort 5 0; 16 helper range 60; 20 client sensation tingling; 40 client recheck gone; 41 client ready; 42 helper resume | 60 | 48 | yes
  a share of nothing is nothing                    | 0 helper start; 16 helper range -5; 20 client sensation tingling; 40 client recheck gone | 60 | -8 | yes
  beyond the cap: no deeper                        | 0 helper start; 12 client comfort 5 0; 16 helper range 75                     | 20  | 70 | yes
  no degrees, no range                             | 0 helper start; 16 helper range                                               | 20  | 70 | no
  nor before the start                             | 0 helper range 40; 1 helper start; 12 client comfort 5 0                      | 20  | 70 | no
"""


@pytest.mark.parametrize("row", rows(TARGETS), ids=lambda row: row["what"])
def test_how_far_anybody_may_go(row: dict[str, str]) -> None:
    view = at(replay(CAPPED, tell(row["events"])), round(float(row["now"]) * 1000), CAPPED)

    shown = "" if view.target_degrees is None else str(view.target_degrees)
    assert (shown, view.eased) == (row["target"], row["eased"] == "yes")


def test_light_today_lowers_what_may_be_asked_for_at_once() -> None:
    state = replay(
        ONE, tell("0 helper start; 20 helper sensation too_strong; 30 client comfort 5 0")
    )
    push, later = at(state, 51_000, ONE), at(state, 52_500, ONE)
    cramped = replay(ONE, tell("0 helper start; 30 client comfort 5 0; 31 client sensation cramp"))
    light = at(cramped, 31_000, ONE)

    assert (push.effort_percent, push.seconds_to_go, later.count) == (20, 5, 2)
    assert (light.stretch_limit, light.pain_limit, light.may_deepen) == (3, 1, False)
    assert light.cues.helper == "Stop the push. Lengthen it gently, or wait."


WAITING = """
  what                                   | events                                                     | now | segment | to go | waited
  as long as it takes to get ready       | 0 helper start; 1 helper wait                              | 60  | 0       | 0     | 52
  then a tap                             | 0 helper start; 1 helper wait; 60 helper next              | 61  | 1       | 9     | 0
  or the client’s word                   | 0 helper start; 1 helper wait; 60 client ready             | 61  | 1       | 9     | 0
  too early a word is none               | 0 helper start; 1 helper wait; 5 client ready              | 6   | 0       | 2     | 0
  not in a pull                          | 0 helper start; 1 helper wait; 60 helper next              | 70  | 2       | 6     | 0
  after the rest again                   | 0 helper start; 1 helper wait; 8 helper next               | 80  | 5       | 0     | 28
  a pause is a pause                     | 0 helper start; 1 helper wait; 10 helper pause             | 60  | 0       | 0     | 2
  no more waiting                        | 0 helper start; 1 helper wait; 60 helper flow              | 61  | 1       | 10    | 0
  the client does not decide that        | 0 helper start; 1 client wait                              | 60  | 4       |       | 0
  nor take it back                       | 0 helper start; 1 helper wait; 2 client flow               | 60  | 0       | 0     | 52
"""


@pytest.mark.parametrize("row", rows(WAITING), ids=lambda row: row["what"])
def test_the_clock_waits_for_a_tap_where_nothing_pulls(row: dict[str, str]) -> None:
    view = at(replay(ONE, tell(row["events"])), int(row["now"]) * 1000, ONE)

    assert view.waited == int(row["waited"])
    if row["to go"]:
        assert (view.segment, view.seconds_to_go) == (int(row["segment"]), int(row["to go"]))
        assert view.waiting == (row["to go"] == "0")


def test_at_the_end_nobody_waits() -> None:
    skipped = replay(ONE, tell("0 helper start; 1 helper wait; 2 helper skip"))

    assert at(skipped, 999_000, ONE).finished


LIMITED = reacting(item(limits=Limits(total_seconds=30)))

TWICE = """
  what                                              | events                                                              | status  | position
  stopped in the second hold: nothing of this side again | 0 helper start; 65 helper sensation panic; 70 helper ready; 71 helper resume | running | 86
  stopped in the first: only the second is done yet | 0 helper start; 30 helper sensation panic; 40 helper ready; 41 helper resume; 60 helper pause | paused | 53
  stopped before anything pulled: all of it         | 0 helper start; 9 helper sensation panic; 40 helper ready; 41 helper resume | running | 0
  back in a hold: not again                         | 0 helper start; 34 helper back; 35 helper pause                     | paused  | 35
  back in the first movement: again                 | 0 helper start; 14 helper back; 15 helper pause                     | paused  | 9
  back from the other side: to the rest, no further | 0 helper start; 87 helper back; 87.5 helper back; 88 helper pause   | paused  | 77
"""


@pytest.mark.parametrize("row", rows(TWICE), ids=lambda row: row["what"])
def test_a_dose_that_a_precaution_limits_is_not_given_twice(row: dict[str, str]) -> None:
    state = replay(LIMITED, tell(row["events"]))

    assert (state.status, state.position) == (row["status"], int(row["position"]) * 1000)


BREATHS = """
  act       | s  | breaths
  get_ready | 8  |
  take_up   | 10 | out 5.0 in 5.0
  contract  | 6  | out 6.0
  let_go    | 3  | in 3.0
  deepen    | 15 | out 3.75 in 3.75 out 3.75 in 3.75
  rest      | 10 | in 5.0 out 5.0
"""


@pytest.mark.parametrize("row", rows(BREATHS), ids=lambda row: row["act"])
def test_how_each_act_is_breathed(row: dict[str, str]) -> None:
    one = next(one for one in ONE.segments if one.act == row["act"])

    told = " ".join(f"{way} {(end - start) / 1000}" for way, start, end in breaths(one))
    assert (str(one.seconds), told) == (row["s"], row["breaths"])


def test_nobody_holds_the_breath_through_a_long_push() -> None:
    longer = reacting(
        item(dose=HOLD_RELAX.replace(seconds={**HOLD_RELAX.seconds, Act.CONTRACT: 10}))
    )
    push = next(one for one in longer.segments if one.act is Act.CONTRACT)

    assert [way for way, _, _ in breaths(push)] == ["out", "in"]
    assert all(end - start <= 6_000 for _, start, end in breaths(push))


def test_alone_or_too_quick_nobody_paces_the_breath() -> None:
    quick = reacting(item(dose=HOLD_RELAX.replace(seconds={**HOLD_RELAX.seconds, Act.LET_GO: 2})))
    alone = real(("calf_gastroc_supine", "dynamic"))

    assert next(one for one in quick.segments if one.act is Act.LET_GO).breathing is None
    assert {one.breathing for one in alone.segments} == {None}


def test_the_breath_on_the_screen() -> None:
    view = at(replay(ONE, tell("0 helper start")), 28_000, ONE)
    ready = at(replay(ONE, tell("0 helper start")), 1_000, ONE)

    assert (view.breath, view.breath_to_go) == ("out", 2_750)
    assert (ready.breath, ready.breath_to_go) == (None, 0)


def test_a_push_is_counted_aloud() -> None:
    state = replay(ONE, tell("0 helper start"))

    assert [at(state, ms, ONE).count for ms in (17_999, 18_000, 19_000, 23_999, 24_000)] == [
        *(0, 1, 2, 6, 0)
    ]


CUES = """
  at    | cue
  0     | get_ready
  5     | countdown 3
  6     | countdown 2
  7     | countdown 1
  8     | start
  8     | breathe out
  10    | ask
  13    | breathe in
  15    | countdown 3
  16    | countdown 2
  17    | countdown 1
  18    | start
  18    | breathe out
  18    | count 1
  19    | count 2
  20    | count 3
  21    | count 4
  21    | countdown 3
  22    | count 5
  22    | countdown 2
  23    | count 6
  23    | countdown 1
  24    | end
  24    | start
  24    | breathe in
  24    | ask
  27    | start
  27    | breathe out
  30.75 | breathe in
  32    | ask
  34.5  | breathe out
  34.5  | halfway
  38.25 | breathe in
  39    | countdown 3
  40    | countdown 2
  41    | countdown 1
  42    | end
"""


def test_what_sounds_when() -> None:
    state = replay(ONE, tell("0 helper start"))

    cues = cue_points(state, 0, ONE, ahead=42_001)

    told = [
        {"at": f"{one.at / 1000:g}", "cue": f"{one.kind} {one.number or one.way or ''}".strip()}
        for one in cues
    ]
    assert told[:-2] == rows(CUES)
    assert [one.text.helper for one in cues if one.text][:3] == [
        "get_ready.",
        "take_up.",
        "contract.",
    ]


def test_a_switch_a_turn_and_the_end_have_their_cues() -> None:
    two = real(("ham_slr_table", "passive"), ("quad_prone_cleveland", "passive"))
    cues = cue_points(replay(two, tell("0 helper start")), 0, two)

    kinds = [one.kind for one in cues]
    assert (kinds.count(CueKind.SWITCH), kinds.count(CueKind.TURN)) == (2, 1)
    assert (cues[-1].kind, cues[-1].at) == (CueKind.END, two.seconds * 1000)


QUIET = """
  what              | events
  before the start  |
  in a pause        | 0 helper start; 3 helper pause
  stopped           | 0 helper start; 3 client stop
  ended             | 0 helper start; 3 helper end
  after the end     | 0 helper start; 500 helper ease_off
"""


@pytest.mark.parametrize("row", rows(QUIET), ids=lambda row: row["what"])
def test_nothing_sounds(row: dict[str, str]) -> None:
    assert cue_points(replay(ONE, tell(row["events"])), 501_000, ONE) == ()


def test_waiting_for_a_tap_nothing_further_is_planned() -> None:
    waits = replay(ONE, tell("0 helper start; 1 helper wait"))

    assert [one.kind for one in cue_points(waits, 1_000, ONE)] == [CueKind.COUNTDOWN] * 3
    assert cue_points(waits, 30_000, ONE) == ()


def test_after_a_shortened_push_the_cues_come_as_much_sooner() -> None:
    state = replay(ONE, tell("0 helper start; 10 helper sensation too_strong"))

    cues = cue_points(state, 10_000, ONE, ahead=30_000)

    assert [one.at for one in cues if one.kind is CueKind.START] == [18_000, 23_000, 26_000]
    assert all(at(state, one.at, ONE).segment == one.segment for one in cues if one.text)


def test_the_effort_starts_low_and_rises_to_the_dose() -> None:
    dose = HOLD_RELAX.replace(effort_percent=60, repetitions=4)

    def efforts(whole: Timeline) -> list[int | None]:
        return [one.effort_percent for one in whole.segments if one.act is Act.CONTRACT]

    assert efforts(reacting(item(sides=(Side.LEFT,), dose=dose))) == [25, 50, 60, 60]
    low = reacting(item(sides=(Side.LEFT,), dose=dose, limits=Limits(effort_percent=20)))
    assert efforts(low) == [20, 20, 20, 20]


def test_more_time_to_get_ready_is_chosen_for_one_session() -> None:
    made = plan(item(), item("quad", "passive"))

    longer = compile(made, catalogue(), Choices(ready_seconds=20))

    ready = [one.seconds for one in longer.segments if one.act is Act.GET_READY]
    assert ready == [20] * 4
    assert longer.seconds == made.seconds + 4 * 12


def test_without_getting_ready_there_is_none_to_make_longer() -> None:
    dose = PASSIVE.replace(seconds={Act.TAKE_UP: 5, Act.HOLD: 30})
    made = plan(item(technique="passive", dose=dose))

    assert compile(made, catalogue(), Choices(ready_seconds=20)).seconds == made.seconds


def test_the_tighter_side_comes_first_where_it_is_chosen() -> None:
    one = item()
    left, right = one.doses
    uneven = one.replace(doses=(left.replace(need=1), right.replace(need=2)))

    planned = compile(plan(uneven), catalogue())
    chosen = compile(plan(uneven), catalogue(), Choices(tighter_first=True))

    assert [card.side for card in (planned.segments[0], chosen.segments[0])] == ["left", "right"]
    assert planned.seconds == chosen.seconds


def test_changing_sides_says_what_it_asks_of_the_client() -> None:
    on_the_side = builders.stretch("ham", position="side_lying")
    known = builders.catalogue(stretches=(on_the_side,))
    made = plan(item(position="side_lying"))

    [cues] = [one.cues for one in compile(made, known).segments if one.phase == "switch"]

    assert cues.client == "Turn onto your other side. The right side is next."


EACH = """
  side  | n | held  | pushed | effort | degrees | tolerated | stretch | pain | words
  left  | 1 | 15/15 | 6/6    | 25/25  | 60      | yes       | 5       | 0    |
  left  | 2 | 15/15 | 5/6    | 25/25  | 64      | no        | 8       |      | too_strong
  right | 1 | 14/15 | 5/6    | 20/25  |         | no        |         | 7    | much_pain
  right | 2 | 0/15  | 0/6    | /25    |         | no        |         |      |
"""


def test_done_against_planned_repetition_by_repetition() -> None:
    story = (
        "0 helper start; 29 client comfort 5 0; 33 helper range 60; 53 helper sensation too_strong;"
        "63 client comfort 8; 64 helper range 64; 135 client comfort - 7; 500 helper end"
    )
    records = record(ONE, tell(story))

    told = [
        {
            "side": side.side,
            "n": str(one.repetition),
            "held": f"{one.seconds}/{one.planned_seconds}",
            "pushed": f"{one.push_seconds}/{one.planned_push_seconds}",
            "effort": f"{one.effort_percent or ''}/{one.planned_effort_percent}",
            "degrees": str(one.degrees or ""),
            "tolerated": "yes" if one.tolerated else "no",
            "stretch": str(one.stretch_high or ""),
            "pain": "" if one.pain_high is None else str(one.pain_high),
            "words": " ".join(one.reactions),
        }
        for side in records
        for one in side.each
    ]
    assert told == rows(EACH)
    assert [side.reactions for side in records] == [("too_strong",), ("much_pain",)]


def test_left_and_right_are_one_set() -> None:
    two = reacting(item(), item("quad", "passive"))

    done = sets(record(two, tell("0 helper start; 200 helper skip; 300 helper end")))

    assert [(one.stretch, one.sides, one.done) for one in done] == [
        ("ham", ("left", "right"), True),
        ("quad", ("left", "right"), False),
    ]


URGENT = """
  event                    | urgent | may end
  client stop              | yes    | yes
  client hurts             | yes    | yes
  client sensation click   | yes    | yes
  client comfort 5 6       | yes    | yes
  client comfort 5 4       | no     | yes
  client comfort 5 2       | no     | no
  client recheck worse     | yes    | yes
  client recheck still     | yes    | yes
  client recheck gone      | no     | yes
  helper end               | no     | yes
  helper next              | no     | no
"""


@pytest.mark.parametrize("row", rows(URGENT), ids=lambda row: row["event"])
def test_what_is_urgent(row: dict[str, str]) -> None:
    [event] = tell(f"0 {row['event']}")

    assert (event.is_urgent, event.may_end) == (row["urgent"] == "yes", row["may end"] == "yes")
