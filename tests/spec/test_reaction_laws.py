"""What must hold of every session in which words are said, whatever is said, in whatever order."""

import random
from collections.abc import Iterable
from itertools import pairwise, permutations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from endrange.knowledge import Act, Branch, Phase, Urgency, Word, load
from endrange.planning import Cap, Limits
from endrange.session import (
    CueKind,
    Event,
    EventKind,
    SessionState,
    Status,
    Timeline,
    at,
    cue_points,
    record,
    replay,
)
from endrange.session.course import advance, going_back, is_open, open_until, with_
from endrange.session.saying import bound, effort_percent, pain_limit, stretch_limit
from endrange.values import Role
from tests.sessions import item, random_events, reacting, real, states, tell, turn

WHOLES = (
    reacting(item(), item("glute", "passive"), item("quad"), turns=(turn(2),)),
    reacting(item(limits=Limits(effort_percent=20, stretch_sensation=4)), item("quad", "passive")),
    real(
        ("neck_extensors", "active_assisted"),
        ("ham_slr_table", "contract_relax_agonist_contract"),
        ("lumbar_childs_pose", "passive"),
        limits=Limits(caps=(Cap(part="HIP", side="both", movement="flexion", degrees=70),)),
    ),
)
SPINE = real(("neck_extensors", "active_assisted"), ("lumbar_childs_pose", "passive"))

LIMITED = reacting(
    item(limits=Limits(total_seconds=30)), item("quad", "passive", limits=Limits(repetitions=2))
)
"""A precaution says how much of it in all."""

unhurried = settings(max_examples=30, deadline=None)


def _story(whole: Timeline) -> st.SearchStrategy[tuple[Timeline, tuple[Event, ...]]]:
    dice = st.integers(0, 2**32).map(random.Random)
    events = st.builds(random_events, dice, st.integers(1, 40))
    return st.tuples(st.just(whole), events)


STORIES = st.sampled_from(WHOLES).flatmap(_story)
Story = tuple[Timeline, tuple[Event, ...]]


def _pairs(story: Story) -> Iterable[tuple[SessionState, SessionState]]:
    whole, events = story
    return pairwise((SessionState(), *states(whole, events)))


@unhurried
@given(STORIES, st.randoms(use_true_random=False))
def test_what_is_sent_again_later_changes_nothing(story: Story, dice: random.Random) -> None:
    whole, events = story
    again = list(events)
    for event in events:
        again.insert(dice.randrange(again.index(event) + 1, len(again) + 1), event)

    assert replay(whole, again) == replay(whole, events)
    assert record(whole, [*events, *events]) == record(whole, events)


@unhurried
@given(STORIES)
def test_nothing_said_or_done_ever_allows_more(story: Story) -> None:
    """The dose of today only shrinks: acts, pushes, effort, sensation, pain and range."""
    whole, _ = story
    for before, after in _pairs(story):
        for one in whole.segments:
            assert open_until(after, one, whole) <= open_until(before, one, whole)
            assert (effort_percent(after, one) or 0) <= (effort_percent(before, one) or 0)
            was, now = (bound(state, one.item, one.side, whole) for state in (before, after))
            assert was is None or (now is not None and now <= was)
        for number in range(len(whole.cards)):
            assert stretch_limit(after, number, whole) <= stretch_limit(before, number, whole)
            assert pain_limit(after, number, whole) <= pain_limit(before, number, whole)
        assert {*before.eased} <= {*after.eased}


@unhurried
@given(STORIES, st.integers(0, 400_000))
def test_nothing_is_asked_for_beyond_the_clearance_and_the_clients_word(
    story: Story, later: int
) -> None:
    whole, events = story
    state = replay(whole, events)
    view = at(state, state.since + later, whole)
    here = whole.segments[view.segment]
    card = whole.cards[here.item]

    assert view.effort_percent is None or view.effort_percent <= (
        card.limits.effort_percent if card.limits.effort_percent is not None else 100
    )
    assert view.target_degrees is None or view.target_degrees <= card.caps.get(here.side, 200)
    assert view.stretch_limit <= card.limits.stretch_sensation
    if view.may_deepen:
        assert state.comfort is not None
        assert (state.comfort.stretch or 0) <= view.stretch_limit
        assert (state.comfort.pain or 0) <= view.pain_limit
        assert here.item not in state.eased
    if here.deepens and not view.may_deepen:
        assert view.cues != here.cues


