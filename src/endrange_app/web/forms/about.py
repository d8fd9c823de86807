"""What people tell of themselves: goals, days, training, their own words. It decides nothing.

All of it may be left out, so nothing here is missing and "don't know" is no choice.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from endrange.errors import BadInput
from endrange.knowledge import Catalogue, Goal, GoalKind
from endrange_app.storage.told import ABOUT
from endrange_app.web import words
from endrange_app.web.forms.lines import unseen

MOST_GOALS = 3
"""Ours: with more, none comes first."""
OFFERED = (GoalKind.AIM, GoalKind.SPORT)
"""A condition is no wish: it comes up in the questions about health, and from the practitioner."""
LONGEST_GOAL, LONGEST_WORDS = 200, 2_000

Word = str | Promise
ACTIVE_DAYS: Mapping[str, Word] = {
    "none": _("None"),
    "one_or_two": _("1 or 2"),
    "three_or_four": _("3 or 4"),
    "five_or_more": _("5 or more"),
}


class AboutKind(StrEnum):
    SEVERAL = "several"
    ONE = "one"
    TEXT = "text"


@dataclass(frozen=True)
class AboutQuestion:
    id: str
    text: Word
    why: Word
    kind: AboutKind
    longest: int = 0
    most: int = 0


GOALS = AboutQuestion(
    "goals",
    _("What would you like? Choose up to three."),
    _("The plan works for these first. You can change them at any visit."),
    AboutKind.SEVERAL,
    most=MOST_GOALS,
)
OWN_GOAL = AboutQuestion(
    "own_goal",
    _("Say it in your own words"),
    _("Such as: sit cross-legged on the floor. It is what progress is looked at for."),
    AboutKind.TEXT,
    longest=LONGEST_GOAL,
)
DAYS = AboutQuestion(
    "days",
    _("What fills your days, and which sports do you do?"),
    _("Each loads other muscles. Choose all that fit."),
    AboutKind.SEVERAL,
)
ACTIVE = AboutQuestion(
    "active_days",
    _("On how many days a week do you get out of breath or sweat?"),
    _("Training shortly before or after changes what is useful."),
    AboutKind.ONE,
)
WORDS = AboutQuestion(
    "words",
    _("Anything else you want to say"),
    _("Your practitioner reads it as you write it. It decides nothing by itself."),
    AboutKind.TEXT,
    longest=LONGEST_WORDS,
)
FIRST_PAGE = (GOALS, OWN_GOAL, DAYS, ACTIVE)
LAST_PAGE = (WORDS,)
EVERY = {f"{ABOUT}{one.id}": one for one in (*FIRST_PAGE, *LAST_PAGE)}


@dataclass(frozen=True)
class AboutOption:
    value: str
    word: Word
    chosen: bool


@dataclass(frozen=True)
class AboutAsking:
    """One of them on the page, with what was said to it so far."""

    question: AboutQuestion
    options: tuple[AboutOption, ...]
    typed: str
    error: str

    @property
    def field(self) -> str:
        return f"{ABOUT}{self.question.id}"

    @property
    def kind(self) -> str:
        return self.question.kind.value

    @property
    def is_multiple(self) -> bool:
        return self.question.kind is AboutKind.SEVERAL


def askings(
    questions: Iterable[AboutQuestion],
    catalogue: Catalogue,
    told: Mapping[str, Any],
    errors: Mapping[str, str] | None = None,
) -> list[AboutAsking]:
    """Args: told: what was said, by the name of its field; errors: the same for faults."""
    return [
        _asking(
            one, catalogue, told.get(f"{ABOUT}{one.id}"), (errors or {}).get(f"{ABOUT}{one.id}")
        )
        for one in questions
    ]


def _asking(
    question: AboutQuestion, catalogue: Catalogue, said: Any, error: str | None
) -> AboutAsking:
    chosen = said if isinstance(said, list) else [said]
    words = _words(question, catalogue)
    return AboutAsking(
        question=question,
        options=tuple(AboutOption(id_, word, id_ in chosen) for id_, word in words.items()),
        typed=said if question.kind is AboutKind.TEXT and isinstance(said, str) else "",
        error=error or "",
    )


def _words(question: AboutQuestion, catalogue: Catalogue) -> Mapping[str, Word]:
    if question is GOALS:
        offered = [goal for kind in OFFERED for goal in _goals(catalogue, kind)]
        return {goal.id: words.said(goal.name) for goal in offered}
    if question is DAYS:
        return {id_: words.said(sport.name) for id_, sport in catalogue.sports.items()}
    return ACTIVE_DAYS if question is ACTIVE else {}


def _goals(catalogue: Catalogue, kind: GoalKind) -> list[Goal]:
    return [goal for goal in catalogue.goals.values() if goal.kind is kind]


def read(field: str, sent: QueryDict, catalogue: Catalogue) -> Any:
    """What a form says to one of them, as it is stored; None for nothing.

    Raises: BadInput for a choice nobody offered, too many of them, or too long a text.
    """
    question = EVERY[field]
    if question.kind is AboutKind.TEXT:
        return _text(question, sent.get(field, ""))
    known = _words(question, catalogue)
    chosen = [id_ for id_ in sent.getlist(field) if id_]
    if stray := next((id_ for id_ in chosen if id_ not in known), None):
        raise BadInput(field, f"{stray!r} is no choice here")
    if question.most and len(chosen) > question.most:
        raise BadInput(field, f"{len(chosen)} are chosen; choose up to {question.most}")
    if question.kind is AboutKind.ONE:
        return chosen[-1] if chosen else None
    return chosen or None


def _text(question: AboutQuestion, said: str) -> str | None:
    text = said.strip()
    if len(text) > question.longest:
        raise BadInput(question.id, f"{len(text)} characters; write at most {question.longest}")
    lines = text.replace("\r\n", "\n")
    if stray := unseen(lines.replace("\n", "").replace("\t", "")):
        raise BadInput(question.id, f"holds a character nobody can see ({stray}); type it again")
    return lines or None


def in_words(told: Mapping[str, Any], catalogue: Catalogue) -> list[tuple[Word, str]]:
    """What was said, question by question, as a reader sees it.

    Args:
        told: by id, as in ``Client.about``.
    """
    found: list[tuple[Word, str]] = []
    for question in EVERY.values():
        known = _words(question, catalogue)
        said = told.get(question.id) or []
        each = said if isinstance(said, list) else [said]
        if each:
            found.append((question.text, "; ".join(str(known.get(one, one)) for one in each)))
    return found
