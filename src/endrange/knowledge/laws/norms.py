"""Norms say whose range, by which method, with which spread, and how sure we are of the figure."""

from collections.abc import Iterator
from itertools import pairwise

from endrange.knowledge.catalogue import Catalogue
from endrange.knowledge.laws.complaints import Complaint, Complaints
from endrange.knowledge.measures import Measure
from endrange.knowledge.norms import Interval, Norm, NormStatus

MOST_PERCENT = 100


def norms_follow_their_measure(catalogue: Catalogue) -> Complaints:
    """A norm speaks of the same joint, movement and unit as its measure, in numbers it can read."""
    for norm in catalogue.norms.values():
        measure = catalogue.measures.get(norm.measure)
        if measure:
            for field, problem in _unlike(norm, measure):
                yield Complaint("norms", norm.id, field, f"{problem}; correct it")


def _unlike(norm: Norm, measure: Measure) -> Iterator[tuple[str, str]]:
    movement = f"{measure.joint} {measure.movement}"
    if norm.movement != movement:
        yield "movement", f"{norm.movement!r} is not {movement!r} of {measure.id!r}"
    if norm.unit is not measure.unit:
        yield "unit", f"{norm.unit!r} is not {measure.unit!r} of {measure.id!r}"
    for field, value in _typical(norm):
        if not measure.low <= value <= measure.high:
            limits = f"{measure.low:g} to {measure.high:g}"
            yield field, f"{value:g} is no reading of {measure.id!r}, {limits}"


def _typical(norm: Norm) -> Iterator[tuple[str, float]]:
    if norm.mean is not None:
        yield "mean", norm.mean
    for value in norm.percentiles.values():
        yield "percentiles", value


def norms_are_in_order(catalogue: Catalogue) -> Complaints:
    """Percentiles rise, a standard deviation is above 0, an interval is not upside down."""
    for norm in catalogue.norms.values():
        for field, problem in _out_of_order(norm):
            yield Complaint("norms", norm.id, field, f"{problem}; correct it")


def _out_of_order(norm: Norm) -> Iterator[tuple[str, str]]:
    ranked = sorted(norm.percentiles.items())
    for (lower, below), (higher, above) in pairwise(ranked):
        if below > above:
            yield "percentiles", f"P{lower} {below:g} is above P{higher} {above:g}"
    if any(not 0 < percent < MOST_PERCENT for percent, _ in ranked):
        yield "percentiles", f"{[percent for percent, _ in ranked]} are not between 0 and 100"
    if norm.sd is not None and norm.sd <= 0:
        yield "sd", f"{norm.sd:g} is not above 0"
    for field, interval in (("mean_interval", norm.mean_interval), ("observed", norm.observed)):
        if interval and not _holds(interval, norm.mean):
            yield field, f"{interval.low:g} to {interval.high:g} does not hold the mean"
    low, high = norm.group.age_low, norm.group.age_high
    if low is not None and high is not None and low > high:
        yield "group", f"age {low} to {high} is upside down"


def _holds(interval: Interval, mean: float | None) -> bool:
    return mean is not None and interval.low <= mean <= interval.high


def norms_say_whose_and_how(catalogue: Catalogue) -> Complaints:
    """No norm without a population, a method, a figure; what nobody read is unverified."""
    for norm in catalogue.norms.values():
        for field, problem in _unsaid(norm, catalogue):
            yield Complaint("norms", norm.id, field, problem)


def _unsaid(norm: Norm, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    if not norm.group.who.strip():
        yield "group.who", "is empty; say who was measured"
    if not norm.method.strip():
        yield "method", "is empty; say how it was measured"
    if norm.mean is None and not norm.percentiles:
        yield "mean", "is missing and so are percentiles; give one of them"
    if norm.status is NormStatus.COMPUTED and not norm.note.strip():
        yield "note", "is empty; say what was computed, and from what"
    known = [catalogue.sources[id_] for id_ in norm.sources if id_ in catalogue.sources]
    if norm.status is NormStatus.READ and all(source.read == "not read" for source in known):
        yield "status", "is read, but no source of it was; write unverified"
