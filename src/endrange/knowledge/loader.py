"""Reads the knowledge: TOML files in, one frozen catalogue out."""

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import tomli
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from endrange.errors import CatalogueFault
from endrange.knowledge.aftercare import FollowUpRule, Severity
from endrange.knowledge.anatomy import Area, Muscle
from endrange.knowledge.catalogue import Catalogue, Source
from endrange.knowledge.claims import Claim, Guide
from endrange.knowledge.coverage import Requirement
from endrange.knowledge.goals import Goal, Population, Sport
from endrange.knowledge.joints import Joint
from endrange.knowledge.measures import Measure
from endrange.knowledge.norms import Norm
from endrange.knowledge.operations import Operation
from endrange.knowledge.precautions import Precaution
from endrange.knowledge.questions import Question
from endrange.knowledge.reactions import Reaction
from endrange.knowledge.reviews import Review
from endrange.knowledge.stretches import Stretch
from endrange.knowledge.techniques import Preset, Technique
from endrange.values import Value

SHIPPED = Path(__file__).parent / "data"
RELEASE = "2026.11"

ONE_FILE_EACH: dict[str, type[Value]] = {
    "techniques": Technique,
    "measures": Measure,
    "stretches": Stretch,
    "presets": Preset,
}
"""Kinds whose entries have a file of their own; its stem is the id."""

TABLES: dict[str, type[Value]] = {
    "sources": Source,
    "muscles": Muscle,
    "areas": Area,
    "goals": Goal,
    "questions": Question,
    "precautions": Precaution,
    "operations": Operation,
    "joints": Joint,
    "norms": Norm,
    "claims": Claim,
    "guides": Guide,
    "populations": Population,
    "sports": Sport,
    "coverage": Requirement,
    "reactions": Reaction,
    "followup_questions": Question,
    "followup_rules": FollowUpRule,
    "severities": Severity,
    "reviews": Review,
}
"""Kinds kept as tables keyed by id, in ``<kind>.toml`` and in any file under ``<kind>/``."""


_in_force: list[Catalogue] = []


def load() -> Catalogue:
    """The knowledge in force: the shipped one, or what a clinic laid over it at the start.

    Raises: CatalogueFault.
    """
    return _in_force[0] if _in_force else shipped()


def put_in_force(catalogue: Catalogue | None) -> None:
    """Let ``load`` answer with this from now on, or with the shipped one again.

    For the start of an application, before anything has been decided.
    """
    _in_force[:] = [catalogue] if catalogue else []


@cache
def shipped() -> Catalogue:
    """The shipped knowledge, read once. Raises: CatalogueFault."""
    return load_from(SHIPPED)


def load_from(folder: Path) -> Catalogue:
    """Read the knowledge in a folder; an absent kind has no entries.

    Raises: CatalogueFault, the first one found; its words say how many more there are.
    """
    catalogue, faults = read(folder)
    if catalogue is None:
        first, more = faults[0], len(faults) - 1
        count = f" ({more} more: run endrange catalogue check)" if more else ""
        raise CatalogueFault(first.file, first.field, first.problem + count)
    return catalogue


def read(folder: Path) -> tuple[Catalogue | None, list[CatalogueFault]]:
    """Read a folder and keep going: the catalogue, or everything that is wrong with it."""
    faults: list[CatalogueFault] = []
    kinds: dict[str, dict[str, Value]] = {kind: {} for kind in ONE_FILE_EACH | TABLES}
    files = sorted(folder.rglob("*.toml"))
    if not files:
        problem = f"{folder} holds no .toml file; name another folder"
        faults.append(CatalogueFault(".", "folder", problem))
    for file in files:
        name = file.relative_to(folder).as_posix()
        for kind, id_, fields in tables_in(name, file, faults):
            _add(kinds[kind], kind, id_, fields, name, faults)
    _spread(kinds, faults)
    if faults:
        return None, faults
    return Catalogue.model_validate({"version": _version(folder, files), **kinds}), []


