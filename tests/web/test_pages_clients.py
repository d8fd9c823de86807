"""Clients, and where a visit of theirs stands."""

from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from endrange_app.storage import actions
from endrange_app.storage.models import AuditEntry, Run, Visit
from tests import records
from tests.tables import rows
from tests.web.pages import read
from tests.web.visiting import screened, to

pytestmark = pytest.mark.django_db


def test_a_client_is_taken_on(browser, here):
    sent = browser.post(
        reverse("client-new"), {"name": " Zoe ", "born_on": "1990-05-01", "goals": ["running"]}
    )

    assert sent.status_code == 302
    page = browser.get(sent["Location"]).content.decode()
    assert "Zoe, " in page
    assert "Running" in page


@pytest.mark.parametrize(
    "row",
    rows("""
      born_on    | told
      1790-05-01 | The year 1790 cannot be right
      2990-05-01 | The year 2990 cannot be right
      yesterday  | Write a date such as
    """),
    ids=lambda row: row["born_on"],
)
def test_a_wrong_date_of_birth_loses_nothing(browser, row):
    sent = browser.post(
        reverse("client-new"),
        {"name": "Zoe", "own_goal": "Dance again", "goals": ["running"], **row},
    )
    page = read(sent)

    assert row["told"] in sent.content.decode()
    assert page.values("name") == ["Zoe"]
    assert page.values("own_goal") == ["Dance again"]
    assert page.values("goals") == ["running"]
    assert page.values("born_on") == [row["born_on"]]


def test_a_visit_in_progress_is_resumed_where_it_stands(browser, newcomer):
    assert browser.get(to("visit", newcomer))["Location"] == to("visit-screening", newcomer)
    screened(browser, newcomer)
    assert browser.get(to("visit", newcomer))["Location"] == to("visit-decision", newcomer)
    browser.post(to("visit-plan", newcomer), {"minutes": 8})
    assert browser.get(to("visit", newcomer))["Location"] == to("visit-plan", newcomer)
    browser.post(to("visit-runs", newcomer))
    run = Run.objects.get(visit=newcomer)
    session = reverse("session-helper", args=[run.pk])
    assert browser.get(to("visit", newcomer))["Location"] == session
    browser.post(to("visit-closure", newcomer))
    assert browser.get(to("visit", newcomer))["Location"] == to("visit-summary", newcomer)


def test_starting_twice_goes_on_with_the_open_visit(browser, newcomer):
    address = reverse("client-visits", args=[newcomer.client_id])

    assert browser.post(address)["Location"] == to("visit", newcomer)
    assert Visit.objects.filter(client=newcomer.client).count() == 1
    assert timezone.localdate(newcomer.opened_at) == timezone.localdate()


def test_the_sex_they_told_finds_their_published_group(browser, here, now):
    kit = here.client
    cadet = records.reading(now, measure="shoulder_ir_90", value=50, active=True)
    actions.readings.record(by=here.owner, visit=here.visit, reading=cadet, now=now)
    address = reverse("client-particulars", args=[kit.pk])
    born = (now - timedelta(days=366 * 19)).date().isoformat()

    told = {}
    for sex in ("", "female", "male", "male"):
        browser.post(address, {"name": "Kit", "born_on": born, "sex": sex})
        told[sex] = browser.get(reverse("client", args=[kit.pk])).content.decode()

    assert "military cadets" not in told[""]
    assert "Female military cadets of about 19 years, 74 people" in told["female"]
    assert "Male military cadets of about 19 years, 548 people" in told["male"]
    assert "selected>Male" in browser.get(address).content.decode()
    assert AuditEntry.objects.filter(action="client.sex_noted").count() == 2


@pytest.mark.parametrize(("years", "is_said"), [(17, False), (19, True)])
def test_nobody_under_18_stands_beside_adults(years, is_said, browser, here, now):
    cadet = records.reading(now, measure="shoulder_ir_90", value=50, active=True)
    actions.readings.record(by=here.owner, visit=here.visit, reading=cadet, now=now)
    born = (now - timedelta(days=366 * years)).date().isoformat()
    address = reverse("client-particulars", args=[here.client.pk])
    browser.post(address, {"name": "Kit", "born_on": born, "sex": "female"})

    page = browser.get(reverse("client", args=[here.client.pk])).content.decode()

    assert ("Published group" in page) is is_said


# ---------- Two windows on one form ----------


def shown(browser, address):
    """What a window sends that changes nothing: its fields, and what they were when it opened."""
    page = read(browser.get(address))
    fields = [given for tag, given in page.tags if tag in ("input", "textarea")]
    return {
        one["name"]: one.get("value", "")
        for one in fields
        if one.get("name") and (one.get("type") not in ("checkbox", "radio") or "checked" in one)
    }


TWO_WINDOWS = """
  first sends      | second sends     | name | goal
  name=Vera        | own_goal=Run     | Vera | Run
  name=Vera        | name=Uma Lind    | Uma Lind |
  own_goal=Run     | name=Vera        | Vera | Run
  own_goal=Run     | own_goal=        | Uma  | Run
"""


@pytest.mark.parametrize("row", rows(TWO_WINDOWS), ids=lambda row: " ".join(row.values()))
def test_a_window_changes_only_what_was_changed_in_it(row, browser, newcomer):
    address = reverse("client-particulars", args=[newcomer.client_id])
    windows = [shown(browser, address), shown(browser, address)]

    for window, name in zip(windows, ("first sends", "second sends"), strict=True):
        field, _, value = row[name].partition("=")
        assert browser.post(address, window | {field: value}).status_code == 302

    newcomer.client.refresh_from_db()
    assert (newcomer.client.name, newcomer.client.own_goal) == (row["name"], row["goal"])


def test_what_is_emptied_stays_empty(browser, newcomer):
    address = reverse("client-particulars", args=[newcomer.client_id])
    browser.post(address, shown(browser, address) | {"own_goal": "Run"})

    browser.post(address, shown(browser, address) | {"own_goal": ""})

    newcomer.client.refresh_from_db()
    assert newcomer.client.own_goal == ""


def test_a_stale_window_does_not_take_the_setting_back(here):
    owner = Browser()
    owner.force_login(here.owner)
    stale = {"initial-name": here.clinic.name, "initial-setting": "clinic"}
    stale |= {"name": "Renamed", "setting": "clinic"}
    owner.post(reverse("practice"), {"name": here.clinic.name, "setting": "home"})

    owner.post(reverse("practice"), stale)

    here.clinic.refresh_from_db()
    assert (here.clinic.name, here.clinic.setting) == ("Renamed", "home")
