# ruff: noqa: E501  (a row of a table is one case and stays on one line)
"""The live session, told as what two people do. Times in seconds.

Two stretches: the hamstrings with hold-relax, then over to the front for the thigh, passive.

     0   left: get ready      96  right: get ready    182  turn over
     8   take up             104  take up             212  left: get ready
    18   push                114  push                220  take up
    24   relax               120  relax               225  hold
    27   deeper, hold        123  deeper, hold        255  rest
    42   rest                138  rest                270  take up, further
    52   push                148  push                275  hold
    58   relax               154  relax               305  rest
    61   deeper, hold        157  deeper, hold        320  switch side
    76   rest                172  rest                330  right: the same, to 438
    86   switch side
"""

import pytest

from endrange.planning import Limits
from endrange.session import SessionState, at, replay
from tests.sessions import HOLD_RELAX, item, pulling_in, states, tell, timeline
from tests.spec.two_stretches import TWO
from tests.tables import rows

CONTROLS = """
  what                                       | events                                                | status  | position
  nothing yet                                |                                                       | waiting | 0
  only the helper starts                     | 0 client start                                        | waiting | 0
  the helper starts; later nothing happens   | 5 helper start; 15 helper ease_off                    | running | 10
  a second start changes nothing             | 0 helper start; 9 helper start; 10 helper ease_off    | running | 10
  a pause holds the clock                    | 0 helper start; 10 helper pause; 60 helper ease_off   | paused  | 10
  either may pause                           | 0 helper start; 10 client pause                       | paused  | 10
  pausing before the start makes no sense    | 3 helper pause                                        | waiting | 0
  the helper goes on                         | 0 helper start; 10 helper pause; 60 helper resume; 65 helper pause | paused | 15
  the client does not                        | 0 helper start; 10 helper pause; 60 client resume     | paused  | 10
  going on while running makes no sense      | 0 helper start; 10 helper resume; 12 helper pause     | paused  | 12
  next: to the start of the next segment     | 0 helper start; 10 helper next                        | running | 18
  next while paused stays paused             | 0 helper start; 10 helper pause; 20 helper next       | paused  | 18
  the client has no next                     | 0 helper start; 10 client next; 11 helper pause       | paused  | 11
  next before the start makes no sense       | 4 helper next                                         | waiting | 0
  back: to the start of this segment         | 0 helper start; 22 helper back                        | running | 18
  back within 2 s: to the one before         | 0 helper start; 19.9 helper back                      | running | 8
  back at exactly 2 s: this one              | 0 helper start; 20 helper back                        | running | 18
  back at the very start                     | 0 helper start; 1 helper back                         | running | 0
  the client has no back                     | 0 helper start; 22 client back; 23 helper pause       | paused  | 23
  back before the start makes no sense       | 4 helper back                                         | waiting | 0
  skip: to the end of this stretch           | 0 helper start; 20 helper skip                        | running | 182
  either may skip                            | 0 helper start; 20 client skip                        | running | 182
  skip while paused stays paused             | 0 helper start; 20 helper pause; 30 helper skip       | paused  | 182
  skip the last                              | 0 helper start; 1 helper skip; 2 helper skip          | running | 438
  skip before the start makes no sense       | 0 helper skip                                         | waiting | 0
  the clock stops at the end of the timeline | 0 helper start; 999 helper pause                      | paused  | 438
  end, at any time                           | 0 helper start; 30 client end                         | ended   | 30
  end before the start                       | 7 helper end                                          | ended   | 0
  after the end nothing happens              | 0 helper start; 30 helper end; 40 helper start; 50 client stop; 60 helper next | ended | 30
  late: counts from the latest moment        | 0 helper start; 20 helper ease_off; 10 helper pause   | paused  | 20
"""

