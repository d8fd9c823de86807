"""Every page: its frame, its queries, its links, and nothing that a strict browser would refuse."""

from collections import defaultdict
from pathlib import Path

import pytest
from django.db import connection
from django.template.loader import get_template
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse
from django.utils import timezone

from endrange import knowledge
from endrange_app import web
from endrange_app.storage import demo
from endrange_app.storage.models import Client as ClientRow
from endrange_app.storage.models import Visit
from tests.web.pages import read

pytestmark = pytest.mark.django_db

MOST_QUERIES = 10

PAGES = [
    "today",
    "clients",
    "client-new",
    "clinics",
    "library",
    "sources",
    "model",
    "practice",
    "gallery",
    "account_change_password",
    "account_logout",
    "account_email",
    "mfa_index",
    "usersessions_list",
]
OF_CLIENT = ["client", "client-particulars"]
OF_VISIT = ["visit-screening", "visit-decision", "visit-measures", "visit-plan", "visit-summary"]
ENTRIES = [
    ("stretch", "ham_slr_shoulder"),
    ("technique", "contract_relax"),
    ("measure", "hip_flexion_slr"),
    ("muscle", "semitendinosus"),
    ("source", "feland_2004"),
]


def test_every_template_can_be_read():
    """A part that no test happens to show still loads the filters it uses."""
    folder = Path(web.__file__).parent / "templates"
    names = [file.relative_to(folder).as_posix() for file in sorted(folder.rglob("*.html"))]

    for name in names:
        get_template(name)
    assert "visits/summary_done.html" in names


@pytest.fixture
def owner(here):
    browser = Client()
    browser.force_login(here.owner)
    return browser


def addresses(house) -> list[str]:
    return [
        *(reverse(name) for name in PAGES),
        *(reverse(name, args=[house.client.pk]) for name in OF_CLIENT),
        *(reverse(name, args=[house.visit.pk]) for name in OF_VISIT),
        *(reverse(kind, args=[id_]) for kind, id_ in ENTRIES),
        reverse("visit-screening", args=[house.visit.pk]) + "?full=1",
    ]


def test_every_page_has_a_whole_frame(owner, here):
    for address in addresses(here):
        response = owner.get(address)
        assert response.status_code == 200, address
        page = read(response)

        assert page.faults == [], address
        assert page.count("h1") == 1, address
        assert page.count("main") == 1, address
        assert page.text("title").endswith("· Endrange"), address
        assert len(page.text("title")) > len("· Endrange"), address
        assert page.links[0] == "#main", address
        assert page.unlabelled == [], address
        assert sorted(set(page.ids)) == sorted(page.ids), address


@pytest.mark.parametrize("of_a_kind", [3, pytest.param(None, marks=pytest.mark.deep)])
def test_every_link_leads_somewhere(owner, here, of_a_kind):
    """From each page, some links of each kind (or all); nothing is followed outside."""
    seen = defaultdict(set)
    for address in addresses(here):
        page = read(owner.get(address))
        for link in {link.partition("#")[0] for link in page.links if link.startswith("/")}:
            seen[resolve(link.partition("?")[0]).url_name].add(link)
        missing = {link[1:] for link in page.links if link.startswith("#")} - set(page.ids)
        assert missing == set(), address

    followed = [link for links in seen.values() for link in sorted(links)[:of_a_kind]]
    broken = {link: owner.get(link).status_code for link in followed}

    assert {link: code for link, code in broken.items() if code not in (200, 302)} == {}


@pytest.mark.deep
def test_every_entry_of_the_library_has_a_page(owner):
    catalogue = knowledge.load()
    tables = {
        "stretch": catalogue.stretches,
        "technique": catalogue.techniques,
        "measure": catalogue.measures,
        "precaution": catalogue.precautions,
    }
    for kind, entries in tables.items():
        for id_, entry in entries.items():
            page = read(owner.get(reverse(kind, args=[id_])))
            assert page.faults == []
            name = getattr(entry, "name", "") or entry.title
            assert name in page.text("h1")

    for stretch in catalogue.stretches.values():
        address = reverse("stretch", args=[stretch.id])
        for technique in stretch.techniques:
            assert owner.get(address, {"technique": technique}).status_code == 200


