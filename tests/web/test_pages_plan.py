"""The plan in two tabs, refused edits, and starting over."""

import pytest

from endrange import knowledge
from endrange.planning import OmissionKind
from endrange_app.storage.models import Run
from tests.web.pages import read
from tests.web.visiting import screened, to

pytestmark = pytest.mark.django_db


@pytest.fixture
def planned(browser, newcomer):
    screened(browser, newcomer)
    browser.post(to("visit-plan", newcomer), {"minutes": 25})
    return newcomer


def row_of(visit):
    return visit.plans.order_by("-at", "-id").first()


def stretches(visit):
    return [item.stretch for item in row_of(visit).as_plan().items]


def edit(browser, visit, of=None, **sent):
    plan = of or row_of(visit).pk
    return browser.post(to("visit-plan-edits", visit), {"plan": plan, **sent}, follow=True)


def empty(browser, visit):
    while stretches(visit):
        edit(browser, visit, edit="remove", item=0)


def test_an_edit_of_an_older_plan_changes_nothing(browser, planned):
    seen = row_of(planned).pk
    edit(browser, planned, edit="remove", item=0)
    then = stretches(planned)

    for stale in (seen, "", "nonsense"):
        told = browser.post(
            to("visit-plan-edits", planned),
            {"plan": stale, "edit": "remove", "item": 0},
            follow=True,
        )
        assert "showed an older plan" in told.content.decode()

    assert stretches(planned) == then


def test_every_form_that_edits_names_its_plan(browser, planned):
    browser.post(to("visit-plan", planned), {"minutes": 15})
    page = read(browser.get(to("visit-plan", planned)))
    edits = [g for t, g in page.tags if t == "form" and g.get("action", "").endswith("/edits/")]

    assert page.values("plan") == [str(row_of(planned).pk)] * len(edits)
    assert len(edits) > 3


def test_a_refused_edit_says_what_was_not_done(browser, planned):
    browser.post(to("visit-plan", planned), {"minutes": 8})
    there = set(stretches(planned))
    long = max(
        (one for one in knowledge.load().stretches.values() if one.id not in there),
        key=lambda one: len(one.sides),
    )
    while True:
        told = edit(browser, planned, edit="add", stretch=long.id).content.decode()
        if "Not added" in told:
            break
        there.add(long.id)
        long = next(o for o in knowledge.load().stretches.values() if o.id not in there)

    assert "Not added: that is " in told
    assert "over the 8 minutes." in told


def test_an_emptied_plan_says_so_and_starts_over(browser, planned):
    first = stretches(planned)
    empty(browser, planned)

    text = browser.get(to("visit-plan", planned)).content.decode()
    assert "Everything was taken out" in text
    assert "The answers, or the minutes, leave nothing" not in text
    page = read(browser.get(to("visit-plan", planned)))
    assert page.faults == []
    assert "Start over" in page.text("button")

    browser.post(to("visit-plan", planned), {"minutes": 25, "afresh": "1"})
    assert stretches(planned) == first
    assert row_of(planned).as_request().left_out == ()


def test_other_minutes_keep_the_wishes_and_say_so(browser, planned):
    assert "Start over" not in browser.get(to("visit-plan", planned)).content.decode()
    edit(browser, planned, edit="remove", item=0)
    browser.post(to("visit-plan", planned), {"minutes": 40})

    text = browser.get(to("visit-plan", planned)).content.decode()

    assert "with the stretches you took out or added" in text
    assert "Start over" in text


def test_what_had_no_room_is_counted_again_after_an_edit(browser, planned):
    browser.post(to("visit-plan", planned), {"minutes": 8})
    waiting = [o for o in row_of(planned).as_plan().omissions if o.kind is OmissionKind.NO_ROOM]
    assert waiting
    empty(browser, planned)

    plan = row_of(planned).as_plan()

    left = [o for o in plan.omissions if o.kind is OmissionKind.NO_ROOM]
    assert {o.stretch for o in left} == {o.stretch for o in waiting}
    assert all("8:00 is free" in o.because or "the whole session" in o.because for o in left)
    text = browser.get(to("visit-plan", planned)).content.decode()
    assert "Room now" in text
    fits = next(o for o in left if o.seconds <= 480)
    edit(browser, planned, edit="add", stretch=fits.stretch)
    assert stretches(planned) == [fits.stretch]
    assert row_of(planned).as_plan().seconds <= 480


@pytest.mark.parametrize(
    ("sent", "seconds"),
    [({"ready": "20"}, 20), ({"ready": "7"}, 8), ({"ready": "x"}, 8), ({}, 8)],
)
def test_time_to_get_ready_is_chosen_at_the_start(browser, planned, sent, seconds):
    browser.post(to("visit-runs", planned), sent)

    first = Run.objects.get(visit=planned).as_timeline().segments[0]
    assert (first.phase, first.seconds) == ("ready", seconds)
