"""How a law complains, and how a complaint finds its file."""

from collections.abc import Iterator
from typing import NamedTuple

from endrange.knowledge.loader import ONE_FILE_EACH


class Complaint(NamedTuple):
    """What is wrong with one field of one entry, with the offending value and what to do."""

    kind: str
    id: str
    field: str
    problem: str


Complaints = Iterator[Complaint]


def place(kind: str, id_: str, field: str) -> tuple[str, str]:
    """The file and the dotted field: ``stretches/ham.toml, joint`` or ``areas.toml, knee.name``."""
    if kind in ONE_FILE_EACH:
        return f"{kind}/{id_}.toml", field
    return f"{kind}.toml", f"{id_}.{field}".rstrip(".")
