"""The client answers on their own phone; the practitioner sees it, and nothing is decided by it."""

import json
from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from endrange import knowledge
from endrange.knowledge import Asked
from endrange_app.storage import told
from endrange_app.storage.actions import clients, intakes
from endrange_app.storage.intakes import Intake, Said
from endrange_app.storage.models import AuditEntry, Screening
from tests.tables import rows
from tests.web.pages import read
from tests.web.visiting import well

pytestmark = pytest.mark.django_db

PARTS = list(dict.fromkeys(q.part for q in knowledge.load().questions.values()))
LAST = len(PARTS) + 2
TODAY = PARTS.index("Today") + 2


@pytest.fixture
def phone():
    """A browser nobody has signed in with."""
    return Browser()


@pytest.fixture
def intake(here):
    """The client has agreed to their answers being kept."""
    return intakes.consent(intake=here.intake, now=timezone.now())


def address(intake, name="intake", **query):
    asked = "&".join(f"{key}={value}" for key, value in query.items())
    return reverse(name, args=[intake.token]) + (f"?{asked}" if asked else "")


def page_of(question):
    return PARTS.index(knowledge.load().questions[question].part) + 2


def form(page, seen=None, **said):
    """The form of one page, as a browser without a script sends it."""
    part = PARTS[page - 2] if 1 < page < LAST else None
    mild = {
        field: value
        for field, value in well(Asked.FULL).items()
        if knowledge.load().questions[field.removeprefix("q.")].part == part
    }
    given = {f"q.{name}": value for name, value in said.items()}
    return mild | given | {"page": page, "seen": (seen or timezone.now()).isoformat()}


def told_in(intake):
    return {id_: one.latest.answer for id_, one in told.of_intake(intake).items()}


@pytest.mark.parametrize("number", ["0", "999", "9" * 5000, "%C2%B2", "-1", "one"])
def test_a_page_that_does_not_exist_is_one_that_does(intake, phone, number):
    """Thousands of digits too, which Python itself refuses to read."""
    assert phone.get(address(intake, page=number)).status_code == 200
    sent = phone.post(address(intake), {"page": number})
    assert sent.status_code in (302, 422)


# ---------- The link, and consent ----------


def test_the_link_asks_for_consent_first_and_says_who_keeps_what(here, phone):
    page = phone.get(address(here.intake))

    text = page.content.decode()
    assert "Some questions for Kit of Here" in text
    assert "Here, asked by Pia of Here" in text
    assert "Taking it back" in text
    assert read(page).faults == []
    assert "no-store" in page["Cache-Control"]
    assert not Said.objects.exists()


def test_with_consent_the_questions_begin(here, phone):
    sent = phone.post(address(here.intake, "intake-consent"), follow=True)

    assert "What you want" in sent.content.decode()
    here.intake.refresh_from_db()
    assert here.intake.consented_at
    assert AuditEntry.objects.filter(action="intake.consented", by=None).count() == 1


@pytest.mark.parametrize("name", ["intake", "intake-answers"])
def test_without_consent_nothing_is_stored(name, here, phone):
    sent = form(TODAY)
    if name == "intake-answers":
        delivered(phone, here.intake, said("hurt", "no"))
    else:
        phone.post(address(here.intake), sent)

    assert not Said.objects.exists()


@pytest.mark.parametrize(
    "state", ["run out", "revoked", "withdrawn", "turned round"], ids=lambda word: word
)
def test_a_link_that_is_shut_opens_nothing(state, here, intake, phone):
    now = timezone.now()
    if state == "run out":
        Intake.objects.update(open_until=now - timedelta(seconds=1))
    if state == "revoked":
        intakes.revoke(by=here.owner, intake=intake, now=now)
    if state == "withdrawn":
        intakes.withdraw(intake=intake, now=now)
    if state == "turned round":
        intake.token = intake.token[::-1]

    page = phone.get(address(intake))

    assert page.status_code == 404
    assert "Kit" not in page.content.decode()
    assert delivered(phone, intake, said("hurt", "no")).status_code == 404


