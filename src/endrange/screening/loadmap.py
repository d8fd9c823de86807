"""The load map of a catalogue turned round: from a part, a muscle or a limit to the stretches.

A set of stretches, each on one of its sides, is one whole number: bit n stands for the n-th. So a
rule meets the whole catalogue in a few operations, however many stretches there are.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, lru_cache

from endrange.knowledge import Catalogue, Modification
from endrange.screening.limits import bars, cuts
from endrange.screening.reach import Reach, Sided, Strain, every_strain, letters

Stretches = int
"""A set of stretches with their sides, one bit each."""


class LoadMap:
    """Of one catalogue. What a limit meets is worked out once, when it is first asked for."""

    def __init__(self, strains: Iterable[Strain]) -> None:
        self.strains = tuple(strains)
        self.all: Stretches = (1 << len(self.strains)) - 1
        self._loading = self._index(lambda strain: strain.parts)
        self._lengthening = self._index(lambda strain: strain.lengthened)
        self._contracting = self._index(lambda strain: strain.contracted)
        self._named = self._index(lambda strain: strain.named)
        self._sides = self._index(lambda strain: (("", letter) for letter in letters(strain.side)))
        self.barred: Callable[[Modification], Stretches] = cache(self._barred)
        """Where a limit leaves nothing to do."""
        self.cut: Callable[[Modification], Stretches] = cache(self._cut)
        """Where a cap is met before the end."""

    def reached(self, reach: Reach) -> tuple[Stretches, Stretches]:
        """What a reach strains in every column; and, apart, where its muscles only work against."""
        among = self._any(self._named, reach.only) if reach.only else self.all
        if reach.everywhere:
            return among, 0
        strained = self._any(self._loading, reach.parts)
        strained |= self._any(self._lengthening, reach.muscles)
        working = self._any(self._contracting, reach.muscles)
        return strained & among, working & ~strained & among

    def on_sides(self, on: Iterable[str]) -> Stretches:
        """All that are done on one of these sides."""
        return self._any(self._sides, (("", letter) for letter in on))

    def numbers(self, stretches: Stretches) -> Iterator[int]:
        """Which ones are in a set, as places in ``strains``."""
        while stretches:
            lowest = stretches & -stretches
            yield lowest.bit_length() - 1
            stretches ^= lowest

    def _index(
        self, of: Callable[[Strain], Iterable[tuple[str, str]]]
    ) -> Mapping[tuple[str, str], Stretches]:
        found: dict[tuple[str, str], Stretches] = defaultdict(int)
        for number, strain in enumerate(self.strains):
            for one in of(strain):
                found[one] |= 1 << number
        return dict(found)

    def _any(
        self, index: Mapping[tuple[str, str], Stretches], wanted: Iterable[tuple[str, str]] | Sided
    ) -> Stretches:
        found = 0
        for one in wanted:
            found |= index.get(one, 0)
        return found

    def _barred(self, limit: Modification) -> Stretches:
        return self._where(bars, limit)

    def _cut(self, limit: Modification) -> Stretches:
        return self._where(cuts, limit)

    def _where(
        self, does: Callable[[Modification, Strain], bool], limit: Modification
    ) -> Stretches:
        return sum(1 << n for n, strain in enumerate(self.strains) if does(limit, strain))


@lru_cache(maxsize=8)
def load_map(catalogue: Catalogue) -> LoadMap:
    """Worked out once for each catalogue; the last few are kept."""
    return LoadMap(every_strain(catalogue))
