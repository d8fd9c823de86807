"""The practitioner gives the link, sees what arrived, and closes it."""

import pytest
from django.urls import reverse

from endrange_app.storage.actions import clients
from endrange_app.storage.intakes import Intake
from tests.web.answering import TODAY, address, delivered, filled, form, review_of, said
from tests.web.pages import read

pytestmark = pytest.mark.django_db


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
