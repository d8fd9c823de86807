"""A plan through its page: made, changed by hand, and started."""

import pytest
from django.urls import reverse

from endrange import knowledge
from endrange_app.storage.models import Run
from tests.web.visiting import screened, to

pytestmark = pytest.mark.django_db


def in_force(visit):
    return visit.plans.order_by("-at", "-id").first().as_plan()


def edit(browser, visit, sent):
    """From a page that shows the plan in force."""
    seen = {"plan": visit.plans.order_by("-at", "-id").first().pk}
    return browser.post(to("visit-plan-edits", visit), seen | sent, follow=True)


def test_a_plan_is_made_and_shown_with_its_proof(browser, planned):
    plan = in_force(planned)
    text = browser.get(to("visit-plan", planned)).content.decode()

    assert plan.items
    assert "proven, gap 0 %" in text
    for item in plan.items:
        assert knowledge.load().stretch(item.stretch).name in text


@pytest.mark.parametrize("minutes", ["8", "15", "25", "40", "60"])
def test_each_time_box_gives_a_plan_that_fits(browser, newcomer, minutes):
    screened(browser, newcomer)
    browser.post(to("visit-plan", newcomer), {"minutes": minutes})
    plan = in_force(newcomer)

    assert plan.minutes == int(minutes)
    assert plan.seconds <= 60 * plan.minutes
    assert browser.get(to("visit-plan", newcomer)).status_code == 200


def test_minutes_nobody_offers_are_the_usual_ones(browser, newcomer):
    screened(browser, newcomer)
    browser.post(to("visit-plan", newcomer), {"minutes": "1000"})

    assert in_force(newcomer).minutes == 25


def test_edits_change_the_plan_and_drop_its_claim(browser, planned):
    before = in_force(planned)

    edit(browser, planned, {"edit": "remove", "item": 0})
    after = in_force(planned)

    assert [i.stretch for i in after.items] == [i.stretch for i in before.items[1:]]
    assert after.edited
    assert "Changed by hand" in browser.get(to("visit-plan", planned)).content.decode()


def test_a_stretch_taken_out_stays_out_of_another_time_box(browser, planned):
    gone = in_force(planned).items[0].stretch
    edit(browser, planned, {"edit": "remove", "item": 0})
    browser.post(to("visit-plan", planned), {"minutes": 40})

    assert gone not in {item.stretch for item in in_force(planned).items}


def test_repetitions_and_technique_can_be_changed(browser, planned):
    edit(browser, planned, {"edit": "repetitions", "item": 0, "repetitions": 2})

    assert {one.dose.repetitions for one in in_force(planned).items[0].doses} == {2}


REFUSED = [
    {"edit": "technique", "item": 0, "technique": "no_such_technique"},
    {"edit": "add", "stretch": "no_such_stretch"},
    {"edit": "remove", "item": 99},
    {"edit": "remove", "item": -1},
    {"edit": "repetitions", "item": 0, "repetitions": 0},
    {"edit": "burn", "item": 0},
    {},
]


@pytest.mark.parametrize("sent", REFUSED)
def test_an_edit_that_cannot_be_is_refused_with_its_reason(browser, planned, sent):
    before = planned.plans.count()
    page = edit(browser, planned, sent)

    assert planned.plans.count() == before
    assert page.status_code == 200
    assert 'class="toast"' in page.content.decode()


def test_new_answers_put_the_plan_out_of_force(browser, planned):
    screened(browser, planned, bones="osteopenia")

    text = browser.get(to("visit-plan", planned)).content.decode()

    assert "Today’s decision has changed since the last plan" in text
    browser.post(to("visit-runs", planned))
    assert not Run.objects.filter(visit=planned).exists()


def test_the_session_starts_once(browser, planned):
    first = browser.post(to("visit-runs", planned))
    again = browser.post(to("visit-runs", planned))

    run = Run.objects.get(visit=planned)
    assert first["Location"] == again["Location"] == reverse("session-helper", args=[run.pk])
    assert run.as_timeline().seconds == in_force(planned).seconds


def test_a_plan_of_another_catalogue_is_not_started(browser, planned, monkeypatch):
    newer = knowledge.load().replace(version="another")
    monkeypatch.setattr("endrange_app.storage.catalogues.of", lambda clinic: newer)

    told = browser.post(to("visit-runs", planned), follow=True).content.decode()

    assert "another catalogue" in told
    assert not Run.objects.filter(visit=planned).exists()
