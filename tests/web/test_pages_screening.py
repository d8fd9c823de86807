"""A visit's questions through their page: asked, refused, kept, and asked again."""

from datetime import timedelta

import pytest

from endrange import knowledge
from endrange.knowledge import Asked, QuestionKind
from endrange_app.storage import actions
from endrange_app.storage.models import AuditEntry, Plan, Run, Screening
from tests.tables import rows
from tests.web.pages import read
from tests.web.visiting import screened, to, well

pytestmark = pytest.mark.django_db


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
