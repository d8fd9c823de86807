"""Measures of range of motion, and how far two careful readings of one can differ."""

from enum import StrEnum

from pydantic import Field

from endrange.knowledge.anatomy import Part
from endrange.values import Value


class Unit(StrEnum):
    DEGREES = "deg"
    CENTIMETRES = "cm"


class Further(StrEnum):
    """Which way the number goes as the range grows."""

    HIGHER = "higher"
    LOWER = "lower"


class MeasurementError(Value):
    """Standard error of measurement, in the measure's unit."""

    same_examiner: float = Field(gt=0)
    other_examiner: float = Field(gt=0)
    assumed: bool
    """No study of this measure was found; the screen must say "assumed error"."""
    basis: str
    sources: tuple[str, ...] = Field(min_length=1)


class Measure(Value):
    id: str
    name: str
    joint: Part
    movement: str
    unit: Unit
    active: bool
    paired: bool
    further: Further
    low: float
    """Smallest plausible reading; anything beyond is refused with a question."""
    high: float
    position: str
    stabilise: str
    landmarks: str
    end_criteria: tuple[str, ...] = Field(min_length=1)
    instruments: tuple[str, ...] = Field(min_length=1)
    trials: int = Field(ge=1, le=5)
    error: MeasurementError
    sources: tuple[str, ...] = Field(min_length=1)
