"""From the precautions at work to the decision on every stretch: worst verdicts, all limits.

Stretches that hear the same from every precaution share one outcome, worked out once.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from endrange.knowledge import Mode, Modification, ModificationCode, Verdict
from endrange.screening.applying import Applied, unlocked
from endrange.screening.clearance import Cautions, StretchClearance, in_bits, stricter, worst_of
from endrange.screening.limits import Cells, Numbered, keyed
from endrange.screening.loadmap import LoadMap, Stretches

NO_TOUCH = (keyed(Modification(code=ModificationCode.NOTOUCH)),)
EVERY_MODE = tuple(Mode)
ACTIVE_ONLY = (Mode.AA,)


class Share(NamedTuple):
    """What one precaution says of some stretches, the same of each."""

    stretches: Stretches
    rule: str
    cautions: Cautions
    limits: int
    """The bits of them all, see ``Numbered``."""
    without: tuple[str, ...] = ()


class Outcome(NamedTuple):
    """What all of them together say of some stretches."""

    verdicts: Mapping[Mode, Verdict]
    modifications: tuple[Modification, ...]
    findings: tuple[str, ...]
    without: tuple[str, ...]


def decided(
    applied: Sequence[Applied], loads: LoadMap, limits: Numbered
) -> tuple[StretchClearance, ...]:
    """The decision on every stretch of a catalogue, in its order."""
    shares = [share for one in applied for share in shares_of(one, loads, limits)]
    rows: dict[int, StretchClearance] = {}
    for stretches, heard in _groups(shares, loads):
        outcome = _outcome(heard, limits)._asdict()
        for number in loads.numbers(stretches):
            on = loads.strains[number]
            # Made of values that were checked when they were read, so not checked again.
            rows[number] = StretchClearance.trusted(
                {"stretch": on.stretch, "side": on.side, **outcome}
            )
    return tuple(rows[number] for number in range(len(loads.strains)))


def shares_of(one: Applied, loads: LoadMap, limits: Numbered) -> Iterator[Share]:
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
                cautions = in_bits(_floored(one, modes, floor))
                yield Share(some, one.row.id, cautions, limits.bits(one.limits), one.techniques)
    if one.hands_off:
        elsewhere = loads.on_sides(one.reach.letters) & ~(strained | working)
        cautions = in_bits(_looked_after(one))
        yield Share(elsewhere, one.row.id, cautions, limits.bits(NO_TOUCH), one.techniques)


def _union(several: Iterable[int]) -> int:
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


def _groups(shares: Sequence[Share], loads: LoadMap) -> Iterable[tuple[Stretches, Sequence[Share]]]:
    """All stretches, parted into those that hear the same, with what they hear."""
    groups = [loads.all]
    for some in {share.stretches for share in shares}:
        parted = (part for group in groups for part in (group & some, group & ~some))
        groups = [part for part in parted if part]
    return [(group, [one for one in shares if one.stretches & group]) for group in groups]


def _outcome(heard: Sequence[Share], limits: Numbered) -> Outcome:
    return Outcome(
        verdicts=worst_of(share.cautions for share in heard),
        modifications=limits.merged(_union(share.limits for share in heard)),
        findings=tuple(share.rule for share in heard if share.limits or share.cautions),
        without=tuple(sorted({id_ for share in heard for id_ in share.without})),
    )
