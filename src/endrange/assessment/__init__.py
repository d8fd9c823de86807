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
from endrange.assessment.readings import Findings, Limitation, Moment, Reading

__all__ = [
    "Z95",
    "Comparison",
    "Findings",
    "Latest",
    "Limitation",
    "Moment",
    "Reading",
    "assess",
    "comparable",
    "detectable",
    "further_by",
    "latest",
    "standard_error",
    "summarise",
]
