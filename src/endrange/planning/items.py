"""From an offer and a number of repetitions to a line of the plan, with its seconds and worth."""

from collections.abc import Iterable

from endrange.knowledge import Catalogue, Stretch
from endrange.physiology import share
from endrange.planning.doses import switches, with_effort
from endrange.planning.needs import Needs
from endrange.planning.offers import Offer
from endrange.planning.plans import PlanItem, SideDose
from endrange.values import Side


def item_of(
    offer: Offer, doses: Iterable[tuple[Side, int, float]], because: tuple[str, ...]
) -> PlanItem:
    """Build the item.

    Args:
        doses: side, repetitions and need, in the order the sides are done.
        because: why it is in the plan, never empty.
    """
    sides = tuple(
        SideDose(
            side=side,
            dose=with_effort(offer.portions[repetitions].dose, offer.stretch),
            need=need,
        )
        for side, repetitions, need in doses
    )
    return PlanItem(
        stretch=offer.stretch.id,
        technique=offer.technique.id,
        position=offer.stretch.position,
        doses=sides,
        limits=offer.limits,
        because=because,
        findings=offer.findings,
        seconds=seconds_of(offer, [each.dose.repetitions for each in sides]),
    )


def seconds_of(offer: Offer, repetitions: Iterable[int]) -> int:
    """All of it: every side with every act, and the switches between the sides."""
    each = [offer.portions[count].seconds for count in repetitions]
    return sum(each) + switches(offer.stretch.position, len(each))


def worth(stretch: Stretch, sides: Iterable[tuple[float, int]]) -> float:
    """Return the value of need and seconds under stretch per side: the mean over all its sides.

    A stretch that may be done on one of two sides is worth half.
    """
    return sum(need * share(seconds) for need, seconds in sides) / len(stretch.sides)


def objective(items: Iterable[PlanItem], needs: Needs, catalogue: Catalogue) -> float:
    """Value of any items under the model: each muscle group counts once, with its best item."""
    best: dict[object, float] = {}
    bonus = 0.0
    for item in items:
        stretch = catalogue.stretch(item.stretch)
        group = needs.group_of(stretch)
        sides = ((each.need, each.dose.under_stretch_seconds) for each in item.doses)
        best[group] = max(best.get(group, 0.0), worth(stretch, sides))
        bonus += INCLUDED if needs.is_asked_for(stretch) else 0.0
    return sum(best.values()) + bonus


INCLUDED = 1000.0
"""For having a stretch in that was asked for. Ours: more than all needs together can add, so that
as many of those asked for as fit come in before anything else is weighed."""
