"""``endrange serve``, ``demo`` and ``migrate``: running the application."""

import os
import socket
from datetime import UTC, datetime
from typing import Annotated, Any

import django
import segno
import typer
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from endrange.errors import BadInput
from endrange_app.cli import servers

EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104  compared with, not listened on

Host = Annotated[str, typer.Option(help="Address to listen on; 0.0.0.0 for the local network.")]
Port = Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")]
Demo = Annotated[bool, typer.Option("--demo", help="Load the demo clinic on the first run.")]
Lan = Annotated[
    bool, typer.Option("--lan", help="Listen on the local network, over HTTPS too, for phones.")
]
Address = Annotated[
    str, typer.Option(help="This machine's address on the network, where ours is a wrong guess.")
]
HttpsPort = Annotated[int, typer.Option(min=1, max=65535, help="Port of HTTPS, with --lan.")]


def serve(
    host: Host = "127.0.0.1",
    port: Port = 8000,
    demo: Demo = False,
    lan: Lan = False,
    https_port: HttpsPort = 8443,
    address: Address = "",
) -> None:
    """Serve pages and sockets from one process. An SQLite file is brought up to date first."""
    host = "0.0.0.0" if lan else host  # noqa: S104  asked for by name
    for taken in (port, https_port) if lan else (port,):
        _refuse_taken(host, taken)
    addresses = tuple(dict.fromkeys(("127.0.0.1", address))) if address else _addresses(host)
    os.environ.setdefault("ENDRANGE_HOSTS", ",".join(("127.0.0.1", "localhost", *addresses)))
    if lan:
        os.environ["ENDRANGE_LAN"] = f"{addresses[-1]}:{port}:{https_port}"
    set_up_django()
    bring_up_to_date()
    if demo:
        _load_demo()
    _say_where(addresses, port)
    protected = _protected(addresses, port, https_port) if lan else None
    servers.run(host, {"port": port}, protected)


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
        typer.echo("For a phone on the same network: endrange serve --lan")
    typer.echo("End with Ctrl-C.")


def _protected(addresses: tuple[str, ...], port: int, https_port: int) -> dict[str, Any]:
    """A certificate of this machine's own authority, as uvicorn takes it; says what to do."""
    from django.conf import settings  # noqa: PLC0415  only once they are read

    from endrange_app.cli import certificates  # noqa: PLC0415  half a second nobody else waits for

    files = certificates.for_addresses(addresses, settings.TLS, datetime.now(UTC))
    page = f"http://{addresses[-1]}:{port}/phone/"
    for address in addresses:
        typer.echo(f"HTTPS: https://{address}:{https_port}")
    typer.echo(f"Each phone or tablet is told once to trust it, at {page}:")
    segno.make(page, error="l").terminal(compact=True)
    typer.echo(f"Fingerprint of the authority: {certificates.fingerprint(files.authority)}")
    return {"port": https_port, "ssl_certfile": files.certificate, "ssl_keyfile": files.key}
