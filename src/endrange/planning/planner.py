"""The plan: everything that may be offered, the best of it that fits, and why."""

from collections.abc import Iterator

from endrange.assessment import Findings
from endrange.knowledge import Catalogue, Verdict
from endrange.planning.filling import fill
from endrange.planning.items import item_of
from endrange.planning.needs import Group, Needs
from endrange.planning.offers import SAID, Desk
from endrange.planning.omitting import omissions
from endrange.planning.options import POSITIONS, Option, options
from endrange.planning.pauses import comes_up_slowly, turn_seconds, turns_of
from endrange.planning.plans import (
    Omission,
    PlanItem,
    PlanRequest,
    SessionPlan,
)
from endrange.screening import Clearance


def plan(
    request: PlanRequest, clearance: Clearance, findings: Findings, catalogue: Catalogue
) -> SessionPlan:
    """Fill the minutes in the best way the stated model knows, proven, never beyond the clearance.

    An emergency, or nothing that may be done, gives a plan without items and with its omissions.

    Raises: UnknownId for a goal, a stretch asked for or a technique the catalogue does not know.
    """
    desk = Desk(request, clearance, catalogue)
    needs = Needs(request, findings, catalogue)
    groups = _groups(desk, needs)
    slowly = comes_up_slowly(clearance)
    filling = fill(
        [[option.choice for option in group] for group in groups],
        request.minutes * 60,
        [turn_seconds(position, slowly) for position in POSITIONS],
    )
    chosen = [
        group[index]
        for group, index in zip(groups, filling.chosen, strict=True)
        if index is not None
    ]
    chosen.sort(key=lambda option: _place(option, needs))
    items = tuple(_item(option, needs, desk) for option in chosen)
    turns = turns_of(items, slowly)
    seconds = sum(item.seconds for item in items) + sum(turn.seconds for turn in turns)
    return SessionPlan(
        catalogue=catalogue.version,
        minutes=request.minutes,
        items=items,
        turns=turns,
        seconds=seconds,
        omissions=omissions(desk, needs, groups, chosen, seconds),
        objective=filling.value,
        bound=filling.bound,
    )


def _groups(desk: Desk, needs: Needs) -> list[list[Option]]:
    """All options by the muscles they feed, each stretch's own order of techniques kept."""
    groups: dict[Group | str, list[Option]] = {}
    for stretch in desk.catalogue.stretches.values():
        for offer in desk.offers(stretch):
            groups.setdefault(needs.group_of(stretch), []).extend(options(offer, needs))
    return list(groups.values())


def _place(option: Option, needs: Needs) -> tuple[int, float, str]:
    """By position, so that the client turns least; in it by need."""
    stretch = option.offer.stretch
    most = max(needs.of(stretch, side) for side in option.sides)
    return POSITIONS.index(stretch.position), -most, stretch.id


def _item(option: Option, needs: Needs, desk: Desk) -> PlanItem:
    stretch = option.offer.stretch
    because = needs.reasons(stretch, option.sides) + tuple(_remarks(option, desk))
    weights = [needs.of(stretch, side) for side in option.sides]
    doses = zip(option.sides, option.repetitions, weights, strict=True)
    return item_of(option.offer, doses, because)


def _remarks(option: Option, desk: Desk) -> Iterator[str]:
    if len(set(option.repetitions)) > 1:
        yield f"One extra repetition on the {option.sides[0].value}."
    if len(option.sides) < len(option.offer.stretch.sides):
        for omission in desk.omissions(option.offer.stretch, [option.offer]):
            yield f"{_side(omission)}: {_in_short(omission)}."


def _side(omission: Omission) -> str:
    return omission.side.value.capitalize() if omission.side else "Other side"


def _in_short(omission: Omission) -> str:
    said = SAID.get(omission.verdict or Verdict.AVOID, "not today")
    return said[0].lower() + said[1:]
