"""What was done, against what was planned: per stretch and side, from the events alone."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from endrange.knowledge import Act, Phase
from endrange.session.course import segment_at
from endrange.session.events import Event, EventKind
from endrange.session.machine import step
from endrange.session.state import SessionState, Status
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
    NOT_DONE = "not_done"


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


class Passage(NamedTuple):
    """A piece of the timeline run through in one go, and the event that closed it, and where."""

    start: int
    end: int
    segment: Segment
    event: Event
    before: SessionState
    after: SessionState


def record(timeline: Timeline, events: Iterable[Event]) -> tuple[ItemRecord, ...]:
    """Every side of every item in order, done or not; counted up to the last event."""
    passages = tuple(_passages(timeline, events))
    sides = dict.fromkeys((one.item, one.side) for one in timeline.segments)
    return tuple(_side(timeline, item, side, passages) for item, side in sides)


def _passages(timeline: Timeline, events: Iterable[Event]) -> Iterator[Passage]:
    state = SessionState()
    for event in events:
        if state.status is Status.ENDED or event.key in state.seen:
            continue
        after = step(state, event, timeline)
        ran = after.since - state.since if state.status is Status.RUNNING else 0
        end = min(state.position + ran, timeline.seconds * 1000)
        yield Passage(state.position, end, segment_at(timeline, end), event, state, after)
        state = after


def _side(timeline: Timeline, item: int, side: Side, passages: tuple[Passage, ...]) -> ItemRecord:
    acts = [one for one in timeline.segments if (one.item, one.side) == (item, side)]
    held = [one for one in acts if one.act in (Act.HOLD, Act.DEEPEN)]
    here = [one for one in passages if (one.segment.item, one.segment.side) == (item, side)]
    said = [one.event for one in here if one.event.kind is EventKind.COMFORT]
    stretch = [event.stretch for event in said if event.stretch is not None]
    repetitions = sum(_times_done(one, passages) for one in _last_acts(acts))
    return ItemRecord(
        item=item,
        stretch=timeline.cards[item].stretch,
        technique=timeline.cards[item].technique,
        side=side,
        planned_seconds=sum(one.seconds for one in held),
        seconds=sum(_ran(one, passages) for one in held) // 1000,
        planned_repetitions=acts[0].repetitions,
        repetitions=repetitions,
        stretch_low=min(stretch, default=None),
        stretch_high=max(stretch, default=None),
        pain_high=max((event.pain for event in said if event.pain is not None), default=None),
        ended=_ended(acts, repetitions, here, passages),
    )


def _last_acts(acts: list[Segment]) -> list[Segment]:
    """The act that completes each repetition: the last one in which anything is done."""
    idle = (Phase.RELAX, Phase.REST)
    done = {one.repetition: one for one in acts if one.repetition and one.phase not in idle}
    return list(done.values())


def _times_done(act: Segment, passages: tuple[Passage, ...]) -> int:
    """How often the clock ran through the end of an act."""
    return sum(one.start < act.end * 1000 <= one.end for one in passages)


def _ran(act: Segment, passages: tuple[Passage, ...]) -> int:
    """Milliseconds the clock ran inside an act."""
    start, end = act.start * 1000, act.end * 1000
    return sum(max(0, min(one.end, end) - max(one.start, start)) for one in passages)


def _ended(
    acts: list[Segment], repetitions: int, here: list[Passage], passages: tuple[Passage, ...]
) -> Ended:
    item = acts[0].item
    if any(one.after.dropped != one.before.dropped for one in here):
        return Ended.HURT
    if repetitions >= acts[0].repetitions:
        return Ended.DONE
    reached = any(_ran(one, passages) for one in acts)
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