STOPPING = """
  what                                          | events                                                               | status  | position | also
  the helper stops                              | 0 helper start; 30 helper stop                                       | stopped | 30  | stopped_by=helper
  the client stops                              | 0 helper start; 30 client stop; 90 helper ease_off                   | stopped | 30  | stopped_by=client
  stop before the start                         | 3 client stop                                                        | stopped | 0   | stopped_by=client
  stop in a pause                               | 0 helper start; 30 helper pause; 40 client stop                      | stopped | 30  | stopped_by=client
  stop after the last second                    | 0 helper start; 500 client stop                                      | stopped | 438 | stopped_by=client
  a second stop keeps the first name            | 0 helper start; 30 client stop; 31 helper stop                       | stopped | 30  | stopped_by=client
  the helper cannot simply go on                | 0 helper start; 30 client stop; 40 helper resume                     | stopped | 30  |
  nor start, pause, step                        | 0 helper start; 30 client stop; 40 helper start; 41 helper pause; 42 helper next; 43 helper back | stopped | 30 |
  ready alone does not start the clock          | 0 helper start; 30 client stop; 40 client ready                      | stopped | 30  | client_ready=True
  then the helper goes on, from getting ready   | 0 helper start; 30 client stop; 40 client ready; 45 helper resume    | running | 0   | stopped_by=None client_ready=False
  on the right, from getting ready there        | 0 helper start; 150 client stop; 160 client ready; 165 helper resume | running | 96  |
  in a switch, from the switch                  | 0 helper start; 90 client stop; 99 client ready; 100 helper resume   | running | 86  |
  in a turn, from the turn                      | 0 helper start; 190 client stop; 199 client ready; 200 helper resume | running | 182 |
  right after a turn, from getting ready        | 0 helper start; 215 client stop; 220 client ready; 221 helper resume | running | 212 |
  after the last second there is nothing to take again | 0 helper start; 500 client stop; 501 client ready; 502 helper resume | running | 438 |
  ready before a stop counts for nothing        | 0 helper start; 20 client ready; 30 client stop; 40 helper resume    | stopped | 30  | client_ready=False
  a new stop takes ready back                   | 0 helper start; 30 client stop; 40 client ready; 41 client stop; 42 helper resume | stopped | 30 | client_ready=False
  the client does not resume                    | 0 helper start; 30 helper stop; 40 client ready; 41 client resume    | stopped | 30  |
  no device of the client: the helper passes it on | 0 helper start; 30 helper stop; 40 helper ready; 41 helper resume | running | 0   |
  a device of the client: only that counts      | 0 client join; 1 helper start; 30 helper stop; 40 helper ready       | stopped | 29  | client_ready=False client_device=True
  heard is as good as joined                    | 0 helper start; 30 client stop; 40 helper ready                      | stopped | 30  | client_ready=False client_device=True
  the phone is empty, the helper says so        | 0 helper start; 30 client stop; 40 helper leave; 41 helper ready     | stopped | 30  | client_ready=True client_device=False
  the client's own leave does not count as heard | 0 client join; 5 client leave                                       | waiting | 0   | client_device=False
  only the client joins                         | 0 helper join                                                        | waiting | 0   | client_device=False
  end this stretch while stopped: stays put     | 0 helper start; 30 client stop; 40 client skip                       | stopped | 30  | skipped=0
  and goes on with the next stretch             | 0 helper start; 30 client stop; 40 client skip; 41 client ready; 42 helper resume | running | 182 | skipped=0
  end the session while stopped                 | 0 helper start; 30 client stop; 40 helper end                        | ended   | 30  | stopped_by=client
  back into a skipped stretch: it is not left   | 0 helper start; 30 helper skip; 31 helper back                       | running | 172 | skipped=
"""

