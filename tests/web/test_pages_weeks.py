"""What weeks of a plan like today's may bring: on the plan, in the permitted sentences alone."""

import pytest
from django.utils import translation

from endrange.knowledge import load
from endrange.knowledge.languages import language
from endrange.planning import PlanItem, SessionPlan, SideDose
from endrange.values import Side
from endrange_app.web import weeks
from tests.builders import dose
from tests.tables import rows
from tests.web.pages import read
from tests.web.visiting import to

KNOWN = load()


def plan(stretch="ham_slr_shoulder", hold=30, repetitions=3):
    item = PlanItem(
        stretch=stretch,
        technique="passive",
        position="supine",
        doses=(SideDose(side=Side.LEFT, dose=dose(repetitions, hold=hold)),),
        because=("For the test.",),
        seconds=120,
    )
    fields = {"catalogue": "x", "minutes": 8, "seconds": 120, "objective": 1.0, "bound": 1.0}
    return SessionPlan.model_validate(fields | {"items": (item,)})


def asked(text):
    names = ("weeks", "often", "other", "other_weeks", "held", "other_held")
    return weeks.read(dict(zip(names, text.split(), strict=False)))


SAID = """
  stretch           | hold | weeks often other | of the test
  ham_slr_shoulder  | 30   | 6 3 5             | gained about 13° on this test on average.
  ham_slr_shoulder  | 30   | 3 2 5             | roughly 0 to 26° (80 of 100 people).
  ham_slr_shoulder  | 30   | 12 7 5            | roughly 0 to 26° (80 of 100 people).
  ham_slr_shoulder  | 30   | 2 3 5             | Studies lasted 3 to 12 weeks, not 2.
  ham_slr_shoulder  | 30   | 6 1 5             | Studies had at least 2 sessions a week.
  ham_slr_shoulder  | 10   | 6 3 5             | Studies had at least 60 s under stretch
  pec_minor_supine  | 30   | 6 3 5             | No trials of this test were found.
"""


@pytest.mark.parametrize("row", rows(SAID), ids=lambda row: row["of the test"])
def test_of_a_programme(row):
    given = plan(row["stretch"], int(row["hold"]))

    found = weeks.ahead(given, asked(row["weeks often other"]), KNOWN)

    assert row["of the test"] in found.tests[0].one
    assert found.off == "After 4 weeks off, trials kept between a tenth and two thirds."


COMPARED = """
  weeks often other | said
  6 4 5             | 4 times a week and 5 times a week: about the same.
  6 7 1             | 7 times a week: likely more than once a week.
  6 1 7             | 7 times a week: likely more than once a week.
  6 3 3             |
"""


@pytest.mark.parametrize("row", rows(COMPARED), ids=lambda row: row["weeks often other"])
def test_two_rhythms(row):
    assert weeks.ahead(plan(), asked(row["weeks often other"]), KNOWN).compared == row["said"]


def test_a_plan_that_holds_nothing_promises_nothing():
    found = weeks.ahead(plan(hold=0), asked(""), KNOWN)

    assert (found.tests, found.compared) == ((), "")


SIDE_BY_SIDE = """
  as in asked()   | B says                      | ranked
  6 3 3 6 0 0     | gained about 13°            |
  6 3 3 12 0 0    | gained about 13°            | Plan A and plan B: about the same.
  6 3 1 6 0 0     | at least 2 sessions a week  | 3 times a week: likely more than once a week.
  6 3 3 2 0 0     | Studies lasted 3 to 12      | Plan A: likely more than plan B.
  2 3 3 12 0 0    | gained about 13°            | Plan B: likely more than plan A.
  6 3 3 6 0 30    | at least 60 s under stretch | Plan A and plan B: about the same.
  6 2 2 6 30 240  | gained about 13°            | Plan B: likely more than plan A.
"""


@pytest.mark.parametrize("row", rows(SIDE_BY_SIDE), ids=lambda row: next(iter(row.values())))
def test_two_programmes_each_with_its_size_and_the_sentence_of_their_ratio(row):
    text = next(iter(row.values()))

    found = weeks.ahead(plan(), asked(text), KNOWN)

    assert row["B says"] in found.tests[0].other
    assert found.compared == row["ranked"]


@pytest.mark.parametrize("sent", ["", "0 9 -1", "many twice x", "99 99 99", "x x x 13 7 -1"])
def test_what_makes_no_sense_is_as_if_not_asked(sent):
    read = asked(sent)

    assert (read.one.weeks, read.one.often, read.other.often) == weeks.USUAL
    assert (read.other.weeks, read.one.held, read.other.held) == (6, 0, 0)


@pytest.mark.parametrize(
    "text",
    [
        *(row["said"] for row in rows(COMPARED) if row["said"]),
        *(row["ranked"] for row in rows(SIDE_BY_SIDE) if row["ranked"]),
    ],
)
def test_in_german_too(text):
    with translation.override("de"):
        assert language("de").knows(text)


@pytest.mark.django_db
def test_the_plan_says_what_weeks_may_bring(browser, planned):
    page = browser.get(to("visit-plan", planned) + "?weeks=8&often=3&other=6").content.decode()

    assert "Over weeks" in page
    assert "Plan A:</i>" not in page, "both within what was studied: one sentence for both"
    assert "Groups in studies of 3 to 12 weeks gained about" in page
    assert "times a week" in page
    assert "After 4 weeks off, trials kept between a tenth and two thirds." in page


@pytest.mark.django_db
def test_a_plan_outside_what_was_studied_stands_beside_one_within(browser, planned):
    sent = "?weeks=8&often=3&other=3&other_weeks=2"
    page = read(browser.get(to("visit-plan", planned) + sent))
    text = browser.get(to("visit-plan", planned) + sent).content.decode()

    assert (page.faults, page.unlabelled) == ([], [])
    assert "Plan A:</i> Groups in studies of 3 to 12 weeks gained about" in text
    assert "Plan B:</i> Studies lasted 3 to 12 weeks, not 2." in text
    assert "Plan A: likely more than plan B." in text