@pytest.mark.parametrize(
    "kind", ["stretch", "technique", "measure", "muscle", "precaution", "source"]
)
def test_an_unknown_entry_is_not_here(owner, kind):
    response = owner.get(reverse(kind, args=["nonsense"]))

    assert response.status_code == 404
    assert read(response).text("h1") == "This page is not here"


def test_no_page_asks_the_database_too_often():
    """With the demo clinic: a history of several visits, readings and sessions."""
    clinic = demo.load_demo(timezone.now())
    browser = Client()
    browser.post(reverse("account_login"), {"login": demo.OWNER[0], "password": demo.PASSWORD})
    maya = ClientRow.objects.of(clinic).get(name__startswith="Maya")
    visits = Visit.objects.filter(client=maya).order_by("number")
    wanted = [reverse(name) for name in ("today", "clients", "library", "practice", "gallery")]
    wanted += [reverse(name, args=[maya.pk]) for name in OF_CLIENT]
    wanted += [reverse(n, args=[v.pk]) for n in OF_VISIT for v in (visits.first(), visits.last())]
    wanted += [reverse(kind, args=[id_]) for kind, id_ in ENTRIES]

    counted = {}
    for address in wanted:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert browser.get(address).status_code in (200, 302)
        counted[address] = len(queries)

    assert {address: n for address, n in counted.items() if n > MOST_QUERIES} == {}


def test_the_theme_is_kept_and_drawn_by_the_server(owner):
    assert "data-theme" not in owner.get("/").content.decode()

    sent = owner.post(reverse("theme"), {"theme": "dark", "next": "/library/"})

    assert sent["Location"] == "/library/"
    assert '<html lang="en-gb" data-theme="dark">' in owner.get("/").content.decode()
    owner.post(reverse("theme"), {"theme": "", "next": "/"})
    assert "data-theme" not in owner.get("/").content.decode()


def test_the_theme_leads_nowhere_else(owner):
    sent = owner.post(reverse("theme"), {"theme": "dark", "next": "https://elsewhere.example/"})

    assert sent["Location"] == "/"


def test_somebody_of_two_clinics_chooses_first(here, elsewhere, now):
    from endrange_app.storage import actions  # noqa: PLC0415  needs the registry

    actions.members.add(
        by=elsewhere.owner,
        clinic=elsewhere.clinic,
        email=here.owner.email,
        name="",
        role="practitioner",
        now=now,
    )
    browser = Client()
    browser.force_login(here.owner)

    assert browser.get("/")["Location"] == reverse("clinics")
    browser.post(reverse("clinics"), {"clinic": str(elsewhere.clinic.pk)})
    assert elsewhere.clinic.name in browser.get("/").content.decode()
    browser.post(reverse("clinics"), {"clinic": str(here.clinic.pk)})
    assert here.client.name in browser.get("/clients/").content.decode()


def test_a_practitioner_sees_the_practice_and_not_its_trail(here):
    browser = Client()
    browser.force_login(here.practitioner)
    page = browser.get(reverse("practice")).content.decode()

    assert here.clinic.name in page
    assert "What was done" not in page
    assert browser.post(reverse("practice"), {"name": "Mine"}).status_code == 403
    assert browser.post(reverse("practice-members"), {}).status_code == 403


def test_an_owner_sees_who_did_what(owner, here):
    page = owner.get(reverse("practice")).content.decode()

    assert "What was done" in page
    assert "Session opened" in page


def test_the_trail_names_the_client_and_leads_to_them(owner, here):
    page = read(owner.get(reverse("practice")))

    assert here.client.name in page.text("a")
    assert reverse("client", args=[here.client.pk]) in page.links


def test_nothing_found_is_said(owner):
    assert "No stretch fits" in owner.get(reverse("library"), {"q": "zzz"}).content.decode()
    assert "Nobody of that name" in owner.get(reverse("clients"), {"q": "zzz"}).content.decode()
