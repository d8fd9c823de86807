"""The doors to rows: what is another clinic's is not there."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import Http404

from endrange_app.storage import access
from endrange_app.storage.actions import clinics, members
from endrange_app.storage.models import Client, Clinic, Membership, MembershipRole, User
from endrange_app.storage.rows import ClinicRow
from tests import records

pytestmark = pytest.mark.django_db

DOORS = {
    "client": lambda house: house.client,
    "visit": lambda house: house.visit,
    "reading": lambda house: house.reading,
    "run": lambda house: house.run,
    "intake": lambda house: house.intake,
    "clinician_clearance": records.word_of,
    "restriction": records.restriction_of,
    "own_file": records.own_file_of,
    "follow_up": records.follow_up_of,
    "adverse_event": records.adverse_event_of,
    "client_goal": records.goal_of,
    "progress_link": records.progress_link_of,
    "retest": records.retest_of,
    "stable_client": records.stable_client_of,
}


@pytest.mark.parametrize("door", DOORS)
def test_a_door_opens_for_the_own_clinic_only(door, here, elsewhere):
    open_door = getattr(access, door)
    row = DOORS[door](here)

    assert open_door(here.membership, row.pk) == row
    assert open_door(here.membership, str(row.pk)) == row
    with pytest.raises(access.NotHere):
        open_door(elsewhere.membership, row.pk)


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("key", ["", "1", "not-a-key", "01900000-0000-7000-8000-000000000000"])
def test_a_key_of_nothing_is_not_there(door, key, here):
    with pytest.raises(access.NotHere):
        getattr(access, door)(here.membership, key)


def test_not_here_is_a_404_and_a_missing_row():
    assert issubclass(access.NotHere, Http404)
    assert issubclass(access.NotHere, ObjectDoesNotExist)


def test_every_kind_of_row_of_a_clinic_is_covered_or_reached_through_another():
    """A new kind of row needs a door here, or a reason not to have one."""
    owned = {model.__name__ for model in _leaves(ClinicRow)}

    assert owned == {door.title().replace("_", "") for door in DOORS} | {
        "Membership",  # found by its user, access.membership
        "Screening",  # read with its visit
        "Said",  # read with its intake
        "GoalRating",  # read with its goal
        "HomeReading",  # read with its client, taken back through their link
        "FollowUpAnswers",  # read with its follow-up
        "AdverseEntry",  # read with its event
        "Plan",  # read with its visit
        "RunEvent",  # read with its run
        "Judgement",  # read with its visit
        "AuditEntry",  # has no page of its own
    }


def test_the_rows_of_a_clinic(here, elsewhere):
    assert list(Client.objects.of(here.clinic)) == [here.client]
    assert list(Client.objects.of(elsewhere.clinic)) == [elsewhere.client]


def _leaves(model):
    for child in model.__subclasses__():
        if child._meta.abstract:
            yield from _leaves(child)
        else:
            yield child


def test_every_row_names_its_clinic():
    for model in _leaves(ClinicRow):
        assert model._meta.get_field("clinic").related_model is Clinic
        assert not model._meta.get_field("clinic").null


# Who works for whom.


def test_a_member_works_for_their_clinic(here):
    assert access.membership(here.practitioner) == here.membership


def test_a_member_of_several_works_for_the_one_they_chose(here, elsewhere, now):
    members.add(
        by=elsewhere.owner,
        clinic=elsewhere.clinic,
        email=here.practitioner.email,
        name="",
        role=MembershipRole.PRACTITIONER,
        now=now,
    )
    works_for, someone = access.membership, here.practitioner

    assert works_for(someone).clinic.name == "Elsewhere"  # the first by name
    assert works_for(someone, str(here.clinic.pk)).clinic == here.clinic
    assert works_for(someone, elsewhere.clinic.pk).clinic == elsewhere.clinic


def test_choosing_a_clinic_one_does_not_belong_to_changes_nothing(here, elsewhere):
    assert access.membership(here.practitioner, elsewhere.clinic.pk) == here.membership


def test_who_left_or_is_nobody_works_for_none(here, now):
    members.end(by=here.owner, member=here.membership, now=now)
    stranger = User.objects.create_user("stranger@x.example")
    for user in (here.practitioner, stranger, AnonymousUser()):
        with pytest.raises(access.NotHere, match="no clinic"):
            access.membership(user)


def test_a_locked_account_works_for_none(here):
    here.practitioner.is_active = False
    with pytest.raises(access.NotHere):
        access.membership(here.practitioner)


def test_owner_matters_are_for_owners(here):
    access.require_owner(Membership.objects.get(user=here.owner))
    with pytest.raises(PermissionDenied):
        access.require_owner(here.membership)


def test_owner_of_one_clinic_is_not_owner_of_another(here, elsewhere, now):
    second = clinics.create(by=None, name="Second", owner=here.practitioner, now=now)

    assert access.membership(here.practitioner, second.pk).is_owner
    assert not access.membership(here.practitioner, here.clinic.pk).is_owner


def test_one_query_finds_the_membership_with_clinic_and_user(here, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = access.membership(here.practitioner)
        assert (found.clinic.name, found.user.email) == ("Here", here.practitioner.email)
