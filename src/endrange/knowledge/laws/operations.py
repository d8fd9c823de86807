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
    for what, said in _sayings(question) if question else ():
        rows = list(_windows(catalogue, what, said))
        if missing := [str(week) for week in range(PROFESSIONAL_UNTIL) if not _in(rows, week)]:
            told = ", ".join((what, *(f"{id_} {value}" for id_, value in said.items())))
            problem = f"{told}: no row for week {', '.join(missing)}; add one"
            yield Complaint("questions", LISTED_IN, "choices", problem)


def _sayings(question: Question) -> Iterator[tuple[str, dict[str, str]]]:
    """Every entry, with everything that can be said of it."""
    for what in (choice.id for choice in question.choices):
        details = question.details_of(what)
        for chosen in product(*(detail.choices for detail in details)):
            yield what, {detail.id: one.id for detail, one in zip(details, chosen, strict=True)}


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
