"""Every action: what it changes, its audit entry, and that the two stand or fall together."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import models

from endrange.errors import BadInput
from endrange.knowledge import Sex
from endrange.planning import PlanRequest
from endrange.screening import Setting
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
    Client,
    Membership,
    MembershipRole,
    Plan,
    Reading,
    Screening,
    User,
    Visit,
)
from endrange_app.storage.own import OwnFile
from tests import records
from tests.records import House
from tests.tables import rows

pytestmark = pytest.mark.django_db

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


WITHOUT_ACCOUNT = {
    *("clinic.created", "run.stop"),
    *("intake.consented", "intake.sent", "intake.withdrawn"),
}


def everything() -> dict[str, list[Any]]:
    """All rows of storage except the audit, as plain data."""
    kept: list[type[models.Model]] = list(apps.get_app_config("storage").get_models())
    kept.remove(AuditEntry)
    return {m.__name__: list(m._default_manager.order_by("pk").values()) for m in kept}


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


# Members.


def test_an_invited_member_gets_an_account_without_a_password(here, now):
    member = members.add(
        by=here.owner, clinic=here.clinic, email=" New@X.Example ", name="New", role=OWNER, now=now
    )

    assert member.user.email == "new@x.example"
    assert not member.user.has_usable_password()


def test_somebody_who_left_can_come_back(here, now):
    members.end(by=here.owner, member=here.membership, now=now)

    again = members.add(
        by=here.owner,
        clinic=here.clinic,
        email=here.practitioner.email,
        name="",
        role=PRACTITIONER,
        now=now,
    )

    assert again == here.membership
    assert (again.ended_at, again.ended_by) == (None, None)
    assert again.user.name == "Pia of Here"


def test_a_member_is_not_added_twice_and_so_not_demoted_by_mistake(here, now):
    before = everything()
    with pytest.raises(BadInput, match="is a member already; change their role instead"):
        members.add(
            by=here.owner,
            clinic=here.clinic,
            email=here.owner.email,
            name="",
            role=PRACTITIONER,
            now=now,
        )

    assert everything() == before


def test_a_clinic_keeps_an_owner(here, now):
    sole = Membership.objects.get(user=here.owner)

    with pytest.raises(BadInput, match="only owner"):
        members.end(by=here.owner, member=sole, now=now)
    with pytest.raises(BadInput, match="only owner"):
        members.change_role(by=here.owner, member=sole, role=PRACTITIONER, now=now)

    members.change_role(by=here.owner, member=here.membership, role=OWNER, now=now)
    assert members.end(by=here.owner, member=sole, now=now).ended_by == here.owner


def test_an_owner_who_left_does_not_count(here, now):
    members.change_role(by=here.owner, member=here.membership, role=OWNER, now=now)
    members.end(by=here.owner, member=here.membership, now=now)

    with pytest.raises(BadInput, match="only owner"):
        members.end(by=here.owner, member=Membership.objects.get(user=here.owner), now=now)


# Clients.


def test_an_update_says_which_particulars_changed_and_not_their_content(here, now):
    clients.update(
        by=here.practitioner, client=here.client, **particulars(name=here.client.name), now=now
    )

    assert AuditEntry.objects.get(action="client.updated").details == {"changed": ["born_on"]}
    assert Client.objects.get(pk=here.client.pk).born_on == date(1990, 5, 1)


def test_an_update_that_changes_nothing_is_no_deed(here, now):
    same = {name: getattr(here.client, name) for name in particulars()}
    clients.update(by=here.practitioner, client=here.client, **same, now=now)

    assert not AuditEntry.objects.filter(action="client.updated").exists()


def test_archiving_keeps_the_row_with_who_and_when(here, now):
    clients.archive(by=here.practitioner, client=here.client, now=now)

    client = Client.objects.get(pk=here.client.pk)
    assert (client.archived_at, client.archived_by) == (now, here.practitioner)


# Visits.

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


# While a session is going.


def open_session(here, now):
    return runs.open(
        by=here.owner, visit=here.visit, plan=here.plan, timeline=records.timeline(), now=now
    )


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


# What the audit tells.


def test_a_change_of_setting_tells_from_what_to_what(here, now):
    DEEDS["clinic.updated"](here, now)

    entry = AuditEntry.objects.get(action="clinic.updated")
    assert entry.details == {"setting_from": "clinic", "setting_to": "studio"}


def test_the_words_a_note_had_are_kept_and_the_same_words_are_no_deed(here, now):
    for note in ("Warm.", "Warm. ", "Cold."):
        visits.write_note(by=here.owner, visit=here.visit, note=note, now=now)

    entries = AuditEntry.objects.filter(action="visit.note_written").order_by("pk")
    assert [entry.details for entry in entries] == [{"before": ""}, {"before": "Warm."}]


# Readings.


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


# Plans.


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
