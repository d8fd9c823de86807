"""Sessions that were held, what was said the day after, and the next visit's decision."""

from datetime import timedelta
from typing import Any

from endrange.knowledge import RECORDED, Answer, Mode, follow_up, load
from endrange.screening import read_answers
from endrange.values import Side
from endrange_app.storage.actions import (
    adverse_events,
    decisions,
    screenings,
    visits,
)
from endrange_app.storage.harm import AdverseReport
from tests.spec.test_aftermath import FINE
from tests.strategies import NOTHING_AMISS

DAY = timedelta(days=1)


def told(**changes: object) -> dict[str, Answer]:
    said = {f"after_{name}": value for name, value in changes.items()}
    asked = {id_: value for id_, value in (FINE | said).items() if id_ not in RECORDED}
    return read_answers(asked, follow_up(load()))


def next_time(house, at, **said: Any) -> str:
    """The verdicts of the hamstrings, left, at the next visit of somebody who is well."""
    visit = house.client.visits.filter(closed_at__isnull=True).first()
    visit = visit or visits.open(by=house.owner, client=house.client, now=at)
    known = {id_: value for id_, value in NOTHING_AMISS.items() if id_ in load().questions}
    answers = read_answers(known | said, load())
    screenings.record(
        by=house.practitioner,
        visit=visit,
        full=True,
        answers=answers,
        clearance=decisions.decide(visit, answers, on=at.date(), full=True),
        now=at,
    )
    row = screenings.in_force(visit).as_clearance().of("ham_slr_shoulder", Side.LEFT)
    return "".join(row.verdicts[mode].letter for mode in Mode)


def report(now, **changes: Any) -> AdverseReport:
    fields: dict[str, Any] = {
        "severity": "2",
        "happened_on": now.date(),
        "what": "Sharp pain at the back of the left thigh.",
        "moment": "during",
        "stretch": "ham_slr_shoulder",
        "side": "left",
    }
    return AdverseReport.model_validate(fields | changes)


def harmed(house, now, **changes: Any):
    return adverse_events.record(
        by=house.practitioner,
        client=house.client,
        visit=house.visit,
        run=house.run,
        report=report(now, **changes),
        now=now,
    )
