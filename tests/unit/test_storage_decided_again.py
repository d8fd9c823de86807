"""A decision made again: by what the clinic asks now, as the questionnaire would be."""

import pytest

from endrange.knowledge import NO, Answer, QuestionKind, Verdict
from endrange_app.storage.actions import decisions, screenings
from tests.builders import catalogue, precaution, question, stretch
from tests.tables import rows

pytestmark = pytest.mark.django_db

HEART, FEVER = question("heart"), question("fever")
RULES = (
    precaution("HEART", "heart", Verdict.CLEARANCE),
    precaution("FEVER", "fever", Verdict.AVOID),
)
CHOICES = ({"id": "never", "text": "Never"}, {"id": "once", "text": "Once"})
ASKS = {
    "the same": (HEART, FEVER),
    "otherwise": (question("heart", QuestionKind.CHOICE, choices=CHOICES), FEVER),
    "no more": (FEVER,),
}
AGAIN = """
  asks now  | heart | is known | finds
  the same  | no    | yes      |
  the same  | yes   | yes      | HEART
  otherwise | no    | no       | HEART
  otherwise | yes   | no       | HEART
  no more   | no    | no       |
  no more   | yes   | no       |
"""


@pytest.mark.parametrize("row", rows(AGAIN), ids=lambda row: " ".join(row.values()))
def test_what_is_asked_no_more_or_otherwise_is_unknown(row, here, now, monkeypatch):
    asked = ASKS[row["asks now"]]
    known = {one.id for one in asked}
    rules = tuple(one for one in RULES if one.when[0][0].question in known)
    small = catalogue(questions=asked, precautions=rules, stretches=(stretch(),))
    monkeypatch.setattr(decisions.catalogues, "of", lambda clinic: small)
    answers = {"heart": Answer(value=row["heart"]), "fever": Answer(value=NO)}
    screenings.record(
        by=here.practitioner,
        visit=here.visit,
        full=True,
        answers=answers,
        clearance=screenings.in_force(here.visit).as_clearance(),
        now=now,
    )

    made = decisions.again(by=here.practitioner, visit=here.visit, now=now)

    assert ("heart" in made.as_answers()) == (row["is known"] == "yes")
    assert made.as_answers()["fever"].value == NO
    found = made.as_clearance().findings
    assert [one.precaution for one in found] == row["finds"].split()
    assert all(one.certain == (row["is known"] == "yes") for one in found)
