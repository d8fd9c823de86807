"""The same in words: a finding for the person on the table and the one beside it."""

from collections.abc import Iterable, Iterator
from typing import Any

from endrange.knowledge import (
    UNKNOWN,
    Catalogue,
    Place,
    Precaution,
    Question,
    Trigger,
    Urgency,
    Verdict,
)
from endrange.screening.applying import Applied, worst_of_row
from endrange.screening.clearance import Finding, overall
from endrange.screening.reach import side_of
from endrange.screening.truth import Answers, Case, group_holds, holds, put
from endrange.screening.wording import age_in_words, in_words, part_in_words, place_in_words


def finding(applied: Applied, case: Case) -> Finding:
    """The same in words, for the person on the table and the one beside it."""
    asked = tuple(_asked(applied, case))
    certain, everywhere = applied.certain, applied.reach.everywhere
    return Finding(
        **told_of(applied),
        answered=tuple(_answered(applied, asked, case)),
        basis=tuple(_basis(question, case.answers) for question in asked),
        personal=all(applied.row.when) or applied.row.stale_weeks is not None,
        everywhere=everywhere,
        places=() if everywhere else _places(applied, case.catalogue),
        changes_if=applied.row.changes_if if certain else _open_question(asked, case.answers),
    )


def _answered(applied: Applied, asked: Iterable[Question], case: Case) -> Iterator[str]:
    if applied.row.stale_weeks is not None:
        yield age_in_words(case.weeks_old)
    yield from (in_words(question, applied.row, case) for question in asked)


def told_of(applied: Applied) -> dict[str, Any]:
    """What a finding says of its precaution, whoever or whatever made it apply."""
    row, columns = applied.row, applied.columns
    return {
        "precaution": row.id,
        "title": row.title,
        "certain": applied.certain,
        "reason": applied.reason,
        "verdicts": columns,
        "verdict": overall(columns),
        "modifications": tuple(limit for *_, limit in applied.limits),
        "waits": applied.waits,
        "urgency": _urgency(row) if applied.certain else None,
        "because": row.because,
        "ask": row.ask,
        "grade": row.grade,
        "sources": row.sources,
    }


def _basis(question: Question, answers: Answers) -> str:
    said = answers.get(question.id)
    if said is not None and not isinstance(said.value, str):
        said = said.replace(value="number")
    return f"{question.id} {said.model_dump_json() if said else 'not answered'}"


def _urgency(row: Precaution) -> Urgency | None:
    """An emergency that names no time is one now."""
    if worst_of_row(row) is Verdict.EMERGENCY:
        return row.urgency or Urgency.CALL_NOW
    return row.urgency


def _asked(applied: Applied, case: Case) -> Iterator[Question]:
    """The questions behind a finding, each once: those that hold, or that nobody answered."""
    seen: dict[str, Question] = {}
    row, truth = applied.row, applied.certain or None
    for group in row.when:
        if group_holds(group, case) is truth:
            for trigger in group:
                seen |= _behind(trigger, case)
    where = row.scope.places_of
    if where and where in case.answers:
        seen[where] = case.catalogue.questions[where]
    yield from seen.values()


def _behind(trigger: Trigger, case: Case) -> dict[str, Question]:
    """The question of a trigger; while its branch is not known to be open, what opens it too."""
    question = case.catalogue.questions[trigger.question]
    if put(question, case) is not None:
        return {question.id: question}
    openers: dict[str, Question] = {}
    for opener in question.only_if:
        if holds(opener, case) is None:
            openers |= _behind(opener, case)
    return openers | {question.id: question} if question.id in case.answers else openers


def _open_question(asked: tuple[Question, ...], answers: Answers) -> str:
    open_ = [q.text for q in asked if q.id not in answers or answers[q.id].value == UNKNOWN]
    return f"You answer: {' '.join(open_)}"


def _places(applied: Applied, catalogue: Catalogue) -> tuple[str, ...]:
    """Names of what is reached: the places somebody named, or the parts and areas of the rule."""
    scope, named = applied.row.scope, applied.reach.places
    if named and not scope.sides_of:
        return tuple(place_in_words(place, catalogue) for place in named)
    side = side_of(applied.reach.letters)
    parts = (part_in_words(part, side) for part in scope.parts)
    areas = (place_in_words(Place(area=area, side=side), catalogue) for area in scope.areas)
    return (*parts, *areas)
