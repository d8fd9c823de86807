"""Charts: positions computed here, drawn by ``components/chart.html``, told again as a table.

A claim needs more than one point: no line from one. A reading after the session is hollow.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _

from endrange.assessment import Moment, Reading
from endrange.knowledge import Further, Measure
from endrange.progress import Change
from endrange.values import Side
from endrange_app.web import contexts, words
from endrange_app.web.chart_parts import (
    BAND_SEM,
    BASELINE_DAYS,
    LATEST_DAYS,
    MEDIUM,
    NARROW,
    SIZES,
    WIDE,
    Beside,
    Box,
    Chart,
    Dot,
    Drawing,
    Label,
    Line,
    Row,
    apart,
    round_out,
    tick,
)

__all__ = ["MEDIUM", "NARROW", "WIDE", "Beside", "Chart", "of_measure"]
ALONE = Beside()
MOST_GROUPS = 2
"""Published groups told beside one reading; ours: more are on the page of the measure."""


def of_measure(
    measure: Measure,
    readings: Sequence[Reading],
    changes: Sequence[Change],
    beside: Beside = ALONE,
) -> Chart:
    """Draw all readings of one measure, both sides, with what counts as a real change."""
    all_of_it = (reading for reading in readings if reading.measure == measure.id)
    known = sorted(all_of_it, key=lambda reading: reading.taken_at)
    own, left_out = _shown(known)
    judged = {row.side: row for row in changes if row.measure == measure.id}
    sides = [side for side in Side if any(row.side is side for row in own)]
    return Chart(
        id=measure.id,
        title=_("%(measure)s, before each session") % {"measure": words.said(measure.name)},
        about=_about(measure, own, judged) + _of_so_many(left_out),
        told=" ".join(_told(side, own, measure) for side in sides),
        sides=tuple(words.SIDES[side] for side in sides),
        rows=tuple(_rows(own, sides, measure)),
        notes=tuple(_notes(sides, measure, judged, beside)),
        beside=tuple(_positions(sides, known, measure, beside)),
        drawings=tuple(
            _Sheet(box, measure, own, judged, beside).draw(sides, size) for size, box in SIZES
        ),
    )


def _shown(own: list[Reading]) -> tuple[list[Reading], int]:
    """The first two days and the latest: what a change is counted from, and where it stands now."""
    days = sorted({row.taken_at.date() for row in own})
    kept = {*days[:BASELINE_DAYS], *days[-LATEST_DAYS:]}
    return [row for row in own if row.taken_at.date() in kept], len(days) - len(kept)


def _of_so_many(left_out: int) -> str:
    if not left_out:
        return ""
    told = _("%(number)d days between the first two and the latest %(shown)d are not drawn.")
    return " " + told % {"number": left_out, "shown": LATEST_DAYS}


def _about(measure: Measure, own: Sequence[Reading], judged: dict[Side, Change]) -> str:
    how = _("Active") if measure.active else _("Passive")
    instruments = _(" and ").join(sorted({words.said(row.instrument) for row in own}))
    error = next(iter(judged.values())).error if judged else measure.error.same_examiner
    if own_error := next((row for row in judged.values() if row.error_own), None):
        band = words.reading(BAND_SEM * own_error.error, measure)
        shaded = _("Shaded: measurement error, ± %(band)s a reading.") % {"band": band}
        return f"{how}, {instruments}. {shaded} {words.said(own_error.error_basis)}"
    shaded = (
        _("Shaded: assumed measurement error, ± %(band)s a reading.")
        if measure.error.assumed
        else _("Shaded: measurement error, ± %(band)s a reading.")
    )
    band = words.reading(BAND_SEM * error, measure)
    return f"{how}, {instruments}. {shaded % {'band': band}}"


def _told(side: Side, own: Sequence[Reading], measure: Measure) -> str:
    before = [r for r in own if r.side is side and r.moment is Moment.BEFORE]
    after = [r for r in own if r.side is side and r.moment is Moment.AFTER]
    name = words.SIDES[side]
    parts = []
    if before:
        first, last = before[0], before[-1]
        parts.append(
            _("%(side)s from %(first)s to %(last)s in %(number)d visits.")
            % {
                "side": name,
                "first": words.reading(first.value, measure),
                "last": words.reading(last.value, measure),
                "number": len(before),
            }
            if len(before) > 1
            else _("%(side)s %(value)s, one reading.")
            % {"side": name, "value": words.reading(last.value, measure)}
        )
    if after:
        value = words.reading(after[-1].value, measure)
        parts.append(
            _("%(side)s after the last session %(value)s.") % {"side": name, "value": value}
        )
    return " ".join(parts)


def _notes(
    sides: Iterable[Side], measure: Measure, judged: dict[Side, Change], beside: Beside
) -> Iterable[str]:
    """The lines of the drawing, for the table."""
    for side in sides:
        if (bar := _threshold(judged.get(side), measure)) is not None:
            yield _beyond(side, bar, measure)
        if side in beside.goals:
            yield _goal(side, beside.goals[side], measure)
    if group := beside.drawn:
        yield contexts.band(group, measure)


def _positions(
    sides: Iterable[Side], known: Sequence[Reading], measure: Measure, beside: Beside
) -> Iterable[str]:
    """Of the latest readings, drawn or not: the groups were looked up for those."""
    for side in sides:
        before = [r for r in known if r.side is side and r.moment is Moment.BEFORE]
        for group in beside.groups.get(side, ())[:MOST_GROUPS]:
            yield contexts.position(before[-1], group, measure)


def _rows(own: Sequence[Reading], sides: Sequence[Side], measure: Measure) -> Iterable[Row]:
    moments = {Moment.BEFORE: _("before"), Moment.AFTER: _("after")}
    seen = sorted(
        {(row.taken_at.date(), row.moment) for row in own},
        key=lambda key: (key[0], key[1] is Moment.AFTER),
    )
    for on, moment in seen:
        values = {r.side: r for r in own if (r.taken_at.date(), r.moment) == (on, moment)}
        cells = (
            words.reading(values[side].value, measure) if side in values else _("not measured")
            for side in sides
        )
        yield Row(day=f"{words.day(on)} {on.year}, {moments[moment]}", cells=tuple(cells))


class _Sheet:
    """One drawing at one size: maps days to x and values to y."""

    def __init__(
        self,
        box: Box,
        measure: Measure,
        own: Sequence[Reading],
        judged: dict[Side, Change],
        beside: Beside,
    ) -> None:
        self.box, self.measure, self.own, self.judged = box, measure, own, judged
        self.beside = beside
        self.middle = beside.drawn.middle if beside.drawn else None
        self.days = sorted({row.taken_at.date() for row in own})
        reach = BAND_SEM * self._error(next(iter(judged), Side.LEFT))
        bars = [bar for side in judged if (bar := self._bar(side)) is not None]
        values = [row.value for row in own] + bars + [*beside.goals.values()]
        values += [self.middle.low, self.middle.high] if self.middle else []
        self.low, self.high = round_out(min(values) - reach, max(values) + reach)

    def draw(self, sides: Sequence[Side], size: str) -> Drawing:
        lines = tuple(self._line(side) for side in sides)
        return Drawing(
            size=size,
            box=self.box,
            lines=lines,
            across=tuple(self._across()),
            days=tuple(self._days()),
            labels=tuple(self._labels(sides)),
            norm=self._norm(),
        )

    def _norm(self) -> tuple[float, float] | None:
        if self.middle is None:
            return None
        top, floor = self._y(self.middle.high), self._y(self.middle.low)
        return top, round(floor - top, 1)

    def _line(self, side: Side) -> Line:
        before = [r for r in self.own if r.side is side and r.moment is Moment.BEFORE]
        dots = tuple(self._dot(row) for row in before)
        dots = tuple(map(self._said, dots, before, range(len(dots), 0, -1)))
        last = self._last_after(side)
        after = self._dot(last) if last else None
        stem = f"M{after.x} {dots[-1].y}V{after.y}" if after and dots else ""
        bar = self._bar(side)
        return Line(
            side=side.value,
            path="M" + "L".join(f"{dot.x} {dot.y}" for dot in dots) if len(dots) > 1 else "",
            band=self._band(before, side),
            dots=dots,
            after=after,
            stem=stem,
            threshold=self._y(bar) if bar is not None else None,
            goal=self._y(self.beside.goals[side]) if side in self.beside.goals else None,
        )

    def _said(self, dot: Dot, row: Reading, left: int) -> Dot:
        """The first reading and the previous one say their value, clear of the other side's.

        Args:
            left: how many there are from this one to the latest, itself included.
        """
        before = [r for r in self.own if r.moment is Moment.BEFORE]
        is_first = row is next(r for r in before if r.side is row.side)
        if left == 1 or not (is_first or left == 2):  # noqa: PLR2004  the one before the latest
            return dot
        same = [r for r in before if r.taken_at.date() == row.taken_at.date()]
        is_below = any(self._y(r.value) < dot.y for r in same)
        return replace(dot, said=dot.text, said_y=round(dot.y + (24 if is_below else -13), 1))

    def _last_after(self, side: Side) -> Reading | None:
        after = [r for r in self.own if r.side is side and r.moment is Moment.AFTER]
        latest = after[-1] if after else None
        return latest if latest and latest.taken_at.date() == self.days[-1] else None

    def _band(self, before: Sequence[Reading], side: Side) -> str:
        if len(before) < 2:  # noqa: PLR2004  a band, like a line, needs two points
            return ""
        reach = BAND_SEM * self._error(side)
        upper = [f"{self._x(r.taken_at.date())} {self._y(r.value + reach)}" for r in before]
        lower = [f"{self._x(r.taken_at.date())} {self._y(r.value - reach)}" for r in before]
        return "M" + "L".join(upper + lower[::-1]) + "Z"

    def _labels(self, sides: Sequence[Side]) -> Iterable[Label]:
        found: list[Label] = []
        for side in sides:
            name, bar = words.SIDES[side], self._bar(side)
            before = [r for r in self.own if r.side is side and r.moment is Moment.BEFORE]
            if before:
                value = words.reading(before[-1].value, self.measure)
                found.append(Label(self._y(before[-1].value), f"{name} {value}", side.value))
            if after := self._last_after(side):
                value = words.reading(after.value, self.measure)
                found.append(
                    Label(
                        self._y(after.value),
                        _("%(value)s after, fades") % {"value": value},
                        "after",
                    )
                )
            if bar is not None:
                text = _beyond(side, bar, self.measure)
                found.append(Label(self._y(bar), text, "threshold"))
            if (goal := self.beside.goals.get(side)) is not None:
                found.append(Label(self._y(goal), _goal(side, goal, self.measure), "goal"))
        if self.middle:
            middle = (self.middle.low + self.middle.high) / 2
            found.append(Label(self._y(middle), _("Published group"), "norm"))
        return apart(found, self.box.floor)

    def _across(self) -> Iterable[Label]:
        step = tick(self.high - self.low)
        value = self.low
        while value <= self.high:
            yield Label(self._y(value), words.reading(value, self.measure), "grid")
            value += step

    def _days(self) -> Iterable[Dot]:
        taken = float("inf")
        for on in reversed(self.days):
            x = self._x(on)
            if taken - x >= 56:  # noqa: PLR2004  the width of a label such as "20 Nov"
                taken = x
                yield Dot(x, self.box.height - 14, words.day(on))

    def _bar(self, side: Side) -> float | None:
        """The value from which this side has really changed."""
        return _threshold(self.judged.get(side), self.measure)

    def _error(self, side: Side) -> float:
        row = self.judged.get(side)
        return row.error if row else self.measure.error.same_examiner

    def _dot(self, row: Reading) -> Dot:
        on = row.taken_at.date()
        return Dot(self._x(on), self._y(row.value), words.reading(row.value, self.measure))

    def _x(self, on: date) -> float:
        room = 0.06 * (self.box.edge - self.box.left)
        left, right = self.box.left + room, self.box.edge - room
        span = (self.days[-1] - self.days[0]).days
        share = (on - self.days[0]).days / span if span else 0.5
        return round(left + share * (right - left), 1)

    def _y(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return round(self.box.floor - share * (self.box.floor - self.box.top), 1)


def _threshold(row: Change | None, measure: Measure) -> float | None:
    if row is None or row.baseline is None:
        return None
    up = 1 if measure.further is Further.HIGHER else -1
    return row.baseline + up * row.detectable


def _beyond(side: Side, value: float, measure: Measure) -> str:
    told = {"side": words.side_within(side), "value": words.reading(value, measure)}
    return _("Beyond error, %(side)s: %(value)s") % told


def _goal(side: Side, value: float, measure: Measure) -> str:
    told = {"side": words.side_within(side), "value": words.reading(value, measure)}
    return _("Goal, %(side)s: %(value)s") % told
