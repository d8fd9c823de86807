"""``endrange catalogue check``: is what we know complete and sourced? Names every fault."""

from pathlib import Path
from typing import Annotated, Any

import typer

from endrange.errors import CatalogueFault, CatalogueFaults
from endrange.knowledge import Catalogue
from endrange.knowledge.languages.laws import check as faults_in_languages
from endrange.knowledge.laws import check as faults_in
from endrange.knowledge.loader import SHIPPED, read
from endrange.knowledge.overlay import load_with

catalogue = typer.Typer(help="What is known.", no_args_is_help=True)

KINDS = (
    "stretches",
    "techniques",
    "presets",
    "measures",
    "norms",
    "muscles",
    "joints",
    "areas",
    "goals",
    "populations",
    "sports",
    "claims",
    "guides",
    "questions",
    "precautions",
    "followup_questions",
    "followup_rules",
    "severities",
    "coverage",
    "sources",
)
UNREAD = ("general knowledge", "ours")
"""Grades of sources that nobody opened."""


@catalogue.callback()
def group() -> None:
    """What is known."""  # a group of one command would otherwise lose its name


@catalogue.command()
def check(
    folder: Annotated[
        Path | None, typer.Argument(help="A folder of entries; without it, the shipped ones.")
    ] = None,
    overlay: Annotated[
        Path | None, typer.Option(help="A clinic's own folder, checked on top of those entries.")
    ] = None,
) -> None:
    """Count the entries by kind and name every fault: file, field, value, what to do."""
    known, faults = read(folder or SHIPPED)
    if known and overlay:
        known, faults = _laid(overlay, known)
    if known:
        _print_counts(known)
        faults = faults_in(known)
        if not folder and not overlay:
            faults += faults_in_languages(known)
    for fault in faults:
        typer.echo(str(fault))
    typer.echo(_verdict(len(faults)))
    raise typer.Exit(1 if faults else 0)


def _laid(overlay: Path, base: Catalogue) -> tuple[Catalogue | None, list[CatalogueFault]]:
    try:
        return load_with(overlay, base), []
    except CatalogueFaults as refused:
        return None, list(refused.faults)


def _print_counts(known: Catalogue) -> None:
    typer.echo(f"Catalogue {known.version}")
    for kind in KINDS:
        entries = getattr(known, kind).values()
        unread = sum(_rests_on_nothing_read(entry, known) for entry in entries)
        note = f"  {unread} on general knowledge only" if unread and kind != "sources" else ""
        typer.echo(f"{len(entries):6} {kind}{note}")


def _rests_on_nothing_read(entry: Any, known: Catalogue) -> bool:
    """Whether all its sources are general knowledge or our own choice."""
    named = [known.sources[id_] for id_ in getattr(entry, "sources", ()) if id_ in known.sources]
    return bool(named) and all(source.grade in UNREAD for source in named)


def _verdict(faults: int) -> str:
    return f"{faults} fault{'s' * (faults != 1)}." if faults else "No faults found."
