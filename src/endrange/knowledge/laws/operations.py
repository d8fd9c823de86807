"""After an operation somebody always has limits: no week and no entry falls between the rules."""

from collections.abc import Iterator
from itertools import product

from endrange.knowledge.catalogue import Catalogue
from endrange.knowledge.laws.complaints import Complaint, Complaints
from endrange.knowledge.operations import LISTED_IN, PROFESSIONAL_UNTIL, Operation, Window
from endrange.knowledge.questions import Question


def no_week_is_left_out(catalogue: Catalogue) -> Complaints:
    """Whatever is listed, and whatever is said of it, each of the first twelve weeks has a row."""
    question = catalogue.questions.get(LISTED_IN)
    for choice in question.choices if question else ():
        for said in _sayings(choice.id, question):
            rows = [window for window in _windows(catalogue, choice.id, said)]
            if missing := [str(week) for week in range(PROFESSIONAL_UNTIL) if not _in(rows, week)]:
                told = ", ".join(f"{id_} {value}" for id_, value in said.items())
                problem = f"{choice.id} {told}: no row for week {', '.join(missing)}; add one"
                yield Complaint("questions", LISTED_IN, "choices", problem)


def _sayings(what: str, question: Question) -> Iterator[dict[str, str]]:
    """Everything that can be said of an entry."""
    details = question.details_of(what)
    for chosen in product(*(detail.choices for detail in details)):
        yield {detail.id: one.id for detail, one in zip(details, chosen, strict=True)}


def _windows(catalogue: Catalogue, what: str, said: dict[str, str]) -> Iterator[Window]:
    for operation in catalogue.operations.values():
        for window in operation.windows:
            if _is_about(operation, window, what, said):
                yield window


def _is_about(operation: Operation, window: Window, what: str, said: dict[str, str]) -> bool:
    asked = {**operation.details, **window.details}
    return what in (window.what or operation.what) and all(
        said.get(id_) in may for id_, may in asked.items()
    )


def _in(windows: list[Window], week: int) -> bool:
    return any(
        start <= week and (not end or week < end[0])
        for start, *end in (window.weeks for window in windows)
    )
