"""What no page lets happen: danger that waits, old answers that go on, a session under others."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from endrange_app.storage import actions
from endrange_app.web import requests
from tests.records import event
from tests.web.pages import read
from tests.web.visiting import screened, to, typed

pytestmark = pytest.mark.django_db


# ---------- An emergency waits for nothing ----------


def at_the_door(browser, visit, here, now):
    """The next visit of a client whose full answers are known."""
    screened(browser, visit)
    browser.post(to("visit-closure", visit))
    return actions.visits.open(by=here.owner, client=visit.client, now=now + timedelta(minutes=1))


RED = [
    {"q.chest_or_breath.ticks": ["breath"]},
    {"q.limb_swelling.ticks": ["cold"], "q.age": "200"},
    {"q.fever_spine.ticks": ["spine"]},  # its question, and the one before that, were skipped
]


@pytest.mark.parametrize("said", RED, ids=lambda said: next(iter(said)))
@pytest.mark.parametrize("page", ["the door", "the full form"])
def test_one_red_yes_brings_the_red_page_whatever_else_is_missing(
    browser, newcomer, here, now, page, said
):
    visit = at_the_door(browser, newcomer, here, now) if page == "the door" else newcomer

    red = browser.post(to("visit-screening", visit), said, follow=True)

    assert red.redirect_chain == [(to("visit-decision", visit), 302)]
    assert "Stop. Do not stretch." in red.content.decode()
    kept = visit.screenings.get()
    assert kept.verdict == "emergency"
    assert not kept.full
    assert "hurt" not in kept.answers
    visit.refresh_from_db()
    assert visit.consented_at is None


def test_a_red_follow_up_that_was_ruled_out_is_no_emergency(browser, newcomer):
    said = {"q.not_usual": "no", "q.fever_spine.ticks": ["spine"]}
    sent = browser.post(to("visit-screening", newcomer), said)

    assert sent.status_code == 422
    assert not newcomer.screenings.exists()


def test_what_is_only_missing_is_no_emergency(browser, newcomer):
    assert browser.post(to("visit-screening", newcomer), {}).status_code == 422
    assert not newcomer.screenings.exists()


def test_after_an_emergency_the_next_visit_asks_everything(browser, newcomer, here, now):
    browser.post(to("visit-screening", newcomer), {"q.neck_injury_signs": "yes"})
    browser.post(to("visit-closure", newcomer))
    later = actions.visits.open(by=here.owner, client=newcomer.client, now=now)

    page = read(browser.get(to("visit-screening", later)))

    assert "q.bones" in page.ids
    assert page.values("q.neck_injury_signs") == ["yes"]


# ---------- Nothing moves under a session ----------


@pytest.fixture
def going(browser, planned):
    browser.post(to("visit-runs", planned))
    run = planned.runs.get()
    actions.runs.take_event(by=run.by, run=run, event=event(), now=timezone.now())
    return planned


def test_answers_during_a_session_are_refused_and_kept_on_the_page(browser, going):
    sent = screened(browser, going, **{"limb_swelling.ticks": ["cold"], "age": "61"})

    assert sent.status_code == 422
    assert "A session is going. End it first, then answer again." in sent.content.decode()
    page = read(sent)
    assert (page.values("q.limb_swelling.ticks"), page.values("q.age")) == (["cold"], ["61"])
    assert page.values("consent") == ["1"]
    assert going.screenings.count() == 1


def test_a_visit_is_not_signed_during_its_session(browser, going):
    told = browser.post(to("visit-closure", going), follow=True)

    assert told.redirect_chain[-1][0] == reverse("session-helper", args=[going.runs.get().pk])
    going.refresh_from_db()
    assert going.closed_at is None
    assert "End it before you sign" in browser.get(to("visit-summary", going)).content.decode()


def test_new_answers_shut_a_room_that_was_opened_and_not_started(browser, planned):
    browser.post(to("visit-runs", planned))
    screened(browser, planned, **{"limb_swelling.ticks": ["cold"]})

    assert planned.runs.get().ended_at is not None


def test_answers_to_a_visit_closed_in_another_tab_stay_on_the_page(browser, newcomer):
    browser.post(to("visit-closure", newcomer))

    sent = screened(browser, newcomer, bones="osteopenia")

    assert sent.status_code == 422
    assert "open a new visit" in sent.content.decode()
    assert read(sent).values("q.bones") == ["osteopenia"]


# ---------- Answers of another day ----------


@pytest.fixture
def tomorrow(monkeypatch, browser, here):
    """Call it, and it is the day after for every page; who works signs in again."""

    def comes():
        later = timezone.now() + timedelta(days=1)
        monkeypatch.setattr(timezone, "now", lambda: later)
        browser.force_login(here.practitioner)

    return comes


@pytest.mark.parametrize("page", ["visit-measures", "visit-plan", "visit"])
def test_answers_of_yesterday_do_not_go_on(browser, planned, tomorrow, page):
    day = timezone.localdate()
    tomorrow()

    asked = browser.get(to(page, planned), follow=True)

    assert asked.redirect_chain[-1][0] == to("visit-screening", planned)
    assert f"The answers of this visit are of {day:%-d %B %Y}. Ask again" in asked.content.decode()
    assert read(asked).values("q.chest_or_breath") == []
    browser.post(to("visit-runs", planned))
    assert not planned.runs.exists()
    assert "Continue to measure" not in browser.get(to("visit-decision", planned)).content.decode()


def test_a_session_of_yesterday_is_still_summed_up_and_signed(browser, going, tomorrow):
    run = going.runs.get()
    actions.runs.take_event(by=None, run=run, event=event(1, "end"), now=timezone.now())
    tomorrow()

    assert browser.get(to("visit", going))["Location"] == to("visit-summary", going)
    assert browser.get(to("visit-summary", going)).status_code == 200


def test_today_tells_the_day_of_a_visit_that_is_not_of_today(browser, newcomer, tomorrow):
    day = timezone.localdate()
    tomorrow()

    assert f"{day:%-d %b}" in read(browser.get(reverse("today"))).text("time")


# ---------- Who stretches, and whether for the first time ----------


@pytest.mark.parametrize(
    ("setting", "helper"),
    [("clinic", "practitioner"), ("studio", "practitioner"), ("home", "lay"), ("team", "lay")],
)
def test_at_home_and_in_a_team_nobody_is_a_practitioner(here, setting, helper):
    here.visit.clinic.setting = setting

    assert requests.of_visit(here.visit, minutes=25).helper == helper


def test_it_is_the_first_session_until_one_was_held(browser, going, now):
    run = going.runs.get()
    assert requests.of_visit(going, minutes=25).first_session

    actions.runs.take_event(by=None, run=run, event=event(1, "end"), now=now)

    assert not requests.of_visit(going, minutes=25).first_session


def test_a_room_that_nobody_started_was_no_session(browser, planned):
    browser.post(to("visit-runs", planned))
    screened(browser, planned)

    assert requests.of_visit(planned, minutes=25).first_session


def test_a_signed_visit_offers_nothing_to_measure(browser, newcomer):
    screened(browser, newcomer)
    browser.post(to("visit-readings", newcomer), typed(newcomer))
    browser.post(to("visit-closure", newcomer))

    page = read(browser.get(to("visit-measures", newcomer)))

    forms = [given["action"] for tag, given in page.tags if tag == "form" and "action" in given]
    assert not [action for action in forms if "/visits/" in action or "/readings/" in action]
