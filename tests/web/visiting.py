"""What the page tests send: the mildest answers, and where."""

from django.urls import reverse

from endrange import knowledge
from endrange.knowledge import Asked, QuestionKind


def well(asked: Asked) -> dict[str, str]:
    """The mildest answer to every question that stands on its own."""
    return {f"q.{q.id}": _mild(q) for q in knowledge.load().questions.values() if _stands(q, asked)}


def _stands(question, asked):
    return not question.only_if and (asked is Asked.FULL or question.asked is asked)


def _mild(question):
    if question.id in ("consent", "feedback"):
        return "yes"
    if question.kind is QuestionKind.NUMBER:
        return "34" if question.id == "age" else "0"
    if question.kind is QuestionKind.CHOICE:
        return question.choices[0].id
    return "no"


def screened(browser, visit, **changes):
    said = well(Asked.FULL) | {"consent": "1"}
    sent = said | {f"q.{name}": value for name, value in changes.items()}
    return browser.post(reverse("visit-screening", args=[visit.pk]), sent)


def to(name, visit):
    return reverse(name, args=[visit.pk])


def typed(visit, side="left", measure="hip_flexion_slr", **changes):
    name = f"{measure}-{side}"
    fields = {
        "trial_1": "64",
        "trial_2": "65",
        "trial_3": "66",
        "instrument": "phone inclinometer",
        "end_criterion": "first firm resistance",
        "discomfort": "3",
    }
    sent = {f"{name}-{field}": value for field, value in (fields | changes).items()}
    return sent | {"measure": measure, "side": side, "moment": "before"}
