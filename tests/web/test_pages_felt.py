"""What is felt at the end of a movement, from the measuring page to the plan and back."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from endrange.assessment import Origin
from endrange.knowledge import load
from endrange_app.storage import lookback
from endrange_app.storage.models import AuditEntry, Reading
from tests.tables import rows
from tests.web.pages import read
from tests.web.visiting import screened, to, typed

pytestmark = pytest.mark.django_db
AGAIN = "Found by hand. Today is decided again."


def felt(browser, visit, end_feel, side="left", **more):
    sent = typed(visit, side=side, end_feel=end_feel) | more
    return browser.post(to("visit-readings", visit), sent, follow=True)


def decision(visit):
    return visit.screenings.order_by("-at", "-id").first()


def found(visit):
    findings = decision(visit).as_clearance().findings
    return [one.title for one in findings if one.precaution.startswith("FELT-")]


@pytest.mark.parametrize(
    "row",
    rows("""
      end-feel | decided again
      springy  | yes
      bony     | yes
      empty    | yes
      spasm    | yes
      boggy    | yes
      muscular | no
      soft     | no
               | no
    """),
    ids=lambda row: row["end-feel"] or "not noted",
)
def test_an_abnormal_end_decides_today_again(row, browser, newcomer):
    screened(browser, newcomer)

    page = felt(browser, newcomer, row["end-feel"])

    again = row["decided again"] == "yes"
    assert newcomer.screenings.count() == (2 if again else 1)
    assert (AGAIN in page.content.decode()) is again
    assert read(page).faults == []
    assert bool(found(newcomer)) is again


def test_the_page_says_what_it_changed_and_why(browser, newcomer):
    screened(browser, newcomer)

    page = " ".join(felt(browser, newcomer, "springy").content.decode().split())

    assert "It sprang back: something is in the way, at straight-leg raise." in page
    stopped = "Joint that something other than muscle stops"
    for told in (stopped, "Not into an abnormal end", "taken out", "have it look"):
        assert told in page
    assert f'href="{to("visit-decision", newcomer)}#FELT-2"' in page
    answers = browser.get(to("visit-decision", newcomer)).content.decode()
    assert "Found by hand" in answers
    assert re.search(r"\d of them (is|are) open on one side only\.", answers)
    assert "Measure again or take back" in answers


def test_what_the_client_answered_stays_as_they_said_it(browser, newcomer):
    screened(browser, newcomer)
    said = decision(newcomer).answers

    felt(browser, newcomer, "springy")

    assert decision(newcomer).answers == said
    assert decision(newcomer).full


def test_the_record_shows_who_measured_and_that_it_was_decided(browser, newcomer, here):
    screened(browser, newcomer)
    AuditEntry.objects.of(here.clinic)
    before = AuditEntry.objects.count()

    felt(browser, newcomer, "springy")

    trail = AuditEntry.objects.order_by("at", "id")[before:]
    assert [(entry.action, entry.by) for entry in trail] == [
        ("reading.recorded", here.practitioner),
        ("screening.recorded", here.practitioner),
    ]


def test_the_plan_leaves_that_movement_alone(browser, planned):
    before = planned.plans.last().as_plan()

    felt(browser, planned, "springy")
    page = browser.get(to("visit-plan", planned)).content.decode()
    assert "Today’s decision has changed since the last plan" in page
    browser.post(to("visit-plan", planned), {"minutes": 25})
    after = planned.plans.order_by("-at", "-id").first().as_plan()

    assert ("left", "HIP flexion") in into(before)
    assert ("left", "HIP flexion") not in into(after)
    assert any(one.because.startswith("Not now: Not into") for one in after.omissions)


def into(plan):
    from endrange import knowledge  # noqa: PLC0415

    known = knowledge.load().stretches
    return {
        (dose.side.value, f"{known[item.stretch].joint} {known[item.stretch].movement}")
        for item in plan.items
        for dose in item.doses
    }


def test_taken_back_it_is_decided_without_it(browser, newcomer):
    screened(browser, newcomer)
    felt(browser, newcomer, "springy")
    row = Reading.objects.get(visit=newcomer)

    back = browser.post(reverse("reading-withdrawal", args=[row.pk]), follow=True)

    assert found(newcomer) == []
    assert newcomer.screenings.count() == 3
    assert "Today is decided again without what was felt there." in back.content.decode()
    browser.post(reverse("reading-withdrawal", args=[row.pk]))
    assert newcomer.screenings.count() == 3  # twice is once


def test_taking_back_another_reading_decides_nothing(browser, newcomer):
    screened(browser, newcomer)
    felt(browser, newcomer, "springy")
    browser.post(to("visit-readings", newcomer), typed(newcomer, side="right"))
    other = Reading.objects.get(visit=newcomer, side="right")

    browser.post(reverse("reading-withdrawal", args=[other.pk]))

    assert newcomer.screenings.count() == 2


def test_measured_again_as_expected_it_is_over(browser, newcomer):
    screened(browser, newcomer)
    felt(browser, newcomer, "springy")
    felt(browser, newcomer, "springy", side="right")
    assert len(found(newcomer)) == 3  # one rule for both hips, a movement on each side

    felt(browser, newcomer, "muscular", moment="after")

    assert len(found(newcomer)) == 2


def test_it_bears_on_the_next_visit_too(browser, newcomer, here, now):
    from endrange_app.storage import actions  # noqa: PLC0415

    screened(browser, newcomer)
    felt(browser, newcomer, "springy")
    actions.visits.close(by=here.practitioner, visit=newcomer, now=now)
    later = actions.visits.open(by=here.practitioner, client=newcomer.client, now=now)

    screened(browser, later)

    assert found(later) == [
        "Not into an abnormal end",
        "Joint that something other than muscle stops",
    ]


def test_while_a_session_is_going_nothing_typed_is_lost(browser, planned, monkeypatch):
    from endrange_app.storage.actions import visits  # noqa: PLC0415

    monkeypatch.setattr(visits, "_is_going", lambda *_: True)

    refused = felt(browser, planned, "springy")

    assert refused.status_code == 422
    page = refused.content.decode()
    assert "A session is going. End it first, then answer again." in page
    assert 'value="64"' in page
    assert Reading.objects.filter(visit=planned).count() == 0


def test_only_a_practitioners_hands_find(browser, newcomer):
    screened(browser, newcomer)
    felt(browser, newcomer, "springy")
    assert lookback.felt(newcomer.client, load())

    Reading.objects.filter(visit=newcomer).update(origin=Origin.HOME)

    assert lookback.felt(newcomer.client, load()) == ()


FILE = """taken_at,measure,side,moment,trials,instrument,end_criterion,end_feel
2026-09-01T10:00:00+00:00,hip_flexion_slr,left,before,64 65 66,goniometer,pain,{end_feel}
"""


def taken_in(browser, visit, end_feel):
    file = SimpleUploadedFile("readings.csv", FILE.format(end_feel=end_feel).encode())
    return browser.post(reverse("client-readings", args=[visit.client_id]), {"file": file})


@pytest.mark.parametrize("end_feel", ["springy", "muscular", ""])
def test_a_file_decides_an_open_visit_again_too(end_feel, browser, newcomer):
    screened(browser, newcomer)

    assert taken_in(browser, newcomer, end_feel).status_code == 302

    assert bool(found(newcomer)) is (end_feel == "springy")
    assert newcomer.screenings.count() == (2 if end_feel == "springy" else 1)


def test_while_a_session_is_going_a_file_with_a_block_waits(browser, planned, monkeypatch):
    from endrange_app.storage.actions import visits  # noqa: PLC0415

    monkeypatch.setattr(visits, "_is_going", lambda *_: True)

    refused = taken_in(browser, planned, "springy")

    assert refused.status_code == 422
    assert "A session is going. End it first" in refused.content.decode()
    assert not Reading.objects.filter(client=planned.client, end_feel="springy").exists()
