"""What both screens show at one moment: a reading of the state, never a change of it."""

from enum import StrEnum

from endrange.knowledge import Phase
from endrange.session.machine import (
    above_limits,
    advance,
    said_here,
    same_side,
    segment_at,
    way_back,
)
from endrange.session.state import Comfort, SessionState, Status
from endrange.session.timeline import Segment, Timeline
from endrange.values import ByRole, Value

SETTLED = 2_000
"""Milliseconds into a movement before a rating counts as said of it. Ours: one slow reaction."""

UNDER_LOAD = (Phase.LENGTHEN, Phase.PUSH, Phase.RELAX, Phase.HOLD)
"""Where there is something to ease off from."""


class GoesOn(StrEnum):
    """Where going on after a stop leads."""

    HERE = "here"
    """This side of this stretch again, from getting ready."""
    NEXT_STRETCH = "next_stretch"
    END = "end"


class View(Value):
    status: Status
    finished: bool
    """The clock has run to the end of the timeline, whether or not anybody has said "end"."""
    position: int
    """Milliseconds of the timeline done."""
    segment: int
    seconds_to_go: int
    """Of this segment, rounded up: the count on the screen."""
    session_seconds_to_go: int
    may_deepen: bool
    """New range may be asked for in this segment or, if it asks for none, in the next of this side
    that does: the client has said so since the last movement, within the limits."""
    rating_wanted: bool
    """New range is to be asked for on this side, and the client has not yet rated the last
    movement."""
    eased: bool
    hurt_here: bool
    """It hurt at this joint today: no deeper, and better skipped."""
    hurt_words: str
    """The same, to be read; empty where it did not."""
    said: Comfort | None
    """What the client has said of this side of this stretch; empty is not said."""
    too_much: bool
    """A number above the limit stands: the words in force say to ease off."""
    goes_on: GoesOn
    cues: ByRole[str]
    """The words in force."""
    say: str
    """What the helper may say aloud now; never asks for more than the words in force."""
    next: int | None
    next_cues: ByRole[str] | None


def at(state: SessionState, now: int, timeline: Timeline) -> View:
    """What is shown at a common-clock time; before the last event it is that event's time."""
    there = advance(state, now, timeline)
    segment = segment_at(timeline, there.position)
    deepening = _deepening(segment, timeline)
    total = timeline.seconds * 1000
    hurt = _hurt_here(there, segment, timeline)
    following = timeline.segments[segment.index + 1 : segment.index + 2]
    return View(
        status=there.status,
        finished=there.position == total,
        position=there.position,
        segment=segment.index,
        seconds_to_go=_seconds(segment.end * 1000 - there.position),
        session_seconds_to_go=_seconds(total - there.position),
        may_deepen=deepening is not None and _may_deepen(there, deepening, timeline),
        rating_wanted=deepening is not None and _rating_wanted(there, deepening, timeline),
        eased=segment.item in there.eased,
        hurt_here=hurt,
        hurt_words=timeline.cards[segment.item].words_if_hurt if hurt else "",
        said=said_here(there, timeline),
        too_much=_too_much(there, segment, timeline),
        goes_on=_goes_on(there, segment, timeline),
        cues=_let_go_or(there, segment, timeline),
        say=_say(there, segment, timeline),
        next=following[0].index if following else None,
        next_cues=_cues(there, following[0], timeline) if following else None,
    )


