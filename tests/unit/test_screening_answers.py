"""Answers as they come in: what is read, and what is refused by name."""

import pytest

from endrange.errors import BadInput
from endrange.knowledge import Answer, Asked, Choice, Place, QuestionKind, Trigger
from endrange.screening import questions_for, read_answers
from endrange.values import Side
from tests.builders import area, catalogue, question

CATALOGUE = catalogue(
    areas=(area("knee"), area("low_back", paired=False)),
    questions=(
        question("hurt", QuestionKind.AREAS, asked="every_visit"),
        question("age", QuestionKind.NUMBER, low=0, high=120),
        question("open_ended", QuestionKind.NUMBER),
        question("bones", QuestionKind.CHOICE, choices=(Choice(id="thin", text="Thin"),)),
        question("pregnant"),
        question(
            "weeks",
            QuestionKind.NUMBER,
            only_if=(Trigger(question="pregnant", any_of=("yes",)),),
        ),
    ),
)


@pytest.mark.parametrize(
    ("id_", "raw", "read"),
    [
        ("pregnant", "yes", Answer(value="yes")),
        ("pregnant", "unknown", Answer(value="unknown")),
        ("age", 70, Answer(value=70)),
        ("age", "unknown", Answer(value="unknown")),
        ("open_ended", 1e6, Answer(value=1e6)),
        ("bones", "thin", Answer(value="thin")),
        ("bones", "unknown", Answer(value="unknown")),
        ("hurt", "no", Answer(value="no")),
        ("hurt", "yes", Answer(value="yes")),
        ("hurt", ["knee_L"], Answer(value="yes", places=(Place(area="knee", side=Side.LEFT),))),
        ("hurt", ["knee"], Answer(value="yes", places=(Place(area="knee", side=Side.BOTH),))),
        ("hurt", ("low_back",), Answer(value="yes", places=(Place(area="low_back", side="both"),))),
        (
            "hurt",
            [Place(area="knee", side=Side.RIGHT)],
            Answer(value="yes", places=(Place(area="knee", side=Side.RIGHT),)),
        ),
        ("pregnant", Answer(value="no"), Answer(value="no")),
    ],
)
def test_an_answer_is_read(id_, raw, read):
    assert read_answers({id_: raw}, CATALOGUE) == {id_: read}


@pytest.mark.parametrize(
    ("id_", "raw", "says"),
    [
        ("horoscope", "yes", "no question is called 'horoscope'"),
        ("pregnant", "maybe", "'maybe' is no answer here"),
        ("open_ended", float("inf"), "inf is no answer"),
        ("open_ended", float("nan"), "nan is no answer"),
        ("age", -float("inf"), "-inf is no answer"),
        ("age", 10**400, "000... is no answer"),
        ("pregnant", "Yes", "'Yes' is no answer here"),
        ("pregnant", "", "'' is no answer here"),
        ("pregnant", 1, "1.0 is no answer here"),
        ("pregnant", True, "True is no answer"),
        ("pregnant", None, "None is no answer"),
        ("pregnant", {"value": "no"}, "is no answer"),
        ("pregnant", ["knee_L"], "'yes' has no place"),
        ("age", 121, "121 lies outside 0 to 120"),
        ("age", -1, "-1 lies outside 0 to 120"),
        ("age", "seventy", "'seventy' is no number"),
        ("bones", "thick", "'thick' is no choice here; known: thin, unknown"),
        ("hurt", [], "[] is no answer"),
        ("hurt", ["wing_L"], "'wing_L' is no area of the body map; known: knee, low_back"),
        ("hurt", [3], "3 is no area"),
        ("hurt", ["low_back_L"], "'low_back' has no left side"),
        ("hurt", Answer(value="no", places=(Place(area="knee"),)), "'no' has no place"),
        ("hurt", Answer(value="yes", places=(Place(area="wing"),)), "'wing' is no area"),
    ],
)
def test_an_answer_is_refused_by_name(id_, raw, says):
    with pytest.raises(BadInput) as refused:
        read_answers({id_: raw}, CATALOGUE)

    assert refused.value.field == id_
    assert says in refused.value.problem


@pytest.mark.parametrize(
    ("asked", "said", "put"),
    [
        (Asked.FULL, {}, "hurt age open_ended bones pregnant"),
        (Asked.FULL, {"pregnant": "no"}, "hurt age open_ended bones pregnant"),
        (Asked.FULL, {"pregnant": "yes"}, "hurt age open_ended bones pregnant weeks"),
        (Asked.FULL, {"pregnant": "unknown"}, "hurt age open_ended bones pregnant weeks"),
        (Asked.EVERY_VISIT, {"pregnant": "yes"}, "hurt"),
    ],
)
def test_a_follow_up_is_put_once_its_branch_is_open(asked, said, put):
    answers = read_answers(said, CATALOGUE)

    assert [question.id for question in questions_for(asked, answers, CATALOGUE)] == put.split()
