"""What others measured, beside a reading: a position within a named group, never a verdict."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from endrange.assessment import Context, Moment, Person, Reading, context
from endrange.knowledge import Catalogue, Measure
from endrange.progress import Change
from endrange.values import Side
from endrange_app.web import words


def of(
    measure: Measure,
    readings: Sequence[Reading],
    changes: Sequence[Change],
    person: Person,
    catalogue: Catalogue,
) -> dict[Side, tuple[Context, ...]]:
    """The groups of the latest reading before stretching, by side; often none."""
    latest = {
        row.side: row
        for row in readings
        if row.measure == measure.id and row.moment is Moment.BEFORE
    }
    errors = {row.side: row.error for row in changes if row.measure == measure.id}
    found = {
        side: context(row, person, catalogue, errors.get(side, measure.error.same_examiner))
        for side, row in latest.items()
    }
    return {side: groups for side, groups in found.items() if groups}


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
    """Who they are, how many, and how they were measured."""
    number = _("%(number)d people") % {"number": group.n} if group.n else _("how many was not read")
    return f"{words.said(group.who)}, {number}; {words.said(group.method)}"
