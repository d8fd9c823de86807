# ruff: noqa: E501  (a row of a table is one case and stays on one line)
"""What the two say and are told in a live session, and what is on its record. Times in seconds.

The session is that of ``two_stretches``.
"""

import pytest

from endrange.planning import Limits
from endrange.session import ItemRecord, at, record, replay
from endrange.session.timeline import Timeline
from tests.sessions import HOLD_RELAX, item, tell, timeline
from tests.spec.two_stretches import TWO
from tests.tables import rows

TOO_MUCH = """
  what                                        | events                                                                  | now  | helper says                                | client                                  | too much | eased
  too strong in the hold: at once             | 0 helper start; 30 client comfort 9 0                                   | 30   | Ease off until it is 6 or less.            | Go loose. Say when it is 6 or less.     | yes | yes
  all of ten                                  | 0 helper start; 30 client comfort 10                                    | 30   | Ease off until it is 6 or less.            | Go loose. Say when it is 6 or less.     | yes | yes
  while the leg is going up                   | 0 helper start; 15 client comfort 7 0                                   | 15   | Ease off until it is 6 or less.            | Go loose. Say when it is 6 or less.     | yes | yes
  in the push                                 | 0 helper start; 20 client comfort 9                                     | 20   | Ease off until it is 6 or less.            | Go loose. Say when it is 6 or less.     | yes | yes
  it stands until it is better                | 0 helper start; 15 client comfort 9 0                                   | 41   | Ease off until it is 6 or less.            | Go loose. Say when it is 6 or less.     | yes | yes
  better: stay, and no deeper in this stretch | 0 helper start; 30 client comfort 9 0; 35 client comfort 6 0            | 36   | Stay where you are. Go no further.         | Stay as you are.                        | no  | yes
  the limit itself is within                  | 0 helper start; 15 client comfort 6 2                                   | 30   | deepen.                                    | deepen.                                 | no  | no
  pain above the limit, and amber             | 0 helper start; 30 client comfort 5 3                                   | 30   | Ease off until the pain is 2 or less.      | Go loose. Say when the pain is 2 or less. | yes | yes
  both: the pain first                        | 0 helper start; 30 client comfort 9 3                                   | 30   | Ease off until the pain is 2 or less.      | Go loose. Say when the pain is 2 or less. | yes | yes
  at rest there is nothing to ease off        | 0 helper start; 30 client comfort 9 0                                   | 44   | rest.                                      | rest.                                   | no  | yes
  after the rest: no deeper, of the new hold  | 0 helper start; 30 client comfort 9 0                                   | 62   | Stay where you are. Go no further.         | Stay as you are.                        | no  | yes
  the other side too                          | 0 helper start; 30 client comfort 9 0                                   | 105  | Stop while it is still light. Go no further. | Less far today. Say as soon as you feel it. | no | yes
  not the next stretch                        | 0 helper start; 30 client comfort 9 0                                   | 221  | take_up.                                   | take_up.                                | no  | no
  gone back: it was said of another pass      | 0 helper start; 30 client comfort 9 0; 31 helper back; 32 helper back   | 33   | let_go.                                    | let_go.                                 | no  | yes
  eased off by hand, in the hold              | 0 helper start; 230 client ease_off                                     | 231  | Stay where you are. Go no further.         | Stay as you are.                        | no  | yes
  and the next time up                        | 0 helper start; 230 client ease_off                                     | 271  | Stop short of the last time. Go no further. | Less far than the last time. Say when you feel it. | no | yes
  eased before the first time up              | 0 helper start; 3 client ease_off                                       | 9    | Stop while it is still light. Go no further. | Less far today. Say as soon as you feel it. | no | yes
  ended: let go, whatever was running         | 0 helper start; 30 helper end                                           | 31   | Let go slowly. Keep your hands under.      | Go loose. Breathe. Take your time.      | no  | no
"""


@pytest.mark.parametrize("row", rows(TOO_MUCH), ids=lambda row: row["what"])
def test_what_the_client_says_changes_the_words_at_once(row: dict[str, str]) -> None:
    view = at(replay(TWO, tell(row["events"])), round(float(row["now"]) * 1000), TWO)

    assert (view.cues.helper, view.cues.client) == (row["helper says"], row["client"])
    assert (view.too_much, view.eased) == (row["too much"] == "yes", row["eased"] == "yes")


