"""What was done, against what was planned: per stretch and side, from the events alone."""

from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from endrange.knowledge import Act, Phase
from endrange.session.course import course, segment_at
from endrange.session.events import Event, EventKind
from endrange.session.machine import step
from endrange.session.saying import effort_percent
from endrange.session.state import Reached, SessionState, Status
from endrange.session.timeline import Segment, Timeline
from endrange.values import Side, Value


class Ended(StrEnum):
    """How a side of a stretch ended."""

    DONE = "done"
    """All its repetitions."""
    PARTLY = "partly"
    SKIPPED = "skipped"
    STOPPED = "stopped"
    HURT = "hurt"
    """Given up for today: it hurt, or another word of the event table said so."""
    NOT_DONE = "not_done"


class RepetitionRecord(Value):
    """One repetition of one side, all the times it was done together."""

    repetition: int
    planned_seconds: int
    """Under stretch: held at length."""
    seconds: int
    planned_push_seconds: int
    push_seconds: int
    planned_effort_percent: int | None
    effort_percent: int | None
    """The effort asked for when it was pushed; empty: it was not."""
    degrees: int | None
    """How far it went; empty: nobody entered it."""
    tolerated: bool
    """The client rated that range within the limits."""
    stretch_high: int | None
    pain_high: int | None
    reactions: tuple[str, ...]
    """Rows of the event table that were said in it, in order."""


class ItemRecord(Value):
    """One side of one item. Ratings are those given during it; none is not nought."""

    item: int
    stretch: str
    technique: str
    side: Side
    planned_seconds: int
    """Under stretch: held at length."""
    seconds: int
    planned_repetitions: int
    repetitions: int
    """Those held to their end, each time they were."""
    stretch_low: int | None
    stretch_high: int | None
    pain_high: int | None
    ended: Ended
    reactions: tuple[str, ...] = ()
    """Rows of the event table that were said of it, in order."""
    each: tuple[RepetitionRecord, ...] = ()
    """Repetition by repetition."""


class SetRecord(Value):
    """One stretch, its sides together: left and right are one set."""

    item: int
    stretch: str
    sides: tuple[Side, ...]
    done: bool
    """Every side to its last repetition."""


class Passage(NamedTuple):
    """What ran before an event, and the event that closed it, and where."""

    pieces: tuple[tuple[int, int], ...]
    segment: Segment
    event: Event
    before: SessionState
    after: SessionState


class Tally(NamedTuple):
    """By index of the segment: milliseconds the clock ran in it, and how often to its end."""

    ran: Counter[int]
    done: Counter[int]


def record(timeline: Timeline, events: Iterable[Event]) -> tuple[ItemRecord, ...]:
    """Every side of every item in order, done or not; counted up to the last event."""
    passages = tuple(_passages(timeline, events))
    tally = _tally(passages, timeline)
    sides = dict.fromkeys((one.item, one.side) for one in timeline.segments)
    return tuple(_side(timeline, item, side, passages, tally) for item, side in sides)


def sets(records: Iterable[ItemRecord]) -> tuple[SetRecord, ...]:
    """The same with the sides of each stretch together."""
    items: dict[int, list[ItemRecord]] = {}
    for one in records:
        items.setdefault(one.item, []).append(one)
    return tuple(
        SetRecord(
            item=item,
            stretch=sides[0].stretch,
            sides=tuple(one.side for one in sides),
            done=all(one.repetitions >= one.planned_repetitions for one in sides),
        )
        for item, sides in items.items()
    )


def _passages(timeline: Timeline, events: Iterable[Event]) -> Iterator[Passage]:
    state = SessionState()
    for event in events:
        if event.key in state.seen:
            continue
        after = step(state, event, timeline)
        ran = course(state, after.since, timeline)  # what makes no sense lets no time pass
        counts = state.status is not Status.ENDED
        here = segment_at(timeline, ran.position if counts else state.position)
        yield Passage(ran.pieces, here, event, state, after)
        state = after


def _tally(passages: Iterable[Passage], timeline: Timeline) -> Tally:
    """Each piece lies within one segment: the clock is read at every edge."""
    tally = Tally(Counter(), Counter())
    for start, end in (piece for one in passages for piece in one.pieces):
        segment = segment_at(timeline, start)
        tally.ran[segment.index] += end - start
        tally.done[segment.index] += end == segment.end * 1000
    return tally


