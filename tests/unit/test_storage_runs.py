"""Live sessions on record: events kept once, in order, for good."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from endrange.errors import BadInput
from endrange_app.storage import access
from endrange_app.storage.actions import clients, plans, runs, visits
from endrange_app.storage.models import AuditEntry, Run, RunEvent, Visit
from endrange_app.storage.rows import NeverRewritten
from tests import records
from tests.records import event, house, timeline
from tests.tables import rows

pytestmark = pytest.mark.django_db


def take(house, *events, now):
    return [runs.take_event(by=None, run=house.run, event=one, now=now) for one in events]


def close_visit(house, now):
    Run.objects.filter(pk=house.run.pk).update(ended_at=now)
    visits.close(by=house.owner, visit=house.visit, now=now)


def open_run(house, plan, now):
    return runs.open(
        by=house.practitioner, visit=house.visit, plan=plan, timeline=timeline(), now=now
    )


def another_plan(house, now):
    return plans.record(
        by=house.practitioner,
        visit=house.visit,
        screening=house.screening,
        request=house.plan.as_request(),
        plan=records.session_plan(minutes=10),
        now=now + timedelta(minutes=1),
    )


def test_events_are_numbered_in_the_order_they_came(here, now):
    taken = take(here, event(0), event(1, "pause"), event(0, "hurts", device="phone"), now=now)

    assert [one.number for one in taken] == [1, 2, 3]
    assert [one.kind for one in runs.events_of(here.run)] == ["start", "pause", "hurts"]


def test_an_event_comes_back_as_it_was(here, now):
    comfort = event(2**53 - 1, "comfort", at=7, role="client", stretch=5, pain=0)

    take(here, comfort, now=now)

    assert runs.events_of(here.run) == (comfort,)


def test_sent_twice_stored_once(here, now):
    first, *again = take(here, event(0), event(0), event(0), now=now)

    assert again == [first, first]
    assert RunEvent.objects.filter(run=here.run).count() == 1
    assert AuditEntry.objects.filter(action="run.start").count() == 1


def test_sent_again_with_a_corrected_clock_it_is_the_same_event(here, now):
    (first,) = take(here, event(0, "stop", at=5_000), now=now)
    (again,) = take(here, event(0, "stop", at=7_000), now=now)

    assert again == first
    assert again.at == 5_000


def test_a_used_sequence_number_never_swallows_another_event(here, now):
    take(here, event(0), now=now)

    with pytest.raises(BadInput, match="tablet sent 0 before, as start; count on"):
        take(here, event(0, "pause"), now=now)


URGENT = """
  kind    | pain | urgent
  stop    |      | yes
  hurts   |      | yes
  comfort | 6    | yes
  comfort | 5    | no
  comfort |      | no
  pause   |      | no
  end     |      | no
