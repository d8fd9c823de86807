"""The questionnaire at the table: kept while it is filled in, over what the client has answered."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from endrange import knowledge
from endrange.knowledge import Asked
from endrange_app.storage import told
from endrange_app.storage.actions import intakes, screenings, visits
from endrange_app.storage.actions.intakes import Saying
from endrange_app.storage.actions.screenings import FullBecause
from endrange_app.storage.models import Screening
from endrange_app.web.table import BECAUSE
from tests.web.pages import read
from tests.web.visiting import screened, to, well

pytestmark = pytest.mark.django_db


@pytest.fixture
def answered(newcomer, here):
    """What the newcomer has answered on their phone yesterday and today, and sent."""
    now = timezone.now()
    intake = intakes.invite(by=here.owner, client=newcomer.client, now=now - timedelta(days=1))
    intakes.consent(intake=intake, now=now)
    says(intake, "limb_swelling", "no", at=now - timedelta(days=1))
    says(intake, "hurt", "no", at=now - timedelta(hours=1) if now.hour else now)
    says(intake, "bones", "osteopenia", at=now - timedelta(days=1))
    return intakes.send(intake=intake, now=now)


def says(intake, question, value, *, at, by=None, device=""):
    sayings = [Saying(question, {"value": value, "places": [], "entries": []}, at, device, 1)]
    intakes.say(by=by, intake=intake, sayings=sayings, now=at)


def deliver(browser, visit, question, value, *, device="tablet", sequence=1, full=True):
    item = {
        "question": question,
        "sequence": sequence,
        "age": 0,
        "fields": [[f"q.{question}", value]],
    }
    body = json.dumps({"device": device, "said": [item]})
    path = to("visit-answers", visit) + ("?full=1" if full else "")
    return browser.post(path, body, content_type="application/json")


def sent(seen=None, device="", **changes):
    said = well(Asked.FULL) | {"consent": "1", "device": device}
    made = {"seen": (seen or timezone.now()).isoformat()}
    return said | made | {f"q.{name}": value for name, value in changes.items()}


# ---------- Drafts ----------


def test_what_is_answered_is_kept_before_anything_is_sent_off(browser, newcomer, here):
    assert deliver(browser, newcomer, "bones", "osteopenia").json()["refused"] == {}

    page = read(browser.get(to("visit-screening", newcomer)))

    assert page.values("q.bones") == ["osteopenia"]
    assert page.faults == []
    draft = told.of_visit(newcomer, timezone.now())
    assert draft.token is None
    assert draft.said.get().by == here.practitioner
    assert not newcomer.screenings.exists()


def test_recorded_the_draft_is_settled(browser, newcomer):
    deliver(browser, newcomer, "bones", "osteopenia")

    screened(browser, newcomer)

    draft = newcomer.intakes.get()
    assert draft.accepted_at
    assert told.of_visit(newcomer, timezone.now()) is None
    assert newcomer.screenings.get().answers["bones"]["value"] == "not_told"


def test_the_door_keeps_a_draft_of_its_own(browser, here, now):
    visits.close(by=here.owner, visit=here.visit, now=now)
    visit = visits.open(by=here.owner, client=here.client, now=now)

    deliver(browser, visit, "limb_swelling", "unknown", full=False)

    page = read(browser.get(to("visit-screening", visit)))
    assert "q.bones" not in page.ids
    assert page.values("q.limb_swelling") == ["unknown"]


def test_a_closed_visit_keeps_nothing_more(browser, newcomer, here):
    visits.close(by=here.owner, visit=newcomer, now=timezone.now())

    answer = deliver(browser, newcomer, "bones", "osteopenia")

    assert answer.status_code == 409
    assert "closed" in answer.json()["problem"]


# ---------- Two windows ----------


def test_an_answer_given_meanwhile_elsewhere_is_not_overwritten_in_silence(browser, newcomer):
    opened = timezone.now() - timedelta(minutes=1)
    deliver(browser, newcomer, "bones", "osteopenia", device="other")

    refused = browser.post(to("visit-screening", newcomer), sent(seen=opened))

    assert refused.status_code == 422
    text = refused.content.decode()
    choices = {one.id: one.text for one in knowledge.load().questions["bones"].choices}
    assert f"Answered meanwhile: “{choices['osteopenia']}”" in text
    assert not newcomer.screenings.exists()
    seen = read(refused).values("seen")[0]
    browser.post(to("visit-screening", newcomer), sent() | {"seen": seen})
    assert newcomer.screenings.get().answers["bones"]["value"] == "not_told"


def test_what_this_window_has_kept_itself_is_no_surprise(browser, newcomer):
    opened = timezone.now() - timedelta(minutes=1)
    deliver(browser, newcomer, "bones", "osteopenia", device="tablet")

    browser.post(to("visit-screening", newcomer), sent(seen=opened, device="tablet"))

    assert newcomer.screenings.get().answers["bones"]["value"] == "not_told"


def test_an_emergency_is_recorded_whatever_was_answered_meanwhile(browser, newcomer):
    opened = timezone.now() - timedelta(minutes=1)
    deliver(browser, newcomer, "bones", "osteopenia", device="other")

    browser.post(to("visit-screening", newcomer), sent(seen=opened, chest_or_breath="yes"))

    assert newcomer.screenings.get().verdict == "emergency"


# ---------- What the client has answered on their phone ----------


def test_it_is_filled_in_and_what_was_about_yesterday_is_asked_again(browser, newcomer, answered):
    page = browser.get(to("visit-screening", newcomer))

    form = read(page)
    assert form.values("q.bones") == ["osteopenia"]
    assert form.values("q.limb_swelling") == []
    assert form.values("q.medicines") == []
    text = page.content.decode()
    assert "has answered on their phone" in text
    assert "Ask again today." in text


def test_what_was_said_last_time_is_beside_it_and_not_in_their_mouth(browser, here, now):
    visits.close(by=here.owner, visit=here.visit, now=now)
    visit = visits.open(by=here.owner, client=here.client, now=now)
    intake = intakes.consent(intake=here.intake, now=now)
    says(intake, "bones", "osteopenia", at=timezone.now())
    intakes.send(intake=intake, now=now)

    page = browser.get(to("visit-screening", visit))

    assert read(page).values("q.medicines") == []
    assert "Last time:" in page.content.decode()
    assert "All questions, because they were answered on the phone." in page.content.decode()


def test_accepted_with_a_change_both_answers_are_kept(browser, newcomer, answered, here):
    sent_off = browser.post(to("visit-screening", newcomer), sent(bones="not_told"))

    assert sent_off["Location"] == to("visit-decision", newcomer)
    row = newcomer.screenings.get()
    assert row.full
    answered.refresh_from_db()
    assert answered.accepted_by == here.practitioner
    one = told.of_intake(answered)["bones"]
    assert (one.latest.answer["value"], one.latest.by) == ("not_told", here.practitioner)
    assert one.others[0].answer["value"] == "osteopenia"
    assert one.others[0].by is None


def test_nothing_decides_before_it_is_accepted(browser, newcomer, answered):
    assert not Screening.objects.filter(visit=newcomer).exists()
    assert browser.get(to("visit-decision", newcomer)).status_code == 302
    assert browser.get(to("visit-plan", newcomer)).status_code == 302


# ---------- Why all of them ----------


def test_every_reason_for_all_questions_can_be_said():
    assert set(BECAUSE) == set(FullBecause)


def test_the_page_says_why_all_are_asked(browser, newcomer):
    page = browser.get(to("visit-screening", newcomer)).content.decode()

    assert "All questions, because this is the first time." in page


def test_the_door_asks_no_more_than_six_at_first(here):
    first = [q for q in screenings.door_questions(knowledge.load()) if not q.only_if]

    assert 0 < len(first) <= 6


@pytest.mark.parametrize("setting", ["clinic", "studio", "home", "team"])
def test_who_accepts_is_said_for_every_setting(setting, browser, newcomer, answered, here):
    here.clinic.setting = setting
    here.clinic.save()

    page = browser.get(reverse("client-intake", args=[answered.pk])).content.decode()

    assert ("Nobody licensed is here." in page) == (setting in ("home", "team"))


def test_the_page_asks_the_database_little(
    browser, newcomer, answered, django_assert_max_num_queries
):
    deliver(browser, newcomer, "bones", "osteopenia")
    with django_assert_max_num_queries(10):
        browser.get(to("visit-screening", newcomer))
    browser.post(to("visit-screening", newcomer), sent())
    deliver(browser, newcomer, "bones", "osteopenia", sequence=2)

    with django_assert_max_num_queries(11):  # a draft over answers of today
        browser.get(to("visit-screening", newcomer))
