"""What holds in every session, whatever two people, two devices and a bad network do."""

import random
import time
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from endrange.knowledge import Act
from endrange.planning import Limits, SessionPlan
from endrange.session import (
    Event,
    EventKind,
    Segment,
    Status,
    Timeline,
    at,
    compile,
    record,
    replay,
)
from endrange.values import Role, Side
from tests.sessions import catalogue, hour, item, plan, random_events, states, tell, timeline, turn
from tests.unit.planning_cases import Case, cases

TWO = timeline(item(), item("quad", "passive"), turns=(turn(1),))
END = TWO.seconds * 1000

few = settings(max_examples=40, deadline=None)
unhurried = settings(deadline=None)

HELPER, CLIENT = Role.HELPER, Role.CLIENT
Happened = tuple[int, Role, EventKind, int | None, int | None]
"""Milliseconds after the one before, who, what, and a rating's two numbers."""

LATER = st.sampled_from((0, 500, 1_999, 2_000, 9_999, 10_000, 45_000, 300_000, -20_000))
ANYTHING = st.tuples(
    LATER,
    st.sampled_from(Role),
    st.sampled_from(EventKind),
    st.none() | st.integers(0, 10),
    st.none() | st.integers(0, 10),
).map(lambda one: [one])
"""One thing alone. By itself it seldom gets far: most things make no sense most of the time."""


def _usual(*acts: tuple[Role, EventKind]) -> st.SearchStrategy[list[Happened]]:
    """Some things that follow one another in real sessions, at any pace."""
    return st.lists(LATER, min_size=len(acts), max_size=len(acts)).map(
        lambda paces: [(pace, *act, None, None) for pace, act in zip(paces, acts, strict=True)]
    )


RATING = st.tuples(
    LATER, st.sampled_from(Role), st.just(EventKind.COMFORT), st.integers(3, 7), st.integers(0, 7)
).map(lambda one: [one])
GOING_ON = ((CLIENT, EventKind.READY), (HELPER, EventKind.RESUME))
USUAL = st.one_of(
    RATING,
    _usual((HELPER, EventKind.START)),
    _usual((HELPER, EventKind.PAUSE), (HELPER, EventKind.RESUME)),
    _usual((CLIENT, EventKind.STOP), *GOING_ON),
    _usual((CLIENT, EventKind.STOP), (CLIENT, EventKind.READY)),
    _usual((CLIENT, EventKind.HURTS), *GOING_ON),
    _usual((CLIENT, EventKind.HURTS), *GOING_ON, (HELPER, EventKind.BACK)),
    _usual(
        (CLIENT, EventKind.JOIN),
        (HELPER, EventKind.STOP),
        (HELPER, EventKind.READY),
        (HELPER, EventKind.RESUME),
    ),
    _usual((HELPER, EventKind.STOP), (HELPER, EventKind.RESUME)),
)


def _events(happened: Sequence[Happened]) -> list[Event]:
    now = 0
    events = []
    for sequence, (later, role, kind, stretch, pain) in enumerate(happened):
        now = max(0, now + later)
        told = {"stretch": stretch, "pain": pain} if kind is EventKind.COMFORT else {}
        events.append(Event(device=role, sequence=sequence, at=now, role=role, kind=kind, **told))
    return events


SESSIONS = st.tuples(
    st.sampled_from(([], [(0, HELPER, EventKind.START, None, None)])),
    st.lists(USUAL | ANYTHING, max_size=12),
).map(lambda parts: _events([*parts[0], *(one for part in parts[1] for one in part)]))


@unhurried
@given(SESSIONS)
def test_replaying_events_twice_changes_nothing(events: list[Event]) -> None:
    assert replay(TWO, events + events) == replay(TWO, events)
    assert record(TWO, events + events) == record(TWO, events)


@unhurried
@given(SESSIONS)
def test_time_never_runs_backwards(events: list[Event]) -> None:
    for before, after in pairwise(states(TWO, events)):
        assert after.since >= before.since


