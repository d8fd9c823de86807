"""Questions and precautions fit one another, and no red flag can be missed by a form."""

from collections.abc import Iterator

from endrange.knowledge.catalogue import Catalogue
from endrange.knowledge.laws.complaints import Complaint, Complaints
from endrange.knowledge.laws.movement import words_of
from endrange.knowledge.precautions import (
    NO,
    UNKNOWN,
    YES,
    Precaution,
    Question,
    QuestionKind,
    Trigger,
    Verdict,
)

PLAIN = (QuestionKind.YES_NO, QuestionKind.AREAS)


def triggers_are_possible(catalogue: Catalogue) -> Complaints:
    """A trigger waits for an answer that its question can get."""
    for kind, id_, field, trigger in _triggers(catalogue):
        question = catalogue.questions.get(trigger.question)
        if question and (problem := _impossible(trigger, question)):
            yield Complaint(kind, id_, field, f"{trigger.question}: {problem}; correct one")


def _triggers(catalogue: Catalogue) -> Iterator[tuple[str, str, str, Trigger]]:
    for question in catalogue.questions.values():
        for trigger in question.only_if:
            yield "questions", question.id, "only_if", trigger
    for precaution in catalogue.precautions.values():
        for group in precaution.when:
            for trigger in group:
                yield "precautions", precaution.id, "when", trigger


def _impossible(trigger: Trigger, question: Question) -> str:
    """Why this trigger can never hold, or nothing."""
    number = question.kind is QuestionKind.NUMBER
    bounds = [bound for bound in (trigger.at_least, trigger.below) if bound is not None]
    if bounds and not number:
        return f"{bounds[0]:g} is a number, the answer is not"
    low, high = question.low, question.high
    if any((low is not None and b < low) or (high is not None and b > high) for b in bounds):
        return f"{bounds} is outside {low} to {high}"
    if strange := sorted(set(trigger.any_of) - _possible(question)):
        return f"{', '.join(strange)} is no answer of it"
    return ""


def _possible(question: Question) -> set[str]:
    if question.kind in PLAIN:
        return {YES, NO, UNKNOWN}
    return {UNKNOWN, *(choice.id for choice in question.choices)}


def modifications_name_movements(catalogue: Catalogue) -> Complaints:
    """A direction or a cap uses the words of the load map, so that it meets a load."""
    words = words_of(catalogue)
    for precaution in catalogue.precautions.values():
        for one in precaution.modifications:
            known = words.get(one.part, set()) if one.part else set()
            if one.movement is not None and one.movement not in known:
                problem = f"{one.code} {one.part} {one.movement!r} meets no load; correct it"
                yield Complaint("precautions", precaution.id, "modifications", problem)


def red_flags_can_be_answered_with_unknown(catalogue: Catalogue) -> Complaints:
    """What ends a session hangs on a question put in words, where "don't know" is one tap."""
    for precaution in catalogue.precautions.values():
        if Verdict.EMERGENCY in precaution.verdicts.values():
            yield from _asked_in_words(precaution, catalogue)


def _asked_in_words(precaution: Precaution, catalogue: Catalogue) -> Complaints:
    for group in precaution.when:
        asked = [
            catalogue.questions[t.question] for t in group if t.question in catalogue.questions
        ]
        if all(question.kind is QuestionKind.NUMBER for question in asked):
            names = ", ".join(question.id for question in asked)
            problem = f"{names}: only numbers, which many do not know; ask in words"
            yield Complaint("precautions", precaution.id, "when", problem)