@unhurried
@given(STORIES, st.lists(st.integers(0, 60_000), max_size=8))
def test_what_is_dropped_or_locked_never_runs_again(story: Story, steps: list[int]) -> None:
    whole, events = story
    for state in states(whole, events):
        for step in (0, *steps):
            _check_closed(state, state.since + step, whole)


@unhurried
@given(_story(LIMITED))
def test_a_limited_dose_is_never_given_twice(story: Story) -> None:
    whole, events = story

    for side in record(whole, events):
        assert side.seconds <= side.planned_seconds
        for one in side.each:
            assert one.push_seconds <= one.planned_push_seconds


@pytest.mark.parametrize(
    ("first", "then", "begun"),
    [  # seconds of LIMITED at which they go back to the start; repetitions of the left side
        (17, 17, []),
        (30, 17, [1]),
        (60, 17, [2]),
        (60, 30, [2]),
        (30, 60, [2]),
    ],
)
def test_going_back_twice_forgets_no_repetition(first: int, then: int, begun: list[int]) -> None:
    state = SessionState()
    for seconds in (first, then):
        state = going_back(with_(state, position=seconds * 1000), 0, LIMITED)

    assert [one.repetition for one in state.spent] == begun


BACK = "; ".join(f"{1_000 + n} helper back" for n in range(5))
MORE = "; ".join(f"{1_200 + 9 * n} helper {kind}" for n, kind in enumerate(["next", "back"] * 20))


@pytest.mark.parametrize("when", [20, 30, 120])
@pytest.mark.parametrize("word", Word)
def test_whatever_was_said_its_stretch_stays_as_closed_as_it_left_it(word: Word, when: int) -> None:
    """Said, gone, gone on; then back and forth as often as anybody likes."""
    said = f"0 helper start; {when} client sensation {word}; 800 client recheck gone"
    story = f"{said}; 801 client ready; 802 helper resume; {BACK}; {MORE}"
    whole = WHOLES[0]

    for state in states(whole, tell(story)):
        for later in (0, 500, 3_000, 20_000):
            _check_closed(state, state.since + later, whole)


def _check_closed(state: SessionState, now: int, whole: Timeline) -> None:
    there = advance(state, now, whole)
    here = whole.segments[at(state, now, whole).segment]
    if there.status is not Status.RUNNING or there.position == whole.seconds * 1000:
        return
    assert is_open(there, here, whole)
    if here.phase is not Phase.TURN:
        assert here.item not in there.dropped + there.off
        assert {*whole.cards[here.item].loads[here.side]}.isdisjoint(there.locked)
        assert here.act is not Act.CONTRACT or here.item not in there.no_push


@unhurried
@given(STORIES)
def test_nothing_runs_while_a_re_check_is_owed(story: Story) -> None:
    whole, events = story
    for state in states(whole, events):
        owed = any(check.must for check in state.checks)
        assert not (owed and state.status is Status.RUNNING)


@unhurried
@given(STORIES)
def test_two_reds_end_it_and_help_once_called_is_not_called_off(story: Story) -> None:
    rank = {None: 0, Urgency.SAME_DAY: 1, Urgency.CALL_NOW: 2}
    for before, after in _pairs(story):
        assert len(after.reds) < 2 or after.status is Status.ENDED
        assert rank[after.urgency] >= rank[before.urgency]
        assert before.status is not Status.ENDED or after.status is Status.ENDED


REACTIONS = load().reactions
ENDS_IT = {Word.HEADACHE, Word.BREATHLESS}


