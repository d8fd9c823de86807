"""What the database itself refuses, whoever asks."""

from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from endrange_app.storage.actions import readings
from endrange_app.storage.intakes import Intake
from endrange_app.storage.keys import uuid7
from endrange_app.storage.models import Client, Clinic, Membership, Reading, Run, User, Visit
from tests.tables import rows

PAIRS = """
  record     | when         | who
  Membership | ended_at     | ended_by
  Client     | archived_at  | archived_by
  Visit      | consented_at | consent_taken_by
  Visit      | closed_at    | closed_by
  Reading    | withdrawn_at | withdrawn_by
  Intake     | revoked_at   | revoked_by
  Intake     | accepted_at  | accepted_by
"""
KINDS: dict[str, type[models.Model]] = {
    model.__name__: model for model in (Membership, Client, Visit, Reading, Intake)
}


@pytest.mark.parametrize("row", rows(PAIRS), ids=lambda row: row["who"])
def test_who_and_when_are_kept_together_or_not_at_all(row, here, now):
    those = KINDS[row["record"]].objects.filter(clinic=here.clinic)
    both = {row["when"]: now, row["who"]: here.owner}

    for half, value in both.items():
        with pytest.raises(IntegrityError), transaction.atomic():
            those.update(**{half: value})

    assert those.update(**both) >= 1


def copy_of(row, **changes):
    fields = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields}
    return type(row)(**(fields | {"id": uuid7()} | changes))


TWICE = {
    "two open visits of one client": lambda h: copy_of(h.visit, number=2),
    "two visits of one number": lambda h: copy_of(
        h.visit, closed_at=h.visit.opened_at, closed_by=h.owner
    ),
    "two open runs of one visit": lambda h: copy_of(h.run, join_code="AAAAAA", join_token="A"),
    "two runs with one code": lambda h: copy_of(h.run, join_token="A", ended_at=h.run.opened_at),
    "two invitations of one client": lambda h: copy_of(h.intake, token="A"),
    "two links of one secret": lambda h: copy_of(
        h.intake, revoked_at=h.visit.opened_at, revoked_by=h.owner
    ),
    "an intake that came from nowhere": lambda h: copy_of(h.intake, token=None, open_until=None),
    "two memberships of one person": lambda h: copy_of(h.membership),
    "two accounts of one address": lambda h: User(email=h.owner.email),
}


@pytest.mark.parametrize("what", TWICE)
def test_there_are_never(what, here):
    with pytest.raises(IntegrityError), transaction.atomic():
        TWICE[what](here).save(force_insert=True)


@pytest.mark.parametrize("kind", ["clinic", "owner", "client", "visit"])
def test_what_others_stand_on_is_not_deleted(kind, here):
    with pytest.raises(ProtectedError):
        getattr(here, kind).delete()
    assert Clinic.objects.filter(pk=here.clinic.pk).exists()
    assert Run.objects.filter(pk=here.run.pk).exists()


@pytest.mark.django_db
def test_an_address_is_one_whatever_its_letters():
    assert User.objects.create_user(" Sam@Example.ORG ").email == "sam@example.org"


@pytest.mark.parametrize(
    ("name", "full", "short"),
    [("Sam Okoro", "Sam Okoro", "Sam"), ("", "sam@example.org", "sam@example.org")],
)
def test_names(name, full, short):
    user = User(email="sam@example.org", name=name)

    assert (user.get_full_name(), user.get_short_name()) == (full, short)


@pytest.mark.django_db
def test_the_migrations_tell_all_of_the_models():
    out = StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=out)

    assert "No changes" in out.getvalue()


@given(st.integers(0, 2**48 - 1))
def test_keys_are_version_7_and_sort_by_time(milliseconds):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("time.time_ns", lambda: milliseconds * 1_000_000)
        key = uuid7()

    assert (key.version, key.variant) == (7, "specified in RFC 4122")
    assert key.int >> 80 == milliseconds


def test_keys_differ():
    assert len({uuid7() for _ in range(10_000)}) == 10_000


BIRTHDAYS = """
  born       | on         | age
  1990-05-17 | 2026-05-16 | 35
  1990-05-17 | 2026-05-17 | 36
  2000-02-29 | 2026-02-28 | 25
  2000-02-29 | 2026-03-01 | 26
"""


@pytest.mark.parametrize("row", rows(BIRTHDAYS), ids=lambda row: row["on"])
def test_age_in_whole_years(row):
    born, on = date.fromisoformat(row["born"]), date.fromisoformat(row["on"])

    assert Client(born_on=born).age_on(on) == int(row["age"])
    assert Client(born_on=None).age_on(on) is None


def test_a_reading_is_of_the_day_on_the_clinics_clock(here):
    """23:30 in London is the next morning in Auckland."""
    Reading.objects.filter(pk=here.reading.pk).update(
        taken_at=datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
    )
    row = Reading.objects.get(pk=here.reading.pk)

    with timezone.override("Pacific/Auckland"):
        assert row.as_reading().taken_at.date() == date(2026, 11, 21)
        assert readings.history(here.client)[0].taken_at.date() == date(2026, 11, 21)


def test_a_later_key_is_larger_even_within_a_millisecond():
    keys = [uuid7() for _ in range(10_000)]

    assert keys == sorted(keys)