@unhurried
@given(SESSIONS)
def test_the_position_stays_within_the_timeline(events: list[Event]) -> None:
    assert all(0 <= state.position <= END for state in states(TWO, events))


@unhurried
@given(SESSIONS, st.sampled_from(Role), st.sampled_from((EventKind.STOP, EventKind.HURTS)))
def test_stop_always_wins(events: list[Event], role: Role, kind: EventKind) -> None:
    stop = Event(device="new", sequence=0, at=0, role=role, kind=kind)

    after = replay(TWO, [*events, stop])

    assert after.status in (Status.STOPPED, Status.ENDED)


@unhurried
@given(SESSIONS)
def test_nothing_runs_after_a_stop_without_ready_from_the_client(events: list[Event]) -> None:
    ready = True
    before = None
    for event, state in zip(events, states(TWO, events), strict=True):
        if state.status is Status.STOPPED and event.kind is EventKind.READY:
            spoken_for = event.role is Role.HELPER and not (before and before.client_device)
            ready = ready or event.role is Role.CLIENT or spoken_for
        if event.kind in (EventKind.STOP, EventKind.HURTS) or _stopped_now(before, state):
            ready = False
        assert state.status is not Status.RUNNING or ready
        before = state


def _stopped_now(before: Any, state: Any) -> bool:
    return state.status is Status.STOPPED and (not before or before.status is not Status.STOPPED)


@unhurried
@given(SESSIONS)
def test_while_stopped_the_position_is_frozen(events: list[Event]) -> None:
    for before, after in pairwise(states(TWO, events)):
        if before.status is Status.STOPPED is after.status:
            assert after.position == before.position


@unhurried
@given(SESSIONS)
def test_a_dropped_stretch_is_never_taken_again(events: list[Event]) -> None:
    for state in states(TWO, events):
        view = at(state, state.since, TWO)
        if state.status is Status.RUNNING and not view.finished:
            assert TWO.segments[view.segment].item not in state.dropped


@unhurried
@given(SESSIONS)
def test_nobody_goes_on_in_the_middle_of_a_hold_after_a_stop(events: list[Event]) -> None:
    for before, after in pairwise(states(TWO, events)):
        if before.status is Status.STOPPED and after.status is Status.RUNNING:
            view = at(after, after.since, TWO)
            segment = TWO.segments[view.segment]
            assert view.finished or segment.phase in ("ready", "switch", "turn")
            assert view.finished or view.position == segment.start * 1000


@unhurried
@given(SESSIONS)
def test_two_reds_end_the_session_and_one_does_not(events: list[Event]) -> None:
    for state in states(TWO, events):
        assert len(state.reds) <= 2
        assert len(state.reds) < 2 or state.status is Status.ENDED


@unhurried
@given(SESSIONS)
def test_an_ended_session_changes_no_more(events: list[Event]) -> None:
    for before, after in pairwise(states(TWO, events)):
        if before.status is Status.ENDED:
            assert after.replace(seen=()) == before.replace(seen=())


EASING = ((EventKind.EASE_OFF, None, None), (EventKind.COMFORT, 9, 0), (EventKind.COMFORT, 5, 3))


SLOW = [HealthCheck.too_slow, HealthCheck.filter_too_much]
"""Most drawn pairs are of two stretches; only those of one count."""


@settings(max_examples=100, deadline=None, suppress_health_check=SLOW)
@given(
    st.sampled_from(TWO.segments),
    st.sampled_from(EASING),
    st.sampled_from([one for one in TWO.segments if one.phase == "lengthen" or one.deepens]),
    st.sampled_from((None, (4, 0), (6, 2))),
)
def test_once_eased_no_words_of_this_stretch_ask_for_range(
    said_in: Segment,
    easing: tuple[EventKind, int | None, int | None],
    here: Segment,
    better: tuple[int, int] | None,
) -> None:
    assume(said_in.item == here.item)
    assume(said_in.index < here.index)
    kind, stretch, pain = easing
    told = [(0, EventKind.START, None, None), (said_in.start * 1000, kind, stretch, pain)]
    if better:
        told.append((here.start * 1000, EventKind.COMFORT, *better))
    events = [
        Event(device="a", sequence=n, at=when, role=HELPER, kind=what, stretch=pull, pain=hurt)
        for n, (when, what, pull, hurt) in enumerate(told)
    ]

    view = at(replay(TWO, events), here.start * 1000, TWO)

    assert view.segment == here.index
    assert view.cues != here.cues
    assert "Go no further." in view.cues.helper or view.too_much
    assert not view.may_deepen


