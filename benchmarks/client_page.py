"""How long the page of a client takes on the server, from one visit to five hundred.

Run ``python benchmarks/client_page.py``. An SQLite file of its own, readings that wander by their
error, a session at each visit, two goals; Django's own test client: no network, no browser.
Processor time, the median of seven.
"""

import os
import random
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
HISTORIES = ((5, 4), (50, 4), (500, 4), (500, 12))
"""Visits, and readings at each: two measures on both sides; six for the most thorough."""
BOUND_MS, AT, QUERIES = 100.0, (500, 4), 10
TIMES = 7
CHANCE = random.Random(500)  # noqa: S311  the same people each time


def set_up(home: str) -> None:
    own = {"ENDRANGE_HOME": home, "DJANGO_SETTINGS_MODULE": "endrange_app.settings"}
    os.environ.update(own)
    sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
    import django  # noqa: PLC0415

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", interactive=False, verbosity=0)


def history(sam: Any, clinic: Any, visits: int, readings: int) -> Any:
    """A client who came so often; rows in bulk, as no action would take them."""
    from endrange import knowledge  # noqa: PLC0415
    from endrange_app.storage import actions  # noqa: PLC0415
    from endrange_app.storage.models import Reading, Visit  # noqa: PLC0415

    now = datetime.now(UTC)
    client = actions.clients.create(by=sam, clinic=clinic, name="Maya Reyes", now=now)
    days = [now - timedelta(days=3 * (visits - n)) for n in range(visits)]
    ends = {"closed_at": now, "closed_by": sam, "practitioner": sam}
    rows = [
        Visit(clinic=clinic, client=client, number=n, opened_at=day, **ends)
        for n, day in enumerate(days, 1)
    ]
    Visit.objects.bulk_create(rows)
    paired = [one for one in knowledge.load().measures.values() if one.paired][: readings // 2]
    taken = [
        Reading(clinic=clinic, visit=row, client=client, examiner=sam, **_read(measure, side, row))
        for row in rows
        for measure in paired
        for side in ("left", "right")
    ]
    Reading.objects.bulk_create(taken, batch_size=500)
    _stretched(client, rows)
    for side in ("left", "right"):
        _wish(sam, client, paired[0], side, now)
    return client


def _stretched(client: Any, visits: list[Any]) -> None:
    """A session at every visit but the first: eight bouts each, all rated."""
    from endrange_app.storage.aftermath import FollowUp  # noqa: PLC0415

    rated = {"seconds": 90, "stretch_low": 3, "stretch_high": 5, "pain_high": 0}
    stretches = ("ham_slr_shoulder", "ham_9090_knee_ext", "calf_soleus_supine", "piri_fig4")
    bouts = [{"stretch": s, "side": side} | rated for s in stretches for side in ("left", "right")]
    rows = [
        FollowUp(
            clinic=client.clinic,
            client=client,
            visit=visit,
            session_at=visit.opened_at,
            performed=bouts,
            due_at=visit.opened_at,
            token=f"{visit.pk.hex:x<43}",
            open_until=visit.opened_at,
        )
        for visit in visits[1:]
    ]
    FollowUp.objects.bulk_create(rows, batch_size=500)


def _wish(sam: Any, client: Any, measure: Any, side: str, now: datetime) -> None:
    from endrange.progress import RangeGoal  # noqa: PLC0415
    from endrange_app.storage import actions  # noqa: PLC0415

    goal = RangeGoal(measure=measure.id, side=side, target=measure.high, set_on=now.date())
    actions.goals.set_range(by=sam, client=client, goal=goal, now=now)


def _read(measure: Any, side: str, visit: Any) -> dict[str, Any]:
    middle = (measure.low + measure.high) / 2
    value = middle + CHANCE.gauss(0, measure.error.same_examiner)
    return {
        "measure": measure.id,
        "side": side,
        "value": value,
        "trials": [value] * 3,
        "active": measure.active,
        "instrument": measure.instruments[0],
        "end_criterion": measure.end_criteria[0],
        "discomfort": 3,
        "moment": "before",
        "taken_at": visit.opened_at,
    }


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


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        set_up(home)
        from django.test import Client as Browser  # noqa: PLC0415

        from endrange_app.storage import accounts, actions  # noqa: PLC0415

        now = datetime.now(UTC)
        sam = accounts.create(email="sam@b.example", name="Sam", password="a-quiet-bench")  # noqa: S106
        clinic = actions.clinics.create(by=None, name="Bench", owner=sam, now=now)
        browser = Browser()
        browser.force_login(sam)
        print("| visits | readings at each | ms | queries |", "|---|---|---|---|", sep="\n")
        found = {}
        for size in HISTORIES:
            client = history(sam, clinic, *size)
            found[size] = measure(browser, f"/clients/{client.pk}/")
            print(f"| {size[0]} | {size[1]} | {found[size][0]:.0f} | {found[size][1]} |")
    took, queries = found[AT]
    said = f"{took:.0f} ms and {queries} queries; the bounds are {BOUND_MS:g} ms and {QUERIES}"
    print(said) if took < BOUND_MS and queries <= QUERIES else sys.exit(said)


if __name__ == "__main__":
    main()
