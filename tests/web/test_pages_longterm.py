"""The page of somebody who has come for long and has everything; its time is a benchmark."""

import pytest
from django.test import Client
from django.urls import reverse

from endrange_app.storage import accounts, actions
from endrange_app.storage.aftermath import FollowUp
from endrange_app.storage.models import Client as Person
from endrange_app.storage.models import Reading
from tests import longterm

pytestmark = pytest.mark.django_db


@pytest.fixture
def sam():
    return accounts.create(email="sam@here.example", name="Sam", password="a-long-password")


@pytest.fixture
def browser(sam):
    browser = Client()
    browser.force_login(sam)
    return browser


@pytest.fixture
def came(sam, now):
    """Who came so often."""
    clinic = actions.clinics.create(by=None, name="Here", owner=sam, now=now)
    return lambda visits: longterm.client(sam, clinic, visits, 4, now)


def page_of(browser, row):
    return browser.get(reverse("client", args=[row.pk])).content.decode()


def test_it_costs_ten_queries_at_most(browser, came, sam, now, django_assert_max_num_queries):
    """The clinic's own catalogue is put together once, by whoever asks first."""
    row = came(30)
    longterm.busy(sam, row, now)
    page_of(browser, row)

    with django_assert_max_num_queries(10):
        page = page_of(browser, row)

    for told in (
        "Resume visit 31",
        "A bruise.",
        "Dr Adeyemi",
        "Being answered",
        "Tie my shoes",
        "1 goal that has ended",
        "if you go on as now",
        "This clinic’s own",
        "How sessions felt",
        "Last decision",
    ):
        assert told in page


def test_of_somebody_off_the_lists_too(browser, came, sam, now, django_assert_max_num_queries):
    row = came(5)
    longterm.busy(sam, row, now)
    Person.objects.filter(pk=row.pk).update(archived_at=now, archived_by=sam)
    page_of(browser, row)

    with django_assert_max_num_queries(10):
        assert "by Sam. On no list" in page_of(browser, row)


def test_a_reading_after_a_session_of_years_ago_is_no_baseline(browser, came):
    """Of 209 sessions, however many a page could do without, the first one counts."""
    row = came(210)
    assert "if you go on as now" in page_of(browser, row)

    Reading.objects.filter(client=row, visit__number__lte=2).delete()

    page = page_of(browser, row)
    assert (
        "No forecast yet. A start has 2 readings before the first session; here it had 0." in page
    )
    assert "if you go on as now" not in page


def test_a_session_of_which_nothing_is_known_is_none_of_nought(browser, came):
    row = came(12)
    FollowUp.objects.filter(visit__number=5).update(performed=None)

    page = page_of(browser, row)

    assert "No forecast yet. What was done in an earlier session is not on record" in page
    assert "if you go on as now" not in page
    assert "10 drawn." in page
