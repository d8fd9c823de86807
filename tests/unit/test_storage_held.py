"""Readings and sessions by the hundred, as pages ask for them: none left out, none made up."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from endrange.assessment import History, Moment
from endrange.knowledge import EndFeel
from endrange.values import Side
from endrange_app.storage import held, histories, trails
from endrange_app.storage.actions import readings, runs, visits
from endrange_app.storage.aftermath import FollowUp
from endrange_app.storage.models import Reading, Run, RunEvent
from endrange_app.web import comfort
from tests import longterm, records
from tests.records import event

pytestmark = pytest.mark.django_db
FILL = "0028_what_earlier_sessions_did"


def plain(history):
    """Without the trials, which are not held."""
    return [dict(one) | {"trials": ()} for one in history]


def test_the_readings_are_those_of_the_rows_in_their_order(here, now):
    more = [
        {"side": Side.RIGHT, "end_feel": EndFeel.SPASM, "discomfort": None},
        {"moment": Moment.AFTER, "active": True, "taken_at": now + timedelta(microseconds=1)},
        {"taken_at": (now + timedelta(hours=9)).replace(microsecond=0), "value": 61.25},
    ]
    for one in more:
        taken = records.reading(now).replace(**one)
        readings.record(by=here.practitioner, visit=here.visit, reading=taken, now=now)
    gone = readings.record(
        by=here.owner, visit=here.visit, reading=records.reading(now, value=1), now=now
    )
    readings.withdraw(by=here.owner, reading=gone, now=now)

    found = trails.of(here.client)

    assert plain(found.readings()) == plain(histories.history(here.client))
    assert len(found.readings()) == 1 + len(more)
    assert found.trails.keys() == History.of(histories.history(here.client)).trails.keys()


def test_hundreds_are_held_in_as_many_ways_as_they_were_taken(owner_of_years):
    found = trails.of(owner_of_years)

    hows = {id(row.how) for trail in found.trails.values() for row in trail}
    assert Reading.objects.filter(client=owner_of_years).count() == 4 * 210
    assert len(hows) == 4


@pytest.fixture
def owner_of_years(here, now):
    return longterm.client(here.owner, here.clinic, 210, 4, now)


def test_no_session_is_left_out_however_long_ago(owner_of_years):
    found = held.of(owner_of_years)

    assert len(found) == 209
    assert found[0].on == found[-1].on + 208 * longterm.EVERY
    assert len(found[-1].as_bouts()) == 8


def held_now(here, now):
    said = [("start", 0, {}), ("comfort", 5, {"stretch": 4, "pain": 1}), ("end", 30, {})]
    for sequence, (kind, second, more) in enumerate(said):
        one = event(sequence, kind, at=1000 * second, **more)
        runs.take_event(by=here.owner, run=here.run, event=one, now=now)


def test_a_session_is_one_once_it_has_ended(here, now):
    first = event(0, "start", at=0)
    runs.take_event(by=here.owner, run=here.run, event=first, now=now)
    assert held.of(here.client) == []

    last = event(1, "end", at=30_000)
    runs.take_event(by=here.owner, run=here.run, event=last, now=now)
    (found,) = held.of(here.client)

    assert (found.session_at, found.answered_at) == (now, None)
    assert [(on, bout.seconds) for on, bout in held.Done([found])] == [(found.on, 30)]


def test_a_session_nobody_ended_is_of_the_day_of_its_visit(here, now):
    """It ends with its visit, when the client comes again; a reading then is not of before it."""
    runs.take_event(by=here.owner, run=here.run, event=event(0, "start"), now=now)
    later = now + timedelta(weeks=4)
    visits.close(by=here.owner, visit=here.visit, now=later)

    (found,) = held.of(here.client)

    assert (found.session_at, found.on) == (later, now.date())


def test_a_run_that_nobody_started_is_no_session(here, now):
    Run.objects.filter(pk=here.run.pk).update(ended_at=now)
    said = event(0, "ready")
    RunEvent.objects.create(
        clinic=here.clinic,
        run=here.run,
        number=1,
        data=said.model_dump(mode="json"),
        received_at=now,
        **{name: getattr(said, name) for name in ("device", "sequence", "at", "role", "kind")},
    )

    assert held.of(here.client) == []


def test_readings_and_sessions_are_of_the_day_on_the_clinics_clock(here, now):
    """17:30 in London is 6:30 of the next day in Auckland."""
    held_now(here, now)
    tomorrow = now.date() + timedelta(days=1)

    with timezone.override("Pacific/Auckland"):
        (taken,) = trails.of(here.client).readings()
        (session,) = held.of(here.client)

    assert taken.taken_at.date() == tomorrow
    assert (session.on, session.session_at.date()) == (tomorrow, tomorrow)


def test_of_one_held_before_days_after_were_asked_about_nothing_is_known(here, now):
    held_now(here, now)
    FollowUp.objects.all().delete()

    (found,) = held.of(here.client)

    assert (found.pk, found.performed, found.as_bouts()) == (None, None, ())
    assert list(held.Done([found])) == [(found.on, None)]


def test_one_in_which_nothing_was_begun_has_no_bouts(here, now):
    held_now(here, now)
    FollowUp.objects.update(performed=[])

    (found,) = held.of(here.client)

    assert list(held.Done([found])) == []
    assert comfort.of([found]) is None


def fill():
    import_module(f"endrange_app.storage.migrations.{FILL}").read_again(apps, None)
    return FollowUp.objects.get().performed


def test_what_was_done_before_it_was_kept_is_read_from_the_record(here, now):
    held_now(here, now)
    kept = FollowUp.objects.get().performed
    FollowUp.objects.update(performed=[])

    assert fill() == kept != []
    assert fill() == kept


def test_a_record_that_cannot_be_read_any_more_leaves_it_unknown(here, now):
    held_now(here, now)
    FollowUp.objects.update(performed=[])
    Run.objects.update(timeline={"of": "another release"})

    assert fill() is None
    assert [bout for _, bout in held.Done(held.of(here.client))] == [None]
