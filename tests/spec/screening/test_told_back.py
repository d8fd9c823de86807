"""A whole answer told back to a reader, as the practitioner sees it at the review."""

from datetime import date

import pytest

from endrange.knowledge import Answer, Choice, Detail, Place, QuestionKind
from endrange.screening import answer_in_words, read_answers
from tests.builders import area, catalogue, question

TODAY = date(2026, 11, 20)
CATALOGUE = catalogue(
    areas=(area("knee"), area("low_back", paired=False)),
    questions=(
        question("pregnant"),
        question("hurt", QuestionKind.AREAS),
        question("pressure", QuestionKind.NUMBER, unit="mmHg"),
        question("pain", QuestionKind.NUMBER),
        question("fall", QuestionKind.DATE, may_be_ahead=True),
        question("bones", QuestionKind.CHOICE, choices=(Choice(id="thin", text="Thin bones"),)),
        question(
            "signs",
            QuestionKind.SEVERAL,
            choices=(Choice(id="numb", text="Numb"), Choice(id="cold", text="Cold")),
        ),
        question(
            "operations",
            QuestionKind.ENTRIES,
            choices=(
                Choice(id="new_knee", text="New knee", area="knee"),
                Choice(id="tooth", text="A tooth"),
            ),
            details=tuple(
                Detail(
                    id=id_,
                    text=f"{id_.capitalize()}?",
                    of=("new_knee",),
                    choices=(Choice(id="yes", text=id_), Choice(id="no", text=f"no {id_}")),
                )
                for id_ in ("drain", "brace")
            ),
        ),
    ),
)


@pytest.mark.parametrize(
    ("id_", "said", "told"),
    [
        ("pregnant", "yes", "yes"),
        ("pregnant", "no", "no"),
        ("pregnant", "unknown", "don't know"),
        ("bones", "thin", "Thin bones"),
        ("bones", "unknown", "don't know"),
        ("pressure", 128, "128 mmHg"),
        ("pain", 2.5, "2.5"),
        ("fall", "2026-11-13", "1 week ago"),
        ("fall", "2026-11-06", "2 weeks ago"),
        ("fall", "2026-11-20", "0 weeks ago"),
        ("fall", "2025-11-21", "52 weeks ago"),
        ("fall", "2025-11-14", "in 2025"),
        ("fall", "2026-11-21", "2026-11-21, a day still to come"),
        ("fall", "unknown", "don't know"),
        ("hurt", ["knee_L"], "Knee, left"),
        ("hurt", ["knee_R", "low_back"], "Knee, right; Low back"),
        ("hurt", ["knee"], "Knee, both"),
        ("hurt", Answer(value="yes", places=(Place(area="knee"),)), "Knee, both"),
        ("hurt", "yes", "yes"),
        ("signs", ["numb"], "Numb"),
        ("signs", ["cold", "numb"], "Cold; Numb"),
        ("signs", ["numb", "unknown"], "Numb; not sure about the others"),
        ("signs", "no", "no"),
        ("signs", "unknown", "don't know"),
        ("operations", "no", "no"),
        ("operations", [{"what": "tooth"}], "A tooth, day not known"),
        (
            "operations",
            [
                {
                    "what": "new_knee",
                    "side": "right",
                    "on": "2026-11-06",
                    "details": {"drain": "no", "brace": "yes"},
                },
                {"what": "tooth", "on": "2026-11-13"},
            ],
            "New knee (Knee, right), no drain, brace, 2 weeks ago; A tooth, 1 week ago",
        ),
        (
            "operations",
            [{"what": "new_knee", "details": {"brace": "no"}}],
            "New knee (Knee, both), Drain? don't know, no brace, day not known",
        ),
    ],
)
def test_an_answer_as_a_reader_sees_it(id_, said, told):
    answer = read_answers({id_: said}, CATALOGUE)[id_]

    assert answer_in_words(CATALOGUE.questions[id_], answer, CATALOGUE, on=TODAY) == told
