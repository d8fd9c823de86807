"""A visit through its pages: what is typed is never lost, and nothing may be skipped."""

from datetime import timedelta

import pytest
from django.urls import reverse

from endrange import knowledge
from endrange.knowledge import Asked, QuestionKind
from endrange_app.storage import actions
from endrange_app.storage.models import AuditEntry, Plan, Reading, Run, Screening, Visit
from tests.tables import rows
from tests.web.pages import read
from tests.web.visiting import screened, to, typed, well

pytestmark = pytest.mark.django_db


# ---------- Ask ----------


def test_a_first_visit_asks_everything_and_then_decides(browser, newcomer):
    page = read(browser.get(to("visit-screening", newcomer)))
    assert "q.bones" in page.ids

    sent = screened(browser, newcomer)

    assert sent["Location"] == to("visit-decision", newcomer)
    kept = newcomer.screenings.get()
    assert kept.full
    assert kept.answers["bones"]["value"] == "not_told"
    assert AuditEntry.objects.filter(action="visit.consented", target=newcomer.pk).exists()


def test_a_missing_answer_is_named_and_the_rest_is_kept(browser, newcomer):
    said = well(Asked.FULL) | {"q.chest_or_breath": "", "q.age": "200", "q.bones": "osteopenia"}
    said |= {"q.hurt": "yes", "q.hurt_since": "no", "q.limb_flags": "no"}
    lists = {"q.hurt.places": ["knee:left", "hip:right"], "q.nerves.ticks": ["arm", "crps"]}
    sent = browser.post(to("visit-screening", newcomer), said | lists)

    assert sent.status_code == 422
    assert not newcomer.screenings.exists()
    page = read(sent)
    assert page.values("q.age") == ["200"]
    assert page.values("q.bones") == ["osteopenia"]
    assert page.values("q.hurt") == ["yes"]
    assert set(page.values("q.hurt.places")) == {"knee:left", "hip:right"}
    assert page.values("q.nerves.ticks") == ["arm", "crps"]
    assert page.values("q.chest_or_breath") == []
    assert page.faults == []
    text = sent.content.decode()
    assert "200 lies outside 0 to 120" in text
    assert 'href="#q.chest_or_breath"' in text
    assert 'href="#consent"' in text


@pytest.mark.parametrize(
    "row",
    rows("""
      question  | sent   | told
      age       | -3     | outside 0 to 120
      age       | old    | no number
      age       | inf    | no number
      age       | nan    | no number
      age       | 1e999  | no number
      bones     | glass  | no choice here
      hurt      | maybe  | no answer here
      hurt      | yes    | Choose at least one place
    """),
    ids=lambda row: f"{row['question']}={row['sent']}",
)
def test_what_cannot_be_read_is_refused_by_name(browser, newcomer, row):
    sent = screened(browser, newcomer, **{row["question"]: row["sent"]})

    assert sent.status_code == 422
    assert row["told"] in sent.content.decode()
    assert not newcomer.screenings.exists()


def test_dont_know_is_an_answer_and_is_kept_as_one(browser, newcomer):
    every = knowledge.load().questions.values()
    numbers = {f"q.{q.id}.unknown": "1" for q in every if q.kind is QuestionKind.NUMBER}
    others = {f"q.{q.id}": "unknown" for q in every if q.kind is not QuestionKind.NUMBER}
    sent = browser.post(to("visit-screening", newcomer), numbers | others | {"consent": "1"})

    assert sent.status_code == 302
    kept = newcomer.screenings.get()
    assert {said["value"] for said in kept.answers.values()} == {"unknown"}
    assert len(kept.answers) == len(every)
    assert kept.verdict != "proceed"


def test_dont_know_is_never_preset(browser, newcomer):
    page = read(browser.get(to("visit-screening", newcomer)))

    preset = [given for given in page.asked if "checked" in given]
    assert preset == []


def test_a_follow_up_is_asked_for_once_its_question_is_answered(browser, newcomer):
    said = {"q.hurt.places": ["knee:right"], "q.hurt": "yes", "consent": "1"}
    sent = browser.post(to("visit-screening", newcomer), well(Asked.FULL) | said)

    assert sent.status_code == 422
    assert 'id="q.hurt_since-error"' in sent.content.decode()


PAIN = """
said                                                                | problem
now=3 worst=6 like=dull                                             |
now=unknown worst=unknown like=unknown                              |
now=3 like=dull                                                     | Knee, right: choose both
now=3 worst=6                                                       | Knee, right: choose both
                                                                    | Knee, right: choose both
now=11 worst=6 like=dull                                            | 11 lies outside 0 to 10
now=much worst=6 like=dull                                          | is no whole number
now=3 worst=6 like=itchy                                            | is no choice here
"""