NEURO = [row.word for row in REACTIONS.values() if row.neuro and not row.parts]
REDS = [row.word for row in REACTIONS.values() if row.now.red and not row.parts]


@pytest.mark.parametrize("second", REDS)
@pytest.mark.parametrize("first", REDS)
def test_the_second_red_ends_it_and_the_first_alone_does_not(first: Word, second: Word) -> None:
    story = (
        f"0 helper start; 20 client sensation {first}; 400 client recheck gone;"
        f"401 client ready; 402 helper resume"
    )
    one = replay(WHOLES[0], tell(story))
    two = replay(WHOLES[0], tell(f"{story}; 420 client sensation {second}"))

    assert (one.status is Status.ENDED) is (first in ENDS_IT)
    assert two.status is Status.ENDED
    assert len(two.reds) == (1 if first in ENDS_IT else 2)


@pytest.mark.parametrize("red", [*REDS, Word.STOP])
@pytest.mark.parametrize("neuro", NEURO)
@pytest.mark.parametrize("first", ["red", "neuro"])
def test_in_the_neck_one_red_and_a_word_of_the_nerves_end_it(
    first: str, red: Word, neuro: Word
) -> None:
    words = (red, neuro) if first == "red" else (neuro, red)
    told = [(EventKind.START, None, 0), *((EventKind.SENSATION, w, 20_000) for w in words)]
    events = [
        Event(device="a", sequence=n, at=when, role=Role.HELPER, kind=kind, word=word)
        for n, (kind, word, when) in enumerate(told)
    ]
    gone = Event(
        device="a",
        sequence=9,
        at=90_000,
        role=Role.HELPER,
        kind=EventKind.RECHECK,
        answer="gone",
        word=Word.STOP,
    )

    ended = replay(SPINE, [*events, gone] if red is Word.STOP else events)

    assert (ended.status, ended.urgency is not None) == (Status.ENDED, True)


CLIENT, HELPER = Role.CLIENT, Role.HELPER
MEETINGS: dict[str, tuple[str, tuple[int, ...]]] = {
    "the helper stops beside a phone": (
        "client join, helper stop, client ready, helper resume",
        (10_000, 20_000, 30_000),
    ),
    "the client stops twice": (
        "client stop, client stop, client sensation, client ready, helper resume",
        (10_000, 20_000),
    ),
    "without a phone": (
        "helper stop, helper sensation, helper ready, helper pause, helper resume",
        (10_000, 20_000),
    ),
    "it hurts, and it is gone": (
        "client hurts, client recheck, client ready, helper resume, helper next",
        (10_000, 90_000),
    ),
    "the phone is given up": (
        "client stop, helper leave, helper sensation, helper ready, helper resume",
        (10_000, 20_000),
    ),
}
"""What devices do that are apart, and the moments at which each of it may have happened."""


FEW = ("the helper stops beside a phone", "the client stops twice")


@pytest.mark.parametrize(
    "meeting",
    [pytest.param(one, marks=() if one in FEW else pytest.mark.deep) for one in MEETINGS],
)
def test_however_devices_meet_again_a_stop_holds_until_a_later_ready(meeting: str) -> None:
    """Every order of receipt, with every moment for each: nothing is left to chance."""
    told, moments = MEETINGS[meeting]
    done = [one.split() for one in told.split(", ")]
    went_on = 0
    for times in product(moments, repeat=len(done)):
        events = [
            _event(n, Role(role), EventKind(kind), at)
            for n, ((role, kind), at) in enumerate(zip(done, times, strict=True))
        ]
        for order in permutations(events):
            went_on += _holds(WHOLES[0], [_event(99, HELPER, EventKind.START, 0), *order])

    assert went_on, "nobody ever went on: then this shows nothing"


def _event(n: int, role: Role, kind: EventKind, at: int) -> Event:
    """A word is always that it was only a break, an answer always that it is gone."""
    return Event(
        device=f"{role}-{n}",
        sequence=n,
        at=at,
        role=role,
        kind=kind,
        word=Word.BREAK if kind is EventKind.SENSATION else None,
        answer="gone" if kind is EventKind.RECHECK else None,
    )


