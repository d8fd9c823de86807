"""A visit through its pages: decided, measured, summed up and signed."""

import pytest
from django.urls import reverse

from endrange_app.storage.models import Plan, Reading, Visit
from tests.tables import rows
from tests.web.pages import read
from tests.web.visiting import screened, to, typed

pytestmark = pytest.mark.django_db


def test_the_decision_tells_answer_effect_reason_and_source(browser, newcomer):
    said = {
        "hurt": "yes",
        "hurt.places": "knee:right",
        "hurt.pain.knee:right.now": "2",
        "hurt.pain.knee:right.worst": "unknown",
        "hurt.pain.knee:right.like": "dull",
        "hurt_since.ticks": "sore",
        "limb_flags": "no",
    }
    screened(browser, newcomer, **said)

    response = browser.get(to("visit-decision", newcomer))
    text, page = response.content.decode(), read(response)

    clearance = newcomer.screenings.get().as_clearance()
    finding = next(one for one in clearance.findings if one.personal)
    assert finding.title in text
    assert "Knee, right" in text
    assert finding.because in text
    assert reverse("source", args=[finding.sources[0]]) in page.links
    assert "No clinician has reviewed these rules yet" in text
    marks = [given["class"] for tag, given in page.tags if tag == "path" and "class" in given]
    assert any(name.startswith("part is-") for name in marks)


def test_nothing_found_says_so_and_never_more(browser, newcomer):
    screened(browser, newcomer)
    text = browser.get(to("visit-decision", newcomer)).content.decode()

    assert "No reason to stop found in these answers." in text
    for word in ("You are safe", "cleared", "is safe"):
        assert word not in text


def test_an_emergency_stops_everything(browser, newcomer):
    screened(browser, newcomer, **{"limb_swelling.ticks": "cold"})
    decision = to("visit-decision", newcomer)

    text = browser.get(decision).content.decode()

    assert "Stop. Do not stretch." in text
    assert "Limb without blood, or under pressure" in text
    for page in ("visit-screening", "visit-measures", "visit-plan", "visit-summary"):
        assert browser.get(to(page, newcomer))["Location"] == decision
    assert screened(browser, newcomer)["Location"] == decision
    browser.post(to("visit-plan", newcomer), {"minutes": 8})
    browser.post(to("visit-runs", newcomer))
    assert not Plan.objects.filter(visit=newcomer).exists()
    browser.post(to("visit-closure", newcomer))
    newcomer.refresh_from_db()
    assert newcomer.closed_at is not None


def test_a_reading_is_kept_with_all_that_makes_it_comparable(browser, newcomer, here):
    screened(browser, newcomer)
    sent = browser.post(to("visit-readings", newcomer), typed(newcomer))

    assert sent["Location"] == to("visit-measures", newcomer) + "#hip_flexion_slr"
    kept = newcomer.readings.get()
    assert (kept.value, kept.trials, kept.side) == (65, [64, 65, 66], "left")
    assert (kept.instrument, kept.discomfort) == ("phone inclinometer", 3)
    assert kept.examiner == here.practitioner
    assert "65°" in browser.get(to("visit-measures", newcomer)).content.decode()


@pytest.mark.parametrize(
    "row",
    rows("""
      field         | sent      | told
      trial_1       | 670       | 670° is outside 10 to 140°. Did you mean 67?
      trial_2       | 400       | 400° is outside 10 to 140°. Did you mean 40?
      trial_2       | 5         | 5° is outside 10 to 140°. Did you mean 50?
      trial_3       | sixty     | Write a number in °
      instrument    | eye       | eye is not one of the available choices
      end_criterion |           | Choose what ended it.
      discomfort    | 11        | Discomfort: Write a whole number from 0 to 10
      discomfort    | strong    | Discomfort: Write a whole number from 0 to 10
    """),
    ids=lambda row: f"{row['field']}={row['sent']}",
)
def test_a_mistyped_reading_comes_back_as_typed(browser, newcomer, row):
    screened(browser, newcomer)
    sent = browser.post(
        to("visit-readings", newcomer), typed(newcomer, **{row["field"]: row["sent"]})
    )

    assert sent.status_code == 422
    assert row["told"] in sent.content.decode()
    assert not newcomer.readings.exists()
    others = {"trial_1": "64", "trial_2": "65", "trial_3": "66"}
    page = read(sent)
    for field, value in (others | {row["field"]: row["sent"]}).items():
        if field.startswith("trial"):
            assert page.values(f"hip_flexion_slr-left-{field}") == [value]


