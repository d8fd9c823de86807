"""Every deed of storage by the name of its audit entry, and all rows as plain data."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.apps import apps
from django.db import models

from endrange.knowledge import Sex
from endrange.planning import PlanRequest
from endrange.screening import Setting
from endrange_app.storage.actions import (
    clients,
    clinics,
    intakes,
    members,
    own,
    plans,
    readings,
    runs,
    screenings,
    visits,
)
from endrange_app.storage.models import (
    AuditEntry,
    MembershipRole,
)
from endrange_app.storage.own import OwnFile
from tests import records
from tests.records import House

Deed = Callable[[House, Any], Any]
OWNER, PRACTITIONER = MembershipRole.OWNER, MembershipRole.PRACTITIONER


def particulars(**changes: Any) -> dict[str, Any]:
    return {"name": "Kit", "born_on": date(1990, 5, 1), "goals": [], "own_goal": ""} | changes


# What each action does, by the name its audit entry carries.
DEEDS: dict[str, Deed] = {
    "clinic.created": lambda h, now: clinics.create(by=None, name="New", owner=h.owner, now=now),
    "clinic.updated": lambda h, now: clinics.update(
        by=h.owner, clinic=h.clinic, name="Renamed", setting=Setting.STUDIO, now=now
    ),
    "member.added": lambda h, now: members.add(
        by=h.owner, clinic=h.clinic, email="n@x.example", name="N", role=PRACTITIONER, now=now
    ),
    "member.role_changed": lambda h, now: members.change_role(
        by=h.owner, member=h.membership, role=OWNER, now=now
    ),
    "member.ended": lambda h, now: members.end(by=h.owner, member=h.membership, now=now),
    "client.created": lambda h, now: clients.create(
        by=h.practitioner, clinic=h.clinic, name="Noor", now=now
    ),
    "client.sex_noted": lambda h, now: clients.note_sex(
        by=h.owner, client=h.client, sex=Sex.FEMALE, now=now
    ),
    "client.updated": lambda h, now: clients.update(
        by=h.practitioner, client=h.client, **particulars(), now=now
    ),
    "client.archived": lambda h, now: clients.archive(by=h.practitioner, client=h.client, now=now),
    "client.restored": lambda h, now: clients.restore(by=h.practitioner, client=h.client, now=now),
    "client.told": lambda h, now: clients.tell(
        by=h.practitioner, client=h.client, about={"own_goal": "Touch the floor"}, now=now
    ),
    "intake.invited": lambda h, now: intakes.invite(by=h.practitioner, client=h.client, now=now),
    "intake.revoked": lambda h, now: intakes.revoke(by=h.practitioner, intake=h.intake, now=now),
    "intake.consented": lambda h, now: intakes.consent(intake=h.intake, now=now),
    "intake.answered": lambda h, now: intakes.say(
        by=h.practitioner,
        intake=h.intake,
        sayings=[intakes.Saying("fever", {"value": "no"}, now)],
        now=now,
    ),
    "intake.sent": lambda h, now: intakes.send(
        intake=intakes.consent(intake=h.intake, now=now), now=now
    ),
    "intake.withdrawn": lambda h, now: intakes.withdraw(intake=h.intake, now=now),
    "intake.taken_up": lambda h, now: intakes.at_table(
        by=h.practitioner, visit=h.visit, full=True, now=now
    ),
    "intake.accepted": lambda h, now: intakes.accept(
        by=h.practitioner,
        visit=DEEDS["intake.taken_up"](h, now).visit,
        full=True,
        answers=records.answers(fever="no"),
        clearance=records.clearance(now),
        now=now,
    ),
    "visit.opened": lambda h, now: visits.open(
        by=h.practitioner, client=h.client, now=now + visits.FORGOTTEN_AFTER
    ),
    "visit.consented": lambda h, now: visits.take_consent(
        by=h.practitioner, visit=h.visit, now=now
    ),
    "visit.note_written": lambda h, now: visits.write_note(
        by=h.practitioner, visit=h.visit, note="Warm.", now=now
    ),
    "visit.next_agreed": lambda h, now: visits.agree_next(
        by=h.practitioner, visit=h.visit, on=now.date() + timedelta(days=7), now=now
    ),
    "visit.closed": lambda h, now: visits.close(by=h.practitioner, visit=h.visit, now=now),
    "screening.recorded": lambda h, now: screenings.record(
        by=h.practitioner,
        visit=h.visit,
        full=True,
        answers=records.answers(fever="yes"),
        clearance=records.clearance(now),
        now=now,
    ),
    "reading.recorded": lambda h, now: readings.record(
        by=h.practitioner, visit=h.visit, reading=records.reading(now), now=now
    ),
    "reading.withdrawn": lambda h, now: readings.withdraw(
        by=h.practitioner, reading=h.reading, now=now
    ),
    "visit.taken_in": lambda h, now: readings.take_in(
        by=h.practitioner,
        client=h.client,
        readings=[
            records.reading(now - timedelta(days=9)).replace(examiner=str(h.practitioner.pk))
        ],
        note="From a file.",
        now=now,
    ),
    "own.laid": lambda h, now: own.lay(
        by=h.owner, clinic=h.clinic, name="goals.toml", text=records.OWN_TEXT, now=now
    ),
    "own.withdrawn": lambda h, now: own.withdraw(
        by=h.owner, file=OwnFile.objects.first() or records.own_file_of(h), now=now
    ),
    "plan.recorded": lambda h, now: plans.record(
        by=h.practitioner,
        visit=h.visit,
        screening=h.screening,
        request=PlanRequest(minutes=8),
        plan=records.session_plan(),
        now=now,
    ),
    "run.opened": lambda h, now: runs.open(
        by=h.practitioner,
        visit=h.visit,
        plan=DEEDS["plan.recorded"](h, now),
        timeline=records.timeline(),
        now=now,
    ),
    "run.stop": lambda h, now: runs.take_event(
        by=None, run=h.run, event=records.event(kind="stop", role="client"), now=now
    ),
}


def everything() -> dict[str, list[Any]]:
    """All rows of storage except the audit, as plain data."""
    kept: list[type[models.Model]] = list(apps.get_app_config("storage").get_models())
    kept.remove(AuditEntry)
    return {m.__name__: list(m._default_manager.order_by("pk").values()) for m in kept}