def test_a_lower_limit_eases_earlier() -> None:
    light = timeline(item(limits=Limits(stretch_sensation=3, pain=1)))

    strong = at(replay(light, tell("0 helper start; 15 client comfort 4 0")), 15_000, light)
    painful = at(replay(light, tell("0 helper start; 15 client comfort 3 2")), 15_000, light)

    assert (strong.cues.helper, strong.eased) == ("Ease off until it is 3 or less.", True)
    assert (painful.cues.helper, painful.eased) == ("Ease off until the pain is 1 or less.", True)


def _kept_from_before(whole: Timeline) -> Timeline:
    """As timelines were stored before cards had words for too much."""
    words = {"cues_if_too_strong": None, "cues_if_painful": None}
    return whole.replace(cards=tuple(card.replace(**words) for card in whole.cards))


@pytest.mark.parametrize(
    ("now", "says"), [(30, "Stay where you are. Go no further."), (20, "contract.")]
)
def test_a_timeline_kept_from_before_still_goes_no_deeper(now: int, says: str) -> None:
    old = _kept_from_before(TWO)

    view = at(replay(old, tell(f"0 helper start; {now} client comfort 9 0")), now * 1000, old)

    assert (view.too_much, view.cues.helper) == (True, says)


def test_too_much_from_the_first_second_on() -> None:
    seconds = {act: s for act, s in HOLD_RELAX.seconds.items() if act in ("contract", "deepen")}
    at_once = timeline(item(dose=HOLD_RELAX.replace(seconds=seconds)))

    view = at(replay(at_once, tell("0 helper start; 1 client comfort 9 0")), 10_000, at_once)

    assert (view.too_much, view.cues.helper) == (True, "Ease off until it is 6 or less.")


SAYING = """
  what                          | events                                          | now | says
  deeper after a word           | 0 helper start; 25 client comfort 5 0           | 27  | I follow a little.
  no word: not said             | 0 helper start                                  | 27  |
  too strong: not said          | 0 helper start; 25 client comfort 9 0           | 27  |
  eased off: not said           | 0 helper start; 25 client comfort 5 0; 26 helper ease_off | 27 |
  stopped: not said             | 0 helper start; 25 client comfort 5 0; 28 client stop | 29 |
  what asks for nothing is said | 0 helper start; 3 client ease_off               | 19  | Press gently.
"""


@pytest.mark.parametrize("row", rows(SAYING), ids=lambda row: row["what"])
def test_the_helper_never_says_more_than_the_words_in_force(row: dict[str, str]) -> None:
    aloud = {"deepen": "I follow a little.", "contract": "Press gently."}
    spoken = TWO.replace(
        segments=tuple(one.replace(say=aloud.get(one.act or "", "")) for one in TWO.segments)
    )

    view = at(replay(spoken, tell(row["events"])), int(row["now"]) * 1000, spoken)

    assert view.say == row["says"]


SAID = """
  what                                          | events                                                        | now | said   | may deepen
  nothing                                       | 0 helper start                                                | 30  |        | no
  of this side                                  | 0 helper start; 15 client comfort 5 0                         | 30  | 5 0    | yes
  a number alone keeps the other, said here     | 0 helper start; 15 client comfort 5 1; 30 client comfort 6    | 30  | 6 1    | yes
  on the other side nothing has been said       | 0 helper start; 15 client comfort 5 0                         | 105 |        | no
  the pain of the left tells nothing of the right | 0 helper start; 15 client comfort 5 0; 115 client comfort 4 | 123 | 4 -    | no
  nor of the next stretch                       | 0 helper start; 15 client comfort 5 0; 240 client comfort 4   | 241 | 4 -    | no
  nor does the pull                             | 0 helper start; 15 client comfort 5 0; 240 client comfort - 1 | 241 | - 1    | no
  gone back: to be said again                   | 0 helper start; 15 client comfort 5 0; 22 helper back; 23 helper back | 25 |  | no
  and one number does not bring the other back  | 0 helper start; 15 client comfort 5 0; 22 helper back; 23 helper back; 28 client comfort 4 | 29 | 4 - | no
"""


