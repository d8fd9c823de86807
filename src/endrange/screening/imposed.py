"""Limits that stand whatever the questionnaire says: what somebody laid upon today.

A practitioner who wants less, a follow-up after the last session, an adverse event. They meet the
precautions in the same lattice, so they can only ever make a decision stricter.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from endrange.errors import BadInput
from endrange.knowledge import (
    Catalogue,
    Place,
    Precaution,
    Verdict,
)
from endrange.screening.applying import Applied, Terms, applied
from endrange.screening.clearance import Finding, worst
from endrange.screening.findings import told_of
from endrange.screening.reach import Reach, reach, sided
from endrange.screening.wording import part_in_words, place_in_words
from endrange.values import Side, Value


class Imposed(Value):
    """One limit, with who or what laid it on. Its ``row.when`` is not looked at."""

    row: Precaution
    told: tuple[str, ...]
    """Stands where a finding has its answers: ``Pia, 14:05: shoulder is sore to the touch``."""
    certain: bool = True
    """False where it stands because an answer is missing or "don't know"."""
    places: tuple[Place, ...] = ()
    side: Side = Side.BOTH
    """Whose parts and stretches are meant where no place is named."""
    stretches: tuple[str, ...] = ()
    """Where not empty: these alone, of what the row's scope reaches."""
    techniques: tuple[str, ...] = ()
    """Closed by name where it reaches."""


def impose(one: Imposed, catalogue: Catalogue, terms: Terms) -> Applied:
    """Put one limit among the precautions that apply. A clearance opens it as it opens them."""
    laid = applied(one.row, one.certain, _reach(one, catalogue), terms)
    return replace(laid, techniques=(*laid.techniques, *one.techniques))


def _reach(one: Imposed, catalogue: Catalogue) -> Reach:
    if worst(one.row.verdicts.values()) is Verdict.EMERGENCY:
        return Reach(everywhere=True)
    found = reach(one.row.scope, one.places, catalogue, one.side)
    return replace(found, only=sided(one.stretches, one.side)) if one.stretches else found


def told(one: Imposed, laid: Applied, catalogue: Catalogue) -> Finding:
    """The same in words. It is always about this person."""
    everywhere = laid.reach.everywhere and not one.stretches
    return Finding(
        **told_of(laid),
        answered=one.told,
        basis=one.told,
        everywhere=everywhere,
        places=() if everywhere else tuple(_named(one, catalogue)),
        changes_if=one.row.changes_if,
    )


def _named(one: Imposed, catalogue: Catalogue) -> Iterator[str]:
    if one.stretches:
        known = (catalogue.stretches.get(id_) for id_ in one.stretches)
        yield from (_sided(stretch.name, one.side) for stretch in known if stretch)
    elif one.places:
        yield from (place_in_words(place, catalogue) for place in one.places)
    else:
        yield from (part_in_words(part, one.side) for part in one.row.scope.parts)


def _sided(name: str, side: Side) -> str:
    return f"{name}, {side}" if side in (Side.LEFT, Side.RIGHT) else name


def check_apart(imposed: Iterable[Imposed], catalogue: Catalogue) -> None:
    """Each id once: findings are looked up by it. Raises: BadInput."""
    seen = set(catalogue.precautions)
    for one in imposed:
        if one.row.id in seen:
            raise BadInput("imposed", f"{one.row.id!r} is there twice; give each its own id")
        seen.add(one.row.id)
