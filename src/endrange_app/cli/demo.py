"""The demo clinic: four people at different points of their way. All of them are invented.

Made through the actions, like everything else: their visits have answers, decisions, plans,
sessions and audit entries of their own.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db import transaction

from endrange.assessment import Moment, Reading, assess, summarise
from endrange.knowledge import Answer, Asked, Catalogue, QuestionKind, load
from endrange.planning import PlanRequest, plan
from endrange.screening import Setting, questions_for, read_answers, screen
from endrange.session import Event, EventKind, Timeline, compile
from endrange.values import Role, Side
from endrange_app.storage import accounts
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
from endrange_app.storage.models import Client, Clinic, MembershipRole, Screening, User, Visit

CLINIC = "Willow Street"
OWNER = ("olu@demo.example", "Olu Adeyemi")
PRACTITIONER = ("noor@demo.example", "Noor Haddad")
PASSWORD = "stretch-with-care"  # noqa: S105  known to everybody; see SECURITY.md

SAID = {
    "consent": "yes",
    "feedback": "yes",
    "pregnancy": "no",
    "bones": "not_told",
    "supple": "no",
    "blood_pressure": "normal",
    "eyes": "none",
    "neck_risks": 0,
}
"""What a person without troubles says; to every other question of the catalogue: no."""

SLR = "hip_flexion_slr"


class Past(NamedTuple):
    """One earlier visit: how long ago, and each side before and after, in the measure's unit."""

    days_ago: int
    measure: str
    left: tuple[float, float]
    right: tuple[float, float]


class Person(NamedTuple):
    name: str
    born_on: date
    goals: tuple[str, ...]
    own_goal: str
    said: Mapping[str, object]
    past: tuple[Past, ...]


PEOPLE = (
    Person(
        "Maya Reyes",
        date(1992, 3, 14),
        ("tight_hamstrings", "running"),
        "Touch my toes without bending my knees",
        {},
        (
            Past(42, SLR, (56, 61), (66, 69)),
            Past(28, SLR, (59, 64), (66, 70)),
            Past(21, SLR, (63, 68), (67, 71)),
            Past(7, SLR, (66, 70), (68, 71)),
        ),
    ),
    Person(
        "Ben Torres",
        date(1985, 9, 2),
        ("desk_work", "neck_shoulder_tension"),
        "Get through a day at the desk without a stiff neck",
        {},
        (Past(14, "neck_side_flexion", (34, 37), (38, 40)),),
    ),
    Person(
        "George Okafor",
        date(1954, 1, 22),
        ("walking_older",),
        "Walk to the market and back",
        {"bones": "osteopenia", "blood_pressure": "controlled"},
        (Past(10, SLR, (58, 60), (57, 60)),),
    ),
    Person(
        "Ana Lindqvist",
        date(1999, 6, 30),
        ("football",),
        "",
        {},
        (),
    ),
)


@transaction.atomic
def load_demo(now: datetime) -> bool:
    """Make the demo clinic, once. False if it was there already."""
    if Clinic.objects.filter(name=CLINIC).exists():
        return False
    since = now - timedelta(days=60)
    owner, practitioner = (
        accounts.create(email=email, name=name, password=PASSWORD)
        for email, name in (OWNER, PRACTITIONER)
    )
    clinic = clinics.create(by=None, name=CLINIC, owner=owner, now=since)
    members.add(
        by=owner,
        clinic=clinic,
        email=practitioner.email,
        name=practitioner.name,
        role=MembershipRole.PRACTITIONER,
        now=since,
    )
    for person in PEOPLE:
        _take_on(person, clinic, practitioner, now)
    return True


def _take_on(person: Person, clinic: Clinic, by: User, now: datetime) -> None:
    first = now - timedelta(days=person.past[0].days_ago if person.past else 1)
    client = clients.create(
        by=by,
        clinic=clinic,
        name=person.name,
        born_on=person.born_on,
        goals=person.goals,
        own_goal=person.own_goal,
        now=first,
    )
    for past in person.past:
        _relive(past, person, client, by, now - timedelta(days=past.days_ago))


