"""What do we see? Readings in, Findings out."""

from endrange.assessment.comparing import Comparison, Latest, assess, latest
from endrange.assessment.error import (
    Z95,
    comparable,
    detectable,
    further_by,
    standard_error,
    summarise,
)
from endrange.assessment.readings import (
    Block,
    Findings,
    Limitation,
    Moment,
    Origin,
    Reading,
    WarmUp,
)

__all__ = [
    "Z95",
    "Block",
    "Comparison",
    "Findings",
    "Latest",
    "Limitation",
    "Moment",
    "Origin",
    "Reading",
    "WarmUp",
    "assess",
    "comparable",
    "detectable",
    "further_by",
    "latest",
    "standard_error",
    "summarise",
]
