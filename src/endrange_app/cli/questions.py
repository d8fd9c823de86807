"""``endrange questions``: what is asked, and which rules use each answer."""

from typing import Annotated, Any

import typer
from rich.table import Table

from endrange.knowledge import Catalogue, Question, load
from endrange_app.cli.printing import as_json, console


def questions(
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List every question: id, text, type, choices, unit, when it is asked, which rules use it."""
    listed = describe(load())
    if json:
        as_json({"version": 1, "questions": listed})
    else:
        _print(listed)


def describe(catalogue: Catalogue) -> list[dict[str, Any]]:
    """Return each question as plain data, in the order of the questionnaire."""
    return [_described(question, catalogue) for question in catalogue.questions.values()]


def _described(question: Question, catalogue: Catalogue) -> dict[str, Any]:
    return {
        "id": question.id,
        "text": question.text,
        "why": question.why,
        "part": question.part,
        "type": question.kind.value,
        "choices": [choice.model_dump(exclude_defaults=True) for choice in question.choices],
        "details": [detail.model_dump(exclude_defaults=True) for detail in question.details],
        "asks_pain": question.asks_pain,
        "unit": question.unit,
        "low": question.low,
        "high": question.high,
        "asked": question.asked.value,
        "only_if": [
            trigger.model_dump(mode="json", exclude_defaults=True) for trigger in question.only_if
        ],
        "rules": _rules_using(question.id, catalogue),
    }


def _rules_using(question: str, catalogue: Catalogue) -> list[str]:
    return sorted(
        precaution.id
        for precaution in catalogue.precautions.values()
        if any(trigger.question == question for group in precaution.when for trigger in group)
        or precaution.scope.question == question
    )


def _print(listed: list[dict[str, Any]]) -> None:
    table = Table("id", "type", "asked", "question", "used by")
    for question in listed:
        table.add_row(
            question["id"],
            question["type"],
            question["asked"],
            question["text"],
            ", ".join(question["rules"]),
        )
    console().print(table)
