"""What a plan is asked for: minutes, goals, and who helps."""

from endrange.planning import Helper, PlanRequest
from endrange.screening import Setting
from endrange_app.storage.models import Run, Visit

MINUTES = (8, 15, 25, 40, 60)
"""Time boxes offered: at the pitch, between two lessons, after a desk day, and a full session
(30 to 60 minutes in the article on physical therapy)."""
USUAL_MINUTES = 25
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


def _was_stretched(visit: Visit) -> bool:
    """Whether a session of this client was held to its end, at whichever visit."""
    held = Run.objects.filter(visit__client=visit.client_id, ended_at__isnull=False)
    return held.filter(events__kind="start").exists()
