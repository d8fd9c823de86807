"""What shall we do? Clearance, findings, goals and minutes in, SessionPlan out."""

from endrange.planning.felt import FELT, felt, told
from endrange.planning.limits import EFFECTS, limits
from endrange.planning.pauses import SWITCH_SECONDS, TURN_SECONDS
from endrange.planning.planner import plan
from endrange.planning.plans import (
    Cap,
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
from endrange.planning.revising import (
    Add,
    Edit,
    Move,
    Remove,
    SetRepetitions,
    SwapTechnique,
    revise,
)
from endrange.planning.validating import promised_seconds, validate

__all__ = [
    "EFFECTS",
    "FELT",
    "SWITCH_SECONDS",
    "TURN_SECONDS",
    "Add",
    "Cap",
    "Edit",
    "Helper",
    "Limits",
    "Move",
    "Omission",
    "OmissionKind",
    "PlanItem",
    "PlanRequest",
    "Refusal",
    "Remove",
    "SessionPlan",
    "SetRepetitions",
    "SideDose",
    "SwapTechnique",
    "Turn",
    "felt",
    "limits",
    "plan",
    "promised_seconds",
    "revise",
    "told",
    "validate",
]
