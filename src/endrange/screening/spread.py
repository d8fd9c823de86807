"""From the precautions at work to the decision on every stretch: worst verdicts, all limits.

Stretches that hear the same from every precaution share one outcome, worked out once.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from endrange.knowledge import Mode, Modification, ModificationCode, Verdict
from endrange.screening.applying import Applied, unlocked
from endrange.screening.clearance import Cautions, StretchClearance, in_numbers, stricter, worst_of
from endrange.screening.limits import Cells, Keyed, keyed, merged
from endrange.screening.loadmap import LoadMap, Stretches

NO_TOUCH = (keyed(Modification(code=ModificationCode.NOTOUCH)),)
EVERY_MODE = tuple(Mode)
ACTIVE_ONLY = (Mode.AA,)


class Share(NamedTuple):
    """What one precaution says of some stretches, the same of each."""

    stretches: Stretches
    rule: str
    cautions: Cautions
    limits: tuple[Keyed, ...]
    without: tuple[str, ...] = ()


class Outcome(NamedTuple):
    """What all of them together say of some stretches."""

    verdicts: Mapping[Mode, Verdict]
    modifications: tuple[Modification, ...]
    findings: tuple[str, ...]
    without: tuple[str, ...]


def decided(applied: Sequence[Applied], loads: LoadMap) -> tuple[StretchClearance, ...]:
    """The decision on every stretch of a catalogue, in its order."""
    shares = [share for one in applied for share in shares_of(one, loads)]
    rows: dict[int, StretchClearance] = {}
    for stretches, heard in _groups(shares, loads):
        outcome = _outcome(heard)._asdict()
        for number in loads.numbers(stretches):
            on = loads.strains[number]
            # Made of values that were checked when they were read, so not checked again.
            rows[number] = StretchClearance.model_construct(
                stretch=on.stretch, side=on.side, **outcome
            )
    return tuple(rows[number] for number in range(len(loads.strains)))


def shares_of(one: Applied, loads: LoadMap) -> Iterator[Share]:
    """What a precaution says, and of which stretches; each is in one share at most."""
    strained, working = loads.reached(one.reach)
    if one.locked[Mode.AA] is Verdict.PROCEED:
        working = 0  # a rule that lets the place work says nothing where it only works
    barred = _union(map(loads.barred, one.by_stretch))
    cut = _union(map(loads.cut, one.by_stretch)) & ~barred
    for stretches, modes in ((strained, EVERY_MODE), (working, ACTIVE_ONLY)):
        for some, floor in (
            (stretches & barred, Verdict.AVOID),
            (stretches & cut, Verdict.ADAPT),
            (stretches & ~(barred | cut), Verdict.PROCEED),
        ):
            if some:
                cautions = in_numbers(_floored(one, modes, floor))
                yield Share(some, one.row.id, cautions, one.limits, one.techniques)
    if one.hands_off:
        elsewhere = loads.on_sides(one.reach.letters) & ~(strained | working)
        cautions = in_numbers(_looked_after(one))
        yield Share(elsewhere, one.row.id, cautions, NO_TOUCH, one.techniques)


def _union(several: Iterable[Stretches]) -> Stretches:
    found = 0
    for one in several:
        found |= one
    return found


def _floored(one: Applied, modes: Iterable[Mode], floor: Verdict) -> Cells:
    """The columns that are reached, none milder than what the limits leave of the stretch."""
    return unlocked({mode: stricter(one.locked[mode], floor) for mode in modes}, one.opened)


def _looked_after(one: Applied) -> Cells:
    """The catalogue does not say where hands go, so the helper has to look on that side."""
    return {
        mode: cell if cell is Verdict.PROCEED else Verdict.ADAPT
        for mode, cell in one.locked.items()
    }


def _groups(
    shares: Iterable[Share], loads: LoadMap
) -> Iterable[tuple[Stretches, tuple[Share, ...]]]:
    """All stretches, parted into those that hear the same, with what they hear."""
    groups: list[tuple[Stretches, tuple[Share, ...]]] = [(loads.all, ())]
    for share in shares:
        parted = [
            ((stretches & share.stretches, (*heard, share)), (stretches & ~share.stretches, heard))
            for stretches, heard in groups
        ]
        groups = [group for pair in parted for group in pair if group[0]]
    return groups


def _outcome(heard: tuple[Share, ...]) -> Outcome:
    return Outcome(
        verdicts=worst_of(share.cautions for share in heard),
        modifications=merged(limit for share in heard for limit in share.limits),
        findings=tuple(share.rule for share in heard if share.limits or any(share.cautions)),
        without=tuple(sorted({id_ for share in heard for id_ in share.without})),
    )
