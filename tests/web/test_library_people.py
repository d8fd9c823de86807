"""Claims, guides, goals, people and sports: each entry has a page, each link leads somewhere."""

import pytest
from django.test import Client
from django.urls import reverse

from endrange import knowledge
from endrange_app.web.urls import urlpatterns
from tests.web.pages import read

pytestmark = pytest.mark.django_db

KNOWN = knowledge.load()
KINDS = {
    "claim": KNOWN.claims,
    "guide": KNOWN.guides,
    "goal": KNOWN.goals,
    "population": KNOWN.populations,
    "sport": KNOWN.sports,
}


@pytest.fixture
def owner(here):
    browser = Client()
    browser.force_login(here.owner)
    return browser


@pytest.mark.parametrize("kind", KINDS)
def test_every_entry_has_a_page(owner, kind):
    for id_, entry in KINDS[kind].items():
        page = read(owner.get(reverse(kind, args=[id_])))
        assert page.faults == [], id_
        assert (getattr(entry, "name", "") or entry.claim) in page.text("h1")
    assert owner.get(reverse(kind, args=["nonsense"])).status_code == 404


@pytest.mark.parametrize("name", ["claims", "goals", "coverage"])
def test_the_lists_lead_to_them(owner, name):
    page = read(owner.get(reverse(name)))

    assert page.faults == []
    assert page.count("h1") == 1
    for link in {link for link in page.links if link.startswith("/library/")}:
        assert owner.get(link).status_code == 200, link


def test_every_screen_of_the_coverage_is_a_page():
    names = {path.name for path in urlpatterns}
    for item in KNOWN.coverage.values():
        for entry in item.entries:
            kind, _, name = entry.partition("/")
            assert kind != "screens" or name in names, item.id


def test_a_measure_shows_what_others_measured_and_flags_what_nobody_checked(owner):
    page = owner.get(reverse("measure", args=["hip_flexion_slr"])).content.decode()

    assert "What others measured" in page
    assert "Unverified." in page
    assert "Recalled, not read" in page
