"""Everything that could have been expected and is not in the plan, each with its reason."""

from collections.abc import Iterator, Sequence

from endrange.knowledge import Stretch
from endrange.planning.needs import Needs
from endrange.planning.offers import Desk, Offer
from endrange.planning.options import POSITIONS, Option
from endrange.planning.pauses import comes_up_slowly, turn_seconds
from endrange.planning.plans import Omission, OmissionKind

Groups = Sequence[Sequence[Option]]


def omissions(
    desk: Desk, needs: Needs, groups: Groups, chosen: Sequence[Option], seconds: int
) -> tuple[Omission, ...]:
    """Say what is not in the plan: refused, or without room.

    Args:
        groups: all options.
        chosen: those in the plan.
        seconds: what the plan takes.
    """
    expected = _expected(desk, needs)
    offers: dict[str, list[Offer]] = {}
    for group in groups:
        for option in group:
            offers.setdefault(option.offer.stretch.id, []).append(option.offer)
    refused = [
        omission
        for stretch in expected
        for omission in desk.omissions(stretch, offers.get(stretch.id, []))
    ]
    names = {stretch.id for stretch in expected}
    crowded = [
        _no_room(option, desk, chosen, seconds)
        for group in groups
        for option in _waiting([o for o in group if o.offer.stretch.id in names], chosen, needs)
    ]
    return tuple(refused + crowded)


def _expected(desk: Desk, needs: Needs) -> list[Stretch]:
    """Stretches that something speaks for; all, if nothing speaks for any; those taken out."""
    stretches = desk.catalogue.stretches.values()
    named = {stretch.id for stretch in stretches if needs.are_named(stretch)}
    named |= set(desk.request.left_out)
    spoken_for = needs.anything_named and bool(named)
    return [stretch for stretch in stretches if stretch.id in named or not spoken_for]


def _waiting(group: Sequence[Option], chosen: Sequence[Option], needs: Needs) -> Iterator[Option]:
    """The shortest option of every stretch asked for, or of the best one of an unfed group."""
    taken = {option.offer.stretch.id for option in chosen}
    waiting = [option for option in group if option.offer.stretch.id not in taken]
    asked = {o.offer.stretch.id for o in waiting if needs.is_asked_for(o.offer.stretch)}
    fed = len(waiting) < len(group)
    wanted = asked
    if waiting and not fed and not asked:
        best = max(waiting, key=lambda option: option.value)
        wanted = {best.offer.stretch.id}
    for id_ in sorted(wanted):
        own = [option for option in waiting if option.offer.stretch.id == id_]
        yield min(own, key=lambda option: option.seconds)


def _no_room(option: Option, desk: Desk, chosen: Sequence[Option], seconds: int) -> Omission:
    """What it would take, and the weakest of those that are worth more."""
    box = desk.request.minutes * 60
    needed = option.seconds + _more_turning(option, chosen, desk)
    stronger = [other for other in chosen if other.value > option.value]
    because = room(needed, box, box - seconds)
    if needed <= box and stronger:
        name = min(stronger, key=lambda other: other.value).offer.stretch.name
        because = f"{because} Worth less than: {name}."
    elif needed <= box:
        because = f"{because} The others add up to more."
    return Omission(
        stretch=option.offer.stretch.id,
        side=None,
        kind=OmissionKind.NO_ROOM,
        verdict=None,
        because=because,
        seconds=needed,
    )


def room(needed: int, box: int, free: int) -> str:
    """What a stretch would take, and what there is, in seconds."""
    if needed > box:
        return f"Needs {clock(needed)}, the whole session has {clock(box)}."
    return f"Needs {clock(needed)}, {clock(free)} is free."


def _more_turning(option: Option, chosen: Sequence[Option], desk: Desk) -> int:
    slowly = comes_up_slowly(desk.clearance)
    used = {other.choice.position for other in chosen}
    return _turning(used | {option.choice.position}, slowly) - _turning(used, slowly)


def _turning(positions: set[int], slowly: bool) -> int:
    return sum(turn_seconds(POSITIONS[position], slowly) for position in sorted(positions)[1:])


def clock(seconds: int) -> str:
    """``3:10``."""
    return f"{seconds // 60}:{seconds % 60:02d}"
