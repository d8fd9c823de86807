"""The client's numbers: how strong, how painful, how far."""

from endrange.knowledge import Word
from endrange.session.course import segment_at, with_
from endrange.session.effects import eased, joined
from endrange.session.events import AMBER, RED, Event
from endrange.session.looking import gone, is_clients_word
from endrange.session.reacting import ON_THE_WAY, react, row_of
from endrange.session.saying import (
    bound,
    is_above,
    is_within,
    pass_start,
    reached_last,
    said_here,
)
from endrange.session.state import Comfort, Reached, SessionState, Status
from endrange.session.timeline import Segment, Timeline

AMBER_ABOVE, RED_ABOVE = 2, 3
"""So much above the pain of before the start is amber, and red. Ours. Only where there was any:
from nought these would stop at the 3 that the same rule calls amber."""


def comfort(state: SessionState, event: Event, timeline: Timeline) -> SessionState | None:
    """The client's rating. What is above a limit changes the dose at once."""
    if event.stretch is None and event.pain is None:
        return None
    here = segment_at(timeline, state.position)
    told = with_(state, comfort=_latest(state, event, timeline), heard=state.position)
    if state.status is Status.WAITING and event.pain is not None:
        told = with_(told, baseline=event.pain)
    if is_above(state, event.stretch, event.pain, here.item, timeline):
        told = eased(told, here.item, here.side, timeline)
    else:
        told = _tolerated(told, here, timeline)
    return _pain(told, event, timeline)


def _latest(state: SessionState, event: Event, timeline: Timeline) -> Comfort:
    """A number not given keeps the one said of the same side of the same stretch, if any."""
    before = said_here(state, timeline)
    return Comfort(
        stretch=before.stretch if before and event.stretch is None else event.stretch,
        pain=before.pain if before and event.pain is None else event.pain,
        at=state.since,
        position=state.position,
    )


def _tolerated(state: SessionState, here: Segment, timeline: Timeline) -> SessionState:
    """The range of this pull has now been rated within the limits."""
    last = reached_last(state, here.item, here.side)
    if last is None or last.position < pass_start(here, timeline):
        return state
    if not is_within(state, here.item, timeline):
        return state
    rated = last.model_copy(update={"tolerated": True})
    return with_(state, reached=tuple(rated if one is last else one for one in state.reached))


def _pain(state: SessionState, event: Event, timeline: Timeline) -> SessionState | None:
    word = _word_of(event.pain, state)
    if word is Word.MUCH_PAIN:
        return react(state, word, event, timeline)
    if word is Word.PAIN:
        return amber(state, event, timeline)
    return _passed(state, event, timeline) if event.pain is not None else state


def _word_of(pain: int | None, state: SessionState) -> Word | None:
    if pain is None:
        return None
    before = state.baseline or 0
    known = before > 0 and state.status is not Status.WAITING
    if pain >= RED or (known and pain >= before + RED_ABOVE):
        return Word.MUCH_PAIN
    return Word.PAIN if pain >= AMBER or (known and pain >= before + AMBER_ABOVE) else None


def amber(state: SessionState, event: Event, timeline: Timeline) -> SessionState | None:
    """Some pain: less. If it has not passed at the second look: let go of this stretch."""
    here = segment_at(timeline, state.position)
    row = row_of(Word.PAIN, here.item, timeline)
    less = eased(state, here.item, here.side, timeline)
    if row is None or state.status not in ON_THE_WAY:
        return less
    first = next((s for s in state.said if (s.reaction, s.item) == (row.id, here.item)), None)
    if first and state.since < first.at + row.look_after[0] * 1000:
        return less  # a slider on its way is one rating
    return react(less, Word.PAIN, event, timeline)


def _passed(state: SessionState, event: Event, timeline: Timeline) -> SessionState:
    """A small number answers the question whether the pain has passed."""
    here = segment_at(timeline, state.position)
    row = row_of(Word.PAIN, here.item, timeline)
    for check in state.checks if is_clients_word(state, event) else ():
        if row and (check.reaction, check.item) == (row.id, here.item):
            return gone(state, check, event, timeline)
    return state


def reach(state: SessionState, event: Event, timeline: Timeline) -> SessionState | None:
    """How far this repetition went. Further than allowed: no deeper in this stretch."""
    here = segment_at(timeline, state.position)
    if event.degrees is None or not here.act or state.status is Status.WAITING:
        return None
    after = with_(
        state, reached=(*_others(state, here), _reached(state, event.degrees, here, timeline))
    )
    most = bound(state, here.item, here.side, timeline)
    beyond = most is not None and event.degrees > most
    return with_(after, eased=joined(after.eased, [here.item])) if beyond else after


def _others(state: SessionState, here: Segment) -> tuple[Reached, ...]:
    name = (here.item, here.side, here.repetition)
    return tuple(one for one in state.reached if (one.item, one.side, one.repetition) != name)


def _reached(state: SessionState, degrees: int, here: Segment, timeline: Timeline) -> Reached:
    said = said_here(state, timeline)
    rated = said is not None and said.position >= pass_start(here, timeline)
    return Reached(
        item=here.item,
        side=here.side,
        repetition=here.repetition,
        degrees=degrees,
        position=state.position,
        tolerated=rated and is_within(state, here.item, timeline),
    )
