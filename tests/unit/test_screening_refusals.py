"""What cannot be an answer is refused in these words, and what only just can be is taken."""

import sys
from datetime import date, timedelta

import pytest

from endrange.errors import BadInput
from endrange.knowledge import Answer, Asked, Choice, Detail, Pain, Place, QuestionKind, Trigger
from endrange.screening import fits, questions_for, read_answers
from endrange.values import Side
from tests.builders import area, catalogue, question
from tests.tables import rows

TODAY = date(2026, 11, 20)
KNEE = Place(area="knee", side=Side.LEFT)
CATALOGUE = catalogue(
    areas=(area("knee"), area("low_back", paired=False)),
    questions=(
        question("hurt", QuestionKind.AREAS),
        question(
            "aches",
            QuestionKind.AREAS,
            asks_pain=True,
            choices=(Choice(id="dull", text="Dull"), Choice(id="sharp", text="Sharp")),
        ),
        question("age", QuestionKind.NUMBER, low=0, high=120),
        question("weight", QuestionKind.NUMBER, low=2.5),
        question("steps", QuestionKind.NUMBER, high=40000),
        question("blood", QuestionKind.NUMBER),
        question(
            "bones",
            QuestionKind.CHOICE,
            choices=(Choice(id="thin", text="Thin"), Choice(id="broken", text="Broken")),
        ),
        question(
            "signs",
            QuestionKind.SEVERAL,
            choices=(Choice(id="numb", text="Numb"), Choice(id="cold", text="Cold")),
        ),
        question("fall", QuestionKind.DATE),
        question("pregnant"),
        question(
            "operations",
            QuestionKind.ENTRIES,
            choices=(
                Choice(id="new_knee", text="New knee", area="knee"),
                Choice(id="fused", text="Fused back", area="low_back"),
                Choice(id="scar", text="A scar", anywhere=True),
                Choice(id="tooth", text="A tooth"),
            ),
            details=(
                Detail(
                    id="drain",
                    text="Drain still in?",
                    of=("new_knee",),
                    choices=(Choice(id="in", text="in"), Choice(id="out", text="out")),
                ),
            ),
        ),
        question(
            "bandage",
            only_if=(
                Trigger(
                    question="operations",
                    any_of=("new_knee", "unknown"),
                    since="weeks",
                    below=6,
                ),
            ),
        ),
    ),
)

REFUSED = """
question   | answer      | refused with
horoscope  | yes         | no question is called 'horoscope'; see endrange questions
pregnant   | maybe       | 'maybe' is no answer here; write "yes", "no" or "unknown"
hurt       | maybe       | 'maybe' is no answer here; write "yes", "no" or "unknown"
signs      | maybe       | 'maybe' is no answer here; write "yes", "no" or "unknown"
bones      | thick       | 'thick' is no choice here; known: broken, thin, unknown
fall       | last week   | 'last week' is no day; write it as 2026-08-31, or "unknown"
fall       | 1899-12-31  | 1899-12-31 is before 1900; ask again
age        | seventy     | 'seventy' is no number; write a number or "unknown"
"""


@pytest.mark.parametrize("row", rows(REFUSED), ids=lambda row: f"{row['question']}={row['answer']}")
def test_a_word_that_cannot_be_is_refused_in_these_words(row):
    assert refusal(row["question"], row["answer"]) == row["refused with"]


def refusal(id_: str, said: object, **day: date) -> str:
    with pytest.raises(BadInput) as refused:
        read_answers({id_: said}, CATALOGUE, **day)
    assert refused.value.field == id_
    return refused.value.problem


LISTED = "known: fused, new_knee, scar, tooth"


