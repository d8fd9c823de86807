"""Joints and the movements they have, each with its zero, its plane and its plain name."""

from enum import StrEnum

from pydantic import Field

from endrange.knowledge.anatomy import Part
from endrange.values import Table, Value


class Plane(StrEnum):
    SAGITTAL = "sagittal"
    FRONTAL = "frontal"
    TRANSVERSE = "transverse"
    OBLIQUE = "oblique"


class Movement(Value):
    """One direction of a joint. Angles count up from neutral; the other way has its own name."""

    name: str
    """What a person calls it."""
    plane: Plane
    opposite: str
    """The movement back and beyond neutral; itself, where the other way is its mirror image."""
    note: str = ""


class Joint(Value):
    """A joint by the code of its part, measured by the neutral-zero method."""

    id: Part
    name: str
    neutral: str
    """How the joint stands at 0."""
    movements: Table[str, Movement]
    sources: tuple[str, ...] = Field(min_length=1)
