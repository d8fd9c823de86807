"""Harm through its pages: written down, corrected, followed up, exported without names."""

import csv
import json
from io import StringIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from endrange.knowledge import load
from endrange_app.storage import actions
from endrange_app.storage.aftermath import AdverseEvent
from endrange_app.storage.harm import AdverseReport
from tests.records import event
from tests.tables import rows
from tests.web.pages import read
from tests.web.visiting import to

pytestmark = pytest.mark.django_db


def typed(**changes):
    fields = {
        "severity": "2",
        "what": "Sharp pain at the back of the thigh.",
        "happened_on": timezone.localdate(),
        "moment": "during",
        "referral": "own_doctor",
        "causality": "probable",
        "expected": "no",
        "preventable": "unknown",
    }
    return fields | changes


def of_client(house) -> str:
    return reverse("client-adverse-event", args=[house.client.pk])


@pytest.fixture
def written(browser, here):
    browser.post(to("visit-adverse-event", here.visit), typed())
    return AdverseEvent.objects.get()


def test_it_is_written_down_and_shown_whole(browser, here):
    form = read(browser.get(of_client(here)))
    assert form.faults == []
    assert form.unlabelled == []

    sent = browser.post(
        of_client(here),
        typed(
            stretch="ham_slr_shoulder", side="left", pain="7", onset_seconds="-3", angle_degrees=""
        ),
    )

    row = AdverseEvent.objects.get()
    assert sent["Location"] == reverse("adverse-event", args=[row.pk])
    report = row.entries.get().as_report()
    assert (report.pain, report.onset_seconds, report.angle_degrees) == (7, -3, None)
    text = browser.get(sent["Location"]).content.decode()
    for words in ("Moderate", "7 / 10", "-3 s", "Probably", "Their own doctor", load().version):
        assert words in text
    assert "Nothing is stretched until all questions are asked again" in text


SENT = """
field       | value      | told
severity    |            | This field is required
severity    | 9          | Select a valid choice
what        |            | This field is required
happened_on | 2999-01-01 | still to come
happened_on | soon       | Write a date
pain        | 11         | less than or equal to 10
stretch     | cartwheel  | Select a valid choice
"""


@pytest.mark.parametrize("row", rows(SENT), ids=lambda row: f"{row['field']}={row['value']}")
def test_what_cannot_be_is_refused_and_nothing_typed_is_lost(browser, here, row):
    sent = browser.post(of_client(here), typed(action="Let go.", **{row["field"]: row["value"]}))

    assert sent.status_code == 422
    assert row["told"] in sent.content.decode()
    assert "Let go." in sent.content.decode()
    assert not AdverseEvent.objects.exists()


def test_a_session_tells_what_it_knows(browser, here, now):
    for number, kind, role in ((0, "start", "helper"), (1, "stop", "client")):
        said = event(number, kind, role=role, at=40_000 * number)
        actions.runs.take_event(by=here.owner, run=here.run, event=said, now=now)
    card = here.run.as_timeline().cards[0]

    page = read(browser.get(to("visit-adverse-event", here.visit)))

    text = browser.get(to("visit-adverse-event", here.visit)).content.decode()
    assert "stopped by the client" in text
    assert page.values("onset_seconds") != []
    assert f'<option value="{card.stretch}" selected>' in text
    sent = browser.post(to("visit-adverse-event", here.visit), typed())
    assert sent.status_code == 302
    assert AdverseEvent.objects.get().run == here.run


SENT_AGAIN = """
  in the same words | by        | for           | written down
  yes               | the same  | the same      | once
  no                | the same  | the same      | twice
  yes               | the owner | the same      | twice
  yes               | the same  | somebody else | twice
"""


@pytest.mark.parametrize("row", rows(SENT_AGAIN), ids=lambda row: " ".join(row.values()))
def test_a_second_tap_writes_nothing_down_twice(row, browser, here, now):
    first = browser.post(of_client(here), typed())["Location"]
    vera = actions.clients.create(by=here.owner, clinic=here.clinic, name="Vera", now=now)
    other = Client()
    other.force_login(here.owner)

    again = (other if row["by"] == "the owner" else browser).post(
        reverse("client-adverse-event", args=[vera.pk])
        if row["for"] == "somebody else"
        else of_client(here),
        typed() if row["in the same words"] == "yes" else typed(what="A bruise."),
    )

    assert (again["Location"] == first) == (row["written down"] == "once")
    assert AdverseEvent.objects.count() == (1 if row["written down"] == "once" else 2)


def test_the_same_again_later_is_harm_again(here, now):
    report = AdverseReport(
        severity="1", happened_on=now.date(), what="A cramp.", moment="hours_later"
    )
    later = now + actions.adverse_events.A_SECOND_TAP
    events = {
        actions.adverse_events.record(by=here.owner, client=here.client, report=report, now=moment)
        for moment in (now, later)
    }

    assert len(events) == 2