"""


@pytest.mark.parametrize("row", rows(URGENT), ids=lambda row: f"{row['kind']} {row['pain']}")
@pytest.mark.parametrize("why", ["number used", "visit closed", "too many"])
def test_an_urgent_event_is_never_refused(row, why, here, now, monkeypatch):
    take(here, event(0), now=now)
    if why == "visit closed":
        close_visit(here, now)
    if why == "too many":
        monkeypatch.setattr(runs, "MOST_EVENTS", 1)
    rating = {"pain": int(row["pain"])} if row["pain"] else {}
    said = event(0 if why == "number used" else 1, row["kind"], **rating)

    if row["urgent"] == "no":
        with pytest.raises(BadInput, match=r"count on|closed|on record"):
            take(here, said, now=now)
    else:
        first, again = take(here, said, said, now=now)
        assert first == again
        assert [one.kind for one in runs.events_of(here.run)] == ["start", row["kind"]]


def test_what_was_taken_before_the_visit_closed_is_confirmed_after(here, now):
    (first,) = take(here, event(0), now=now)
    close_visit(here, now)

    assert take(here, event(0), now=now) == [first]


def test_the_second_red_ends_the_run_on_record_without_anybody_saying_so(here, now):
    take(here, event(0), event(1, "hurts", at=1_000), now=now)
    here.run.refresh_from_db()
    assert here.run.ended_at is None

    take(here, event(2, "ready", at=2_000), event(3, "resume", at=3_000), now=now)
    take(here, event(4, "comfort", at=4_000, pain=7), now=now)

    here.run.refresh_from_db()
    assert here.run.ended_at == now


@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 5)), max_size=30))
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_however_often_and_in_whatever_order_no_number_is_missing(here, now, sent):
    run = fresh_run(here, now)
    for device, sequence in sent:
        runs.take_event(by=None, run=run, event=event(sequence, device=device), now=now)

    kept = list(run.events.order_by("number"))
    assert [one.number for one in kept] == list(range(1, len(kept) + 1))
    assert [(one.device, one.sequence) for one in kept] == list(dict.fromkeys(sent))


def fresh_run(house, now):
    Run.objects.filter(visit=house.visit, ended_at__isnull=True).update(ended_at=now)
    return open_run(house, house.plan, now)


def test_the_end_is_on_the_run_too_and_what_comes_late_is_kept(here, now):
    later = now + timedelta(minutes=30)
    take(here, event(0), event(1, "end"), now=now)
    take(here, event(9, "comfort", device="phone", role="client", pain=1), now=later)

    here.run.refresh_from_db()
    assert here.run.ended_at == now
    assert [one.kind for one in runs.events_of(here.run)] == ["start", "end", "comfort"]


def test_a_second_end_does_not_move_the_first(here, now):
    take(here, event(0, "end"), now=now)
    take(here, event(1, "end"), now=now + timedelta(minutes=1))

    here.run.refresh_from_db()
    assert here.run.ended_at == now


@pytest.mark.django_db(transaction=True)
def test_many_devices_at_once(now):
    """Ten threads send the same forty events; each is kept once and no number is missing."""
    here = house("Here", now, records.small(now))
    faults = together(10, lambda: take(here, *(event(n) for n in range(40)), now=now))

    assert faults == []
    numbers = RunEvent.objects.filter(run=here.run).order_by("number")
    assert [one.number for one in numbers] == list(range(1, 41))
    assert sorted(one.sequence for one in numbers) == list(range(40))


@pytest.mark.django_db(transaction=True)
def test_everybody_presses_start_at_once(now):
    """One visit of a client is open, and one run of a visit, whoever was first."""
    here = house("Here", now, records.small(now))
    plan = another_plan(here, now)
    client = clients.create(by=here.owner, clinic=here.clinic, name="Noor", now=now)

    assert together(5, lambda: open_run(here, plan, now)) == []
    assert together(5, lambda: visits.open(by=here.owner, client=client, now=now)) == []
    assert Run.objects.filter(visit=here.visit, ended_at__isnull=True).count() == 1
    assert Visit.objects.filter(client=client).count() == 1


def together(threads, work):
    """Run the same work in several threads that start at once; return what went wrong."""
    faults = []
    gate = threading.Barrier(threads)

    def one():
        gate.wait()
        try:
            work()
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    several = [threading.Thread(target=one) for _ in range(threads)]
    for thread in several:
        thread.start()
    for thread in several:
        thread.join()
    return faults


# Opening.


def test_a_second_press_opens_the_same_session(here, now):
    assert open_run(here, here.plan, now) == here.run


def test_a_session_nobody_started_gives_way_to_a_new_plan(here, now):
    run = open_run(here, another_plan(here, now), now)

    here.run.refresh_from_db()
    assert here.run.ended_at == now
    assert run != here.run


def test_a_session_that_is_going_does_not_give_way(here, now):
    take(here, event(0), now=now)

    with pytest.raises(BadInput, match="end it first"):
        open_run(here, another_plan(here, now), now)


def test_a_plan_of_another_visit_is_refused(here, elsewhere, now):
    with pytest.raises(BadInput, match="another visit"):
        open_run(here, elsewhere.plan, now)


# Joining.


def test_the_code_has_only_letters_that_cannot_be_mistaken(here):
    assert len(here.run.join_code) == 6
    assert not set(here.run.join_code) & set("B8I1LO0S5Z2")
    assert len(here.run.join_token) == 43


def test_a_code_is_never_used_again(here, now, monkeypatch):
    taken, fresh = here.run.join_code, "AAAAAA"
    letters = iter(taken + fresh)
    monkeypatch.setattr(runs.secrets, "choice", lambda _: next(letters))

    assert open_run(here, another_plan(here, now), now).join_code == fresh


def test_a_second_screen_finds_its_session_by_code_or_address(here, now):
    code = here.run.join_code.lower()

    assert access.run_by_code(f" {code[:3]} {code[3:]} ", now) == here.run
    assert access.run_by_token(here.run.join_token, now) == here.run


def test_after_the_end_the_code_is_dead_and_the_address_lives_on_for_a_while(here, now):
    take(here, event(0, "end"), now=now)

    assert access.run_by_token(here.run.join_token, now) == here.run
    with pytest.raises(access.NotHere):
        access.run_by_code(here.run.join_code, now)
    with pytest.raises(access.NotHere):
        access.run_by_token(here.run.join_token, here.run.join_until)


# For good.


@pytest.mark.parametrize("kind", ["event", "audit", "screening", "plan"])
def test_history_is_never_rewritten(kind, here, now):
    (taken,) = take(here, event(0), now=now)
    row = {
        "event": taken,
        "audit": AuditEntry.objects.first(),
        "screening": here.screening,
        "plan": here.plan,
    }[kind]
    model = type(row)
    attempts = {
        "updated": [
            row.save,
            lambda: model.objects.update(clinic=here.clinic),
            lambda: model.objects.filter(pk=row.pk).update(clinic=here.clinic),
            lambda: model.objects.bulk_update([row], ["clinic"]),
            lambda: model.objects.update_or_create(pk=row.pk),
        ],
        "deleted": [
            row.delete,
            lambda: model.objects.all().delete(),
            lambda: model.objects.filter(pk=row.pk).delete(),
        ],
    }

    for deed, ways in attempts.items():
        for way in ways:
            with pytest.raises(NeverRewritten, match=f"cannot be {deed}: it is a record; add"):
                way()
    assert model.objects.filter(pk=row.pk).exists()
