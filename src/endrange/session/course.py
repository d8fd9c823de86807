"""The course of time: what is passed over, where the clock waits, where a moment lies."""

from bisect import bisect_right
from collections.abc import Iterator
from typing import Any, NamedTuple

from endrange.knowledge import Act, Phase
from endrange.session.state import SessionState, Spent, Status
from endrange.session.timeline import Segment, Timeline

LIGHT_PUSH_SECONDS, LIGHT_PUSHES = 5, 2
"""Ours, as the modification SUBISO: of a push at most 5 s, and of pushes at most two a side."""
SHORT_OF = 1
"""Milliseconds by which the clock stays short of the next act while it waits for a tap."""
PAUSES = (Phase.SWITCH, Phase.TURN)
WITHOUT_LOAD = (Phase.READY, Phase.REST, *PAUSES)
"""Only here the clock may wait for a tap: waiting never makes a pull longer."""


class Course(NamedTuple):
    """Where some running time leads, and the pieces of the timeline run through on the way."""

    position: int
    waited: int
    pieces: tuple[tuple[int, int], ...] = ()


def segment_at(timeline: Timeline, position: int) -> Segment:
    """The segment that runs at a position, at the very end the last one."""
    after = bisect_right(timeline.segments, position, key=lambda segment: segment.start * 1000)
    return timeline.segments[after - 1]


def same_side(one: Segment, other: Segment) -> bool:
    """Whether two segments belong to one run of a stretch on one side."""
    same = (one.item, one.side) == (other.item, other.side)
    return same and one.phase not in PAUSES and other.phase not in PAUSES


def total(timeline: Timeline) -> int:
    """Milliseconds of the whole timeline."""
    return timeline.seconds * 1000


def advance(state: SessionState, now: int, timeline: Timeline) -> SessionState:
    """The same state at a later moment; an earlier one counts as the moment of the state."""
    now = max(now, state.since)
    there = course(state, now, timeline)
    return with_(state, position=there.position, waited=there.waited, since=now)


def course(state: SessionState, now: int, timeline: Timeline) -> Course:
    """Where the clock stands at ``now``; acts that are closed are passed over in no time."""
    if state.status is not Status.RUNNING:
        return Course(state.position, state.waited)
    ran = max(0, now - state.since)
    position = settled(state, state.position, timeline)
    pieces: list[tuple[int, int]] = []
    while ran and position < total(timeline):
        until = _until(state, segment_at(timeline, position), timeline)
        step = min(ran, until - position)
        if not step:
            return Course(position, state.waited + ran, tuple(pieces))
        pieces.append((position, position + step))
        position, ran = settled(state, position + step, timeline), ran - step
    return Course(position, state.waited, tuple(pieces))


def settled(state: SessionState, position: int, timeline: Timeline) -> int:
    """The first moment from here on that is not passed over."""
    while position < total(timeline):
        segment = segment_at(timeline, position)
        if position < open_until(state, segment, timeline):
            break
        position = segment.end * 1000
    return position


def _until(state: SessionState, segment: Segment, timeline: Timeline) -> int:
    """Where running through a segment comes to its end, or to where the clock waits."""
    end = open_until(state, segment, timeline)
    return end - SHORT_OF if waits_after(state, segment, timeline) else end


def waits_after(state: SessionState, segment: Segment, timeline: Timeline) -> bool:
    """Whether the clock waits for a tap at the end of an act."""
    is_last = segment.end == timeline.seconds
    return state.waits and segment.phase in WITHOUT_LOAD and not is_last


def is_waiting(state: SessionState, timeline: Timeline) -> bool:
    """Whether the clock waits for a tap."""
    segment = segment_at(timeline, state.position)
    waits = waits_after(state, segment, timeline)
    return waits and state.position == segment.end * 1000 - SHORT_OF


def open_ms(state: SessionState, start: int, end: int, timeline: Timeline) -> int:
    """Milliseconds that are run through between two positions."""
    first = segment_at(timeline, start).index
    return sum(
        max(0, min(end, open_until(state, one, timeline)) - max(start, one.start * 1000))
        for one in timeline.segments[first:]
        if one.start * 1000 < end
    )


def open_until(state: SessionState, segment: Segment, timeline: Timeline) -> int:
    """To which millisecond of the timeline an act runs: its start if it is passed over."""
    if not is_open(state, segment, timeline):
        return segment.start * 1000
    cut = segment.act is Act.CONTRACT and segment.item in state.light_push
    return (
        (segment.start + min(segment.seconds, LIGHT_PUSH_SECONDS)) * 1000
        if cut
        else (segment.end * 1000)
    )


def is_open(state: SessionState, segment: Segment, timeline: Timeline) -> bool:
    """Whether an act is still done today; a turn is where anything after it is."""
    if segment.phase is Phase.TURN:
        return any(is_open(state, one, timeline) for one in _until_next_turn(segment, timeline))
    if segment.item in state.dropped or segment.item in state.off:
        return False
    if any(_is_spent(one, segment) for one in state.spent):
        return False
    if set(timeline.cards[segment.item].loads.get(segment.side, ())) & set(state.locked):
        return False
    push = _push_of(segment, timeline)
    return push is None or _is_pushed(state, push)


def _is_spent(spent: Spent, segment: Segment) -> bool:
    """A repetition that was begun before, or what only leads to such."""
    if (spent.item, spent.side) != (segment.item, segment.side):
        return False
    wanted = segment.repetition or segment.repetitions
    return wanted <= spent.repetition


def going_back(state: SessionState, to: int, timeline: Timeline) -> SessionState:
    """The same with the dose spent between here and there, where a precaution limits it."""
    if not timeline.reactions:  # as it was before version 2
        return state
    begun = {
        (one.item, one.side): one.repetition
        for one in timeline.segments
        if one.start * 1000 < state.position
        and one.end * 1000 > to
        and one.phase in (Phase.PUSH, Phase.HOLD)
        and _is_limited(one, timeline)
    }
    for one in state.spent:
        key = (one.item, one.side)
        begun[key] = max(one.repetition, begun.get(key, 0))
    spent = (Spent(item=n, side=side, repetition=last) for (n, side), last in begun.items())
    return with_(state, spent=tuple(spent))


def _is_limited(segment: Segment, timeline: Timeline) -> bool:
    limits = timeline.cards[segment.item].limits
    return limits.total_seconds is not None or limits.repetitions is not None


def _until_next_turn(turn: Segment, timeline: Timeline) -> Iterator[Segment]:
    for later in timeline.segments[turn.index + 1 :]:
        if later.phase is Phase.TURN:
            return
        yield later


def _push_of(segment: Segment, timeline: Timeline) -> Segment | None:
    """The push that an act is, or lets go of."""
    if segment.act is Act.CONTRACT:
        return segment
    before = timeline.segments[segment.index - 1] if segment.index else segment
    lets_go = segment.act is Act.LET_GO and before.act is Act.CONTRACT
    return before if lets_go and same_side(before, segment) else None


def _is_pushed(state: SessionState, push: Segment) -> bool:
    if push.item in state.no_push:
        return False
    return push.item not in state.light_push or push.repetition <= LIGHT_PUSHES


def with_(state: SessionState, **changes: Any) -> SessionState:
    """A changed copy; not validated again, since all of it was made here from valid values."""
    return state.model_copy(update=changes)