HURTING = """
  what                                           | events                                                                  | status  | position | also
  it hurts                                       | 0 helper start; 30 client hurts                                         | stopped | 30  | hurts=True stopped_by=client reds=0 dropped=0
  the helper sees that it hurts                  | 0 helper start; 30 helper hurts                                         | stopped | 30  | hurts=True stopped_by=helper reds=0
  pain 6 is the same                             | 0 helper start; 30 client comfort - 6                                   | stopped | 30  | hurts=True reds=0 dropped=0
  going on leaves this stretch for today         | 0 helper start; 30 client hurts; 90 client ready; 95 helper resume      | running | 182 | hurts=False dropped=0 reds=0
  and back does not lead into it                 | 0 helper start; 30 client hurts; 90 client ready; 95 helper resume; 96 helper back | running | 182 | dropped=0
  the last stretch dropped: nothing to go back to | 0 helper start; 1 helper skip; 9 client hurts; 20 client ready; 30 helper resume; 31 helper back | running | 438 | dropped=1
  still no going on without ready                | 0 helper start; 30 client hurts; 90 helper resume                       | stopped | 30  | hurts=True
  one hurt, told twice, is one                   | 0 helper start; 30 client hurts; 31 client hurts; 33 client comfort - 8 | stopped | 30  | reds=0
  stop first, then it turns out to hurt          | 0 helper start; 30 helper stop; 33 client comfort - 8                   | stopped | 30  | hurts=True reds=0 dropped=0 stopped_by=helper
  a rating takes ready back when it is red       | 0 helper start; 30 client hurts; 40 client ready; 41 client comfort - 8 | stopped | 30  | client_ready=False reds=0
  two end the session                            | 0 helper start; 30 client hurts; 90 client ready; 95 helper resume; 130 client hurts | ended | 217 | reds=0,1 dropped=0,1 hurts=True
  pain 3: no deeper in this stretch              | 0 helper start; 30 client comfort 5 3                                   | running | 30  | eased=0 ambers=0@30
  pain 2 is within                               | 0 helper start; 30 client comfort 5 2                                   | running | 30  | eased= ambers=
  a slider on its way from 3 to 5 is one rating  | 0 helper start; 30 client comfort 5 3; 31 client comfort 5 4; 39.9 client comfort - 5 | running | 39.9 | eased=0 dropped=
  it has not passed after 10 s: let go           | 0 helper start; 30 client comfort 5 3; 40 client comfort 5 3            | stopped | 40  | hurts=True dropped=0 reds= stopped_by=client
  it passed, and comes back: let go              | 0 helper start; 30 client comfort 5 3; 45 client comfort 3 1; 70 client comfort 5 4 | stopped | 70 | dropped=0 reds=
  let go for amber, then it turns red            | 0 helper start; 30 client comfort 5 3; 40 client comfort 5 3; 44 client comfort - 9 | stopped | 40 | dropped=0 reds=0
  each stretch has its own count                 | 0 helper start; 30 client comfort 5 3; 240 client comfort 5 3           | running | 240 | eased=0,1 ambers=0@30,1@240 dropped=
  pain before the start: known, and no deeper    | 0 client comfort 0 4; 20 client comfort 0 4                             | waiting | 0   | eased=0 ambers= dropped=
  ease off                                       | 0 helper start; 30 client ease_off; 35 helper ease_off                  | running | 35  | eased=0
"""


def _shown(state: SessionState, name: str) -> str:
    if name == "ambers":
        ambers = [said for said in state.said if said.reaction == "pain"]
        return ",".join(f"{said.item}@{said.at // 1000}" for said in ambers)
    value = getattr(state, name)
    return ",".join(map(str, value)) if isinstance(value, tuple) else str(value)


@pytest.mark.parametrize("row", rows(CONTROLS), ids=lambda row: row["what"])
def test_controls(row: dict[str, str]) -> None:
    state = replay(TWO, tell(row["events"]))

    assert (state.status, state.position) == (row["status"], round(float(row["position"]) * 1000))


@pytest.mark.parametrize(
    "row", rows(STOPPING + HURTING[HURTING.index("\n", 1) :]), ids=lambda row: row["what"]
)
def test_stopping(row: dict[str, str]) -> None:
    state = replay(TWO, tell(row["events"]))

    assert (state.status, state.position) == (row["status"], round(float(row["position"]) * 1000))
    for wanted in row["also"].split():
        name, _, value = wanted.partition("=")
        assert _shown(state, name) == value, name


RATINGS = """
  what                                          | events                                                     | now  | may deepen | wanted
  nobody has said anything                      | 0 helper start                                             | 30   | no  | yes
  not asked before the leg is up                | 0 helper start                                             | 9.9  | no  | no
  asked 2 s into the first movement             | 0 helper start                                             | 10   | no  | yes
  said while the leg is up                      | 0 helper start; 15 client comfort 5 0                      | 27   | yes | no
  known before the segment it is about          | 0 helper start; 15 client comfort 5 0                      | 20   | yes | no
  said too early, before anything was stretched | 0 helper start; 9 client comfort 5 0                       | 27   | no  | yes
  said before the start                         | 0 client comfort 2 0; 0 helper start                       | 27   | no  | yes
  too strong                                    | 0 helper start; 15 client comfort 7 0                      | 27   | no  | no
  pain never said is not nought                 | 0 helper start; 15 client comfort 5                        | 27   | no  | no
  stretch never said                            | 0 helper start; 15 client comfort - 0                      | 27   | no  | no
  said one after the other                      | 0 helper start; 12 client comfort - 0; 15 client comfort 5 | 27   | yes | no
  pain 2 is within the limit                    | 0 helper start; 15 client comfort 5 2                      | 27   | yes | no
  said late, in the hold                        | 0 helper start; 30 client comfort 5 0                      | 31   | yes | no
  too strong in the middle of it                | 0 helper start; 15 client comfort 5 0; 30 client comfort 8 0 | 31 | no  | no
  each new depth wants a new rating             | 0 helper start; 15 client comfort 5 0                      | 61   | no  | yes
  said at the new depth                         | 0 helper start; 15 client comfort 5 0; 32 client comfort 6 0 | 61 | yes | no
  said as the deepening began: of the old depth | 0 helper start; 15 client comfort 5 0; 28 client comfort 6 0 | 61 | no  | yes
  the other side is another matter              | 0 helper start; 70 client comfort 5 0                      | 123  | no  | yes
  eased off                                     | 0 helper start; 15 client comfort 5 0; 16 client ease_off  | 27   | no  | no
  eased off holds for this stretch only         | 0 helper start; 16 client ease_off; 240 client comfort 5 0 | 270  | yes | no
  gone back: to be said again                   | 0 helper start; 15 client comfort 5 0; 22 helper back; 23 helper back | 40 | no | yes
  gone on: still true                           | 0 helper start; 15 client comfort 5 0; 16 helper next      | 25   | yes | no
  no further movement on this side              | 0 helper start; 80 client comfort 5 0                      | 81   | no  | no
  a rest, then up again: the first time no limit yet | 0 helper start                                        | 216  | no  | no
  passive: further the second time              | 0 helper start; 240 client comfort 5 1                     | 271  | yes | no
"""


