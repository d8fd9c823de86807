"""Looking again: which re-check is to be answered, when, and what an answer does."""

from endrange.knowledge import Branch, Response
from endrange.session.course import with_
from endrange.session.events import Answer, Event
from endrange.session.reacting import apply, rows, without
from endrange.session.state import Check, SessionState
from endrange.session.timeline import Timeline
from endrange.values import Role

ANSWER_WITHIN = 15_000
"""Milliseconds after a look within which "gone" tells of it; later nobody knows when it went.
Ours: time to read the question and tap."""


def is_clients_word(state: SessionState, event: Event) -> bool:
    """Whether an event speaks for the client: their own device, or without one the helper."""
    return event.role is Role.CLIENT or not state.client_device


def asked(state: SessionState, timeline: Timeline) -> Check | None:
    """The re-check to be answered first: one that holds up going on, then the one due first."""
    return min(state.checks, key=lambda check: (not check.must, due(check, timeline)), default=None)


def due(check: Check, timeline: Timeline) -> int:
    """Common-clock milliseconds at which it is looked at next."""
    return check.at + rows(timeline)[check.reaction].look_after[check.look] * 1000


def recheck(state: SessionState, event: Event, timeline: Timeline) -> SessionState | None:
    """The state after an answer; nothing where it comes too early or is not for this person."""
    check = _meant(state, event, timeline)
    if check is None or event.answer is None:
        return None
    if event.answer is Answer.WORSE:
        return _closed(state, check, Branch.WORSE, event, timeline)
    row = rows(timeline)[check.reaction]
    is_due = state.since >= due(check, timeline)
    if event.answer is Answer.STILL:
        return _still(state, check, event, timeline) if is_due else None
    if not is_clients_word(state, event) or not (is_due or row.gone_by):
        return None
    return gone(state, check, event, timeline)


def _meant(state: SessionState, event: Event, timeline: Timeline) -> Check | None:
    if event.word is None:
        return asked(state, timeline)
    meant = (one for one in state.checks if rows(timeline)[one.reaction].word is event.word)
    return next(meant, None)


def gone(state: SessionState, check: Check, event: Event, timeline: Timeline) -> SessionState:
    """It is gone: what then counts, and whether it is looked at once more while going on."""
    row = rows(timeline)[check.reaction]
    look = _look_by(check, row, state.since)
    first = check.at + row.look_after[0] * 1000
    late = look > 0 or (row.gone_by and state.since > first + ANSWER_WITHIN)
    after = _closed(state, check, Branch.LATE if late else Branch.GONE, event, timeline)
    if row.gone_by or look + 1 == len(row.look_after):
        return after
    later = check.model_copy(update={"look": look + 1, "must": False})
    return with_(after, checks=(*after.checks, later))


def _still(state: SessionState, check: Check, event: Event, timeline: Timeline) -> SessionState:
    """Not gone: at the last look, or once it has been gone before, that is the answer."""
    row = rows(timeline)[check.reaction]
    look = _look_by(check, row, state.since)
    if look + 1 == len(row.look_after) or (check.look > 0 and not check.must):
        return _closed(state, check, Branch.STILL, event, timeline)
    later = check.model_copy(update={"look": look + 1})
    return with_(state, checks=(*without(state.checks, check), later))


def _look_by(check: Check, row: Response, now: int) -> int:
    """Index of the look that is meant by now: those nobody answered are past."""
    passed = [n for n, after in enumerate(row.look_after) if check.at + after * 1000 <= now]
    return max((check.look, *passed))


def _closed(
    state: SessionState, check: Check, branch: Branch, event: Event, timeline: Timeline
) -> SessionState:
    answered = with_(state, checks=without(state.checks, check))
    return apply(answered, branch, check, event, timeline)
