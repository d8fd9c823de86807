"""Readings as CSV, out and in again: the same table both ways, and nothing half taken in."""

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from io import StringIO
from math import isfinite
from typing import Any, NamedTuple

from pydantic import ValidationError

from endrange.assessment import Moment, Origin, Reading, WarmUp, summarise
from endrange.errors import BadInput
from endrange.knowledge import Catalogue, Convention, EndFeel, Measure
from endrange.values import Side, Value
from endrange_app.reports.spreadsheet import BETWEEN_NUMBERS, bare, delimiter, guarded

MOST_ROWS = 20_000
"""Of one file. Ours: 500 visits with 40 readings each."""

COLUMNS = {
    "taken_at": "when, ISO 8601 with its offset: 2026-11-20T09:30:00+00:00",
    "measure": "id of a measure",
    "side": "left, right, both or midline",
    "moment": "before or after the day's stretching",
    "trials": "every trial, in the measure's unit, with spaces between",
    "value": "what they come to; may be left empty, and is checked if it is not",
    "instrument": "as the measure names it",
    "end_criterion": "what ended it, as the measure names it",
    "discomfort": "0 to 10, or empty: not asked",
    "end_feel": "soft, muscular, capsular, bony, empty, spasm, springy or boggy; none: not noted",
    "warm_up": "none, walk, training, or empty: not noted",
    "convention": (
        "stored, straight_is_180, right_angle_is_90 or other_sign: in which it was given; the "
        "numbers here are in the stored one"
    ),
    "origin": "practitioner or home",
    "examiner": "e-mail of a member of the clinic; empty: whoever takes the file in",
}
NEEDED = ("taken_at", "measure", "side", "trials", "instrument", "end_criterion")
SURPLUS = ""
"""Under which cells beyond the last column are found."""
APART = 0.051
"""Value and trials may differ by rounding to one decimal."""


class Fault(Value):
    """What is wrong, where: lines count from 1, the heading included."""

    line: int
    column: str
    value: str
    problem: str

    def __str__(self) -> str:
        return f"line {self.line}, {self.column}: {self.value!r} {self.problem}"


class Taken(NamedTuple):
    """What a file holds: all of it, or nothing and why."""

    readings: tuple[Reading, ...]
    faults: tuple[Fault, ...]


def write(readings: Iterable[Reading]) -> str:
    """Return a CSV with a heading; ``examiner`` of each reading is an e-mail address."""
    text = StringIO()
    table = csv.DictWriter(text, COLUMNS, lineterminator="\r\n")
    table.writeheader()
    for reading in readings:
        table.writerow({name: guarded(cell) for name, cell in _cells(reading).items()})
    return text.getvalue()


def _cells(reading: Reading) -> dict[str, str]:
    told = reading.model_dump(mode="json", include=set(COLUMNS))
    told |= {"taken_at": reading.taken_at.isoformat()}
    told |= {"trials": BETWEEN_NUMBERS.join(f"{one:g}" for one in reading.trials)}
    told |= {"value": f"{reading.value:g}"}
    return {name: "" if cell is None else str(cell) for name, cell in told.items()}


def read(
    text: str, catalogue: Catalogue, *, members: Mapping[str, str], examiner: str, until: datetime
) -> Taken:
    """Return all readings of a CSV, or none of them and every fault.

    Args:
        text: with comma or semicolon, decimal point or comma; columns in any order.
        members: keys of the clinic's members by e-mail.
        examiner: the key of whoever takes the file in.
        until: nothing can have been measured later.
    """
    table = StringIO(text.lstrip("\ufeff"), newline="")
    rows = csv.DictReader(table, restkey=SURPLUS, delimiter=delimiter(text))
    heading = [name.strip() for name in rows.fieldnames or ()]
    rows.fieldnames = heading
    faults = list(_faults_of_heading(heading))
    readings: list[Reading] = []
    for row in rows if not faults else ():
        if len(readings) >= MOST_ROWS:
            faults.append(_fault(rows.line_num, "taken_at", "", f"is beyond {MOST_ROWS} rows"))
            break
        line = _Line(rows.line_num, row, catalogue, members, examiner, until)
        readings += line.read()
        faults += line.faults
    if not readings and not faults:
        faults.append(_fault(1, "taken_at", "", "has no rows below it"))
    return Taken(() if faults else tuple(readings), tuple(faults))


def _faults_of_heading(heading: Sequence[str]) -> Iterable[Fault]:
    for name in NEEDED:
        if name not in heading:
            yield _fault(1, name, "", "is missing from the heading")
    for name in heading:
        if name not in COLUMNS:
            yield _fault(1, name, name, f"is no column; known: {', '.join(COLUMNS)}")


def _fault(line: int, column: str, value: str, problem: str) -> Fault:
    return Fault(line=line, column=column or "(no name)", value=value[:60], problem=problem)


