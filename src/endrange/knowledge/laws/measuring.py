"""A measure says how it is taken in terms that agree, and its error adds up with its studies."""

from collections.abc import Iterator
from math import sqrt

from endrange.knowledge.catalogue import Catalogue
from endrange.knowledge.laws.complaints import Complaint, Complaints
from endrange.knowledge.measures import Measure, PublishedError

PHONE = "phone inclinometer"

Z = {90: 1.645, 95: 1.96}
"""Two-sided, of a normal distribution: the confidence a smallest detectable change may have."""

SEM_LAST_PLACE = 0.1
"""Studies print their SEM to one decimal, rarely two."""


def implied_change(sem: float, confidence: int) -> float:
    """The smallest change that two single readings show: z x sqrt(2) x SEM."""
    return Z[confidence] * sqrt(2) * sem


def published_errors_add_up(catalogue: Catalogue) -> Complaints:
    """A printed change is z x sqrt(2) x SEM of the confidence it claims: no MDC90 as MDC95."""
    for measure in catalogue.measures.values():
        for number, row in enumerate(measure.error.published):
            for problem in _does_not_add_up(row):
                yield Complaint("measures", measure.id, f"error.published.{number}", problem)


def _does_not_add_up(row: PublishedError) -> Iterator[str]:
    if row.confidence not in Z:
        yield f"{row.confidence} is neither 90 nor 95; give the confidence of the change"
    elif row.sem is None and row.change is None:
        yield "has neither an SEM nor a change; give one of them"
    elif row.sem and row.change and not _agree(row, row.confidence):
        other = next(each for each in Z if each != row.confidence)
        fits = f"it is the {other} % one" if _agree(row, other) else "neither is it another one"
        implied = implied_change(row.sem, row.confidence)
        yield (
            f"{row.change:g} is not the {row.confidence} % change of an SEM of {row.sem:g}, "
            f"which is {implied:.1f}; {fits}: correct it"
        )


def _agree(row: PublishedError, confidence: int) -> bool:
    """Whether both numbers can be rounded from one and the same error."""
    sem, change = row.sem or 0.0, row.change or 0.0
    last_place = min(SEM_LAST_PLACE, row.rounded_to)
    low = implied_change(sem - last_place / 2, confidence) - row.rounded_to / 2
    high = implied_change(sem + last_place / 2, confidence) + row.rounded_to / 2
    return low <= change <= high


def instruments_agree(catalogue: Catalogue) -> Complaints:
    """Errors name instruments of their measure, and a phone reads only where gravity can see."""
    for measure in catalogue.measures.values():
        for field, problem in _instruments(measure):
            yield Complaint("measures", measure.id, field, problem)


def _instruments(measure: Measure) -> Iterator[tuple[str, str]]:
    error, gravity = measure.error, measure.gravity
    for instrument in (*error.studied_with, *error.by_instrument):
        if instrument not in measure.instruments:
            yield "error", f"{instrument!r} is none of its instruments; correct it or add it there"
    sees = gravity is not None and bool(gravity.sees or gravity.instead)
    if (PHONE in measure.instruments) is not sees:
        says = "sees" if sees else "does not see"
        yield "gravity", f"{says} this movement, unlike its instruments; correct one of them"
    if gravity and sees and not (gravity.segments and gravity.zero):
        yield "gravity", "says neither where the phone goes nor what is zero; add both"


def end_feels_are_of_passive_movements(catalogue: Catalogue) -> Complaints:
    """A passive movement has an end that hands know; an abnormal one is never to be expected."""
    for measure in catalogue.measures.values():
        if bool(measure.end_feels) is measure.active:
            which = "active: it has none" if measure.active else "passive: say which to expect"
            yield Complaint("measures", measure.id, "end_feels", f"the movement is {which}")
        for feel in measure.end_feels:
            if feel.is_abnormal:
                problem = f"{feel.value!r} is never to be expected; delete it"
                yield Complaint("measures", measure.id, "end_feels", problem)
