"""How long the page of a client takes on the server, from fifty visits to five hundred.

Run ``python benchmarks/client_page.py``. An SQLite file of its own, readings that wander by their
error, a session at each visit, two goals; the busy client has everything else a client can have.
Django's own test client: no network, no browser. Processor time, the median of seven.
"""

import os
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
CLIENTS = (
    ("50 visits", 50, 12),
    ("500 visits", 500, 4),
    ("500 visits", 500, 12),
    ("500 visits", 500, 24),
    ("500 visits, busy", 500, 12),
)
"""Visits, and readings at each: two measures on both sides, six, twelve."""
BOUND_MS, QUERIES = 100.0, 10
UNBOUND = 24
"""Readings at each of 500 visits that are measured without a bound on their time."""
TIMES = 7


def set_up(home: str) -> None:
    own = {"ENDRANGE_HOME": home, "DJANGO_SETTINGS_MODULE": "endrange_app.settings"}
    os.environ.update(own)
    sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
    import django  # noqa: PLC0415

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", interactive=False, verbosity=0)


def measure(browser: Any, path: str) -> tuple[float, int]:
    """Milliseconds of processor time, and queries."""
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    times, queries = [], 0
    for _ in range(TIMES):
        with CaptureQueriesContext(connection) as asked:
            began = process_time()
            answer = browser.get(path, HTTP_HOST="localhost")
            times.append(1000 * (process_time() - began))
        assert answer.status_code == 200, path
        queries = len(asked)
    return median(times), queries


def of(name: str, visits: int, readings: int) -> tuple[float, int]:
    """Of somebody new, in a clinic of their own."""
    from django.test import Client as Browser  # noqa: PLC0415

    from endrange_app.storage import accounts, actions  # noqa: PLC0415
    from tests import longterm  # noqa: PLC0415

    now, mail = datetime.now(UTC), f"{name}-{visits}-{readings}@b.example".replace(" ", "-")
    sam = accounts.create(email=mail, name="Sam", password="a-quiet-bench")  # noqa: S106
    clinic = actions.clinics.create(by=None, name="Bench", owner=sam, now=now)
    client = longterm.client(sam, clinic, visits, readings, now)
    if "busy" in name:
        longterm.busy(sam, client, now)
    browser = Browser()
    browser.force_login(sam)
    return measure(browser, f"/clients/{client.pk}/")


def main() -> None:
    beyond = []
    with tempfile.TemporaryDirectory() as home:
        set_up(home)
        print("| client | readings at each visit | ms | queries |", "|---|---|---|---|", sep="\n")
        for name, visits, readings in CLIENTS:
            took, queries = of(name, visits, readings)
            print(f"| {name} | {readings} | {took:.0f} | {queries} |", flush=True)
            is_late = took >= BOUND_MS and readings < UNBOUND
            if is_late or queries > QUERIES:
                beyond.append(f"{name} with {readings} readings: {took:.0f} ms, {queries} queries")
    bounds = f"the bounds are {BOUND_MS:g} ms and {QUERIES} queries"
    print(f"all keep them: {bounds}") if not beyond else sys.exit(f"{bounds}; {'; '.join(beyond)}")


if __name__ == "__main__":
    main()