def test_guessing_is_slowed_down(here, phone):
    for _ in range(20):
        assert phone.get(reverse("intake", args=["guessed"])).status_code == 404

    assert phone.get(reverse("intake", args=["guessed"])).status_code == 429
    assert phone.get(address(here.intake)).status_code == 429


def test_taking_consent_back_erases_everything(intake, phone):
    phone.post(address(intake), form(TODAY))
    assert Said.objects.exists()

    page = phone.post(address(intake, "intake-withdrawal"))

    assert "Your answers are erased" in page.content.decode()
    assert f'data-forget="{intake.pk}"' in page.content.decode()
    assert not Said.objects.exists()
    assert phone.get(address(intake)).status_code == 404


# ---------- Part by part, without a script ----------


def test_one_part_at_a_time_and_each_is_kept(intake, phone):
    page = read(phone.get(address(intake, page=TODAY)))
    assert page.faults == []
    assert page.unlabelled == []
    assert len(page.ids) == len(set(page.ids))

    sent = phone.post(address(intake), form(TODAY))

    assert sent["Location"] == address(intake, page=TODAY + 1)
    assert told_in(intake)["hurt"]["value"] == "no"
    assert read(phone.get(address(intake, page=TODAY))).values("q.hurt") == ["no"]


def test_what_is_missing_is_named_and_the_rest_is_kept(intake, phone):
    sent = phone.post(address(intake), form(page_of("age"), age="200"))

    assert sent.status_code == 422
    text = sent.content.decode()
    assert "200 lies outside 0 to 120" in text
    assert read(sent).values("q.age") == ["200"]
    assert told_in(intake)["feedback"]["value"] == "yes"
    assert "age" not in told_in(intake)


def test_back_loses_nothing(intake, phone):
    page = page_of("age")

    sent = phone.post(address(intake), form(page, age="") | {"to": "back"})

    assert sent["Location"] == address(intake, page=page - 1)
    assert told_in(intake)["feedback"]["value"] == "yes"


def test_goals_days_and_own_words_are_asked_too(intake, phone):
    first = {"about.goals": ["desk_work"], "about.own_goal": " Sit on the floor ", "page": 1}
    last = {"about.words": "Stiff\r\nin the morning", "page": LAST}

    phone.post(address(intake), first)
    phone.post(address(intake), last)

    said = told_in(intake)
    assert said["about.goals"] == ["desk_work"]
    assert said["about.own_goal"] == "Sit on the floor"
    assert said["about.words"] == "Stiff\nin the morning"


ABOUT = """
  field           | sent                                          | told
  about.goals     | glass                                         | no choice here
  about.goals     | desk_work running football tight_hamstrings   | choose up to 3
  about.days      | glass                                         | no choice here
  about.own_goal  | 201 characters                                | write at most 200
  about.own_goal  | turned                                        | nobody can see
"""
LONG = {"201 characters": "a" * 201, "turned": "a\u202eb"}


@pytest.mark.parametrize("row", rows(ABOUT), ids=lambda row: row["told"])
def test_what_cannot_be_read_of_themselves_is_refused(row, intake, phone):
    value = LONG.get(row["sent"], row["sent"].split())

    sent = phone.post(address(intake), {row["field"]: value, "page": 1})

    assert sent.status_code == 422
    assert row["told"] in sent.content.decode()
    assert told_in(intake) == {}


@pytest.mark.parametrize("page", ["0", "99", "x", "", "-1", "²"])
def test_a_page_that_is_not_there_is_the_nearest_one(page, intake, phone):
    assert phone.get(address(intake, page=page)).status_code == 200
    assert phone.post(address(intake), {"page": page}).status_code in (302, 422)


def test_two_windows_do_not_undo_each_other(intake, phone):
    opened = timezone.now()
    phone.post(address(intake), form(TODAY, seen=opened, limb_swelling="unknown"))

    phone.post(address(intake), form(TODAY, seen=opened, hurt="unknown") | {"q.limb_swelling": ""})

    said = told_in(intake)
    assert said["hurt"]["value"] == "unknown"
    assert said["limb_swelling"]["value"] == "unknown"


