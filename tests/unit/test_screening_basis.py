"""What a clinician's word rests on, and when it ends with it."""

import pytest

from endrange.knowledge import NO, UNKNOWN, YES, Answer, Place, QuestionKind, Trigger, Verdict
from endrange.screening import Setting, screen
from endrange.values import Side
from tests.builders import area, catalogue, muscle, passive, precaution, question, stretch
from tests.strategies import TODAY

ANY = (
    (Trigger(question="ill", any_of=(YES,)),),
    (Trigger(question="pressure", at_least=180),),
    (Trigger(question="hurt", any_of=(YES,)),),
)
KNOWN = catalogue(
    questions=(
        question("ill"),
        question("pressure", QuestionKind.NUMBER, low=60, high=260),
        question("hurt", QuestionKind.AREAS),
        question("other"),
    ),
    precautions=(precaution("rule", "ill", Verdict.CLEARANCE, when=ANY),),
    stretches=(stretch(),),
    areas=(area("knee"), area("thigh_back", muscles=("hamstrings",))),
    muscles=(muscle("hamstrings"), muscle("quads", area="thigh_front")),
    techniques=(passive(),),
)


def basis(**said: Answer) -> tuple[str, ...]:
    quiet = {"ill": NO, "pressure": 120, "hurt": NO, "other": NO}
    answers = {id_: Answer(value=value) for id_, value in quiet.items()} | said
    (found,) = screen(answers, KNOWN, on=TODAY, setting=Setting.CLINIC).findings
    return found.basis


def at(*places: tuple[str, Side]) -> Answer:
    return Answer(value=YES, places=tuple(Place(area=name, side=side) for name, side in places))


ILL, HIGH = Answer(value=YES), Answer(value=185)


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ({"ill": ILL}, {"ill": ILL}, True),
        ({"ill": ILL}, {"ill": ILL, "other": ILL}, True),
        ({"pressure": HIGH}, {"pressure": Answer(value=199)}, True),
        ({"ill": ILL}, {"ill": Answer(value=UNKNOWN)}, False),
        ({"ill": ILL}, {"ill": ILL, "pressure": HIGH}, False),
        ({"hurt": at(("knee", Side.LEFT))}, {"hurt": at(("knee", Side.RIGHT))}, False),
        (
            {"hurt": at(("knee", Side.LEFT))},
            {"hurt": at(("knee", Side.LEFT), ("thigh_back", Side.LEFT))},
            False,
        ),
    ],
)
def test_it_changes_with_the_answers_behind_it_and_with_no_other(before, after, same):
    assert (basis(**before) == basis(**after)) is same


def test_a_missing_answer_is_part_of_it():
    (found,) = screen({}, KNOWN, on=TODAY, setting=Setting.HOME).findings

    assert "ill not answered" in found.basis
