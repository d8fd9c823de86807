"""What the pages of the library have in common: an entry or 404, its sources, who leads to it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.http import Http404
from django.utils.translation import gettext as _

from endrange.knowledge import Catalogue, Source
from endrange.values import Value
from endrange_app.storage import catalogues

Entry = TypeVar("Entry", bound=Value)


@dataclass(frozen=True)
class Link:
    """One entry that leads here."""

    page: str
    """Name of its address; empty where entries have no page of their own."""
    kind: str
    id: str
    name: str


def entry_or_404(entries: Mapping[str, Entry], id_: str) -> Entry:
    if id_ not in entries:
        raise Http404(f"no entry is called {id_}")
    return entries[id_]


def sources_of(ids: Iterable[str], catalogue: Catalogue) -> Sequence[Source]:
    return [catalogue.sources[id_] for id_ in ids if id_ in catalogue.sources]


def own_mark(kind: str, id_: str, catalogue: Catalogue) -> str:
    """Whether this clinic added an entry or changed one, in words; nothing for a shipped one."""
    shipped = getattr(catalogues.of_anybody(), kind)
    if id_ not in shipped:
        return _("Added by this clinic")
    changed = shipped[id_] is not getattr(catalogue, kind)[id_]
    return _("Changed by this clinic") if changed else ""


def resting_on(source: Source, catalogue: Catalogue) -> list[Link]:
    """Everything that names this source, in any field."""
    quoted = f'"{source.id}"'
    return [
        Link(page, kind, entry.id, title(entry))  # type: ignore[attr-defined]
        for page, kind, entries in _kinds(catalogue)
        for entry in entries
        if quoted in entry.model_dump_json()
    ]


def _kinds(catalogue: Catalogue) -> Iterator[tuple[str, str, Iterable[Value]]]:
    yield "stretch", _("Stretch"), catalogue.stretches.values()
    yield "technique", _("Technique"), catalogue.techniques.values()
    yield "measure", _("Measure"), catalogue.measures.values()
    yield "muscle", _("Muscle"), catalogue.muscles.values()
    yield "precaution", _("Rule"), catalogue.precautions.values()
    yield "claim", _("Claim"), catalogue.claims.values()
    yield "guide", _("Guide"), catalogue.guides.values()
    yield "goal", _("Goal"), catalogue.goals.values()
    yield "population", _("People"), catalogue.populations.values()
    yield "sport", _("Sport"), catalogue.sports.values()
    yield "", _("Joint"), catalogue.joints.values()
    yield "", _("Place of the body"), catalogue.areas.values()
    yield "", _("Norm"), catalogue.norms.values()
    yield "", _("Preset"), catalogue.presets.values()
    yield "", _("Question"), catalogue.questions.values()
    yield "", _("Item of an article"), catalogue.coverage.values()


def title(entry: Value) -> str:
    """What an entry is called on a page."""
    for name in ("name", "title", "text", "claim", "says", "method"):
        if hasattr(entry, name):
            return str(getattr(entry, name))
    raise TypeError(f"{type(entry).__name__} has neither name, title nor text")