def test_of_two_windows_the_later_answer_counts_and_it_is_said(intake, phone):
    opened = timezone.now()
    phone.post(address(intake), form(TODAY, seen=opened, limb_swelling="no"))

    sent = phone.post(
        address(intake), form(TODAY, seen=opened, limb_swelling="unknown"), follow=True
    )

    assert "Another window had answered this too" in sent.content.decode()
    one = told.of_intake(intake)["limb_swelling"]
    assert one.latest.answer["value"] == "unknown"
    assert [row.answer["value"] for row in one.others] == ["no"]


def filled(phone, intake, **changes):
    """Every page, as a form sends it."""
    for page in range(1, LAST + 1):
        on_it = {id_: value for id_, value in changes.items() if page_of(id_) == page}
        answer = phone.post(address(intake), form(page, **on_it))
    return answer


def test_once_sent_it_has_arrived_and_can_still_be_changed(intake, phone):
    filled(phone, intake)

    page = phone.get(address(intake))
    assert "Your answers have arrived" in page.content.decode()
    intake.refresh_from_db()
    assert intake.sent_at
    phone.post(address(intake), form(TODAY, limb_swelling="unknown"))
    assert told_in(intake)["limb_swelling"]["value"] == "unknown"
    assert not Screening.objects.filter(visit__client=intake.client, at__gt=intake.sent_at).exists()


# ---------- An emergency ----------


def test_an_emergency_brings_the_red_page_and_is_not_sent_off_as_done(intake, phone, browser):
    sent = phone.post(address(intake), form(TODAY, **RED), follow=True)

    text = sent.content.decode()
    assert "Stop. Get help." in text
    assert read(sent).faults == []
    section = text[text.index('<section class="red"') :][:400]
    assert " hidden" not in section.split(">")[0]
    assert "Here sees your answer" in text
    for page in range(TODAY + 1, LAST + 1):
        phone.post(address(intake), form(page))
    intake.refresh_from_db()
    assert intake.sent_at is None
    assert "Stop, get help" in browser.get(reverse("today")).content.decode()
    assert "has seen this page" in browser.get(review_of(intake)).content.decode()


def test_what_to_do_is_said_to_whoever_holds_the_phone(intake, phone, browser, here):
    alone = "Say what you answered here, in these words."

    assert alone in phone.get(address(intake, page=TODAY)).content.decode()
    table = browser.get(reverse("visit-screening", args=[here.visit.pk])).content.decode()
    assert alone not in table
    assert "Say what was answered here, in these words." in table


def test_an_answer_given_by_mistake_can_be_changed(intake, phone):
    phone.post(address(intake), form(TODAY, **RED))
    red = phone.get(address(intake)).content.decode()
    way_back = f"{address(intake)}?changing&amp;page={TODAY}"
    assert way_back in red

    page = phone.get(way_back.replace("&amp;", "&")).content.decode()
    assert "data-red hidden" in page
    phone.post(address(intake), form(TODAY))

    assert "data-red hidden" in phone.get(address(intake)).content.decode()


RED = {"chest_or_breath": "yes"}


# ---------- What a phone delivers ----------


def said(question, *values, age=0, sequence=1):
    name = question if question.startswith("about.") else f"q.{question}"
    fields = [[name, value] for value in values]
    return {"question": question, "sequence": sequence, "age": age, "fields": fields}


def delivered(phone, intake, *items, device="a", **more):
    body = json.dumps({"device": device, "said": items} | more)
    return phone.post(address(intake, "intake-answers"), body, content_type="application/json")


def test_what_the_phone_kept_is_stored_with_the_time_it_was_said(intake, phone):
    before = timezone.now()

    answer = delivered(phone, intake, said("hurt", "no", age=3_600_000), said("age", "34"))

    assert answer.json()["refused"] == {}
    row = intake.said.get(question="hurt")
    assert abs(row.at - (before - timedelta(hours=1))) < timedelta(minutes=1)
    assert told_in(intake)["age"]["value"] == 34


