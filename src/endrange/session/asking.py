"""When the client is asked how it feels, when nobody answers, and when to breathe."""

from enum import StrEnum

from endrange.session.course import is_open, open_ms, segment_at
from endrange.session.state import SessionState, Status
from endrange.session.timeline import Segment, Timeline, Way

ASK_AGAIN, SILENT = 5_000, 10_000
"""Milliseconds without an answer: ask again; take it as a stop. Ours: 5 s, and asked twice."""


class Prompt(StrEnum):
    """What is to be asked of the client now."""

    NONE = "none"
    ASK = "ask"
    """How does it feel?"""
    AGAIN = "again"
    """No answer within 5 s on the client's own device."""
    SILENT = "silent"
    """Nor within 10 s: the helper's device says the word ``silent``."""


def prompt(state: SessionState, timeline: Timeline) -> Prompt:
    """Whether an answer is owed. Without a device of the client's the helper hears it.

    An act's question is answered by whatever the client says from its start on.
    """
    if state.status is not Status.RUNNING:
        return Prompt.NONE
    here = segment_at(timeline, state.position)
    if not state.client_device:
        owed = is_owed(state, here, timeline)
        return Prompt.ASK if owed else Prompt.NONE
    asked = _asked_first(state, here, timeline)
    if asked is None:
        return Prompt.NONE
    silence = open_ms(state, asked, state.position, timeline)
    if silence >= SILENT:
        return Prompt.SILENT
    return Prompt.AGAIN if silence >= ASK_AGAIN else Prompt.ASK


def ask_at(segment: Segment) -> int | None:
    """Where in the timeline an act asks, in milliseconds."""
    return None if segment.ask_after is None else segment.start * 1000 + segment.ask_after


def is_owed(state: SessionState, segment: Segment, timeline: Timeline) -> bool:
    """Whether an act has asked in this pass and nothing has been said since it began."""
    asked = ask_at(segment)
    if asked is None or not state.entered <= asked <= state.position:
        return False
    heard = state.heard is not None and state.heard >= segment.start * 1000
    return not heard and is_open(state, segment, timeline)


def _asked_first(state: SessionState, here: Segment, timeline: Timeline) -> int | None:
    """The earliest question that nothing has answered, back to the last word or jump."""
    first = None
    for segment in reversed(timeline.segments[: here.index + 1]):
        if is_owed(state, segment, timeline):
            first = ask_at(segment)
        over = state.heard is not None and state.heard >= segment.start * 1000
        if over or segment.start * 1000 < state.entered:
            break
    return first


def breath(segment: Segment, position: int) -> tuple[Way | None, int]:
    """In or out at a position of an act, and milliseconds of it to go; nothing if it is free."""
    for way, _, end in breaths(segment):
        if position < end:
            return way, end - position
    return None, 0


def breaths(segment: Segment) -> tuple[tuple[Way, int, int], ...]:
    """Every breath of an act: which way, from where to where in the timeline, in milliseconds."""
    pace = segment.breathing
    if pace is None:
        return ()
    start, long = segment.start * 1000, segment.seconds * 1000
    ways = (pace.first, Way.OUT if pace.first is Way.IN else Way.IN)
    edges = [start + long * n // pace.breaths for n in range(pace.breaths + 1)]
    return tuple((ways[n % 2], edges[n], edges[n + 1]) for n in range(pace.breaths))
