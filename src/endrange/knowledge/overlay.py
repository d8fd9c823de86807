"""A clinic's own entries, laid over the shipped ones: more, in other words, stricter.

A folder laid out like the shipped one. An entry with a new id is added; one with a shipped id
names only the fields it changes. What would loosen a shipped entry is refused; see ``stricter``.
"""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from endrange.errors import CatalogueFault, CatalogueFaults
from endrange.knowledge.catalogue import Catalogue
from endrange.knowledge.laws import FOR_OVERLAYS, check
from endrange.knowledge.laws.complaints import place
from endrange.knowledge.loader import (
    ONE_FILE_EACH,
    TABLES,
    Tables,
    faults_of,
    shipped,
    tables_in,
    tables_of,
)
from endrange.knowledge.stricter import loosened
from endrange.values import Value

Fields = Mapping[str, Any]
Entries = Mapping[str, Mapping[str, Fields]]
"""Kind, id, fields: as they stand in the TOML files."""


def load_with(folder: Path, base: Catalogue | None = None) -> Catalogue:
    """The base, by default what is shipped, with a folder laid over it.

    Raises: CatalogueFaults with every reason to refuse; the base is never changed.
    """
    faults: list[CatalogueFault] = []
    files = sorted(folder.rglob("*.toml"))
    if not files:
        problem = f"{folder} holds no .toml file; name another folder"
        faults.append(CatalogueFault(".", "folder", problem))
    names = {file.relative_to(folder).as_posix(): file for file in files}
    tables = {name: tables_in(name, file, faults) for name, file in names.items()}
    return _lay(base or shipped(), tables, faults)


def load_with_texts(texts: Mapping[str, str], base: Catalogue) -> Catalogue:
    """The same for the texts of files, by the names they would have in a folder.

    Raises: CatalogueFaults.
    """
    faults: list[CatalogueFault] = []
    tables = {name: tables_of(name, text, faults) for name, text in sorted(texts.items())}
    return _lay(base, tables, faults)


def _lay(base: Catalogue, tables: Mapping[str, Tables], faults: list[CatalogueFault]) -> Catalogue:
    entries: dict[str, dict[str, Fields]] = {}
    for name, some in tables.items():
        for kind, id_, fields in some:
            if id_ in entries.setdefault(kind, {}):
                faults.append(CatalogueFault(name, id_, f"{id_!r} is in two files; keep one"))
            entries[kind][id_] = fields
    if faults:
        raise CatalogueFaults(tuple(faults))
    return lay_over(base, entries)


def lay_over(base: Catalogue, entries: Entries) -> Catalogue:
    """The same from memory. Raises: CatalogueFaults."""
    merged, faults = _merged(base, entries)
    if not faults:
        changed = {kind: {**getattr(base, kind), **some} for kind, some in merged.items()}
        laid = base.replace(version=_version(base, entries), **changed)
        faults = _new(check(laid, FOR_OVERLAYS), base)
    if faults:
        raise CatalogueFaults(tuple(faults))
    return laid


def _new(faults: list[CatalogueFault], base: Catalogue) -> list[CatalogueFault]:
    """Those that the base has not got by itself."""
    known = {str(fault) for fault in check(base)} if faults else set()
    return [fault for fault in faults if str(fault) not in known]


def _merged(
    base: Catalogue, entries: Entries
) -> tuple[dict[str, dict[str, Value]], list[CatalogueFault]]:
    """Every entry of the overlay, whole, and why some are refused."""
    merged: dict[str, dict[str, Value]] = {}
    faults: list[CatalogueFault] = []
    for kind, some in entries.items():
        for id_, fields in some.items():
            entry = _entry(base, kind, id_, fields, faults)
            if entry:
                merged.setdefault(kind, {})[id_] = entry
                was = getattr(base, kind).get(id_)
                faults += _loosened(kind, id_, was, entry)
    return merged, faults


def _entry(
    base: Catalogue, kind: str, id_: str, fields: Fields, faults: list[CatalogueFault]
) -> Value | None:
    types = ONE_FILE_EACH | TABLES
    file, field = place(kind, id_, "")
    if kind not in types or not isinstance(fields, Mapping):
        faults.append(CatalogueFault(file, field, f"{fields!r} is no entry of a kind; correct it"))
        return None
    was = getattr(base, kind).get(id_)
    whole = _over(was.model_dump(mode="json"), fields) if was else dict(fields)
    try:
        return types[kind].model_validate({**whole, "id": id_})
    except ValidationError as error:
        faults += faults_of(error, types[kind], file, id_ if kind in TABLES else "")
        return None


def _over(below: Fields, above: Fields) -> dict[str, Any]:
    """Tables are merged, everything else is replaced."""
    both = dict(below)
    for key, value in above.items():
        under = both.get(key)
        nested = isinstance(value, Mapping) and isinstance(under, Mapping)
        both[key] = _over(under, value) if nested else value  # type: ignore[arg-type]
    return both


def _loosened(kind: str, id_: str, was: Value | None, entry: Value) -> list[CatalogueFault]:
    return [
        CatalogueFault(*place(kind, id_, field), problem)
        for field, problem in loosened(kind, was, entry)
    ]


def _version(base: Catalogue, entries: Entries) -> str:
    """The base's version and a hash of what lies over it."""
    text = json.dumps(entries, sort_keys=True, default=str)
    return f"{base.version}+{hashlib.sha256(text.encode()).hexdigest()[:8]}"
