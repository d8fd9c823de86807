"""The demo clinic tells the story it is there to tell."""

import re
from datetime import timedelta

import pytest
from django.db import transaction

from endrange import knowledge, progress
from endrange.knowledge import Asked, Verdict
from endrange.progress import Claim
from endrange.screening import questions_for
from endrange.session import Status, replay
from endrange.values import Side
from endrange_app.storage import access, demo, held
from endrange_app.storage.actions import readings, runs, screenings
from endrange_app.storage.demo_people import MAYAS_PAST
from endrange_app.storage.models import AuditEntry, Client, Clinic, Run, Screening, User, Visit
from tests.conftest import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """Made once and taken back after the last test; each test undoes what it adds."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield demo.load_demo(NOW)
        transaction.set_rollback(True)


@pytest.fixture
def clinic(made, db):
    return made


def client(name):
    return Client.objects.get(name=name)


def test_it_is_made_once(clinic, now):
    counted = (User.objects.count(), Visit.objects.count(), AuditEntry.objects.count())

    assert demo.load_demo(now + timedelta(days=3)) == clinic
    assert (User.objects.count(), Visit.objects.count(), AuditEntry.objects.count()) == counted


def test_it_leaves_another_clinic_alone(here, now):
    assert demo.load_demo(now) != here.clinic
    assert list(Client.objects.of(here.clinic)) == [here.client]
    assert Clinic.objects.count() == 2


def test_the_printed_password_opens_it_and_everybody_in_it_is_invented(clinic):
    for email, name in demo.PEOPLE:
        user = User.objects.get(email=email)
        assert user.check_password("stretch-demo")
        assert user.name == name
        assert access.membership(user).clinic == clinic
        assert re.search(r"@.*\.example$", email)

    assert {visit.note for visit in Visit.objects.all()} == {"Invented for the demo."}


def test_mayas_left_side_has_changed_and_of_the_right_it_is_too_early_to_tell(clinic, now):
    review = progress.review(
        readings.history(client("Maya Reyes")), knowledge.load(), on=now.date()
    )

    assert {change.side: change.claim for change in review.changes} == {
        Side.LEFT: Claim.IMPROVED,
        Side.RIGHT: Claim.TOO_EARLY,
    }


def test_maya_has_a_forecast(clinic, now):
    """Two readings before her first session, four after it: as everybody is asked for."""
    maya = client("Maya Reyes")
    done = held.Done(held.of(maya))
    doses = progress.doses(done, "hip_flexion_slr", Side.LEFT, knowledge.load())
    left = [row for row in readings.history(maya) if row.side is Side.LEFT]

    ahead = progress.forecast(left, doses, knowledge.load(), on=now.date())

    assert isinstance(ahead, progress.Forecast)
    assert ahead.low < 74 < ahead.high


def test_what_is_asked_first_today(clinic, now):
    """Maya and Ben the short re-screen, because they were asked in full; Noor everything."""
    due = {c.name: screenings.full_because(c, now.date()) for c in Client.objects.of(clinic)}

    assert due == {"Maya Reyes": None, "Ben Tanaka": None, "Noor Haddad": "never_asked"}


def test_bens_shoulder_and_eyes_change_what_may_be_done_and_nothing_changes_it_for_maya(clinic):
    found = {}
    for row in Screening.objects.filter(full=True).select_related("visit__client"):
        decision = row.as_clearance()
        personal = {f.precaution for f in decision.findings if f.personal}
        found[row.visit.client.name] = (decision.verdict, personal)

    assert found["Ben Tanaka"] == (Verdict.ADAPT, {"DIS-02", "DIS-02-FRONT", "EYE-01"})
    assert found["Maya Reyes"] == (Verdict.PROCEED, set())


def test_no_question_was_left_open(clinic):
    """A missing answer counts as unknown: the demo would show warnings nobody gave cause for."""
    for row in Screening.objects.filter(full=True):
        answers = row.as_answers()
        put = questions_for(Asked.FULL, answers, knowledge.load())
        assert [question.id for question in put if question.id not in answers] == []


def test_every_past_session_was_planned_run_to_its_end_and_closed(clinic):
    past = Run.objects.filter(clinic=clinic)
    for run in past:
        events = runs.events_of(run)
        assert replay(run.as_timeline(), events).status is Status.ENDED
        assert run.ended_at
        assert run.visit.closed_at > run.ended_at
        assert run.visit.consented_at == run.visit.opened_at
        assert run.as_timeline().seconds == run.plan.as_plan().seconds
    assert past.count() == len(MAYAS_PAST)


def test_nothing_happened_before_the_clinic_opened_or_after_now(clinic, now):
    moments = AuditEntry.objects.of(clinic).values_list("at", flat=True)

    assert clinic.created_at == min(moments)
    assert max(moments) <= now
