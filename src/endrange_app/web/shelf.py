"""The shelf: what the library is searched by. The server and the browser read the same entries."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from endrange.knowledge import Catalogue, LayPartner, Stretch
from endrange_app.web import words

FACETS = (
    "area",
    "position",
    "helper",
    "thing",
    "muscle",
    "technique",
    "goal",
    "sport",
)
NOTHING = "nothing"
"""Stands for: needs no equipment."""

SHELVES = 16
"""Kept ready: a catalogue in a language. Ours: a few clinics with entries of their own, in each."""

MAY_HELP = {
    LayPartner.YES: ("yes", "supervised"),
    LayPartner.SUPERVISED: ("supervised",),
    LayPartner.NO: ("no",),
}
"""Whoever was shown how may also do what anybody may."""


class Sought(NamedTuple):
    """What somebody looks for: words, all of which must be found, and one value a facet."""

    words: tuple[str, ...]
    facets: Mapping[str, str]

    def __bool__(self) -> bool:
        return bool(self.words or self.facets)


@dataclass(frozen=True)
class Shelved:
    """A stretch as it is found."""

    id: str
    words: str
    facets: Mapping[str, tuple[str, ...]]

    def fits(self, sought: Sought) -> bool:
        return all(word in self.words for word in sought.words) and all(
            value in self.facets[facet] for facet, value in sought.facets.items()
        )


@dataclass(frozen=True)
class Other:
    """Anything else in the library that bears a name."""

    kind: str
    name: str
    url: str
    words: str

    def fits(self, sought: Sought) -> bool:
        return bool(sought.words) and all(word in self.words for word in sought.words)


def sought(sent: QueryDict) -> Sought:
    """What a search sent; a facet left open is left out."""
    facets = {facet: sent.get(facet, "").strip() for facet in FACETS}
    return Sought(
        tuple(plain(sent.get("q", "")).split()),
        {facet: value for facet, value in facets.items() if value},
    )


def plain(text: str) -> str:
    """Small letters without accents, so that ``Sóleus`` is found as ``soleus``."""
    apart = unicodedata.normalize("NFKD", text.lower())
    return "".join(letter for letter in apart if not unicodedata.category(letter).startswith("M"))


def stretches(catalogue: Catalogue) -> tuple[Shelved, ...]:
    """Every stretch by its area, from the head to the feet, then by name in this language."""
    return _stretches(catalogue, get_language())


@lru_cache(maxsize=SHELVES)
def _stretches(catalogue: Catalogue, _language: str | None) -> tuple[Shelved, ...]:
    order = {id_: place for place, id_ in enumerate(catalogue.areas)}
    every = sorted(
        catalogue.stretches.values(), key=lambda one: (order[one.area], words.said(one.name))
    )
    return tuple(_shelved(one, catalogue) for one in every)


def _shelved(stretch: Stretch, catalogue: Catalogue) -> Shelved:
    goals = [one for one in catalogue.goals.values() if one.is_served_by(stretch)]
    sports = [one for one in catalogue.sports.values() if one.is_served_by(stretch)]
    said = [
        stretch.name,
        stretch.lead,
        area_name(stretch.area, catalogue),
        words.POSITIONS[stretch.position],
        *_muscle_names(stretch, catalogue),
        *(one.name for one in sports),
        *(one.name for one in goals if stretch.id in one.stretches),
    ]
    facets = {
        "area": (stretch.area,),
        "position": (stretch.position.value,),
        "helper": MAY_HELP[stretch.lay_partner],
        "thing": things(stretch),
        "muscle": stretch.muscles,
        "technique": stretch.techniques,
        "goal": tuple(one.id for one in goals),
        "sport": tuple(one.id for one in sports),
    }
    said += [words.said(text) for text in said]  # found in English too: colleagues say it so
    return Shelved(stretch.id, plain(" ".join(map(str, said))), facets)


def _muscle_names(stretch: Stretch, catalogue: Catalogue) -> Iterator[str]:
    for id_ in stretch.muscles:
        muscle = catalogue.muscles[id_]
        yield muscle.name
        yield muscle.common_name


def things(stretch: Stretch) -> tuple[str, ...]:
    """What it is done on or with, each alternative included."""
    needed = (*stretch.equipment.required, *stretch.equipment.any_of)
    return needed or (NOTHING,)


def area_name(id_: str, catalogue: Catalogue) -> str:
    known = catalogue.areas.get(id_)
    return words.said(known.name) if known else id_.replace("_", " ")


def others(catalogue: Catalogue) -> tuple[Other, ...]:
    """Whatever else has a page, by kind and name."""
    return _others(catalogue, get_language())


@lru_cache(maxsize=SHELVES)
def _others(catalogue: Catalogue, _language: str | None) -> tuple[Other, ...]:
    kinds: list[tuple[str, str, Mapping[str, tuple[str, str]]]] = [
        (_("Technique"), "technique", _named(catalogue.techniques.values(), "summary")),
        (_("Muscle"), "muscle", _named(catalogue.muscles.values(), "common_name")),
        (_("Measure"), "measure", _named(catalogue.measures.values())),
        (_("Goal"), "goal", _named(catalogue.goals.values(), "lead")),
        (_("People"), "population", _named(catalogue.populations.values(), "lead")),
        (_("Sport"), "sport", _named(catalogue.sports.values())),
        (_("Claim"), "claim", _named(catalogue.claims.values(), "claim", name="claim")),
        (_("Guide"), "guide", _named(catalogue.guides.values(), "lead")),
        (_("Rule"), "precaution", _named(catalogue.precautions.values(), "id", name="title")),
    ]
    return tuple(
        Other(kind, name, reverse(page, args=[id_]), plain(f"{name} {more}"))
        for kind, page, entries in kinds
        for id_, (name, more) in sorted(entries.items(), key=lambda pair: pair[1])
    )


def _named(entries: Iterable[Any], *more: str, name: str = "name") -> dict[str, tuple[str, str]]:
    """Id, name, and further words it is found by."""
    return {
        entry.id: (
            words.said(getattr(entry, name)),
            " ".join(words.said(getattr(entry, one)) for one in more),
        )
        for entry in entries
    }
