"""Answers as they come in: read, or refused by name. Nothing is guessed."""

import sys
from collections.abc import Mapping, Sequence
from datetime import date

from endrange.errors import BadInput
from endrange.knowledge import (
    UNKNOWN,
    YES,
    Answer,
    Asked,
    Catalogue,
    Choice,
    Entry,
    Pain,
    Place,
    Question,
    QuestionKind,
)
from endrange.knowledge.questions import MOST_ENTRIES, Strength
from endrange.screening.checks import check, day, named, not_ahead, shown
from endrange.screening.truth import Answers, is_put
from endrange.values import Side

LARGEST = sys.float_info.max

SIDES = {side.value: side for side in Side}

_SIDE_OF = {"_L": Side.LEFT, "_R": Side.RIGHT}

ENTRY_FIELDS = frozenset({"what", "area", "side", "on", "details"})
PAIN_FIELDS = frozenset({"place", "now", "worst", "characters"})


def questions_for(
    asked: Asked, answers: Answers, catalogue: Catalogue, on: date | None = None
) -> tuple[Question, ...]:
    """The questions to put now, in order: ``full`` means all, those of every visit included.

    A follow-up is put once the question before it is answered, "don't know" included.

    Args:
        on: the day, for follow-ups that are put for some weeks only.
    """
    return tuple(
        question
        for question in catalogue.questions.values()
        if (asked is Asked.FULL or question.asked is asked)
        and all(trigger.question in answers for trigger in question.only_if)
        and is_put(question, answers, catalogue, on) is not False
    )


def read_answers(
    raw: Mapping[str, object], catalogue: Catalogue, *, today: date | None = None
) -> dict[str, Answer]:
    """Read ``"yes"``, ``"no"``, ``"unknown"``, a choice's id, a number, a day, or a list.

    Of several, the list holds the ids of those that apply, and ``"unknown"`` if not sure about the
    others; ``"no"`` means none of them.
    A place is an area's id with its side, ``knee_L``; without a side, both sides are meant. A day
    is ``"2026-08-31"``. An entry is ``{"what": "knee_replacement", "side": "left", "on":
    "2026-08-31"}``, with its ``area`` where it can be anywhere, and its ``details`` where some are
    asked. Without ``on`` the day is not known; without a side, both sides are meant. Where pain is
    asked, a place may be ``{"place": "knee_L", "now": 3, "worst": 6, "characters": ["dull"]}``;
    what is left out of it is not known.

    Args:
        today: for whoever asks in person: a later day is then refused, unless the question is
            about one. Without it such a day counts as one not known.

    Raises: BadInput, naming the question.
    """
    answers = {id_: _read(id_, said, catalogue) for id_, said in raw.items()}
    check(answers, catalogue)
    if today is not None:
        not_ahead(answers, catalogue, today)
    return answers


def _read(id_: str, said: object, catalogue: Catalogue) -> Answer:
    if isinstance(said, Answer):
        return said
    if isinstance(said, list | tuple) and said:
        question = catalogue.questions.get(id_)
        if question and question.kind is QuestionKind.SEVERAL:
            return Answer(value=YES, ticks=tuple(map(str, said)))
        if question and question.asks_pain:
            return _hurting(id_, said, catalogue)
        if all(isinstance(one, Mapping) for one in said):
            return Answer(value=YES, entries=_entries(id_, said, catalogue))
        return Answer(value=YES, places=tuple(_place(id_, name, catalogue) for name in said))
    if isinstance(said, str) or _is_finite(said):
        return Answer.model_validate({"value": said})
    raise BadInput(
        id_,
        f'{shown(said)} is no answer; write "yes", "no", "unknown", a choice, a number, a day, '
        "or a list",
    )


def _is_finite(said: object) -> bool:
    """Neither infinity nor "not a number", nor a whole number too large to compare."""
    if isinstance(said, bool) or not isinstance(said, int | float):
        return False
    return -LARGEST <= said <= LARGEST


