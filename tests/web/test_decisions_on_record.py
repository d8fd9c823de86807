"""A decision keeps its words: what it said then, in the language of whoever reads it now."""

import pytest
from django.utils import timezone, translation

from endrange import knowledge
from endrange.knowledge.languages import language
from endrange.screening import read_answers, screen
from endrange.screening.clearance import Setting
from endrange_app.storage import actions
from endrange_app.storage.models import Screening
from endrange_app.web import recorded, reporting, words
from endrange_app.web.standing import Standing
from tests.strategies import MILD_FOLLOW_UPS, NOTHING_AMISS
from tests.tables import rows
from tests.web.visiting import to

pytestmark = pytest.mark.django_db
CATALOGUE = knowledge.load()
RULE = "VTE-03"
CLOT = {"what": "leg", "side": "left", "on": "2026-01-01", "details": {"treatment": "going_on"}}
TODAY = CATALOGUE.precautions[RULE].title
ON_RECORD = f"""
  title          | kept            | reader | shown                        | marked
  {TODAY}        |                 | de     | {language("de").said(TODAY)} | no
  {TODAY}        | Klumpen         | de     | Klumpen                      | no
  A lump of then | Klumpen         | de     | Klumpen                      | no
  A lump of then |                 | de     | A lump of then               | yes
  A lump of then | Klumpen         | en     | A lump of then               | no
  A lump of then |                 | en     | A lump of then               | no
"""


def decided(said):
    raw = NOTHING_AMISS | MILD_FOLLOW_UPS | said
    answers = read_answers({k: v for k, v in raw.items() if k in CATALOGUE.questions}, CATALOGUE)
    on = timezone.localdate()
    return answers, screen(answers, CATALOGUE, on=on, setting=Setting.CLINIC, weeks_old=0)


@pytest.fixture
def on_record(here, newcomer):
    """A decision on a clot, as an earlier edition of the catalogue would have told it."""

    def record(title, kept):
        answers, clearance = decided({"heart_vessels": ["clot"], "clot": [CLOT]})
        found = tuple(
            one.replace(title=title) if one.precaution == RULE else one
            for one in clearance.findings
        )
        clearance = clearance.replace(findings=found)
        return Screening.objects.create(
            clinic=here.clinic,
            visit=newcomer,
            full=True,
            answers={id_: one.model_dump(mode="json") for id_, one in answers.items()},
            clearance=clearance.model_dump(mode="json"),
            said={"de": {title: kept}} if kept else {},
            verdict=clearance.verdict,
            catalogue="of then",
            by=here.practitioner,
            at=timezone.now(),
        )

    return record


@pytest.mark.parametrize("row", rows(ON_RECORD), ids=lambda row: " ".join(row.values()))
def test_a_decision_on_record_says_what_it_said(row, on_record, browser, newcomer):
    on_record(row["title"], row["kept"])

    page = browser.get(to("visit-decision", newcomer), HTTP_ACCEPT_LANGUAGE=row["reader"])

    shown = f'<span lang="en">{row["shown"]}</span>' if row["marked"] == "yes" else row["shown"]
    assert f"<h3>{shown}</h3>" in page.content.decode()


def test_the_report_says_the_same(on_record, newcomer):
    on_record("A lump of then", "Klumpen")
    with translation.override("de"):
        told = reporting._told(Standing(newcomer), CATALOGUE)

        assert "Klumpen" in [words.said(one.finding.title) for one in told]


def test_the_pages_beside_the_decision_say_the_same(on_record, browser, newcomer):
    on_record("A lump of then", "Klumpen")

    page = browser.get(to("visit-clearances", newcomer), HTTP_ACCEPT_LANGUAGE="de")

    assert "Klumpen" in page.content.decode()


def test_what_is_said_in_german_is_kept_with_the_decision(here, newcomer):
    answers, clearance = decided({"heart_vessels": ["clot"], "clot": [CLOT]})
    row = actions.screenings.record(
        by=here.practitioner,
        visit=newcomer,
        full=True,
        answers=answers,
        clearance=clearance,
        now=timezone.now(),
    )

    assert row.said["de"][TODAY] == language("de").said(TODAY)
    assert {text for one in clearance.findings for text in one.texts if text} == {*row.said["de"]}


OWN_WORDS = """
  whose                         | rule    | laid over | marked
  a rule of ours, as of then    | VTE-03  |           | yes
  ours, in a clinic's own words | VTE-03  | title     | no
  a rule that is gone           | OLD-99  |           | yes
  a practitioner's wish         | TODAY-1 |           | no
"""


@pytest.mark.parametrize("row", rows(OWN_WORDS), ids=lambda row: row["whose"])
def test_only_words_of_ours_are_known_to_be_english(row):
    _, clearance = decided({"heart_vessels": ["clot"], "clot": [CLOT]})
    finding = next(one for one in clearance.findings if one.precaution == RULE)
    finding = finding.replace(precaution=row["rule"], title="A lump of then")
    rules = dict(CATALOGUE.precautions)
    if row["laid over"]:
        rules[RULE] = rules[RULE].replace(title="A lump, as we say")
    catalogue = CATALOGUE.replace(precautions=rules)

    told = recorded.finding(finding, {}, "de", catalogue)

    assert words.is_english(told.title) == (row["marked"] == "yes")
    assert words.said(told.title) == "A lump of then"
