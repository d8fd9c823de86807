"""What a word does: at once, from then on, and when it has been looked at again."""

from collections.abc import Mapping
from types import MappingProxyType

from endrange.knowledge import (
    Act,
    AtOnce,
    Branch,
    Level,
    Onward,
    Outcome,
    Part,
    Reach,
    Response,
    Urgency,
    Word,
)
from endrange.session.course import is_open, segment_at, with_
from endrange.session.effects import effects, reddened
from endrange.session.events import Event
from endrange.session.state import Check, Said, SessionState, Status, Told
from endrange.session.timeline import Segment, Timeline

SPINE = frozenset({Part.NECK, Part.LSP})
"""Here one red with a word of the nerves ends the session. Ours."""
HURTING = (Word.PAIN, Word.MUCH_PAIN, Word.SHARP)
ON_THE_WAY = (Status.RUNNING, Status.PAUSED)

BASIC: Mapping[str, Response] = MappingProxyType(
    {
        "pain": Response(
            id="pain",
            word=Word.PAIN,
            level=Level.AMBER,
            at_once=AtOnce.EASE,
            now=Outcome(onward=Onward.LESS),
            look_after=(10,),
            again=Outcome(onward=Onward.DROP_STRETCH),
        ),
        "much_pain": Response(
            id="much_pain",
            word=Word.MUCH_PAIN,
            level=Level.RED,
            at_once=AtOnce.RELEASE,
            now=Outcome(onward=Onward.DROP_STRETCH, red=True),
        ),
        "stop": Response(id="stop", word=Word.STOP, level=Level.NOTE, at_once=AtOnce.RELEASE),
    }
)
"""The rules of timelines kept from before they carried their own."""


def rows(timeline: Timeline) -> Mapping[str, Response]:
    """The rows of the event table that hold in this session, by id."""
    return timeline.reactions or BASIC


def row_of(word: Word, item: int, timeline: Timeline) -> Response | None:
    """The row a word falls under: that of a part worked on up to now, else the general one."""
    found = [row for row in rows(timeline).values() if row.word is word]
    special = (row for row in found if any(_worked_on(p, item, timeline) for p in row.parts))
    general = (row for row in found if not row.parts)
    return next(special, next(general, None))


def _worked_on(part: Part, item: int, timeline: Timeline) -> bool:
    """During or after: by any stretch up to now that loads it, whether it was done or not."""
    cards = timeline.cards[: item + 1]
    loaded = (region for card in cards for side in card.loads.values() for region in side)
    return any(region.partition("_")[0] == part for region in loaded)


def react(state: SessionState, word: Word, event: Event, timeline: Timeline) -> SessionState | None:
    """The state after a word; nothing where this session knows no such word."""
    here = segment_at(timeline, state.position)
    row = row_of(word, here.item, timeline)
    if row is None:
        return None
    after = _at_once(state, row, event, here)
    if _is_told_twice(state, row, here.item):
        return after
    said = Said(reaction=row.id, item=here.item, side=here.side, at=state.since)
    again = row.again is not None and _was_said(state, row, here.item)
    after = with_(after, said=(*after.said, said))
    for branch in (Branch.NOW, Branch.AGAIN) if again else (Branch.NOW,):
        after = apply(after, branch, said, event, timeline)
    if word is Word.BREAK:
        after = _not_a_stop(after, timeline)
    return _to_be_looked_at(after, row, said)


def _at_once(state: SessionState, row: Response, event: Event, here: Segment) -> SessionState:
    if row.at_once in (AtOnce.RELEASE, AtOnce.END):
        return _because(released(state, event), row)
    if row.at_once is AtOnce.PAUSE and state.status is Status.RUNNING:
        return with_(state, status=Status.PAUSED)
    pushes = state.status in ON_THE_WAY and here.act is Act.CONTRACT
    if row.at_once is AtOnce.END_PUSH and pushes:
        return with_(state, position=here.end * 1000, entered=here.end * 1000)
    return state


def released(state: SessionState, event: Event) -> SessionState:
    """Let go. Who stopped first stays on the record; a "ready" from before is taken back."""
    at = max(state.stopped_at, event.at)
    if state.status is Status.ENDED:
        return state
    if state.status is Status.STOPPED:
        return with_(state, client_ready=False, stopped_at=at)
    stopped = {"status": Status.STOPPED, "stopped_by": event.role, "counted": False}
    return with_(state, stopped_at=at, **stopped)


def _because(stopped: SessionState, row: Response) -> SessionState:
    return with_(stopped, hurts=stopped.hurts or row.word in HURTING)


def _is_told_twice(state: SessionState, row: Response, item: int) -> bool:
    """Before it has been looked at: one thing, not two."""
    open_ = ((check.reaction, check.item) for check in state.checks if check.must)
    return (row.id, item) in open_


def _was_said(state: SessionState, row: Response, item: int) -> bool:
    today = row.again_in is Reach.TODAY
    return any(one.reaction == row.id and (today or one.item == item) for one in state.said)


def apply(
    state: SessionState, branch: Branch, of: Said | Check, event: Event, timeline: Timeline
) -> SessionState:
    """What an outcome does, for the stretch and side its word was said of."""
    row = rows(timeline)[of.reaction]
    outcome = row.outcome(branch)
    after = effects(state, outcome, of.item, of.side, timeline)
    if outcome.onward.caution >= Onward.DROP_STRETCH.caution and _is_held(after, of, timeline):
        after = _because(released(after, event), row)
    if outcome.red and state.status is not Status.ENDED:
        after = reddened(after, of.item)
    if outcome.words:
        after = with_(after, told=Told(reaction=row.id, branch=branch, at=state.since))
    return _by_the_spine(after, of, timeline)


def _is_held(state: SessionState, of: Said | Check, timeline: Timeline) -> bool:
    """Whether the limb is still held in what may not go on."""
    here = segment_at(timeline, state.position)
    concerned = here.item == of.item or not is_open(state, here, timeline)
    return concerned and state.status in ON_THE_WAY


def _by_the_spine(state: SessionState, of: Said | Check, timeline: Timeline) -> SessionState:
    """One red and one word of the nerves, in one stretch of the neck or the low back: the end."""
    neuro = {id_ for id_, row in rows(timeline).items() if row.neuro}
    said = any(one.item == of.item and one.reaction in neuro for one in state.said)
    spine = not SPINE.isdisjoint(timeline.cards[of.item].own.get(of.side, ()))
    if not (spine and said and of.item in state.reds) or state.status is Status.ENDED:
        return state
    return with_(state, status=Status.ENDED, urgency=state.urgency or Urgency.SAME_DAY)


def _not_a_stop(state: SessionState, timeline: Timeline) -> SessionState:
    """The stop was only a break: the client has said so."""
    kept = (one for one in state.checks if rows(timeline)[one.reaction].word is not Word.STOP)
    return with_(state, checks=tuple(kept))


def _to_be_looked_at(state: SessionState, row: Response, said: Said) -> SessionState:
    if not row.ask:
        return state
    must = state.status is not Status.RUNNING
    check = Check(reaction=row.id, item=said.item, side=said.side, at=said.at, must=must)
    return with_(state, checks=(*without(state.checks, check), check))


def without(checks: tuple[Check, ...], check: Check) -> tuple[Check, ...]:
    """All but those of the same word of the same stretch."""
    name = (check.reaction, check.item)
    return tuple(one for one in checks if (one.reaction, one.item) != name)
