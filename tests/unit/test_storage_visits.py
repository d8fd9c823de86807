"""Visits: opened, closed, and what moves while a session is going."""

from datetime import date, timedelta
from typing import Any

import pytest

from endrange.assessment import Moment
from endrange.errors import BadInput
from endrange.knowledge import load
from endrange_app.storage import histories
from endrange_app.storage.actions import (
    readings,
    runs,
    screenings,
    visits,
)
from endrange_app.storage.models import (
    AuditEntry,
    Client,
    Screening,
    Visit,
)
from tests import records
from tests.tables import rows
from tests.unit.deeds import DEEDS, everything

pytestmark = pytest.mark.django_db

LEG = {"measure": "hip_flexion_slr", "instrument": "phone inclinometer"}

REOPENED = """
  hours since the visit was opened | visit | the earlier one
  0                                | 1     | open
  11                               | 1     | open
  12                               | 2     | closed
  240                              | 2     | closed
"""


@pytest.mark.parametrize("row", rows(REOPENED), ids=lambda row: row[next(iter(row))])
def test_an_open_visit_goes_on_unless_it_was_forgotten(row, here, now):
    later = now + timedelta(hours=int(row["hours since the visit was opened"]))

    visit = visits.open(by=here.practitioner, client=here.client, now=later)

    assert visit.number == int(row["visit"])
    earlier = Visit.objects.get(pk=here.visit.pk)
    assert ("closed" if earlier.closed_at else "open") == row["the earlier one"]


def test_a_visit_signed_late_is_judged_as_of_its_day(here, now):
    """What was read a week later is left out, and what that day brought is still of that day."""
    for days, moment, value in ((0, "before", 60), (0, "after", 66), (7, "before", 90)):
        taken = records.reading(now + timedelta(days=days), value=value, **LEG).replace(
            moment=Moment(moment), trials=(value,)
        )
        readings.record(by=here.owner, visit=here.visit, reading=taken, now=taken.taken_at)

    visit = visits.close(by=here.owner, visit=here.visit, now=now + timedelta(days=8))

    review = visit.judgement.as_review()
    assert [row.latest for row in review.changes] == [60]
    assert [(row.before, row.after) for row in review.today] == [(60, 66)]
    known = histories.until(visit, histories.history(here.client), load())
    assert [row.value for row in known] == [60, 66]


def test_a_low_start_is_judged_beside_the_clients_own_group(here, now):
    """Part of a low start comes back by itself, where there is a group: 50.4° at 21 years."""
    Client.objects.filter(pk=here.client.pk).update(born_on=date(2005, 5, 1))
    shoulder = {"measure": "shoulder_ir_90", "instrument": "phone inclinometer"}
    taken = records.reading(now, value=30, **shoulder)
    readings.record(by=here.owner, visit=here.visit, reading=taken, now=now)

    visit = visits.close(by=here.owner, visit=here.visit, now=now)

    (change,) = visit.judgement.as_review().changes
    assert change.rebound > 0


def test_a_closed_visit_takes_nothing_more(here, now):
    visits.close(by=here.practitioner, visit=here.visit, now=now)
    before = everything()

    for action in (
        "visit.consented",
        "visit.note_written",
        "screening.recorded",
        "reading.recorded",
        "reading.withdrawn",
        "plan.recorded",
    ):
        with pytest.raises(BadInput, match="visit 1 was closed on 20 November 2026; open a new"):
            DEEDS[action](here, now)
    with pytest.raises(BadInput, match="open a new visit"):
        runs.open(
            by=here.owner, visit=here.visit, plan=here.plan, timeline=records.timeline(), now=now
        )

    assert everything() == before


def test_closed_twice_is_closed_once(here, now):
    first = visits.close(by=here.practitioner, visit=here.visit, now=now)
    again = visits.close(by=here.owner, visit=here.visit, now=now + timedelta(hours=1))

    assert (again.closed_at, again.closed_by) == (first.closed_at, here.practitioner)
    assert AuditEntry.objects.filter(action="visit.closed").count() == 1


def test_closing_a_visit_ends_its_session(here, now):
    visits.close(by=here.practitioner, visit=here.visit, now=now)

    here.run.refresh_from_db()
    assert here.run.ended_at == now


def start_session(here, now):
    runs.take_event(by=here.owner, run=here.run, event=records.event(), now=now)


@pytest.mark.parametrize(
    ("action", "then"),
    [("visit.closed", "close the visit"), ("screening.recorded", "answer again")],
)
def test_nothing_moves_under_a_session_that_is_going(action, then, here, now):
    start_session(here, now)
    before = everything()

    with pytest.raises(BadInput, match=f"A session is going. End it first, then {then}"):
        DEEDS[action](here, now + timedelta(hours=11))
    assert everything() == before

    runs.take_event(by=None, run=here.run, event=records.event(1, "end"), now=now)
    DEEDS[action](here, now + timedelta(minutes=1))


def test_nobody_lies_half_a_day_in_a_session_that_was_never_ended(here, now):
    start_session(here, now)

    visits.close(by=here.owner, visit=here.visit, now=now + visits.FORGOTTEN_AFTER)

    here.run.refresh_from_db()
    assert here.run.ended_at == now + visits.FORGOTTEN_AFTER


def test_new_answers_shut_a_room_that_nobody_has_started(here, now):
    DEEDS["screening.recorded"](here, now)

    here.run.refresh_from_db()
    assert here.run.ended_at == now
    assert AuditEntry.objects.filter(action="run.gave_way", target=here.run.pk).exists()


def test_a_visit_is_not_forgotten_while_its_session_is_going(here, now):
    start_session(here, now + timedelta(hours=11))

    again = visits.open(by=here.owner, client=here.client, now=now + timedelta(hours=13))

    assert again == here.visit


def test_consent_and_answers_are_kept_together_or_not_at_all(here, now, monkeypatch):
    def disk_full(*_: Any, **__: Any) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(Screening.objects, "create", disk_full)
    with pytest.raises(OSError, match="disk full"):
        screenings.record(
            by=here.owner,
            visit=here.visit,
            full=True,
            answers={},
            clearance=records.clearance(now),
            now=now,
            consents=True,
        )

    here.visit.refresh_from_db()
    assert here.visit.consented_at is None
