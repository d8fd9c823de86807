"""What a plan can choose from: an offer with repetitions for each side, its seconds and value."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from endrange.knowledge import Position
from endrange.planning.filling import Choice
from endrange.planning.items import INCLUDED, seconds_of, worth
from endrange.planning.needs import Needs
from endrange.planning.offers import Offer
from endrange.values import Side

POSITIONS = tuple(Position)


class Option(NamedTuple):
    """One offer with repetitions for each of its sides, in the order they are done."""

    offer: Offer
    sides: tuple[Side, ...]
    repetitions: tuple[int, ...]
    seconds: int
    value: float

    @property
    def choice(self) -> Choice:
        return Choice(POSITIONS.index(self.offer.stretch.position), self.seconds, self.value)


def options(offer: Offer, needs: Needs) -> Iterator[Option]:
    """Every number of repetitions of one offer."""
    sides = needs.in_order(offer.stretch, offer.sides)
    weights = [needs.of(offer.stretch, side) for side in sides]
    included = INCLUDED if needs.is_asked_for(offer.stretch) else 0.0
    extra = len(sides) > 1 and sides[0] is needs.tighter_side(offer.stretch)
    for repetitions in _repetitions(sorted(offer.portions), len(sides), extra):
        held = [offer.portions[count].under_stretch for count in repetitions]
        value = worth(offer.stretch, zip(weights, held, strict=True)) + included
        yield Option(offer, sides, repetitions, seconds_of(offer, repetitions), value)


def _repetitions(counts: Sequence[int], sides: int, extra: bool) -> Iterator[tuple[int, ...]]:
    """The same for all sides; a tighter first side gets one more wherever there is one more."""
    if not extra:
        yield from ((count,) * sides for count in counts)
        return
    yield (counts[0],) * sides
    yield from ((count + 1, count) for count in counts[:-1])
