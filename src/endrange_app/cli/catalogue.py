"""``endrange catalogue check``: is what we know complete and sourced? Names every fault."""

from pathlib import Path
from typing import Annotated

import typer

from endrange.knowledge import Catalogue
from endrange.knowledge.laws import check as faults_in
from endrange.knowledge.loader import SHIPPED, read

catalogue = typer.Typer(help="What is known.", no_args_is_help=True)

KINDS = (
    "stretches",
    "techniques",
    "presets",
    "measures",
    "muscles",
    "areas",
    "goals",
    "questions",
    "precautions",
    "sources",
)


@catalogue.callback()
def group() -> None:
    """What is known."""  # a group of one command would otherwise lose its name


@catalogue.command()
def check(
    folder: Annotated[
        Path | None, typer.Argument(help="A folder of entries; without it, the shipped ones.")
    ] = None,
) -> None:
    """Count the entries by kind and name every fault: file, field, value, what to do."""
    known, faults = read(folder or SHIPPED)
    if known:
        _print_counts(known)
        faults = faults_in(known)
    for fault in faults:
        typer.echo(str(fault))
    typer.echo(_verdict(len(faults)))
    raise typer.Exit(1 if faults else 0)


def _print_counts(known: Catalogue) -> None:
    typer.echo(f"Catalogue {known.version}")
    for kind in KINDS:
        typer.echo(f"{len(getattr(known, kind)):6} {kind}")


def _verdict(faults: int) -> str:
    return f"{faults} fault{'s' * (faults != 1)}." if faults else "No faults found."
