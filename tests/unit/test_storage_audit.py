"""The trail of a clinic: whose record each deed touched."""

from importlib import import_module

import pytest
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader

from endrange_app.storage.actions import audit
from endrange_app.storage.aftermath import FollowUpAnswers
from endrange_app.storage.models import AuditEntry
from endrange_app.storage.progress import HomeReading
from endrange_app.storage.wishes import GoalRating
from tests import records

pytestmark = pytest.mark.django_db

FILLS = ("0023_earlier_deeds_name_their_client", "0029_ratings_name_their_client")


def answered(house):
    return FollowUpAnswers.objects.create(
        clinic=house.clinic,
        follow_up=records.follow_up_of(house),
        answers={},
        at=house.visit.opened_at,
    )


def measured_at_home(house):
    link = records.progress_link_of(house)
    return HomeReading.objects.create(
        clinic=house.clinic, client=house.client, link=link, reading={}, at=house.visit.opened_at
    )


def rated(house):
    return GoalRating.objects.create(
        clinic=house.clinic,
        goal=records.goal_of(house),
        score=4,
        on=house.visit.opened_at.date(),
        by=house.owner,
        at=house.visit.opened_at,
    )


OF_A_CLIENT = {
    "client": lambda house: house.client,
    "visit": lambda house: house.visit,
    "screening": lambda house: house.screening,
    "reading": lambda house: house.reading,
    "plan": lambda house: house.plan,
    "run": lambda house: house.run,
    "intake": lambda house: house.intake,
    "clinicianclearance": records.word_of,
    "restriction": records.restriction_of,
    "followup": records.follow_up_of,
    "followupanswers": answered,
    "progresslink": records.progress_link_of,
    "homereading": measured_at_home,
    "retest": records.retest_of,
    "adverseevent": records.adverse_event_of,
    "clientgoal": records.goal_of,
    "goalrating": rated,
}
SINCE = {"stableclient": records.stable_client_of}
"""Kinds that came after the column: no entry of theirs is without it."""
OF_THE_CLINIC = {
    "clinic": lambda house: house.clinic,
    "membership": lambda house: house.membership,
    "ownfile": records.own_file_of,
}


@pytest.fixture
def entry(here, now):
    """Write down a deed on a row; return its entry."""

    def write(make):
        row = make(here)
        with transaction.atomic():
            audit.record("row.touched", row, by=here.owner, now=now)
        return AuditEntry.objects.get(action="row.touched")

    return write


@pytest.fixture(scope="module")
def as_then():
    """The tables as the migrations find them."""
    return MigrationLoader(None).project_state(("storage", FILLS[-1])).apps


@pytest.mark.parametrize("kind", OF_A_CLIENT | SINCE)
def test_a_deed_names_the_client_whose_record_it_touched(kind, entry, here):
    kept = entry((OF_A_CLIENT | SINCE)[kind])

    assert (kept.kind, kept.client, kept.clinic) == (kind, here.client, here.clinic)


@pytest.mark.parametrize("kind", OF_THE_CLINIC)
def test_a_deed_on_the_clinic_itself_names_nobody(kind, entry):
    kept = entry(OF_THE_CLINIC[kind])

    assert (kept.kind, kept.client) == (kind, None)


@pytest.mark.parametrize("kind", OF_A_CLIENT | OF_THE_CLINIC)
def test_a_deed_of_before_that_was_written_is_named_too(kind, entry, here, as_then):
    kept = entry((OF_A_CLIENT | OF_THE_CLINIC)[kind])
    with connection.cursor() as cursor:
        cursor.execute("UPDATE storage_auditentry SET client_id = NULL")

    for fill in FILLS:
        import_module(f"endrange_app.storage.migrations.{fill}").name_clients(as_then, None)

    kept.refresh_from_db()
    assert kept.client == (here.client if kind in OF_A_CLIENT else None)