def _seconds(milliseconds: int) -> int:
    return -(-milliseconds // 1000)


def _goes_on(state: SessionState, segment: Segment, timeline: Timeline) -> GoesOn:
    to = way_back(state, timeline)
    if state.status is Status.ENDED or to == timeline.seconds * 1000:
        return GoesOn.END
    return GoesOn.HERE if to <= segment.start * 1000 else GoesOn.NEXT_STRETCH


def _let_go_or(state: SessionState, segment: Segment, timeline: Timeline) -> ByRole[str]:
    if state.status in (Status.STOPPED, Status.ENDED):
        return timeline.cards[segment.item].cues_if_stopped
    return _cues(state, segment, timeline)


def _say(state: SessionState, segment: Segment, timeline: Timeline) -> str:
    asked = _let_go_or(state, segment, timeline) == segment.cues
    return segment.say if asked else ""


def _cues(state: SessionState, segment: Segment, timeline: Timeline) -> ByRole[str]:
    if _too_much(state, segment, timeline):
        return _less(state, segment, timeline) or segment.cues_if_not_deeper or segment.cues
    stay = _closed(state, segment, timeline)
    if segment.deepens:
        stay = not _may_deepen(state, segment, timeline)
    return (segment.cues_if_not_deeper if stay else None) or segment.cues


def _too_much(state: SessionState, segment: Segment, timeline: Timeline) -> bool:
    """Above the limit, and said since the limb was last at rest."""
    said = state.comfort
    if said is None or not said.fresh or segment.phase not in UNDER_LOAD:
        return False
    above = above_limits(said.stretch, said.pain, segment, timeline)
    return above and said.position >= _loaded_since(segment, timeline)


def _loaded_since(segment: Segment, timeline: Timeline) -> int:
    start = segment.start
    for before in reversed(timeline.segments[: segment.index]):
        if not same_side(before, segment) or before.phase not in UNDER_LOAD:
            break
        start = before.start
    return start * 1000


def _less(state: SessionState, segment: Segment, timeline: Timeline) -> ByRole[str] | None:
    """Pain first: it is the smaller number that matters more."""
    card = timeline.cards[segment.item]
    pain = state.comfort.pain if state.comfort else None
    painful = above_limits(None, pain, segment, timeline)
    return card.cues_if_painful if painful else card.cues_if_too_strong


def _deepening(segment: Segment, timeline: Timeline) -> Segment | None:
    """The one that asks for new range: this segment or the next such of its side."""
    for later in timeline.segments[segment.index :]:
        if (later.item, later.side) != (segment.item, segment.side):
            break
        if later.deepens:
            return later
    return None


def _may_deepen(state: SessionState, segment: Segment, timeline: Timeline) -> bool:
    if _closed(state, segment, timeline):
        return False
    return _rated(state, segment, timeline) and _within_limits(state, segment, timeline)


def _rating_wanted(state: SessionState, segment: Segment, timeline: Timeline) -> bool:
    closed = _closed(state, segment, timeline)
    asked = state.position >= _counts_from(segment, timeline)
    return asked and not closed and not _rated(state, segment, timeline)


def _closed(state: SessionState, segment: Segment, timeline: Timeline) -> bool:
    return segment.item in state.eased or _hurt_here(state, segment, timeline)


def _hurt_here(state: SessionState, segment: Segment, timeline: Timeline) -> bool:
    joint = timeline.cards[segment.item].joint
    return any(timeline.cards[item].joint == joint for item in state.dropped)


def _rated(state: SessionState, segment: Segment, timeline: Timeline) -> bool:
    said = state.comfort
    if said is None or not said.fresh:
        return False
    return said.position >= _counts_from(segment, timeline)


def _within_limits(state: SessionState, segment: Segment, timeline: Timeline) -> bool:
    """Both numbers known and within the limits: what was never said is not read as nought."""
    said, limits = state.comfort, timeline.cards[segment.item].limits
    if said is None or said.stretch is None or said.pain is None:
        return False
    return said.stretch <= limits.stretch_sensation and said.pain <= limits.pain


def _counts_from(segment: Segment, timeline: Timeline) -> int:
    """From where in the timeline a rating tells of the last movement before ``segment``.

    Movements of one repetition that follow at once are one: to pull in and then hold deeper.
    """
    joined = True
    start = segment.start * 1000
    for before in reversed(timeline.segments[: segment.index]):
        if not same_side(before, segment):
            break
        moves = before.deepens or before.phase is Phase.LENGTHEN
        joined = joined and moves and before.repetition == segment.repetition
        if moves and not joined:
            return before.start * 1000 + SETTLED
        start = before.start * 1000
    return start
