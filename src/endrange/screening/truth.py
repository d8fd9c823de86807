"""Three-valued logic over answers: true, false, and None for "we do not know"."""

from collections.abc import Iterable, Mapping

from endrange.knowledge import UNKNOWN, Answer, Catalogue, Precaution, Question, Trigger

Truth = bool | None
Answers = Mapping[str, Answer]


def applies(precaution: Precaution, answers: Answers, catalogue: Catalogue) -> Truth:
    """Whether any group of triggers holds."""
    return some(group_holds(group, answers, catalogue) for group in precaution.when)


def group_holds(group: Iterable[Trigger], answers: Answers, catalogue: Catalogue) -> Truth:
    return every(holds(trigger, answers, catalogue) for trigger in group)


def holds(trigger: Trigger, answers: Answers, catalogue: Catalogue) -> Truth:
    """A question that is not put counts as no; one without an answer is unknown, never no."""
    put = is_put(catalogue.questions[trigger.question], answers, catalogue)
    if put is False:
        return False
    answer = answers.get(trigger.question)
    if answer is None or answer.value == UNKNOWN:
        return True if put and UNKNOWN in trigger.any_of else None
    return _meets(answer.value, trigger)


def is_put(question: Question, answers: Answers, catalogue: Catalogue) -> Truth:
    """Whether the branch of the questionnaire that holds this question is open."""
    return group_holds(question.only_if, answers, catalogue)


def every(truths: Iterable[Truth]) -> Truth:
    """False if any is false; else unknown if any is unknown."""
    seen = set(truths)
    return False if False in seen else None if None in seen else True


def some(truths: Iterable[Truth]) -> Truth:
    """True if any is true; else unknown if any is unknown."""
    seen = set(truths)
    return True if True in seen else None if None in seen else False


def _meets(value: str | float, trigger: Trigger) -> bool:
    if isinstance(value, str):
        return value in trigger.any_of
    above = trigger.at_least is None or value >= trigger.at_least
    under = trigger.below is None or value < trigger.below
    return not trigger.any_of and above and under