@unhurried
@given(SESSIONS)
def test_a_number_above_the_limit_eases_its_stretch_for_good(events: list[Event]) -> None:
    before = replay(TWO, [])
    for event, after in zip(events, states(TWO, events), strict=True):
        counted = after.comfort and after.comfort != before.comfort
        if counted and ((event.stretch or 0) > 6 or (event.pain or 0) > 2):
            assert TWO.segments[at(after, after.since, TWO).segment].item in after.eased
        assert {*before.eased} <= {*after.eased}
        before = after


LIGHT = timeline(*(item(stretch, "passive", limits=Limits(pain=1)) for stretch in ("ham", "quad")))
"""Pain 2 is above its limit without yet being amber."""
MOMENTS = [one.start * 1000 + into for one in LIGHT.segments for into in (0, 1_999, 2_000, 4_000)]


@settings(max_examples=100, deadline=None, suppress_health_check=SLOW)
@given(
    st.sampled_from(MOMENTS),
    st.sampled_from((None, 5, 6, 7)),
    st.sampled_from((None, 0, 1, 2, 3)),
    st.sampled_from((EventKind.BACK, EventKind.EASE_OFF, EventKind.NEXT, EventKind.JOIN)),
    st.integers(0, 5_000),
    st.integers(0, 20_000),
)
def test_deeper_only_on_a_fresh_word_within_the_limits(
    when: int, stretch: int | None, pain: int | None, then: EventKind, later: int, look: int
) -> None:
    events = [
        Event(device="one", sequence=0, at=0, role=HELPER, kind=EventKind.START),
        Event(
            device="one",
            sequence=1,
            at=when,
            role=CLIENT,
            kind=EventKind.COMFORT,
            stretch=stretch,
            pain=pain,
        ),
        Event(device="one", sequence=2, at=when + later, role=HELPER, kind=then),
    ]
    view = at(replay(LIGHT, events), when + later + look, LIGHT)
    here = LIGHT.segments[view.segment]
    said_in = next(
        (one for one in LIGHT.segments if one.start * 1000 <= when < one.end * 1000), None
    )

    if view.may_deepen:
        limits = LIGHT.cards[here.item].limits
        assert stretch is not None
        assert stretch <= limits.stretch_sensation
        assert pain is not None
        assert pain <= limits.pain
        assert then in (EventKind.NEXT, EventKind.JOIN)
        assert said_in is not None
        assert (said_in.item, said_in.side) == (here.item, here.side)
        assert not any(one.deepens for one in LIGHT.segments[said_in.index + 1 : here.index])


@unhurried
@given(SESSIONS, st.integers(0, 600_000), st.integers(0, 600_000))
def test_looking_changes_nothing_and_the_count_only_falls(
    events: list[Event], one: int, other: int
) -> None:
    state = replay(TWO, events)
    first, second = (at(state, state.since + later, TWO) for later in sorted((one, other)))

    assert first.position <= second.position
    assert first.session_seconds_to_go >= second.session_seconds_to_go
    assert 0 <= second.seconds_to_go <= TWO.segments[second.segment].seconds