def _place(id_: str, name: object, catalogue: Catalogue) -> Place:
    if isinstance(name, Place):
        return name
    stem, side = str(name), Side.BOTH
    if stem not in catalogue.areas and stem[-2:] in _SIDE_OF:
        stem, side = stem[:-2], _SIDE_OF[stem[-2:]]
    if stem not in catalogue.areas:
        raise BadInput(id_, f"{name!r} is no area of the body map; known: {named(catalogue.areas)}")
    return Place(area=stem, side=side)


def _hurting(id_: str, said: Sequence[object], catalogue: Catalogue) -> Answer:
    """Places, each alone or with how it hurts."""
    pains = tuple(_pain(id_, one, catalogue) for one in said)
    told = tuple(pain for pain, one in zip(pains, said, strict=True) if isinstance(one, Mapping))
    return Answer(value=YES, places=tuple(pain.place for pain in pains), pains=told)


def _pain(id_: str, said: object, catalogue: Catalogue) -> Pain:
    if not isinstance(said, Mapping):
        return Pain(place=_place(id_, said, catalogue))
    if strange := sorted(map(str, said.keys() - PAIN_FIELDS)):
        raise BadInput(id_, f"{strange[0]!r} is no field of a place: {named(PAIN_FIELDS)}")
    return Pain(
        place=_place(id_, said.get("place"), catalogue),
        now=_strength(id_, said.get("now")),
        worst=_strength(id_, said.get("worst")),
        characters=_characters(id_, said.get("characters")),
    )


def _strength(id_: str, said: object) -> Strength:
    """A whole number, "unknown", or None where it is not said."""
    if said is None or said == UNKNOWN:
        return None if said is None else "unknown"
    if isinstance(said, int | float) and _is_finite(said) and said == int(said):
        return int(said)
    raise BadInput(id_, f'{shown(said)} is no whole number; write 0 to 10, or "unknown"')


def _characters(id_: str, said: object) -> tuple[str, ...]:
    if said is None or said == UNKNOWN:
        return () if said is None else (UNKNOWN,)
    if not isinstance(said, list | tuple):
        raise BadInput(id_, f"{shown(said)} are no characters; write a list of them")
    return tuple(map(str, said))


def _entries(
    id_: str, said: Sequence[Mapping[str, object]], catalogue: Catalogue
) -> tuple[Entry, ...]:
    if len(said) > MOST_ENTRIES:
        raise BadInput(id_, f"{len(said)} entries are too many; list at most {MOST_ENTRIES}")
    question = catalogue.questions.get(id_)
    choices = {choice.id: choice for choice in question.choices} if question else {}
    return tuple(_entry(id_, one, choices) for one in said)


def _entry(id_: str, said: Mapping[str, object], choices: Mapping[str, Choice]) -> Entry:
    if strange := sorted(map(str, said.keys() - ENTRY_FIELDS)):
        raise BadInput(id_, f"{strange[0]!r} is no field of an entry: {named(ENTRY_FIELDS)}")
    what = str(said.get("what"))
    area = said.get("area") or (choices[what].area if what in choices else None)
    side = _side(id_, said.get("side"))
    if area is None and side is not None:
        raise BadInput(id_, f"{what!r} is on no side; leave {side.value!r} out, or say its area")
    return Entry(
        what=what,
        place=Place(area=str(area), side=side or Side.BOTH) if area else None,
        on=_day(id_, said.get("on")),
        details=_details(id_, said.get("details")),
    )


def _side(id_: str, said: object) -> Side | None:
    if said in (None, UNKNOWN):
        return None
    if said not in SIDES:
        raise BadInput(id_, f"{shown(said)} is no side; known: {named(SIDES)}, unknown")
    return SIDES[str(said)]


def _day(id_: str, said: object) -> date | None:
    """A day, or None where it is not known."""
    if said in (None, UNKNOWN):
        return None
    return said if isinstance(said, date) else day(id_, str(said))


def _details(id_: str, said: object) -> dict[str, str]:
    if said is None:
        return {}
    if not isinstance(said, Mapping):
        raise BadInput(id_, f"{shown(said)} are no details; write each by its name")
    return {str(detail): str(chosen) for detail, chosen in said.items() if chosen != UNKNOWN}
