"""Moments of a session in which somebody stopped or it hurt: what a report of harm starts from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from endrange import session
from endrange.knowledge import Act, Phase
from endrange.session import Event, EventKind, Segment, SessionState, Timeline
from endrange.values import Role, Side
from endrange_app.storage import actions
from endrange_app.storage.models import Run
from endrange_app.web import words

HELD = (Act.HOLD, Act.DEEPEN)


@dataclass(frozen=True)
class Moment:
    """One of them, with where in the session it was."""

    number: int
    event: Event
    name: str
    """Of the stretch."""
    stretch: str
    technique: str
    side: Side
    phase: Phase
    seconds: int
    """Into the session."""
    onset_seconds: int | None
    """From the start of the hold it belongs to; before it negative."""

    @property
    def told(self) -> str:
        """``3:12, Hamstring, left, Hold: it hurt``."""
        side = f", {words.side_within(self.side)}" if self.side.letters else ""
        where = f"{words.clock(self.seconds)}, {words.said(self.name)}{side}"
        return f"{where}, {words.PHASES[self.phase]}: {self._what}"

    @property
    def _what(self) -> str:
        if self.event.pain is not None:
            return _("pain %(pain)d of 10") % {"pain": self.event.pain}
        if self.event.kind is EventKind.HURTS:
            return _("it hurt")
        who = _("the client") if self.event.role is Role.CLIENT else _("the helper")
        return _("stopped by %(who)s") % {"who": who}

    @property
    def known(self) -> Mapping[str, object]:
        """Fields of a report that it answers."""
        return {
            "moment": "during",
            "phase": self.phase.value,
            "side": self.side.value,
            "stretch": self.stretch,
            "technique": self.technique,
            "onset_seconds": self.onset_seconds,
            "pain": self.event.pain,
        }


def of(run: Run) -> list[Moment]:
    """In order. What a session's machine calls red is one, and every stop."""
    timeline, events = run.as_timeline(), actions.runs.events_of(run)
    return [
        _moment(number, event, before, timeline)
        for number, (event, before) in enumerate(_marked(timeline, events), start=1)
    ]


def _marked(timeline: Timeline, events: tuple[Event, ...]) -> Iterator[tuple[Event, SessionState]]:
    state = SessionState()
    for event in events:
        after = session.step(state, event, timeline)
        stopped = event.kind in (EventKind.STOP, EventKind.HURTS)
        if stopped or after.reds != state.reds:
            yield event, state
        state = after


def _moment(number: int, event: Event, before: SessionState, timeline: Timeline) -> Moment:
    shown = session.at(before, event.at, timeline)
    here = timeline.segments[shown.segment]
    card = timeline.cards[here.item]
    return Moment(
        number=number,
        event=event,
        name=card.name,
        stretch=card.stretch,
        technique=card.technique,
        side=here.side,
        phase=here.phase,
        seconds=shown.position // 1000,
        onset_seconds=_onset(shown.position, here, timeline),
    )


def _onset(position: int, here: Segment, timeline: Timeline) -> int | None:
    """Seconds from the hold of the same repetition; None where it has none."""
    same = (here.item, here.side, here.repetition)
    holds = [
        one.start
        for one in timeline.segments
        if (one.item, one.side, one.repetition) == same and one.act in HELD
    ]
    return position // 1000 - holds[0] if holds else None
