"""What no question could have got, refused by name."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from endrange.errors import BadInput
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
    Question,
    QuestionKind,
)
from endrange.knowledge.questions import NO_PAIN, STRONGEST_PAIN
from endrange.screening.truth import Answers
from endrange.values import Side

EARLIEST = date(1900, 1, 1)
"""Ours: nobody alive has had anything done before; an earlier day is a slip of the hand."""


def check(answers: Answers, catalogue: Catalogue) -> None:
    """Refuse what no question of this catalogue could have got. Raises: BadInput."""
    for id_, answer in answers.items():
        if id_ not in catalogue.questions:
            raise BadInput(id_, f"no question is called {id_!r}; see endrange questions")
        question = catalogue.questions[id_]
        if answer.value != UNKNOWN:
            _VALUES[question.kind](question, answer.value)
        if answer.ticks:
            _belongs(question, QuestionKind.SEVERAL, answer, "tick")
            _check_ticks(question, answer.ticks)
        for place in answer.places:
            _belongs(question, QuestionKind.AREAS, answer, "place")
            _check_place(question, place, catalogue)
        for pain in answer.pains:
            _check_pain(question, pain, answer)
        for entry in answer.entries:
            _belongs(question, QuestionKind.ENTRIES, answer, "entry")
            _check_entry(question, entry, catalogue)


def fits(id_: str, answer: Answer, catalogue: Catalogue) -> bool:
    """Whether the catalogue still asks what this answered, and could get it as an answer."""
    try:
        check({id_: answer}, catalogue)
    except BadInput:
        return False
    return True


def not_ahead(answers: Answers, catalogue: Catalogue, today: date) -> None:
    """Refuse a day after today where the question is about the past. Raises: BadInput."""
    for id_, answer in answers.items():
        question = catalogue.questions[id_]
        for then in _days(question, answer):
            if then > today and not question.may_be_ahead:
                raise BadInput(id_, f"{then.isoformat()} is still to come; write the day it was")


def _days(question: Question, answer: Answer) -> Iterator[date]:
    if question.kind is QuestionKind.DATE and answer.value != UNKNOWN:
        yield date.fromisoformat(str(answer.value))
    yield from (entry.on for entry in answer.entries if entry.on)


def _check_word(question: Question, value: str | float) -> None:
    if value not in (YES, NO):
        raise BadInput(question.id, f'{value!r} is no answer here; write "yes", "no" or "unknown"')


def _check_choice(question: Question, value: str | float) -> None:
    known = [choice.id for choice in question.choices]
    if value not in known:
        raise BadInput(question.id, f"{value!r} is no choice here; known: {named(known)}, unknown")


def _check_ticks(question: Question, ticks: tuple[str, ...]) -> None:
    known = [*(choice.id for choice in question.choices), UNKNOWN]
    if strange := sorted(set(ticks) - set(known)):
        raise BadInput(question.id, f"{shown(strange[0])} is no choice here; known: {named(known)}")
    if set(ticks) == {UNKNOWN}:
        raise BadInput(question.id, 'only "unknown" is in the list; write "unknown" without one')


def _check_number(question: Question, value: str | float) -> None:
    if isinstance(value, str):
        raise BadInput(question.id, f'{value!r} is no number; write a number or "unknown"')
    low, high = question.low, question.high
    if (low is not None and value < low) or (high is not None and value > high):
        raise BadInput(question.id, f"{value:g} lies {_outside(low, high)}; ask again")


def _outside(low: float | None, high: float | None) -> str:
    """``outside 0 to 120``, or beyond the one end there is."""
    if low is None:
        return f"above {high:g}"
    return f"below {low:g}" if high is None else f"outside {low:g} to {high:g}"


def _check_date(question: Question, value: str | float) -> None:
    _check_day(question, day(question.id, str(value)))


def day(id_: str, text: str) -> date:
    """Read a day as everybody writes it here. Raises: BadInput, naming the question."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.isoformat() != text:
        raise BadInput(id_, f'{shown(text)} is no day; write it as 2026-08-31, or "unknown"')
    return found