def _side(
    timeline: Timeline, item: int, side: Side, passages: tuple[Passage, ...], tally: Tally
) -> ItemRecord:
    acts = [one for one in timeline.segments if (one.item, one.side) == (item, side)]
    here = [one for one in passages if (one.segment.item, one.segment.side) == (item, side)]
    held = [one for one in acts if one.act in (Act.HOLD, Act.DEEPEN)]
    stretch, pain = _ratings(here)
    repetitions = sum(tally.done[one.index] for one in _last_acts(acts))
    numbers = sorted({one.repetition for one in acts} - {0})
    return ItemRecord(
        item=item,
        stretch=timeline.cards[item].stretch,
        technique=timeline.cards[item].technique,
        side=side,
        planned_seconds=sum(one.seconds for one in held),
        seconds=_seconds(held, tally),
        planned_repetitions=acts[0].repetitions,
        repetitions=repetitions,
        stretch_low=min(stretch, default=None),
        stretch_high=max(stretch, default=None),
        pain_high=max(pain, default=None),
        ended=_ended(acts, repetitions, here, passages, tally),
        reactions=_words(here),
        each=tuple(_repetition(number, acts, here, passages, tally) for number in numbers),
    )


def _repetition(
    number: int,
    acts: list[Segment],
    here: list[Passage],
    passages: tuple[Passage, ...],
    tally: Tally,
) -> RepetitionRecord:
    own = [one for one in acts if one.repetition == number]
    told = [one for one in here if one.segment.repetition == number]
    held = [one for one in own if one.act in (Act.HOLD, Act.DEEPEN)]
    pushes = [one for one in own if one.act is Act.CONTRACT]
    stretch, pain = _ratings(told)
    reached = _reached(own[0], passages)
    return RepetitionRecord(
        repetition=number,
        planned_seconds=sum(one.seconds for one in held),
        seconds=_seconds(held, tally),
        planned_push_seconds=sum(one.seconds for one in pushes),
        push_seconds=_seconds(pushes, tally),
        planned_effort_percent=pushes[0].effort_percent if pushes else None,
        effort_percent=_asked_for(pushes, passages),
        degrees=reached.degrees if reached else None,
        tolerated=reached.tolerated if reached else False,
        stretch_high=max(stretch, default=None),
        pain_high=max(pain, default=None),
        reactions=_words(told),
    )


def _seconds(acts: Iterable[Segment], tally: Tally) -> int:
    return sum(tally.ran[one.index] for one in acts) // 1000


def _ratings(here: Iterable[Passage]) -> tuple[list[int], list[int]]:
    """The numbers said, stretch and pain, while the session was on."""
    said = [
        one.event
        for one in here
        if one.event.kind is EventKind.COMFORT and one.before.status is not Status.ENDED
    ]
    stretch = [event.stretch for event in said if event.stretch is not None]
    return stretch, [event.pain for event in said if event.pain is not None]


def _words(here: Iterable[Passage]) -> tuple[str, ...]:
    new = (one.after.said[len(one.before.said) :] for one in here)
    return tuple(said.reaction for some in new for said in some)


def _asked_for(pushes: Iterable[Segment], passages: Iterable[Passage]) -> int | None:
    """The largest effort asked for in these pushes; of each pass by what was known before it."""
    asked = [
        effort_percent(one.before, push)
        for push in pushes
        for one in passages
        for start, _ in one.pieces
        if push.start * 1000 <= start < push.end * 1000
    ]
    return max((percent for percent in asked if percent is not None), default=None)


def _reached(act: Segment, passages: tuple[Passage, ...]) -> Reached | None:
    name = (act.item, act.side, act.repetition)
    known = passages[-1].after.reached if passages else ()
    return next((one for one in known if (one.item, one.side, one.repetition) == name), None)


def _last_acts(acts: list[Segment]) -> list[Segment]:
    """The act that completes each repetition: the last one in which anything is done."""
    idle = (Phase.RELAX, Phase.REST)
    done = {one.repetition: one for one in acts if one.repetition and one.phase not in idle}
    return list(done.values())


def _ended(
    acts: list[Segment],
    repetitions: int,
    here: list[Passage],
    passages: tuple[Passage, ...],
    tally: Tally,
) -> Ended:
    item = acts[0].item
    if any(one.after.dropped != one.before.dropped for one in here):
        return Ended.HURT
    if repetitions >= acts[0].repetitions:
        return Ended.DONE
    reached = any(tally.ran[one.index] for one in acts)
    if any(one.after.skipped != one.before.skipped for one in here):
        return Ended.SKIPPED
    if any(_stops(one) for one in here):
        return Ended.STOPPED
    if reached:
        return Ended.PARTLY
    left = passages and item in passages[-1].after.skipped
    return Ended.SKIPPED if left else Ended.NOT_DONE


def _stops(passage: Passage) -> bool:
    return passage.after.status is Status.STOPPED is not passage.before.status
