"""May we? Answers in, Clearance out. See ``screen``."""

from endrange.screening.clearance import (
    Clearance,
    Finding,
    RegionClearance,
    Setting,
    StretchClearance,
    worst,
)

__all__ = [
    "Clearance",
    "Finding",
    "RegionClearance",
    "Setting",
    "StretchClearance",
    "worst",
]
