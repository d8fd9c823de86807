"""What do we see? Readings in, Findings out."""

from endrange.assessment.readings import Findings, Limitation, Moment, Reading

__all__ = ["Findings", "Limitation", "Moment", "Reading"]
