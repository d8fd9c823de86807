"""A visit at which six measures are due on both sides, for the first time or again.

Run as a program inside a server's own environment; prints how to get in.
"""

import json
import secrets
from datetime import UTC, datetime, timedelta

import django

django.setup()

from django.core.management import call_command  # noqa: E402  Django had to be set up first

from endrange import assessment, knowledge  # noqa: E402
from endrange.values import Side  # noqa: E402
from endrange_app.storage import accounts  # noqa: E402
from endrange_app.storage.actions import clients, clinics, readings, screenings, visits  # noqa: E402
from endrange_app.storage.models import Client, User  # noqa: E402
from tests.journeys.entering import SIX  # noqa: E402
from tests.journeys.stage import PASSWORD, clearance  # noqa: E402


def main() -> None:
    call_command("migrate", interactive=False, verbosity=0)
    now = datetime.now(UTC) - timedelta(seconds=5)
    email = f"sam@{secrets.token_hex(4)}.example"
    sam = accounts.create(email=email, name="Sam Okoro", password=PASSWORD)
    clinic = clinics.create(by=None, name="Stage", owner=sam, now=now)
    client = clients.create(by=sam, clinic=clinic, name="Maya Reyes", now=now)
    came_before(sam, client, now - timedelta(days=7))
    new = clients.create(by=sam, clinic=clinic, name="Uma Thorsen", now=now)
    keys = {"again": open_visit(sam, client, now), "first": open_visit(sam, new, now)}
    print(json.dumps({"email": email, "password": PASSWORD} | keys))


def open_visit(sam: User, client: Client, now: datetime) -> str:
    visit = visits.open(by=sam, client=client, now=now)
    decided = clearance(now.date())
    screenings.record(by=sam, visit=visit, full=True, answers={}, clearance=decided, now=now)
    return str(visit.pk)


def came_before(sam: User, client: Client, then: datetime) -> None:
    """A week ago the same six were read by the same hands."""
    visit = visits.open(by=sam, client=client, now=then)
    for measure, (*tries, _) in SIX.items():
        for side in (Side.LEFT, Side.RIGHT):
            readings.record(by=sam, visit=visit, reading=reading(measure, side, tries), now=then)
    visits.close(by=sam, visit=visit, now=then)


def reading(measure: str, side: Side, tries: list[int]) -> assessment.Reading:
    known = knowledge.load().measure(measure)
    return assessment.Reading(
        measure=measure,
        side=side,
        value=sum(tries) / len(tries),
        trials=tuple(tries),
        active=known.active,
        instrument="goniometer" if "goniometer" in known.instruments else known.instruments[0],
        examiner="whoever records it",
        end_criterion=known.end_criteria[0],
        discomfort=3,
        taken_at=datetime.now(UTC),
    )


if __name__ == "__main__":
    main()
