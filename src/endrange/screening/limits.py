"""What a modification forbids, stretch by stretch. It can only ever make a cell stricter."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from endrange.knowledge import (
    Load,
    Mode,
    Modification,
    ModificationCode,
    Motion,
    Part,
    Position,
    Setting,
    Verdict,
)
from endrange.screening.clearance import stricter
from endrange.screening.reach import Strain, letters
from endrange.values import Side

Cells = dict[Mode, Verdict]

_QUALIFIERS = {"active", "upper"}
"""Words of a load that do not change its direction: ``upper_flexion`` is flexion."""

_BARS_MODES: Mapping[ModificationCode, frozenset[Mode]] = {
    ModificationCode.NOISO: frozenset({Mode.ISO}),
    ModificationCode.NOEND: frozenset({Mode.END}),
    ModificationCode.ACTIVE: frozenset({Mode.PAS, Mode.END}),
}
"""Columns closed wherever the finding reaches (safety.md 0.4)."""

_BARS_POSITION: Mapping[ModificationCode, Position] = {
    ModificationCode.NOSUP: Position.SUPINE,
    ModificationCode.NOPRONE: Position.PRONE,
    ModificationCode.NOSIDE: Position.SIDE_LYING,
}

_BARS_LOAD: Mapping[ModificationCode, Part] = {
    ModificationCode.NOHEADDOWN: Part.HEAD_DOWN,
    ModificationCode.SHORTLEVER: Part.LEVER,
}
"""A stretch that is done head down, or by a long lever, cannot be done otherwise."""


def locked_to(modifications: Iterable[Modification], setting: Setting, *, partner: bool) -> Verdict:
    """What the setting makes of a row for licensed professionals (safety.md 0.6).

    Args:
        partner: whether a clinician has named somebody else who may do it.
    """
    pro = any(one.code is ModificationCode.PRO for one in modifications)
    locks = pro and not setting.has_practitioner and not partner
    return Verdict.AVOID if locks else Verdict.PROCEED


def barred(verdicts: Mapping[Mode, Verdict], modifications: Iterable[Modification]) -> Cells:
    """All four columns, with those closed that a modification closes whatever the stretch."""
    codes = {modification.code for modification in modifications}
    closed = {mode for code in codes for mode in _BARS_MODES.get(code, ())}
    floors = {mode: Verdict.AVOID if mode in closed else Verdict.PROCEED for mode in Mode}
    return {
        mode: stricter(verdicts.get(mode, Verdict.PROCEED), floor) for mode, floor in floors.items()
    }


def bars(modification: Modification, on: Strain) -> bool:
    """Whether a modification leaves nothing of this stretch."""
    does = BY_STRETCH.get(modification.code)
    return does is not None and does(modification, on)


def cuts(modification: Modification, on: Strain) -> bool:
    """Whether a cap cuts into this stretch; the plan then stops at the cap."""
    return modification.code is ModificationCode.CAP and any(
        _is_beyond(modification.degrees, load) for load, _ in loaded(modification, on)
    )


def _position(modification: Modification, on: Strain) -> bool:
    return on.position is _BARS_POSITION[modification.code]


def _load(modification: Modification, on: Strain) -> bool:
    return any(load.part is _BARS_LOAD[modification.code] for load, _ in on.loads)


def _direction(modification: Modification, on: Strain) -> bool:
    return any(True for _ in banned(modification, on))


def banned(modification: Modification, on: Strain) -> Iterator[tuple[Load, frozenset[str]]]:
    """The loads of a stretch that a ban forbids: in a pose, those that come with all of it."""
    for load, sides in loaded(modification, on):
        if _is_beyond(modification.degrees, load) and all(
            _comes_too(motion, sides, on) for motion in modification.together
        ):
            yield load, sides


def _comes_too(motion: Motion, sides: frozenset[str], on: Strain) -> bool:
    return any(
        load.part is motion.part
        and own & sides
        and _same_movement(motion.movement, load.what)
        and _is_beyond(motion.degrees, load)
        for load, own in on.loads
    )


def _is_beyond(degrees: int | None, load: Load) -> bool:
    """A load without an angle may pass any: what is not known is not read as small."""
    return degrees is None or load.upper_degrees is None or load.upper_degrees > degrees


def _nothing_left(modification: Modification, on: Strain) -> bool:
    """A cap that no plan can stop at: of an angle nobody wrote down, or before the beginning."""
    return any(
        load.upper_degrees is None or modification.degrees == 0
        for load, _ in loaded(modification, on)
    )


BY_STRETCH: Mapping[ModificationCode, Callable[[Modification, Strain], bool]] = {
    **dict.fromkeys(_BARS_POSITION, _position),
    **dict.fromkeys(_BARS_LOAD, _load),
    ModificationCode.DIR: _direction,
    ModificationCode.CAP: _nothing_left,
}
"""Modifications whose effect depends on the stretch, and whether each bars it altogether."""


def sided(modification: Modification, on: frozenset[str]) -> Modification:
    """A direction or cap with the side of its joint, where the finding is on one side only."""
    part = modification.part
    if part is None or not part.is_paired or len(on) > 1 or modification.side is not None:
        return modification
    return modification.model_copy(update={"side": Side.LEFT if "L" in on else Side.RIGHT})


def loaded(modification: Modification, on: Strain) -> Iterator[tuple[Load, frozenset[str]]]:
    """The loads of a stretch that a direction or cap is about, with the sides of those joints."""
    meant = letters(modification.side or Side.BOTH)
    for load, sides in on.loads:
        same = load.part is modification.part and sides & meant
        if same and _same_movement(modification.movement, load.what):
            yield load, sides & meant


def _same_movement(limited: str | None, loaded: str | None) -> bool:
    """A movement that either side leaves open may be any: it counts as the same."""
    if limited is None or loaded is None:
        return True
    return _unqualified(loaded) == limited


@cache
def _unqualified(movement: str) -> str:
    return "_".join(word for word in movement.split("_") if word not in _QUALIFIERS)


class Keyed(NamedTuple):
    """A modification with what makes it another than the next, worked out once."""

    key: str
    degrees: int
    """-1 where there are none: of a ban that is the tightest."""
    limit: Modification


def keyed(one: Modification) -> Keyed:
    """Ready to be compared with others."""
    pose = (motion.notation for motion in one.together)
    key = " ".join((one.code.value, one.part or "", one.movement or "", one.side or "", *pose))
    return Keyed(key, -1 if one.degrees is None else one.degrees, one)


def tightest(several: Iterable[Keyed]) -> tuple[Keyed, ...]:
    """Each modification once, in a fixed order; of several on one movement the smallest angle."""
    found: dict[str, Keyed] = {}
    for one in several:
        if one.key not in found or one.degrees < found[one.key].degrees:
            found[one.key] = one
    return tuple(found[key] for key in sorted(found))


def merged(several: Iterable[Keyed]) -> tuple[Modification, ...]:
    """The same, without their keys."""
    return tuple(one.limit for one in tightest(several))


class Numbered:
    """All limits of one decision, each a bit of a whole number.

    So what many regions and stretches hear alike is merged once.
    """

    def __init__(self, limits: Iterable[Keyed]) -> None:
        every = {one[:2]: one for one in limits}
        self._limits = [every[which] for which in sorted(every)]
        self._bits = {one[:2]: 1 << number for number, one in enumerate(self._limits)}
        self._merged: dict[int, tuple[Modification, ...]] = {}

    def bits(self, limits: Iterable[Keyed]) -> int:
        """Several of them as one number."""
        found = 0
        for one in limits:
            found |= self._bits[one[:2]]
        return found

    def merged(self, bits: int) -> tuple[Modification, ...]:
        """The limits of these bits, as ``merged`` gives them."""
        if bits not in self._merged:
            meant = (one for number, one in enumerate(self._limits) if bits >> number & 1)
            self._merged[bits] = merged(meant)
        return self._merged[bits]