@pytest.mark.parametrize("row", rows(RATINGS), ids=lambda row: row["what"])
def test_no_deeper_without_a_word(row: dict[str, str]) -> None:
    view = at(replay(TWO, tell(row["events"])), round(float(row["now"]) * 1000), TWO)

    assert view.may_deepen == (row["may deepen"] == "yes")
    assert view.rating_wanted == (row["wanted"] == "yes")


@pytest.mark.parametrize(("rating", "may"), [("3 1", True), ("4 1", False), ("3 2", False)])
def test_a_precaution_lowers_the_limits_of_its_stretch(rating: str, may: bool) -> None:
    light = timeline(item(limits=Limits(stretch_sensation=3, pain=1)))

    said = replay(light, tell(f"0 helper start; 15 client comfort {rating}"))

    assert at(said, 27_000, light).may_deepen is may


def test_where_it_hurt_nothing_goes_deeper_in_the_next_stretch_either() -> None:
    both = timeline(item("ham"), item("glute"), item("quad"))
    story = (
        "0 helper start; 30 client hurts; 90 client ready; 95 helper resume; {} client comfort 4 0"
    )

    glute = at(replay(both, tell(story.format(110))), 122_000, both)
    knee = at(replay(both, tell(story.format(98 + 182) + "; 95 helper skip")), 0, both)

    assert (glute.hurt_here, glute.may_deepen, glute.rating_wanted) == (True, False, False)
    assert knee.hurt_here is False


def test_pulling_in_and_holding_deeper_are_one_movement() -> None:
    crac = pulling_in()
    pull, hold = (one for one in crac.segments if one.deepens and one.repetition == 2)

    said = replay(crac, tell(f"0 helper start; {pull.start - 15} client comfort 5 0"))

    assert (pull.act, hold.act) == ("pull_in", "deepen")
    assert at(said, pull.start * 1000, crac).may_deepen
    assert at(said, hold.start * 1000, crac).may_deepen


def test_where_nothing_was_moved_before_any_word_of_this_side_counts() -> None:
    seconds = {act: s for act, s in HOLD_RELAX.seconds.items() if act != "take_up"}
    still = timeline(item(dose=HOLD_RELAX.replace(seconds=seconds)))
    left, _, right, _ = (one.start for one in still.segments if one.deepens)

    first = replay(still, tell("0 helper start; 1 client comfort 3 0"))
    second = replay(still, tell(f"0 helper start; {right - 12} client comfort 3 0"))

    assert at(first, left * 1000, still).may_deepen
    assert not at(first, right * 1000, still).may_deepen
    assert at(second, right * 1000, still).may_deepen


def test_an_event_sent_again_is_counted_once() -> None:
    events = tell("0 helper start; 10 helper next; 30 client stop")

    once, again = states(TWO, events)[-1], replay(TWO, [*events, events[1], events[0], *events])

    assert once == again
    assert once.seen == ("helper:1", "helper:2", "client:1")


def test_an_event_without_sense_is_remembered_and_changes_nothing_else() -> None:
    before = replay(TWO, tell("0 helper start; 10 helper pause"))

    after = replay(TWO, tell("0 helper start; 10 helper pause; 50 client comfort; 60 client start"))

    assert after == before.replace(seen=(*before.seen, "client:1", "client:2"))
