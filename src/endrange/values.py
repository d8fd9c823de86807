"""Values: frozen, closed, comparable. Field names say their unit."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Annotated, Any, Generic, Self, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, PlainSerializer

K = TypeVar("K")
V = TypeVar("V")
T = TypeVar("T")

Table = Annotated[
    Mapping[K, V],
    AfterValidator(lambda pairs: MappingProxyType(dict(pairs))),
    PlainSerializer(dict),
]
"""A mapping that cannot be changed after validation."""


class Value(BaseModel):
    """Base of all that Endrange knows, decides or remembers."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    def replace(self, **changes: Any) -> Self:
        """Return a validated copy with some fields changed."""
        return type(self).model_validate(dict(self) | changes)

    @classmethod
    def trusted(cls, fields: dict[str, Any]) -> Self:
        """Return a value of fields that were validated when they were kept.

        Quicker than ``model_construct``, for histories of thousands.

        Args:
            fields: all of them, as they are held; given away.
        """
        made = cls.__new__(cls)
        _FIELDS(made, fields)
        _FIELDS_SET(made, _every_field(cls))
        _EXTRA(made, None)
        _PRIVATE(made, None)
        return made


_FIELDS, _FIELDS_SET, _EXTRA, _PRIVATE = (
    BaseModel.__dict__[name].__set__
    for name in (
        "__dict__",
        "__pydantic_fields_set__",
        "__pydantic_extra__",
        "__pydantic_private__",
    )
)
"""What ``object.__setattr__`` would look up each time: a third of the time of a trusted value."""


@cache
def _every_field(of: type[Value]) -> set[str]:
    """One set for all values of a type: nobody changes a frozen one."""
    return set(of.model_fields)


class Side(StrEnum):
    """Whose left or right: always the client's own."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"
    MIDLINE = "midline"

    @property
    def mirrored(self) -> "Side":
        return _MIRROR.get(self, self)

    @property
    def letters(self) -> tuple[str, ...]:
        """``("L",)``, ``("R",)``, ``("L", "R")`` or, for the midline, nothing."""
        return _LETTERS[self]


_MIRROR = {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT}
_LETTERS = {Side.LEFT: ("L",), Side.RIGHT: ("R",), Side.BOTH: ("L", "R"), Side.MIDLINE: ()}


class Role(StrEnum):
    """The two people of a session."""

    HELPER = "helper"
    CLIENT = "client"


class ByRole(Value, Generic[T]):
    """One of something for each of the two people."""

    helper: T
    client: T

    def __getitem__(self, role: Role) -> T:
        return self.helper if role is Role.HELPER else self.client
