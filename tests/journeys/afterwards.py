"""A stage for the pages around a decision: much to decide, a day after to answer, harm on record.

Run as a program inside a server's own environment; prints how to get in.
"""

import json
import secrets
from datetime import UTC, datetime, timedelta

import django

django.setup()

from django.core.management import call_command  # noqa: E402  Django had to be set up first

from endrange.knowledge import load  # noqa: E402
from endrange.screening import read_answers  # noqa: E402
from endrange_app.storage.actions import (  # noqa: E402
    adverse_events,
    decisions,
    screenings,
    visits,
)
from endrange_app.storage.aftermath import FollowUp  # noqa: E402
from endrange_app.storage.harm import AdverseReport  # noqa: E402
from tests import records  # noqa: E402
from tests.strategies import MILD_FOLLOW_UPS, NOTHING_AMISS  # noqa: E402

HISTORY = {
    "hurt": [
        {"place": "knee_L", "now": 5, "worst": 7, "characters": ["dull", "night"]},
        {"place": "shoulder_R", "now": 8, "worst": 9, "characters": ["sharp"]},
    ],
    "hurt_since": ["aches"],
    "operations": [{"what": "hip_replacement", "side": "right", "on": "2026-08-01"}],
    "supple": "symptoms",
    "medicines": ["thinner"],
    "blood_pressure": "controlled",
    "age": 67,
}


def main() -> None:
    call_command("migrate", interactive=False, verbosity=0)
    now = datetime.now(UTC) - timedelta(minutes=5)
    house = records.house(f"Stage{secrets.token_hex(3)}", now, records.shipped(now))
    signed(house, now)
    visit = visits.open(by=house.owner, client=house.client, now=now)
    answers = read_answers(NOTHING_AMISS | MILD_FOLLOW_UPS | HISTORY, load())
    screenings.record(
        by=house.owner,
        visit=visit,
        full=True,
        answers=answers,
        clearance=decisions.decide(visit, answers, on=now.date(), full=True),
        now=now,
    )
    told = {
        "email": house.owner.email,
        "password": records.PASSWORD,
        "visit": str(visit.pk),
        "client": str(house.client.pk),
        "event": str(harm(house, now)),
    }
    row = FollowUp.objects.get(client=house.client)
    print(json.dumps(told | {"follow_up": str(row.pk), "day_after": row.token}))


def signed(house: records.House, now: datetime) -> None:
    """The visit of yesterday is signed, and its day after is due."""
    visits.close(by=house.owner, visit=house.visit, now=now)
    row = records.follow_up_of(house)
    FollowUp.objects.filter(pk=row.pk).update(
        session_at=now - timedelta(hours=30), due_at=now - timedelta(hours=6)
    )


def harm(house: records.House, now: datetime) -> object:
    said = {
        "severity": "2",
        "what": "Sharp pain at the back of the thigh in the second hold; sore for three days.",
        "happened_on": now.date().isoformat(),
        "moment": "during",
        "referral": "own_doctor",
        "causality": "probable",
        "expected": "no",
        "preventable": "unknown",
        "stretch": "ham_slr_shoulder",
        "side": "left",
        "pain": 7,
    }
    report = AdverseReport.model_validate(said, strict=False)
    return adverse_events.record(
        by=house.owner, client=house.client, report=report, visit=house.visit, now=now
    ).pk


if __name__ == "__main__":
    main()
