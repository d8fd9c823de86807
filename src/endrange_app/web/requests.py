"""What a plan is asked for: minutes, goals, and who helps."""

from endrange.planning import Helper, PlanRequest
from endrange_app.storage.models import Visit

MINUTES = (8, 15, 25, 40, 60)
"""Time boxes offered: at the pitch, between two lessons, after a desk day, and a full session
(30 to 60 minutes in the article on physical therapy)."""
USUAL_MINUTES = 25


def of_visit(visit: Visit, *, minutes: int) -> PlanRequest:
    """A fresh request for this client today."""
    return PlanRequest(
        minutes=minutes,
        goals=tuple(visit.client.goals),
        helper=Helper.PRACTITIONER,
        first_session=visit.number == 1,
    )
