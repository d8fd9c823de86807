"""What both screens show at one moment: a reading of the state, never a change of it."""

from enum import StrEnum
from typing import Any

from endrange.knowledge import Act, Urgency
from endrange.session.asking import Prompt, breath, prompt
from endrange.session.course import (
    advance,
    is_open,
    is_waiting,
    open_ms,
    open_until,
    segment_at,
    total,
)
from endrange.session.deepening import (
    cues_of,
    deepening_from,
    is_rating_wanted,
    is_too_much,
    may_deepen,
)
from endrange.session.effects import FEW_DEGREES
from endrange.session.looking import asked, due
from endrange.session.machine import way_back
from endrange.session.reacting import rows
from endrange.session.saying import (
    bound,
    effort_percent,
    hurt_here,
    pain_limit,
    said_here,
    stretch_limit,
    tolerated_last,
)
from endrange.session.state import Comfort, SessionState, Status
from endrange.session.timeline import Segment, Timeline, Way
from endrange.values import ByRole, Value


class GoesOn(StrEnum):
    """Where going on after a stop leads."""

    HERE = "here"
    """This side of this stretch again, from getting ready."""
    NEXT_STRETCH = "next_stretch"
    END = "end"


class CheckView(Value):
    """A re-check to be answered, as both screens ask it."""

    reaction: str
    name: str
    ask: ByRole[str]
    due_in: int
    """Seconds until it is looked at, rounded up; 0 once it is time."""
    gone_by: bool
    """"Gone" may be said before."""
    must: bool
    """Nothing goes on before it is answered."""


class ToldView(Value):
    """The outcome in force."""

    reaction: str
    name: str
    words: ByRole[str]
    urgency: Urgency | None
    at: int


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
    """Something was not right at this joint today: no deeper, and better skipped."""
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
    """The next act that is not passed over."""
    next_cues: ByRole[str] | None
    check: CheckView | None
    told: ToldView | None
    urgency: Urgency | None
    prompt: Prompt
    waiting: bool
    """The clock waits for a tap: ``next``, or the client's ``ready``."""
    waited: int
    """For so many whole seconds."""
    effort_percent: int | None
    """Asked for in this push now."""
    stretch_limit: int
    pain_limit: int
    """The most that is allowed now, 0 to 10 each."""
    target_degrees: int | None
    """As far as anybody may go now; nothing: to the first firm resistance, no number is known."""
    breath: Way | None
    breath_to_go: int
    """Milliseconds."""
    count: int
    """Seconds of a push, said aloud: 1 in the first; 0 where nothing is counted."""


def at(state: SessionState, now: int, timeline: Timeline) -> View:
    """What is shown at a common-clock time; before the last event it is that event's time."""
    there = advance(state, now, timeline)
    segment = segment_at(timeline, there.position)
    return View(
        status=there.status,
        position=there.position,
        segment=segment.index,
        goes_on=_goes_on(there, segment, timeline),
        cues=_let_go_or(there, segment, timeline),
        say=_say(there, segment, timeline),
        check=_check(there, timeline),
        told=_told(there, timeline),
        urgency=there.urgency,
        prompt=prompt(there, timeline),
        **_of_time(there, segment, timeline),
        **_of_range(there, segment, timeline),
        **_of_breath(segment, there.position),
    )


def _of_time(state: SessionState, segment: Segment, timeline: Timeline) -> dict[str, Any]:
    waits = is_waiting(state, timeline)
    following = _following(state, segment, timeline)
    remaining = open_ms(state, state.position, total(timeline), timeline)
    return {
        "finished": state.position == total(timeline),
        "seconds_to_go": 0 if waits else _seconds(_to_go(state, segment, timeline)),
        "session_seconds_to_go": _seconds(remaining),
        "next": following.index if following else None,
        "next_cues": cues_of(state, following, timeline) if following else None,
        "waiting": waits,
        "waited": state.waited // 1000,
    }


