"""A stage where every free text is one word without end: a pasted link, an elbow on a key.

Run as a program inside a server's own environment; prints how to get in.
"""

import json
import secrets
from datetime import UTC, datetime, timedelta

import django

django.setup()

from django.core.management import call_command  # noqa: E402  Django had to be set up first

from endrange import progress, screening  # noqa: E402
from endrange_app.storage.actions import (  # noqa: E402
    adverse_events,
    clearances,
    clients,
    goals,
    members,
    restrictions,
    visits,
)
from endrange_app.storage.harm import AdverseReport, HarmFollowUp  # noqa: E402
from endrange_app.storage.models import MembershipRole  # noqa: E402
from tests import records  # noqa: E402


def word(length: int) -> str:
    return "Wort" * (length // 4)


def main() -> None:
    call_command("migrate", interactive=False, verbosity=0)
    now = datetime.now(UTC) - timedelta(minutes=5)
    house = records.house(f"Stage{secrets.token_hex(3)}", now, records.shipped(now))
    by, client, visit = house.owner, house.client, house.visit
    clients.update(
        by=by,
        client=client,
        name=word(120),
        born_on=None,
        goals=(),
        own_goal=word(200),
        now=now,
    )
    clinic = house.clinic
    email = f"{word(40)}@{word(40)}.example"
    role = MembershipRole.PRACTITIONER
    members.add(by=by, clinic=clinic, email=email, name=word(120), role=role, now=now)
    wish = progress.ActivityGoal(words=word(200), target=8, set_on=now.date())
    goals.set_activity(by=by, client=client, goal=wish, now=now)
    less = screening.Restriction(modifications=("LOW",), because=word(200))
    restrictions.record(by=by, visit=visit, restriction=less, now=now)
    visits.write_note(by=by, visit=visit, note=word(1000), now=now)
    written = records.word_of(house)
    clearances.withdraw(by=by, clearance=written, because=word(200), now=now)
    event = harm(house, now)
    ids = {"visit": visit.pk, "client": client.pk, "event": event}
    told = {"email": by.email, "password": records.PASSWORD}
    print(json.dumps(told | {name: str(key) for name, key in ids.items()}))


def harm(house: records.House, now: datetime) -> object:
    said = {"severity": "1", "happened_on": now.date(), "moment": "hours_later"}
    texts = dict.fromkeys(("what", "action", "advice"), word(1000))
    report = AdverseReport.model_validate(said | texts)
    event = adverse_events.record(
        by=house.owner, client=house.client, visit=house.visit, report=report, now=now
    )
    then = HarmFollowUp(
        on=now.date(), outcome="going_on", text=word(1000), clinician_told=word(120)
    )
    adverse_events.follow_up(by=house.owner, event=event, said=then, now=now)
    return event.pk


if __name__ == "__main__":
    main()