def _holds(whole: Timeline, events: list[Event]) -> bool:
    """Whether it runs in the end; with a stop and no later ready it may not."""
    stops = [one.at for one in events if one.kind in (EventKind.STOP, EventKind.HURTS)]
    readies = [one.at for one in events if one.kind is EventKind.READY]
    resumes = [one.at for one in events if one.kind is EventKind.RESUME]
    running = replay(whole, events).status is Status.RUNNING
    for wanted in (readies, resumes) if stops else ():
        assert not running or max(wanted, default=-1) >= max(stops), events
    return running


KINDS = [*EventKind, *[EventKind.STOP, EventKind.READY, EventKind.RESUME] * 3]
HAPPENED = st.tuples(
    st.sampled_from(Role), st.sampled_from(KINDS), st.sampled_from((10_000, 20_000, 30_000, 99_000))
)


@pytest.mark.deep
@settings(max_examples=10_000, deadline=None)
@given(st.sampled_from(WHOLES), st.lists(HAPPENED, min_size=3, max_size=12), st.randoms())
def test_ten_thousand_times_a_stop_holds(
    whole: Timeline, told: list[tuple[Role, EventKind, int]], dice: random.Random
) -> None:
    events = [_event(n, *one) for n, one in enumerate(told)]
    dice.shuffle(events)

    _holds(whole, [_event(99, HELPER, EventKind.START, 0), *events])


URGENT = {row.word: row.now.urgency for row in REACTIONS.values() if row.now.urgency}


@pytest.mark.parametrize("second", URGENT)
@pytest.mark.parametrize("first", URGENT)
def test_the_more_urgent_of_two_words_counts_in_either_order(first: Word, second: Word) -> None:
    told = [
        Event(device="a", sequence=n, at=9_000, role=HELPER, kind=EventKind.SENSATION, word=word)
        for n, word in enumerate((first, second))
    ]
    rank = list(Urgency)

    state = replay(SPINE, told)

    assert state.urgency is max(URGENT[first], URGENT[second], key=rank.index)


@unhurried
@given(STORIES, st.integers(0, 200_000))
def test_a_cue_comes_when_its_act_is_there(story: Story, later: int) -> None:
    whole, events = story
    state = replay(whole, events)
    now = state.since + later
    cues = cue_points(state, now, whole)

    assert [one.at for one in cues] == sorted(one.at for one in cues)
    assert not cues or state.status is Status.RUNNING
    for one in cues:
        assert one.at >= now
        there = at(state, one.at, whole)
        if one.kind is not CueKind.END:
            assert (there.segment, there.position) == (one.segment, one.position)
    soon = cue_points(state, now, whole, ahead=10_000)
    assert soon == tuple(one for one in cues if one.at < now + 10_000)


NOTHING_PULLS = (Phase.READY, Phase.REST, Phase.SWITCH, Phase.TURN)


@unhurried
@given(STORIES, st.integers(0, 900_000))
def test_waiting_for_a_tap_makes_no_pull_longer(story: Story, later: int) -> None:
    whole, events = story
    waits = Event(device="x", sequence=0, at=0, role=Role.HELPER, kind=EventKind.WAIT)
    state = replay(whole, [waits, *events])
    view = at(state, state.since + later, whole)

    assert not view.waiting or whole.segments[view.segment].phase in NOTHING_PULLS
    assert view.waited == 0 or view.waiting or state.status is not Status.RUNNING


@pytest.mark.parametrize("id_", REACTIONS)
@pytest.mark.parametrize("branch", Branch)
def test_every_branch_of_every_row_can_be_told(id_: str, branch: Branch) -> None:
    """Words for both people wherever something changes that they must act on."""
    outcome = REACTIONS[id_].outcome(branch)
    acts = outcome.onward.caution > 1 or outcome.urgency

    assert outcome.words or branch is Branch.NOW or not acts
