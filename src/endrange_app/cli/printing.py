"""How commands print: JSON for programs, plain tables for people."""

import json
import os
import sys
from typing import NoReturn

from rich.console import Console


def as_json(value: object) -> None:
    """Print JSON, indented, characters as they are."""
    try:
        print(json.dumps(value, indent=2, ensure_ascii=False), flush=True)
    except BrokenPipeError:
        _reader_gone()


class _Terminal(Console):
    def on_broken_pipe(self) -> None:
        _reader_gone()


def _reader_gone() -> NoReturn:
    """Whoever read, such as ``head``, has enough: end quietly, also when Python flushes at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(0)


def console(markup: bool = False) -> Console:
    """Return the terminal; without colour when it is not one.

    With ``markup``, ``[bold]`` means bold: for our own words only, what is read is escaped.
    """
    return _Terminal(highlight=False, markup=markup)


def clock(seconds: int) -> str:
    """``4:05`` for 245 seconds."""
    return f"{seconds // 60}:{seconds % 60:02}"
