"""A visit on paper: what stands in it, for whom, and what it refuses."""

from functools import cache
from io import BytesIO

import pytest
import typst
from django.urls import reverse
from pypdf import PdfReader

from endrange.knowledge.languages import language
from endrange_app.reports import visit as paper
from endrange_app.web import reporting
from tests.tables import rows
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


def test_for_a_referrer_it_adds_rules_grades_and_the_note(browser, newcomer):
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
    assert "Sources" in client
    assert "BON-01" not in client
    assert "safe" not in client.lower().split()


@pytest.fixture
def fonts_that_come_with_it(monkeypatch):
    """As on a machine without a single font."""
    bare = typst.Compiler(input=paper.SOURCE, root=paper.SOURCE.parent, ignore_system_fonts=True)
    monkeypatch.setattr(paper, "_compiler", cache(lambda: bare))


CLAIMED = """
  script     | name
  Latin      | Žofia Ólafsdóttir Łukasz Çağla Ẹniọla
  Vietnamese | Đặng Thị Nguyễn
  Greek      | Ελένη Παπαδοπούλου Ἑλένη
  Cyrillic   | Анна Ёлкина Ђорђе Ґанна Қазақ
  Hebrew     | נועה לוי
  Armenian   | Անի Պետրոսյան
  Georgian   | ნინო ბერიძე
  Arabic     | نور الحداد
  Persian    | ژیلا پگاه
"""


@pytest.mark.parametrize("row", rows(CLAIMED), ids=lambda row: row["script"])
def test_a_name_in_a_script_we_claim_is_written_as_it_is(
    browser, planned, fonts_that_come_with_it, row
):
    """All its letters: what runs from right to left is extracted in either order."""
    planned.client.name = row["name"]
    planned.client.save()

    text = text_of(pages_of(browser, planned))

    either_way = text, text[::-1]
    assert any(all(word in one for word in row["name"].split()) for one in either_way)


REFUSED = """
  script        | name
  Devanagari    | अनन्या शर्मा
  Urdu          | بڑے
  Chinese       | 王小明
  private use   | Uma \U000f0000
"""


@pytest.mark.parametrize("row", rows(REFUSED), ids=lambda row: row["script"])
def test_a_name_without_a_font_of_its_own_is_named_and_never_a_box_or_misspelt(
    browser, planned, fonts_that_come_with_it, row
):
    planned.client.name = row["name"].replace("\\U000f0000", "\U000f0000")
    planned.client.save()

    answer = browser.get(to("visit-report", planned), follow=True)

    told = answer.content.decode()
    assert "no font on this machine can write" in told
    assert "or print the summary instead" in told
    assert language("de").knows(
        "no font on this machine can write '王'; install one for its script, then again, "
        "or print the summary instead"
    )
    assert answer.redirect_chain[0][0] == to("visit-summary", planned)


def long_report(number):
    """So many findings, rows, stretches and sources, in sentences of the usual length."""
    said = "What was said about the back: no bending to the end. Hold shorter, push no harder. "
    row = {"before": "65°", "after": "70°", "change": "+7.5° ± 6°", "claim": "Too early to tell"}
    words = reporting._words()
    return paper.VisitReport(
        language="en",
        words=words,
        title="Visit 9",
        particulars=(paper.Named(name="Client", text="Uma"),),
        goals=("Sit cross-legged",),
        found_lead="What changes today",
        found=(paper.Found(name="Low back", verdict="Adapt", text=said, source="review"),) * number,
        measured=(paper.Measured(name="Straight-leg raise", side="Left", text=said, **row),)
        * number,
        performed=(paper.Performed(name="Calf", times="1:00", felt="4", pain="0", ended=""),)
        * number,
        performed_lead="13:00 under stretch",
        next=(paper.Named(name="Next visit", text="in a week"),),
        sources=("Somebody et al. 2016: a title of the usual length of a title",) * number,
        foot="No diagnosis.",
    )


@pytest.mark.parametrize(("number", "pages"), [(1, 1), (8, 2), (14, 2)])
def test_it_is_one_or_two_pages_however_much_there_was(number, pages):
    assert len(PdfReader(BytesIO(paper.pdf(long_report(number)))).pages) == pages


def test_a_referrer_reads_with_what_it_was_measured_and_whose_error_that_is(browser, done):
    client, referrer = (text_of(pages_of(browser, done, query)) for query in ("", "?for=referrer"))

    told = "Straight-leg raise (passive, phone inclinometer)"
    assert told in referrer
    assert told not in client
    assert "Neto" in referrer.partition("Sources")[2]


def test_its_name_on_the_disk_names_nobody(browser, planned):
    answer = browser.get(to("visit-report", planned))

    assert answer["Content-Disposition"] == f'inline; filename="visit-{planned.number}-client.pdf"'


def test_another_clinic_gets_none(browser, elsewhere):
    address = reverse("visit-report", args=[elsewhere.visit.pk])

    assert browser.get(address).status_code == 404