def _not_one_of(known: Iterable[str]) -> str:
    """In quotes, so that no language puts its own words for what a cell must hold."""
    return f"is not one of: {', '.join(f'“{one}”' for one in known)}"


class _Line:
    """One row: each cell is read on its own, so that all its faults are told at once."""

    def __init__(
        self,
        number: int,
        cells: Mapping[str, Any],
        catalogue: Catalogue,
        members: Mapping[str, str],
        examiner: str,
        until: datetime,
    ) -> None:
        self.number = number
        self.cells = {name: bare(str(cell or "")) for name, cell in cells.items() if name}
        self.catalogue, self.members = catalogue, members
        self.examiner, self.until = examiner, until
        self.surplus = cells.get(SURPLUS)
        self.faults: list[Fault] = []

    def read(self) -> list[Reading]:
        if self.surplus:
            self._blame("examiner", str(self.surplus), "stands after the last column")
        measure = self._cell("measure", self.catalogue.measure)
        fields = {
            "side": self._cell("side", Side),
            "moment": self._cell("moment", Moment, Moment.BEFORE),
            "taken_at": self._cell("taken_at", self._moment),
            "discomfort": self._cell("discomfort", self._rating, None),
            "end_feel": self._cell("end_feel", EndFeel, None),
            "warm_up": self._cell("warm_up", WarmUp, None),
            "convention": self._cell("convention", Convention, Convention.STORED),
            "origin": self._cell("origin", Origin, Origin.PRACTITIONER),
            "examiner": self._cell("examiner", self._member, self.examiner),
        }
        if measure is None:
            return []
        fields |= self._of_measure(measure)
        return [] if self.faults else self._made(measure, fields)

    def _of_measure(self, measure: Measure) -> dict[str, Any]:
        trials = self._cell("trials", lambda text: self._trials(text, measure))
        named = ("instrument", measure.instruments), ("end_criterion", measure.end_criteria)
        for name, known in named:
            if self.cells.get(name) not in known:
                self._blame(name, self.cells.get(name, ""), _not_one_of(known))
        return {"trials": trials} | {name: self.cells.get(name, "") for name, _ in named}

    def _made(self, measure: Measure, fields: dict[str, Any]) -> list[Reading]:
        value = summarise(fields["trials"], measure)
        given = self.cells.get("value", "")
        if given and abs(self._number(given) - value) > APART:
            self._blame("value", given, f"is not what the trials come to, {value:.1f}")
            return []
        try:
            whole = {"measure": measure.id, "value": value, "active": measure.active}
            return [Reading.model_validate(fields | whole)]
        except ValidationError as error:
            first = error.errors()[0]
            self._blame(str(first["loc"][0]), str(first["input"]), first["msg"])
            return []

    def _cell(self, name: str, read: Callable[[str], Any], otherwise: Any = ...) -> Any:
        text = self.cells.get(name, "")
        if not text and otherwise is not ...:
            return otherwise
        try:
            return read(text)
        except (BadInput, ValueError, KeyError) as fault:
            known = list(read) if isinstance(read, type) else []  # type: ignore[call-overload]
            told = _not_one_of(known) if known else str(fault)
            self._blame(name, text, told)
            return None

    def _moment(self, text: str) -> datetime:
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            raise ValueError("is no date with a time, such as 2026-11-20T09:30+00:00") from None
        if moment.tzinfo is None:
            raise ValueError("has no offset from UTC; write +00:00 after it")
        if moment > self.until:
            raise ValueError("lies in the future")
        return moment

    def _rating(self, text: str) -> int:
        if text not in map(str, range(11)):
            raise ValueError("is not 0 to 10")
        return int(text)

    def _member(self, email: str) -> str:
        if email.lower() not in self.members:
            raise ValueError("is no member of this clinic; leave it empty to be it yourself")
        return self.members[email.lower()]

    def _trials(self, text: str, measure: Measure) -> tuple[float, ...]:
        trials = tuple(self._number(one) for one in text.split())
        most = measure.trials + measure.more_trials
        if not 1 <= len(trials) <= most:
            raise ValueError(f"are {len(trials)} trials; write 1 to {most}, with spaces between")
        for one in trials:
            if not measure.low <= one <= measure.high:
                raise ValueError(f"has {one:g}, outside {measure.low:g} to {measure.high:g}")
        return trials

    def _number(self, text: str) -> float:
        try:
            number = float(text.replace(",", ".").replace("\u2212", "-"))
        except ValueError:
            raise ValueError(f"has {text!r}, which is no number") from None
        if not isfinite(number):
            raise ValueError(f"has {text!r}, which is no number")
        return number

    def _blame(self, column: str, value: str, problem: str) -> None:
        self.faults.append(_fault(self.number, column, value, problem))
