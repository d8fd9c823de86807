"""The questionnaire as a form: what was typed stays typed, what is missing is named."""

import json
import math
from collections.abc import Mapping

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from endrange.errors import BadInput
from endrange.knowledge import (
    UNKNOWN,
    YES,
    Answer,
    Asked,
    Catalogue,
    Question,
    QuestionKind,
)
from endrange.screening import questions_for, read_answers
from endrange.screening.truth import is_put
from endrange_app.web import words
from endrange_app.web.forms import pains
from endrange_app.web.forms.asked import TYPED, Asking, Option, boxes, options
from endrange_app.web.forms.entries import EntryRow, entries_sent, entry_rows

MISSING = noop("Choose an answer. “Don’t know” is one too.")


class Questionnaire:
    """Questions put now, over answers known before.

    Args:
        full: all questions, or those of every visit.
        known: answers given earlier today or, in full, last time.
        sent: the form as sent, or None before that.
        part: the one part of the questionnaire that stands on this page; all, if none is named.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        *,
        full: bool,
        known: Mapping[str, Answer],
        sent: QueryDict | None = None,
        part: str | None = None,
    ) -> None:
        self.catalogue = catalogue
        self.today = timezone.localdate()
        self.full = full
        self.part = part
        self.asked = Asked.FULL if full else Asked.EVERY_VISIT
        self.known = known
        self.sent = sent
        self.errors: dict[str, str] = {}
        self.answers: dict[str, Answer] = dict(known)
        self.said: dict[str, Answer] = dict(known)
        """All that could be read, follow-ups of unanswered questions too: see ``_read``."""
        if sent is not None:
            self._read(sent)

    @property
    def questions(self) -> list[Question]:
        """All that could be put; follow-ups come and go with the answers before them."""
        return [
            q
            for q in self._standing
            if is_put(q, self.elsewhere, self.catalogue, self.today) is not False
        ]

    @property
    def _standing(self) -> list[Question]:
        every = self.catalogue.questions.values()
        due = [q for q in every if self.asked is Asked.FULL or q.asked is self.asked]
        return [q for q in due if self.part in (None, q.part)]

    @property
    def elsewhere(self) -> dict[str, Answer]:
        """What is known from questions that do not stand on this page."""
        here = {question.id for question in self._standing}
        return {id_: said for id_, said in self.known.items() if id_ not in here}

    @property
    def is_valid(self) -> bool:
        return self.sent is not None and not self.errors

    def parts(self) -> dict[str, list[Asking]]:
        """The questions by the part of the questionnaire they stand in."""
        found: dict[str, list[Asking]] = {}
        for question in self.questions:
            found.setdefault(question.part, []).append(self._asking(question))
        return found

    def _read(self, sent: QueryDict) -> None:
        for question in self.questions:
            self.answers.pop(question.id, None)
        for question in self.questions:
            self.read(question, sent)
            self._look_for_pain(question, sent)
        # Somebody who skipped a question and said yes to its follow-up has said yes all the same.
        self.said = self._not_ruled_out()
        put = self.put
        for question in put:
            if question.id not in self.answers and question.id not in self.errors:
                self.errors[question.id] = _(MISSING)
        self._forget({question.id for question in put})

    @property
    def put(self) -> list[Question]:
        """Those of this page that are put, by what is answered so far."""
        every = questions_for(self.asked, self.answers, self.catalogue, self.today)
        return [question for question in every if self.part in (None, question.part)]

    def read(self, question: Question, sent: QueryDict) -> None:
        """Take what a form says to one question, into ``answers`` or ``errors``; or nothing."""
        raw = self._raw(question, sent)
        if raw != "":
            self._take(question, raw)

    def _look_for_pain(self, question: Question, sent: QueryDict) -> None:
        """A whole page says of each place how it hurts; what is on its way there may say less."""
        if question.asks_pain:
            said = self.answers.get(question.id)
            if problem := pains.missing(question, said, self.catalogue, sent):
                self.errors[question.id] = problem

    def _not_ruled_out(self) -> dict[str, Answer]:
        ruled_out = {
            question.id
            for question in self.questions
            if is_put(question, self.answers, self.catalogue, self.today) is False
        }
        return {id_: said for id_, said in self.answers.items() if id_ not in ruled_out}

    def _take(self, question: Question, raw: object) -> None:
        try:
            read = read_answers({question.id: raw}, self.catalogue, today=self.today)
            self.answers |= read
        except BadInput as refused:
            self.errors[question.id] = _said(question, refused)

    def _forget(self, put: set[str]) -> None:
        """Drop answers to follow-ups that are not put any more, and faults in them."""
        for question in self.questions:
            if question.id not in put:
                self.answers.pop(question.id, None)
                self.errors.pop(question.id, None)

    def _raw(self, question: Question, sent: QueryDict) -> object:
        name = f"q.{question.id}"
        said = sent.get(name, "").strip()
        if question.kind in TYPED and sent.get(f"{name}.unknown"):
            return UNKNOWN
        if question.kind is QuestionKind.NUMBER:
            return _number(said)
        if question.kind is QuestionKind.SEVERAL:
            return _ticks(said, sent.getlist(f"{name}.ticks"))
        if question.kind is QuestionKind.ENTRIES and said == YES:
            return self._entries(question, sent)
        if question.kind is QuestionKind.AREAS and said == YES:
            return self._places(question, sent)
        return said

    def _places(self, question: Question, sent: QueryDict) -> object:
        named = sent.getlist(f"q.{question.id}.places")
        if not named:
            self.errors[question.id] = _("Choose at least one place.")
            return ""
        if question.asks_pain:
            return pains.sent(question, named, sent)
        return [pains.place_of(name) for name in named]

    def _entries(self, question: Question, sent: QueryDict) -> object:
        listed, missing = entries_sent(question, self.catalogue, sent)
        if missing or not listed:
            self.errors[question.id] = missing or _("List at least one.")
            return ""
        return listed

    def _asking(self, question: Question) -> Asking:
        value, places, ticks = self._shown(question)
        return Asking(
            question=question,
            options=tuple(Option(id_, word, id_ == value) for id_, word in options(question)),
            ticks=boxes(question, ticks),
            places=frozenset(places),
            pains=pains.cards(
                question,
                self.catalogue,
                places,
                form=self.sent,
                known=self.known.get(question.id),
            ),
            entries=self._entry_rows(question),
            typed="" if value == UNKNOWN else value,
            unknown=value == UNKNOWN,
            only_if=json.dumps([trigger.model_dump(mode="json") for trigger in question.only_if])
            if question.only_if
            else "",
            error=self.errors.get(question.id, ""),
        )

    def _entry_rows(self, question: Question) -> tuple[EntryRow, ...]:
        if question.kind is not QuestionKind.ENTRIES:
            return ()
        known = self.known.get(question.id)
        return entry_rows(question, self.catalogue, sent=self.sent, known=known)

    def _shown(self, question: Question) -> tuple[str, set[str], set[str]]:
        """What the page shows: what was sent, even if it cannot be read; else what is known.

        The value, the places, and those of several.
        """
        name = f"q.{question.id}"
        if self.sent is not None:
            unknown = self.sent.get(f"{name}.unknown")
            value = UNKNOWN if unknown else self.sent.get(name, "")
            places = set(self.sent.getlist(f"{name}.places"))
            return value, places, set(self.sent.getlist(f"{name}.ticks"))
        said = self.known.get(question.id)
        if said is None:
            return "", set(), set()
        value = said.value if isinstance(said.value, str) else words.number(said.value, 3)
        places = {pains.spot(place) for place in said.places}
        return UNKNOWN if UNKNOWN in said.ticks else value, places, set(said.ticks)


def _ticks(said: str, ticked: list[str]) -> object:
    """Those that apply; with "don't know" beside them the others are open."""
    if not ticked:
        return said
    return [*ticked, UNKNOWN] if said == UNKNOWN else ticked


def _number(said: str) -> object:
    try:
        number = float(said.replace(",", "."))
    except ValueError:
        return said
    return number if math.isfinite(number) else said


def _said(question: Question, refused: BadInput) -> str:
    if question.kind is QuestionKind.NUMBER and question.low is not None:
        unit = f" {words.said(question.unit)}" if question.unit else ""
        told = {
            "low": words.number(question.low),
            "high": f"{words.number(question.high or 0)}{unit}",
            "problem": words.said(refused.problem),
        }
        return _("Write a number, %(low)s to %(high)s: %(problem)s.") % told
    return words.sentence(refused.problem)
