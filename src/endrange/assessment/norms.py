"""What others measured, as context for one reading. Never a verdict: no "normal", no "abnormal"."""

from itertools import pairwise
from statistics import NormalDist

from endrange.assessment.error import Z95
from endrange.assessment.readings import Reading
from endrange.knowledge import Catalogue, Further, Interval, Norm, NormStatus, Sex
from endrange.values import Value

ADULT = 18
PAEDIATRIC_UNTIL = 19
"""A table whose oldest are at most this old is one of children and adolescents."""
MIDDLE = 90
"""Of 100 people, drawn as a band: a table that gives 5 and 95 has no other pair to offer."""
Z90 = 1.6449
"""Two-sided 90 % of a normal distribution."""
ABOUT = 5
"""Years from the age a group is said to be of on average that still count as that age (ours)."""


class Person(Value):
    """What must be known of somebody to find their group; without an age there is none."""

    age: int | None = None
    sex: Sex = Sex.ANY
    """Any: not told, or neither; then only groups of both are theirs."""


class Share(Value):
    """Of 100 people of a group, how many go less far, allowing for the error of one reading."""

    low: float
    high: float


class Context(Value):
    """One group beside one reading."""

    norm: str
    who: str
    ages: tuple[int, int] | None = None
    """Years, youngest and oldest, where both are told."""
    method: str
    n: int | None
    """None: how many were measured was not read."""
    mean: float | None
    less_far: Share | None
    """None where only a mean is known, or not whether it was active: then no position."""
    middle: Interval | None = None
    """The range of the middle 90 of 100; as with the position, None where it is not known."""
    note: str
    sources: tuple[str, ...]


def context(
    reading: Reading, person: Person, catalogue: Catalogue, sem: float
) -> tuple[Context, ...]:
    """Return the groups a reading may be set beside, those with a position first; often none.

    A group must be of the same measure, sex and age, and its figure read or computed, not
    recalled. Nobody under 18 is set beside a table of adults.

    Args:
        sem: standard error of the reading, in the measure's unit.
    """
    found = [
        _beside(norm, reading, catalogue, sem)
        for norm in catalogue.norms.values()
        if norm.measure == reading.measure and _is_theirs(norm, person, reading)
    ]
    return tuple(sorted(found, key=lambda each: (each.less_far is None, -(each.n or 0))))


def _is_theirs(norm: Norm, person: Person, reading: Reading) -> bool:
    if norm.status is NormStatus.UNVERIFIED or norm.active is (not reading.active):
        return False
    return norm.group.sex in (Sex.ANY, person.sex) and _is_of_age(norm, person.age)


def _is_of_age(norm: Norm, age: int | None) -> bool:
    low, high, about = norm.group.age_low, norm.group.age_high, norm.group.age_about
    if age is None:
        return False
    if age < ADULT and (high is None or high > PAEDIATRIC_UNTIL):
        return False
    if low is not None and high is not None:
        return low <= age <= high
    return about is not None and abs(age - about) <= ABOUT


def _beside(norm: Norm, reading: Reading, catalogue: Catalogue, sem: float) -> Context:
    known, group = norm.active is not None, norm.group
    told = group.age_low is not None and group.age_high is not None
    return Context(
        norm=norm.id,
        who=group.who,
        ages=(group.age_low, group.age_high) if told else None,
        method=norm.method,
        n=norm.n,
        mean=norm.mean,
        less_far=_less_far(norm, reading.value, catalogue, sem) if known else None,
        middle=_middle(norm) if known else None,
        note=norm.note if known else f"Whether it was active was not read. {norm.note}".strip(),
        sources=norm.sources,
    )


def _middle(norm: Norm) -> Interval | None:
    """From the table where there is one, however skewed; else from mean and spread."""
    outer = ((100 - MIDDLE) // 2, (100 + MIDDLE) // 2)
    if len(norm.percentiles) > 1:
        ends = sorted(norm.percentiles[at] for at in outer if at in norm.percentiles)
        return Interval(low=ends[0], high=ends[1]) if len(ends) == len(outer) else None
    if norm.mean is not None and norm.sd is not None:
        return Interval(low=norm.mean - Z90 * norm.sd, high=norm.mean + Z90 * norm.sd)
    return None


def _less_far(norm: Norm, value: float, catalogue: Catalogue, sem: float) -> Share | None:
    reach = Z95 * sem
    below, above = _below(norm, value - reach), _below(norm, value + reach)
    if below is None or above is None:
        return None
    low, high = below[0], above[1]
    if catalogue.measure(norm.measure).further is Further.LOWER:
        low, high = 100 - high, 100 - low
    return Share(low=low, high=high)


def _below(norm: Norm, value: float) -> tuple[float, float] | None:
    """Per cent of the group whose number is lower, as between two bounds; None: not known.

    A table of percentiles speaks for itself, however skewed; beyond its ends only "fewer than 5".
    """
    if len(norm.percentiles) > 1:
        return _in_table(norm, value)
    if norm.mean is not None and norm.sd is not None:
        percent = 100 * NormalDist(norm.mean, norm.sd).cdf(value)
        return percent, percent
    return None


def _in_table(norm: Norm, value: float) -> tuple[float, float]:
    points = sorted(norm.percentiles.items())
    if value < points[0][1]:
        return 0.0, points[0][0]
    if value > points[-1][1]:
        return points[-1][0], 100.0
    return next(_between(value, *two) for two in pairwise(points) if value <= two[1][1])


def _between(
    value: float, lower: tuple[int, float], upper: tuple[int, float]
) -> tuple[float, float]:
    """Along a straight line between two percentiles of the table."""
    width = upper[1] - lower[1]
    share = (value - lower[1]) / width if width else 0.5
    percent = lower[0] + share * (upper[0] - lower[0])
    return percent, percent


def spread(reading: Reading, person: Person, catalogue: Catalogue) -> tuple[float, float] | None:
    """Return mean and standard deviation of the largest group of theirs that has both."""
    norms = [
        norm
        for norm in catalogue.norms.values()
        if norm.measure == reading.measure and norm.active is reading.active
    ]
    theirs = [norm for norm in norms if _is_theirs(norm, person, reading)]
    for norm in sorted(theirs, key=lambda each: -(each.n or 0)):
        if norm.mean is not None and norm.sd is not None:
            return norm.mean, norm.sd
    return None
