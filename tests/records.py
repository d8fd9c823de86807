"""A whole small clinic in the database, made through the actions; and the values it stores."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from endrange import assessment
from endrange.knowledge import Answer, Mode, Part, Position, Verdict
from endrange.planning import PlanItem, PlanRequest, SessionPlan, SideDose
from endrange.screening import Clearance, Setting, StretchClearance
from endrange.session import Card, Event, Segment, Timeline
from endrange.values import ByRole, Role, Side
from endrange_app.storage.actions import (
    clients,
    clinics,
    members,
    plans,
    readings,
    runs,
    screenings,
    visits,
)
from endrange_app.storage.models import (
    Client,
    Clinic,
    Membership,
    MembershipRole,
    Plan,
    Reading,
    Run,
    Screening,
    User,
    Visit,
)
from tests.builders import dose

CATALOGUE = "2026.11-test"


def answers(**said: str) -> dict[str, Answer]:
    return {question: Answer(value=value) for question, value in said.items()}


def clearance(now: datetime, **changes: Any) -> Clearance:
    fields: dict[str, Any] = {
        "on": now.date(),
        "setting": Setting.CLINIC,
        "catalogue": CATALOGUE,
        "urgency": None,
        "findings": (),
        "regions": (),
        "stretches": tuple(
            StretchClearance(
                stretch="ham", side=side, verdicts=dict.fromkeys(Mode, Verdict.PROCEED)
            )
            for side in (Side.LEFT, Side.RIGHT)
        ),
    }
    return Clearance.model_validate(fields | changes)


def reading(now: datetime, side: Side = Side.LEFT, value: float = 60, **changes: Any) -> Any:
    fields: dict[str, Any] = {
        "measure": "slr",
        "side": side,
        "value": value,
        "trials": (value, value, value),
        "active": False,
        "instrument": "inclinometer",
        "examiner": "whoever measures",
        "end_criterion": "first firm resistance",
        "discomfort": 2,
        "taken_at": now,
    }
    return assessment.Reading.model_validate(fields | changes)


def session_plan(**changes: Any) -> SessionPlan:
    item = PlanItem(
        stretch="ham",
        technique="passive",
        position=Position.SUPINE,
        doses=(SideDose(side=Side.LEFT, dose=dose(1, hold=30)),),
        because=("The left leg is the tighter one.",),
        seconds=30,
    )
    fields: dict[str, Any] = {
        "catalogue": CATALOGUE,
        "minutes": 8,
        "items": (item,),
        "seconds": 30,
        "objective": 1.0,
        "bound": 1.0,
    }
    return SessionPlan.model_validate(fields | changes)


def timeline() -> Timeline:
    words = ByRole[str](helper="Hold.", client="Breathe out.")
    card = Card(
        stretch="ham",
        name="Hamstring",
        technique="passive",
        technique_name="Passive",
        position=Position.SUPINE,
        helper_position="Beside the leg.",
        client_setup=("Lie on your back.",),
        hands=("Above the kneecap.",),
        felt="Back of the thigh.",
        must_not_feel=(),
        limits=session_plan().items[0].limits,
        joint=Part.HIP,
        cues_if_stopped=words,
    )
    segment = Segment(
        index=0,
        start=0,
        seconds=30,
        phase="hold",
        act="hold",
        item=0,
        side=Side.LEFT,
        repetition=1,
        repetitions=1,
        cues=words,
    )
    return Timeline(catalogue=CATALOGUE, seconds=30, cards=(card,), segments=(segment,))


def event(sequence: int = 0, kind: str = "start", **changes: Any) -> Event:
    fields: dict[str, Any] = {
        "device": "tablet",
        "sequence": sequence,
        "at": 1_000 * sequence,
        "role": Role.HELPER,
        "kind": kind,
    }
    return Event.model_validate(fields | changes)


@dataclass(frozen=True)
class House:
    """One of everything a clinic owns."""

    clinic: Clinic
    owner: User
    practitioner: User
    membership: Membership
    """The practitioner's."""
    client: Client
    visit: Visit
    screening: Screening
    reading: Reading
    plan: Plan
    run: Run


def house(name: str, now: datetime) -> House:
    mail = f"{name.lower()}.example"
    owner = User.objects.create_user(f"owner@{mail}", "a-long-password", name=f"Olu of {name}")
    clinic = clinics.create(by=None, name=name, owner=owner, now=now)
    membership = members.add(
        by=owner,
        clinic=clinic,
        email=f"practitioner@{mail}",
        name=f"Pia of {name}",
        role=MembershipRole.PRACTITIONER,
        now=now,
    )
    by = membership.user
    client = clients.create(by=by, clinic=clinic, name=f"Kit of {name}", now=now)
    visit = visits.open(by=by, client=client, now=now)
    return House(
        clinic, owner, by, membership, client, visit, **up_to_run(by=by, visit=visit, now=now)
    )


def up_to_run(*, by: User, visit: Visit, now: datetime) -> dict[str, Any]:
    """Screen, measure, plan and open the session of a visit."""
    said = answers(fever="no")
    screened = screenings.record(
        by=by, visit=visit, full=True, answers=said, clearance=clearance(now), now=now
    )
    measured = readings.record(by=by, visit=visit, reading=reading(now), now=now)
    planned = plans.record(
        by=by,
        visit=visit,
        screening=screened,
        request=PlanRequest(minutes=8),
        plan=session_plan(),
        now=now,
    )
    run = runs.open(by=by, visit=visit, plan=planned, timeline=timeline(), now=now)
    return {"screening": screened, "reading": measured, "plan": planned, "run": run}
