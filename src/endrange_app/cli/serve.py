"""``endrange serve``, ``demo`` and ``migrate``: running the application."""

import os
import socket
import warnings
from datetime import UTC, datetime
from typing import Annotated

import django
import typer
import uvicorn
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from endrange.errors import BadInput

EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104  compared with, not listened on

Host = Annotated[str, typer.Option(help="Address to listen on; 0.0.0.0 for the local network.")]
Port = Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")]
Demo = Annotated[bool, typer.Option("--demo", help="Load the demo clinic on the first run.")]


def serve(host: Host = "127.0.0.1", port: Port = 8000, demo: Demo = False) -> None:
    """Serve pages and sockets from one process. An SQLite file is brought up to date first."""
    _refuse_taken(host, port)
    addresses = _addresses(host)
    os.environ.setdefault("ENDRANGE_HOSTS", ",".join(("127.0.0.1", "localhost", *addresses)))
    set_up_django()
    bring_up_to_date()
    if demo:
        _load_demo()
    _say_where(addresses, port)
    _run(host, port)


def demo() -> None:
    """Load the demo clinic, once, and print how to sign in."""
    set_up_django()
    bring_up_to_date()
    _load_demo()


def migrate() -> None:
    """Bring the database up to date: after an upgrade, on PostgreSQL."""
    set_up_django()
    call_command("migrate", interactive=False, verbosity=1)


def _refuse_taken(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise BadInput(
                "--port", f"cannot listen on {host}:{port}: {error.strerror}; try another"
            ) from None


def _addresses(host: str) -> tuple[str, ...]:
    """Addresses a browser can use: this machine's own on the local network, if we listen there."""
    if host not in EVERYWHERE:
        return (host,)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # chooses a route and sends nothing
        except OSError:
            return ("127.0.0.1",)
        return ("127.0.0.1", str(probe.getsockname()[0]))


def set_up_django() -> None:
    """Read the settings; only then may models be imported."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "endrange_app.settings")

    django.setup()


def bring_up_to_date() -> None:
    """Migrate a database of our own; ask for it on a server that others use too."""
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return
    if connection.vendor != "sqlite":
        raise BadInput("DATABASE_URL", "the database is not up to date; run: endrange migrate")
    call_command("migrate", interactive=False, verbosity=0)


def _load_demo() -> None:
    from endrange_app.storage import demo as story  # noqa: PLC0415  models need the settings

    clinic = story.load_demo(datetime.now(UTC))
    email, name = story.PRACTITIONER
    typer.echo(f"{clinic.name}: its people and their past are invented.")
    typer.echo(f"Sign in as {name}: {email}, password {story.PASSWORD}")


def _say_where(addresses: tuple[str, ...], port: int) -> None:
    for address in addresses:
        typer.echo(f"Endrange: http://{address}:{port}")
    typer.echo("Second screen: open a visit, start its session, and scan the code it shows")
    typer.echo("with the client's phone; or open a second, phone-sized window on its address.")
    if len(addresses) == 1:
        typer.echo("For a phone on the same network: endrange serve --host 0.0.0.0")
    typer.echo("End with Ctrl-C.")


def _run(host: str, port: int) -> None:
    # WhiteNoise hands its files over in small pieces: read at once, as Django then does, is right.
    warnings.filterwarnings(
        "ignore", message="StreamingHttpResponse must consume", category=Warning
    )
    uvicorn.run("endrange_app.asgi:application", host=host, port=port, log_level="warning")
