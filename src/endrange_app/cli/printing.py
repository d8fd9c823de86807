"""How commands print: JSON for programs, plain tables for people."""

import json
from typing import Any

from rich.console import Console

from endrange.knowledge import Modification


def as_json(value: object) -> None:
    """Print JSON, indented, characters as they are."""
    print(json.dumps(value, indent=2, ensure_ascii=False))


def console(markup: bool = False) -> Console:
    """Return the terminal; without colour when it is not one.

    With ``markup``, ``[bold]`` means bold: for our own words only, what is read is escaped.
    """
    return Console(highlight=False, markup=markup)


def modifier(modification: Modification) -> str:
    """``NOEND``; ``DIR(HIP, flexion)``; ``CAP(HIP, flexion, 90)``, as in the rule tables."""
    arguments: tuple[Any, ...] = (
        modification.part,
        modification.movement,
        modification.degrees,
    )
    named = ", ".join(str(argument) for argument in arguments if argument is not None)
    return f"{modification.code}({named})" if named else str(modification.code)


def clock(seconds: int) -> str:
    """``4:05`` for 245 seconds."""
    return f"{seconds // 60}:{seconds % 60:02}"
