"""What an outcome takes away from the rest of today. Nothing here ever gives anything back."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from endrange.knowledge import Onward, Outcome, Reach, Urgency
from endrange.session.course import segment_at, total, with_
from endrange.session.saying import pass_start, reached_last, tolerated_last
from endrange.session.state import Ceiling, SessionState, Status
from endrange.session.timeline import Timeline
from endrange.values import Side

T = TypeVar("T")

REDS = 2
"""So many end the session. Ours."""
FEW_DEGREES = 3
"""A few degrees further, or short of. Ours: about what one goniometer reading errs by."""


def effects(
    state: SessionState, outcome: Outcome, item: int, side: Side, timeline: Timeline
) -> SessionState:
    """What counts from now on, but for reds and words."""
    after = _limited(state, outcome, item, timeline)
    after = _onward(after, outcome, item, side, timeline)
    return with_(after, urgency=_more_urgent(after.urgency, outcome.urgency))


def _limited(state: SessionState, outcome: Outcome, item: int, timeline: Timeline) -> SessionState:
    places = outcome.only_in
    off = [n for n, card in enumerate(timeline.cards) if places and card.position not in places]
    return with_(
        state,
        no_push=joined(state.no_push, _items(outcome.no_push, item, timeline)),
        light_push=joined(state.light_push, _items(outcome.light_push, item, timeline)),
        light=joined(state.light, _items(outcome.light, item, timeline)),
        off=joined(state.off, off),
    )


def _items(reach: Reach | None, item: int, timeline: Timeline) -> Iterator[int]:
    """The items that an effect takes in."""
    own = set(timeline.cards[item].muscles)
    for index, card in enumerate(timeline.cards):
        shares = reach is Reach.MUSCLES and not own.isdisjoint(card.muscles)
        if reach is Reach.TODAY or shares or (reach and index == item):
            yield index


def _onward(
    state: SessionState, outcome: Outcome, item: int, side: Side, timeline: Timeline
) -> SessionState:
    onward, after = outcome.onward, state
    if onward is Onward.LESS:
        after = eased(after, item, side, timeline)
    if outcome.percent_of_range:
        after = _held_to(after, item, side, outcome.percent_of_range)
    if onward in (Onward.DROP_STRETCH, Onward.DROP_REGION):
        after = with_(after, dropped=joined(after.dropped, [item]))
    if onward is Onward.DROP_REGION:
        own = timeline.cards[item].own.get(side, ())
        after = with_(after, locked=joined(after.locked, own))
    return with_(after, status=Status.ENDED) if onward is Onward.END else after


def eased(state: SessionState, item: int, side: Side, timeline: Timeline) -> SessionState:
    """No deeper in this stretch; on this side no further than was tolerated before."""
    after = with_(state, eased=joined(state.eased, [item]))
    last = reached_last(after, item, side)
    if last is None:
        return after
    if last.position >= _pass_start(state, item, side, timeline):
        doubted = last.model_copy(update={"tolerated": False})
        reached = tuple(doubted if one is last else one for one in after.reached)
        after = with_(after, reached=reached)
    before = tolerated_last(after, item, side)
    return _lowered(after, item, side, last.degrees - FEW_DEGREES if before is None else before)


def _pass_start(state: SessionState, item: int, side: Side, timeline: Timeline) -> int:
    """Where the present pull of this side began; beyond the end if it is another's."""
    here = segment_at(timeline, state.position)
    own = (here.item, here.side) == (item, side)
    return pass_start(here, timeline) if own else total(timeline) + 1


def _held_to(state: SessionState, item: int, side: Side, percent: int) -> SessionState:
    """To a share of the range last reached; below nought there is nothing to take a share of."""
    last = reached_last(state, item, side)
    if last is None or last.degrees <= 0:
        return state
    return _lowered(state, item, side, last.degrees * percent // 100)


def _lowered(state: SessionState, item: int, side: Side, degrees: int) -> SessionState:
    """No ceiling ever rises."""
    own = [one for one in state.ceilings if (one.item, one.side) == (item, side)]
    others = tuple(one for one in state.ceilings if one not in own)
    lowest = min((degrees, *(one.degrees for one in own)))
    return with_(state, ceilings=(*others, Ceiling(item=item, side=side, degrees=lowest)))


def reddened(state: SessionState, item: int) -> SessionState:
    """One more red, unless this stop is among them already; the second ends the session."""
    if state.counted:
        return state
    reds = (*state.reds, item)
    status = Status.ENDED if len(reds) >= REDS else state.status
    return with_(state, reds=reds, status=status, counted=True)


def _more_urgent(one: Urgency | None, other: Urgency | None) -> Urgency | None:
    return Urgency.CALL_NOW if Urgency.CALL_NOW in (one, other) else one or other


def joined(items: tuple[T, ...], more: Iterable[T]) -> tuple[T, ...]:
    """With those added that are not among them yet."""
    return (*items, *(one for one in dict.fromkeys(more) if one not in items))
