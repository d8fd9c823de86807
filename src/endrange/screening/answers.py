"""Answers as they come in: read, or refused by name. Nothing is guessed."""

import sys
from collections.abc import Callable, Iterable, Mapping

from endrange.errors import BadInput
from endrange.knowledge import (
    NO,
    UNKNOWN,
    YES,
    Answer,
    Asked,
    Catalogue,
    Place,
    Question,
    QuestionKind,
)
from endrange.screening.truth import Answers, is_put
from endrange.values import Side

LARGEST = sys.float_info.max

_SIDE_OF = {"_L": Side.LEFT, "_R": Side.RIGHT}


def questions_for(asked: Asked, answers: Answers, catalogue: Catalogue) -> tuple[Question, ...]:
    """The questions to put now, in order: ``full`` means all, those of every visit included.

    A follow-up is put once the question before it is answered, "don't know" included.
    """
    return tuple(
        question
        for question in catalogue.questions.values()
        if (asked is Asked.FULL or question.asked is asked)
        and all(trigger.question in answers for trigger in question.only_if)
        and is_put(question, answers, catalogue) is not False
    )


def read_answers(raw: Mapping[str, object], catalogue: Catalogue) -> dict[str, Answer]:
    """Read ``"yes"``, ``"no"``, ``"unknown"``, a choice's id, a number, or a list of places.

    A place is an area's id with its side, ``knee_L``; without a side, both sides are meant.

    Raises: BadInput, naming the question.
    """
    answers = {id_: _read(id_, said, catalogue) for id_, said in raw.items()}
    check(answers, catalogue)
    return answers


def _read(id_: str, said: object, catalogue: Catalogue) -> Answer:
    if isinstance(said, Answer):
        return said
    if isinstance(said, list | tuple) and said:
        return Answer(value=YES, places=tuple(_place(id_, name, catalogue) for name in said))
    if isinstance(said, str) or _is_finite(said):
        return Answer.model_validate({"value": said})
    raise BadInput(
        id_,
        f'{_shown(said)} is no answer; write "yes", "no", "unknown", a choice, a number or places',
    )


def _is_finite(said: object) -> bool:
    """Neither infinity nor "not a number", nor a whole number too large to compare."""
    if isinstance(said, bool) or not isinstance(said, int | float):
        return False
    return -LARGEST <= said <= LARGEST


def _place(id_: str, name: object, catalogue: Catalogue) -> Place:
    if isinstance(name, Place):
        return name
    stem, side = str(name), Side.BOTH
    if stem not in catalogue.areas and stem[-2:] in _SIDE_OF:
        stem, side = stem[:-2], _SIDE_OF[stem[-2:]]
    if stem not in catalogue.areas:
        raise BadInput(id_, f"{name!r} is no area of the body map; known: {_list(catalogue.areas)}")
    return Place(area=stem, side=side)


def check(answers: Answers, catalogue: Catalogue) -> None:
    """Refuse what no question of this catalogue could have got. Raises: BadInput."""
    for id_, answer in answers.items():
        if id_ not in catalogue.questions:
            raise BadInput(id_, f"no question is called {id_!r}; see endrange questions")
        question = catalogue.questions[id_]
        if answer.value != UNKNOWN:
            _CHECKS[question.kind](question, answer.value)
        for place in answer.places:
            _check_place(question, answer, place, catalogue)


def _check_word(question: Question, value: str | float) -> None:
    if value not in (YES, NO):
        raise BadInput(question.id, f'{value!r} is no answer here; write "yes", "no" or "unknown"')


def _check_choice(question: Question, value: str | float) -> None:
    known = [choice.id for choice in question.choices]
    if value not in known:
        raise BadInput(question.id, f"{value!r} is no choice here; known: {_list(known)}, unknown")


def _check_number(question: Question, value: str | float) -> None:
    if isinstance(value, str):
        raise BadInput(question.id, f'{value!r} is no number; write a number or "unknown"')
    low, high = question.low, question.high
    if (low is not None and value < low) or (high is not None and value > high):
        raise BadInput(question.id, f"{value:g} lies outside {low:g} to {high:g}; ask again")


_CHECKS: Mapping[QuestionKind, Callable[[Question, str | float], None]] = {
    QuestionKind.YES_NO: _check_word,
    QuestionKind.AREAS: _check_word,
    QuestionKind.CHOICE: _check_choice,
    QuestionKind.NUMBER: _check_number,
}


def _check_place(question: Question, answer: Answer, place: Place, catalogue: Catalogue) -> None:
    if question.kind is not QuestionKind.AREAS or answer.value != YES:
        raise BadInput(question.id, f'{answer.value!r} has no place; places go with "yes"')
    if place.area not in catalogue.areas:
        raise BadInput(question.id, f"{place.area!r} is no area; known: {_list(catalogue.areas)}")
    if not catalogue.areas[place.area].paired and place.side in (Side.LEFT, Side.RIGHT):
        raise BadInput(question.id, f"{place.area!r} has no {place.side} side; leave it out")


def _list(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))


def _shown(said: object, longest: int = 60) -> str:
    text = repr(said)
    return text if len(text) <= longest else text[:longest] + "..."
