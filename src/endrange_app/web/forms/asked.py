"""One question on the page: what may be said to it, and what was said so far."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from endrange.knowledge import NO, UNKNOWN, YES, Question, QuestionKind
from endrange_app.web import words
from endrange_app.web.forms import pains
from endrange_app.web.forms.entries import EntryRow

DONT_KNOW = noop("Don’t know")
WORDS = words.Words({YES: noop("Yes"), NO: noop("No"), UNKNOWN: DONT_KNOW})
TYPED = (QuestionKind.NUMBER, QuestionKind.DATE)
"""Kinds that are written, with a box for "don't know"."""
LONG_CHOICE = 4
"""From this many answers on they stand below one another; ours, so that none is cut."""


@dataclass(frozen=True)
class Option:
    value: str
    word: str
    chosen: bool


@dataclass(frozen=True)
class Asking:
    """One question on the page, with what was said to it so far."""

    question: Question
    options: tuple[Option, ...]
    ticks: tuple[Option, ...]
    """Of several: a box for each."""
    places: frozenset[str]
    """Those chosen so far, as the boxes of ``pointing.places`` send them."""
    pains: tuple[pains.PainCard, ...]
    """One for each place chosen, where pain is asked, and a blank one."""
    entries: tuple[EntryRow, ...]
    typed: str
    unknown: bool
    only_if: str
    """For the page's script: the conditions as JSON; empty when always put."""
    error: str

    @property
    def field(self) -> str:
        return f"q.{self.question.id}"

    @property
    def kind(self) -> str:
        return self.question.kind.value

    @property
    def is_long(self) -> bool:
        return len(self.options) > LONG_CHOICE

    @property
    def is_yes(self) -> bool:
        return any(option.chosen and option.value == YES for option in self.options)

    @property
    def chosen(self) -> str:
        """The same in one word, for the page's script."""
        return " ".join(sorted(self.places))


def options(question: Question) -> tuple[tuple[str, str], ...]:
    if question.kind in TYPED:
        return ()
    if question.kind is QuestionKind.SEVERAL:
        return (NO, _("None of these")), (UNKNOWN, WORDS[UNKNOWN])
    if question.kind is not QuestionKind.CHOICE:
        return tuple(WORDS.items())
    choices = tuple((choice.id, words.said(choice.text)) for choice in question.choices)
    return choices if UNKNOWN in dict(choices) else (*choices, (UNKNOWN, WORDS[UNKNOWN]))


def boxes(question: Question, ticked: set[str]) -> tuple[Option, ...]:
    if question.kind is not QuestionKind.SEVERAL:
        return ()
    return tuple(Option(one.id, words.said(one.text), one.id in ticked) for one in question.choices)
