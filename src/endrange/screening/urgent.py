"""Emergencies by what was said so far, however much is still to be answered."""

from collections.abc import Iterable
from datetime import date

from endrange.knowledge import (
    Catalogue,
    Precaution,
    Question,
    Setting,
    Trigger,
    Urgency,
    Verdict,
)
from endrange.screening.clearance import worst
from endrange.screening.truth import Answers, Case, group_holds, put


def red_flags(catalogue: Catalogue, setting: Setting) -> tuple[Precaution, ...]:
    """The precautions that make somebody's answers an emergency here: those to call for first."""
    rows = (row for row in catalogue.precautions.values() if setting in row.settings)
    red = (
        row for row in rows if all(row.when) and worst(row.verdicts.values()) is Verdict.EMERGENCY
    )
    return tuple(sorted(red, key=lambda row: row.urgency is Urgency.SAME_DAY))


def urgent(
    answers: Answers, catalogue: Catalogue, *, on: date, setting: Setting
) -> tuple[Precaution, ...]:
    """The red flags that somebody has said themselves, whatever they have not answered yet.

    ``screen`` takes a missing answer as the worst; while somebody is still answering, that would
    send everybody to hospital. Here each answer that a flag rests on has been given.
    """
    case = Case(answers, catalogue, on)
    flags = red_flags(catalogue, setting)
    return tuple(row for row in flags if any(_was_said(group, case) for group in row.when))


def waiting(
    answers: Answers, catalogue: Catalogue, *, on: date, setting: Setting
) -> tuple[tuple[Precaution, Question], ...]:
    """Red flags that hang on one more answer, to a question that has just been opened.

    Chest pain is seen by a doctor today, and chest pain that is there now by an ambulance: whoever
    has said the first, and not yet the second, is told of both.
    """
    case = Case(answers, catalogue, on)
    said = {row.id for row in urgent(answers, catalogue, on=on, setting=setting)}
    flags = (row for row in red_flags(catalogue, setting) if row.id not in said)
    found = ((row, _hangs_on(group, case)) for row in flags for group in row.when)
    return tuple((row, question) for row, question in found if question)


def _hangs_on(group: Iterable[Trigger], case: Case) -> Question | None:
    triggers = tuple(group)
    told = [trigger for trigger in triggers if trigger.question in case.answers]
    asked = {trigger.question for trigger in triggers} - case.answers.keys()
    if len(asked) != 1 or group_holds(told, case) is not True:
        return None
    question = case.catalogue.questions[asked.pop()]
    opened_by = {trigger.question for trigger in question.only_if}
    follows = opened_by and opened_by <= {trigger.question for trigger in told}
    return question if follows and put(question, case) is not False else None


def _was_said(group: Iterable[Trigger], case: Case) -> bool:
    triggers = tuple(group)
    said = all(trigger.question in case.answers for trigger in triggers)
    return said and group_holds(triggers, case) is True
