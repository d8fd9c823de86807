"""Every action: what it changes, its audit entry, and that the two stand or fall together."""

from datetime import timedelta
from typing import Any

import pytest

from endrange.errors import BadInput
from endrange.planning import PlanRequest
from endrange_app.storage.actions import (
    audit,
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
    Plan,
    Reading,
    User,
)
from tests import records
from tests.unit.deeds import DEEDS, everything

pytestmark = pytest.mark.django_db

WITHOUT_ACCOUNT = {
    *("clinic.created", "run.stop"),
    *("intake.consented", "intake.sent", "intake.withdrawn"),
}


@pytest.mark.parametrize("action", DEEDS)
def test_each_deed_leaves_who_when_and_what(action, here, now):
    later = now + timedelta(minutes=5)
    before = set(AuditEntry.objects.values_list("pk", flat=True))

    DEEDS[action](here, later)

    new = AuditEntry.objects.exclude(pk__in=before).filter(action=action)
    assert new.count() == 1
    entry = new.get()
    assert entry.at >= later
    assert (entry.by is None) == (action in WITHOUT_ACCOUNT)
    assert entry.target
    assert entry.clinic == here.clinic or action == "clinic.created"


@pytest.mark.parametrize("action", DEEDS)
def test_without_its_audit_entry_a_deed_does_not_happen(action, here, now, monkeypatch):
    if action == "own.withdrawn":
        records.own_file_of(here)  # there before the deed
    before = everything()

    def disk_full(*_: Any, **__: Any) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(AuditEntry.objects, "create", disk_full)
    with pytest.raises(OSError, match="disk full"):
        DEEDS[action](here, now)

    assert everything() == before


def test_every_public_action_is_in_the_table():
    """An action that nobody audits would slip through the two tests above."""
    readers = {"history", "in_force", "answers_so_far", "full_because", "door_questions",
               "events_of", "still_open", "nothing_going", "check_in_force",
               "something_new", "further_on", "past", "answers_from", "still_asked"}  # fmt: skip
    inside = {"give_way"}  # part of the deeds that call it
    nouns = (clinics, members, own, clients, intakes, visits, screenings, readings, plans, runs)
    public = {
        f"{noun.__name__.rpartition('.')[2]}.{name}"
        for noun in nouns
        for name, thing in vars(noun).items()
        if callable(thing)
        and not isinstance(thing, type)
        and getattr(thing, "__module__", "") == noun.__name__
        and not name.startswith("_")
        and name not in readers | inside
    }

    assert public == {
        "clinics.create", "clinics.update",
        "members.add", "members.change_role", "members.end", "own.lay", "own.withdraw",
        "clients.create", "clients.update", "clients.note_sex", "clients.tell", "clients.archive",
        "clients.restore",
        "intakes.invite", "intakes.revoke", "intakes.consent", "intakes.say", "intakes.send",
        "intakes.withdraw", "intakes.at_table", "intakes.accept",
        "visits.open", "visits.take_consent", "visits.write_note",
        "visits.agree_next", "visits.close",
        "screenings.record", "readings.record", "readings.withdraw", "readings.take_in",
        "plans.record",
        "runs.open", "runs.take_event",
    }  # fmt: skip
    assert len(public) == len(DEEDS)


@pytest.mark.django_db(transaction=True)
def test_no_entry_is_written_outside_a_transaction(now):
    owner = User.objects.create_user("o@x.example")
    clinic = clinics.create(by=None, name="Here", owner=owner, now=now)

    with pytest.raises(RuntimeError, match=r"visit\.closed.*@transaction\.atomic"):
        audit.record("visit.closed", clinic, by=owner, now=now)


def open_session(here, now):
    return runs.open(
        by=here.owner, visit=here.visit, plan=here.plan, timeline=records.timeline(), now=now
    )


def test_a_change_of_setting_tells_from_what_to_what(here, now):
    DEEDS["clinic.updated"](here, now)

    entry = AuditEntry.objects.get(action="clinic.updated")
    assert entry.details == {"setting_from": "clinic", "setting_to": "studio"}


def test_the_words_a_note_had_are_kept_and_the_same_words_are_no_deed(here, now):
    for note in ("Warm.", "Warm. ", "Cold."):
        visits.write_note(by=here.owner, visit=here.visit, note=note, now=now)

    entries = AuditEntry.objects.filter(action="visit.note_written").order_by("pk")
    assert [entry.details for entry in entries] == [{"before": ""}, {"before": "Warm."}]


def test_a_reading_comes_back_as_it_was_with_the_hands_that_took_it(here, now):
    given = records.reading(
        now,
        value=61.5,
        discomfort=None,
        trials=(60, 61.5, 63),
        end_feel="springy",
        warm_up="walk",
        convention="other_sign",
        origin="home",
    )

    row = readings.record(by=here.owner, visit=here.visit, reading=given, now=now)

    assert readings.history(here.client)[-1] == given.replace(examiner=str(here.owner.pk))
    assert row.as_reading() == readings.history(here.client)[-1]


def test_a_withdrawn_reading_is_kept_and_left_out(here, now):
    readings.withdraw(by=here.practitioner, reading=here.reading, now=now)

    assert readings.history(here.client) == ()
    here.reading.refresh_from_db()
    assert here.reading.withdrawn_by == here.practitioner


def test_taken_back_twice_it_keeps_the_first_who_and_when(here, now):
    readings.withdraw(by=here.practitioner, reading=here.reading, now=now)
    stale = Reading.objects.get(pk=here.reading.pk)
    stale.withdrawn_at = stale.withdrawn_by = None  # another tab, loaded before

    readings.withdraw(by=here.owner, reading=stale, now=now + timedelta(hours=1))

    kept = Reading.objects.get(pk=here.reading.pk)
    assert (kept.withdrawn_at, kept.withdrawn_by) == (now, here.practitioner)
    assert AuditEntry.objects.filter(action="reading.withdrawn").count() == 1


def test_a_plan_and_its_request_come_back_as_they_were(here):
    plan = Plan.objects.get(visit=here.visit)

    assert plan == here.plan
    assert plan.as_plan() == records.session_plan()
    assert plan.as_request() == PlanRequest(minutes=8)
    assert plan.catalogue == records.CATALOGUE


def test_new_answers_take_the_plan_out_of_force(here, now):
    DEEDS["screening.recorded"](here, now + timedelta(minutes=1))

    with pytest.raises(BadInput, match="the answers have changed"):
        DEEDS["plan.recorded"](here, now + timedelta(minutes=2))
    with pytest.raises(BadInput, match="the answers have changed"):
        open_session(here, now + timedelta(minutes=2))
