"""The day after a session through its pages: by link, by the practice, and what it does."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from endrange.knowledge import RECORDED
from endrange_app.storage import actions, catalogues
from endrange_app.storage.aftermath import FollowUp
from tests import records
from tests.tables import rows
from tests.web.pages import read
from tests.web.visiting import to

pytestmark = pytest.mark.django_db

WELL = {
    "q.after_head": "no",
    "q.after_saddle": "no",
    "q.after_limb": "no",
    "q.after_tingling": "no",
    "q.after_swelling": "no",
    "q.after_pain": "same",
    "q.after_soreness": "mild",
    "q.after_day": "no",
}


@pytest.fixture
def asked(here, now):
    """What is asked about a session of yesterday; the visit is signed."""
    actions.visits.close(by=here.owner, visit=here.visit, now=now)
    row = records.follow_up_of(here)
    FollowUp.objects.filter(pk=row.pk).update(
        session_at=now - timedelta(hours=30), due_at=now - timedelta(hours=6)
    )
    return FollowUp.objects.get(pk=row.pk)


def link(row) -> str:
    return reverse("follow-up-link", args=[row.token])


def test_the_client_answers_without_an_account(client, asked, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        page = read(client.get(link(asked)))
    assert page.faults == []
    assert page.unlabelled == []
    assert not any(f"q.{id_}" in page.ids for id_ in RECORDED)

    sent = client.post(link(asked), WELL)

    assert sent.status_code == 200
    assert "Nothing in it asks for a change" in sent.content.decode()
    said = asked.said.get()
    assert said.by is None
    assert set(said.answers) == {name.removeprefix("q.") for name in WELL}


def test_what_is_missing_is_named_and_the_rest_is_kept(client, asked):
    sent = client.post(link(asked), WELL | {"q.after_head": "", "q.after_soreness": "long"})

    assert sent.status_code == 422
    page = read(sent)
    assert page.values("q.after_soreness") == ["long"]
    assert "#q.after_head" in page.links
    assert not asked.said.exists()


TOLD = """
question     | answer | told
after_head   | signs  | Call the emergency number now
after_saddle | yes    | Call the emergency number now
after_limb   | yes    | Get medical help today
after_tingling | worse | Get medical help today
after_soreness | long | changes the next session
after_limb   | unknown | changes the next session
"""


@pytest.mark.parametrize("row", rows(TOLD), ids=lambda row: f"{row['question']}={row['answer']}")
def test_what_cannot_wait_is_said_at_once(client, asked, row):
    sent = client.post(link(asked), WELL | {f"q.{row['question']}": row["answer"]})

    text = sent.content.decode()
    assert row["told"] in text
    assert ('role="alert"' in text) is ("changes" not in row["told"])


def test_a_link_opens_for_two_weeks_and_no_other_key_does(client, asked, now):
    assert client.get(reverse("follow-up-link", args=["x" * 43])).status_code == 404
    FollowUp.objects.filter(pk=asked.pk).update(open_until=now)

    gone = client.post(link(asked), WELL)

    assert gone.status_code == 404
    assert "opens nothing now" in gone.content.decode()
    assert not asked.said.exists()


def test_a_link_that_runs_out_while_it_is_filled_in_says_so(client, asked, monkeypatch):
    later = timezone.now() + actions.follow_ups.OPEN_FOR
    found = actions.follow_ups.answer
    monkeypatch.setattr(actions.follow_ups, "answer", lambda **kw: found(**kw | {"now": later}))

    assert client.post(link(asked), WELL).status_code == 404


def test_the_practice_sees_who_is_due_and_enters_it(browser, asked, here):
    today = browser.get(reverse("today")).content.decode()
    assert "How did they bear it?" in today
    address = reverse("follow-up", args=[asked.pk])
    assert address in today
    page = browser.get(address).content.decode()
    assert link(asked) in page
    assert "qr-code" in page

    sent = browser.post(address, WELL)

    assert sent["Location"] == reverse("client", args=[asked.client_id])
    assert asked.said.get().by == here.practitioner
    assert "How did they bear it?" not in browser.get(reverse("today")).content.decode()
    assert "Answered" in browser.get(sent["Location"]).content.decode()


def test_what_has_not_settled_comes_back_on_the_third_day(browser, asked, now):
    browser.post(reverse("follow-up", args=[asked.pk]), WELL | {"q.after_soreness": "clear"})
    assert "How did they bear it?" not in browser.get(reverse("today")).content.decode()

    FollowUp.objects.filter(pk=asked.pk).update(due_at=timezone.now())

    assert "Had not settled: ask again" in browser.get(reverse("today")).content.decode()


def test_an_emergency_told_to_the_practice_is_no_toast(browser, asked):
    sent = browser.post(reverse("follow-up", args=[asked.pk]), WELL | {"q.after_saddle": "yes"})

    assert sent.status_code == 200
    assert "Call the emergency number now" in sent.content.decode()
    assert "Write down harm" in sent.content.decode()


def test_it_reaches_the_next_visit_and_can_be_answered_there(browser, asked, here, now):
    visit = actions.visits.open(by=here.owner, client=here.client, now=now)
    answers = here.screening.as_answers()
    actions.screenings.record(
        by=here.owner,
        visit=visit,
        full=False,
        answers=answers,
        clearance=actions.decisions.decide(visit, answers, on=timezone.localdate(), full=False),
        now=now,
    )
    page = browser.get(to("visit-decision", visit)).content.decode()
    assert "Nobody has said how the last session was borne" in page
    assert reverse("follow-up", args=[asked.pk]) in page

    browser.post(reverse("follow-up", args=[asked.pk]), WELL | {"q.after_soreness": "long"})

    page = browser.get(to("visit-decision", visit)).content.decode()
    assert "The day after was answered since this decision." in page
    assert browser.get(to("visit-plan", visit))["Location"] == to("visit-decision", visit)
    sent = browser.post(to("visit-decisions", visit))
    assert sent.status_code == 302
    page = browser.get(to("visit-decision", visit)).content.decode()
    assert "The last session was too much" in page
    assert "Half as much as usual: 50 % of the dose" in page
    assert "Continue to measure" in page


def test_a_signed_summary_shows_the_link_for_tomorrow(browser, asked, here):
    text = browser.get(to("visit-summary", here.visit)).content.decode()

    assert link(asked) in text
    assert to("visit-adverse-event", here.visit) in text


def test_of_anybody_elses_clients_nothing_is_due(elsewhere, asked):
    stranger = Client()
    stranger.force_login(elsewhere.practitioner)

    assert "Kit of Here" not in stranger.get(reverse("today")).content.decode()
    assert stranger.get(reverse("follow-up", args=[asked.pk])).status_code == 404


def test_the_catalogue_of_the_clinic_is_asked(asked):
    assert catalogues.of(asked.clinic).followup_questions