@pytest.mark.parametrize("row", rows(PAIN), ids=str)
def test_each_place_that_hurts_is_asked_how(row, browser, newcomer):
    """Place by place: what is missing is named with its place, and what was chosen stays chosen."""
    name = "q.hurt.pain.knee:right"
    told = dict(one.split("=") for one in row["said"].split())
    pain = {f"{name}.{end}": value for end, value in told.items()}
    known = {"q.hurt": "yes", "q.hurt.places": ["knee:right"], "q.hurt_since.ticks": ["sore"]}
    sent = browser.post(
        to("visit-screening", newcomer),
        well(Asked.FULL) | known | pain | {"q.limb_flags": "no", "consent": "1"},
    )

    if not row["problem"]:
        assert sent["Location"] == to("visit-decision", newcomer)
        asked = read(browser.get(to("visit-screening", newcomer)))
    else:
        assert sent.status_code == 422
        assert row["problem"] in sent.content.decode()
        asked = read(sent)
    kept = {end: value for end, value in told.items() if value not in ("11", "much", "itchy")}
    assert all(value in asked.values(f"{name}.{end}") for end, value in kept.items())


def test_a_place_that_is_no_area_has_no_card(browser, newcomer):
    said = {"q.hurt": "yes", "q.hurt.places": ["knee:right", "tail:left"]}
    sent = browser.post(to("visit-screening", newcomer), well(Asked.FULL) | said)

    text = sent.content.decode()
    assert "is no area" in text
    assert 'data-card="knee:right"' in text
    assert 'data-card="tail' not in text


def test_an_answer_to_a_follow_up_that_is_not_put_is_dropped(browser, newcomer):
    screened(browser, newcomer, hurt="no", **{"hurt_since.ticks": "injured"})

    assert "hurt_since" not in newcomer.screenings.get().answers


def test_without_consent_nothing_goes_on(browser, newcomer):
    sent = browser.post(to("visit-screening", newcomer), well(Asked.FULL))

    assert sent.status_code == 422
    assert "Ask for consent first" in sent.content.decode()
    assert not Screening.objects.filter(visit=newcomer).exists()


def test_the_next_visit_asks_at_the_door_only(browser, newcomer, here, now):
    screened(browser, newcomer)
    browser.post(to("visit-closure", newcomer))
    later = actions.visits.open(
        by=here.owner, client=newcomer.client, now=now + timedelta(minutes=1)
    )

    page = read(browser.get(to("visit-screening", later)))

    assert "q.chest_or_breath" in page.ids
    assert "q.bones" not in page.ids
    said = well(Asked.EVERY_VISIT) | {"consent": "1"}
    assert browser.post(to("visit-screening", later), said).status_code == 302
    assert later.screenings.get().answers["bones"]["value"] == "not_told"


FOLLOW_UPS = ("fever_spine", "wound", "skin_infection", "skin_catching")


@pytest.mark.parametrize("said", ["yes", "unknown"])
def test_something_new_at_the_door_brings_all_questions(browser, newcomer, here, now, said):
    screened(browser, newcomer)
    browser.post(to("visit-closure", newcomer))
    later = actions.visits.open(
        by=here.owner, client=newcomer.client, now=now + timedelta(minutes=1)
    )
    more = {f"q.{id_}": "no" for id_ in FOLLOW_UPS} | {"q.temperature.unknown": "1"}
    door = well(Asked.EVERY_VISIT) | more | {"consent": "1", "q.not_usual": said}

    sent = browser.post(to("visit-screening", later), door, follow=True)

    assert sent.redirect_chain[-1][0] == to("visit-screening", later)
    assert "Something is new" in sent.content.decode()
    assert "q.bones" in read(sent).ids
    assert browser.get(to("visit-measures", later))["Location"] == to("visit-screening", later)
    assert screened(browser, later)["Location"] == to("visit-decision", later)
    assert browser.get(to("visit-measures", later)).status_code == 200


@pytest.mark.parametrize("page", ["visit-measures", "visit-plan", "visit-summary"])
def test_the_re_screen_is_never_skipped(browser, newcomer, page):
    assert browser.get(to(page, newcomer))["Location"] == to("visit-screening", newcomer)
    assert browser.post(to("visit-plan", newcomer), {"minutes": 8}).status_code == 302
    browser.post(to("visit-runs", newcomer))

    assert not Plan.objects.filter(visit=newcomer).exists()
    assert not Run.objects.filter(visit=newcomer).exists()


# ---------- May we? ----------


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


# ---------- What do we see? ----------


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


# ---------- What shall we do? ----------


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


# ---------- What happened ----------


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
