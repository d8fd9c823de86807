"""How a body answers stretching: dose, course over weeks, and today's gain that fades."""

from endrange.physiology.bank import Bank, Expected, Passed
from endrange.physiology.prediction import PREDICTION, Response, response_of
from endrange.physiology.programmes import (
    Z80,
    Gain,
    Programme,
    Ranking,
    Ratio,
    Unknown,
    compare,
    programme_size,
)
from endrange.physiology.response import (
    PARAMETERS,
    Parameter,
    acute_share,
    level_after,
    share,
    stimulus,
)

__all__ = [
    "PARAMETERS",
    "PREDICTION",
    "Z80",
    "Bank",
    "Expected",
    "Gain",
    "Parameter",
    "Passed",
    "Programme",
    "Ranking",
    "Ratio",
    "Response",
    "Unknown",
    "acute_share",
    "compare",
    "level_after",
    "programme_size",
    "response_of",
    "share",
    "stimulus",
]