def _relive(past: Past, person: Person, client: Client, by: User, at: datetime) -> None:
    """One whole visit: ten minutes of asking and measuring, the session, five minutes more."""
    visit = visits.open(by=by, client=client, now=at)
    visits.take_consent(by=by, visit=visit, now=at)
    screening = _screen(person, visit, by, at)
    _measure(past, Moment.BEFORE, visit, by, at + timedelta(minutes=5))
    ended = _guide(person, screening, by, at + timedelta(minutes=10))
    _measure(past, Moment.AFTER, visit, by, ended + timedelta(minutes=3))
    visits.close(by=by, visit=visit, now=ended + timedelta(minutes=5))


def _screen(person: Person, visit: Visit, by: User, at: datetime) -> Screening:
    full = screenings.screening_due(visit.client, at.date()) == "full"
    said = answers(person, at.date(), load())
    setting = Setting(visit.clinic.setting)
    return screenings.record(
        by=by,
        visit=visit,
        full=full,
        answers=said,
        clearance=screen(said, load(), on=at.date(), setting=setting),
        now=at,
    )


def _guide(person: Person, screening: Screening, by: User, at: datetime) -> datetime:
    """Plan and run a session; return when it ended."""
    visit = screening.visit
    request = PlanRequest(minutes=25, goals=person.goals)
    findings = assess(readings.history(visit.client), load())
    made = plan(request, screening.as_clearance(), findings, load())
    planned = plans.record(
        by=by, visit=visit, screening=screening, request=request, plan=made, now=at
    )
    timeline = compile(made, load())
    run = runs.open(by=by, visit=visit, plan=planned, timeline=timeline, now=at)
    for event in _events(timeline):
        moment = at + timedelta(milliseconds=event.at)
        runs.take_event(by=by, run=run, event=event, now=moment)
    return at + timedelta(seconds=timeline.seconds)


def answers(person: Person, on: date, catalogue: Catalogue) -> dict[str, Answer]:
    """What this person says to every question that is put to them."""
    age = on.year - person.born_on.year - ((on.month, on.day) < person.born_on.timetuple()[1:3])
    words = {**SAID, "age": age, **person.said}
    said: dict[str, Answer] = {}
    while unanswered := [
        question
        for question in questions_for(Asked.FULL, said, catalogue)
        if question.id not in said
    ]:
        for question in unanswered:
            plain = question.kind in (QuestionKind.YES_NO, QuestionKind.AREAS)
            word = words.get(question.id, "no" if plain else "unknown")
            said |= read_answers({question.id: word}, catalogue)
    return said


def _measure(past: Past, moment: Moment, visit: Visit, by: User, at: datetime) -> None:
    measure = load().measure(past.measure)
    for side, both in ((Side.LEFT, past.left), (Side.RIGHT, past.right)):
        middle = both[moment is Moment.AFTER]
        trials = (middle - 1, middle, middle + 1)[: measure.trials]
        reading = Reading(
            measure=measure.id,
            side=side,
            value=summarise(trials),
            trials=trials,
            active=measure.active,
            instrument=measure.instruments[0],
            examiner=by.name,
            end_criterion=measure.end_criteria[0],
            discomfort=3,
            moment=moment,
            taken_at=at,
        )
        readings.record(by=by, visit=visit, reading=reading, now=at)


def _events(timeline: Timeline) -> list[Event]:
    """A quiet session: each stretch rated once before it deepens, and then to its end."""
    happened = [(0, Role.HELPER, EventKind.START)]
    rated: set[int] = set()
    for segment in timeline.segments:
        if segment.deepens and segment.item not in rated:
            rated.add(segment.item)
            happened.append((segment.start * 1000 - 500, Role.CLIENT, EventKind.COMFORT))
    happened.append((timeline.seconds * 1000, Role.HELPER, EventKind.END))
    return [_event(number, *what) for number, what in enumerate(happened, start=1)]


def _event(number: int, at: int, role: Role, kind: EventKind) -> Event:
    felt = {"stretch": 4, "pain": 0} if kind is EventKind.COMFORT else {}
    return Event(device=f"demo-{role}", sequence=number, at=at, role=role, kind=kind, **felt)
