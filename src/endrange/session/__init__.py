"""Do it. A plan in, a Timeline out; then events in, SessionState out."""

from endrange.session.events import Event, EventKind
from endrange.session.state import Comfort, SessionState, Status
from endrange.session.timeline import Card, Segment, Timeline

__all__ = [
    "Card",
    "Comfort",
    "Event",
    "EventKind",
    "Segment",
    "SessionState",
    "Status",
    "Timeline",
]
