"""Every rule as one row of a spreadsheet that a clinician can sign, and the signed rows back.

What comes back is taken in whole or not at all: each fault is told by its line and column.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from io import StringIO
from typing import Any, NamedTuple

from endrange.knowledge import (
    RULES,
    Catalogue,
    FollowUpRule,
    Mode,
    Precaution,
    Reaction,
    Review,
    ReviewVerdict,
    Trigger,
    Verdict,
    content,
    reviews_of,
    stands,
)
from endrange_app.reports.spreadsheet import bare, delimiter, guarded

OF_RULE = (
    *("kind", "rule", "content", "title", "applies_when", "reaches"),
    *(mode.value for mode in Mode),
    *("limits", "urgency", "sessions", "because", "changes_if", "ask_a_clinician"),
    *("grade", "sources", "signed_before"),
)
TO_SIGN = ("reviewer", "registration", "reviewed_on", "verdict", "comment")
COLUMNS = (*OF_RULE, *TO_SIGN)
NEEDED = ("kind", "rule", "content", *TO_SIGN)
LONGEST = {"reviewer": 120, "registration": 60, "comment": 2000}


class Fault(NamedTuple):
    """What is wrong, where: lines count from 1, the heading included."""

    line: int
    column: str
    value: str
    problem: str

    def __str__(self) -> str:
        return f"line {self.line}, {self.column}: {self.value[:60]!r} {self.problem}"


class Taken(NamedTuple):
    """What a file holds: all of its signed rows, or none of them and why."""

    reviews: tuple[Review, ...]
    faults: tuple[Fault, ...]


def write(catalogue: Catalogue) -> str:
    """Every rule, with empty columns to sign in."""
    text = StringIO()
    table = csv.DictWriter(text, COLUMNS, lineterminator="\r\n")
    table.writeheader()
    for kind in RULES:
        for id_, entry in getattr(catalogue, kind).items():
            cells = _common(catalogue, kind, id_, entry) | _CELLS[kind](entry, catalogue)
            table.writerow({name: guarded(str(cell)) for name, cell in cells.items()})
    return text.getvalue()


def _common(catalogue: Catalogue, kind: str, id_: str, entry: Any) -> dict[str, str]:
    known = catalogue.sources
    before = (
        f"{one.on} {one.reviewer}: {one.verdict}{'' if stands(one, catalogue) else ' (void)'}"
        for one in reviews_of(catalogue, kind, id_)
    )
    return {
        "kind": kind,
        "rule": id_,
        "content": content(catalogue, kind, id_),
        "because": entry.because,
        "grade": entry.grade,
        "sources": "; ".join(known[one].title for one in entry.sources if one in known),
        "signed_before": "; ".join(before),
    }


def _precaution(rule: Precaution, catalogue: Catalogue) -> dict[str, str]:
    questions: Mapping[str, Any] = {**catalogue.followup_questions, **catalogue.questions}
    groups = (" and ".join(_in_words(one, questions) for one in group) for group in rule.when)
    columns = {mode.value: rule.verdicts.get(mode, Verdict.PROCEED).letter for mode in Mode}
    sessions = rule.sessions if isinstance(rule, FollowUpRule) else None
    return columns | {
        "title": rule.title,
        "applies_when": "; or ".join(group or "always" for group in groups),
        "reaches": _reaches(rule),
        "limits": "; ".join(one.notation for one in rule.modifications),
        "urgency": rule.urgency.value if rule.urgency else "",
        "sessions": str(sessions or ""),
        "changes_if": rule.changes_if,
        "ask_a_clinician": rule.ask,
    }


def _in_words(trigger: Trigger, questions: Mapping[str, Any]) -> str:
    known = questions.get(trigger.question)
    name = (known.short or known.text) if known else trigger.question
    bounds = trigger.model_dump(mode="json", exclude_defaults=True, exclude={"question"})
    said = bounds.pop("any_of", ())
    told = [" or ".join(said)] if said else []
    told += [f"{word.replace('_', ' ')} {value}" for word, value in bounds.items()]
    return f"{name}: {', '.join(told)}"


def _reaches(rule: Precaution) -> str:
    scope = rule.scope
    if scope.everywhere:
        return "everything"
    named = [*scope.parts, *scope.areas]
    return ", ".join([*named, *([f"the places of {scope.question}"] if scope.question else [])])


def _reaction(rule: Reaction, catalogue: Catalogue) -> dict[str, str]:
    outcomes = (
        f"{name.replace('_', ' ')}: {outcome.onward}{', red' if outcome.red else ''}"
        for name in ("now", "if_gone", "if_late", "if_still", "if_worse", "again")
        if (outcome := getattr(rule, name)) is not None
    )
    looks = (
        f", looks again after {', '.join(map(str, rule.look_after))} s" if rule.look_after else ""
    )
    return {
        "title": rule.name,
        "applies_when": f"in a session: {rule.word}",
        "reaches": ", ".join(rule.parts) or "everything",
        "limits": f"at once: {rule.at_once}, {rule.level}{looks}; {'; '.join(outcomes)}",
    }


_CELLS: Mapping[str, Any] = {
    "precautions": _precaution,
    "followup_rules": _precaution,
    "reactions": _reaction,
}


def read(text: str, catalogue: Catalogue, *, until: date) -> Taken:
    """Return the signed rows of a file, or none of them and every fault.

    A row is signed once any of its last five columns is filled in; others are left alone.

    Args:
        text: with comma or semicolon; columns in any order.
        until: nothing can have been reviewed later.
    """
    rows = csv.DictReader(StringIO(text.lstrip("\ufeff"), newline=""), delimiter=delimiter(text))
    heading = [name.strip() for name in rows.fieldnames or ()]
    rows.fieldnames = heading
    missing = [Fault(1, name, "", "is missing from the heading") for name in NEEDED
               if name not in heading]  # fmt: skip
    if missing:
        return Taken((), tuple(missing))
    reviews: dict[str, Review] = {}
    faults: list[Fault] = []
    for row in rows:
        cells = {name: bare(str(cell or "")) for name, cell in row.items() if name}
        if any(cells[name] for name in TO_SIGN):
            _take(rows.line_num, cells, catalogue, until, reviews, faults)
    if not reviews and not faults:
        faults.append(Fault(1, "reviewer", "", "has no signed row below it"))
    return Taken(() if faults else tuple(reviews.values()), tuple(faults))


def _take(
    line: int,
    cells: Mapping[str, str],
    catalogue: Catalogue,
    until: date,
    reviews: dict[str, Review],
    faults: list[Fault],
) -> None:
    found = list(_faults(cells, catalogue, until))
    if found:
        faults += [Fault(line, column, cells[column], problem) for column, problem in found]
        return
    review = _review(cells)
    if review.id in reviews:
        problem = "is signed by the same person on the same day above; keep one"
        faults.append(Fault(line, "rule", cells["rule"], problem))
    reviews[review.id] = review


def _faults(
    cells: Mapping[str, str], catalogue: Catalogue, until: date
) -> Iterator[tuple[str, str]]:
    yield from _of_rule(cells, catalogue)
    for name in ("reviewer", "registration", "comment"):
        if name != "comment" and not cells[name]:
            yield name, "is empty; a signature has a name and a registration"
        elif len(cells[name]) > LONGEST[name]:
            yield name, f"is longer than {LONGEST[name]} characters"
    yield from _of_day(cells["reviewed_on"], until)
    if cells["verdict"].lower() not in set(ReviewVerdict):
        yield "verdict", f"is none of: {', '.join(ReviewVerdict)}"
    elif cells["verdict"].lower() != ReviewVerdict.AGREE and not cells["comment"]:
        yield "comment", f"is empty; {cells['verdict']} needs its reason"


def _of_rule(cells: Mapping[str, str], catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    kind, rule = cells["kind"], cells["rule"]
    if kind not in RULES:
        yield "kind", f"is none of: {', '.join(RULES)}"
    elif rule not in getattr(catalogue, kind):
        yield "rule", f"is none of the {kind} here"
    elif cells["content"] != content(catalogue, kind, rule):
        yield "content", "is not what this rule says now: it changed; export and read it again"


def _of_day(text: str, until: date) -> Iterator[tuple[str, str]]:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        yield "reviewed_on", "is no date such as 2026-11-20"
        return
    if day > until:
        yield "reviewed_on", "is still to come"


def _review(cells: Mapping[str, str]) -> Review:
    who = re.sub(r"[^a-z0-9]+", "-", cells["registration"].lower()).strip("-")
    return Review(
        id=f"{cells['rule']}.{who or 'x'}.{cells['reviewed_on']}",
        kind=cells["kind"],
        rule=cells["rule"],
        content=cells["content"],
        reviewer=cells["reviewer"],
        registration=cells["registration"],
        on=date.fromisoformat(cells["reviewed_on"]),
        verdict=ReviewVerdict(cells["verdict"].lower()),
        comment=cells["comment"],
    )


def as_toml(reviews: Iterable[Review]) -> str:
    """Reviews as a file of the catalogue, in a fixed order, so that a diff shows what is new."""
    lines = [
        "# Written by `endrange rules import`: who has signed which rule, as it stood then.",
        "",
    ]
    for one in sorted(reviews, key=lambda one: (one.kind, one.id)):
        fields = one.model_dump(mode="json", exclude={"id", "on"})
        lines.append(f"[{_text(one.id)}]")
        lines += [f"{name} = {_text(value)}" for name, value in fields.items() if value]
        lines += [f"on = {_text(one.on.isoformat())}", ""]
    return "\n".join(lines)


def _text(value: str) -> str:
    """A basic string of TOML: nothing in it can end it."""
    escaped = (_ESCAPES.get(one, one) for one in value)
    return '"' + "".join(escaped) + '"'


_ESCAPES = {'"': '\\"', "\\": "\\\\"} | {
    chr(code): f"\\u{code:04x}" for code in (*range(0x20), 0x7F)
}
"""What may not stand bare in a basic string (toml.io, v1.0.0)."""
