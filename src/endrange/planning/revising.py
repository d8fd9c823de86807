"""Changing a plan by hand: never beyond the clearance, the equipment or the minutes."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pydantic import Field

from endrange.assessment import Findings
from endrange.knowledge import Catalogue
from endrange.planning.items import item_of, objective
from endrange.planning.needs import Needs
from endrange.planning.offers import Desk, Offer
from endrange.planning.omitting import clock, room
from endrange.planning.options import POSITIONS
from endrange.planning.pauses import comes_up_slowly, turns_of
from endrange.planning.plans import (
    Omission,
    OmissionKind,
    PlanItem,
    PlanRequest,
    Refusal,
    SessionPlan,
)
from endrange.planning.validating import validate
from endrange.screening import Clearance
from endrange.values import Value


class Remove(Value):
    """Take one item out."""

    item: int = Field(ge=0)


class Move(Value):
    """Put one item at another place; the others close up."""

    item: int = Field(ge=0)
    to: int = Field(ge=0)


class SwapTechnique(Value):
    """The same stretch, another technique."""

    item: int = Field(ge=0)
    technique: str


class Add(Value):
    """One more stretch, with its usual dose or as much of it as fits."""

    stretch: str


class SetRepetitions(Value):
    """The same number of repetitions on every side."""

    item: int = Field(ge=0)
    repetitions: int = Field(ge=1)


Edit = Remove | Move | SwapTechnique | Add | SetRepetitions


def revise(
    plan: SessionPlan,
    edit: Edit,
    request: PlanRequest,
    clearance: Clearance,
    catalogue: Catalogue,
) -> SessionPlan | Refusal:
    """Return the plan with one change, marked as edited, or why it cannot be done.

    Raises: UnknownId for a stretch or technique the catalogue does not know.
    """
    bench = _Bench(plan, request, clearance, catalogue)
    if not isinstance(edit, Add) and max(edit.item, getattr(edit, "to", 0)) >= len(plan.items):
        return Refusal(because=f"This plan has {len(plan.items)} stretches. Choose one of them.")
    match edit:
        case Remove():
            return _removed(bench, edit)
        case Move():
            return _moved(bench, edit)
        case SwapTechnique():
            return _swapped(bench, edit)
        case Add():
            return _added(bench, edit)
    return _repeated(bench, edit)


class _Bench(NamedTuple):
    plan: SessionPlan
    request: PlanRequest
    clearance: Clearance
    catalogue: Catalogue

    @property
    def desk(self) -> Desk:
        return Desk(self.request, self.clearance, self.catalogue)

    @property
    def needs(self) -> Needs:
        return Needs(self.request, Findings(), self.catalogue)


def _removed(bench: _Bench, edit: Remove) -> SessionPlan | Refusal:
    plan = bench.plan
    gone = Omission(
        stretch=plan.items[edit.item].stretch,
        side=None,
        kind=OmissionKind.TAKEN_OUT,
        verdict=None,
        because="Taken out by hand.",
        seconds=plan.items[edit.item].seconds,
    )
    items = [item for index, item in enumerate(plan.items) if index != edit.item]
    return _rebuilt(bench, items, (*plan.omissions, gone))


def _moved(bench: _Bench, edit: Move) -> SessionPlan | Refusal:
    items = list(bench.plan.items)
    items.insert(edit.to, items.pop(edit.item))
    return _rebuilt(bench, items)


def _swapped(bench: _Bench, edit: SwapTechnique) -> SessionPlan | Refusal:
    old = bench.plan.items[edit.item]
    stretch = bench.catalogue.stretch(old.stretch)
    technique = bench.catalogue.technique(edit.technique)
    if technique.id not in stretch.techniques:
        return Refusal(because=f"{technique.name} is not given with this stretch.")
    offer = _offer_again(bench, old, technique.id)
    if offer is None:
        return _forbidden(bench, old, technique.id, f"{technique.name} is not for today.")
    return _first_plan(
        _rebuilt(bench, _replaced(bench.plan.items, edit.item, item))
        for count in _counts(offer)
        for item in [_remade(old, offer, count, "Technique chosen by hand.")]
    )


def _repeated(bench: _Bench, edit: SetRepetitions) -> SessionPlan | Refusal:
    old = bench.plan.items[edit.item]
    offer = _offer_again(bench, old, old.technique)
    if offer is None:
        return _forbidden(bench, old, old.technique, "Not for today any more. Plan again.")
    if edit.repetitions not in offer.portions:
        low, high = min(offer.portions), max(offer.portions)
        return Refusal(
            because=f"{offer.technique.name}: {low} to {high} repetitions here.",
            findings=offer.findings,
        )
    item = _remade(old, offer, edit.repetitions, "Repetitions set by hand.")
    return _rebuilt(bench, _replaced(bench.plan.items, edit.item, item))


def _forbidden(bench: _Bench, item: PlanItem, technique: str, because: str) -> Refusal:
    """Say what the clearance says about one technique on the sides of an item."""
    stretch = bench.catalogue.stretch(item.stretch)
    desk = bench.desk
    return _refusal(
        because, [desk.forbidden(stretch, each.side, [technique]) for each in item.doses]
    )


def _refusal(because: str, omissions: Iterable[Omission]) -> Refusal:
    found = list(omissions)
    words = dict.fromkeys(omission.because for omission in found)
    findings = dict.fromkeys(id_ for omission in found for id_ in omission.findings)
    return Refusal(because=" ".join([because, *words]).strip(), findings=tuple(findings))


def _offer_again(bench: _Bench, item: PlanItem, technique: str) -> Offer | None:
    """The technique on exactly the sides of an item, or None if one of them forbids it."""
    sides = tuple(each.side for each in item.doses)
    offer = bench.desk.offer(bench.catalogue.stretch(item.stretch), technique, sides)
    return offer if offer and offer.sides == sides else None


def _counts(offer: Offer) -> list[int]:
    """The usual number of repetitions, then fewer; the fewest if even that is more than usual."""
    usual = offer.technique.repetitions.default
    counts = sorted(offer.portions, reverse=True)
    return [count for count in counts if count <= usual] or [counts[-1]]


def _first_plan(results: Iterable[SessionPlan | Refusal]) -> SessionPlan | Refusal:
    """The first that works out, else the last refusal: it is the nearest to working out."""
    tried: list[SessionPlan | Refusal] = []
    for result in results:
        tried.append(result)
        if isinstance(result, SessionPlan):
            break
    return tried[-1]


def _remade(old: PlanItem, offer: Offer, repetitions: int, remark: str) -> PlanItem:
    because = tuple(line for line in old.because if not line.endswith(BY_HAND))
    kept = tuple(line for line in because if not line.startswith("One extra repetition"))
    doses = [(each.side, repetitions, each.need) for each in old.doses]
    return item_of(offer, doses, (*kept, remark))


BY_HAND = "by hand."


def _replaced(items: Sequence[PlanItem], index: int, item: PlanItem) -> list[PlanItem]:
    return [*items[:index], item, *items[index + 1 :]]


def _added(bench: _Bench, edit: Add) -> SessionPlan | Refusal:
    stretch = bench.catalogue.stretch(edit.stretch)
    if any(item.stretch == stretch.id for item in bench.plan.items):
        return Refusal(because=f"{stretch.name} is in the plan already.")
    wanted = tuple(id_ for id_ in bench.request.left_out if id_ != stretch.id)
    desk = Desk(bench.request.replace(left_out=wanted), bench.clearance, bench.catalogue)
    offers = desk.offers(stretch)
    if not offers:
        return _refusal("", desk.omissions(stretch, []))
    return _first_plan(
        _rebuilt(bench, _inserted(bench.plan.items, item), _still_omitted(bench, item))
        for item in _new(bench, offers[0])
    )


def _new(bench: _Bench, offer: Offer) -> Iterator[PlanItem]:
    for count in _counts(offer):
        doses = [(side, count, bench.needs.of(offer.stretch, side)) for side in offer.sides]
        yield item_of(offer, doses, ("Added by hand.",))


def _still_omitted(bench: _Bench, item: PlanItem) -> tuple[Omission, ...]:
    return tuple(o for o in bench.plan.omissions if not _is_answered(o, item))


def _is_answered(omission: Omission, item: PlanItem) -> bool:
    """An omission of the whole stretch is answered by having it; that of a side stays true."""
    return omission.stretch == item.stretch and omission.side is None


def _inserted(items: Sequence[PlanItem], item: PlanItem) -> list[PlanItem]:
    """After the last one in the same position, else before the first one in a later position."""
    same = [index for index, other in enumerate(items) if other.position is item.position]
    later = [
        index
        for index, other in enumerate(items)
        if POSITIONS.index(other.position) > POSITIONS.index(item.position)
    ]
    place = same[-1] + 1 if same else later[0] if later else len(items)
    return [*items[:place], item, *items[place:]]


def _rebuilt(
    bench: _Bench, items: Sequence[PlanItem], omissions: tuple[Omission, ...] | None = None
) -> SessionPlan | Refusal:
    """Count again; refuse what is over the box or what the clearance does not allow."""
    turns = turns_of(items, comes_up_slowly(bench.clearance))
    seconds = _seconds(bench, items)
    box = bench.plan.minutes * 60
    if seconds > box:
        over = clock(seconds - box)
        return Refusal(because=f"That is {over} over the {bench.plan.minutes} minutes.")
    value = objective(items, bench.needs, bench.catalogue)
    before = bench.plan.omissions if omissions is None else omissions
    revised = bench.plan.replace(
        items=tuple(items),
        turns=turns,
        seconds=seconds,
        omissions=tuple(_counted_again(bench, items, before)),
        objective=value,
        bound=max(bench.plan.bound, value),
        edited=True,
    )
    problems = validate(revised, bench.clearance, bench.catalogue)
    return Refusal(because=" ".join(problems)) if problems else revised


def _seconds(bench: _Bench, items: Sequence[PlanItem]) -> int:
    turns = turns_of(items, comes_up_slowly(bench.clearance))
    return sum(item.seconds for item in items) + sum(turn.seconds for turn in turns)


def _counted_again(
    bench: _Bench, items: Sequence[PlanItem], omissions: Iterable[Omission]
) -> Iterator[Omission]:
    """Room is another after every edit: what a stretch without room needs, and what is free now."""
    for omission in omissions:
        if omission.kind is not OmissionKind.NO_ROOM:
            yield omission
            continue
        for offer in bench.desk.offers(bench.catalogue.stretch(omission.stretch)):
            yield _without_room(bench, items, omission, offer)


def _without_room(
    bench: _Bench, items: Sequence[PlanItem], omission: Omission, offer: Offer
) -> Omission:
    """With its shortest dose, where it would be put."""
    *_, shortest = _new(bench, offer)
    taken, box = _seconds(bench, items), bench.plan.minutes * 60
    needed = _seconds(bench, _inserted(items, shortest)) - taken
    return omission.replace(seconds=needed, because=room(needed, box, box - taken))
