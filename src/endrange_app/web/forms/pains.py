"""How each place hurts, as a form: two numbers of ten and what it is like, place by place."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from endrange.knowledge import UNKNOWN, Answer, Catalogue, Pain, PainAt, Place, Question
from endrange.knowledge.questions import NO_PAIN, STRONGEST_PAIN
from endrange.screening.wording import place_in_words
from endrange.values import Side
from endrange_app.web import words
from endrange_app.web.forms.entries import Picked

LIKE = "like"
"""How the field for what a pain is like ends."""
BLANK = "place"
"""Stands for a place where none is chosen yet: the page's script writes the place over it."""
DIGITS = re.compile("[0-9]{1,3}")
"""Of thousands of digits Python makes no number, and the whole page would fail."""
SCALES = words.Words(
    {PainAt.NOW: noop("Now, at rest"), PainAt.WORST: noop("At its worst, in the last 7 days")}
)

Written = Mapping[str, list[str]]
"""What stands in the fields of one place, by the end of their names."""


@dataclass(frozen=True)
class Scale:
    """A row of numbers to choose one of, and "don't know"."""

    name: str
    text: str
    options: tuple[Picked, ...]


@dataclass(frozen=True)
class PainCard:
    """One place on the page, and how it hurts."""

    name: str
    """How the names of its fields begin."""
    spot: str
    """As the boxes of ``pointing.places`` send it."""
    title: str
    scales: tuple[Scale, ...]
    like: tuple[Picked, ...]


def spot(place: Place) -> str:
    return f"{place.area}:{place.side.value}"


def place_of(name: str) -> Place:
    """The place a box stands for."""
    area, _colon, side = name.partition(":")
    known = side in {one.value for one in Side}
    return Place(area=area, side=Side(side) if known else Side.BOTH)


def as_written(pain: Pain) -> Written:
    """The fields of a place as a page would send them; what is not said has none."""
    numbers = {PainAt.NOW.value: pain.now, PainAt.WORST.value: pain.worst}
    told = {end: [str(number)] for end, number in numbers.items() if number is not None}
    return {**told, LIKE: list(pain.characters)}


def sent(question: Question, places: Iterable[str], form: QueryDict) -> list[object]:
    """The places as screening reads them, each with what is said of its pain so far."""
    written = _sent(question, form)
    return [_raw(name, written[name]) if name in written else place_of(name) for name in places]


def missing(
    question: Question, answer: Answer | None, catalogue: Catalogue, form: QueryDict
) -> str:
    """What is still to be said of the first place that lacks it; nothing of an unread answer."""
    written = _sent(question, form)
    for place in answer.places if answer else ():
        told = written.get(spot(place), {})
        if any(end not in told for end in (*PainAt, LIKE)):
            name = words.said(place_in_words(place, catalogue))
            return _("%(place)s: choose both numbers and what it is like.") % {"place": name}
    return ""


def cards(
    question: Question,
    catalogue: Catalogue,
    places: Iterable[str],
    *,
    form: QueryDict | None,
    known: Answer | None,
) -> tuple[PainCard, ...]:
    """A card for each place chosen, and last a blank one for the page's script to copy."""
    if not question.asks_pain:
        return ()
    if form is not None:
        written = dict(_sent(question, form))
    else:
        written = {spot(pain.place): as_written(pain) for pain in known.pains} if known else {}
    named = [name for name in sorted(places) if place_of(name).area in catalogue.areas]
    every = [(name, place_in_words(place_of(name), catalogue)) for name in named]
    return tuple(
        _card(question, name, title, written.get(name, {})) for name, title in (*every, (BLANK, ""))
    )


def _sent(question: Question, form: QueryDict) -> dict[str, Written]:
    pattern = re.compile(rf"q\.{re.escape(question.id)}\.pain\.([\w:-]+)\.(\w+)")
    found: dict[str, dict[str, list[str]]] = {}
    for name, values in form.lists():
        if field := pattern.fullmatch(name):
            found.setdefault(field[1], {})[field[2]] = [str(value) for value in values]
    return dict(found)


def _raw(name: str, written: Written) -> dict[str, Any]:
    numbers = {which.value: _number(written.get(which, [""])[-1]) for which in PainAt}
    return {"place": place_of(name), **numbers, "characters": written.get(LIKE, [])}


def _number(said: str) -> object:
    """As it stands where it cannot be one: screening says what is wrong with it."""
    return int(said) if DIGITS.fullmatch(said) else (said or None)


def _card(question: Question, name: str, title: str, written: Written) -> PainCard:
    start = f"q.{question.id}.pain.{name}"
    choices = [(one.id, words.said(one.text)) for one in question.choices]
    return PainCard(
        name=start,
        spot=name,
        title=words.said(title) if title else "",
        scales=tuple(_scale(start, which, written) for which in PainAt),
        like=_picks([*choices, (UNKNOWN, _("Don’t know"))], written.get(LIKE, [])),
    )


def _scale(start: str, which: PainAt, written: Written) -> Scale:
    numbers = [(str(one), str(one)) for one in range(NO_PAIN, STRONGEST_PAIN + 1)]
    options = [*numbers, (UNKNOWN, _("Don’t know"))]
    said = written.get(which.value, [])[-1:]
    return Scale(f"{start}.{which.value}", SCALES[which], _picks(options, said))


def _picks(options: Iterable[tuple[str, str]], said: list[str]) -> tuple[Picked, ...]:
    return tuple(Picked(value, word, value in said) for value, word in options)
