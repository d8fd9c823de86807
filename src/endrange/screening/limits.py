"""What a modification forbids, stretch by stretch. It can only ever make a cell stricter."""

from collections.abc import Callable, Iterable, Mapping

from endrange.knowledge import (
    Load,
    Mode,
    Modification,
    ModificationCode,
    Part,
    Position,
    Setting,
    Verdict,
)
from endrange.screening.clearance import worst
from endrange.screening.reach import EVERY_MODE, NOWHERE, Reach, Strain

_QUALIFIERS = {"active", "upper"}
"""Words of a load that do not change its direction: ``upper_flexion`` is flexion."""

BARS_MODES: Mapping[ModificationCode, frozenset[Mode]] = {
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

PRO_LOCK: Mapping[Setting, Verdict] = {
    Setting.CLINIC: Verdict.PROCEED,
    Setting.STUDIO: Verdict.CLEARANCE,
    Setting.HOME: Verdict.AVOID,
    Setting.TEAM: Verdict.AVOID,
}
"""Rows for licensed professionals only: where nobody is licensed, and nobody can be (0.6)."""


def tighten(
    cells: Mapping[Mode, Verdict], modifications: Iterable[Modification], reach: Reach, on: Strain
) -> dict[Mode, Verdict]:
    """The same cells after every modification has taken away what it forbids."""
    tightened = dict(cells)
    for modification in modifications:
        for mode in _barred(modification, reach, on) & tightened.keys():
            tightened[mode] = worst((tightened[mode], Verdict.AVOID))
        if _caps(modification, reach, on):
            tightened = {mode: worst((cell, Verdict.ADAPT)) for mode, cell in tightened.items()}
    return tightened


def _barred(modification: Modification, reach: Reach, on: Strain) -> frozenset[Mode]:
    """The columns that a modification closes on this stretch."""
    code = modification.code
    if code in BARS_MODES:
        return BARS_MODES[code]
    return EVERY_MODE if _BARS.get(code, _never)(modification, reach, on) else NOWHERE


def _position(modification: Modification, _: Reach, on: Strain) -> bool:
    return on.position is _BARS_POSITION[modification.code]


def _load(modification: Modification, _: Reach, on: Strain) -> bool:
    return any(load.part is _BARS_LOAD[modification.code] for load, _ in on.loads)


def _direction(modification: Modification, reach: Reach, on: Strain) -> bool:
    return any(True for _ in _loaded(modification, reach, on))


def _unknown_angle(modification: Modification, reach: Reach, on: Strain) -> bool:
    """A load without an angle may pass any cap: what is not known is not read as small."""
    return any(load.upper_degrees is None for load in _loaded(modification, reach, on))


def _never(modification: Modification, reach: Reach, on: Strain) -> bool:
    return False


_BARS: Mapping[ModificationCode, Callable[[Modification, Reach, Strain], bool]] = {
    **dict.fromkeys(_BARS_POSITION, _position),
    **dict.fromkeys(_BARS_LOAD, _load),
    ModificationCode.DIR: _direction,
    ModificationCode.CAP: _unknown_angle,
}


def _caps(modification: Modification, reach: Reach, on: Strain) -> bool:
    """Whether a cap cuts into this stretch; the plan then stops at the cap."""
    degrees = modification.degrees
    return degrees is not None and any(
        load.upper_degrees is not None and load.upper_degrees > degrees
        for load in _loaded(modification, reach, on)
    )


def _loaded(modification: Modification, reach: Reach, on: Strain) -> Iterable[Load]:
    """The loads of a stretch that a direction or cap is about, on the sides of the finding."""
    return (
        load
        for load, letters in on.loads
        if load.part is modification.part
        and letters & reach.letters
        and _same_movement(modification.movement, load.what)
    )


def _same_movement(limited: str | None, loaded: str | None) -> bool:
    """A movement that either side leaves open may be any: it counts as the same."""
    if limited is None or loaded is None:
        return True
    return "_".join(word for word in loaded.split("_") if word not in _QUALIFIERS) == limited


def merged(modifications: Iterable[Modification]) -> tuple[Modification, ...]:
    """Each modification once, in a fixed order; of several caps on one movement the smallest."""
    smallest: dict[tuple[str, str, str], Modification] = {}
    for one in modifications:
        key = (one.code.value, one.part or "", one.movement or "")
        if key not in smallest or _degrees(one) < _degrees(smallest[key]):
            smallest[key] = one
    return tuple(smallest[key] for key in sorted(smallest))


def _degrees(modification: Modification) -> int:
    return modification.degrees or 0
