"""``endrange screen``: answers in, a decision per region, stretch, side and technique out."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from pydantic import WithJsonSchema
from rich.console import Console
from rich.table import Table

from endrange.errors import BadInput
from endrange.knowledge import Catalogue, ClinicianClearance, Mode, ModificationCode, load
from endrange.screening import (
    Clearance,
    Finding,
    Imposed,
    RegionClearance,
    Setting,
    StretchClearance,
    read_answers,
    weeks_since,
)
from endrange.screening import screen as screened
from endrange_app.cli.files import Versioned, blaming, read
from endrange_app.cli.printing import as_json, console

ENTRY = {
    "type": "object",
    "properties": {
        "what": {"type": "string", "description": "the id of a choice"},
        "area": {"type": "string", "description": "where, if the choice can be anywhere"},
        "side": {"enum": ["left", "right", "both", "unknown"]},
        "on": {"type": "string", "description": "a day as 2026-08-31, or unknown"},
        "details": {"type": "object", "additionalProperties": {"type": "string"}},
    },
    "required": ["what"],
    "additionalProperties": False,
}

PAIN = {
    "type": "object",
    "properties": {
        "place": {"type": "string", "description": "an area of the body map, as knee_L"},
        "now": {"enum": [*range(11), "unknown"]},
        "worst": {"enum": [*range(11), "unknown"]},
        "characters": {"type": "array", "items": {"type": "string"}},
    },
    "required": ["place"],
    "additionalProperties": False,
}

Said = Annotated[
    object,
    WithJsonSchema(
        {
            "anyOf": [
                {
                    "type": "string",
                    "description": "yes, no, unknown, the id of a choice, or a day as 2026-08-31",
                },
                {"type": "number"},
                {
                    "type": "array",
                    "items": {"type": "string"},
                    "description": "places: an area of the body map with _L or _R, as knee_L",
                },
                {"type": "array", "items": ENTRY, "description": "entries of a list"},
                {
                    "type": "array",
                    "items": {"anyOf": [{"type": "string"}, PAIN]},
                    "description": "places, each alone or with how it hurts",
                },
            ]
        }
    ),
]
"""One answer. Screening reads it against its question, and refuses what it cannot be."""


class ScreenInput(Versioned):
    """What ``endrange screen`` reads: the answers given on one day, in one setting."""

    setting: Setting
    on: date
    answers: dict[str, Said]
    """By question id. A question that is not here counts as unanswered, never as no."""
    clearances: tuple[ClinicianClearance, ...] = ()
    answered: date | Literal["unknown"] | None = None
    """When all questions were last answered, if not on this day."""


def screen(
    file: Annotated[Path, typer.Argument(help="Answers: see docs/reference/json.md.")],
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Decide what these answers allow, with the reason and source of every limit."""
    catalogue = load()
    with blaming(file):
        clearance = decide(read(file, ScreenInput), catalogue)
    if json:
        as_json(describe(clearance, catalogue))
    else:
        _print(clearance)


def decide(
    given: ScreenInput, catalogue: Catalogue, imposed: tuple[Imposed, ...] = ()
) -> Clearance:
    """Screen what a file holds. Raises: BadInput for a question or value we do not know."""
    for number, word in enumerate(given.clearances):
        _know(f"clearances.{number}.precautions", word.precautions, catalogue.precautions)
        _know(f"clearances.{number}.techniques", word.techniques, catalogue.techniques)
    return screened(
        read_answers(given.answers, catalogue),
        catalogue,
        on=given.on,
        setting=given.setting,
        clearances=given.clearances,
        imposed=imposed,
        weeks_old=_weeks_old(given),
    )


def _know(field: str, names: Iterable[str], known: Iterable[str]) -> None:
    for name in sorted(set(names) - set(known)):
        raise BadInput(field, f"nothing is called {name!r}; known: {', '.join(sorted(known))}")


def _weeks_old(given: ScreenInput) -> int | None:
    day = given.answered or given.on
    return weeks_since(day, given.on) if isinstance(day, date) else None


def describe(clearance: Clearance, catalogue: Catalogue) -> dict[str, Any]:
    """Return the decision as plain data. Verdicts are letters: P, M, C, N, E."""
    stretches: dict[str, dict[str, dict[str, str]]] = {}
    for row in clearance.stretches:
        stretches.setdefault(row.stretch, {})[row.side.value] = _techniques(row, catalogue)
    return {
        "version": 1,
        "catalogue": clearance.catalogue,
        "urgency": clearance.urgency.value if clearance.urgency else None,
        "regions": {region.key: _region(region) for region in clearance.regions},
        "stretches": stretches,
        "findings": [_finding(finding) for finding in clearance.findings],
    }


def _techniques(row: StretchClearance, catalogue: Catalogue) -> dict[str, str]:
    offered = catalogue.stretch(row.stretch).techniques
    return {id_: row.of(catalogue.technique(id_)).letter for id_ in offered}


def _region(region: RegionClearance) -> dict[str, Any]:
    caps = {
        f"{cap.part} {cap.movement or ''}".strip(): cap.degrees
        for cap in sorted(region.modifications, key=lambda cap: -(cap.degrees or 0))
        if cap.code is ModificationCode.CAP
    }
    others = [
        other.notation for other in region.modifications if other.code is not ModificationCode.CAP
    ]
    return {
        **{mode.value: region.verdicts[mode].letter for mode in Mode},
        "modifiers": sorted(others),
        "caps": caps,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    """With ``reason`` where the setting or the age of the answers closes it, not the body."""
    reason = {"reason": finding.reason.value} if finding.reason else {}
    return {
        "rule": finding.precaution,
        "because": finding.because,
        "grade": finding.grade,
        "sources": list(finding.sources),
        "would_change_if": finding.changes_if,
        **reason,
    }


def _print(clearance: Clearance) -> None:
    out = console()
    print_urgency(clearance, out)
    out.print(_lead(clearance))
    table = Table("finding", "verdict", "where", "because", "would change if")
    for finding in clearance.findings:
        where = "everywhere" if finding.everywhere else ", ".join(finding.places)
        table.add_row(
            finding.title, finding.verdict.value, where, finding.because, finding.changes_if
        )
    if clearance.findings:
        out.print(table)


def print_urgency(clearance: Clearance, out: Console) -> None:
    """Say first what cannot wait."""
    if clearance.urgency:
        when = clearance.urgency.value.replace("_", " ")
        out.print(f"STOP EVERYTHING, AND GET HELP: {when}.", style="bold")


def _lead(clearance: Clearance) -> str:
    if not clearance.findings:
        return "No reason to stop found in these answers."
    allowed = [row for row in clearance.stretches if any(v.allows for v in row.verdicts.values())]
    return (
        f"{clearance.verdict.value.capitalize()}: {len(allowed)} of {len(clearance.stretches)}"
        " stretches and sides can be planned in some way."
    )
