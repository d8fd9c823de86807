"""The pages of a live session: who gets in, by which door, at what cost."""

import re
from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.utils import timezone

from endrange_app.storage.models import Run
from tests.tables import rows

pytestmark = pytest.mark.django_db

WRONG = "This code opens no session."
TOO_MANY = "Too many tries."


@pytest.fixture
def run(here):
    """Open for another hour."""
    Run.objects.update(join_until=timezone.now() + timedelta(hours=1))
    return Run.objects.get(pk=here.run.pk)


@pytest.fixture
def phone():
    """A browser nobody has signed in with."""
    return Browser()


def test_the_helpers_page_shows_the_ways_in(run, here, client):
    client.force_login(here.practitioner)

    page = client.get(f"/runs/{run.pk}/").content.decode()

    assert f"{run.join_code[:3]} {run.join_code[3:]}" in page
    assert 'class="qr-code"' in page
    assert "testserver/join" in page
    assert f'data-socket="/live/{run.pk}/?language=en-gb"' in page
    assert 'data-act="start"' in page


def test_another_clinics_helper_finds_nothing(run, elsewhere, client):
    client.force_login(elsewhere.practitioner)

    assert client.get(f"/runs/{run.pk}/").status_code == 404


def test_nobody_is_asked_to_sign_in_first(run, phone):
    answer = phone.get(f"/runs/{run.pk}/")

    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")


def test_the_token_opens_the_clients_page_without_an_account(run, phone):
    answer = phone.get(f"/join/{run.join_token}/")

    assert answer.status_code == 200
    assert f'data-socket="/live/join/{run.join_token}/?language=en-gb"' in answer.content.decode()
    assert run.join_code not in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]


def test_a_spent_token_says_so_plainly(run, phone):
    Run.objects.update(join_until=timezone.now() - timedelta(seconds=1))

    answer = phone.get(f"/join/{run.join_token}/")

    assert answer.status_code == 404
    assert "no longer opens a session" in answer.content.decode()


TYPED = """
  typed   | opens
  as is   | yes
  small   | yes
  spaced  | yes
  wrong   | no
  nothing | no
"""


@pytest.mark.parametrize("row", rows(TYPED), ids=lambda row: row["typed"])
def test_a_typed_code_opens_the_clients_page(run, phone, row):
    code = run.join_code
    typed = {
        "as is": code,
        "small": code.lower(),
        "spaced": f" {code[:3]} {code[3:]} ",
        "wrong": "AAAAAA",
        "nothing": "",
    }[row["typed"]]

    answer = phone.post("/join/", {"code": typed})

    if row["opens"] == "yes":
        assert answer["Location"] == f"/join/{run.join_token}/"
    else:
        assert WRONG in answer.content.decode()


def test_wrong_spent_and_ended_codes_get_the_same_answer(run, phone):
    def answer_to(code: str) -> str:
        page = phone.post("/join/", {"code": code}).content.decode()
        return re.sub(r'value="[^"]*"', "", page)  # what was typed, and the form's own token

    wrong = answer_to("AAAAAA")
    Run.objects.update(join_until=timezone.now() - timedelta(seconds=1))
    spent = answer_to(run.join_code)
    Run.objects.update(join_until=timezone.now() + timedelta(hours=1), ended_at=timezone.now())
    ended = answer_to(run.join_code)

    assert wrong == spent == ended


def test_guessing_is_cut_short_and_right_codes_cost_nothing(run, phone):
    for _ in range(30):
        assert phone.post("/join/", {"code": run.join_code}).status_code == 302
    for _ in range(20):
        assert WRONG in phone.post("/join/", {"code": "AAAAAA"}).content.decode()

    answer = phone.post("/join/", {"code": run.join_code})

    assert answer.status_code == 429
    assert TOO_MANY in answer.content.decode()


def test_a_typed_code_is_shown_again_as_text_only(run, phone):
    page = phone.post("/join/", {"code": '"><script>alert(1)</script>'}).content.decode()

    assert "<script>alert" not in page


@pytest.mark.parametrize("door", ["helper", "client"])
def test_pages_ask_the_database_little(run, here, client, door, django_assert_max_num_queries):
    client.force_login(here.practitioner)
    path = f"/runs/{run.pk}/" if door == "helper" else f"/join/{run.join_token}/"
    client.get(path)

    with django_assert_max_num_queries(10):
        client.get(path)


@pytest.mark.parametrize("door", ["helper", "client"])
def test_nothing_on_the_page_is_inline(run, here, client, door):
    client.force_login(here.practitioner)
    path = f"/runs/{run.pk}/" if door == "helper" else f"/join/{run.join_token}/"

    page = client.get(path).content.decode()

    assert not re.search(r"<script(?![^>]*(\bsrc=|application/json))", page)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=", page)
