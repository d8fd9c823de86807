"""Answers told back in words, for the reasons of a finding."""

from collections.abc import Iterable, Iterator
from datetime import date

from endrange.knowledge import (
    PART_NAMES,
    UNKNOWN,
    YES,
    Answer,
    Catalogue,
    Entry,
    Pain,
    PainAt,
    Part,
    Place,
    Precaution,
    Question,
    QuestionKind,
)
from endrange.screening.truth import Case, entries_behind, places_behind
from endrange.values import Side

YEAR = 52
"""From here on the year says enough (ours)."""


def in_words(question: Question, row: Precaution, case: Case) -> str:
    """``Hurt or injured: Knee, left``; of a list only the entries that trigger this row."""
    told = case.answers.get(question.id)
    return f"{question.short or question.text}: {_value(question, told, row, case)}"


def answer_in_words(question: Question, answer: Answer, catalogue: Catalogue, *, on: date) -> str:
    """The whole answer as a reader sees it: every place, tick and entry."""
    case = Case({}, catalogue, on)
    if answer.value == UNKNOWN:
        return "don't know"
    several = [
        *_hurting(answer.places, answer, question, catalogue),
        *(_choice(question, tick) for tick in answer.ticks),
        *(_entry(entry, question, case) for entry in answer.entries),
    ]
    return "; ".join(several) or _single(question, answer, case)


def _value(question: Question, told: Answer | None, row: Precaution, case: Case) -> str:
    if told is None:
        return "not answered"
    if told.value == UNKNOWN:
        return "don't know"
    several = [place_in_words(place, case.catalogue) for place in told.places]
    if _is_about_pain(question, row):
        several = list(_hurting(places_behind(row, case), told, question, case.catalogue))
    if told.ticks:
        several = [_choice(question, tick) for tick in _behind(told.ticks, question, row)]
    if told.entries:
        behind = entries_behind(row, case)
        met = [entry for trigger, entry in behind if trigger.question == question.id]
        several = [_entry(entry, question, case) for entry in met]
    return "; ".join(dict.fromkeys(several)) or _single(question, told, case)


def _behind(ticks: Iterable[str], question: Question, row: Precaution) -> Iterator[str]:
    """Of those that apply, the ones this row waits for."""
    triggers = [one for group in row.when for one in group if one.question == question.id]
    waited = {id_ for trigger in triggers for id_ in trigger.any_of}
    anything = not waited or YES in waited
    yield from (tick for tick in ticks if anything or tick in waited)
    if UNKNOWN in ticks and UNKNOWN not in waited:
        yield UNKNOWN


def _is_about_pain(question: Question, row: Precaution) -> bool:
    triggers = (one for group in row.when for one in group if one.question == question.id)
    return any(trigger.is_about_pain for trigger in triggers)


def _hurting(
    places: Iterable[Place], told: Answer, question: Question, catalogue: Catalogue
) -> Iterator[str]:
    """``Knee, left (now 3 of 10, worst 6 of 10, dull, pulling or stiff)``."""
    for place in places:
        name = place_in_words(place, catalogue)
        pain = next((one for one in told.pains if one.place == place), None)
        yield f"{name} ({_pain(pain, question)})" if pain else name


def _pain(pain: Pain, question: Question) -> str:
    """Its two numbers and what it is like; what was not told is said to be unknown."""
    numbers = ((which, pain.at(which)) for which in PainAt)
    told = [f"{which} {'not known' if n is None else f'{n} of 10'}" for which, n in numbers]
    like = (_choice(question, one) for one in pain.characters)
    return ", ".join((*told, *(word[:1].lower() + word[1:] for word in like)))


def _single(question: Question, told: Answer, case: Case) -> str:
    if question.kind is QuestionKind.NUMBER:
        return f"{told.value:g} {question.unit or ''}".strip()
    if question.kind is QuestionKind.DATE:
        return _ago(date.fromisoformat(str(told.value)), case.on)
    return _choice(question, str(told.value))


def _choice(question: Question, id_: str) -> str:
    if id_ == UNKNOWN:
        return "not sure about the others"
    return next((choice.text for choice in question.choices if choice.id == id_), id_)


def _entry(entry: Entry, question: Question, case: Case) -> str:
    """``Total hip replacement (Hip, left), 5 weeks ago``."""
    where = f" ({place_in_words(entry.place, case.catalogue)})" if entry.place else ""
    further = "".join(f", {said}" for said in _details(entry, question))
    return f"{_choice(question, entry.what)}{where}{further}, {_ago(entry.on, case.on)}"


def _details(entry: Entry, question: Question) -> Iterator[str]:
    for detail in question.details_of(entry.what):
        said = entry.details.get(detail.id, UNKNOWN)
        yield next((c.text for c in detail.choices if c.id == said), f"{detail.text} don't know")


def _ago(then: date | None, on: date | None) -> str:
    """In whole weeks up to a year, as the rules count; a date that cannot be is shown as it is."""
    if then is None:
        return "day not known"
    if on is None or then > on:
        return f"{then.isoformat()}, a day still to come"
    weeks = (on - then).days // 7
    return _weeks(weeks) if weeks <= YEAR else f"in {then.year}"


def _weeks(weeks: int) -> str:
    return f"{weeks} {'week' if weeks == 1 else 'weeks'} ago"


def place_in_words(place: Place, catalogue: Catalogue) -> str:
    """``Knee, left``; a place without sides is named alone."""
    area = catalogue.areas[place.area]
    name = area.name[:1].upper() + area.name[1:]
    if not area.paired:
        return name
    return f"{name}, {place.side if place.side is not Side.MIDLINE else Side.BOTH}"


def part_in_words(part: Part, side: Side) -> str:
    """``Hip, left``; on both sides the name alone."""
    name = PART_NAMES[part].capitalize()
    return f"{name}, {side}" if part.is_paired and side is not Side.BOTH else name


def age_in_words(weeks: int | None) -> str:
    """How old the answers are."""
    return f"All questions last answered: {'day not known' if weeks is None else _weeks(weeks)}"
