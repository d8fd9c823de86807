"""Three-valued logic over answers: true, false, and None for "we do not know"."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from endrange.knowledge import (
    NO,
    UNKNOWN,
    YES,
    Answer,
    Catalogue,
    Entry,
    Place,
    Population,
    Precaution,
    Question,
    QuestionKind,
    Trigger,
)
from endrange.screening import pain
from endrange.screening.logic import Truth, every, some

Answers = Mapping[str, Answer]


class Heard(NamedTuple):
    """What is known of one question: whether it is put, and what was said to it, if anything."""

    question: Question
    is_put: Truth
    said: Answer | None


@dataclass(frozen=True, slots=True)
class Case:
    """What one person answered, to which catalogue, and the day on which it is judged."""

    answers: Answers
    catalogue: Catalogue
    on: date | None = None
    """Without it every date lies within any bounds."""
    weeks_old: int | None = 0
    """Completed weeks since all questions were last answered; None: nobody knows."""
    _heard: dict[str, Heard] = field(default_factory=dict, compare=False)

    def heard(self, question: Question) -> Heard:
        """Worked out once for each question, however many rules wait for it."""
        if question.id not in self._heard:
            is_put = group_holds(question.only_if, self)
            said = _something_said(self.answers.get(question.id), question)
            self._heard[question.id] = Heard(question, is_put, said)
        return self._heard[question.id]

    def is_stale(self, weeks: int) -> bool:
        """Whether the answers are that old, or may be."""
        return self.weeks_old is None or self.weeks_old >= weeks


def weeks_since(then: date | None, on: date) -> int | None:
    """Completed weeks; None for a day nobody knows, or one that is still to come."""
    return None if then is None or then > on else (on - then).days // 7


def applies(row: Precaution | Population, case: Case) -> Truth:
    """Whether any group of triggers holds."""
    return some(group_holds(group, case) for group in row.when)


def group_holds(group: Iterable[Trigger], case: Case) -> Truth:
    return every(holds(trigger, case) for trigger in group)


def holds(trigger: Trigger, case: Case) -> Truth:
    """A question that is not put counts as no; one without an answer is unknown, never no."""
    question, is_put, said = case.heard(case.catalogue.questions[trigger.question])
    if is_put is False:
        return False
    if said is None:
        return _unanswered(trigger, question, is_put)
    return _MEETS[question.kind](said, trigger, case.on)


def _something_said(answer: Answer | None, question: Question) -> Answer | None:
    """None for "don't know" too, and for a list of which only that there is one is known."""
    if answer is None or answer.value == UNKNOWN:
        return None
    is_list = question.kind is QuestionKind.ENTRIES and answer.value == YES
    return None if is_list and not answer.entries else answer


def _unanswered(trigger: Trigger, question: Question, is_put: Truth) -> Truth:
    if question.kind is QuestionKind.ENTRIES and UNKNOWN not in trigger.any_of:
        return False  # a law of the catalogue: another rule waits for a list that nobody gave
    dated = question.kind is QuestionKind.DATE
    return True if is_put and (dated or UNKNOWN in trigger.any_of) else None


class Waiting(NamedTuple):
    """Precautions that wait for the same: an answer to one question, or entries of some kinds."""

    question: Question | None
    """None: nothing in particular."""
    kinds: frozenset[str]
    """Of a list: one of these must stand in it; none named, any."""
    rows: tuple[Precaution, ...]


def candidates(case: Case) -> Iterator[Precaution]:
    """The precautions that may apply: those that wait for a question nobody puts are passed over.

    So are those that wait for more than the no that was said, or for entries not in a list.
    """
    for question, kinds, rows in _by_question(case.catalogue):
        if question is None or not _is_silent(case.heard(question), kinds):
            yield from rows


def _is_silent(heard: Heard, kinds: frozenset[str]) -> bool:
    if heard.is_put is False:
        return True
    if heard.said is not None and heard.said.value == NO:
        return True
    listed = heard.said.entries if heard.said else ()
    return bool(kinds) and kinds.isdisjoint(entry.what for entry in listed)


@lru_cache(maxsize=8)
def _by_question(catalogue: Catalogue) -> tuple[Waiting, ...]:
    """The precautions by a question to which every group of theirs waits for more than a no."""
    found: dict[tuple[str, frozenset[str]], list[Precaution]] = {}
    for row in catalogue.precautions.values():
        asked = [
            {trigger.question for trigger in group if NO not in trigger.any_of}
            for group in row.when
        ]
        question = catalogue.questions.get(min(set.intersection(*asked), default=""))
        key = (question.id, _kinds(row, question)) if question else ("", frozenset[str]())
        found.setdefault(key, []).append(row)
    return tuple(
        Waiting(catalogue.questions.get(id_), kinds, tuple(rows))
        for (id_, kinds), rows in found.items()
    )


def _kinds(row: Precaution, question: Question) -> frozenset[str]:
    """The entries one of which every group waits for; none, where a group takes any or none."""
    known = {choice.id for choice in question.choices}
    named: set[str] = set()
    for group in row.when:
        own = [one.any_of for one in group if one.question == question.id and one.any_of]
        particular = next((any_of for any_of in own if known.issuperset(any_of)), ())
        if question.kind is not QuestionKind.ENTRIES or not particular:
            return frozenset()
        named.update(particular)
    return frozenset(named)


def put(question: Question, case: Case) -> Truth:
    """Whether the branch of the questionnaire that holds this question is open."""
    return case.heard(question).is_put


def is_put(
    question: Question, answers: Answers, catalogue: Catalogue, on: date | None = None
) -> Truth:
    """The same for whoever asks. Without a day, a branch that hangs on one is open."""
    return put(question, Case(answers, catalogue, on))


def _word_meets(answer: Answer, trigger: Trigger, _: date | None) -> bool:
    return answer.value in trigger.any_of


def _places_meet(answer: Answer, trigger: Trigger, _: date | None) -> Truth:
    """A yes without a place may be anywhere."""
    if answer.value not in trigger.any_of:
        return False
    return some(pain.meets(place, answer, trigger) for place in answer.places or (None,))


def _is_at(place: Place | None, trigger: Trigger) -> bool:
    return place is None or not trigger.at or place.area in trigger.at


def places_behind(row: Precaution, case: Case) -> tuple[Place, ...]:
    """Of the places somebody named, those a row is about: how they hurt triggers it, or may."""
    question = row.scope.question or ""
    told = case.answers.get(question)
    if told is None or not told.pains:
        return told.places if told else ()
    groups = (group for group in row.when if group_holds(group, case) is not False)
    own = ([one for one in group if one.question == question] for group in groups)
    found = {place for triggers in own for place in pain.where(told, triggers)}
    return tuple(place for place in told.places if place in found)


def _ticks_meet(answer: Answer, trigger: Trigger, _: date | None) -> Truth:
    """Whether as many apply as are wanted; what somebody is not sure of may apply."""
    if answer.value != YES or not answer.ticks:
        return answer.value == YES
    sure = set(answer.ticks) - {UNKNOWN}
    wanted = sure if YES in trigger.any_of or not trigger.any_of else sure & {*trigger.any_of}
    if len(wanted) >= (trigger.at_least or 1):
        return True
    if UNKNOWN not in answer.ticks:
        return False
    return True if UNKNOWN in trigger.any_of else None


def _number_meets(answer: Answer, trigger: Trigger, _: date | None) -> bool:
    return not trigger.any_of and pain.within(float(answer.value), trigger)


def _date_meets(answer: Answer, trigger: Trigger, on: date | None) -> bool:
    return not trigger.any_of and _since_meets(date.fromisoformat(str(answer.value)), trigger, on)


def _entries_meet(answer: Answer, trigger: Trigger, on: date | None) -> bool:
    if answer.value == NO:
        return NO in trigger.any_of
    return next(entries_met(answer, trigger, on), None) is not None


def entries_met(answer: Answer, trigger: Trigger, on: date | None) -> Iterator[Entry]:
    """The entries that meet all of a trigger."""
    kinds = () if YES in trigger.any_of else trigger.any_of
    for entry in answer.entries:
        if kinds and entry.what not in kinds:
            continue
        told = _is_at(entry.place, trigger) and _says(entry, trigger)
        if told and _since_meets(entry.on, trigger, on):
            yield entry


def entries_behind(row: Precaution, case: Case) -> Iterator[tuple[Trigger, Entry]]:
    """What was listed that triggers a row, with the trigger it meets."""
    for group in row.when:
        if group_holds(group, case) is not False:
            for trigger in group:
                told = case.answers.get(trigger.question)
                met = entries_met(told, trigger, case.on) if told else ()
                yield from ((trigger, entry) for entry in met)


def _says(entry: Entry, trigger: Trigger) -> bool:
    """What an entry does not say may be anything."""
    said = ((entry.details.get(id_, UNKNOWN), may) for id_, may in trigger.details.items())
    return all(one == UNKNOWN or one in may for one, may in said)


def _since_meets(then: date | None, trigger: Trigger, on: date | None) -> bool:
    """Completed weeks or days. What is not known, or cannot be, lies within any bounds."""
    if then is None or on is None or then > on or trigger.since is None:
        return True
    return pain.within((on - then).days // trigger.since.days, trigger)


_MEETS: Mapping[QuestionKind, Callable[[Answer, Trigger, date | None], Truth]] = {
    QuestionKind.YES_NO: _word_meets,
    QuestionKind.AREAS: _places_meet,
    QuestionKind.SEVERAL: _ticks_meet,
    QuestionKind.CHOICE: _word_meets,
    QuestionKind.NUMBER: _number_meets,
    QuestionKind.DATE: _date_meets,
    QuestionKind.ENTRIES: _entries_meet,
}
