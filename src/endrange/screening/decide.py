"""May we? All precautions against all answers: the worst verdict, every limit, each reason."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from endrange.knowledge import (
    REGIONS,
    Catalogue,
    ClinicianClearance,
    Mode,
    Modification,
    Part,
    Setting,
    Urgency,
    Verdict,
)
from endrange.screening.checks import check
from endrange.screening.clearance import (
    Clearance,
    Finding,
    RegionClearance,
    StretchClearance,
    worst,
)
from endrange.screening.findings import Applied, apply, finding
from endrange.screening.imposed import Imposed, check_apart, impose, told
from endrange.screening.limits import Cells, merged
from endrange.screening.reach import Strain, every_strain, region_of
from endrange.screening.truth import Answers, Case, applies
from endrange.values import Side


def screen(
    answers: Answers,
    catalogue: Catalogue,
    *,
    on: date,
    setting: Setting,
    clearances: tuple[ClinicianClearance, ...] = (),
    imposed: tuple[Imposed, ...] = (),
) -> Clearance:
    """Decide what these answers allow on this day, per region and per stretch, side and column.

    A question without an answer counts as unknown, never as no. Clinicians' clearances open only
    what is locked as ``clearance`` by the precautions they name, and never what is avoid or an
    emergency. What was imposed besides the answers meets the precautions in the same lattice.

    Raises: BadInput for an answer that no question of this catalogue could have got.
    """
    check(answers, catalogue)
    check_apart(imposed, catalogue)
    valid = tuple(one for one in clearances if one.given <= on <= one.until)
    rows = catalogue.precautions.values()
    case = Case(answers, catalogue, on)
    candidates = (apply(row, case, setting, valid) for row in rows)
    own = [one for one in candidates if one]
    laid = [(one, impose(one, catalogue, setting, valid)) for one in imposed]
    applied = sorted([*own, *(one for _, one in laid)], key=lambda one: one.row.id)
    said = [finding(one, case) for one in own]
    said += [told(*pair, catalogue) for pair in laid]
    findings = sorted(said, key=_place_in_list)
    return Clearance(
        on=on,
        setting=setting,
        catalogue=catalogue.version,
        urgency=_most_urgent(findings),
        findings=tuple(findings),
        regions=tuple(_region(part, side, applied) for part, side in _regions()),
        stretches=tuple(_stretch(strain, applied) for strain in every_strain(catalogue)),
        populations=tuple(_populations(case)),
    )


def _populations(case: Case) -> Iterator[str]:
    """Whom these answers place among, and whom they may: unknown is not read as no."""
    for population in case.catalogue.populations.values():
        if population.when and applies(population, case) is not False:
            yield population.id


def _stretch(strain: Strain, applied: Sequence[Applied]) -> StretchClearance:
    reached = [(one, cells) for one in applied if (cells := one.cells(strain))]
    limited = [(one, cells, one.limits(strain)) for one, cells in reached]
    return StretchClearance(
        stretch=strain.stretch,
        side=strain.side,
        verdicts=_worst_cells(cells for _, cells in reached),
        modifications=merged(limit for _, _, limits in limited for limit in limits),
        findings=tuple(one.row.id for one, cells, limits in limited if _matters(cells, limits)),
        without=tuple(sorted({id_ for one, _ in reached for id_ in one.techniques})),
    )


def _region(part: Part, side: Side, applied: Sequence[Applied]) -> RegionClearance:
    reached = [(one, cells) for one in applied if (cells := one.region(part, side))]
    return RegionClearance(
        part=part,
        side=side,
        verdicts=_worst_cells(cells for _, cells in reached),
        modifications=merged(limit for one, _ in reached for limit in _of_region(one, part, side)),
        findings=tuple(one.row.id for one, cells in reached if _matters(cells, one.modifications)),
    )


def _of_region(one: Applied, part: Part, side: Side) -> Iterator[Modification]:
    """What is said of a region: no limit on a joint of another; its own side needs no word."""
    for limit in one.modifications:
        shown = region_of(limit.part) if limit.part else part
        here = shown is part or shown not in REGIONS
        if here and limit.side in (None, side):
            yield limit.replace(side=None) if limit.side else limit


def _matters(cells: Cells, limits: tuple[Modification, ...]) -> bool:
    return bool(limits) or worst(cells.values()) is not Verdict.PROCEED


def _worst_cells(several: Iterable[Cells]) -> Cells:
    """Per column the most cautious of all."""
    rows = list(several)
    return {mode: worst(cells[mode] for cells in rows if mode in cells) for mode in Mode}


def _regions() -> Iterator[tuple[Part, Side]]:
    for part in REGIONS:
        sides = (Side.LEFT, Side.RIGHT) if part.is_paired else (Side.MIDLINE,)
        yield from ((part, side) for side in sides)


def _most_urgent(findings: Iterable[Finding]) -> Urgency | None:
    """Of the emergencies only: advice on when to be seen does not stop a session."""
    urgencies = {one.urgency for one in findings if one.verdict is Verdict.EMERGENCY}
    return next((one for one in (Urgency.CALL_NOW, Urgency.SAME_DAY) if one in urgencies), None)


def _place_in_list(finding: Finding) -> tuple[bool, int, int, str]:
    """Emergencies, then what waits for an answer or a clinician, then the most cautious first.

    What applies to everybody in this setting comes last.
    """
    waits = not finding.certain or Verdict.CLEARANCE in finding.verdicts.values()
    group = 0 if finding.verdict is Verdict.EMERGENCY else 1 if waits else 2
    caution = worst(finding.verdicts.values()).caution
    return (not finding.personal, group, -caution, finding.precaution)