def test_a_phone_hears_that_its_link_has_run_out(intake, phone):
    """It goes on asking without a network; what it shows must say what is wrong, and what to do."""
    Intake.objects.filter(pk=intake.pk).update(open_until=timezone.now())

    answer = delivered(phone, intake, said("hurt", "no"))

    assert answer.status_code == 404
    assert answer.json() == {
        "problem": "This link opens nothing now. Ask your practitioner for a new one."
    }


def test_no_cookie_is_needed_and_none_is_looked_at(intake, here):
    """The link lets anybody in, so who is signed in beside it does not matter."""
    strict = Browser(enforce_csrf_checks=True)
    strict.force_login(here.practitioner)

    assert delivered(strict, intake, said("hurt", "no")).status_code == 200
    assert intake.said.get().by is None


def test_one_that_cannot_be_read_does_not_hold_up_the_others(intake, phone):
    answer = delivered(
        phone,
        intake,
        said("age", "200", sequence=1),
        said("hurt", "no", sequence=2),
        said("hair", "no", sequence=3),
        said("about.goals", "glass", sequence=4),
    ).json()

    assert set(answer["refused"]) == {"age", "hair", "about.goals"}
    assert "200 lies outside" in answer["refused"]["age"]
    assert told_in(intake).keys() == {"hurt"}


def test_taking_an_answer_back_is_kept_too(intake, phone):
    delivered(phone, intake, said("hurt", "no", sequence=1))
    delivered(phone, intake, said("hurt", sequence=2))

    assert told_in(intake) == {}


def test_how_a_place_hurts_arrives_as_far_as_it_is_said(intake, phone):
    """Half of a card is kept as half: what is not said yet is neither none nor don't know."""
    fields = [
        ("q.hurt", "yes"),
        ("q.hurt.places", "knee:right"),
        ("q.hurt.places", "neck:midline"),
        ("q.hurt.pain.knee:right.now", "4"),
        ("q.hurt.pain.knee:right.worst", "unknown"),
        ("q.hurt.pain.elbow:left.now", "9"),
    ]
    item = {"question": "hurt", "sequence": 1, "age": 0, "fields": fields}

    assert delivered(phone, intake, item).json()["refused"] == {}

    place = {"area": "knee", "side": "right"}
    pains = [{"place": place, "now": 4, "worst": "unknown", "characters": []}]
    assert told_in(intake)["hurt"]["pains"] == pains
    opened = read(phone.get(address(intake, page=TODAY)))
    assert opened.values("q.hurt.pain.knee:right.now") == ["4"]
    assert opened.values("q.hurt.pain.knee:right.worst") == ["unknown"]
    assert opened.values("q.hurt.pain.knee:right.like") == []
    assert opened.values("q.hurt.pain.neck:midline.now") == []


@pytest.mark.parametrize("number", ["11", "-1", "4.5", "9" * 5000, "four"])
def test_a_pain_that_is_no_number_of_ten_is_refused_alone(number, intake, phone):
    hurt = [
        ("q.hurt", "yes"),
        ("q.hurt.places", "knee:right"),
        ("q.hurt.pain.knee:right.now", number),
    ]
    items = {"question": "hurt", "sequence": 1, "age": 0, "fields": hurt}, said("age", "34")

    answer = delivered(phone, intake, *items)

    assert answer.status_code == 200
    assert answer.json()["refused"].keys() == {"hurt"}
    assert told_in(intake).keys() == {"age"}


def test_what_another_device_said_since_comes_back_with_the_delivery(intake, phone):
    first = delivered(phone, intake, said("hurt", "no", sequence=1), device="a").json()
    delivered(phone, intake, said("limb_swelling", "unknown", sequence=1), device="b")

    again = delivered(phone, intake, device="a", seen=first["seen"]).json()

    (other,) = again["others"]
    assert other["question"] == "limb_swelling"
    assert other["fields"] == [["q.limb_swelling", "unknown"]]
    assert 0 <= other["age"] < 60_000


