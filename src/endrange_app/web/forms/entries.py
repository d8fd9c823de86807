"""A list as a form: what, where, on which side and on which day, one row each."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from endrange.knowledge import UNKNOWN, Answer, Area, Catalogue, Choice, Detail, Entry, Question
from endrange.knowledge.questions import MOST_ENTRIES
from endrange.values import Side
from endrange_app.web import words

BLANK_ROWS = 2
"""Ours: room for two more, so that a list can grow without a script."""

LEFT_OUT = "none"
"""What a row says that is on the page and not meant any more."""


@dataclass(frozen=True)
class Picked:
    """One choice of a list to pick from."""

    value: str
    word: str
    chosen: bool
    is_sided: bool = False
    """Left and right are two."""
    is_anywhere: bool = False
    """Where it is, is asked too."""
    details: str = ""
    """Ids of what else is asked of it."""


@dataclass(frozen=True)
class Asked:
    """One more thing that is asked of an entry."""

    name: str
    id: str
    text: str
    options: tuple[Picked, ...]


@dataclass(frozen=True)
class EntryRow:
    """One entry on the page, given or still blank."""

    name: str
    number: int
    what: tuple[Picked, ...]
    areas: tuple[Picked, ...]
    sides: tuple[Picked, ...]
    on: str
    is_day_unknown: bool
    details: tuple[Asked, ...]
    is_blank: bool


Written = Mapping[str, str]
"""What stands in the fields of one row, by the end of their names."""


def entry_rows(
    question: Question, catalogue: Catalogue, *, sent: QueryDict | None, known: Answer | None
) -> tuple[EntryRow, ...]:
    """The rows of one question: what was sent or is known, and blank ones to go on with."""
    if sent is not None:
        written = _sent_rows(question, sent)
    else:
        written = [as_written(entry) for entry in known.entries] if known else []
    blank = min(BLANK_ROWS, MOST_ENTRIES - len(written))
    every = [*written, *([{}] * blank)]
    return tuple(_row(question, catalogue, number, one) for number, one in enumerate(every))


def entries_sent(
    question: Question, catalogue: Catalogue, sent: QueryDict
) -> tuple[list[dict[str, object]], str]:
    """The filled rows as screening reads them, and what is missing in the first that lacks it."""
    found = [_raw(question, catalogue, one) for one in _sent_rows(question, sent)]
    lacks = (f"{_name(question, raw)}: {missing}" for raw, missing in found if missing)
    return [raw for raw, _missing in found], next(lacks, "")


def _sent_rows(question: Question, sent: QueryDict) -> list[Written]:
    """Rows in which something was chosen, in the order of their numbers."""
    pattern = re.compile(rf"q\.{re.escape(question.id)}\.(\d{{1,2}})\.(.+)")
    rows: dict[int, dict[str, str]] = {}
    for name, value in sent.items():
        if (field := pattern.fullmatch(name)) and isinstance(value, str) and value.strip():
            rows.setdefault(int(field[1]), {})[field[2]] = value.strip()
    return [rows[number] for number in sorted(rows) if _is_meant(rows[number])]


def _is_meant(written: Written) -> bool:
    """Something was chosen in the row, and not that it should go."""
    return written.get("what") != LEFT_OUT and any(said != UNKNOWN for said in written.values())


def as_written(entry: Entry) -> Written:
    where = {"area": entry.place.area, "side": entry.place.side.value} if entry.place else {}
    when = {"on": entry.on.isoformat()} if entry.on else {"on.unknown": "1"}
    return {"what": entry.what, **where, **when, **entry.details}


def _raw(
    question: Question, catalogue: Catalogue, written: Written
) -> tuple[dict[str, object], str]:
    choice = next((one for one in question.choices if one.id == written.get("what")), None)
    if choice is None:
        return dict(written), _("choose what it is, or empty the row.")
    area = (written.get("area") if choice.anywhere else choice.area) or ""
    paired = area in catalogue.areas and catalogue.areas[area].paired
    details = {one.id: written.get(one.id, UNKNOWN) for one in question.details_of(choice.id)}
    raw: dict[str, object] = {
        "what": choice.id,
        "area": area or None,
        "side": written.get("side") if paired else None,
        "on": None if "on.unknown" in written else written.get("on"),
        "details": details,
    }
    return raw, _missing(choice, raw, paired=paired, day_unknown="on.unknown" in written)


def _missing(choice: Choice, raw: Mapping[str, object], *, paired: bool, day_unknown: bool) -> str:
    if choice.anywhere and not raw["area"]:
        return _("say where.")
    if paired and not raw["side"]:
        return _("say which side.")
    if not raw["on"] and not day_unknown:
        return _("write the day, or tick that you don’t know it.")
    return ""


def _name(question: Question, raw: Mapping[str, object]) -> str:
    texts = {choice.id: words.said(choice.text) for choice in question.choices}
    return texts.get(str(raw.get("what")), _("An entry"))


Pairs = Iterable[tuple[str, str]]


def _picks(pairs: Pairs, chosen: str | None) -> tuple[Picked, ...]:
    return tuple(Picked(value, word, value == chosen) for value, word in pairs)


def _row(question: Question, catalogue: Catalogue, number: int, written: Written) -> EntryRow:
    name = f"q.{question.id}.{number}"
    anywhere = any(choice.anywhere for choice in question.choices)
    areas = catalogue.areas.values() if anywhere else ()
    sided = anywhere or any(_is_sided(choice, catalogue) for choice in question.choices)
    sides = [(side.value, words.SIDES[side]) for side in (Side.LEFT, Side.RIGHT, Side.BOTH)]
    return EntryRow(
        name=name,
        number=number + 1,
        what=tuple(_what(one, question, catalogue, written) for one in question.choices),
        areas=tuple(_where(area, written) for area in areas),
        sides=_picks(sides, written.get("side")) if sided else (),
        on=written.get("on", ""),
        is_day_unknown="on.unknown" in written,
        details=tuple(_detail(name, detail, written) for detail in question.details),
        is_blank=not written,
    )


def _is_sided(choice: Choice, catalogue: Catalogue) -> bool:
    return choice.area is not None and catalogue.areas[choice.area].paired


def _what(choice: Choice, question: Question, catalogue: Catalogue, written: Written) -> Picked:
    return Picked(
        value=choice.id,
        word=words.said(choice.text),
        chosen=choice.id == written.get("what"),
        is_sided=_is_sided(choice, catalogue),
        is_anywhere=choice.anywhere,
        details=" ".join(detail.id for detail in question.details_of(choice.id)),
    )


def _where(area: Area, written: Written) -> Picked:
    chosen = area.id == written.get("area")
    return Picked(area.id, words.said(area.name), chosen, is_sided=area.paired)


def _detail(name: str, detail: Detail, written: Written) -> Asked:
    options = [
        *((one.id, words.said(one.text)) for one in detail.choices),
        (UNKNOWN, _("Don’t know")),
    ]
    return Asked(
        name=f"{name}.{detail.id}",
        id=detail.id,
        text=detail.text,
        options=_picks(options, written.get(detail.id, UNKNOWN)),
    )