def test_it_locks_the_visit_at_once(browser, here, written):
    assert browser.get(to("visit-plan", here.visit))["Location"] == to(
        "visit-screening", here.visit
    )
    page = browser.get(to("visit-screening", here.visit)).content.decode()
    assert "All questions, because harm was written down since." in page
    decision = browser.get(to("visit-decision", here.visit)).content.decode()
    assert "Harm was written down since these answers." in decision
    assert browser.post(to("visit-decisions", here.visit))["Location"] == to(
        "visit-screening", here.visit
    )


def test_a_correction_stands_beside_what_it_corrects(browser, written):
    address = reverse("adverse-event-report", args=[written.pk])
    form = read(browser.get(address))
    assert form.values("severity") == ["2"]

    sent = browser.post(address, typed(severity="1", what="Sore the day after."))

    assert sent["Location"] == reverse("adverse-event", args=[written.pk])
    text = browser.get(sent["Location"]).content.decode()
    assert "Sore the day after." in text
    assert "Earlier reports" in text
    assert "Sharp pain" in text
    assert browser.post(address, typed(what="")).status_code == 422


def test_the_clinician_is_asked_for_until_somebody_wrote_whom_they_told(browser, here):
    browser.post(of_client(here), typed(severity="3"))
    row = AdverseEvent.objects.get()
    entries = reverse("adverse-event-entries", args=[row.pk])
    listed = reverse("adverse-events") + "?open=1"
    assert "Tell the responsible clinician today" in browser.get(listed).content.decode()

    wrong = browser.post(entries, {"on": "2999-01-01", "outcome": "going_on"})
    assert wrong.status_code == 422
    today = timezone.localdate()
    browser.post(entries, {"on": today, "outcome": "going_on", "clinician_told": "Dr Adeyemi"})

    text = browser.get(listed).content.decode()
    assert "Tell the responsible" not in text
    assert "Going on" in text
    browser.post(entries, {"on": today, "outcome": "recovered", "text": "Walks again."})
    assert "Nothing is open." in browser.get(listed).content.decode()
    shown = browser.get(reverse("adverse-event", args=[row.pk])).content.decode()
    assert "Walks again." in shown
    assert "Dr Adeyemi" in shown


def test_the_files_name_nobody_and_hold_what_was_decided(here, browser, written):
    today = timezone.localdate()
    entries = reverse("adverse-event-entries", args=[written.pk])
    browser.post(entries, {"on": today, "outcome": "recovered", "clinician_told": "Dr Adeyemi"})
    owner = Client()
    owner.force_login(here.owner)

    whole = owner.get(reverse("adverse-events-json"))
    table = owner.get(reverse("adverse-events-csv"))

    (one,) = json.loads(whole.content)["adverse_events"]
    assert one["catalogue"] == load().version
    assert one["setting"] == "clinic"
    assert one["answers"] == here.screening.answers
    assert one["reports"][0]["what"] == "Sharp pain at the back of the thigh."
    assert one["follow_ups"][0]["clinician_told"] is True
    (row,) = csv.DictReader(StringIO(table.content.decode()))
    assert (row["client"], row["severity"], row["outcome"]) == (one["client"], "2", "recovered")
    assert row["rules_in_force"] == " ".join(one["rules_in_force"])
    for text in (whole.content.decode(), table.content.decode()):
        for name in ("Kit", "Pia", "Olu", "Adeyemi", str(here.client.pk)):
            assert name not in text
    single = owner.get(reverse("adverse-events-json") + f"?event={written.pk}")
    assert json.loads(single.content)["adverse_events"] == [one]


def test_a_formula_in_free_text_stays_text(here, browser):
    browser.post(of_client(here), typed(what="=HYPERLINK(1)", action="-cmd"))
    owner = Client()
    owner.force_login(here.owner)

    text = owner.get(reverse("adverse-events-csv")).content.decode()

    (row,) = csv.DictReader(StringIO(text))
    assert (row["what"], row["action"]) == ("'=HYPERLINK(1)", "'-cmd")


@pytest.mark.parametrize("name", ["adverse-events-csv", "adverse-events-json"])
def test_only_an_owner_takes_files_away(browser, name):
    assert browser.get(reverse(name)).status_code == 403


def test_another_clinics_event_is_not_in_the_files(here, elsewhere, written):
    stranger = Client()
    stranger.force_login(elsewhere.owner)

    assert json.loads(stranger.get(reverse("adverse-events-json")).content)["adverse_events"] == []
    one = reverse("adverse-events-json") + f"?event={written.pk}"
    assert stranger.get(one).status_code == 404


@pytest.mark.parametrize("name", ["adverse-events", "adverse-event", "client-adverse-event"])
def test_pages_ask_the_database_little(browser, here, written, name, django_assert_max_num_queries):
    browser.post(of_client(here), typed())
    parts = {"adverse-event": [written.pk], "client-adverse-event": [here.client.pk]}
    with django_assert_max_num_queries(10):
        page = read(browser.get(reverse(name, args=parts.get(name, []))))
    assert page.faults == []
    assert len(page.ids) == len(set(page.ids))
