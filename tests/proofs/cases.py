"""Every way in which a rule's own questions can be answered, as far as the rule can tell apart.

A rule looks at few questions, and of each only at what its triggers name: a number on one side of
a bound or the other, a day before or after a window, a word among some or not. One answer of each
kind stands for all of that kind; ``test_rule_table`` proves with z3 that nothing lies between.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import product
from typing import NamedTuple

from endrange.knowledge import (
    NO,
    UNKNOWN,
    YES,
    Answer,
    Catalogue,
    Entry,
    Pain,
    PainAt,
    Place,
    Precaution,
    Question,
    QuestionKind,
    Trigger,
)
from endrange.values import Side

TODAY = date(2026, 11, 27)
MISSING: Answer | None = None
DONT_KNOW = Answer(value=UNKNOWN)
STEP = 0.5
"""Between a bound and what lies beside it; smaller than any two bounds are apart."""


class Ways(NamedTuple):
    """The questions a rule depends on, and how each can be answered."""

    questions: tuple[str, ...]
    answers: tuple[tuple[Answer | None, ...], ...]

    def __len__(self) -> int:
        size = 1
        for one in self.answers:
            size *= len(one)
        return size

    def all(self) -> Iterator[dict[str, Answer]]:
        for chosen in product(*self.answers):
            yield told(zip(self.questions, chosen, strict=True))


def told(pairs: Iterable[tuple[str, Answer | None]]) -> dict[str, Answer]:
    return {id_: answer for id_, answer in pairs if answer is not None}


def ways(group: Iterable[Trigger], catalogue: Catalogue) -> Ways:
    """How the questions behind one group of triggers, and those that open them, can be answered."""
    triggers = list(_with_openers(group, catalogue))
    ids = tuple(dict.fromkeys(trigger.question for trigger in triggers))
    return Ways(ids, tuple(answers_to(catalogue.questions[id_], triggers) for id_ in ids))


def _with_openers(group: Iterable[Trigger], catalogue: Catalogue) -> Iterator[Trigger]:
    for trigger in group:
        yield trigger
        yield from _with_openers(catalogue.questions[trigger.question].only_if, catalogue)


def answers_to(question: Question, triggers: Iterable[Trigger]) -> tuple[Answer | None, ...]:
    own = [trigger for trigger in triggers if trigger.question == question.id]
    found = _KINDS[question.kind](question, own)
    return (MISSING, DONT_KNOW, *found)


def _words(question: Question, _: list[Trigger]) -> Iterator[Answer]:
    for choice in question.choices:
        yield Answer(value=choice.id)
    if not question.choices:
        yield from (Answer(value=YES), Answer(value=NO))


def _areas(question: Question, triggers: list[Trigger]) -> Iterator[Answer]:
    yield from (Answer(value=NO), Answer(value=YES))
    named = {area for trigger in triggers for area in trigger.at}
    for area in (*sorted(named), "shin"):
        place = Place(area=area, side=Side.LEFT)
        yield Answer(value=YES, places=(place,))
        waited = [trigger for trigger in triggers if trigger.is_about_pain]
        for pain in _pains(question, place, waited) if waited else ():
            yield Answer(value=YES, places=(place,), pains=(pain,))


def _pains(question: Question, place: Place, triggers: list[Trigger]) -> Iterator[Pain]:
    """Every strength there is, where a trigger asks for it, and the characters named or not."""
    scales = {trigger.pain for trigger in triggers}
    strengths = ((*range(11), UNKNOWN, None) if one in scales else (None,) for one in PainAt)
    named = {one for trigger in triggers for one in trigger.characters}
    other = [one.id for one in question.choices if named and one.id not in named][:1]
    likes = [(), (UNKNOWN,), *((one, *more) for one in (*sorted(named), *other) for more in MORE)]
    for now, worst, like in product(*strengths, likes if named else likes[:1]):
        yield Pain.model_validate({"place": place, "now": now, "worst": worst, "characters": like})


MORE: tuple[tuple[str, ...], ...] = ((), (UNKNOWN,))


def _numbers(question: Question, triggers: list[Trigger]) -> Iterator[Answer]:
    for value in numbers(question, triggers):
        yield Answer(value=value)


def numbers(question: Question, triggers: Iterable[Trigger]) -> list[float]:
    """Each bound and what lies beside it, within what the question takes."""
    bounds = [one for trigger in triggers for one in bounds_of(trigger)]
    ends = [one for one in (question.low, question.high) if one is not None]
    beside = {bound + shift for bound in bounds for shift in (-STEP, 0.0, STEP)}
    low, high = (min(ends, default=0.0), max(ends, default=0.0))
    return sorted(value for value in {*beside, *ends} if low <= value <= high or not ends)


def bounds_of(trigger: Trigger) -> Iterator[float]:
    yield from (one for one in (trigger.at_least, trigger.above, trigger.below) if one is not None)


def _days(question: Question, triggers: list[Trigger]) -> Iterator[Answer]:
    for then in days(triggers):
        if then is not None:
            yield Answer(value=then.isoformat())


def days(triggers: Iterable[Trigger]) -> list[date | None]:
    """No day, the future, today, and the days on both sides of each window's ends."""
    found: set[date] = {TODAY, TODAY + timedelta(days=1), TODAY - timedelta(days=4000)}
    for trigger in triggers:
        for bound in bounds_of(trigger) if trigger.since else ():
            edge = int(bound) * (trigger.since.days if trigger.since else 1)
            found |= {TODAY - timedelta(days=edge + shift) for shift in (-1, 0, 1)}
    return [None, *sorted(found)]


