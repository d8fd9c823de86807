"""Members and clients: who comes, who goes, and what is said of it."""

from datetime import date

import pytest

from endrange.errors import BadInput
from endrange_app.storage.actions import (
    clients,
    members,
)
from endrange_app.storage.models import (
    AuditEntry,
    Client,
    Membership,
)
from tests.unit.deeds import OWNER, PRACTITIONER, everything, particulars

pytestmark = pytest.mark.django_db


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
