"""Answers that somebody notes besides the questionnaire: which rules they put into force."""

import pytest

from endrange.knowledge import Answer, Place, QuestionKind, Scope, Setting, Trigger, Verdict
from endrange.screening.imposed import Imposed
from endrange.screening.noted import noted
from endrange.values import Side
from tests.builders import area, catalogue, precaution, question
from tests.tables import rows

N = Verdict.AVOID
BOTH = ((Trigger(question="stiff", any_of=("yes",)), Trigger(question="sore", any_of=("yes",))),)
RULES = (
    precaution("STIFF", "stiff", N),
    precaution("HURT", "hurt", N, scope=Scope(places_of="hurt")),
    precaution("BOTH", "stiff", N, when=BOTH),
    precaution("HOME", "stiff", N, settings=(Setting.HOME,)),
    precaution("EVERYBODY", "stiff", N, when=((),)),
)
CATALOGUE = catalogue(
    areas=(area("knee"),),
    questions=(question("stiff"), question("sore"), question("hurt", QuestionKind.AREAS)),
    precautions=RULES,
)
NOTED = """
what was noted        | where  | rules in force
nothing               | clinic |
stiff=yes             | clinic | STIFF
stiff=yes             | home   | HOME STIFF
stiff=yes             | studio | STIFF
stiff=no              | clinic |
stiff=no              | home   |
sore=yes              | clinic |
stiff=yes sore=yes    | clinic | BOTH STIFF
stiff=yes sore=no     | clinic | STIFF
hurt=yes              | clinic | HURT
"""


@pytest.mark.parametrize(
    "row", rows(NOTED), ids=lambda row: f"{row['what was noted']} {row['where']}"
)
def test_what_was_noted_puts_rules_into_force_that_wait_for_nothing_else(row):
    pairs = (part.split("=") for part in row["what was noted"].split() if "=" in part)
    answers = {id_: Answer(value=value) for id_, value in pairs}

    found = noted(answers, "felt by Pia", CATALOGUE, Setting(row["where"]))

    assert sorted(one.row.id for one in found) == row["rules in force"].split()
    assert {one.told for one in found} <= {("felt by Pia",)}


def test_it_lies_at_the_place_that_was_noted():
    knee = Place(area="knee", side=Side.LEFT)

    found = noted(
        {"hurt": Answer(value="yes", places=(knee,))}, "felt by Pia", CATALOGUE, Setting.CLINIC
    )

    assert found == (Imposed(row=RULES[1], told=("felt by Pia",), places=(knee,)),)
