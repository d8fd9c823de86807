"""From the modifications of a clearance to hard limits."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from endrange.knowledge import (
    PART_NAMES,
    Modification,
    ModificationCode,
    Part,
    Position,
    Stretch,
    Technique,
)
from endrange.knowledge.techniques import Mode
from endrange.planning.plans import Cap, Limits
from endrange.screening import Strain, StretchClearance, banned, loaded, strain
from endrange.values import Side

Code = ModificationCode

FIRST_SESSION: dict[str, Any] = {"effort_percent": 50, "end_range": False}
"""Ours (SYS-01): at most 50 % effort the first time, the end of range after one session; nobody
knows yet how this person answers."""

EFFECTS: Mapping[Code, dict[str, Any]] = {
    Code.LOW: {"stretch_sensation": 3, "pain": 1},
    Code.NOEND: {"end_range": False},
    Code.SUBISO: {"effort_percent": 20, "contraction_seconds": 5, "repetitions": 2},
    Code.SHORT: {"hold_seconds": 15, "total_seconds": 60},
    Code.LESS: {"volume_percent": 75},
    Code.HALF: {"volume_percent": 50},
}
"""Ours: a code needs a number to be obeyed. Where a range was meant, the stricter end: SUBISO 20 to
30 % effort, LOW 0 to 1 pain of 10; LESS 20 to 30 % less, of which the middle."""

NOTES: Mapping[Code, str] = {
    Code.LOW: "A light stretch only, at most 3 of 10.",
    Code.NOEND: "Stop at the first firm resistance.",
    Code.SUBISO: "Build the push up and down slowly. Count aloud.",
    Code.NOVAL: "Breathe out in every push. Never hold your breath.",
    Code.SHORT: "Short holds today, at most 15 seconds.",
    Code.ACTIVE: "The client moves. The helper adds no force.",
    Code.NOBAL: "Move slowly. Never bounce.",
    Code.SLOWUP: "Sit for a minute or two before standing. Say if dizzy.",
    Code.NOTOUCH: "No hand and no strap on the sore place.",
    Code.SHORTLEVER: "Hold close to the joint. No long lever.",
    Code.CHECK: "Ask about pain, tingling and dizziness in every hold. Look at the skin.",
    Code.LESS: "A quarter less than usual today.",
    Code.HALF: "Half as much as usual today.",
    Code.GUARD: "A guardian or chaperone stays in the room.",
}
"""The same and the rest, as words for both people."""

BANNED_POSITIONS: Mapping[Code, tuple[Position, str]] = {
    Code.NOSUP: (Position.SUPINE, "Not on the back today."),
    Code.NOPRONE: (Position.PRONE, "Not on the front today."),
    Code.NOSIDE: (Position.SIDE_LYING, "Not on the side today."),
}


def limits(modifications: Iterable[Modification]) -> Limits:
    """Turn modifications into limits: of several numbers the smallest, and the notes of all."""
    return _with_caps_told(_smallest(modifications))


def _smallest(modifications: Iterable[Modification]) -> Limits:
    limit = Limits()
    for modification in modifications:
        limit = tightest(limit, _limit_of(modification))
    return limit


def _limit_of(modification: Modification) -> Limits:
    if modification.code is Code.CAP:
        return Limits(caps=(_cap(modification),))
    note = NOTES.get(modification.code)
    notes = (note,) if note else ()
    return Limits(**EFFECTS.get(modification.code, {}), notes=notes)


def _cap(modification: Modification) -> Cap:
    part = modification.part
    sides = Side.BOTH if part is not None and part.is_paired else Side.MIDLINE
    return Cap.model_validate(
        {
            "part": part,
            "side": modification.side or sides,
            "movement": modification.movement,
            "degrees": modification.degrees,
        }
    )


def _with_caps_told(limit: Limits) -> Limits:
    """A cap names its joint's own side, and so needs no word on which side is stretched."""
    told = (
        f"Not beyond {cap.degrees}° of {_movement(cap.movement)} at {_joint(cap.part, cap.side)}."
        for cap in limit.caps
    )
    return limit.replace(notes=(*limit.notes, *told))


def _movement(movement: str | None) -> str:
    return (movement or "movement").replace("_", " ")


def _joint(part: Part, side: Side) -> str:
    """``the right hip``; ``the low back``."""
    own = f"{side} " if side in (Side.LEFT, Side.RIGHT) else ""
    return f"the {own}{PART_NAMES[part]}"


def tightest(one: Limits, other: Limits) -> Limits:
    """Return the smaller of every number, the smaller of every cap, and each note once."""
    numbers = {
        name: _smaller(getattr(one, name), getattr(other, name))
        for name in Limits.model_fields
        if name not in ("notes", "caps")
    }
    notes = tuple(dict.fromkeys(one.notes + other.notes))
    return Limits(**numbers, caps=_smallest_caps(one.caps + other.caps), notes=notes)


