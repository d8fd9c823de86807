"""How faults are planted in a catalogue, past its validation."""

from collections.abc import Callable
from typing import Any

from endrange.knowledge import Catalogue, Trigger
from endrange.knowledge.laws import LAWS

Row = tuple[tuple[str, str], dict[str, Any], str]
"""An entry by kind and id, what is changed in it, and the field that has to be named."""


def changed(value: Any, /, **changes: Any) -> Any:
    """A copy that validation would not let through."""
    return value.model_copy(update=changes)


def plant(base: Catalogue, kind: str, id_: str, changes: dict[str, Any]) -> Catalogue:
    entries = getattr(base, kind)
    return changed(base, **{kind: {**entries, id_: changed(entries[id_], **changes)}})


def named(law: str) -> Callable[[Catalogue], Any]:
    return next(one for one in LAWS if one.__name__ == law)


def when(**trigger: Any) -> dict[str, Any]:
    return {"when": ((Trigger(**trigger),),)}