@pytest.mark.parametrize(
    ("id_", "said", "problem"),
    [
        ("age", 121, "121 lies outside 0 to 120; ask again"),
        ("age", -0.5, "-0.5 lies outside 0 to 120; ask again"),
        ("weight", 2.4, "2.4 lies below 2.5; ask again"),
        ("steps", 40001, "40001 lies above 40000; ask again"),
        (
            "pregnant",
            True,
            'True is no answer; write "yes", "no", "unknown", a choice, a number, a day, or a list',
        ),
        ("hurt", ["wing_L"], "'wing_L' is no area of the body map; known: knee, low_back"),
        ("hurt", ["low_back_R"], "'low_back' has no right side; leave it out"),
        (
            "hurt",
            Answer(value="yes", places=(Place(area="wing"),)),
            "'wing' is no area; known: knee, low_back",
        ),
        (
            "hurt",
            Answer(value="no", places=(KNEE,)),
            "'no' has no place here; it goes with a \"yes\"",
        ),
        (
            "signs",
            Answer(value="yes", places=(KNEE,)),
            "'yes' has no place here; it goes with a \"yes\"",
        ),
        (
            "hurt",
            Answer(value="yes", ticks=("numb",)),
            "'yes' has no tick here; it goes with a \"yes\"",
        ),
        ("aches", ["wing_L"], "'wing_L' is no area of the body map; known: knee, low_back"),
        ("aches", [{"place": "tail"}], "'tail' is no area of the body map; known: knee, low_back"),
        (
            "aches",
            [{"place": "knee_L", "now": "much"}],
            "'much' is no whole number; write 0 to 10, or \"unknown\"",
        ),
        (
            "aches",
            [{"place": "knee_L", "worst": "much"}],
            "'much' is no whole number; write 0 to 10, or \"unknown\"",
        ),
        (
            "aches",
            [{"place": "knee_L", "characters": "dull"}],
            "'dull' are no characters; write a list of them",
        ),
        (
            "aches",
            [{"place": "knee_L", "colour": "red"}],
            "'colour' is no field of a place: characters, now, place, worst",
        ),
        (
            "aches",
            Answer(value="yes", places=(KNEE,), pains=(Pain(place=KNEE),) * 2),
            "'knee left' is told twice; keep one",
        ),
        (
            "aches",
            Answer(value="yes", pains=(Pain(place=KNEE),)),
            "'knee left' has pain, and is not among the places; add it",
        ),
        (
            "hurt",
            Answer(value="yes", places=(KNEE,), pains=(Pain(place=KNEE),)),
            "how a place hurts is not asked here; leave it out",
        ),
        ("signs", ["hot", "numb"], "'hot' is no choice here; known: cold, numb, unknown"),
        ("signs", ["unknown"], 'only "unknown" is in the list; write "unknown" without one'),
        ("operations", [{"what": "wings"}], f"'wings' cannot be listed here; {LISTED}"),
        (
            "operations",
            [{"what": "tooth", "when": "now"}],
            "'when' is no field of an entry: area, details, on, side, what",
        ),
        (
            "operations",
            [{"what": "new_knee", "side": "top"}],
            "'top' is no side; known: both, left, midline, right, unknown",
        ),
        (
            "operations",
            [{"what": "tooth", "side": "left"}],
            "'tooth' is on no side; leave 'left' out, or say its area",
        ),
        (
            "operations",
            [{"what": "new_knee", "area": "low_back"}],
            "'new_knee' is at 'knee', not at 'low_back'; leave it out",
        ),
        (
            "operations",
            [{"what": "tooth", "area": "knee"}],
            "'tooth' has no place, not at 'knee'; leave it out",
        ),
        (
            "operations",
            [{"what": "tooth", "on": "soon"}],
            "'soon' is no day; write it as 2026-08-31, or \"unknown\"",
        ),
        (
            "operations",
            [{"what": "tooth", "on": "1899-12-31"}],
            "1899-12-31 is before 1900; ask again",
        ),
        (
            "operations",
            [{"what": "new_knee", "details": "in"}],
            "'in' are no details; write each by its name",
        ),
        (
            "operations",
            [{"what": "tooth", "details": {"drain": "in"}}],
            "'tooth' is not asked 'drain'; leave it out",
        ),
        (
            "operations",
            [{"what": "new_knee", "details": {"drain": "half"}}],
            "'half' is no choice of 'drain'; known: in, out, unknown",
        ),
        ("operations", [{"what": "tooth"}] * 41, "41 entries are too many; list at most 40"),
        ("pregnant", [{"what": "tooth"}], "'yes' has no entry here; it goes with a \"yes\""),
        ("fall", "x" * 59, f'\'{"x" * 59}... is no day; write it as 2026-08-31, or "unknown"'),
        ("fall", "x" * 58, f"'{'x' * 58}' is no day; write it as 2026-08-31, or \"unknown\""),
    ],
)
def test_what_cannot_be_is_refused_in_these_words(id_, said, problem):
    assert refusal(id_, said) == problem


def test_a_day_still_to_come_is_refused_in_these_words():
    assert refusal("fall", "2026-11-21", today=TODAY) == (
        "2026-11-21 is still to come; write the day it was"
    )


@pytest.mark.parametrize(
    ("id_", "said"),
    [
        ("age", 0),
        ("age", 120),
        ("weight", 2.5),
        ("weight", sys.float_info.max),
        ("steps", 40000),
        ("steps", -sys.float_info.max),
        ("blood", sys.float_info.max),
        ("fall", "1900-01-01"),
        ("operations", [{"what": "tooth"}] * 40),
        ("operations", [{"what": "tooth", "on": "1900-01-01"}]),
        ("operations", [{"what": "new_knee", "area": "knee", "side": "left"}]),
        ("operations", [{"what": "scar", "area": "low_back"}]),
        ("signs", ["numb", "unknown"]),
    ],
)
def test_what_only_just_can_be_is_taken(id_, said):
    assert read_answers({id_: said}, CATALOGUE)[id_].value != "no"


@pytest.mark.parametrize(
    ("id_", "answer", "fits_still"),
    [
        ("pregnant", Answer(value="yes"), True),
        ("pregnant", Answer(value="maybe"), False),
        ("horoscope", Answer(value="yes"), False),
        ("age", Answer(value=121), False),
        ("hurt", Answer(value="yes", places=(KNEE,)), True),
        ("hurt", Answer(value="yes", places=(Place(area="wing"),)), False),
    ],
)
def test_an_older_answer_fits_while_the_catalogue_could_get_it(id_, answer, fits_still):
    assert fits(id_, answer, CATALOGUE) is fits_still


@pytest.mark.parametrize(
    ("operated", "on", "put"),
    [
        (timedelta(weeks=6), TODAY, False),
        (timedelta(weeks=6, days=-1), TODAY, True),
        (timedelta(weeks=6), None, True),
    ],
)
def test_a_follow_up_for_some_weeks_is_put_for_these(operated, on, put):
    entry = {"what": "new_knee", "on": (TODAY - operated).isoformat()}
    answers = read_answers({"operations": [entry]}, CATALOGUE)

    asked = [one.id for one in questions_for(Asked.FULL, answers, CATALOGUE, on)]

    assert ("bandage" in asked) is put