@pytest.mark.parametrize("row", rows(SAID), ids=lambda row: row["what"])
def test_a_number_is_of_the_side_it_was_said_of(row: dict[str, str]) -> None:
    view = at(replay(TWO, tell(row["events"])), int(row["now"]) * 1000, TWO)

    numbers = (view.said.stretch, view.said.pain) if view.said else ()
    shown = " ".join("-" if number is None else str(number) for number in numbers)
    assert (shown, view.may_deepen) == (row["said"], row["may deepen"] == "yes")


def test_pain_not_said_again_is_not_on_the_record_of_the_next_side() -> None:
    events = tell("0 helper start; 30 client comfort 5 2; 130 client comfort 4; 300 helper end")

    left, right = record(timeline(), events)

    assert (left.stretch_high, left.pain_high) == (5, 2)
    assert (right.stretch_high, right.pain_high) == (4, None)


GOING_ON = """
  what                                | events                                                       | goes on
  a stop: this side again             | 0 helper start; 30 client stop                               | here
  a stop in the turn: the turn again  | 0 helper start; 190 client stop                              | here
  it hurts: this stretch is left      | 0 helper start; 30 client hurts                              | next_stretch
  stopped, and then left              | 0 helper start; 30 client stop; 40 client skip               | next_stretch
  it hurts in the last one            | 0 helper start; 230 client hurts                             | end
  stopped after the last second       | 0 helper start; 500 client stop                              | end
  two that hurt end the session       | 0 helper start; 30 client hurts; 90 client ready; 95 helper resume; 130 client hurts | end
"""


@pytest.mark.parametrize("row", rows(GOING_ON), ids=lambda row: row["what"])
def test_where_it_goes_on_is_told_before(row: dict[str, str]) -> None:
    told = tell(row["events"])
    before = at(replay(TWO, told), 600_000, TWO)
    going = tell("600 client ready; 601 helper resume")
    going = tuple(one.replace(device=f"later-{one.role}") for one in going)

    after = at(replay(TWO, [*told, *going]), 601_000, TWO)

    assert before.goes_on == row["goes on"]
    items = (TWO.segments[before.segment].item, TWO.segments[after.segment].item)
    assert (items[0] == items[1]) == (row["goes on"] != "next_stretch")
    assert (after.finished or after.status == "ended") == (row["goes on"] == "end")


def test_two_that_hurt_end_the_session_for_everybody_who_reads_it() -> None:
    story = "0 helper start; 30 client hurts; 90 client ready; 95 helper resume; 130 client hurts"

    state = replay(TWO, tell(story))
    view = at(state, 140_000, TWO)
    ended = [one.ended for one in record(TWO, tell(story))]

    assert (state.status, view.status) == ("ended", "ended")
    assert ended == ["hurt", "not_done", "hurt", "not_done"]


def test_it_hurt_at_this_joint_in_words() -> None:
    hip = TWO.cards[0].replace(
        words_if_hurt="Something was wrong at this joint today: the hip. No deeper."
    )
    two = TWO.replace(cards=(hip, TWO.cards[1]))

    before = at(replay(two, tell("0 helper start")), 30_000, two)
    after = at(replay(two, tell("0 helper start; 30 client hurts")), 31_000, two)

    assert TWO.cards[0].words_if_hurt == "Something was wrong at this joint today. No deeper."
    assert (before.hurt_words, after.hurt_words) == ("", hip.words_if_hurt)


VIEWS = """
  what                              | now    | segment | to go | session | cues                                | next
  the first moment                  | 0      | 0       | 8     | 438     | get_ready.                          | 1
  a millisecond later still 8       | 0.001  | 0       | 8     | 438     | get_ready.                          | 1
  one second on                     | 1      | 0       | 7     | 437     | get_ready.                          | 1
  the last millisecond              | 7.999  | 0       | 1     | 431     | get_ready.                          | 1
  the next segment                  | 8      | 1       | 10    | 430     | take_up.                            | 2
  no rating: not deeper             | 30     | 4       | 12    | 408     | Stay where you are. Go no further.  | 5
  the last second                   | 437.5  | 36      | 1     | 1       | rest.                               |
  the end                           | 438    | 36      | 0     | 0       | rest.                               |
  long after the end                | 9999   | 36      | 0     | 0       | rest.                               |
"""


