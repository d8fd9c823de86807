"""What a plan is asked for: minutes, goals, and who helps. And how its session is to begin."""

from collections.abc import Mapping

from endrange.planning import Helper, PlanRequest
from endrange.screening import Setting
from endrange.session import Choices
from endrange_app.storage.models import Run, Visit

MINUTES = (8, 15, 25, 40, 60)
"""Time boxes offered: at the pitch, between two lessons, after a desk day, and a full session
(30 to 60 minutes in the article on physical therapy)."""
USUAL_MINUTES = 25
READY_SECONDS = (5, 10, 15, 20, 30)
"""Offered to get ready before each side. Ours: from a practised pair to a pillow to be fetched."""
LAY_SETTINGS = (Setting.HOME, Setting.TEAM)
"""Where a relative or a team mate stretches: what needs a practitioner stays off the list."""


def of_visit(visit: Visit, *, minutes: int) -> PlanRequest:
    """A fresh request for this client today."""
    return PlanRequest(
        minutes=minutes,
        goals=tuple(visit.client.goals),
        helper=Helper.LAY if visit.clinic.setting in LAY_SETTINGS else Helper.PRACTITIONER,
        first_session=not _was_stretched(visit),
    )


def of_start(sent: Mapping[str, str]) -> Choices:
    """What was chosen beside the start button; what is not offered counts as not chosen."""
    ready = sent.get("ready", "")
    offered = ready in {str(seconds) for seconds in READY_SECONDS}
    return Choices(
        ready_seconds=int(ready) if offered else None, tighter_first="tighter_first" in sent
    )


def _was_stretched(visit: Visit) -> bool:
    """Whether a session of this client was held to its end, at whichever visit."""
    held = Run.objects.filter(visit__client=visit.client_id, ended_at__isnull=False)
    return held.filter(events__kind="start").exists()
