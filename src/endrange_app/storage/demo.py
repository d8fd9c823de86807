"""The demo clinic: invented people with an invented past, made through the actions like any other.

Nobody here exists, and no reading was taken from anybody.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from endrange import assessment, knowledge, planning, screening, session
from endrange.assessment import Moment
from endrange.knowledge import Answer, Phase, Sex
from endrange.planning import PlanRequest
from endrange.progress import ActivityGoal, RangeGoal
from endrange.session import Event, EventKind
from endrange.values import Role, Side
from endrange_app.storage import accounts
from endrange_app.storage.actions import (
    clients,
    clinics,
    decisions,
    follow_ups,
    goals,
    members,
    plans,
    readings,
    runs,
    screenings,
    visits,
)
from endrange_app.storage.demo_people import (
    BEN,
    BORNE,
    DOOR,
    MAYA,
    MAYAS_FIRST,
    MAYAS_PAST,
    MAYAS_WISH,
    Past,
)
from endrange_app.storage.models import Client, Clinic, MembershipRole, Run, User, Visit

CLINIC = "Demo clinic"
OWNER = ("sam@demo.endrange.example", "Sam Okoro")
PRACTITIONER = ("ines@demo.endrange.example", "Ines Falk")
PEOPLE = (OWNER, PRACTITIONER)
PASSWORD = "stretch-demo"  # noqa: S105  printed at start, so that anybody can look round
OPENED_BEFORE = timedelta(weeks=26)
NOTE = "Invented for the demo."


def load_demo(now: datetime) -> Clinic:
    """Make the demo clinic, once; later calls change nothing and return it.

    Needs a migrated database and nothing else.
    """
    known = User.objects.filter(email=OWNER[0]).first()
    if known:
        return known.memberships.select_related("clinic").order_by("created_at")[0].clinic
    with transaction.atomic():
        return _make(now)


def _make(now: datetime) -> Clinic:
    opened = now - OPENED_BEFORE
    sam, ines = (accounts.create(email=e, name=n, password=PASSWORD) for e, n in PEOPLE)
    clinic = clinics.create(by=None, name=CLINIC, owner=sam, now=opened)
    members.add(
        by=sam,
        clinic=clinic,
        email=ines.email,
        name=ines.name,
        role=MembershipRole.PRACTITIONER,
        now=opened,
    )
    _maya(sam, clinic, now)
    _ben(ines, clinic, now)
    clients.create(by=sam, clinic=clinic, name="Noor Haddad", goals=["wellbeing"], now=now)
    return clinic


def _maya(by: User, clinic: Clinic, now: datetime) -> None:
    client = clients.create(
        by=by,
        clinic=clinic,
        name="Maya Reyes",
        born_on=_born(34, now),
        goals=["tight_hamstrings", "sit_cross_legged"],
        own_goal="Sit on the floor with my niece without falling over backwards",
        now=_evening(now, MAYAS_FIRST.days_ago),
    )
    _first_meeting(by, client, now)
    first = _evening(now, MAYAS_PAST[0].days_ago)
    goals.set_range(by=by, client=client, goal=_far(first.date()), now=first)
    life = ActivityGoal(words=MAYAS_WISH, target=8, set_on=first.date())
    wish = goals.set_activity(by=by, client=client, goal=life, now=first)
    clients.note_sex(by=by, client=client, sex=Sex.FEMALE, now=now)
    for past in MAYAS_PAST:
        _past_visit(by, client, past, now)
        said = _evening(now, past.days_ago) + timedelta(minutes=5)
        goals.rate(by=by, goal=wish, score=past.rated, now=said)


def _far(on: date) -> RangeGoal:
    words = "To sit with the back upright"
    return RangeGoal(measure="hip_flexion_slr", side=Side.LEFT, target=80, set_on=on, words=words)


def _first_meeting(by: User, client: Client, now: datetime) -> None:
    start = _evening(now, MAYAS_FIRST.days_ago)
    visit = visits.open(by=by, client=client, now=start)
    _ask(by, visit, MAYA, full=True, now=start)
    _measure(by, visit, MAYAS_FIRST, Moment.BEFORE, start + timedelta(minutes=6))
    visits.write_note(by=by, visit=visit, note=NOTE, now=start + timedelta(minutes=9))
    visits.close(by=by, visit=visit, now=start + timedelta(minutes=10))


def _past_visit(by: User, client: Client, past: Past, now: datetime) -> None:
    """Ask, measure, plan, run and measure again, on an evening some days ago."""
    start = _evening(now, past.days_ago)
    visit = visits.open(by=by, client=client, now=start)
    _ask(by, visit, MAYA, full=past.full, now=start)
    _measure(by, visit, past, Moment.BEFORE, start + timedelta(minutes=6))
    run = _open_run(by, visit, start + timedelta(minutes=10))
    end = _run_through(by, run)
    _measure(by, visit, past, Moment.AFTER, end + timedelta(minutes=2))
    visits.write_note(by=by, visit=visit, note=NOTE, now=end + timedelta(minutes=4))
    visits.close(by=by, visit=visit, now=end + timedelta(minutes=5))
    follow_ups.answer(
        by=None,
        follow_up=visit.follow_up,
        answers=screening.read_answers(BORNE, knowledge.follow_up(knowledge.load())),
        now=end + timedelta(days=1),
    )


def _ask(by: User, visit: Visit, told: Mapping[str, object], *, full: bool, now: datetime) -> None:
    said = told if full else DOOR
    answers: dict[str, Answer] = {}
    if not full:
        answers = screenings.answers_so_far(visit.client, on=timezone.localdate(now))
    answers |= screening.read_answers(said, knowledge.load())
    visits.take_consent(by=by, visit=visit, now=now)
    screenings.record(
        by=by,
        visit=visit,
        full=full,
        answers=answers,
        clearance=decisions.decide(visit, answers, on=now.date(), full=full),
        now=now + timedelta(minutes=4),
    )


def _measure(by: User, visit: Visit, past: Past, moment: Moment, now: datetime) -> None:
    index = 0 if moment is Moment.BEFORE else 1
    for side, pair in ((Side.LEFT, past.left), (Side.RIGHT, past.right)):
        reading = _reading("hip_flexion_slr", side, pair[index], moment, now)
        readings.record(by=by, visit=visit, reading=reading, now=now)


def _reading(
    measure: str, side: Side, value: float, moment: Moment, now: datetime
) -> assessment.Reading:
    return assessment.Reading(
        measure=measure,
        side=side,
        value=value,
        trials=(value - 1, value, value + 1),
        active=knowledge.load().measure(measure).active,
        instrument="phone inclinometer",
        examiner="whoever records it",
        end_criterion="first firm resistance",
        discomfort=3,
        moment=moment,
        taken_at=now,
    )


def _open_run(by: User, visit: Visit, now: datetime) -> Run:
    catalogue = knowledge.load()
    screened = screenings.in_force(visit)
    assert screened is not None, "a visit is screened before it is planned"  # noqa: S101
    request = PlanRequest(minutes=25, goals=tuple(visit.client.goals))
    found = assessment.assess(readings.history(visit.client), catalogue)
    plan = planning.plan(request, screened.as_clearance(), found, catalogue)
    row = plans.record(by=by, visit=visit, screening=screened, request=request, plan=plan, now=now)
    timeline = session.compile(plan, catalogue)
    return runs.open(by=by, visit=visit, plan=row, timeline=timeline, now=now)


def _run_through(by: User, run: Run) -> datetime:
    """Start, say in each hold how it feels, and end when the last cue has ended."""
    timeline = run.as_timeline()
    begun = 30_000
    ends = begun + timeline.seconds * 1000
    events = [_event(0, begun, EventKind.START), _event(1, ends, EventKind.END)]
    holds = (segment for segment in timeline.segments if segment.phase is Phase.HOLD)
    for number, segment in enumerate(holds):
        at = begun + segment.start * 1000 + 2_000
        events.append(_event(number, at, EventKind.COMFORT))
    for event in sorted(events, key=lambda one: one.at):
        role_by = by if event.role is Role.HELPER else None
        runs.take_event(by=role_by, run=run, event=event, now=_moment(run, event.at))
    return _moment(run, ends)


def _event(sequence: int, at: int, kind: EventKind) -> Event:
    if kind is EventKind.COMFORT:
        return Event(
            device="client-demo",
            sequence=sequence,
            at=at,
            role=Role.CLIENT,
            kind=kind,
            stretch=4 + sequence % 2,
            pain=0,
        )
    return Event(device="helper-demo", sequence=sequence, at=at, role=Role.HELPER, kind=kind)


def _moment(run: Run, milliseconds: int) -> datetime:
    return run.opened_at + timedelta(milliseconds=milliseconds)


def _ben(by: User, clinic: Clinic, now: datetime) -> None:
    start = _evening(now, 21)
    client = clients.create(
        by=by,
        clinic=clinic,
        name="Ben Tanaka",
        born_on=_born(58, now),
        goals=["neck_shoulder_tension", "desk_work"],
        own_goal="Reach the top shelf again",
        now=start,
    )
    visit = visits.open(by=by, client=client, now=start)
    _ask(by, visit, BEN, full=True, now=start)
    for side, value in ((Side.LEFT, 158.0), (Side.RIGHT, 146.0)):
        reading = _reading("shoulder_flexion", side, value, Moment.BEFORE, start)
        readings.record(by=by, visit=visit, reading=reading, now=start + timedelta(minutes=8))
    visits.write_note(by=by, visit=visit, note=NOTE, now=start + timedelta(minutes=9))
    visits.close(by=by, visit=visit, now=start + timedelta(minutes=10))


def _evening(now: datetime, days_ago: int) -> datetime:
    return (now - timedelta(days=days_ago)).replace(hour=17, minute=30, second=0, microsecond=0)


def _born(age: int, now: datetime) -> date:
    """A birthday that makes them this old, half a year ago."""
    return (now - timedelta(days=round(365.25 * (age + 0.5)))).date()
