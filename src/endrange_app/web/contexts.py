"""What others measured, beside a reading: a position within a named group, never a verdict."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from endrange.assessment import Context, History, OwnError, Person, Reading, context, error_of
from endrange.knowledge import Catalogue, Measure
from endrange.progress import Change
from endrange.values import Side
from endrange_app.web import words


def of(
    measure: Measure,
    readings: Sequence[Reading] | History,
    changes: Sequence[Change],
    person: Person,
    catalogue: Catalogue,
) -> dict[Side, tuple[Context, ...]]:
    """The groups of the latest reading before stretching, by side; often none."""
    trails = History.of(readings).only([measure.id]).before
    latest = {side: trail[-1].reading for (_, side), trail in trails.items()}
    errors = {row.side: row.error for row in changes if row.measure == measure.id}
    found = {
        side: context(row, person, catalogue, errors.get(side, measure.error.same_examiner))
        for side, row in latest.items()
    }
    return {side: groups for side, groups in found.items() if groups}


def line(reading: Reading, person: Person, catalogue: Catalogue, own: Sequence[OwnError]) -> str:
    """Where one reading stands in the first of its groups, to be read beside its number.

    Empty where no published group is theirs.

    Args:
        own: the clinic's own errors, which replace the shipped ones.
    """
    measure = catalogue.measure(reading.measure)
    error = error_of(measure, reading.instrument, same_examiner=True, own=own)
    groups = context(reading, person, catalogue, error.value)
    return _standing(groups[0], measure) if groups else ""


def _standing(group: Context, measure: Measure) -> str:
    told = {"group": _group(group)}
    if group.less_far is not None:
        low, high = round(group.less_far.low), round(group.less_far.high)
        told["number"] = str(low) if low == high else _("%d to %d") % (low, high)
        return _("Further than %(number)s of 100 in this group: %(group)s.") % told
    if group.mean is None:
        return _("No position in this group is known: %(group)s.") % told
    told["mean"] = words.reading(group.mean, measure)
    return _("On average %(mean)s in this group: %(group)s.") % told


def position(reading: Reading, group: Context, measure: Measure) -> str:
    """Where one reading stands, in a sentence."""
    told = {
        "side": words.SIDES[reading.side],
        "value": words.reading(reading.value, measure),
        "group": _group(group),
    }
    if group.less_far is None:
        if group.mean is None:
            return _("%(side)s %(value)s. No position in this group is known: %(group)s.") % told
        told["mean"] = words.reading(group.mean, measure)
        return _("%(side)s %(value)s. On average %(mean)s in this group: %(group)s.") % told
    low, high = round(group.less_far.low), round(group.less_far.high)
    if low == high:
        told["number"] = str(low)
        text = _("%(side)s %(value)s: further than %(number)s of 100 in this group: %(group)s.")
        return text % told
    told |= {"low": str(low), "high": str(high)}
    return (
        _("%(side)s %(value)s: further than %(low)s to %(high)s of 100 in this group: %(group)s.")
        % told
    )


def band(group: Context, measure: Measure) -> str:
    """What the band of a chart shows."""
    if group.middle is None:
        return ""
    return _("Published group, the middle 90 of 100: %(low)s to %(high)s. %(group)s.") % {
        "low": words.reading(group.middle.low, measure),
        "high": words.reading(group.middle.high, measure),
        "group": _group(group),
    }


def _group(group: Context) -> str:
    """Who they are, how old, how many, and how they were measured."""
    number = _("%(number)d people") % {"number": group.n} if group.n else _("how many was not read")
    return f"{', '.join((*_whose(group), number))}; {words.said(group.method)}"


def _whose(group: Context) -> tuple[str, ...]:
    """Their name, and their ages unless the name tells them."""
    who = words.said(group.who)
    if group.ages is None or any(sign.isdigit() for sign in who):
        return (who,)
    low, high = group.ages
    return who, _("%(low)s to %(high)s years") % {"low": low, "high": high}
