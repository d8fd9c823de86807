"""Somebody who has come for years, with everything a client can have: pages must bear it.

Rows in bulk, as no action would take them; what is there once is made through the actions.
"""

from datetime import datetime, timedelta
from itertools import count
from random import Random
from typing import Any

from endrange import knowledge
from endrange.assessment import Moment, Origin, OwnError
from endrange.knowledge import Measure
from endrange.progress import ActivityGoal, RangeGoal
from endrange.values import Side
from endrange_app.storage import actions
from endrange_app.storage.aftermath import FollowUp
from endrange_app.storage.models import Client, Clinic, Reading, User, Visit
from endrange_app.storage.wishes import ClientGoal, EndedAs
from tests import records

EVERY = timedelta(days=3)
STRETCHES = ("ham_slr_shoulder", "ham_9090_knee_ext", "calf_soleus_supine", "piri_fig4")
LEGS = "hip_flexion_slr"


def client(by: User, clinic: Clinic, visits: int, readings: int, now: datetime) -> Client:
    """So many signed visits, a session at each but the first, and two goals.

    Args:
        readings: at each visit; half as many measures, on both sides.
    """
    row = actions.clients.create(by=by, clinic=clinic, name="Maya Reyes", now=now)
    ends = {"closed_at": now, "closed_by": by, "practitioner": by}
    past = [
        Visit(clinic=clinic, client=row, number=n, opened_at=now - EVERY * (visits - n + 1), **ends)
        for n in range(1, visits + 1)
    ]
    Visit.objects.bulk_create(past, batch_size=500)
    Reading.objects.bulk_create(_readings(by, past, _measures(readings // 2)), batch_size=500)
    FollowUp.objects.bulk_create([_session(visit) for visit in past[1:]], batch_size=500)
    for side in (Side.LEFT, Side.RIGHT):
        wish = RangeGoal(measure=LEGS, side=side, target=140, set_on=now.date())
        actions.goals.set_range(by=by, client=row, goal=wish, now=now)
    return row


def _measures(number: int) -> list[Measure]:
    """The one with goals first."""
    known = knowledge.load().measures
    return [known[LEGS], *(one for one in known.values() if one.paired and one.id != LEGS)][:number]


def _readings(by: User, visits: list[Visit], measures: list[Measure]) -> list[Reading]:
    """A minute apart; they wander by their error. The same each time."""
    chance = Random(500)  # noqa: S311  no secret
    return [
        _reading(by, visit, measure, side, minute, chance)
        for visit in visits
        for minute, (measure, side) in enumerate(
            (measure, side) for measure in measures for side in (Side.LEFT, Side.RIGHT)
        )
    ]


def _reading(
    by: User, visit: Visit, measure: Measure, side: Side, minute: int, chance: Random
) -> Reading:
    value = (measure.low + measure.high) / 2 + chance.gauss(0, measure.error.same_examiner)
    return Reading(
        clinic=visit.clinic,
        visit=visit,
        client=visit.client,
        examiner=by,
        measure=measure.id,
        side=side,
        value=value,
        trials=[value] * 3,
        active=measure.active,
        instrument=measure.instruments[0],
        end_criterion=measure.end_criteria[0],
        discomfort=3,
        moment=Moment.BEFORE,
        origin=Origin.PRACTITIONER,
        taken_at=visit.opened_at + timedelta(minutes=minute),
    )


def _session(visit: Visit) -> FollowUp:
    """Eight bouts, all rated."""
    rated = {"seconds": 90, "stretch_low": 3, "stretch_high": 5, "pain_high": 0}
    bouts = [
        {"stretch": stretch, "side": side, **rated}
        for stretch in STRETCHES
        for side in ("left", "right")
    ]
    times = dict.fromkeys(("session_at", "due_at", "open_until"), visit.opened_at)
    return FollowUp(
        clinic=visit.clinic,
        client=visit.client,
        visit=visit,
        performed=bouts,
        token=f"{visit.pk.hex:x<43}",
        **times,
    )


def busy(by: User, row: Client, now: datetime) -> None:
    """Everything else a client can have, and a clinic with entries and an error of its own."""
    _of_the_clinic(by, row.clinic, now)
    house = _open_visit(by, row, now)
    records.adverse_event_of(house)
    for _ in range(2):
        records.word_of(house)
    _wishes(by, row, now)
    intake = actions.intakes.invite(by=by, client=row, now=now)
    actions.intakes.consent(intake=intake, now=now)
    link = actions.progress.invite(by=by, client=row, now=now)
    at_home = records.reading(now, measure=LEGS, instrument="phone inclinometer")
    home = at_home.replace(origin=Origin.HOME, examiner="the client")
    actions.progress.measure(link=link, reading=home, now=now)


def _of_the_clinic(by: User, clinic: Clinic, now: datetime) -> None:
    actions.own.lay(by=by, clinic=clinic, name="goals.toml", text=records.OWN_TEXT, now=now)
    own = OwnError(
        measure=LEGS,
        instrument=knowledge.load().measure(LEGS).instruments[0],
        same_examiner=True,
        value=3.0,
        low=2.0,
        high=5.0,
        pairs=10,
    )
    clinic.refresh_from_db()
    clinic.own_errors = [own.model_dump(mode="json")]
    clinic.save(update_fields=["own_errors"])


def _open_visit(by: User, row: Client, now: datetime) -> Any:
    """Asked, measured, planned and stretched, and not signed yet."""
    visit = actions.visits.open(by=by, client=row, now=now)
    made = records.up_to_run(by=by, visit=visit, values=records.shipped(now), now=now)
    numbers = count()
    for kind in ("start", "end"):
        number = next(numbers)
        event = records.event(number, kind, at=30_000 * number)
        actions.runs.take_event(by=by, run=made["run"], event=event, now=now)
    member = row.clinic
    return records.House(member, by, by, None, row, visit, **made, intake=None)


def _wishes(by: User, row: Client, now: datetime) -> None:
    """One that is rated, and one that has ended."""
    for words in ("Tie my shoes", "Dance again"):
        wish = ActivityGoal(words=words, target=8, set_on=now.date())
        actions.goals.set_activity(by=by, client=row, goal=wish, now=now)
    rated, ended = ClientGoal.objects.filter(client=row, measure="").order_by("at", "id")
    for score in (3, 6):
        actions.goals.rate(by=by, goal=rated, score=score, now=now)
    actions.goals.end(by=by, goal=ended, ended_as=EndedAs.LET_GO, now=now)
