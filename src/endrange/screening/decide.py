"""May we? All precautions against all answers: the worst verdict, every limit, each reason."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from endrange.knowledge import (
    REGIONS,
    Catalogue,
    ClinicianClearance,
    Part,
    Setting,
    Urgency,
    Verdict,
)
from endrange.screening.applying import Applied, Terms, apply
from endrange.screening.checks import check
from endrange.screening.clearance import (
    Clearance,
    Finding,
    RegionClearance,
    worst,
    worst_of,
)
from endrange.screening.findings import finding
from endrange.screening.imposed import Imposed, check_apart, impose, told
from endrange.screening.limits import Keyed, Numbered
from endrange.screening.loadmap import load_map
from endrange.screening.spread import NO_TOUCH, decided
from endrange.screening.truth import Answers, Case, applies, candidates
from endrange.values import Side


def screen(
    answers: Answers,
    catalogue: Catalogue,
    *,
    on: date,
    setting: Setting,
    clearances: tuple[ClinicianClearance, ...] = (),
    imposed: tuple[Imposed, ...] = (),
    weeks_old: int | None = 0,
) -> Clearance:
    """Decide what these answers allow on this day, per region and per stretch, side and column.

    A question without an answer counts as unknown, never as no. Clinicians' clearances open only
    what is locked as ``clearance`` by the precautions they name, and never what is avoid or an
    emergency. What was imposed besides the answers meets the precautions in the same lattice.

    Args:
        weeks_old: completed weeks since all questions were last answered, see ``weeks_since``;
            None where nobody knows.

    Raises: BadInput for an answer that no question of this catalogue could have got.
    """
    check(answers, catalogue)
    check_apart(imposed, catalogue)
    valid = tuple(one for one in clearances if one.given <= on <= one.until)
    case = Case(answers, catalogue, on, weeks_old)
    applied, findings = _found(case, Terms(setting, valid, catalogue.techniques), imposed)
    limits = Numbered(_limits(applied))
    return Clearance(
        on=on,
        setting=setting,
        catalogue=catalogue.version,
        urgency=_most_urgent(findings),
        findings=tuple(findings),
        regions=tuple(_region(part, side, applied, limits) for part, side in _regions()),
        stretches=decided(applied, load_map(catalogue), limits),
        populations=tuple(_populations(case)),
    )


def _found(
    case: Case, terms: Terms, imposed: tuple[Imposed, ...]
) -> tuple[list[Applied], list[Finding]]:
    """All that holds, rules and what was imposed: by id, and in the order of the reader's list."""
    own = [one for row in candidates(case) if (one := apply(row, case, terms))]
    laid = [(one, impose(one, case.catalogue, terms)) for one in imposed]
    applied = sorted([*own, *(one for _, one in laid)], key=lambda one: one.row.id)
    said = [finding(one, case) for one in own]
    said += [told(*pair, case.catalogue) for pair in laid]
    return applied, sorted(said, key=_place_in_list)


def _populations(case: Case) -> Iterator[str]:
    """Whom these answers place among, and whom they may: unknown is not read as no."""
    for population in case.catalogue.populations.values():
        if population.when and applies(population, case) is not False:
            yield population.id


def _limits(applied: Iterable[Applied]) -> Iterator[Keyed]:
    """All that a region or a stretch may show."""
    yield from NO_TOUCH
    for one in applied:
        yield from (*one.limits, *(plain for plain, *_ in one.shown_at))


def _region(
    part: Part, side: Side, applied: Sequence[Applied], limits: Numbered
) -> RegionClearance:
    heard = ((one, one.region(part, side)) for one in applied)
    reached = [(one, cautions) for one, cautions in heard if cautions is not None]
    return RegionClearance.model_construct(
        part=part,
        side=side,
        verdicts=worst_of(cautions for _, cautions in reached),
        modifications=limits.merged(
            limits.bits(limit for one, _ in reached for limit in one.shown(part, side))
        ),
        findings=tuple(one.row.id for one, cautions in reached if one.limits or cautions),
    )


def _regions() -> Iterator[tuple[Part, Side]]:
    for part in REGIONS:
        sides = (Side.LEFT, Side.RIGHT) if part.is_paired else (Side.MIDLINE,)
        yield from ((part, side) for side in sides)


def _most_urgent(findings: Iterable[Finding]) -> Urgency | None:
    """Of the emergencies only: advice on when to be seen does not stop a session."""
    urgencies = {one.urgency for one in findings if one.verdict is Verdict.EMERGENCY}
    return next((one for one in (Urgency.CALL_NOW, Urgency.SAME_DAY) if one in urgencies), None)


def _place_in_list(finding: Finding) -> tuple[bool, int, int, bool, str]:
    """The most cautious first: by its word, then by its worst column.

    Of those alike, what waits for an answer or a clinician. What applies to everybody in this
    setting comes last.
    """
    waits = not finding.certain or Verdict.CLEARANCE in finding.verdicts.values()
    worst_column = worst(finding.verdicts.values()).caution
    seriousness = (-finding.verdict.caution, -worst_column)
    return (not finding.personal, *seriousness, not waits, finding.precaution)
