"""Findings on screen: what limits this person and why, and what the plan makes of it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from endrange import assessment
from endrange.assessment import Block, Comparison, Latest, Limitation, Reading
from endrange.knowledge import Catalogue, Measure
from endrange.planning import Omission, PlanItem, SessionPlan
from endrange.values import Side
from endrange_app.storage.histories import errors, still_known
from endrange_app.storage.models import Plan
from endrange_app.web import words
from endrange_app.web.standing import Standing


@dataclass(frozen=True)
class Found:
    """One side of one measure that limits, or that a hard end takes out of the plan."""

    measure: Measure
    reading: Reading
    because: str
    fate: str
    """What the decision or the plan makes of it."""
    is_block: bool = False


@dataclass(frozen=True)
class FindingsShown:
    found: tuple[Found, ...]
    """Hard ends first, then what limits most."""
    within: str
    """What was compared and differs by no more than error and two sides explain."""
    alone: str
    """What has nothing to be compared with yet."""

    @property
    def is_measured(self) -> bool:
        return bool(self.found or self.within or self.alone)


def of(standing: Standing, plan: Plan | None, catalogue: Catalogue) -> FindingsShown:
    """What readings up to this visit say, and what today's plan took up of it.

    Args:
        plan: in force; None: not made yet.
    """
    own = errors(standing.visit)
    readings = list(_until(standing.visit.closed_at, still_known(standing.judged, catalogue)))
    findings = assessment.assess(readings, catalogue, own)
    rows = {
        (row.reading.measure, row.reading.side): row
        for row in assessment.latest(readings, catalogue, own)
    }
    fates = Fates(plan, catalogue)
    limits = sorted(findings.limitations, key=lambda one: -one.weight)
    found = [
        *(_hard_end(one, readings, catalogue) for one in findings.blocks),
        *(fates.of(one, rows) for one in limits),
    ]
    told = {(one.measure.id, one.reading.side) for one in found}
    rest = [row for key, row in rows.items() if key not in told]
    return FindingsShown(
        found=tuple(found),
        within=_named((row for row in rest if _is_within(row)), catalogue),
        alone=_named((row for row in rest if not _compared(row)), catalogue),
    )


def _until(closed: datetime | None, readings: Iterable[Reading]) -> Iterable[Reading]:
    """A signed visit keeps what was found then."""
    return (one for one in readings if closed is None or one.taken_at <= closed)


def _compared(row: Latest) -> list[Comparison]:
    return [one for one in (row.other_side, row.last_time) if one]


def _is_within(row: Latest) -> bool:
    """Compared, and neither less far nor further than error and two sides explain."""
    compared = _compared(row)
    return bool(compared) and not any(one.beyond_error for one in compared)


def _hard_end(block: Block, readings: Iterable[Reading], catalogue: Catalogue) -> Found:
    felt = [
        one
        for one in readings
        if (one.measure, one.side) == (block.measure, block.side) and one.end_feel
    ]
    return Found(
        measure=catalogue.measure(block.measure),
        reading=max(felt, key=lambda one: one.taken_at),
        because=words.said(block.because),
        fate=_("For the decision, not for the plan: nothing is stretched that way."),
        is_block=True,
    )


class Fates:
    """What one plan makes of what limits."""

    def __init__(self, plan: Plan | None, catalogue: Catalogue) -> None:
        self.catalogue, self.at = catalogue, plan.at if plan else None
        self.plan: SessionPlan | None = plan.as_plan() if plan else None

    def of(self, limit: Limitation, latest: Mapping[tuple[str, Side], Latest]) -> Found:
        """Either side tells of a difference, so the later of the two says how old it is."""
        measured = (row.reading for row in latest.values() if row.reading.measure == limit.measure)
        since = max(reading.taken_at for reading in measured)
        return Found(
            measure=self.catalogue.measure(limit.measure),
            reading=latest[limit.measure, limit.side].reading,
            because=words.said(limit.because),
            fate=" ".join(self._fate(limit, since)),
        )

    def _fate(self, limit: Limitation, since: datetime) -> Iterator[str]:
        if self.plan is None or self.at is None:
            yield _("The plan will weigh it.")
        elif items := [one for one in self.plan.items if _takes_up(one, limit)]:
            names = ", ".join(self._name(one.stretch) for one in items)
            yield _("In the plan: %(names)s.") % {"names": names}
        elif since > self.at:
            yield _("Measured after the plan was made: plan again to use it.")
        else:
            yield from self._left_out(limit, self.plan)

    def _left_out(self, limit: Limitation, plan: SessionPlan) -> Iterator[str]:
        omitted = [one for one in plan.omissions if self._concerns(one, limit)]
        if not omitted:
            yield _("No stretch for it is in the plan.")
        for one in omitted:
            told = {"name": self._name(one.stretch), "because": words.said(one.because)}
            yield _("Not in the plan: %(name)s. %(because)s") % told

    def _concerns(self, one: Omission, limit: Limitation) -> bool:
        stretch = self.catalogue.stretches.get(one.stretch)
        is_of = stretch is not None and stretch.measure == limit.measure
        return is_of and one.side in (None, limit.side)

    def _name(self, stretch: str) -> str:
        known = self.catalogue.stretches.get(stretch)
        return words.said(known.name) if known else stretch


def _takes_up(item: PlanItem, limit: Limitation) -> bool:
    """Whether the reasons of an item name this limitation, of this side."""
    side = limit.side.value.capitalize() if limit.side in (Side.LEFT, Side.RIGHT) else ""
    return any(
        reason.startswith(side) and reason.endswith(limit.because) for reason in item.because
    )


def _named(rows: Iterable[Latest], catalogue: Catalogue) -> str:
    """Measures by name, with the side where it is one alone."""
    sides: dict[str, list[Side]] = {}
    for row in rows:
        sides.setdefault(row.reading.measure, []).append(row.reading.side)
    return ", ".join(_name(catalogue.measure(id_), which) for id_, which in sides.items())


def _name(measure: Measure, sides: list[Side]) -> str:
    name = words.said(measure.name)
    if len(sides) == 1 and sides[0] in (Side.LEFT, Side.RIGHT):
        return f"{name} ({words.side_within(sides[0])})"
    return name
