"""Reading a JSON file into a value, or saying in one line what is wrong with it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from endrange.errors import BadInput, UnknownId
from endrange.values import Value

LARGEST_BYTES = 5_000_000
# ours: a whole day's readings and events stay far below 1 MB; more is a wrong file.

V = TypeVar("V", bound=Value)


class Versioned(Value):
    """Base of every input file. A file without ``version`` is read as version 1."""

    version: Literal[1] = 1


@contextmanager
def blaming(path: Path) -> Iterator[None]:
    """Put the file's name before whatever is found wrong inside."""
    try:
        yield
    except (BadInput, UnknownId) as fault:
        raise BadInput(path.name or str(path), str(fault)) from None


def read(path: Path, kind: type[V]) -> V:
    """Read a file as this kind of value. Raises: BadInput, naming the field."""
    try:
        return kind.model_validate(_object(path))
    except ValidationError as error:
        raise _first_fault(error) from None


def _object(path: Path) -> dict[str, Any]:
    text = text_of(path)
    try:
        found = json.loads(
            text, parse_constant=_refuse_constant, object_pairs_hook=_without_repeats
        )
    except BadInput:
        raise
    except ValueError as error:
        raise BadInput("the file", f"is not JSON: {error}") from None
    except RecursionError:
        raise BadInput("the file", "is nested too deeply to be one of ours") from None
    if not isinstance(found, dict):
        raise BadInput("the file", f"holds {_shown(found)}; write one JSON object: {{...}}")
    version = found.get("version", 1)
    if type(version) is not int:
        # Python takes true and 1.0 for 1; a file that says so was not written for us.
        raise BadInput("version", f"should be 1, not {_shown(version)}")
    return found


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """JSON allows a name twice and keeps the last: a "yes" could vanish behind a "no"."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise BadInput(_short(name), "is there twice; keep the one that is meant")
        found[name] = value
    return found


def text_of(path: Path) -> str:
    """A file's text. Raises: BadInput where it is too large, not there, or not text."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_BYTES + 1)
    except OSError as error:
        raise BadInput("the file", f"cannot be read: {error.strerror}") from None
    if len(content) > LARGEST_BYTES:
        raise BadInput("the file", f"is larger than {LARGEST_BYTES // 1_000_000} MB")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput("the file", "is not text; save it as UTF-8") from None


def _refuse_constant(name: str) -> float:
    raise ValueError(f"{name} is not a number")


def _first_fault(error: ValidationError) -> BadInput:
    fault = error.errors()[0]
    field = ".".join(str(step) for step in fault["loc"]) or "the file"
    more = error.error_count() - 1
    return BadInput(field, _in_words(fault) + (f" (and {more} more)" if more else ""))


def _in_words(fault: ErrorDetails) -> str:
    match fault["type"]:
        case "missing":
            return "is missing"
        case "extra_forbidden":
            return "is not a field of this file; check the spelling"
        case "value_error":
            return f"{fault['msg'].removeprefix('Value error, ')}, not {_shown(fault['input'])}"
        case _:
            return f"{fault['msg']}, not {_shown(fault['input'])}"


def _shown(value: object, longest: int = 60) -> str:
    return _short(json.dumps(value, default=str, ensure_ascii=False), longest)


def _short(text: str, longest: int = 60) -> str:
    return text if len(text) <= longest else text[:longest] + "..."
