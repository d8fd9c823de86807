"""Every page read in German: the same answer as in English, and no English sentence left."""

import re
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.urls import reverse

from endrange import knowledge
from endrange.knowledge.languages import HERE
from endrange_app.storage.models import Run
from tests.web.test_tenancy import ALL
from tests.web.visiting import screened, to, typed

pytestmark = pytest.mark.django_db
CATALOGUE = knowledge.load()
KINDS = {
    "stretch": "stretches",
    "technique": "techniques",
    "measure": "measures",
    "muscle": "muscles",
    "precaution": "precautions",
    "claim": "claims",
    "guide": "guides",
    "goal": "goals",
    "population": "populations",
    "sport": "sports",
    "source": "sources",
}
GERMAN = {"HTTP_ACCEPT_LANGUAGE": "de"}
ENGLISH = re.compile(r"\b(the|and|with|your|not|this|are|is|what|which|from)\b", re.IGNORECASE)
SEEN = ("aria-label", "title", "alt", "placeholder", "data-label", "aria-valuetext", "data-word")


class Reader(HTMLParser):
    """Collects what a German reader sees or hears, but for what is marked as English."""

    EMPTY = frozenset(("meta", "link", "input", "img", "br", "hr", "path", "rect", "circle"))

    def __init__(self) -> None:
        super().__init__()
        self.languages = ["de"]
        self.unseen = 0
        self.texts: list[str] = []
        self.marked: list[str] = []

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        if tag in ("script", "style"):
            self.unseen += 1
        if tag not in self.EMPTY:
            self.languages.append(told.get("lang") or self.languages[-1])
        if self.languages[-1] == "de":
            self.texts += [told[name] for name in SEEN if told.get(name)]

    def handle_endtag(self, tag):
        if tag in ("script", "style"):
            self.unseen -= 1
        if tag not in self.EMPTY and len(self.languages) > 1:
            self.languages.pop()

    def handle_data(self, data):
        if self.unseen or not data.strip():
            return
        (self.texts if self.languages[-1].startswith("de") else self.marked).append(data.strip())


def read(page) -> Reader:
    reader = Reader()
    reader.feed(page.content.decode())
    return reader


def english(reader: Reader) -> list[str]:
    return [text for text in reader.texts if ENGLISH.search(text)]


@pytest.fixture
def german(browser):
    browser.defaults |= GERMAN
    return browser


@pytest.fixture
def going(german, newcomer):
    """A visit of somebody whose answers change the plan, measured, planned, and begun."""
    screened(german, newcomer, first_time="yes")
    german.post(to("visit-readings", newcomer), typed(newcomer))
    german.post(to("visit-plan", newcomer), {"minutes": 25})
    german.post(to("visit-runs", newcomer))
    return newcomer


def test_a_visit_is_german_throughout(german, going):
    for page in ("screening", "decision", "measures", "plan", "summary"):
        answer = german.get(to(f"visit-{page}", going))

        assert answer.status_code == 200
        assert english(read(answer)) == [], page


def test_both_screens_of_a_session_are_german(german, going):
    run = Run.objects.get(visit=going)
    for address in (
        reverse("session-helper", args=[run.pk]),
        reverse("session-client", args=[run.join_token]),
    ):
        assert english(read(german.get(address))) == []


def test_each_screen_speaks_its_own_language(german, going):
    run = Run.objects.get(visit=going)
    phone = Client().get(reverse("session-client", args=[run.join_token]))

    assert '<html lang="en-gb"' in phone.content.decode()
    assert "?language=en-gb" in phone.content.decode()
    assert "?language=de" in german.get(reverse("session-helper", args=[run.pk])).content.decode()


TITLES = {source.title for source in CATALOGUE.sources.values()}
OTHERS = [one for one in ALL if not set(one.parts) & {*KINDS}]


def test_every_kind_of_entry_has_its_page_in_german(german):
    for kind, entries in KINDS.items():
        id_ = next(iter(getattr(CATALOGUE, entries)))

        assert german.get(reverse(kind, args=[id_])).status_code == 200, kind


def test_the_library_tells_a_stretch_in_german(german):
    """All but the sources: their titles are marked as English, and authors are names."""
    authors = {f"{source.authors}:" for source in CATALOGUE.sources.values()}
    for id_ in sorted(path.stem for path in (HERE / "de" / "stretches").iterdir()):
        page = read(german.get(reverse("stretch", args=[id_])))

        assert {*english(page)} <= authors, id_
        assert {*page.marked} - TITLES <= {"English"}, id_


def test_every_page_answers_in_german_as_in_english(here, browser):
    """Drawings keep their points: a decimal comma would break them."""
    for address in OTHERS:
        path = address.of(here)
        plain, page = browser.get(path), browser.get(path, **GERMAN)

        assert page.status_code == plain.status_code, path
        if page.status_code == 200 and page["Content-Type"].startswith("text/html"):
            text = page.content.decode()
            assert '<html lang="de"' in text, path
            assert not re.search(r'\s(d|x|y|cx|cy|width|points)="[^"]*\d,\d', text), path