def _smallest_caps(caps: tuple[Cap, ...]) -> tuple[Cap, ...]:
    """One for each joint, side and movement, in a fixed order."""
    smallest: dict[tuple[str, str, str], Cap] = {}
    for cap in sorted(caps, key=lambda cap: -cap.degrees):
        smallest[cap.part, cap.side, cap.movement or ""] = cap
    return tuple(smallest[key] for key in sorted(smallest))


def _smaller(one: int | None, other: int | None) -> int | None:
    if one is None or other is None:
        return other if one is None else one
    return min(one, other)


def is_within(limits: Limits, bounds: Limits) -> bool:
    """Whether ``limits`` allow nothing that ``bounds`` forbid."""
    own = tightest(limits, limits)
    return tightest(own, bounds).replace(notes=()) == own.replace(notes=())


def limits_of(stretch: Stretch, rows: Iterable[StretchClearance], first_session: bool) -> Limits:
    """Return the limits on one stretch over the sides that are done: the smallest of all of them.

    A note that holds for one of two sides says which.
    """
    each = {row.side: _of_one_side(stretch, row) for row in rows}
    limit = Limits(**FIRST_SESSION) if first_session else Limits()
    for side, found in each.items():
        others = [other for key, other in each.items() if key is not side]
        limit = tightest(limit, found.replace(notes=_named(side, found, others)))
    return _with_caps_told(limit)


def _of_one_side(stretch: Stretch, row: StretchClearance) -> Limits:
    on = strain(stretch, row.side)
    found = _smallest(meant for one in row.modifications for meant in _at_joints(one, on))
    end = row.verdicts.get(Mode.END)
    return found if end is not None and end.allows else found.replace(end_range=False)


def _at_joints(modification: Modification, on: Strain) -> Iterator[Modification]:
    """A cap once for each joint that this stretch takes that way on this side; others as is."""
    if modification.code is not Code.CAP:
        yield modification
        return
    for load, letters in loaded(modification, on):
        for side in _sides(load.part, letters):
            yield modification.replace(side=side)


def _sides(part: Part, letters: frozenset[str]) -> Iterator[Side]:
    if not part.is_paired:
        yield Side.MIDLINE
        return
    yield from (side for side in (Side.LEFT, Side.RIGHT) if letters.issuperset(side.letters))


def _named(side: Side, found: Limits, others: list[Limits]) -> tuple[str, ...]:
    return tuple(
        note
        if all(note in other.notes for other in others)
        else f"{side.value.capitalize()}: {note[0].lower()}{note[1:]}"
        for note in found.notes
    )


def bar(stretch: Stretch, technique: Technique, row: StretchClearance, lay: bool) -> str | None:
    """Return why this may not be done on this side, in words, or None.

    Screening spreads these over its verdicts too; what lies on a table is checked twice.
    """
    if lay and not technique.lay:
        return "Only with a practitioner."
    on = strain(stretch, row.side)
    return next(
        (
            because
            for modification in row.modifications
            if (because := _barred_by(modification, on, technique, lay))
        ),
        None,
    )


def _barred_by(
    modification: Modification, on: Strain, technique: Technique, lay: bool
) -> str | None:
    code = modification.code
    if code is Code.DIR:
        return _direction(modification, on)
    if code in BANNED_POSITIONS:
        position, because = BANNED_POSITIONS[code]
        return because if on.position is position else None
    bars = {
        Code.NOISO: (Mode.ISO in technique.needs, "No pushing against resistance today."),
        Code.ACTIVE: (set(technique.needs) != {Mode.AA}, "Only what the client can move alone."),
        Code.NOHEADDOWN: (
            any(load.part is Part.HEAD_DOWN for load, _ in on.loads),
            "The head must not hang down today.",
        ),
        Code.PRO: (lay, "Only with a licensed professional."),
        Code.NOTOUCH: (technique.presses, "No pressing on the muscle today."),
        Code.SHORTLEVER: (technique.presses, "No pressing on the muscle today."),
    }
    applies, because = bars.get(code, (False, ""))
    return because if applies else None


def _direction(modification: Modification, on: Strain) -> str | None:
    """Which movement of which joint, where the stretch takes that joint that way."""
    for load, letters in banned(modification, on):
        if not load.part.moves:
            return "This direction is not for today."
        sides = list(_sides(load.part, letters))
        side = sides[0] if len(sides) == 1 else Side.BOTH
        return f"No {_pose(modification)} at {_joint(load.part, side)} today."
    return None


def _pose(modification: Modification) -> str:
    """``flexion beyond 90° with adduction``; another joint is named."""
    said = [_bent(modification.movement, modification.degrees)]
    for motion in modification.together:
        there = "" if motion.part is modification.part else f" of {_joint(motion.part, Side.BOTH)}"
        said.append(_bent(motion.movement, motion.degrees) + there)
    return " with ".join([said[0], " and ".join(said[1:])] if said[1:] else said)


def _bent(movement: str | None, degrees: int | None) -> str:
    return _movement(movement) + (f" beyond {degrees}°" if degrees is not None else "")
