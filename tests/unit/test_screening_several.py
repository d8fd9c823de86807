"""Of several: read, refused by name, counted, and told back in words."""

import pytest

from endrange.errors import BadInput
from endrange.knowledge import Answer, Choice, Part, Place, QuestionKind, Scope, Trigger, Verdict
from endrange.screening import Setting, read_answers, screen
from endrange.screening.truth import Case, holds
from endrange.values import Side
from tests.builders import area, catalogue, precaution, question, stretch
from tests.strategies import TODAY
from tests.tables import rows

SIGNS = question(
    "signs",
    QuestionKind.SEVERAL,
    choices=tuple(Choice(id=id_, text=id_.title()) for id_ in ("faint", "pale", "sick")),
)
HURT = question("hurt", QuestionKind.AREAS)
INR = question("inr", QuestionKind.NUMBER, low=0, high=10)
CATALOGUE = catalogue(
    questions=(SIGNS, HURT, INR),
    areas=(area("knee", joints=(Part.KNEE,)), area("neck", paired=False, joints=(Part.NECK,))),
    stretches=(stretch("calf"),),
)


def truth(told: dict[str, object], trigger: Trigger) -> str:
    held = holds(trigger, Case(read_answers(told, CATALOGUE), CATALOGUE, TODAY))
    return {True: "true", False: "false", None: "unknown"}[held]


COUNTED = """
answer              | any of        | at least | holds
no                  |               | 1        | false
yes                 | faint         | 1        | true
yes                 | faint sick    | 2        | true
unknown             | faint         | 1        | unknown
unknown             | faint unknown | 1        | true
                    | faint         | 1        | unknown
                    | unknown       | 1        | true
faint               | faint         | 1        | true
faint               | yes           | 1        | true
faint               |               | 1        | true
faint               | pale          | 1        | false
faint               | unknown       | 1        | false
faint               |               | 2        | false
faint faint         |               | 2        | false
faint pale          |               | 2        | true
faint pale          | faint sick    | 2        | false
faint sick          | faint sick    | 2        | true
faint unknown       | faint         | 1        | true
faint unknown       | pale          | 1        | unknown
faint unknown       |               | 2        | unknown
faint unknown       | pale unknown  | 1        | true
"""


@pytest.mark.parametrize("row", rows(COUNTED), ids=lambda row: " / ".join(row.values()))
def test_counted(row):
    said = row["answer"].split()
    alone = said[0] if said and said[0] in ("yes", "no", "unknown") else said
    trigger = Trigger(
        question="signs", any_of=tuple(row["any of"].split()), at_least=int(row["at least"])
    )

    assert truth({"signs": alone} if said else {}, trigger) == row["holds"]


PLACED = """
answer       | at        | holds
no           | knee      | false
unknown      | knee      | unknown
yes          | knee      | true
knee_L       | knee      | true
neck         | knee      | false
neck         | knee neck | true
neck knee_R  | knee      | true
neck         |           | true
"""


@pytest.mark.parametrize("row", rows(PLACED), ids=lambda row: " / ".join(row.values()))
def test_only_at_some_places(row):
    said = row["answer"].split()
    alone = said[0] if said[0] in ("yes", "no", "unknown") else said
    trigger = Trigger(question="hurt", any_of=("yes",), at=tuple(row["at"].split()))

    assert truth({"hurt": alone}, trigger) == row["holds"]


@pytest.mark.parametrize(("value", "held"), [(3, "false"), (3.01, "true"), (4, "true")])
def test_above_leaves_the_number_itself_out(value, held):
    assert truth({"inr": value}, Trigger(question="inr", above=3)) == held


def test_what_applies_is_read_in_its_order():
    answers = read_answers({"signs": ["pale", "unknown"]}, CATALOGUE)

    assert answers["signs"] == Answer(value="yes", ticks=("pale", "unknown"))
    assert answers["signs"].mirrored == answers["signs"]


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        (["green"], "'green' is no choice here; known: faint, pale, sick, unknown"),
        (["unknown"], 'write "unknown" without one'),
        ("faint", "'faint' is no answer here"),
        (3, "3.0 is no answer here"),
        ([], "[] is no answer"),
        ([{"what": "faint"}], "is no choice here"),
        (Answer(value="no", ticks=("faint",)), "'no' has no tick here"),
        (Answer(value="yes", places=(Place(area="knee", side=Side.LEFT),)), "has no place here"),
    ],
)
def test_what_cannot_be_is_refused_by_name(said, problem):
    with pytest.raises(BadInput, match="signs") as refused:
        read_answers({"signs": said}, CATALOGUE)

    assert problem in refused.value.problem


@pytest.mark.parametrize(
    ("any_of", "told"),
    [
        (("faint",), "Signs: Faint; not sure about the others"),
        (("yes",), "Signs: Faint; Sick; not sure about the others"),
        (("faint", "unknown"), "Signs: Faint; not sure about the others"),
    ],
)
def test_only_what_a_rule_waits_for_is_told_back(any_of, told):
    rule = precaution(
        "SIGN",
        "signs",
        Verdict.ADAPT,
        when=((Trigger(question="signs", any_of=any_of),),),
        scope=Scope(everywhere=True),
    )
    asked = SIGNS.replace(short="Signs")
    known = CATALOGUE.replace(
        precautions={"SIGN": rule}, questions=CATALOGUE.questions | {"signs": asked}
    )
    answers = read_answers({"signs": ["faint", "sick", "unknown"]}, known)

    (found,) = screen(answers, known, on=TODAY, setting=Setting.CLINIC).findings

    assert found.answered == (told,)
