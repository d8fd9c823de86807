"""No page shows one clinic's records to another: swept over every address there is.

Each address that names a record is asked for by people of both clinics. The own people prove that
the address works, so that the others' 404 cannot come from anything but the clinic.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from tests import records
from tests.records import House, house, shipped

pytestmark = pytest.mark.django_db

# Whose record a part of an address names.
RECORDS: dict[str, Callable[[House], Any]] = {
    "client": lambda house: house.client.pk,
    "visit": lambda house: house.visit.pk,
    "screening": lambda house: house.screening.pk,
    "reading": lambda house: house.reading.pk,
    "plan": lambda house: house.plan.pk,
    "run": lambda house: house.run.pk,
    "word": lambda house: records.word_of(house).pk,
    "restriction": lambda house: records.restriction_of(house).pk,
    "follow_up": lambda house: records.follow_up_of(house).pk,
    "client_goal": lambda house: records.goal_of(house).pk,
    "event": lambda house: records.adverse_event_of(house).pk,
    "own_file": lambda house: records.own_file_of(house).pk,
    "member": lambda house: house.membership.pk,
    "intake": lambda house: house.intake.pk,
    "retest": lambda house: records.retest_of(house).pk,
    "stable": lambda house: records.stable_client_of(house).pk,
    "progress_link": lambda house: records.progress_link_of(house).pk,
}

# Parts that name no clinic's record: knowledge, the same for everybody.
KNOWLEDGE = {
    *("stretch", "technique", "measure", "muscle", "precaution", "source", "goal"),
    *("claim", "guide", "population", "sport"),
}

# Beside a record: which of its readings is meant.
CHOSEN: dict[str, Callable[[House], Any]] = {
    "measure": lambda _: "hip_flexion_slr",
    "side": lambda _: "left",
}

# Parts that are themselves the key: whoever holds the address of the second screen may enter.
SECRETS: dict[str, Callable[[House], Any]] = {
    "token": lambda house: house.run.join_token,
    "code": lambda house: house.run.join_code,
    "day_after": lambda house: records.follow_up_of(house).token,
    "key": lambda house: house.intake.token,
    "progress": lambda house: records.progress_link_of(house).token,
}

# Pages anybody may see, without an account.
PUBLIC = {
    *("about", "about-rules", "theme", "language"),
    *("session-join", "phone", "phone-authority", "worker"),
}

# allauth's addresses name a person's own account, never a clinic's record.
ACCOUNTS = "accounts/"


@pytest.fixture(scope="module")
def houses(django_db_setup, django_db_blocker):
    """Both clinics, made once for the whole sweep; each test undoes what it does."""
    now = timezone.now()
    with django_db_blocker.unblock(), transaction.atomic():
        yield [house(name, now, shipped(now)) for name in ("Here", "Elsewhere")]
        transaction.set_rollback(True)


@pytest.fixture
def here(houses, db) -> House:
    return houses[0]


@pytest.fixture
def elsewhere(houses, db) -> House:
    return houses[1]


@dataclass(frozen=True)
class Address:
    name: str
    parts: tuple[str, ...]

    def of(self, house: House) -> str:
        makers = RECORDS | SECRETS | CHOSEN
        return reverse(self.name, kwargs={part: makers[part](house) for part in self.parts})


def addresses() -> list[Address]:
    return sorted(_walk(get_resolver(), ""), key=lambda address: address.name)


def _walk(resolver: URLResolver, prefix: str) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        if route.startswith(ACCOUNTS):
            continue
        if isinstance(entry, URLResolver):
            yield from _walk(entry, route)
        else:
            yield _address(entry, route)


def _address(entry: URLPattern, route: str) -> Address:
    assert entry.name, f"the address {route!r} has no name, so this sweep cannot ask for it"
    return Address(entry.name, tuple(entry.pattern.converters))


ALL = addresses()
OF_RECORDS = [address for address in ALL if set(address.parts) & set(RECORDS)]
BY_SECRET = [address for address in ALL if set(address.parts) & set(SECRETS)]
SHUT = [a for a in ALL if a not in BY_SECRET and a.name not in PUBLIC and not a.parts] + OF_RECORDS


def named(address: Address) -> str:
    return address.name


def asked(user: Any, method: str, path: str) -> int:
    client = Client()
    if user is not None:
        client.force_login(user)
    return int(getattr(client, method)(path).status_code)


def test_every_part_of_every_address_is_declared():
    """A new kind of address must say above whose record it names."""
    known = set(RECORDS) | set(SECRETS) | set(CHOSEN) | KNOWLEDGE
    undeclared = {f"{a.name}: {part}" for a in ALL for part in a.parts if part not in known}

    assert undeclared == set()


def test_there_is_something_to_sweep():
    assert {"client", "visit", "reading", "run"} <= {part for a in OF_RECORDS for part in a.parts}


@pytest.mark.parametrize("address", OF_RECORDS, ids=named)
@pytest.mark.parametrize("person", ["practitioner", "owner"])
def test_another_clinic_finds_nothing(address, person, here, elsewhere):
    path = address.of(here)
    answered = 0
    for method in ("get", "post"):
        theirs = asked(getattr(elsewhere, person), method, path)
        own = asked(getattr(here, person), method, path)
        if own in (403, 405):  # not for this role, or no such deed; then it tells strangers no more
            assert theirs in (404, own)
            continue
        answered += 1
        assert theirs == 404, f"{method} {path} answered another clinic with {theirs}"
        assert own < 500, f"{method} {path} answered its own clinic with {own}"
        assert own != 404, f"{method} {path} is not there for its own clinic"

    assert answered or person == "practitioner"


@pytest.mark.parametrize("address", SHUT, ids=named)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_is_asked_to_sign_in(address, method, here):
    path = address.of(here)
    response = getattr(Client(), method)(path)
    if response.status_code == 405:
        return

    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("address", [a for a in ALL if not a.parts], ids=named)
def test_no_list_names_another_clinics_people(address, here, elsewhere):
    client = Client()
    client.force_login(elsewhere.owner)
    page = client.get(address.of(here)).content.decode(errors="replace")

    for name in ("Kit of Here", "Pia of Here", "Olu of Here", str(here.client.pk)):
        assert name not in page


@pytest.mark.parametrize("address", BY_SECRET, ids=named)
def test_the_second_screen_opens_with_its_secret_and_no_other(address, here):
    path = address.of(here)
    secrets = {part: SECRETS[part](here) for part in address.parts if part in SECRETS}
    wrong = path
    for secret in secrets.values():
        wrong = wrong.replace(secret, secret[::-1])

    assert asked(None, "get", path) in (200, 302, 405)
    assert asked(None, "get", wrong) in (404, 405)
