"""How a body answers stretching: dose, course over weeks, and today's gain that fades."""

from endrange.physiology.response import (
    PARAMETERS,
    Parameter,
    acute_share,
    level_after,
    share,
    stimulus,
)

__all__ = ["PARAMETERS", "Parameter", "acute_share", "level_after", "share", "stimulus"]
