"""Time between the acts: changing sides and changing positions. The session keeps it exactly."""

from collections.abc import Sequence
from itertools import chain

from endrange.knowledge import ModificationCode, Position
from endrange.planning.plans import PlanItem, Turn
from endrange.screening import Clearance

SWITCH_SECONDS = {
    Position.SUPINE: 10,
    Position.SIDE_LYING: 25,
    Position.PRONE: 10,
    Position.KNEELING: 15,
    Position.SEATED: 10,
    Position.STANDING: 10,
}
"""Between the two sides of one stretch.
Ours: to lay one limb down, walk round and take the other; on the side the client turns over, on the
knees they change the front leg. Nobody has studied it."""

TURN_SECONDS = {
    Position.SUPINE: 30,
    Position.SIDE_LYING: 20,
    Position.PRONE: 30,
    Position.KNEELING: 30,
    Position.SEATED: 40,
    Position.STANDING: 40,
}
"""To get into a position from any other; the first position of a session costs nothing.
Ours: an unhurried turn on a table, longer for coming up. Nobody has studied it."""

SLOW_UP_SECONDS = 60
"""Added before sitting or standing for somebody who must come up slowly (SLOWUP).
Ours: the rule asks to sit for 1 to 2 minutes; the shorter, as the turn itself comes on top."""

UPRIGHT = (Position.SEATED, Position.STANDING)


def comes_up_slowly(clearance: Clearance) -> bool:
    """Whether any finding or decision says SLOWUP: it is about the person, not about one joint."""
    found = chain(
        chain.from_iterable(finding.modifications for finding in clearance.findings),
        chain.from_iterable(region.modifications for region in clearance.regions),
        chain.from_iterable(row.modifications for row in clearance.stretches),
    )
    return any(modification.code is ModificationCode.SLOWUP for modification in found)


def turn_seconds(to: Position, slowly: bool) -> int:
    """Seconds to get into a position from another one."""
    return TURN_SECONDS[to] + (SLOW_UP_SECONDS if slowly and to in UPRIGHT else 0)


def turns_of(items: Sequence[PlanItem], slowly: bool) -> tuple[Turn, ...]:
    """The changes of position that items in this order ask for."""
    return tuple(
        Turn(before_item=index, to=item.position, seconds=turn_seconds(item.position, slowly))
        for index, item in enumerate(items)
        if index and item.position is not items[index - 1].position
    )