def _check_day(question: Question, then: date) -> None:
    if then < EARLIEST:
        raise BadInput(question.id, f"{then.isoformat()} is before {EARLIEST.year}; ask again")


_VALUES: Mapping[QuestionKind, Callable[[Question, str | float], None]] = {
    QuestionKind.YES_NO: _check_word,
    QuestionKind.AREAS: _check_word,
    QuestionKind.SEVERAL: _check_word,
    QuestionKind.CHOICE: _check_choice,
    QuestionKind.NUMBER: _check_number,
    QuestionKind.DATE: _check_date,
    QuestionKind.ENTRIES: _check_word,
}


def _belongs(question: Question, kind: QuestionKind, answer: Answer, what: str) -> None:
    if question.kind is not kind or answer.value != YES:
        raise BadInput(question.id, f'{answer.value!r} has no {what} here; it goes with a "yes"')


def _check_place(question: Question, place: Place, catalogue: Catalogue) -> None:
    if place.area not in catalogue.areas:
        raise BadInput(question.id, f"{place.area!r} is no area; known: {named(catalogue.areas)}")
    if not catalogue.areas[place.area].paired and place.side in (Side.LEFT, Side.RIGHT):
        raise BadInput(question.id, f"{place.area!r} has no {place.side} side; leave it out")


def _check_pain(question: Question, pain: Pain, answer: Answer) -> None:
    if not question.asks_pain:
        raise BadInput(question.id, "how a place hurts is not asked here; leave it out")
    where = f"{pain.place.area} {pain.place.side}"
    if pain.place not in answer.places:
        raise BadInput(question.id, f"{where!r} has pain, and is not among the places; add it")
    if [one.place for one in answer.pains].count(pain.place) > 1:
        raise BadInput(question.id, f"{where!r} is told twice; keep one")
    for number in map(pain.at, PainAt):
        if number is not None and not NO_PAIN <= number <= STRONGEST_PAIN:
            raise BadInput(question.id, f"{number} lies outside 0 to 10; ask again")
    _check_characters(question, pain)


def _check_characters(question: Question, pain: Pain) -> None:
    known = [*(choice.id for choice in question.choices), UNKNOWN]
    if strange := sorted(set(pain.characters) - set(known)):
        raise BadInput(question.id, f"{shown(strange[0])} is no choice here; known: {named(known)}")


def _check_entry(question: Question, entry: Entry, catalogue: Catalogue) -> None:
    choice = next((one for one in question.choices if one.id == entry.what), None)
    if choice is None:
        known = named(one.id for one in question.choices)
        raise BadInput(question.id, f"{entry.what!r} cannot be listed here; known: {known}")
    if entry.place:
        _check_place(question, entry.place, catalogue)
        if not choice.anywhere and entry.place.area != choice.area:
            there = f"is at {choice.area!r}" if choice.area else "has no place"
            raise BadInput(
                question.id, f"{entry.what!r} {there}, not at {entry.place.area!r}; leave it out"
            )
    if entry.on:
        _check_day(question, entry.on)
    _check_details(question, entry)


def _check_details(question: Question, entry: Entry) -> None:
    asked = {detail.id: detail for detail in question.details_of(entry.what)}
    for id_, chosen in entry.details.items():
        if id_ not in asked:
            raise BadInput(question.id, f"{entry.what!r} is not asked {id_!r}; leave it out")
        known = [choice.id for choice in asked[id_].choices]
        if chosen not in known:
            problem = f"{chosen!r} is no choice of {id_!r}; known: {named(known)}, unknown"
            raise BadInput(question.id, problem)


def named(names: Iterable[str]) -> str:
    """Names in a fixed order, for the end of a refusal."""
    return ", ".join(sorted(names))


def shown(said: object, longest: int = 60) -> str:
    """What somebody wrote, cut short."""
    text = repr(said)
    return text if len(text) <= longest else text[:longest] + "..."
