"""How much a stretch is needed by this person today, and why, in words."""

from collections.abc import Iterable
from typing import NamedTuple

from endrange.assessment import Findings, Limitation
from endrange.errors import UnknownId
from endrange.knowledge import Catalogue, Goal, Stretch
from endrange.planning.plans import PlanRequest
from endrange.values import Side

GOAL = 1.0
"""Times the weight a goal gives a muscle, 0 to 1. Ours: what somebody wants is the unit."""

LIMITATION = 1.0
"""Times the weight of a limitation, 0 to 1. Ours: a clear loss weighs as much as a wish."""

ASKED_FOR = 1.0
"""Ours: a stretch asked for by name is wanted as much as the first muscle of a goal."""

LATER_GOAL = 0.7
"""Each goal counts so much of the one named before it. Ours: the first is why somebody came."""

FOLLOWED = 0.5
"""For a stretch whose own measure was read before. Ours: of stretches for the same muscles, the
one whose effect is followed; half a wish, so that a short one for both sides stays behind it."""

ROUND_OFF = 0.05
"""For muscles nobody named. Ours: small enough that a fourth repetition of a muscle with half a
goal's weight goes before, and enough to fill minutes that would be empty."""


class Group(NamedTuple):
    """Muscles of one area that cross the same joints lengthen together: one group."""

    area: str
    joints: tuple[str, ...]


class Needs:
    """The needs of one request and its findings."""

    def __init__(self, request: PlanRequest, findings: Findings, catalogue: Catalogue) -> None:
        self._goals = tuple(_goal(catalogue, id_) for id_ in request.goals)
        self._limitations = findings.limitations
        self._tighter = findings.tighter
        self._measured = findings.measured
        self._catalogue = catalogue
        self.asked_for = tuple(dict.fromkeys(request.asked_for))
        self.anything_named = bool(self._goals or self._limitations or self.asked_for)
        self._leads = self._first_asked_for()

    def _first_asked_for(self) -> dict[Group, str]:
        leads: dict[Group, str] = {}
        for id_ in self.asked_for:
            leads.setdefault(self.muscles_of(self._catalogue.stretch(id_)), id_)
        return leads

    def muscles_of(self, stretch: Stretch) -> Group:
        """The muscle group of the first muscle a stretch names."""
        lead = self._catalogue.muscles[stretch.primary_muscles[0]]
        return Group(lead.area, tuple(sorted(lead.joints)))

    def group_of(self, stretch: Stretch) -> Group | str:
        """What a stretch competes in: its muscle group, or nothing for a second one asked for."""
        return stretch.id if self._is_extra(stretch) else self.muscles_of(stretch)

    def _is_extra(self, stretch: Stretch) -> bool:
        """Asked for beside another one of the same muscles: comes in, but feeds no need twice."""
        asked = stretch.id in self.asked_for
        return asked and self._leads[self.muscles_of(stretch)] != stretch.id

    def is_asked_for(self, stretch: Stretch) -> bool:
        return stretch.id in self.asked_for

    def of(self, stretch: Stretch, side: Side) -> float:
        """What a full dose on this side would be worth, zero or more."""
        if self._is_extra(stretch):
            return 0.0
        asked = ASKED_FOR if self.is_asked_for(stretch) else 0.0
        wished = GOAL * max((weight for weight, _ in self._wishes(stretch)), default=0.0)
        limited = LIMITATION * self._limited(stretch, side)
        named = asked + wished + limited
        return max(ROUND_OFF, named + FOLLOWED * (stretch.measure in self._measured and named > 0))

    def _wishes(self, stretch: Stretch) -> list[tuple[float, Goal]]:
        """Goals that want one of its primary muscles, each with its largest weight."""
        found = []
        for place, goal in enumerate(self._goals):
            weight = max(goal.muscles.get(muscle, 0.0) for muscle in stretch.primary_muscles)
            if weight:
                found.append((weight * LATER_GOAL**place, goal))
        return found

    def _limited(self, stretch: Stretch, side: Side) -> float:
        if side in (Side.LEFT, Side.RIGHT):
            return max((limit.weight for limit in self._limits(stretch, side)), default=0.0)
        return (self._limited(stretch, Side.LEFT) + self._limited(stretch, Side.RIGHT)) / 2

    def _limits(self, stretch: Stretch, side: Side) -> Iterable[Limitation]:
        reached = (side, Side.BOTH, Side.MIDLINE)
        return (
            limit
            for limit in self._limitations
            if limit.measure == stretch.measure and limit.side in reached
        )

    def are_named(self, stretch: Stretch) -> bool:
        """Whether anything speaks for this stretch in particular."""
        return self.is_asked_for(stretch) or any(
            self.of(stretch, side) > ROUND_OFF for side in stretch.sides
        )

    def tighter_side(self, stretch: Stretch) -> Side | None:
        return self._tighter.get(stretch.measure) if stretch.measure else None

    def in_order(self, stretch: Stretch, sides: tuple[Side, ...]) -> tuple[Side, ...]:
        """The tighter side first, otherwise left before right."""
        return tuple(sorted(sides, key=lambda side: side is not self.tighter_side(stretch)))

    def reasons(self, stretch: Stretch, sides: tuple[Side, ...]) -> tuple[str, ...]:
        """Why this stretch, in short sentences; never empty."""
        asked = ("Asked for.",) if self.is_asked_for(stretch) else ()
        wished = tuple(f"Goal: {_lower(goal.name)}." for _, goal in self._wishes(stretch))
        limited = tuple(
            f"{self._side_word(stretch, limit, sides)}{limit.because}"
            for limit in dict.fromkeys(
                limit for side in _halves(sides) for limit in self._limits(stretch, side)
            )
        )
        return asked + wished + limited or ("Rounds off the session.",)

    def _side_word(self, stretch: Stretch, limit: Limitation, sides: tuple[Side, ...]) -> str:
        if limit.side not in (Side.LEFT, Side.RIGHT):
            return ""
        first = limit.side is self.tighter_side(stretch) and limit.side in sides and len(sides) > 1
        return f"{limit.side.value.capitalize()}{' first' if first else ''}: "


def _goal(catalogue: Catalogue, id_: str) -> Goal:
    if id_ not in catalogue.goals:
        raise UnknownId("goal", id_, tuple(sorted(catalogue.goals)))
    return catalogue.goals[id_]


def _lower(name: str) -> str:
    return name[0].lower() + name[1:]


def _halves(sides: tuple[Side, ...]) -> tuple[Side, ...]:
    """A stretch of both sides or of the midline answers to limitations of either side."""
    one_sided = tuple(side for side in sides if side in (Side.LEFT, Side.RIGHT))
    return one_sided or (Side.LEFT, Side.RIGHT)
