"""Plans: each version as it was made or edited. The latest is in force."""

from datetime import datetime

from django.db import transaction

from endrange.errors import BadInput
from endrange.planning import PlanRequest, SessionPlan
from endrange_app.storage.actions import audit
from endrange_app.storage.actions.visits import still_open
from endrange_app.storage.models import Plan, Screening, User, Visit


@transaction.atomic
def record(
    *,
    by: User,
    visit: Visit,
    screening: Screening,
    request: PlanRequest,
    plan: SessionPlan,
    now: datetime,
) -> Plan:
    """Keep a plan, made or edited, with the screening whose limits it obeys.

    Raises: BadInput once the visit is closed, or if a newer screening than this one is in force.
    """
    visit = still_open(visit)
    check_in_force(visit, screening)
    row = Plan.objects.create(
        clinic_id=visit.clinic_id,
        visit=visit,
        screening=screening,
        request=request.model_dump(mode="json"),
        plan=plan.model_dump(mode="json"),
        catalogue=plan.catalogue,
        by=by,
        at=now,
    )
    audit.record("plan.recorded", row, by=by, now=now, details={"edited": plan.edited})
    return row


def check_in_force(visit: Visit, screening: Screening) -> None:
    """Raises: BadInput if a newer screening of the visit stands against what this one allowed."""
    latest = visit.screenings.order_by("-at", "-id").first()
    if latest is None or latest.pk != screening.pk:
        problem = "the answers have changed since this plan was made; plan again"
        raise BadInput("screening", problem)
