"""A visit on paper: what stands in it, for whom, and what it refuses."""

from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from tests.web.test_pages_summary import held
from tests.web.visiting import screened, to, typed

pytestmark = pytest.mark.django_db

PAGES = 2


def pages_of(browser, visit, query=""):
    answer = browser.get(to("visit-report", visit) + query)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    return PdfReader(BytesIO(answer.content))


def text_of(reader):
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


@pytest.fixture
def done(browser, planned):
    """Measured before and after, stretched, noted."""
    browser.post(to("visit-readings", planned), typed(planned))
    held(browser, planned)
    browser.post(to("visit-readings", planned), typed(planned, trial_1="69") | {"moment": "after"})
    browser.post(to("visit-note", planned), {"note": "Left calf tight."})
    return planned


def test_for_the_client_it_says_what_was_measured_done_and_next(browser, done):
    paper = pages_of(browser, done)
    text = text_of(paper)

    assert len(paper.pages) <= PAGES
    assert paper.metadata.title == f"Visit {done.number}: assisted stretching"
    for said in (
        *("Uma", "Here", "No reason to stop found in these answers."),
        *("Straight-leg raise", "65°", "66.7°", "Too early to tell"),
        *("under stretch, all sides together", "fades within minutes to an hour"),
        "have not yet been reviewed by a clinician",
        *(f": {card.technique_name}" for card in done.runs.get().as_timeline().cards),
        "Static self-stretch: ",
    ):
        assert said in text, said
    assert "Left calf tight." not in text


def test_for_a_referrer_it_adds_rules_grades_sources_and_the_note(browser, newcomer):
    screened(browser, newcomer, bones="osteopenia")
    browser.post(to("visit-note", newcomer), {"note": "Left calf tight."})
    client, referrer = (
        text_of(pages_of(browser, newcomer, query)) for query in ("", "?for=referrer")
    )
    assert "What was gained today" not in client, "nothing was stretched"
    assert "What next" not in client

    assert "Left calf tight." in referrer
    assert "BON-01" in referrer
    assert "Sources" in referrer
    assert "BON-01" not in client
    assert "safe" not in client.lower().split()


@pytest.mark.parametrize(
    "name", ["Žofia Ólafsdóttir Đặng", "Ελένη Παπαδοπούλου", "Анна Ёлкина"], ids=lambda n: n[:5]
)
def test_a_name_in_a_script_we_claim_is_written_as_it_is(browser, planned, name):
    planned.client.name = name
    planned.client.save()

    assert name in text_of(pages_of(browser, planned))


def test_a_letter_without_a_font_is_named_and_never_a_box(browser, planned):
    planned.client.name = "Uma \U000f0000"  # for private use: no font has it
    planned.client.save()

    answer = browser.get(to("visit-report", planned), follow=True)

    assert "no font on this machine can write" in answer.content.decode()
    assert answer.redirect_chain[0][0] == to("visit-summary", planned)


def test_its_name_on_the_disk_names_nobody(browser, planned):
    answer = browser.get(to("visit-report", planned))

    assert answer["Content-Disposition"] == f'inline; filename="visit-{planned.number}-client.pdf"'


def test_another_clinic_gets_none(browser, elsewhere):
    address = reverse("visit-report", args=[elsewhere.visit.pk])

    assert browser.get(address).status_code == 404
