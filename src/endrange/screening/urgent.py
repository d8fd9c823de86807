"""Emergencies by what was said so far, however much is still to be answered."""

from collections.abc import Iterable
from datetime import date

from endrange.knowledge import Catalogue, Precaution, Setting, Trigger, Urgency, Verdict
from endrange.screening.clearance import worst
from endrange.screening.truth import Answers, Case, group_holds


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


def _was_said(group: Iterable[Trigger], case: Case) -> bool:
    triggers = tuple(group)
    said = all(trigger.question in case.answers for trigger in triggers)
    return said and group_holds(triggers, case) is True