def _of_range(state: SessionState, segment: Segment, timeline: Timeline) -> dict[str, Any]:
    item = segment.item
    deepening = deepening_from(segment, timeline)
    hurt = hurt_here(state, item, timeline)
    return {
        "may_deepen": deepening is not None and may_deepen(state, deepening, timeline),
        "rating_wanted": deepening is not None and is_rating_wanted(state, deepening, timeline),
        "eased": item in state.eased,
        "hurt_here": hurt,
        "hurt_words": timeline.cards[item].words_if_hurt if hurt else "",
        "said": said_here(state, timeline),
        "too_much": is_too_much(state, segment, timeline),
        "effort_percent": effort_percent(state, segment),
        "stretch_limit": stretch_limit(state, item, timeline),
        "pain_limit": pain_limit(state, item, timeline),
        "target_degrees": _target(state, segment, deepening, timeline),
    }


def _of_breath(segment: Segment, position: int) -> dict[str, Any]:
    way, to_go = breath(segment, position)
    return {"breath": way, "breath_to_go": to_go, "count": count_at(segment, position)}


def _to_go(state: SessionState, segment: Segment, timeline: Timeline) -> int:
    """Milliseconds of this act; what is passed over shows as it was planned."""
    until = open_until(state, segment, timeline)
    return (until if until > state.position else segment.end * 1000) - state.position


def _following(state: SessionState, segment: Segment, timeline: Timeline) -> Segment | None:
    later = timeline.segments[segment.index + 1 :]
    return next((one for one in later if is_open(state, one, timeline)), None)


def count_at(segment: Segment, position: int) -> int:
    """The second of a push that a position lies in, from 1; 0 where nothing is counted."""
    return (position - segment.start * 1000) // 1000 + 1 if segment.act is Act.CONTRACT else 0


def _check(state: SessionState, timeline: Timeline) -> CheckView | None:
    check = asked(state, timeline)
    row = rows(timeline)[check.reaction] if check else None
    if check is None or row is None or row.ask is None:
        return None
    return CheckView(
        reaction=row.id,
        name=row.name,
        ask=row.ask,
        due_in=max(0, _seconds(due(check, timeline) - state.since)),
        gone_by=row.gone_by,
        must=check.must,
    )


def _told(state: SessionState, timeline: Timeline) -> ToldView | None:
    told = state.told
    outcome = rows(timeline)[told.reaction].outcome(told.branch) if told else None
    if told is None or outcome is None or outcome.words is None:
        return None
    return ToldView(
        reaction=told.reaction,
        name=rows(timeline)[told.reaction].name,
        words=outcome.words,
        urgency=outcome.urgency,
        at=told.at,
    )


def _target(
    state: SessionState, segment: Segment, deepening: Segment | None, timeline: Timeline
) -> int | None:
    """The smallest of cap, last tolerated and what a reaction allows.

    A few degrees beyond the last tolerated only while new range is asked for and may be.
    """
    most = bound(state, segment.item, segment.side, timeline)
    tolerated = tolerated_last(state, segment.item, segment.side)
    further = deepening is segment and may_deepen(state, segment, timeline)
    known = [] if tolerated is None else [tolerated + (FEW_DEGREES if further else 0)]
    return min((*known, *(() if most is None else (most,))), default=None)


def _seconds(milliseconds: int) -> int:
    return -(-milliseconds // 1000)


def _goes_on(state: SessionState, segment: Segment, timeline: Timeline) -> GoesOn:
    to = way_back(state, timeline)
    if state.status is Status.ENDED or to == timeline.seconds * 1000:
        return GoesOn.END
    return GoesOn.HERE if to <= segment.start * 1000 else GoesOn.NEXT_STRETCH


def _let_go_or(state: SessionState, segment: Segment, timeline: Timeline) -> ByRole[str]:
    if state.status in (Status.STOPPED, Status.ENDED):
        stopped = timeline.cards[segment.item].cues_if_stopped
        return _reaction_cues(state, timeline) or stopped
    return cues_of(state, segment, timeline)


def _reaction_cues(state: SessionState, timeline: Timeline) -> ByRole[str] | None:
    """The words of the outcome in force, or of what was said last in this stop."""
    last = state.said[-1] if state.said else None
    told = state.told
    if told and (last is None or told.at >= last.at) and told.at >= state.stopped_at:
        outcome = rows(timeline)[told.reaction].outcome(told.branch)
        return outcome.words
    return rows(timeline)[last.reaction].cues if last else None


def _say(state: SessionState, segment: Segment, timeline: Timeline) -> str:
    asked = _let_go_or(state, segment, timeline) == segment.cues
    return segment.say if asked else ""
