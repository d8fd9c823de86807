"""From the modifications of a clearance to hard limits."""

from collections.abc import Iterable, Mapping
from typing import Any

from endrange.knowledge import Modification, ModificationCode, Part, Position, Stretch, Technique
from endrange.knowledge.techniques import Mode
from endrange.planning.plans import Limits
from endrange.screening import StretchClearance
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
}
"""Ours: a code needs a number to be obeyed. Where a range was meant, the stricter end: SUBISO 20 to
30 % effort, LOW 0 to 1 pain of 10."""

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
    Code.GUARD: "A guardian or chaperone stays in the room.",
}
"""The same and the rest, as words for both people."""

BANNED_POSITIONS: Mapping[Code, tuple[Position, str]] = {
    Code.NOSUP: (Position.SUPINE, "Not on the back today."),
    Code.NOPRONE: (Position.PRONE, "Not on the front today."),
    Code.NOSIDE: (Position.SIDE_LYING, "Not on the side today."),
}

PLACES = {
    Part.NECK: "the neck",
    Part.TSP: "the upper back",
    Part.LSP: "the low back",
    Part.SHO: "the shoulder",
    Part.ELB: "the elbow",
    Part.WRI: "the wrist",
    Part.HIP: "the hip",
    Part.KNEE: "the knee",
    Part.ANK: "the ankle",
}


def limits(modifications: Iterable[Modification]) -> Limits:
    """Turn modifications into limits: of several numbers the smallest, and the notes of all."""
    limit = Limits()
    for modification in modifications:
        limit = tightest(limit, _limit_of(modification))
    return limit


def _limit_of(modification: Modification) -> Limits:
    if modification.code is Code.CAP:
        return Limits(degrees=modification.degrees, notes=(_cap_note(modification),))
    note = NOTES.get(modification.code)
    notes = (note,) if note else ()
    return Limits(**EFFECTS.get(modification.code, {}), notes=notes)


def _cap_note(modification: Modification) -> str:
    place = PLACES.get(modification.part, "this joint") if modification.part else "this joint"
    movement = (modification.movement or "movement").replace("_", " ")
    return f"Not beyond {modification.degrees}° of {movement} at {place}."


def tightest(one: Limits, other: Limits) -> Limits:
    """Return the smaller of every number, and each note once."""
    numbers = {
        name: _smaller(getattr(one, name), getattr(other, name))
        for name in Limits.model_fields
        if name != "notes"
    }
    return Limits(**numbers, notes=tuple(dict.fromkeys(one.notes + other.notes)))


def _smaller(one: int | None, other: int | None) -> int | None:
    if one is None or other is None:
        return other if one is None else one
    return min(one, other)


def is_within(limits: Limits, bounds: Limits) -> bool:
    """Whether ``limits`` allow nothing that ``bounds`` forbid."""
    return tightest(limits, bounds).replace(notes=()) == limits.replace(notes=())


def limits_of(stretch: Stretch, rows: Iterable[StretchClearance], first_session: bool) -> Limits:
    """Return the limits on one stretch over the sides that are done: the smallest of all of them.

    A note that holds for one of two sides says which.
    """
    each = {row.side: _of_one_side(stretch, row) for row in rows}
    limit = Limits(**FIRST_SESSION) if first_session else Limits()
    for side, found in each.items():
        others = [other for key, other in each.items() if key is not side]
        limit = tightest(limit, found.replace(notes=_named(side, found, others)))
    return limit


def _of_one_side(stretch: Stretch, row: StretchClearance) -> Limits:
    found = limits(m for m in row.modifications if m.code is not Code.CAP or _loads(stretch, m))
    end = row.verdicts.get(Mode.END)
    return found if end is not None and end.allows else found.replace(end_range=False)


def _named(side: Side, found: Limits, others: list[Limits]) -> tuple[str, ...]:
    return tuple(
        note
        if all(note in other.notes for other in others)
        else f"{side.value.capitalize()}: {note[0].lower()}{note[1:]}"
        for note in found.notes
    )


def bar(stretch: Stretch, technique: Technique, row: StretchClearance, lay: bool) -> str | None:
    """Return why a modification rules this out on this side, in words, or None.

    Screening spreads these over its verdicts too; what lies on a table is checked twice.
    """
    return next(
        (
            because
            for modification in row.modifications
            if (because := _barred_by(modification, stretch, technique, lay))
        ),
        None,
    )


def _barred_by(
    modification: Modification, stretch: Stretch, technique: Technique, lay: bool
) -> str | None:
    code = modification.code
    bars = {
        Code.NOISO: (Mode.ISO in technique.needs, "No pushing against resistance today."),
        Code.ACTIVE: (set(technique.needs) != {Mode.AA}, "Only what the client can move alone."),
        Code.NOHEADDOWN: (
            any(load.part is Part.HEAD_DOWN for load in stretch.loads),
            "The head must not hang down today.",
        ),
        Code.DIR: (_loads(stretch, modification), "This direction is not for today."),
        Code.PRO: (lay, "Only with a licensed professional."),
    }
    if code in BANNED_POSITIONS:
        position, because = BANNED_POSITIONS[code]
        return because if stretch.position is position else None
    applies, because = bars.get(code, (False, ""))
    return because if applies else None


def _loads(stretch: Stretch, modification: Modification) -> bool:
    """Whether the stretch makes the movement meant; a load that names none counts as any."""
    return any(
        load.part is modification.part
        and (None in (load.what, modification.movement) or load.what == modification.movement)
        for load in stretch.loads
    )
