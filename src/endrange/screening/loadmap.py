"""The load map of a catalogue turned round: from a part, a muscle or a limit to the stretches.

A set of stretches, each on one of its sides, is one whole number: bit n stands for the n-th. So a
rule meets the whole catalogue in a few operations, however many stretches there are.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

from endrange.knowledge import Catalogue, Modification, ModificationCode
from endrange.screening.limits import Keyed, bars, cuts
from endrange.screening.reach import Reach, Sided, Strain, every_strain, letters, sided
from endrange.values import Side

Stretches = int
"""A set of stretches with their sides, one bit each."""


class LoadMap:
    """Of one catalogue."""

    def __init__(self, strains: Iterable[Strain]) -> None:
        self.strains = tuple(strains)
        self.all: Stretches = (1 << len(self.strains)) - 1
        self._loading = self._index(lambda strain: strain.parts)
        self._lengthening = self._index(lambda strain: strain.lengthened)
        self._contracting = self._index(lambda strain: strain.contracted)
        self._named = self._index(lambda strain: strain.named)
        self._sides = self._index(lambda strain: (("", letter) for letter in letters(strain.side)))
        self._barred: dict[tuple[str, int], Stretches] = {}
        self._cut: dict[tuple[str, int], Stretches] = {}

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

    def barred(self, limit: Keyed) -> Stretches:
        """Where a limit leaves nothing to do."""
        return self._where(bars, limit, self._barred)

    def cut(self, limit: Keyed) -> Stretches:
        """Where a cap is met before the end."""
        is_cap = limit.limit.code is ModificationCode.CAP
        return self._where(cuts, limit, self._cut) if is_cap else 0

    def _where(
        self,
        does: Callable[[Modification, Strain], bool],
        limit: Keyed,
        known: dict[tuple[str, int], Stretches],
    ) -> Stretches:
        """Worked out when it is first asked for, on those that load its joint."""
        key = limit.key, limit.degrees
        if key not in known:
            part, side = limit.limit.part, limit.limit.side or Side.BOTH
            on = self._any(self._loading, sided((part,), side)) if part else self.all
            known[key] = sum(
                1 << number
                for number in self.numbers(on)
                if does(limit.limit, self.strains[number])
            )
        return known[key]

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


@lru_cache(maxsize=8)
def load_map(catalogue: Catalogue) -> LoadMap:
    """Worked out once for each catalogue; the last few are kept."""
    return LoadMap(every_strain(catalogue))
