"""``endrange rules``: every rule out as a spreadsheet, and clinicians' signatures in."""

import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from endrange.errors import BadInput
from endrange.knowledge import RULES, Catalogue, Review, load, signed
from endrange.knowledge.loader import SHIPPED, tables_in
from endrange_app.cli.files import text_of
from endrange_app.reports import rules as table

rules = typer.Typer(help="Rules, and who has signed them.", no_args_is_help=True)


@rules.callback()
def group() -> None:
    """Rules, and who has signed them."""


@rules.command("export")
def export_(
    file: Annotated[Path, typer.Argument(help="The spreadsheet to write.")],
) -> None:
    """Write every rule with its decision, grade, sources and reason, and columns to sign in."""
    catalogue = load()
    try:
        file.write_text(table.write(catalogue), encoding="utf-8-sig", newline="")
    except OSError as error:
        raise BadInput(str(file), f"cannot be written: {error.strerror}") from None
    typer.echo(f"{_count(catalogue)} rules in {file}. {len(signed(catalogue))} are signed.")


@rules.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="The same spreadsheet, with rows signed.")],
    into: Annotated[
        Path | None,
        typer.Option(help="The file of reviews to add to; without it, the shipped one."),
    ] = None,
) -> None:
    """Take signed rows in, all or none; every fault is told by line and column."""
    target = into or SHIPPED / "reviews.toml"
    catalogue = load()
    taken = table.read(text_of(file), catalogue, until=datetime.now(UTC).astimezone().date())
    if taken.faults:
        for fault in taken.faults:
            typer.echo(str(fault))
        raise BadInput(file.name, f"{len(taken.faults)} faults; nothing was taken in")
    known = _known(target)
    new = {one.id: one for one in taken.reviews}
    _replace(target, table.as_toml((known | new).values()))
    objections = sum(one.verdict.objects for one in new.values())
    typer.echo(
        f"{len(new)} signed rows in {target}, {objections} of them object. Commit that file."
    )


def _count(catalogue: Catalogue) -> int:
    return sum(len(getattr(catalogue, kind)) for kind in RULES)


def _known(target: Path) -> dict[str, Review]:
    """What the file holds already. Raises: CatalogueFault where it cannot be read."""
    if not target.exists():
        return {}
    faults: list[Exception] = []
    rows = list(tables_in("reviews.toml", target, faults))  # type: ignore[arg-type]
    if faults:
        raise faults[0]
    return {id_: Review.model_validate({**fields, "id": id_}) for _, id_, fields in rows}


def _replace(target: Path, text: str) -> None:
    """Whole or not at all, also where the machine stops in between."""
    try:
        with tempfile.NamedTemporaryFile(
            "w", dir=target.parent, suffix=".toml.new", delete=False, encoding="utf-8"
        ) as new:
            new.write(text)
        os.replace(new.name, target)
    except OSError as error:
        raise BadInput(str(target), f"cannot be written: {error.strerror}") from None
