"""The live session as a fold of events. ``machine.js`` is its twin; golden traces hold them equal.

Events are folded in the order given. One that is late counts from the latest moment already
folded: time never runs backwards. One that makes no sense in the present status changes nothing
and is remembered as seen. The position moves only while running. Nothing here ever raises; whoever
takes events in from outside must refuse one stamped far in the future.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from endrange.knowledge import Phase
from endrange.session.events import Event, EventKind
from endrange.session.state import Amber, Comfort, SessionState, Status
from endrange.session.timeline import Segment, Timeline
from endrange.values import Role

AMBER, RED = 3, 6
"""Pain from 3: less. Above 5: let go. Ours, below the published pain-monitoring models (amber
from 4): those are for loading that the client controls, not for a force from outside."""
RECHECK = 10_000
"""Milliseconds after which pain still amber did not pass. Ours: look again in 10 to 15 s."""
REDS = 2
"""So many ends the session. Ours."""
NEAR_START = 2_000
"""Within so many milliseconds of a segment's start, back means the one before. Ours."""

ON_THE_WAY = (Status.RUNNING, Status.PAUSED)

Rule = Callable[[SessionState, Event, Timeline], SessionState | None]
"""What an event does to the state, its time already counted; nothing if it makes no sense."""


def replay(timeline: Timeline, events: Iterable[Event]) -> SessionState:
    """The state after all events, in the order given."""
    state = SessionState()
    for event in events:
        state = step(state, event, timeline)
    return state


def step(state: SessionState, event: Event, timeline: Timeline) -> SessionState:
    """Return the state after one event. Never raises; the same event again changes nothing."""
    if event.key in state.seen:
        return state
    after = None
    if state.status is not Status.ENDED:
        after = RULES[event.kind](advance(state, event.at, timeline), event, timeline)
    if after and event.role is Role.CLIENT and event.kind is not EventKind.LEAVE:
        after = _with(after, client_device=True)
    return _with(after or state, seen=(*state.seen, event.key))


def advance(state: SessionState, now: int, timeline: Timeline) -> SessionState:
    """The same state at a later moment; an earlier one counts as the moment of the state."""
    now = max(now, state.since)
    ran = now - state.since if state.status is Status.RUNNING else 0
    return _with(state, position=min(state.position + ran, timeline.seconds * 1000), since=now)


def segment_at(timeline: Timeline, position: int) -> Segment:
    """The segment that runs at a position, at the very end the last one."""
    after = bisect_right(timeline.segments, position, key=lambda segment: segment.start * 1000)
    return timeline.segments[after - 1]


def same_side(one: Segment, other: Segment) -> bool:
    """Whether two segments belong to one run of a stretch on one side."""
    pauses = (Phase.SWITCH, Phase.TURN)
    same = (one.item, one.side) == (other.item, other.side)
    return same and one.phase not in pauses and other.phase not in pauses


def _start(state: SessionState, event: Event, _: Timeline) -> SessionState | None:
    if event.role is not Role.HELPER or state.status is not Status.WAITING:
        return None
    return _with(state, status=Status.RUNNING)


def _pause(state: SessionState, _: Event, __: Timeline) -> SessionState | None:
    return _with(state, status=Status.PAUSED) if state.status is Status.RUNNING else None


def _resume(state: SessionState, event: Event, timeline: Timeline) -> SessionState | None:
    if event.role is not Role.HELPER:
        return None
    if state.status is Status.PAUSED:
        return _with(state, status=Status.RUNNING)
    if state.status is Status.STOPPED and state.client_ready:
        going = {"stopped_by": None, "hurts": False, "client_ready": False}
        return _with(_jump(state, way_back(state, timeline)), status=Status.RUNNING, **going)
    return None


def way_back(state: SessionState, timeline: Timeline) -> int:
    """Where to go on after a stop: never straight into a hold.

    On to the next stretch if this one was left or dropped; else this side's getting ready.
    """
    here = segment_at(timeline, state.position)
    finished = state.position == timeline.seconds * 1000
    if finished or here.item in state.dropped + state.skipped:
        return _item_end(here.item, timeline)
    while here.index and same_side(here, timeline.segments[here.index - 1]):
        here = timeline.segments[here.index - 1]
    return here.start * 1000


def _item_end(item: int, timeline: Timeline) -> int:
    return max(segment.end for segment in timeline.segments if segment.item == item) * 1000


def _next(state: SessionState, event: Event, timeline: Timeline) -> SessionState | None:
    if event.role is not Role.HELPER or state.status not in ON_THE_WAY:
        return None
    return _jump(state, segment_at(timeline, state.position).end * 1000)


def _back(state: SessionState, event: Event, timeline: Timeline) -> SessionState | None:
    if event.role is not Role.HELPER or state.status not in ON_THE_WAY:
        return None
    here = segment_at(timeline, state.position)
    before = timeline.segments[max(here.index - 1, 0)]
    near = state.position < here.start * 1000 + NEAR_START
    to = before if near and before.item not in state.dropped else here
    if to.item in state.dropped:
        return None
    skipped = tuple(item for item in state.skipped if item != to.item)
    return _with(_jump(state, to.start * 1000), skipped=skipped)


