"""What a finding reaches: the load map of the catalogue, on the client's own sides.

Sides are letters. A stretch on the left has ``L``; the midline, both sides, and whatever the body
has only one of have both letters, so that either of them meets it (safety.md 0.5).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from endrange.knowledge import (
    Area,
    Catalogue,
    Load,
    Part,
    Place,
    Position,
    Scope,
    Span,
    Stretch,
    Whose,
)
from endrange.values import Side

BOTH = frozenset("LR")

Sided = frozenset[tuple[str, str]]
"""Parts or muscles, each with the letter of its side."""


@cache
def letters(side: Side) -> frozenset[str]:
    """``{"L"}``, ``{"R"}``, or both for the midline and for both sides."""
    return frozenset(side.letters) or BOTH


def _sided(names: Iterable[str], on: frozenset[str]) -> Sided:
    return frozenset((name, letter) for name in names for letter in on)


def side_of(on: frozenset[str]) -> Side:
    """The side that letters stand for."""
    return Side.BOTH if on == BOTH else Side.LEFT if "L" in on else Side.RIGHT


def sided(names: Iterable[str], side: Side) -> Sided:
    """Each name with the letters of a side."""
    return _sided(names, letters(side))


@lru_cache(maxsize=256)
def _spot(part: Part, side: Side) -> Sided:
    """One part on a side; asked for of every region, for every rule."""
    return sided((part,), side)


def _parts(parts: Iterable[Part], on: frozenset[str]) -> Sided:
    return frozenset(
        (part, letter) for part in parts for letter in (on if part.is_paired else BOTH)
    )


@dataclass(frozen=True, slots=True)
class Strain:
    """What one stretch on one side does to a body."""

    stretch: str
    side: Side
    position: Position
    loads: tuple[tuple[Load, frozenset[str]], ...]
    parts: Sided
    lengthened: Sided
    contracted: Sided
    """Muscles the client works against the target: they matter where the client moves."""

    @property
    def named(self) -> Sided:
        """Its own name, as ``Reach.only`` may have it."""
        return sided((self.stretch,), self.side)


def strain(stretch: Stretch, side: Side) -> Strain:
    """What one stretch loads, lengthens and contracts when it is done on one side."""
    loads = tuple((load, _load_letters(load, side)) for load in stretch.loads)
    return Strain(
        stretch=stretch.id,
        side=side,
        position=stretch.position,
        loads=loads,
        parts=_rested_on(stretch.position, side)
        | frozenset((load.part, letter) for load, on in loads for letter in on),
        lengthened=_sided(stretch.muscles, letters(side)),
        contracted=_sided(stretch.antagonists, letters(side)),
    )


def _rested_on(position: Position, side: Side) -> Sided:
    """What bears the body's weight: who lies on one side works the other (ours: anatomy)."""
    if position is Position.SIDE_LYING:
        return _parts((Part.SHO, Part.HIP), letters(side.mirrored))
    return _parts((Part.KNEE, Part.PATELLA), BOTH) if position is Position.KNEELING else Sided()


def _load_letters(load: Load, side: Side) -> frozenset[str]:
    if not load.part.is_paired:
        return BOTH
    return letters(side if load.whose is Whose.SAME else side.mirrored)


@dataclass(frozen=True, slots=True)
class Reach:
    """A scope, worked out for the places somebody named."""

    everywhere: bool
    parts: Sided = frozenset()
    muscles: Sided = frozenset()
    regions: Sided = frozenset()
    letters: frozenset[str] = BOTH
    places: tuple[Place, ...] = ()
    only: Sided = frozenset()
    """Where not empty: of all that, these stretches alone, each with the letter of its side."""

    def meets(self, part: Part) -> bool:
        """Whether a joint is among what this reaches, or shown in the same region, on any side."""
        return self.everywhere or bool(_shown((part,), BOTH) & self.regions)

    def region(self, part: Part, side: Side) -> bool:
        """Whether the body map shows it there; what is about single stretches is shown nowhere."""
        if self.only:
            return False
        return self.everywhere or not self.regions.isdisjoint(_spot(part, side))


@lru_cache(maxsize=4096)
def reach(
    scope: Scope, places: tuple[Place, ...], catalogue: Catalogue, side: Side = Side.BOTH
) -> Reach:
    """Work out a scope. A scope of places without any place named reaches everything.

    What was worked out lately is kept: people hurt in the same few places.

    Args:
        side: whose parts are meant where no place is named.
    """
    if scope.everywhere or (scope.places_of and not places):
        return Reach(everywhere=True)
    sides = [_place_letters(place, catalogue) for place in places]
    on = frozenset[str]().union(*sides) if places else letters(side)
    spots = [(area, on) for area in scope.areas]
    if not scope.sides_of:
        spots += [(place.area, letter) for place, letter in zip(places, sides, strict=True)]
    parts, muscles, regions = _parts(scope.parts, on), Sided(), _shown(scope.parts, on)
    for name, letter in spots:
        area = catalogue.areas[name]
        joints = _joints(area, scope.span, catalogue)
        parts |= _parts(joints, letter)
        muscles |= _sided(_muscles(area, catalogue), letter)
        regions |= _parts(area.shown_on, letter) | _shown(joints, letter)
    return Reach(False, parts, muscles, regions, on, places)


def _place_letters(place: Place, catalogue: Catalogue) -> frozenset[str]:
    return letters(place.side) if catalogue.areas[place.area].paired else BOTH


def _muscles(area: Area, catalogue: Catalogue) -> set[str]:
    return {*area.muscles, *(m.id for m in catalogue.muscles.values() if m.area == area.id)}


def _joints(area: Area, span: Span, catalogue: Catalogue) -> set[Part]:
    joints = set(area.joints)
    if span is Span.PLACE:
        return joints
    joints.update(area.shown_on)
    return joints if span is Span.JOINTS else joints | _crossed(area, catalogue)


def _crossed(area: Area, catalogue: Catalogue) -> set[Part]:
    """The joints above and below: all that the muscles of a place, or over its joint, cross."""
    own, over = _muscles(area, catalogue), set(area.joints)
    return {
        joint
        for muscle in catalogue.muscles.values()
        if muscle.id in own or over.intersection(muscle.joints)
        for joint in muscle.joints
    }


def _shown(parts: Iterable[Part], on: frozenset[str]) -> Sided:
    return _parts((region_of(part) for part in parts), on)


def region_of(part: Part) -> Part:
    """Where the body map shows it; a nerve, a pressure or a way of lying is nowhere on it."""
    return _REGION_OF.get(part, part)


_REGION_OF = {
    Part.SCAP: Part.SHO,
    Part.ACJ: Part.SHO,
    Part.RIBS: Part.TSP,
    Part.FOREARM: Part.ELB,
    Part.FINGERS: Part.WRI,
    Part.THUMB: Part.WRI,
    Part.SIJ: Part.LSP,
    Part.PUBIS: Part.HIP,
    Part.PATELLA: Part.KNEE,
    Part.TOES: Part.ANK,
}
"""Where the body map shows a finding at a part that is no region itself (ours: anatomy)."""


def every_strain(catalogue: Catalogue) -> Iterator[Strain]:
    for stretch in catalogue.stretches.values():
        for side in stretch.sides:
            yield strain(stretch, side)
