"""A whole small clinic in the database, made through the actions; and the values it stores."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any

from endrange import assessment, knowledge, planning, progress, screening, session
from endrange.knowledge import Answer, Mode, Part, Position, Verdict
from endrange.planning import PlanItem, PlanRequest, SessionPlan, SideDose
from endrange.screening import Clearance, Setting, StretchClearance
from endrange.session import Card, Event, Segment, Timeline
from endrange.values import ByRole, Role, Side
from endrange_app.storage import accounts
from endrange_app.storage.actions import (
    adverse_events,
    clients,
    clinics,
    goals,
    intakes,
    members,
    plans,
    readings,
    runs,
    screenings,
    visits,
)
from endrange_app.storage.aftermath import AdverseEvent, FollowUp
from endrange_app.storage.demo_people import MAYA
from endrange_app.storage.harm import AdverseReport
from endrange_app.storage.intakes import Intake
from endrange_app.storage.laid import ClinicianClearance, Restriction
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
from endrange_app.storage.own import OwnFile
from endrange_app.storage.progress import ProgressLink
from endrange_app.storage.retests import Retest, StableClient
from endrange_app.storage.wishes import ClientGoal
from tests.builders import dose

CATALOGUE = "2026.11-test"
PASSWORD = "a-long-password"


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


def reading(
    now: datetime, side: Side = Side.LEFT, value: float = 60, **changes: Any
) -> assessment.Reading:
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
    intake: Intake
    """A link the client has not opened yet."""


@dataclass(frozen=True)
class Values:
    """What a visit stores."""

    answers: dict[str, Answer]
    clearance: Clearance
    reading: assessment.Reading
    request: PlanRequest
    plan: SessionPlan
    timeline: Timeline


def small(now: datetime) -> Values:
    """Made by hand: independent of the shipped knowledge."""
    return Values(
        answers=answers(fever="no"),
        clearance=clearance(now),
        reading=reading(now),
        request=PlanRequest(minutes=8),
        plan=session_plan(),
        timeline=timeline(),
    )


def shipped(now: datetime) -> Values:
    """Made by the domain from the shipped knowledge, for pages that show it."""
    said, decided, request, plan, timeline = _decided(now.date())
    return Values(said, decided, _straight_leg_raise(now), request, plan, timeline)


@cache
def _decided(on: date) -> Any:
    """Once a run: planning takes a tenth of a second."""
    catalogue = knowledge.load()
    said = screening.read_answers(MAYA, catalogue)
    decided = screening.screen(said, catalogue, on=on, setting=Setting.CLINIC)
    request = PlanRequest(minutes=15, goals=("tight_hamstrings",))
    noon = datetime.combine(on, time(12), UTC)
    findings = assessment.assess([_straight_leg_raise(noon)], catalogue)
    plan = planning.plan(request, decided, findings, catalogue)
    return said, decided, request, plan, session.compile(plan, catalogue)


def _straight_leg_raise(now: datetime) -> assessment.Reading:
    return reading(now, measure="hip_flexion_slr", instrument="phone inclinometer")


def house(name: str, now: datetime, values: Values) -> House:
    mail = f"{name.lower()}.example"
    owner = accounts.create(email=f"owner@{mail}", name=f"Olu of {name}", password=PASSWORD)
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
    rows = up_to_run(by=by, visit=visit, values=values, now=now)
    intake = intakes.invite(by=by, client=client, now=now)
    return House(clinic, owner, by, membership, client, visit, **rows, intake=intake)


def up_to_run(*, by: User, visit: Visit, values: Values, now: datetime) -> dict[str, Any]:
    """Screen, measure, plan and open the session of a visit."""
    screened = screenings.record(
        by=by,
        visit=visit,
        full=True,
        answers=values.answers,
        clearance=values.clearance,
        now=now,
    )
    measured = readings.record(by=by, visit=visit, reading=values.reading, now=now)
    planned = plans.record(
        by=by, visit=visit, screening=screened, request=values.request, plan=values.plan, now=now
    )
    run = runs.open(by=by, visit=visit, plan=planned, timeline=values.timeline, now=now)
    return {"screening": screened, "reading": measured, "plan": planned, "run": run}


def word_of(house: House) -> ClinicianClearance:
    """A clinician's word on nothing that was found, so that it changes no decision."""
    said = knowledge.ClinicianClearance(
        by="Dr Adeyemi",
        registration="7654321",
        precautions=("NOTHING",),
        modes=(Mode.AA,),
        given=house.visit.opened_at.date(),
        until=house.visit.opened_at.date(),
    )
    return ClinicianClearance.objects.create(
        clinic=house.clinic,
        client=house.client,
        visit=house.visit,
        clearance=said.model_dump(mode="json"),
        basis={"NOTHING": []},
        titles={"NOTHING": "Nothing"},
        until=said.until,
        by=house.practitioner,
        at=house.visit.opened_at,
    )


