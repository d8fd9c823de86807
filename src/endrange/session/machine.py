"""The live session as a fold of events. ``machine.js`` is its twin; golden traces hold them equal.

Events are folded in the order given. One that is late counts from the latest moment already
folded: time never runs backwards. One that makes no sense in the present status changes nothing
and is remembered as seen. The position moves only while running. Nothing here ever raises; whoever
takes events in from outside must refuse one stamped far in the future.
"""

from collections.abc import Callable, Iterable, Mapping

from endrange.knowledge import Word
from endrange.session.course import (
    advance,
    going_back,
    is_open,
    is_waiting,
    same_side,
    segment_at,
    settled,
    total,
    with_,
)
from endrange.session.effects import eased, joined
from endrange.session.events import Event, EventKind
from endrange.session.looking import is_clients_word, recheck
from endrange.session.rating import amber, comfort, reach
from endrange.session.reacting import ON_THE_WAY, react, released
from endrange.session.state import SessionState, Status
from endrange.session.timeline import Timeline
from endrange.values import Role

NEAR_START = 2_000
"""Within so many milliseconds of a segment's start, back means the one before. Ours."""

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
    if state.status is not Status.ENDED or _is_heard_after_the_end(event, timeline):
        after = RULES[event.kind](advance(state, event.at, timeline), event, timeline)
    if after and event.role is Role.CLIENT and event.kind is not EventKind.LEAVE:
        after = with_(after, client_device=True)
    return with_(_on_open_ground(after or state, timeline), seen=(*state.seen, event.key))


def _is_heard_after_the_end(event: Event, timeline: Timeline) -> bool:
    """Whoever feels faint after the last cue is still told what to do."""
    return bool(timeline.reactions) and event.kind in (EventKind.SENSATION, EventKind.RECHECK)


def _on_open_ground(state: SessionState, timeline: Timeline) -> SessionState:
    """While the clock runs it never stands in what is passed over."""
    if state.status is not Status.RUNNING:
        return state
    return with_(state, position=settled(state, state.position, timeline))


def _start(state: SessionState, event: Event, _: Timeline) -> SessionState | None:
    if event.role is not Role.HELPER or _is_owed(state):
        return None
    return with_(state, status=Status.RUNNING) if state.status is Status.WAITING else None


def _is_owed(state: SessionState) -> bool:
    """A re-check is to be answered before anything goes on."""
    return any(check.must for check in state.checks)


def _pause(state: SessionState, _: Event, __: Timeline) -> SessionState | None:
    return with_(state, status=Status.PAUSED) if state.status is Status.RUNNING else None


def _resume(state: SessionState, event: Event, timeline: Timeline) -> SessionState | None:
    if event.role is not Role.HELPER or _is_owed(state):
        return None
    if state.status is Status.PAUSED:
        return with_(state, status=Status.RUNNING)
    later = event.at >= state.stopped_at
    if state.status is Status.STOPPED and state.client_ready and later:
        going = {"stopped_by": None, "hurts": False, "client_ready": False}
        return with_(
            _jump(state, way_back(state, timeline), timeline), status=Status.RUNNING, **going
        )
    return None


def way_back(state: SessionState, timeline: Timeline) -> int:
    """Where to go on after a stop: never straight into a hold.

    On to the next stretch if this one was left or dropped; else this side's getting ready.
    """
    here = segment_at(timeline, state.position)
    finished = state.position == total(timeline)
    if finished or here.item in state.dropped + state.skipped:
        return settled(state, _item_end(here.item, timeline), timeline)
    while here.index and same_side(here, timeline.segments[here.index - 1]):
        here = timeline.segments[here.index - 1]
    to = here.start * 1000
    return settled(going_back(state, to, timeline), to, timeline)


def _item_end(item: int, timeline: Timeline) -> int:
    return max(segment.end for segment in timeline.segments if segment.item == item) * 1000


def _next(state: SessionState, event: Event, timeline: Timeline) -> SessionState | None:
    if event.role is not Role.HELPER or state.status not in ON_THE_WAY:
        return None
    return _jump(state, segment_at(timeline, state.position).end * 1000, timeline)


