"""Pages show the shipped knowledge, so their clinics are filled from it."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from django.test import Client
from django.utils import timezone, translation

from endrange_app.storage import actions
from tests.records import House, house, shipped
from tests.web.visiting import screened, to


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """The language of the last request stays with its thread; none of it reaches the next test."""
    with translation.override("en"):
        yield


@pytest.fixture
def now() -> datetime:
    """Pages ask the real clock, so what they show has just happened."""
    return timezone.now()


@pytest.fixture
def here(db: None, now: datetime) -> House:
    """A clinic with an owner, a practitioner, and one client in an open visit, up to a run."""
    return house("Here", now, shipped(now))


@pytest.fixture
def elsewhere(db: None, now: datetime) -> House:
    """Another clinic with the same inside."""
    return house("Elsewhere", now, shipped(now))


@pytest.fixture
def browser(here):
    client = Client()
    client.force_login(here.practitioner)
    return client


@pytest.fixture
def newcomer(here, now):
    """A client nobody has asked anything yet, in an open visit."""
    client = actions.clients.create(
        by=here.owner,
        clinic=here.clinic,
        name="Uma",
        goals=("tight_hamstrings",),
        now=now,
    )
    return actions.visits.open(by=here.owner, client=client, now=now)


@pytest.fixture
def phone():
    """A browser nobody has signed in with."""
    return Client()


@pytest.fixture
def intake(here):
    """The client has agreed to their answers being kept."""
    return actions.intakes.consent(intake=here.intake, now=timezone.now())


@pytest.fixture
def planned(browser, newcomer):
    """The newcomer, asked everything and with a plan of 25 minutes."""
    screened(browser, newcomer)
    browser.post(to("visit-plan", newcomer), {"minutes": 25})
    return newcomer