def restriction_of(house: House) -> Restriction:
    """Gentler everywhere; today's answers are not decided again under it."""
    wanted = screening.Restriction(modifications=("LOW",), because="A long day.")
    return Restriction.objects.create(
        clinic=house.clinic,
        visit=house.visit,
        number=1,
        restriction=wanted.model_dump(mode="json"),
        by=house.practitioner,
        at=house.visit.opened_at,
    )


OWN_TEXT = '[running]\nlead = "You run a lot."\n'
"""A file of own entries, the shortest there is."""


def own_file_of(house: House) -> OwnFile:
    """A standing file of the clinic's own entries; not laid over what it goes by."""
    return OwnFile.objects.create(
        clinic=house.clinic,
        name="goals.toml",
        text=OWN_TEXT,
        by=house.owner,
        at=house.visit.opened_at,
    )


def follow_up_of(house: House) -> FollowUp:
    """Asked about a session of the open visit, which has not ended yet."""
    at = house.visit.opened_at
    fields = {
        "clinic": house.clinic,
        "client": house.client,
        "session_at": at,
        "recorded": {id_: {"value": "no"} for id_ in knowledge.RECORDED[3:]}
        | {knowledge.NECK_WORK: {"value": "no"}},
        "due_at": at + timedelta(hours=24),
        "token": f"{house.clinic.name:x<43}",
        "open_until": at + timedelta(days=14),
    }
    return FollowUp.objects.get_or_create(visit=house.visit, defaults=fields)[0]


def progress_link_of(house: House) -> ProgressLink:
    """What opens the client's own page."""
    fields = {
        "clinic": house.clinic,
        "token": f"{house.clinic.name:y<43}",
        "by": house.practitioner,
        "opened_at": house.visit.opened_at,
        "open_until": house.visit.opened_at + timedelta(weeks=12),
    }
    return ProgressLink.objects.get_or_create(client=house.client, defaults=fields)[0]


def retest_of(house: House) -> Retest:
    """Somebody measured twice, for the clinic's own error."""
    at = house.visit.opened_at
    pair = assessment.Pair(first=reading(at - timedelta(days=7)), second=reading(at))
    return Retest.objects.create(
        clinic=house.clinic,
        client=house.client,
        measure="slr",
        instrument="inclinometer",
        same_examiner=True,
        pair=pair.model_dump(mode="json"),
        by=house.practitioner,
        at=at,
    )


def stable_client_of(house: House) -> StableClient:
    """Somebody measured on six days, for the clinic's own error."""
    at = house.visit.opened_at
    values = (60, 62, 58, 61, 59, 60)
    read = [reading(at - timedelta(days=7 * n), value=v) for n, v in enumerate(values)]
    return StableClient.objects.create(
        clinic=house.clinic,
        client=house.client,
        measure="slr",
        instrument="inclinometer",
        sessions=[one.model_dump(mode="json") for one in reversed(read)],
        by=house.practitioner,
        at=at,
    )


def adverse_event_of(house: House) -> AdverseEvent:
    """Mild harm of today."""
    report = AdverseReport(
        severity="1",
        happened_on=house.visit.opened_at.date(),
        what="A bruise.",
        moment="hours_later",
    )
    return adverse_events.record(
        by=house.practitioner,
        client=house.client,
        visit=house.visit,
        report=report,
        now=house.visit.opened_at,
    )


def goal_of(house: House) -> ClientGoal:
    """Something of the client's own life, set at the open visit."""
    wish = progress.ActivityGoal(
        words="Tie my shoes", target=8, set_on=house.visit.opened_at.date()
    )
    return goals.set_activity(
        by=house.practitioner, client=house.client, goal=wish, now=house.visit.opened_at
    )
