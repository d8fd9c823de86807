"""Do it. A plan in, a Timeline out; then events in, SessionState out."""

from endrange.session.afterwards import afterwards, together
from endrange.session.asking import Prompt
from endrange.session.briefly import Bout, briefly
from endrange.session.compiling import Choices, compile, compile_preset
from endrange.session.course import advance
from endrange.session.cue_points import CueKind, CuePoint, cue_points
from endrange.session.events import Answer, Event, EventKind
from endrange.session.languages import in_language
from endrange.session.machine import replay, step
from endrange.session.record import Ended, ItemRecord, RepetitionRecord, SetRecord, record, sets
from endrange.session.state import Comfort, SessionState, Status
from endrange.session.timeline import Card, Segment, Timeline
from endrange.session.view import CheckView, GoesOn, ToldView, View, at

__all__ = [
    "Answer",
    "Bout",
    "Card",
    "CheckView",
    "Choices",
    "Comfort",
    "CueKind",
    "CuePoint",
    "Ended",
    "Event",
    "EventKind",
    "GoesOn",
    "ItemRecord",
    "Prompt",
    "RepetitionRecord",
    "Segment",
    "SessionState",
    "SetRecord",
    "Status",
    "Timeline",
    "ToldView",
    "View",
    "advance",
    "afterwards",
    "at",
    "briefly",
    "compile",
    "compile_preset",
    "cue_points",
    "in_language",
    "record",
    "replay",
    "sets",
    "step",
    "together",
]