def test_a_reading_can_be_taken_back_and_is_not_deleted(browser, newcomer):
    screened(browser, newcomer)
    browser.post(to("visit-readings", newcomer), typed(newcomer))
    kept = newcomer.readings.get()

    browser.post(reverse("reading-withdrawal", args=[kept.pk]))

    kept.refresh_from_db()
    assert kept.withdrawn_at is not None
    assert "Take back" not in browser.get(to("visit-measures", newcomer)).content.decode()


def test_an_invented_measure_or_side_is_refused(browser, newcomer):
    screened(browser, newcomer)
    for sent in (typed(newcomer, measure="ear"), typed(newcomer, side="up")):
        assert browser.post(to("visit-readings", newcomer), sent).status_code == 302

    assert not Reading.objects.filter(visit=newcomer).exists()


def test_one_reading_claims_nothing_and_draws_no_line(browser, newcomer):
    screened(browser, newcomer)
    browser.post(to("visit-readings", newcomer), typed(newcomer))
    response = browser.get(to("visit-summary", newcomer))
    page = read(response)

    assert "Too early to tell" in response.content.decode()
    assert not any(g.get("class", "").startswith("line ") for t, g in page.tags if t == "path")


def test_before_and_after_are_todays_only(browser, newcomer):
    screened(browser, newcomer)
    browser.post(to("visit-readings", newcomer), typed(newcomer))
    after = {"trial_1": "70", "trial_2": "71", "trial_3": "72"}
    sent = browser.post(
        to("visit-readings", newcomer), typed(newcomer, **after) | {"moment": "after"}
    )
    assert sent["Location"].startswith(to("visit-summary", newcomer))
    text = browser.get(to("visit-summary", newcomer)).content.decode()

    assert "Today only" in text
    assert "+6°" in text
    assert "65° before, 71° after" in text


def test_a_mistyped_reading_after_comes_back_on_the_summary(browser, newcomer):
    screened(browser, newcomer)
    browser.post(to("visit-readings", newcomer), typed(newcomer))
    sent = browser.post(
        to("visit-readings", newcomer), typed(newcomer, trial_1="700") | {"moment": "after"}
    )

    assert sent.status_code == 422
    assert read(sent).text("h1") == "What happened"
    assert "700° is outside" in sent.content.decode()


def test_signing_keeps_who_and_when_and_closes_every_door(browser, newcomer, here):
    screened(browser, newcomer)
    browser.post(to("visit-note", newcomer), {"note": "Likes it slow."})
    browser.post(to("visit-closure", newcomer))

    signed = Visit.objects.get(pk=newcomer.pk)
    assert signed.closed_by == here.practitioner
    text = browser.get(to("visit-summary", newcomer)).content.decode()
    assert "Signed by" in text
    assert "Likes it slow." in text
    browser.post(to("visit-readings", newcomer), typed(newcomer))
    browser.post(to("visit-plan", newcomer), {"minutes": 8})
    browser.post(to("visit-note", newcomer), {"note": "Changed."})
    screened(browser, newcomer, supple="painless")
    signed.refresh_from_db()
    assert (signed.note, signed.readings.count(), signed.plans.count()) == ("Likes it slow.", 0, 0)
    assert signed.screenings.count() == 1
