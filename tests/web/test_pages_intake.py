"""The client answers on their own phone, part by part, without a script."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from endrange_app.storage import told
from endrange_app.storage.actions import intakes
from endrange_app.storage.intakes import Intake, Said
from endrange_app.storage.models import AuditEntry, Screening
from tests.tables import rows
from tests.web.answering import (
    LAST,
    RED,
    TODAY,
    address,
    delivered,
    filled,
    form,
    page_of,
    review_of,
    said,
    told_in,
)
from tests.web.pages import read

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("number", ["0", "999", "9" * 5000, "%C2%B2", "-1", "one"])
def test_a_page_that_does_not_exist_is_one_that_does(intake, phone, number):
    """Thousands of digits too, which Python itself refuses to read."""
    assert phone.get(address(intake, page=number)).status_code == 200
    sent = phone.post(address(intake), {"page": number})
    assert sent.status_code in (302, 422)


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


def test_once_sent_it_has_arrived_and_can_still_be_changed(intake, phone):
    filled(phone, intake)

    page = phone.get(address(intake))
    assert "Your answers have arrived" in page.content.decode()
    intake.refresh_from_db()
    assert intake.sent_at
    phone.post(address(intake), form(TODAY, limb_swelling="unknown"))
    assert told_in(intake)["limb_swelling"]["value"] == "unknown"
    assert not Screening.objects.filter(visit__client=intake.client, at__gt=intake.sent_at).exists()


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
