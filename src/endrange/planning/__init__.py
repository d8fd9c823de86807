"""What shall we do? Clearance, findings, goals and minutes in, SessionPlan out."""

from endrange.planning.plans import (
    Helper,
    Limits,
    Omission,
    OmissionKind,
    PlanItem,
    PlanRequest,
    Refusal,
    SessionPlan,
    SideDose,
    Turn,
)

__all__ = [
    "Helper",
    "Limits",
    "Omission",
    "OmissionKind",
    "PlanItem",
    "PlanRequest",
    "Refusal",
    "SessionPlan",
    "SideDose",
    "Turn",
]
