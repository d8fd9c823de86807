"""Pages show the shipped knowledge, so their clinics are filled from it."""

from datetime import datetime

import pytest
from django.utils import timezone

from tests.records import House, house, shipped


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
