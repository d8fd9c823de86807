"""What was done at a visit, session by session, and what may be done again at home."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from endrange import session
from endrange.knowledge import Catalogue, Mode, ModificationCode, Stretch, Verdict
from endrange.screening import Clearance
from endrange.session import Ended, Event, EventKind, ItemRecord, Timeline
from endrange_app.storage.models import Run, RunEvent, Visit
from endrange_app.web import words

ENDED = words.Words(
    {
        Ended.DONE: "",
        Ended.PARTLY: noop("in part"),
        Ended.SKIPPED: noop("skipped"),
        Ended.STOPPED: noop("stopped"),
        Ended.HURT: noop("it hurt, ended"),
        Ended.NOT_DONE: noop("not done"),
    }
)
BAR = 170
"""Width of the bar of ratings, in its own units: 17 for each of 0 to 10."""
ROUND = 12
"""The narrowest mark on it, so that a single rating is seen."""
SELF_STRETCH = "static_self"
"""The technique of everything that is done alone at home."""
MOST_AT_HOME = 2
"""Ours: what somebody can remember without a sheet."""
AT_HOME = (Mode.AA, Mode.PAS)
"""What the static self-stretch of the catalogue needs."""
KEPT_BY_ALL = {
    ModificationCode.NOISO,
    ModificationCode.SUBISO,
    ModificationCode.NOVAL,
    ModificationCode.SLOWUP,
    ModificationCode.SHORTLEVER,
}
"""Limits that a stretch held alone keeps by itself. Ours: no other limit of today stands in the
sentence for home, so a stretch under one of the others is not sent home."""


@dataclass(frozen=True)
class Done:
    """One stretch as it was done, both sides."""

    stretch: str
    name: str
    technique: str
    times: str
    low: int | None
    high: int | None
    pain: int | None
    ended: str
    was_finished: bool
    """Every side to its last repetition."""

    @property
    def rating(self) -> str:
        """``4 to 6``, or ``5`` where only one number was said."""
        if self.low == self.high:
            return str(self.low)
        return _("%(low)s to %(high)s") % {"low": self.low, "high": self.high}

    @property
    def width(self) -> int:
        return max(ROUND, _along(self.high) - _along(self.low))

    @property
    def x(self) -> int:
        """Where the felt range begins on the bar; at 10 it still lies on it."""
        single = self.low == self.high
        start = _along(self.low) - (ROUND // 2 if single else 0)
        return min(max(0, start), BAR - self.width)

    @property
    def pain_x(self) -> int:
        return min(max(0, _along(self.pain) - 5), BAR - 10)


def _along(rating: int | None) -> int:
    return BAR * (rating or 0) // 10


@dataclass(frozen=True)
class Held:
    """One session that was started."""

    run: Run
    rows: tuple[Done, ...]
    seconds: int
    """Under stretch, all sides together."""
    spoiled: frozenset[str]
    """Stretches not to be taken home: see ``_spoiled``."""


Told = list[tuple[Run, list[Event]]]


def told(visit: Visit) -> Told:
    """Every run of a visit with its events, first to last."""
    in_order = Prefetch("events", queryset=RunEvent.objects.order_by("number"))
    runs = visit.runs.prefetch_related(in_order).order_by("opened_at", "id")
    return [(run, [row.as_event() for row in run.events.all()]) for run in runs]


def latest(runs: Told) -> Run | None:
    """The latest run; those that gave way before anybody started them are none."""
    return next((run for run, events in reversed(runs) if events or run.ended_at is None), None)


def sessions(runs: Told) -> list[Held]:
    """Every session that was started, first to last: a second hides none."""
    return [_held(run, events) for run, events in runs if _began(events)]


def _began(events: Sequence[Event]) -> bool:
    return any(event.kind is EventKind.START for event in events)


def _held(run: Run, events: Sequence[Event]) -> Held:
    timeline = run.as_timeline()
    records = session.record(timeline, events)
    return Held(
        run=run,
        rows=tuple(_rows(timeline, records)),
        seconds=sum(row.seconds for row in records),
        spoiled=frozenset(_spoiled(timeline, records, events)),
    )


def _rows(timeline: Timeline, records: Sequence[ItemRecord]) -> Iterator[Done]:
    for item, card in enumerate(timeline.cards):
        own = [row for row in records if row.item == item]
        yield Done(
            stretch=card.stretch,
            name=card.name,
            technique=card.technique_name,
            times=", ".join(_time(row) for row in own),
            low=min((r.stretch_low for r in own if r.stretch_low is not None), default=None),
            high=max((r.stretch_high for r in own if r.stretch_high is not None), default=None),
            pain=max((r.pain_high for r in own if r.pain_high is not None), default=None),
            ended=", ".join(_ended(row) for row in own if ENDED[row.ended]),
            was_finished=all(row.ended is Ended.DONE for row in own),
        )


def _time(row: ItemRecord) -> str:
    letters = " ".join(row.side.letters)
    return f"{letters} {words.clock(row.seconds)}".strip()


def _ended(row: ItemRecord) -> str:
    return f"{' '.join(row.side.letters)} {ENDED[row.ended]}".strip()


def _spoiled(
    timeline: Timeline, records: Sequence[ItemRecord], events: Sequence[Event]
) -> Iterator[str]:
    """What was left, stopped, hurt beyond its limit, or is at a joint that hurt."""
    state = session.replay(timeline, events)
    left = {*state.dropped, *state.skipped, *_stopped_in(timeline, events)}
    left |= {row.item for row in records if _hurt(row, timeline)}
    sore = {timeline.cards[item].joint for item in {*state.dropped, *state.reds}}
    for item, card in enumerate(timeline.cards):
        if item in left or card.joint in sore:
            yield card.stretch


def _hurt(row: ItemRecord, timeline: Timeline) -> bool:
    limit = timeline.cards[row.item].limits.pain
    return row.ended is Ended.HURT or (row.pain_high or 0) > limit


def _stopped_in(timeline: Timeline, events: Sequence[Event]) -> Iterator[int]:
    """The stretches during which somebody pressed stop or "it hurts", gone on with or not."""
    for place, event in enumerate(events):
        if event.kind in (EventKind.STOP, EventKind.HURTS):
            before = session.replay(timeline, events[:place])
            yield timeline.segments[session.at(before, event.at, timeline).segment].item


def at_home(
    held: Sequence[Held], clearance: Clearance | None, catalogue: Catalogue
) -> list[Stretch]:
    """Stretches of today that went well to their end, and that the answers leave open alone."""
    spoiled = {stretch for one in held for stretch in one.spoiled}
    finished = dict.fromkeys(row.stretch for one in held for row in one.rows if row.was_finished)
    known = [catalogue.stretches[id_] for id_ in finished if id_ in catalogue.stretches]
    return [
        stretch
        for stretch in known
        if stretch.self_stretch
        and stretch.id not in spoiled
        and clearance is not None
        and _is_open_alone(stretch, clearance)
    ][:MOST_AT_HOME]


def how_alone(catalogue: Catalogue) -> str:
    """The name of the technique at home, in English."""
    known = catalogue.techniques.get(SELF_STRETCH)
    return known.name if known else ""


def _is_open_alone(stretch: Stretch, clearance: Clearance) -> bool:
    """On all its sides: the sentence for home names none."""
    if clearance.verdict is Verdict.EMERGENCY:
        return False
    rows = [row for row in clearance.stretches if row.stretch == stretch.id]
    codes = {one.code for row in rows for one in row.modifications}
    allowed = all(row.verdicts[mode].allows for row in rows for mode in AT_HOME)
    screened = {row.side for row in rows} >= set(stretch.sides)
    return screened and allowed and codes <= KEPT_BY_ALL
