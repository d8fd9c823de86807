"""An intake as the pages of a phone: what is asked on each, what is answered, what is open."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from endrange.errors import BadInput
from endrange.knowledge import (
    Answer,
    Asked,
    Catalogue,
    Pain,
    PainAt,
    Place,
    Precaution,
    Question,
    Setting,
    Urgency,
)
from endrange.screening import questions_for, red_flags, urgent, waiting
from endrange_app.storage import told
from endrange_app.storage.actions.intakes import Saying
from endrange_app.storage.intakes import Intake
from endrange_app.storage.told import Told
from endrange_app.web import urgentwords, words
from endrange_app.web.forms import about, written
from endrange_app.web.forms.about import AboutAsking
from endrange_app.web.forms.asked import Asking
from endrange_app.web.forms.questions import Questionnaire


@dataclass(frozen=True)
class Leaf:
    """One page of the phone: a part of the questionnaire, or what they tell of themselves."""

    number: int
    title: str
    part: str
    """Of the questionnaire; empty for the first and the last page."""
    askings: tuple[Asking, ...]
    about: tuple[AboutAsking, ...]
    put: int
    answered: int

    @property
    def is_done(self) -> bool:
        return self.answered >= self.put

    @property
    def is_last(self) -> bool:
        return not self.part and self.number > 1


class Leaves:
    """All pages of an intake, over what was said so far.

    Args:
        here: number of the page that is looked at; none: the first that is not done.
        sent: that page's form, as sent.
    """

    def __init__(
        self,
        intake: Intake,
        catalogue: Catalogue,
        *,
        on: date,
        here: int | None = None,
        sent: QueryDict | None = None,
    ) -> None:
        self.intake, self.catalogue, self.on, self.sent = intake, catalogue, on, sent
        self.told = told.of_intake(intake)
        self.known = told.answers(self.told, catalogue, on=on)
        self.parts = list(dict.fromkeys(q.part for q in catalogue.questions.values()))
        self.total = len(self.parts) + 2
        self.here = min(max(here, 1), self.total) if here else self._first_open()
        self.about_errors: dict[str, str] = {}
        self.about: dict[str, Any] = {}
        if sent is not None:
            self._read_about(sent)

    @cached_property
    def form(self) -> Questionnaire:
        """The questions of the page looked at."""
        return Questionnaire(
            self.catalogue,
            full=True,
            known=self.known,
            sent=self.sent,
            part=self._part(self.here),
        )

    @cached_property
    def all(self) -> list[Leaf]:
        everything = Questionnaire(self.catalogue, full=True, known=self.known).parts()
        askings = everything | self.form.parts()
        return [self._leaf(number, askings) for number in range(1, self.total + 1)]

    @property
    def leaf(self) -> Leaf:
        return self.all[self.here - 1]

    @property
    def errors(self) -> list[dict[str, str]]:
        """Of the page as sent, each with the place it is about."""
        shown = self.catalogue.questions
        mine = self.form.errors.items() if self._part(self.here) else ()
        found = [(f"q.{id_}", _named(shown[id_]), said) for id_, said in mine]
        found += [
            (id_, str(about.EVERY[id_].text), said) for id_, said in self.about_errors.items()
        ]
        return [{"to": to, "text": f"{name}: {said}"} for to, name, said in found]

    def red(self, setting: Setting) -> list[dict[str, Any]]:
        """The emergencies that were said so far, each with the page of the answer behind it."""
        found = red(self.known, self.catalogue, on=self.on, setting=setting, alone=True)
        return [told | {"page": self._page_of(row)} for row, told in found]

    def _page_of(self, row: Precaution) -> int:
        said = (trigger.question for group in row.when for trigger in group)
        first = next(question for question in said if question in self.known)
        return self.parts.index(self.catalogue.questions[first].part) + 2

    def changed(self, seen: datetime, now: datetime) -> list[Saying]:
        """What the page as sent says that it did not say when it was last looked at.

        What somebody has not touched is not said again: it would pass an old answer off as new
        where another window has changed it since.
        """
        before = told.of_intake(self.intake, until=seen)
        return [
            Saying(question, said, now)
            for question, said in self._said().items()
            if said != (before[question].latest.answer if question in before else None)
        ]

    def _said(self) -> dict[str, Any]:
        """By question, all the page as sent says: also to follow-ups of what was skipped."""
        if not self._part(self.here):
            return {id_: said for id_, said in self.about.items() if id_ not in self.about_errors}
        form = self.form
        here = {question.id for question in form.questions} - form.errors.keys()
        return {
            id_: form.said[id_].model_dump(mode="json") if id_ in form.said else None
            for id_ in sorted(here)
        }

    def _read_about(self, sent: QueryDict) -> None:
        for one in self._about(self.here):
            id_ = f"{told.ABOUT}{one.id}"
            try:
                self.about[id_] = about.read(id_, sent, self.catalogue)
            except BadInput as refused:
                self.about_errors[id_] = words.sentence(refused.problem)

    def _leaf(self, number: int, askings: Mapping[str, Sequence[Asking]]) -> Leaf:
        part = self._part(number)
        put = [q for q in self._put if q.part == part]
        title = words.said(part) or (_("What you want") if number == 1 else _("Look over and send"))
        return Leaf(
            number=number,
            title=title,
            part=part,
            askings=tuple(askings.get(part, ())),
            about=tuple(self._about_askings(number)),
            put=len(put),
            answered=sum(question.id in self.known for question in put),
        )

    @cached_property
    def _put(self) -> Sequence[Question]:
        return questions_for(Asked.FULL, self.known, self.catalogue, self.on)

    def _part(self, number: int) -> str:
        return self.parts[number - 2] if 1 < number < self.total else ""

    def _about(self, number: int) -> tuple[about.AboutQuestion, ...]:
        return {1: about.FIRST_PAGE, self.total: about.LAST_PAGE}.get(number, ())

    def _about_askings(self, number: int) -> list[AboutAsking]:
        said = {id_: one.latest.answer for id_, one in self.told.items()} | self.about
        return about.askings(self._about(number), self.catalogue, said, self.about_errors)

    def _first_open(self) -> int:
        """Where to go on: nobody is asked twice what they want."""
        if not self.told:
            return 1
        undone = {question.part for question in self._put if question.id not in self.known}
        numbers = (number for number, part in enumerate(self.parts, start=2) if part in undone)
        return next(numbers, self.total)


def _named(question: Question) -> str:
    return words.said(question.short or question.text)


def for_script(
    catalogue: Catalogue,
    setting: Setting,
    *,
    known: Mapping[str, Answer] | None = None,
    alone: bool = False,
) -> dict[str, Any]:
    """What a page needs to branch, and to see an emergency, without a network.

    Args:
        known: what is answered already and stands nowhere on the page.
        alone: see ``flag``.
    """
    return {
        "known": {id_: _known(answer) for id_, answer in (known or {}).items()},
        "questions": {
            question.id: {
                "kind": question.kind.value,
                "only_if": [_trigger(trigger) for trigger in question.only_if],
            }
            for question in catalogue.questions.values()
        },
        "red": [
            flag(row, alone=alone)
            | {"when": [[_trigger(trigger) for trigger in group] for group in row.when]}
            for row in red_flags(catalogue, setting)
        ],
    }


def _known(answer: Answer) -> dict[str, Any]:
    dumped = answer.model_dump(mode="json", exclude_defaults=True, exclude={"pains"})
    return dumped | {"places": [_hurting(place, answer) for place in answer.places]}


def _hurting(place: Place, answer: Answer) -> dict[str, Any]:
    pain = next((one for one in answer.pains if one.place == place), Pain(place=place))
    numbers = ((which.value, pain.at(which)) for which in PainAt)
    told = {name: number for name, number in numbers if number is not None}
    return {"area": place.area, **told, "characters": list(pain.characters)}


def red(
    known: Mapping[str, Answer],
    catalogue: Catalogue,
    *,
    on: date,
    setting: Setting,
    alone: bool = False,
) -> list[tuple[Precaution, dict[str, Any]]]:
    """The red page: what was said, and what hangs on the next answer; what to call for first.

    Empty while nothing red has been said.
    """
    said = urgent(known, catalogue, on=on, setting=setting)
    more = waiting(known, catalogue, on=on, setting=setting) if said else ()
    rows = [(row, flag(row, alone=alone)) for row in said]
    rows += [
        (row, flag(row, alone=alone) | {"only_if": words.said(question.text)})
        for row, question in more
    ]
    return sorted(rows, key=lambda one: one[0].urgency is Urgency.SAME_DAY)


def flag(row: Precaution, *, alone: bool = False) -> dict[str, Any]:
    """A red flag in words, with what to do at once.

    Args:
        alone: shown to the person themselves, on their own phone.
    """
    urgency = row.urgency or Urgency.CALL_NOW
    return {
        "id": row.id,
        "urgency": urgentwords.URGENCIES[urgency],
        "steps": list(urgentwords.steps_now(urgency, alone=alone)),
        "title": words.said(row.title),
        "because": words.said(row.because),
        "ask": words.said(row.ask),
    }


def _trigger(trigger: Any) -> dict[str, Any]:
    """Without what it leaves open."""
    dumped: dict[str, Any] = trigger.model_dump(mode="json", exclude_defaults=True)
    return dumped


def others(
    said: Mapping[str, Told], catalogue: Catalogue, *, device: str, since: datetime, now: datetime
) -> Iterator[dict[str, Any]]:
    """What stands by now and was said elsewhere: for a page that has been open for a while."""
    for id_, one in said.items():
        row = one.latest
        if row.device != device and row.received_at > since:
            yield {
                "question": id_,
                "age": round((now - row.at).total_seconds() * 1000),
                "fields": _fields(id_, row.answer, catalogue),
            }


def _fields(id_: str, said: Any, catalogue: Catalogue) -> list[written.Field]:
    if id_ in about.EVERY:
        return written.of_about(id_, said)
    if id_ not in catalogue.questions:
        return []
    return written.fields(catalogue.questions[id_], Answer.model_validate(said))