@pytest.mark.parametrize("row", rows(VIEWS), ids=lambda row: row["what"])
def test_what_the_helper_sees(row: dict[str, str]) -> None:
    view = at(replay(TWO, tell("0 helper start")), round(float(row["now"]) * 1000), TWO)

    shown = (view.segment, view.seconds_to_go, view.session_seconds_to_go, view.cues.helper)
    assert shown == (int(row["segment"]), int(row["to go"]), int(row["session"]), row["cues"])
    assert view.next == (int(row["next"]) if row["next"] else None)
    assert view.finished == (row["to go"] == "0")


def test_when_stopped_both_are_told_to_let_go() -> None:
    view = at(replay(TWO, tell("0 helper start; 30 client stop")), 60_000, TWO)

    assert view.cues.helper == "Let go slowly. Keep your hands under."
    assert view.cues.client == "Go loose. Breathe. Take your time."
    assert (view.position, view.seconds_to_go) == (30_000, 12)


def test_what_comes_next_is_shown_with_the_words_that_will_count() -> None:
    silent = at(replay(TWO, tell("0 helper start")), 25_000, TWO)
    told = at(replay(TWO, tell("0 helper start; 15 client comfort 5 0")), 25_000, TWO)

    assert silent.next_cues is not None
    assert told.next_cues is not None
    assert (silent.next_cues.helper, told.next_cues.helper) == (
        "Stay where you are. Go no further.",
        "deepen.",
    )


RECORDS = """
  what                         | events                                                            | left                      | right
  all of it                    | 0 helper start; 500 helper end                                    | done 30/30 2/2            | done 30/30 2/2
  nothing                      | 0 helper end                                                      | not_done 0/30 0/2         | not_done 0/30 0/2
  never begun, no event at all |                                                                   | not_done 0/30 0/2         | not_done 0/30 0/2
  ended in the first hold      | 0 helper start; 37.9 helper end                                   | partly 10/30 0/2          | not_done 0/30 0/2
  a pause in the hold counts nothing | 0 helper start; 30 helper pause; 60 helper resume; 72 helper end | partly 15/30 1/2       | not_done 0/30 0/2
  skipped in the second hold   | 0 helper start; 66 helper skip                                    | skipped 20/30 1/2         | skipped 0/30 0/2
  the first hold cut short     | 0 helper start; 30 helper next; 400 helper end                    | partly 18/30 1/2          | done 30/30 2/2
  one hold twice               | 0 helper start; 41 helper back; 500 helper end                    | done 44/30 2/2            | done 30/30 2/2
  a whole hold twice           | 0 helper start; 43 helper back; 500 helper end                    | done 45/30 3/2            | done 30/30 2/2
  stopped, and not gone on     | 0 helper start; 37 client stop; 99 helper end                     | stopped 10/30 0/2         | not_done 0/30 0/2
  stopped, taken again, done   | 0 helper start; 37 client stop; 50 client ready; 60 helper resume; 500 helper end | done 40/30 2/2 | done 30/30 2/2
  it hurt on the right         | 0 helper start; 125 client hurts; 200 helper end                  | done 30/30 2/2            | hurt 2/30 0/2
  pain that did not pass       | 0 helper start; 30 client comfort 5 3; 41 client comfort 4 3      | hurt 14/30 0/2 4-5 pain 3 | not_done 0/30 0/2
  ratings                      | 0 helper start; 30 client comfort 5 0; 70 client comfort 6 1; 130 client comfort 3 2; 131 client comfort - 1 | done 30/30 2/2 5-6 pain 1 | partly 8/30 0/2 3-3 pain 2
  a rating after the end       | 0 helper start; 30 helper end; 40 client comfort 9 9              | partly 3/30 0/2           | not_done 0/30 0/2
"""


@pytest.mark.parametrize("row", rows(RECORDS), ids=lambda row: row["what"])
def test_what_was_done(row: dict[str, str]) -> None:
    events = tell(row["events"])

    found = record(timeline(), events + events)

    assert [_line(one) for one in found] == [row["left"], row["right"]]


def _line(one: ItemRecord) -> str:
    done = f"{one.ended} {one.seconds}/{one.planned_seconds} "
    done += f"{one.repetitions}/{one.planned_repetitions}"
    if one.stretch_low is None:
        return done
    return f"{done} {one.stretch_low}-{one.stretch_high} pain {one.pain_high}"
