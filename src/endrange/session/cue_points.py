"""What is to sound when, on the common clock, as long as nothing else happens."""

from collections.abc import Iterator
from enum import StrEnum
from itertools import chain

from endrange.knowledge import Act, Phase
from endrange.session.asking import ask_at, breaths
from endrange.session.course import advance, open_until, segment_at, waits_after
from endrange.session.deepening import cues_of
from endrange.session.state import SessionState, Status
from endrange.session.timeline import Segment, Timeline, Way
from endrange.values import ByRole, Side, Value

HALFWAY_FROM, COUNTDOWN_FROM = 10_000, 6_000
"""Milliseconds an act has at least for its middle, and its last three seconds, to be told. Ours."""


class CueKind(StrEnum):
    """Of those due in the same moment the first named comes first."""

    END = "end"
    """Of a push, of a hold, of the session."""
    GET_READY = "get_ready"
    SWITCH = "switch"
    TURN = "turn"
    START = "start"
    """Of any other act."""
    BREATHE = "breathe"
    COUNT = "count"
    """Aloud, in a push: 1, 2, 3 ..."""
    ASK = "ask"
    """How does it feel?"""
    HALFWAY = "halfway"
    """Of a hold."""
    COUNTDOWN = "countdown"
    """3, 2, 1 seconds before the end of an act."""


class CuePoint(Value):
    kind: CueKind
    at: int
    """Common-clock milliseconds."""
    position: int
    """The same in the timeline."""
    segment: int
    phase: Phase
    side: Side
    number: int | None = None
    """Of ``COUNT`` and ``COUNTDOWN``."""
    way: Way | None = None
    """Of ``BREATHE``."""
    text: ByRole[str] | None = None
    """What each person is told as an act begins."""


Point = tuple[int, CueKind, int | None, Way | None]
"""Milliseconds of the timeline, kind, number, way."""

FIRST = {
    Phase.READY: CueKind.GET_READY,
    Phase.SWITCH: CueKind.SWITCH,
    Phase.TURN: CueKind.TURN,
}


def cue_points(
    state: SessionState, now: int, timeline: Timeline, ahead: int | None = None
) -> tuple[CuePoint, ...]:
    """The cues due from ``now`` on, in order; none while the clock rests.

    Args:
        now: common-clock milliseconds.
        ahead: only those due within so many milliseconds; all to the end without it.
    """
    there = advance(state, now, timeline)
    until = None if ahead is None else there.since + ahead
    if there.status is not Status.RUNNING:
        return ()
    return tuple(_due(there, until, timeline))


def _due(state: SessionState, until: int | None, timeline: Timeline) -> Iterator[CuePoint]:
    clock, position = state.since, state.position
    for segment in timeline.segments[segment_at(timeline, position).index :]:
        end = open_until(state, segment, timeline)
        if position >= end:  # passed over
            position = max(position, segment.end * 1000)
            continue
        for point in _points(segment, end, timeline):
            at = clock + point[0] - position
            if until is not None and at >= until:
                return
            if point[0] >= position:
                yield _cue(state, at, point, segment, timeline)
        if waits_after(state, segment, timeline):
            return
        clock, position = clock + end - position, segment.end * 1000


def _points(segment: Segment, end: int, timeline: Timeline) -> list[Point]:
    """Everything one act tells, in order; it is run through up to ``end``."""
    start, order = segment.start * 1000, list(CueKind)
    points = chain(
        [(start, FIRST.get(segment.phase, CueKind.START), None, None)],
        ((at, CueKind.BREATHE, None, way) for way, at, _ in breaths(segment) if at < end),
        _counted(segment, start, end),
        _asked(segment, end),
        _nearing(segment, start, end),
        _ended(segment, end, timeline),
    )
    return sorted(points, key=lambda point: (point[0], order.index(point[1])))


def _counted(segment: Segment, start: int, end: int) -> Iterator[Point]:
    if segment.act is Act.CONTRACT:
        for number, at in enumerate(range(start, end, 1000), start=1):
            yield at, CueKind.COUNT, number, None


def _asked(segment: Segment, end: int) -> Iterator[Point]:
    at = ask_at(segment)
    if at is not None and at < end:
        yield at, CueKind.ASK, None, None


def _nearing(segment: Segment, start: int, end: int) -> Iterator[Point]:
    if segment.phase is Phase.HOLD and end - start >= HALFWAY_FROM:
        yield start + (end - start) // 2, CueKind.HALFWAY, None, None
    for number in (3, 2, 1) if end - start >= COUNTDOWN_FROM else ():
        yield end - number * 1000, CueKind.COUNTDOWN, number, None


def _ended(segment: Segment, end: int, timeline: Timeline) -> Iterator[Point]:
    if segment.phase in (Phase.PUSH, Phase.HOLD) or segment.end == timeline.seconds:
        yield end, CueKind.END, None, None


def _cue(
    state: SessionState, at: int, point: Point, segment: Segment, timeline: Timeline
) -> CuePoint:
    position, kind, number, way = point
    begins = kind in (*FIRST.values(), CueKind.START)
    return CuePoint(
        kind=kind,
        at=at,
        position=position,
        segment=segment.index,
        phase=segment.phase,
        side=segment.side,
        number=number,
        way=way,
        text=cues_of(state, segment, timeline) if begins else None,
    )
