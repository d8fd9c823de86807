"""Fill a time box exactly: a multiple-choice knapsack whose positions cost a turn each.

For every set of positions a dynamic programme over whole seconds finds the best filling. Sets are
tried in the order of an upper bound and left out once that bound cannot beat the best one found, so
the result is proven, to the second.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

PRICES = 48
"""How many prices of a second the bound tries; more make it tighter and slower (ours, measured)."""

ROUNDING = 1e-9
"""Sums of the same numbers in another order differ by less; added so that a bound stays one."""


class Choice(NamedTuple):
    """One way to spend seconds on a group."""

    position: int
    seconds: int
    value: float


class Filling(NamedTuple):
    chosen: tuple[int | None, ...]
    """For every group the index of its choice, or None."""
    value: float
    bound: float
    """No filling is worth more."""


def fill(groups: Sequence[Sequence[Choice]], seconds: int, turns: Sequence[int]) -> Filling:
    """Return the best filling: at most one choice a group, turns included in the seconds.

    Args:
        groups: choices of each group, the preferred ones first where value and seconds are equal.
        seconds: the time box, zero or more.
        turns: what it costs to get into each position; the first one used, in order, is free.
    """
    best = Filling(tuple(None for _ in groups), 0.0, 0.0)
    bound = 0.0
    for most, positions, room in _by_bound(groups, seconds, turns):
        if most <= best.value:
            break
        found = _best_within(groups, positions, room)
        bound = max(bound, found.value)
        if found.value > best.value:
            best = found
    return best._replace(bound=bound)


def _by_bound(
    groups: Sequence[Sequence[Choice]], seconds: int, turns: Sequence[int]
) -> list[tuple[float, frozenset[int], int]]:
    """Sets of positions with an upper bound of their value and the seconds their turns spare."""
    flat = [choice for group in groups for choice in group]
    if not flat:
        return []
    relaxation = _Relaxation(groups)
    rows = []
    for positions in _sets({choice.position for choice in flat}):
        room = seconds - sum(turns[position] for position in sorted(positions)[1:])
        if room > 0:
            rows.append((relaxation.bound(positions, room), positions, room))
    return sorted(rows, key=lambda row: (-row[0], -row[2], sorted(row[1])))


def _sets(positions: set[int]) -> Iterator[frozenset[int]]:
    for size in range(1, len(positions) + 1):
        yield from map(frozenset, combinations(sorted(positions), size))


class _Relaxation:
    """Lagrangian bound: let every second have a price, and every group take what pays best.

    For any price p >= 0 no filling is worth more than p x room plus, summed over the groups, the
    most of value - p x seconds that any of its choices leaves, or 0.
    """

    def __init__(self, groups: Sequence[Sequence[Choice]]) -> None:
        full = [group for group in groups if group]
        flat = [choice for group in full for choice in group]
        self._starts = np.cumsum([0, *(len(group) for group in full)])[:-1]
        self._positions = np.array([choice.position for choice in flat])
        values = np.array([choice.value for choice in flat])
        seconds = np.array([choice.seconds for choice in flat], dtype=np.float64)
        dearest = max(float(np.max(values / seconds)), 1e-6)
        self._prices = np.concatenate([[0.0], np.geomspace(dearest / 1e4, dearest, PRICES)])
        gains = values[:, None] - seconds[:, None] * self._prices[None, :]
        self._gains = np.maximum(gains, 0.0)

    def bound(self, positions: frozenset[int], room: int) -> float:
        used = np.isin(self._positions, sorted(positions))
        best = np.maximum.reduceat(self._gains * used[:, None], self._starts, axis=0)
        return float(np.min(best.sum(axis=0) + self._prices * room)) + ROUNDING


def _best_within(
    groups: Sequence[Sequence[Choice]], positions: frozenset[int], room: int
) -> Filling:
    """The best filling that uses only these positions; of equally good ones the shortest."""
    usable = [_usable(group, positions, room) for group in groups]
    room = min(room, sum(max((c.seconds for _, c in group), default=0) for group in usable))
    stages = [np.zeros(room + 1)]
    for group in usable:
        stages.append(_with(stages[-1], group))
    last = int(np.argmax(stages[-1]))
    value = float(stages[-1][last])
    return Filling(_walked_back(usable, stages, last), value, value)


Usable = list[tuple[int, Choice]]


def _usable(group: Sequence[Choice], positions: frozenset[int], room: int) -> Usable:
    """Choices in these positions that no shorter one equals or beats; the first of equals stays."""
    fitting = [
        (index, choice)
        for index, choice in enumerate(group)
        if choice.position in positions and choice.seconds <= room
    ]
    fitting.sort(key=lambda pair: (pair[1].seconds, -pair[1].value, pair[0]))
    kept: Usable = []
    for index, choice in fitting:
        if not kept or choice.value > kept[-1][1].value:
            kept.append((index, choice))
    return kept


def _with(before: Floats, group: Usable) -> Floats:
    """Value by seconds once this group has been decided too."""
    after = before.copy()
    for _, choice in group:
        reach = after[choice.seconds :]
        np.maximum(reach, before[: len(reach)] + choice.value, out=reach)
    return after


def _walked_back(
    usable: Sequence[Usable], stages: Sequence[Floats], seconds: int
) -> tuple[int | None, ...]:
    chosen: list[int | None] = []
    for group, before, after in zip(
        reversed(usable), reversed(stages[:-1]), reversed(stages[1:]), strict=True
    ):
        index, spent = _taken(group, before, after, seconds)
        chosen.append(index)
        seconds -= spent
    return tuple(reversed(chosen))


def _taken(group: Usable, before: Floats, after: Floats, seconds: int) -> tuple[int | None, int]:
    if after[seconds] == before[seconds]:
        return None, 0
    return next(
        (index, choice.seconds)
        for index, choice in group
        if seconds >= choice.seconds
        and before[seconds - choice.seconds] + choice.value == after[seconds]
    )
