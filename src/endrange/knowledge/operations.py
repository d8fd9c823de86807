"""Operations: one table for each, with its limits by completed week. Each row is a precaution."""

from collections.abc import Iterator
from typing import Any

from pydantic import Field, model_validator

from endrange.knowledge.precautions import (
    Columns,
    Modification,
    ModificationCode,
    Precaution,
    Scope,
)
from endrange.knowledge.questions import Since, Trigger
from endrange.values import Table, Value

LISTED_IN = "operations"
"""The question whose entries are meant."""

PROFESSIONAL_UNTIL = 12
"""Completed weeks; before that every row is for licensed professionals (safety.md 2)."""

PROFESSIONAL = Modification(code=ModificationCode.PRO)

Details = Table[str, tuple[str, ...]]
NO_DETAILS: Any = Field(default_factory=dict, validate_default=True)


class Window(Value):
    """What holds in some of the weeks after an operation, at some of the places it concerns."""

    id: str
    """Added to the id of the operation; empty for the row that bears its name alone."""
    about: str = ""
    """Added to its title, where other rows of the same weeks are about something else."""
    weeks: tuple[int, int] | tuple[int]
    """From this completed week, to before that one; without a second one, for good."""
    what: tuple[str, ...] = ()
    """Only these of the operation’s entries."""
    details: Details = NO_DETAILS
    """Only entries that say so, or do not say; besides the details of the operation."""
    scope: Scope | None = None
    """Where, if not where the operation says."""
    verdicts: Columns
    modifications: tuple[Modification, ...] = ()
    because: str = ""
    """In place of the operation’s words."""

    @model_validator(mode="after")
    def _is_wholly_before_or_after_week_twelve(self) -> "Window":
        start, *end = self.weeks
        if end and end[0] <= start:
            raise ValueError(f"weeks {start} to {end[0]} never come")
        if start < PROFESSIONAL_UNTIL and not (end and end[0] <= PROFESSIONAL_UNTIL):
            problem = "before it only professionals help; make two windows of this one"
            raise ValueError(f"week {PROFESSIONAL_UNTIL} lies within {self.weeks}: {problem}")
        return self

    @property
    def is_early(self) -> bool:
        return self.weeks[0] < PROFESSIONAL_UNTIL


class Operation(Value):
    """One operation: what surgeons publish, and what we make of it week by week."""

    id: str
    title: str
    what: tuple[str, ...] = Field(min_length=1)
    """Entries of the question ``operations`` that are this operation."""
    details: Details = NO_DETAILS
    scope: Scope
    published: str
    """The limits that were read, with their disagreements; for whoever reviews the windows."""
    because: str
    ask: str
    grade: str
    sources: tuple[str, ...] = Field(min_length=1)
    rows: tuple[str, ...] = ()
    """Rows of the rule tables that its windows put into force."""
    windows: tuple[Window, ...] = Field(min_length=1)

    def precautions(self) -> Iterator[Precaution]:
        """The same as rules: one for each window."""
        for window in self.windows:
            yield Precaution(
                id=f"{self.id}-{window.id}" if window.id else self.id,
                title=", ".join(filter(None, (self.title, window.about, _in_words(window)))),
                when=((self._trigger(window),),),
                scope=window.scope or self.scope,
                verdicts=window.verdicts,
                modifications=(*window.modifications, *((PROFESSIONAL,) * window.is_early)),
                because=window.because or self.because,
                changes_if=_changes_if(window),
                ask=self.ask,
                grade=self.grade,
                sources=self.sources,
                rows=self.rows,
            )

    def _trigger(self, window: Window) -> Trigger:
        start, *end = window.weeks
        return Trigger(
            question=LISTED_IN,
            any_of=window.what or self.what,
            since=Since.WEEKS,
            at_least=start,
            below=end[0] if end else None,
            details={**self.details, **window.details},
        )


def _in_words(window: Window) -> str:
    start, *end = window.weeks
    if not end:
        return f"from week {start}"
    return f"weeks {start} to {end[0]}" if start else f"the first {end[0]} weeks"


def _changes_if(window: Window) -> str:
    """Limits of the surgeon never loosen a row; they open what waits for a word."""
    if len(window.weeks) == 1:
        return "It stays so, unless the surgeon sets tighter limits."
    return (
        f"Week {window.weeks[1]} since the operation is completed, or the surgeon’s written limits "
        "are recorded."
    )
