"""Do it. A plan in, a Timeline out; then events in, SessionState out."""

from endrange.session.compiling import compile, compile_preset
from endrange.session.events import Event, EventKind
from endrange.session.languages import in_language
from endrange.session.machine import advance, replay, step
from endrange.session.record import Ended, ItemRecord, record
from endrange.session.state import Amber, Comfort, SessionState, Status
from endrange.session.timeline import Card, Segment, Timeline
from endrange.session.view import GoesOn, View, at

__all__ = [
    "Amber",
    "Card",
    "Comfort",
    "Ended",
    "Event",
    "EventKind",
    "GoesOn",
    "ItemRecord",
    "Segment",
    "SessionState",
    "Status",
    "Timeline",
    "View",
    "advance",
    "at",
    "compile",
    "compile_preset",
    "in_language",
    "record",
    "replay",
    "step",
]
