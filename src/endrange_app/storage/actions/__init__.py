"""The only place that writes. One module per noun; every function is one transaction.

Each names who did it (``by``; None where a client without an account did) and when (``now``),
and writes its audit entry inside the same transaction: both are kept, or neither.
"""

from endrange_app.storage.actions import (
    adverse_events,
    clearances,
    clients,
    clinics,
    decisions,
    follow_ups,
    goals,
    intakes,
    members,
    own,
    plans,
    progress,
    readings,
    restrictions,
    retests,
    runs,
    screenings,
    visits,
)

__all__ = [
    "adverse_events",
    "clearances",
    "clients",
    "clinics",
    "decisions",
    "follow_ups",
    "goals",
    "intakes",
    "members",
    "own",
    "plans",
    "progress",
    "readings",
    "restrictions",
    "retests",
    "runs",
    "screenings",
    "visits",
]