def _ticks(question: Question, _: list[Trigger]) -> Iterator[Answer]:
    """None, one, two and three of what can be ticked, with and without "not sure"."""
    yield from (Answer(value=NO), Answer(value=YES))
    known = [choice.id for choice in question.choices]
    for count in range(1, 4):
        for start in range(len(known) - count + 1):
            chosen = tuple(known[start : start + count])
            yield Answer(value=YES, ticks=chosen)
            yield Answer(value=YES, ticks=(*chosen, UNKNOWN))
    yield Answer(value=YES, ticks=(UNKNOWN,))


def _entries(question: Question, triggers: list[Trigger]) -> Iterator[Answer]:
    """One entry at a time: several together trigger what any of them does."""
    yield from (Answer(value=NO), Answer(value=YES))
    listed = {what for trigger in triggers for what in trigger.any_of} - {YES, NO, UNKNOWN}
    known = [choice.id for choice in question.choices]
    other = [one for one in known if one not in listed][:1]
    for what in (*sorted(listed), *other):
        for then in days(triggers):
            for details in _details(question, what, triggers):
                for place in (None, Place(area="knee", side=Side.LEFT)):
                    entry = Entry(what=what, place=place, on=then, details=details)
                    yield Answer(value=YES, entries=(entry,))


def _details(question: Question, what: str, triggers: list[Trigger]) -> Iterator[Mapping[str, str]]:
    """Nothing said, and each word that a trigger names or does not."""
    yield {}
    named: dict[str, set[str]] = {}
    for trigger in triggers:
        for id_, words in trigger.details.items():
            named.setdefault(id_, set()).update(words)
    for id_, words in named.items():
        for word in sorted({*words, UNKNOWN, "something else"}):
            yield {id_: word}


_KINDS = {
    QuestionKind.YES_NO: _words,
    QuestionKind.CHOICE: _words,
    QuestionKind.AREAS: _areas,
    QuestionKind.NUMBER: _numbers,
    QuestionKind.DATE: _days,
    QuestionKind.SEVERAL: _ticks,
    QuestionKind.ENTRIES: _entries,
}


def of_rule(row: Precaution, catalogue: Catalogue) -> Iterator[tuple[int, Ways]]:
    """Each group of a rule with its ways: a rule holds when any of its groups does."""
    for number, group in enumerate(row.when):
        yield number, ways(group, catalogue)
