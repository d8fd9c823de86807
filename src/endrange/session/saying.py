"""What the client has said, and how far that lets anybody go."""

from endrange.session.course import same_side, segment_at
from endrange.session.state import Comfort, Reached, SessionState
from endrange.session.timeline import Segment, Timeline
from endrange.values import Side

LIGHT_STRETCH, LIGHT_PAIN, LIGHT_EFFORT = 3, 1, 20
"""Ours, as the modifications LOW and SUBISO; of a range of numbers the stricter end."""
EARLIER = ("rest", "ready", "switch", "turn")
"""Phases between two passes under load."""


def said_here(state: SessionState, timeline: Timeline) -> Comfort | None:
    """The client's word about this side of this stretch; of another it tells nothing."""
    said = state.comfort
    if said is None or not said.fresh:
        return None
    then, now = (segment_at(timeline, where) for where in (said.position, state.position))
    return said if (then.item, then.side) == (now.item, now.side) else None


def stretch_limit(state: SessionState, item: int, timeline: Timeline) -> int:
    """The strongest stretch allowed now, 0 to 10: of plan and today's words the smaller."""
    limit = timeline.cards[item].limits.stretch_sensation
    return min(limit, LIGHT_STRETCH) if item in state.light else limit


def pain_limit(state: SessionState, item: int, timeline: Timeline) -> int:
    """The most pain allowed now, 0 to 10."""
    limit = timeline.cards[item].limits.pain
    return min(limit, LIGHT_PAIN) if item in state.light else limit


def effort_percent(state: SessionState, segment: Segment) -> int | None:
    """The effort that may be asked for now; none where nothing is pushed."""
    asked = segment.effort_percent
    if asked is None or segment.item not in state.light_push:
        return asked
    return min(asked, LIGHT_EFFORT)


def is_above(
    state: SessionState, stretch: int | None, pain: int | None, item: int, timeline: Timeline
) -> bool:
    """Whether a number is known to be above what its item allows now."""
    strong = stretch is not None and stretch > stretch_limit(state, item, timeline)
    return strong or (pain is not None and pain > pain_limit(state, item, timeline))


def is_within(state: SessionState, item: int, timeline: Timeline) -> bool:
    """Both numbers known and within the limits: what was never said is not read as nought."""
    said = state.comfort
    if said is None or said.stretch is None or said.pain is None:
        return False
    return not is_above(state, said.stretch, said.pain, item, timeline)


def hurt_here(state: SessionState, item: int, timeline: Timeline) -> bool:
    """Something was not right at this joint today."""
    joint = timeline.cards[item].joint
    return any(timeline.cards[other].joint == joint for other in state.dropped)


def pass_start(segment: Segment, timeline: Timeline) -> int:
    """Where the present pull began: the limb has been under load since, in milliseconds."""
    start = segment.start
    for before in reversed(timeline.segments[: segment.index]):
        if not same_side(before, segment) or before.phase in EARLIER:
            break
        start = before.start
    return start * 1000


def reached_last(state: SessionState, item: int, side: Side) -> Reached | None:
    """The latest range of one side of a stretch, tolerated or not."""
    here = (one for one in reversed(state.reached) if (one.item, one.side) == (item, side))
    return next(here, None)


def tolerated_last(state: SessionState, item: int, side: Side) -> int | None:
    """The latest range that the client rated within the limits, in degrees."""
    here = (
        one.degrees
        for one in reversed(state.reached)
        if one.tolerated and (one.item, one.side) == (item, side)
    )
    return next(here, None)


def bound(state: SessionState, item: int, side: Side, timeline: Timeline) -> int | None:
    """Beyond this nobody goes: the smaller of the cap and what a reaction allows, in degrees."""
    cap = timeline.cards[item].caps.get(side)
    own = [one.degrees for one in state.ceilings if (one.item, one.side) == (item, side)]
    return min((*own, *(() if cap is None else (cap,))), default=None)
