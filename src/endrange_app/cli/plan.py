"""``endrange plan``: answers, readings, goals and minutes in, a session plan out."""

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from endrange.assessment import Reading, assess
from endrange.errors import BadInput
from endrange.knowledge import Catalogue, Setting, load
from endrange.planning import Helper, PlanRequest, SessionPlan, felt
from endrange.planning import plan as planned
from endrange.screening import Clearance
from endrange.session import compile
from endrange_app.cli.files import Versioned, blaming, read
from endrange_app.cli.printing import as_json, clock, console
from endrange_app.cli.screen import ScreenInput, decide, print_urgency


class PlanInput(Versioned):
    """What ``endrange plan`` reads: what screening reads, what was measured, what is wanted."""

    screen: ScreenInput
    request: PlanRequest
    readings: tuple[Reading, ...] = ()


def plan(
    file: Annotated[Path, typer.Argument(help="A request: see docs/reference/json.md.")],
    json: Annotated[bool, typer.Option("--json", help="Print the plan as JSON.")] = False,
    timeline: Annotated[
        bool, typer.Option("--timeline", help="Print the compiled timeline as JSON instead.")
    ] = False,
) -> None:
    """Fill the minutes: stretches, techniques, doses, sides, order, and what was left out."""
    with blaming(file):
        clearance, made = make(read(file, PlanInput))
    if timeline:
        with blaming(file):
            as_json(compile(made, load()).model_dump(mode="json"))
    elif json:
        as_json({"version": 1, "urgency": clearance.urgency} | made.model_dump(mode="json"))
    else:
        _print(clearance, made)


def make(given: PlanInput) -> tuple[Clearance, SessionPlan]:
    """Screen, assess and plan what a file holds, with the shipped catalogue."""
    catalogue = load()
    _check(given, catalogue)
    laid = felt(given.readings, catalogue, given.screen.setting)
    clearance = decide(given.screen, catalogue, laid)
    findings = assess(given.readings, catalogue)
    return clearance, planned(_with_helper(given), clearance, findings, catalogue)


def _with_helper(given: PlanInput) -> PlanRequest:
    """At home and in a team nobody is a practitioner, unless the file itself says so."""
    says = "helper" in given.request.model_fields_set
    lay = given.screen.setting in (Setting.HOME, Setting.TEAM)
    return given.request.replace(helper=Helper.LAY) if lay and not says else given.request


def _check(given: PlanInput, catalogue: Catalogue) -> None:
    """Refuse what the catalogue does not know: planning would only pass over it."""
    for technique in given.request.techniques:
        catalogue.technique(technique)
    for number, reading in enumerate(given.readings):
        measure = catalogue.measure(reading.measure)
        if not all(measure.low <= value <= measure.high for value in reading.trials):
            limits = f"{measure.low:g} to {measure.high:g} {measure.unit}"
            raise BadInput(f"readings.{number}.trials", f"lie outside {limits}; measure again")


def _print(clearance: Clearance, made: SessionPlan) -> None:
    chosen = Table("stretch", "technique", "sides", "time", "because")
    for item in made.items:
        sides = ", ".join(dose.side.value for dose in item.doses)
        chosen.add_row(
            item.stretch, item.technique, sides, clock(item.seconds), " ".join(item.because)
        )
    omitted = Table("not in the plan", "why")
    for omission in made.omissions:
        side = f" ({omission.side.value})" if omission.side else ""
        omitted.add_row(omission.stretch + side, omission.because)
    out = console()
    print_urgency(clearance, out)
    out.print(f"{clock(made.seconds)} of {made.minutes} minutes. {_claim(made)}")
    if made.items:
        out.print(chosen)
    if made.omissions:
        out.print(omitted)


def _claim(made: SessionPlan) -> str:
    if not made.items:
        return "Nothing can be planned; below is why."
    if made.gap_percent == 0:
        return "Proven the best under the stated model."
    return f"At most {made.gap_percent:.1f} % below the best under the stated model."