def test_the_phone_is_told_of_an_emergency_it_could_not_see_by_itself(intake, phone):
    answer = delivered(
        phone, intake, *(said(question, value) for question, value in RED.items())
    ).json()

    assert answer["red"]
    assert delivered(phone, intake, done=True).json()["done"] is False


def test_done_is_done_once(intake, phone):
    assert delivered(phone, intake, said("hurt", "no"), done=True).json()["done"]
    assert delivered(phone, intake, done=True).json()["done"]

    assert AuditEntry.objects.filter(action="intake.sent").count() == 1


BROKEN = """
  what              | body
  no JSON           | {
  no object         | []
  a stranger's key  | {"device": "a", "said": [], "by": "me"}
  no device         | {"said": []}
  a future answer   | {"device": "a", "said": [{"question": "hurt", "sequence": 1, "age": -5, "fields": []}]}
  a word for a time | {"device": "a", "said": [{"question": "hurt", "sequence": 1, "age": "x", "fields": []}]}
  nothing at nought | {"device": "a\\u0000", "said": []}
"""  # noqa: E501


@pytest.mark.parametrize("row", rows(BROKEN), ids=lambda row: row["what"])
def test_a_broken_delivery_is_refused_whole(row, intake, phone):
    sent = phone.post(
        address(intake, "intake-answers"), row["body"], content_type="application/json"
    )

    assert sent.status_code == 409
    assert sent.json()["problem"]
    assert not Said.objects.exists()


def test_a_huge_delivery_is_refused(intake, phone):
    sent = delivered(phone, intake, said("about.words", "a" * 300_000))

    assert sent.status_code == 409
    assert "send at most" in sent.json()["problem"]


# ---------- The practitioner ----------


def review_of(intake):
    return reverse("client-intake", args=[intake.pk])


def test_a_link_is_given_with_a_code_to_scan(here, browser):
    sent = browser.post(reverse("client-intakes", args=[here.client.pk]), follow=True)

    page = sent.content.decode()
    fresh = here.client.intakes.get(revoked_at=None)
    assert f"http://testserver/intake/{fresh.token}/" in page
    assert 'class="qr-code"' in page
    assert "Nothing answered yet" in page
    assert read(sent).faults == []
    assert browser.get(reverse("client", args=[here.client.pk])).content.count(b"Not opened yet")


def test_nobody_archived_is_given_one(here, browser, now):
    clients.archive(by=here.owner, client=here.client, now=now)

    browser.post(reverse("client-intakes", args=[here.client.pk]))

    assert Intake.objects.filter(client=here.client).count() == 1


def test_a_link_can_be_closed(here, browser, phone):
    browser.post(reverse("intake-revocation", args=[here.intake.pk]))

    assert phone.get(address(here.intake)).status_code == 404
    assert "It opens nothing any more" in browser.get(review_of(here.intake)).content.decode()


def test_what_arrived_is_seen_question_by_question(intake, phone, browser):
    phone.post(address(intake), {"about.own_goal": "Sit on the floor", "page": 1})
    phone.post(address(intake), form(TODAY, limb_swelling="unknown"))
    phone.post(address(intake), form(TODAY))

    page = browser.get(review_of(intake))

    text = page.content.decode()
    assert read(page).faults == []
    assert "Being answered" in text
    assert "Sit on the floor" in text
    assert "Also answered: don&#x27;t know" in text
    assert "Still open" in text
    assert "Being answered" in browser.get(reverse("today")).content.decode()


def test_pages_ask_the_database_little(intake, phone, browser, django_assert_max_num_queries):
    filled(phone, intake)
    for page in (address(intake), address(intake, page=TODAY)):
        with django_assert_max_num_queries(10):
            phone.get(page)
    for page in (review_of(intake), reverse("today"), reverse("client", args=[intake.client_id])):
        with django_assert_max_num_queries(10):
            browser.get(page)
    with django_assert_max_num_queries(20):
        delivered(phone, intake, *[said("hurt", "no", sequence=n) for n in range(1)])
