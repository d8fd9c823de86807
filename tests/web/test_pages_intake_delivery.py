"""What a phone delivers, whenever there is a network."""

from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.utils import timezone

from endrange_app.storage.intakes import Intake, Said
from endrange_app.storage.models import AuditEntry
from tests.tables import rows
from tests.web.answering import RED, TODAY, address, delivered, said, told_in
from tests.web.pages import read

pytestmark = pytest.mark.django_db


def test_what_the_phone_kept_is_stored_with_the_time_it_was_said(intake, phone):
    before = timezone.now()

    answer = delivered(phone, intake, said("hurt", "no", age=3_600_000), said("age", "34"))

    assert answer.json()["refused"] == {}
    row = intake.said.get(question="hurt")
    assert abs(row.at - (before - timedelta(hours=1))) < timedelta(minutes=1)
    assert told_in(intake)["age"]["value"] == 34


def test_a_phone_hears_that_its_link_has_run_out(intake, phone):
    """It goes on asking without a network; what it shows must say what is wrong, and what to do."""
    Intake.objects.filter(pk=intake.pk).update(open_until=timezone.now())

    answer = delivered(phone, intake, said("hurt", "no"))

    assert answer.status_code == 404
    assert answer.json() == {
        "problem": "This link opens nothing now. Ask your practitioner for a new one."
    }


def test_no_cookie_is_needed_and_none_is_looked_at(intake, here):
    """The link lets anybody in, so who is signed in beside it does not matter."""
    strict = Browser(enforce_csrf_checks=True)
    strict.force_login(here.practitioner)

    assert delivered(strict, intake, said("hurt", "no")).status_code == 200
    assert intake.said.get().by is None


def test_one_that_cannot_be_read_does_not_hold_up_the_others(intake, phone):
    answer = delivered(
        phone,
        intake,
        said("age", "200", sequence=1),
        said("hurt", "no", sequence=2),
        said("hair", "no", sequence=3),
        said("about.goals", "glass", sequence=4),
    ).json()

    assert set(answer["refused"]) == {"age", "hair", "about.goals"}
    assert "200 lies outside" in answer["refused"]["age"]
    assert told_in(intake).keys() == {"hurt"}


def test_taking_an_answer_back_is_kept_too(intake, phone):
    delivered(phone, intake, said("hurt", "no", sequence=1))
    delivered(phone, intake, said("hurt", sequence=2))

    assert told_in(intake) == {}


def test_how_a_place_hurts_arrives_as_far_as_it_is_said(intake, phone):
    """Half of a card is kept as half: what is not said yet is neither none nor don't know."""
    fields = [
        ("q.hurt", "yes"),
        ("q.hurt.places", "knee:right"),
        ("q.hurt.places", "neck:midline"),
        ("q.hurt.pain.knee:right.now", "4"),
        ("q.hurt.pain.knee:right.worst", "unknown"),
        ("q.hurt.pain.elbow:left.now", "9"),
    ]
    item = {"question": "hurt", "sequence": 1, "age": 0, "fields": fields}

    assert delivered(phone, intake, item).json()["refused"] == {}

    place = {"area": "knee", "side": "right"}
    pains = [{"place": place, "now": 4, "worst": "unknown", "characters": []}]
    assert told_in(intake)["hurt"]["pains"] == pains
    opened = read(phone.get(address(intake, page=TODAY)))
    assert opened.values("q.hurt.pain.knee:right.now") == ["4"]
    assert opened.values("q.hurt.pain.knee:right.worst") == ["unknown"]
    assert opened.values("q.hurt.pain.knee:right.like") == []
    assert opened.values("q.hurt.pain.neck:midline.now") == []


@pytest.mark.parametrize("number", ["11", "-1", "4.5", "9" * 5000, "four"])
def test_a_pain_that_is_no_number_of_ten_is_refused_alone(number, intake, phone):
    hurt = [
        ("q.hurt", "yes"),
        ("q.hurt.places", "knee:right"),
        ("q.hurt.pain.knee:right.now", number),
    ]
    items = {"question": "hurt", "sequence": 1, "age": 0, "fields": hurt}, said("age", "34")

    answer = delivered(phone, intake, *items)

    assert answer.status_code == 200
    assert answer.json()["refused"].keys() == {"hurt"}
    assert told_in(intake).keys() == {"age"}


def test_what_another_device_said_since_comes_back_with_the_delivery(intake, phone):
    first = delivered(phone, intake, said("hurt", "no", sequence=1), device="a").json()
    delivered(phone, intake, said("limb_swelling", "unknown", sequence=1), device="b")

    again = delivered(phone, intake, device="a", seen=first["seen"]).json()

    (other,) = again["others"]
    assert other["question"] == "limb_swelling"
    assert other["fields"] == [["q.limb_swelling", "unknown"]]
    assert 0 <= other["age"] < 60_000


def test_the_phone_is_told_of_an_emergency_it_could_not_see_by_itself(intake, phone):
    answer = delivered(
        phone, intake, *(said(question, value) for question, value in RED.items())
    ).json()

    assert answer["red"]
    assert delivered(phone, intake, done=True).json()["done"] is False


def test_done_is_done_once(intake, phone):
    assert delivered(phone, intake, said("hurt", "no"), done=True).json()["done"]
    assert delivered(phone, intake, done=True).json()["done"]

    assert AuditEntry.objects.filter(action="intake.sent").count() == 1


BROKEN = """
  what              | body
  no JSON           | {
  no object         | []
  a stranger's key  | {"device": "a", "said": [], "by": "me"}
  no device         | {"said": []}
  a future answer   | {"device": "a", "said": [{"question": "hurt", "sequence": 1, "age": -5, "fields": []}]}
  a word for a time | {"device": "a", "said": [{"question": "hurt", "sequence": 1, "age": "x", "fields": []}]}
  nothing at nought | {"device": "a\\u0000", "said": []}
"""  # noqa: E501


@pytest.mark.parametrize("row", rows(BROKEN), ids=lambda row: row["what"])
def test_a_broken_delivery_is_refused_whole(row, intake, phone):
    sent = phone.post(
        address(intake, "intake-answers"), row["body"], content_type="application/json"
    )

    assert sent.status_code == 409
    assert sent.json()["problem"]
    assert not Said.objects.exists()


def test_a_huge_delivery_is_refused(intake, phone):
    sent = delivered(phone, intake, said("about.words", "a" * 300_000))

    assert sent.status_code == 409
    assert "send at most" in sent.json()["problem"]