DOSES = st.builds(
    lambda repetitions, ready, up, hold, rest: (
        item()
        .doses[0]
        .dose.replace(
            repetitions=repetitions,
            seconds={Act.GET_READY: ready, Act.TAKE_UP: up, Act.HOLD: hold, Act.REST: rest},
            effort_percent=None,
        )
    ),
    st.integers(1, 6),
    st.integers(0, 20),
    st.integers(0, 12),
    st.integers(1, 60),
    st.integers(0, 30),
)
SIDES = st.sampled_from(
    ((Side.LEFT, Side.RIGHT), (Side.RIGHT, Side.LEFT), (Side.LEFT,), (Side.BOTH,), (Side.MIDLINE,))
)
ITEMS = st.builds(
    lambda stretch, sides, dose: item(stretch, "passive", sides, dose),
    st.sampled_from(("ham", "glute", "quad")),
    SIDES,
    DOSES,
)


@st.composite
def plans(draw: st.DrawFn) -> SessionPlan:
    items = draw(st.lists(ITEMS, min_size=1, max_size=6))
    turned = draw(st.sets(st.integers(0, len(items) - 1)))
    turns = [turn(index, seconds=draw(st.integers(1, 90))) for index in sorted(turned)]
    return plan(*items, turns=tuple(turns))


@few
@given(plans())
def test_a_timeline_lasts_as_long_as_the_plan_promises(made: SessionPlan) -> None:
    found = compile(made, catalogue())

    assert found.seconds == made.seconds == sum(one.seconds for one in found.segments)
    for index, one in enumerate(made.items):
        turned = sum(turn.seconds for turn in made.turns if turn.before_item == index)
        here = sum(segment.seconds for segment in found.segments if segment.item == index)
        assert here == one.seconds + turned


@few
@given(plans())
def test_segments_follow_one_another_without_gaps(made: SessionPlan) -> None:
    segments = compile(made, catalogue()).segments

    assert segments[0].start == 0
    assert [one.index for one in segments] == list(range(len(segments)))
    assert all(one.end == other.start for one, other in pairwise(segments))


@few
@given(plans())
def test_both_sides_get_the_same_when_their_doses_are_equal(made: SessionPlan) -> None:
    found = compile(made, catalogue())

    for index, one in enumerate(made.items):
        per_side = [
            [
                (segment.act, segment.seconds, segment.repetition)
                for segment in _acts(found, index)
                if segment.side is dose.side
            ]
            for dose in one.doses
        ]
        assert all(acts == per_side[0] for acts in per_side)
        assert len({dose.side for dose in one.doses}) == len(per_side)


def _acts(found: Timeline, index: int) -> list[Any]:
    return [segment for segment in found.segments if segment.item == index and segment.act]


@settings(max_examples=15, deadline=None)
@given(cases())
def test_whatever_the_planner_plans_can_be_guided_and_lasts_as_promised(case: Case) -> None:
    made = case.plan
    assume(made.items)

    found = compile(made, case.catalogue)

    assert found.seconds == made.seconds
    assert [card.limits for card in found.cards] == [one.limits for one in made.items]
    assert sum(one.phase == "turn" for one in found.segments) == len(made.turns)


def test_an_hour_is_replayed_in_a_blink() -> None:
    long = hour()
    ratings = "; ".join(f"{second} client comfort 5 0" for second in range(3, long.seconds, 3))
    events = tell(f"0 helper start; {ratings}; {long.seconds} helper end")
    anything = random_events(random.Random(7), 500)  # noqa: S311

    began = time.process_time()
    ended = replay(long, events)
    took = time.process_time() - began
    replay(long, anything)

    assert ended.status is Status.ENDED
    assert len(events) > 1_000
    assert took < 0.5


@pytest.mark.parametrize("kind", EventKind)
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize(
    "before",
    [
        "",
        "0 helper start",
        "0 helper start; 20 helper pause",
        "0 helper start; 20 client stop",
        "0 helper end",
    ],
)
def test_every_event_in_every_status_from_everybody_is_taken(
    before: str, role: Role, kind: EventKind
) -> None:
    told = tell(before)
    event = Event(device="new", sequence=0, at=30_000, role=role, kind=kind)

    after = replay(TWO, [*told, event])

    assert after.seen[-1] == "new:0"
