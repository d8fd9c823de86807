"""A visit on one or two pages of A4: for the client, or for whoever referred them."""

import json
import re
from functools import cache
from pathlib import Path
from threading import Lock

import typst
from pydantic import Field

from endrange.errors import BadInput
from endrange.values import Value

SOURCE = Path(__file__).with_name("visit.typ")
ONE_AT_A_TIME = Lock()
"""A compiler serves one request; a report takes some hundredths of a second."""
NO_FONT = "could not be displayed"
MOST_PAGES = 2
CLOSE = ("0", "1", "2")
"""How close it may be set, see ``visit.typ``: what fits no other way is set in 8 points."""
PAGE = re.compile(rb"/Type\s*/Page\b")


class Named(Value):
    """A word and what is to be said to it."""

    name: str
    text: str


class Found(Value):
    """What a decision changed today: where, the verdict in a word, and why."""

    name: str
    verdict: str
    text: str
    source: str = ""


class Measured(Value):
    """One measure on one side, in words: nothing is computed here."""

    name: str
    side: str
    before: str
    after: str
    change: str
    claim: str
    text: str


class Performed(Value):
    """One stretch as it was done."""

    name: str
    times: str
    felt: str
    pain: str
    ended: str


class VisitReport(Value):
    """Everything on the pages, in the reader's language and in reading order."""

    language: str = Field(min_length=2)
    words: dict[str, str]
    """Headings and labels by the names that ``visit.typ`` uses."""
    title: str
    particulars: tuple[Named, ...]
    goals: tuple[str, ...]
    found_lead: str
    found: tuple[Found, ...]
    measured: tuple[Measured, ...]
    measured_lead: str = ""
    """How many were judged at once, and whether again; may be empty."""
    performed: tuple[Performed, ...]
    performed_lead: str
    note: str = ""
    next: tuple[Named, ...]
    sources: tuple[str, ...]
    foot: str


def pdf(report: VisitReport) -> bytes:
    """Return the report as PDF/A-2a: readable in years to come, and by a screen reader.

    Set closer where it would need more than two pages.

    Raises: BadInput if a letter has no font here, naming it: a name is never printed as boxes.
    """
    data = json.dumps(report.model_dump(mode="json"), ensure_ascii=False)
    made = b""
    for close in CLOSE:
        made = _compiled({"report": data, "close": close})
        if len(PAGE.findall(made)) <= MOST_PAGES:
            break
    return made


def _compiled(inputs: dict[str, str]) -> bytes:
    try:
        with ONE_AT_A_TIME:
            made = _compiler().compile(
                input=SOURCE, sys_inputs=inputs, format="pdf", pdf_standards=["a-2a"]
            )
    except typst.TypstError as fault:
        if NO_FONT in str(fault):
            _compiler.cache_clear()  # a font that is installed now is found at the next try
            raise BadInput("report", _without_font(str(fault))) from None
        raise
    assert isinstance(made, bytes)  # noqa: S101  one file, not one a page
    return made


@cache
def _compiler() -> typst.Compiler:
    """Kept: the fonts are read once."""
    return typst.Compiler(input=SOURCE, root=SOURCE.parent)


def _without_font(fault: str) -> str:
    letters = fault.partition('the text `"')[2].partition('"`')[0]
    return (
        f"no font on this machine can write {letters!r}; "
        "install one for its script, then again, or print the summary instead"
    )