def _back(state: SessionState, event: Event, timeline: Timeline) -> SessionState | None:
    if event.role is not Role.HELPER or state.status not in ON_THE_WAY:
        return None
    here = segment_at(timeline, state.position)
    before = timeline.segments[max(here.index - 1, 0)]
    while before.index and before.item == here.item and not is_open(state, before, timeline):
        before = timeline.segments[before.index - 1]
    near = state.position < here.start * 1000 + NEAR_START
    to = before if near and is_open(state, before, timeline) else here
    if not is_open(going_back(state, to.start * 1000, timeline), to, timeline):
        return None
    skipped = tuple(item for item in state.skipped if item != to.item)
    return with_(_jump(state, to.start * 1000, timeline), skipped=skipped)


def _skip(state: SessionState, _: Event, timeline: Timeline) -> SessionState | None:
    if state.status is Status.WAITING:
        return None
    item = segment_at(timeline, state.position).item
    left = with_(state, skipped=joined(state.skipped, [item]))
    to = _item_end(item, timeline)
    return _jump(left, to, timeline) if state.status in ON_THE_WAY else left


def _jump(state: SessionState, position: int, timeline: Timeline) -> SessionState:
    """Go to a position. Going back, what was said of this stretch has to be said again."""
    jumped = {"position": position, "entered": position, "waited": 0}
    if position >= state.position:
        return with_(state, **jumped)
    comfort = state.comfort and state.comfort.model_copy(update={"fresh": False})
    spent = going_back(state, position, timeline)
    return with_(spent, comfort=comfort, heard=None, **jumped)


def _ease_off(state: SessionState, _: Event, timeline: Timeline) -> SessionState:
    here = segment_at(timeline, state.position)
    return eased(state, here.item, here.side, timeline)


def _hurts(state: SessionState, event: Event, timeline: Timeline) -> SessionState | None:
    return react(_heard(state), Word.MUCH_PAIN, event, timeline)


def _stop(state: SessionState, event: Event, timeline: Timeline) -> SessionState | None:
    """The client's stop is a word; a helper beside a client who can speak stops as a helper."""
    if is_clients_word(state, event):
        return react(_heard(state), Word.STOP, event, timeline)
    return released(state, event)


def _sensation(state: SessionState, event: Event, timeline: Timeline) -> SessionState | None:
    match event.word:
        case None:
            return None
        case Word.STOP:
            return _stop(state, event, timeline)
        case Word.PAIN:
            return amber(_heard(state), event, timeline)
        case Word.BREAK if not is_clients_word(state, event):
            return None
        case Word.SILENT:
            return react(state, event.word, event, timeline)
    return react(_heard(state), event.word, event, timeline)


def _heard(state: SessionState) -> SessionState:
    return with_(state, heard=state.position)


def _ready(state: SessionState, event: Event, timeline: Timeline) -> SessionState | None:
    """The client's own device speaks for the client; without one, the helper passes it on."""
    if not is_clients_word(state, event):
        return None
    if state.status is Status.RUNNING and is_waiting(state, timeline):
        return _jump(state, segment_at(timeline, state.position).end * 1000, timeline)
    if state.status is not Status.STOPPED or event.at < state.stopped_at:
        return None
    return with_(state, client_ready=True)


def _wait(state: SessionState, event: Event, _: Timeline) -> SessionState | None:
    return with_(state, waits=True) if event.role is Role.HELPER else None


def _flow(state: SessionState, event: Event, _: Timeline) -> SessionState | None:
    return with_(state, waits=False, waited=0) if event.role is Role.HELPER else None


def _join(state: SessionState, event: Event, _: Timeline) -> SessionState | None:
    return state if event.role is Role.CLIENT else None


def _leave(state: SessionState, _: Event, __: Timeline) -> SessionState:
    return with_(state, client_device=False)


def _end(state: SessionState, _: Event, __: Timeline) -> SessionState:
    return with_(state, status=Status.ENDED)


RULES: Mapping[EventKind, Rule] = {
    EventKind.START: _start,
    EventKind.PAUSE: _pause,
    EventKind.RESUME: _resume,
    EventKind.NEXT: _next,
    EventKind.BACK: _back,
    EventKind.SKIP: _skip,
    EventKind.EASE_OFF: _ease_off,
    EventKind.COMFORT: comfort,
    EventKind.HURTS: _hurts,
    EventKind.STOP: _stop,
    EventKind.SENSATION: _sensation,
    EventKind.RECHECK: recheck,
    EventKind.READY: _ready,
    EventKind.RANGE: reach,
    EventKind.WAIT: _wait,
    EventKind.FLOW: _flow,
    EventKind.JOIN: _join,
    EventKind.LEAVE: _leave,
    EventKind.END: _end,
}
