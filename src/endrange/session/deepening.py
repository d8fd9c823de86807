"""Whether anybody may go deeper, and the words that say so. Never without the client's word."""

from endrange.knowledge import Phase
from endrange.session.course import is_open, same_side
from endrange.session.saying import hurt_here, is_above, is_within
from endrange.session.state import SessionState
from endrange.session.timeline import Segment, Timeline
from endrange.values import ByRole

SETTLED = 2_000
"""Milliseconds into a movement before a rating counts as said of it. Ours: one slow reaction."""

UNDER_LOAD = (Phase.LENGTHEN, Phase.PUSH, Phase.RELAX, Phase.HOLD)
"""Where there is something to ease off from."""


def cues_of(state: SessionState, segment: Segment, timeline: Timeline) -> ByRole[str]:
    """The words in force in an act, as long as nobody lets go."""
    if is_too_much(state, segment, timeline):
        return _less(state, segment, timeline) or segment.cues_if_not_deeper or segment.cues
    stay = _closed(state, segment, timeline)
    if segment.deepens:
        stay = not may_deepen(state, segment, timeline)
    return (segment.cues_if_not_deeper if stay else None) or segment.cues


def is_too_much(state: SessionState, segment: Segment, timeline: Timeline) -> bool:
    """Above the limit, and said since the limb was last at rest."""
    said = state.comfort
    if said is None or not said.fresh or segment.phase not in UNDER_LOAD:
        return False
    above = is_above(state, said.stretch, said.pain, segment.item, timeline)
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
    painful = is_above(state, None, pain, segment.item, timeline)
    return card.cues_if_painful if painful else card.cues_if_too_strong


def deepening_from(segment: Segment, timeline: Timeline) -> Segment | None:
    """The one that asks for new range: this segment or the next such of its side."""
    for later in timeline.segments[segment.index :]:
        if (later.item, later.side) != (segment.item, segment.side):
            break
        if later.deepens:
            return later
    return None


def may_deepen(state: SessionState, segment: Segment, timeline: Timeline) -> bool:
    if _closed(state, segment, timeline) or not is_open(state, segment, timeline):
        return False
    return _rated(state, segment, timeline) and is_within(state, segment.item, timeline)


def is_rating_wanted(state: SessionState, segment: Segment, timeline: Timeline) -> bool:
    closed = _closed(state, segment, timeline)
    asked = state.position >= _counts_from(segment, timeline)
    return asked and not closed and not _rated(state, segment, timeline)


def _closed(state: SessionState, segment: Segment, timeline: Timeline) -> bool:
    return segment.item in state.eased or hurt_here(state, segment.item, timeline)


def _rated(state: SessionState, segment: Segment, timeline: Timeline) -> bool:
    said = state.comfort
    if said is None or not said.fresh:
        return False
    return said.position >= _counts_from(segment, timeline)


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