def _spread(kinds: dict[str, dict[str, Value]], faults: list[CatalogueFault]) -> None:
    """Each window of an operation is a precaution like any other."""
    rules = kinds["precautions"]
    for id_, operation in kinds["operations"].items():
        for row in operation.precautions() if isinstance(operation, Operation) else ():
            if row.id in rules:
                problem = f"{row.id!r} is a rule already; give the window another id"
                faults.append(CatalogueFault("operations.toml", f"{id_}.windows", problem))
            rules[row.id] = row


Tables = Iterator[tuple[str, str, dict[str, Any]]]
"""Kind, id and fields of entries."""


def tables_in(name: str, file: Path, faults: list[CatalogueFault]) -> Tables:
    """The entries of one file."""
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        faults.append(CatalogueFault(name, "file", f"not UTF-8: {error}; write it again"))
        return
    yield from tables_of(name, text, faults)


def tables_of(name: str, text: str, faults: list[CatalogueFault]) -> Tables:
    """The entries of a file's text; its name says of which kind they are."""
    kind = name.partition("/")[0].removesuffix(".toml")
    try:
        fields = tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        faults.append(CatalogueFault(name, "file", f"not TOML: {error}; correct that line"))
        return
    except RecursionError:
        faults.append(CatalogueFault(name, "file", "lists in lists without end; flatten it"))
        return
    if kind in ONE_FILE_EACH and "/" in name:
        yield kind, name.rpartition("/")[2].removesuffix(".toml"), fields
    elif kind in TABLES:
        yield from ((kind, id_, entry) for id_, entry in fields.items())
    else:
        faults.append(CatalogueFault(name, "file", f"nobody reads this file; {_where_to_put_it()}"))


def _where_to_put_it() -> str:
    tables = ", ".join(f"{kind}.toml" for kind in TABLES)
    return f"use {tables} or a folder {', '.join(ONE_FILE_EACH)}"


def _add(
    entries: dict[str, Value],
    kind: str,
    id_: str,
    fields: dict[str, Any],
    name: str,
    faults: list[CatalogueFault],
) -> None:
    """Validate one entry and put it among the others of its kind."""
    entry_type = (ONE_FILE_EACH | TABLES)[kind]
    place = id_ if kind in TABLES else ""
    if not isinstance(fields, dict):
        faults.append(CatalogueFault(name, id_, f"{fields!r} is not a table; write [{id_}]"))
    elif "id" in fields:
        problem = f"id {fields['id']!r} is already said by the name {id_!r}; delete this line"
        faults.append(CatalogueFault(name, _dotted(place, "id"), problem))
    elif id_ in entries:
        faults.append(CatalogueFault(name, id_, f"{id_!r} is in two files of {kind}; keep one"))
    else:
        try:
            entries[id_] = entry_type.model_validate({**fields, "id": id_})
        except ValidationError as error:
            faults.extend(faults_of(error, entry_type, name, place))


def faults_of(
    error: ValidationError, entry_type: type[Value], name: str, place: str
) -> Iterator[CatalogueFault]:
    for detail in error.errors(include_url=False):
        field = _dotted(place, *map(str, detail["loc"]))
        yield CatalogueFault(name, field, _problem(detail, entry_type))


def _problem(detail: ErrorDetails, entry_type: type[Value]) -> str:
    """What is wrong, with the offending value and what to do."""
    value = repr(detail["input"])
    match detail["type"]:
        case "missing":
            return "is missing; add it"
        case "extra_forbidden":
            return f"{value} is in no field of {entry_type.__name__}; correct the name or delete it"
        case _:
            return f"{detail['msg']}; {value} is there, correct it"


def _dotted(*names: str) -> str:
    return ".".join(name for name in names if name)


def _version(folder: Path, files: Iterable[Path]) -> str:
    """The release and a hash over the names and bytes of all files."""
    digest = hashlib.sha256()
    for file in files:
        content = file.read_bytes()
        digest.update(f"{file.relative_to(folder).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return f"{RELEASE}-{digest.hexdigest()[:8]}"