def _skip(state: SessionState, _: Event, timeline: Timeline) -> SessionState | None:
    if state.status is Status.WAITING:
        return None
    item = segment_at(timeline, state.position).item
    left = _with(state, skipped=_added(state.skipped, item))
    return _jump(left, _item_end(item, timeline)) if state.status in ON_THE_WAY else left


def _jump(state: SessionState, position: int) -> SessionState:
    """Go to a position. Going back, what was said of this stretch has to be said again."""
    comfort = state.comfort
    if comfort and position < state.position:
        comfort = comfort.model_copy(update={"fresh": False})
    return _with(state, position=position, comfort=comfort)


def _ease_off(state: SessionState, _: Event, timeline: Timeline) -> SessionState:
    item = segment_at(timeline, state.position).item
    return _with(state, eased=_added(state.eased, item))


def _comfort(state: SessionState, event: Event, timeline: Timeline) -> SessionState | None:
    if event.stretch is None and event.pain is None:
        return None
    told = _with(state, comfort=_latest(state, event, timeline))
    if above_limits(event.stretch, event.pain, segment_at(timeline, state.position), timeline):
        told = _ease_off(told, event, timeline)
    if event.pain is None or event.pain < AMBER:
        return told
    if event.pain >= RED:
        return _hurts(told, event, timeline)
    return _amber(told, event, timeline)


def _latest(state: SessionState, event: Event, timeline: Timeline) -> Comfort:
    """A number not given keeps the one said of the same side of the same stretch, if any."""
    before = said_here(state, timeline)
    return Comfort(
        stretch=before.stretch if before and event.stretch is None else event.stretch,
        pain=before.pain if before and event.pain is None else event.pain,
        at=state.since,
        position=state.position,
    )


def said_here(state: SessionState, timeline: Timeline) -> Comfort | None:
    """The client's word about this side of this stretch; of another it tells nothing."""
    said = state.comfort
    if said is None or not said.fresh:
        return None
    then, now = (segment_at(timeline, where) for where in (said.position, state.position))
    return said if (then.item, then.side) == (now.item, now.side) else None


def above_limits(
    stretch: int | None, pain: int | None, segment: Segment, timeline: Timeline
) -> bool:
    """Whether a number is known to be above what its item allows."""
    limits = timeline.cards[segment.item].limits
    strong = stretch is not None and stretch > limits.stretch_sensation
    return strong or (pain is not None and pain > limits.pain)


def _amber(state: SessionState, event: Event, timeline: Timeline) -> SessionState:
    """Pain from 3 to 5: less. If it has not passed at the second look: let go of this stretch."""
    item = segment_at(timeline, state.position).item
    eased = _with(state, eased=_added(state.eased, item))
    if state.status not in ON_THE_WAY:
        return eased
    first = next((amber for amber in state.ambers if amber.item == item), None)
    if first is None:
        return _with(eased, ambers=(*state.ambers, Amber(item=item, at=state.since)))
    if state.since < first.at + RECHECK:
        return eased
    return _with(_stop(eased, event, timeline), hurts=True, dropped=_added(state.dropped, item))


def _hurts(state: SessionState, event: Event, timeline: Timeline) -> SessionState:
    item = segment_at(timeline, state.position).item
    stopped = _with(_stop(state, event, timeline), hurts=True)
    if state.status is Status.STOPPED and item in state.reds:
        return stopped
    reds = (*state.reds, item)
    status = Status.ENDED if len(reds) >= REDS else Status.STOPPED
    return _with(stopped, status=status, reds=reds, dropped=_added(state.dropped, item))


def _stop(state: SessionState, event: Event, _: Timeline) -> SessionState:
    if state.status is Status.STOPPED:
        return _with(state, client_ready=False)
    return _with(state, status=Status.STOPPED, stopped_by=event.role)


def _ready(state: SessionState, event: Event, _: Timeline) -> SessionState | None:
    """The client's own device speaks for the client; without one, the helper passes it on."""
    heard = event.role is Role.CLIENT or not state.client_device
    return _with(state, client_ready=True) if state.status is Status.STOPPED and heard else None


def _join(state: SessionState, event: Event, _: Timeline) -> SessionState | None:
    return state if event.role is Role.CLIENT else None


def _leave(state: SessionState, _: Event, __: Timeline) -> SessionState:
    return _with(state, client_device=False)


def _end(state: SessionState, _: Event, __: Timeline) -> SessionState:
    return _with(state, status=Status.ENDED)


def _added(items: tuple[int, ...], item: int) -> tuple[int, ...]:
    return items if item in items else (*items, item)


def _with(state: SessionState, **changes: Any) -> SessionState:
    """A changed copy; not validated again, since all of it was made here from valid values."""
    return state.model_copy(update=changes)


RULES: Mapping[EventKind, Rule] = {
    EventKind.START: _start,
    EventKind.PAUSE: _pause,
    EventKind.RESUME: _resume,
    EventKind.NEXT: _next,
    EventKind.BACK: _back,
    EventKind.SKIP: _skip,
    EventKind.EASE_OFF: _ease_off,
    EventKind.COMFORT: _comfort,
    EventKind.HURTS: _hurts,
    EventKind.STOP: _stop,
    EventKind.READY: _ready,
    EventKind.JOIN: _join,
    EventKind.LEAVE: _leave,
    EventKind.END: _end,
}
