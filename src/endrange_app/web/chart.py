"""Charts: positions computed here, drawn by ``components/chart.html``, told again as a table.

A claim needs more than one point: no line from one. A reading after the session is hollow.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _

from endrange.assessment import History, Moment, Reading
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
    readings: Sequence[Reading] | History,
    changes: Sequence[Change],
    beside: Beside = ALONE,
) -> Chart:
    """Draw all readings of one measure, both sides, with what counts as a real change."""
    known = History.of(readings).only([measure.id])
    own, left_out = _shown(known)
    judged = {row.side: row for row in changes if row.measure == measure.id}
    sides = [side for side in Side if any(row.side is side for row in own)]
    figure = _Figure(measure, own, sides, judged, beside)
    return Chart(
        id=measure.id,
        title=_("%(measure)s, before each session") % {"measure": words.said(measure.name)},
        about=_about(measure, own, judged) + _of_so_many(left_out),
        told=" ".join(_told(side, known, measure) for side in sides),
        sides=tuple(words.SIDES[side] for side in sides),
        rows=tuple(_rows(own, sides, measure)),
        notes=tuple(_notes(sides, measure, judged, beside)),
        beside=tuple(_positions(sides, known, measure, beside)),
        drawings=tuple(_Sheet(figure, box).draw(size) for size, box in SIZES),
    )


def _shown(known: History) -> tuple[list[Reading], int]:
    """The first two days and the latest: what a change is counted from, and where it stands now."""
    days = sorted({row.taken_at.date() for trail in known.trails.values() for row in trail})
    kept = {*days[:BASELINE_DAYS], *days[-LATEST_DAYS:]}
    return known.readings(kept), len(days) - len(kept)


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


def _told(side: Side, known: History, measure: Measure) -> str:
    """Of all days, those that are not drawn too."""
    before, after = (known.trails.get((measure.id, side, moment), []) for moment in Moment)
    name, days = words.SIDES[side], len({row.taken_at.date() for row in before})
    parts = []
    if before:
        first, last = before[0], before[-1]
        parts.append(
            _("%(side)s from %(first)s to %(last)s in %(number)d visits.")
            % {
                "side": name,
                "first": words.reading(first.value, measure),
                "last": words.reading(last.value, measure),
                "number": days,
            }
            if days > 1
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
    sides: Iterable[Side], known: History, measure: Measure, beside: Beside
) -> Iterable[str]:
    """Of the latest readings, drawn or not: the groups were looked up for those."""
    before = known.before
    for side in sides:
        for group in beside.groups.get(side, ())[:MOST_GROUPS]:
            yield contexts.position(before[measure.id, side][-1].reading, group, measure)


def _rows(own: Sequence[Reading], sides: Sequence[Side], measure: Measure) -> Iterable[Row]:
    moments = {Moment.BEFORE: _("before"), Moment.AFTER: _("after")}
    seen: dict[tuple[date, Moment], dict[Side, Reading]] = {}
    for row in own:
        seen.setdefault((row.taken_at.date(), row.moment), {})[row.side] = row
    for on, moment in sorted(seen, key=lambda key: (key[0], key[1] is Moment.AFTER)):
        values = seen[on, moment]
        cells = (
            words.reading(values[side].value, measure) if side in values else _("not measured")
            for side in sides
        )
        yield Row(day=f"{words.day(on)} {on.year}, {moments[moment]}", cells=tuple(cells))


class _Figure:
    """What is drawn of one measure, whatever the size: its reach, and all words beside it."""

    def __init__(
        self,
        measure: Measure,
        own: Sequence[Reading],
        sides: Sequence[Side],
        judged: dict[Side, Change],
        beside: Beside,
    ) -> None:
        self.measure, self.own, self.sides = measure, own, sides
        self.judged, self.beside = judged, beside
        self.middle = beside.drawn.middle if beside.drawn else None
        self.days = sorted({row.taken_at.date() for row in own})
        reach = BAND_SEM * self.error(next(iter(judged), Side.LEFT))
        bars = [bar for side in judged if (bar := self.bar(side)) is not None]
        values = [row.value for row in own] + bars + [*beside.goals.values()]
        values += [self.middle.low, self.middle.high] if self.middle else []
        self.low, self.high = round_out(min(values) - reach, max(values) + reach)
        self.names, self.ticks = list(self._names()), list(self._ticks())

    def of_side(self, side: Side, moment: Moment) -> list[Reading]:
        return [row for row in self.own if row.side is side and row.moment is moment]

    def last_after(self, side: Side) -> Reading | None:
        after = self.of_side(side, Moment.AFTER)
        latest = after[-1] if after else None
        return latest if latest and latest.taken_at.date() == self.days[-1] else None

    def bar(self, side: Side) -> float | None:
        """The value from which this side has really changed."""
        return _threshold(self.judged.get(side), self.measure)

    def error(self, side: Side) -> float:
        row = self.judged.get(side)
        return row.error if row else self.measure.error.same_examiner

    def _names(self) -> Iterable[tuple[float, str, str]]:
        """Values with the words at the edge beside them, and their kind."""
        for side in self.sides:
            yield from self._names_of(side)
        if self.middle:
            yield (self.middle.low + self.middle.high) / 2, _("Published group"), "norm"

    def _names_of(self, side: Side) -> Iterable[tuple[float, str, str]]:
        if before := self.of_side(side, Moment.BEFORE):
            value = before[-1].value
            yield value, f"{words.SIDES[side]} {words.reading(value, self.measure)}", side.value
        if after := self.last_after(side):
            told = {"value": words.reading(after.value, self.measure)}
            yield after.value, _("%(value)s after, fades") % told, "after"
        if (bar := self.bar(side)) is not None:
            yield bar, _beyond(side, bar, self.measure), "threshold"
        if (goal := self.beside.goals.get(side)) is not None:
            yield goal, _goal(side, goal, self.measure), "goal"

    def _ticks(self) -> Iterable[tuple[float, str]]:
        step = tick(self.high - self.low)
        value = self.low
        while value <= self.high:
            yield value, words.reading(value, self.measure)
            value += step


class _Sheet:
    """One drawing at one size: maps days to x and values to y."""

    def __init__(self, figure: _Figure, box: Box) -> None:
        self.figure, self.box = figure, box
        self.scale = (box.floor - box.top) / (figure.high - figure.low)
        """Pixels for one of the unit."""
        self.foot = box.floor + self.scale * figure.low
        self.x = {on: self._x(on) for on in figure.days}

    def draw(self, size: str) -> Drawing:
        figure = self.figure
        names = [Label(self._y(value), text, kind) for value, text, kind in figure.names]
        return Drawing(
            size=size,
            box=self.box,
            lines=tuple(self._line(side) for side in figure.sides),
            across=tuple(Label(self._y(value), text, "grid") for value, text in figure.ticks),
            days=tuple(self._days()),
            labels=tuple(apart(names, self.box.floor)),
            norm=self._norm(),
        )

    def _norm(self) -> tuple[float, float] | None:
        middle = self.figure.middle
        if middle is None:
            return None
        top, floor = self._y(middle.high), self._y(middle.low)
        return top, round(floor - top, 1)

    def _line(self, side: Side) -> Line:
        figure = self.figure
        before, last = figure.of_side(side, Moment.BEFORE), figure.last_after(side)
        dots = [self._dot(row) for row in before]
        for number in {0, len(dots) - 2} & {*range(len(dots) - 1)}:
            dots[number] = self._said(dots[number], before[number])
        after = self._dot(last, words.reading(last.value, figure.measure)) if last else None
        bar, goal = figure.bar(side), figure.beside.goals.get(side)
        return Line(
            side=side.value,
            path="M" + "L".join(f"{dot.x} {dot.y}" for dot in dots) if len(dots) > 1 else "",
            band=self._band(before, side),
            dots=tuple(dots),
            after=after,
            stem=f"M{after.x} {dots[-1].y}V{after.y}" if after and dots else "",
            threshold=self._y(bar) if bar is not None else None,
            goal=self._y(goal) if goal is not None else None,
        )

    def _said(self, dot: Dot, row: Reading) -> Dot:
        """The first reading and the previous one say their value, clear of the other side's."""
        on, own = row.taken_at.date(), self.figure.own
        same = [r for r in own if r.moment is Moment.BEFORE and r.taken_at.date() == on]
        is_below = any(self._y(r.value) < dot.y for r in same)
        y = round(dot.y + (24 if is_below else -13), 1)
        return dot._replace(said=words.reading(row.value, self.figure.measure), said_y=y)

    def _band(self, before: Sequence[Reading], side: Side) -> str:
        if len(before) < 2:  # noqa: PLR2004  a band, like a line, needs two points
            return ""
        scale, reach = self.scale, self.scale * BAND_SEM * self.figure.error(side)
        top, low = self.foot - reach, self.foot + reach
        places = [(self.x[row.taken_at.date()], scale * row.value) for row in before]
        upper = [f"{x} {round(top - y, 1)}" for x, y in places]
        lower = [f"{x} {round(low - y, 1)}" for x, y in reversed(places)]
        return "M" + "L".join(upper + lower) + "Z"

    def _days(self) -> Iterable[Dot]:
        taken = float("inf")
        for on, x in reversed(self.x.items()):
            if taken - x >= 56:  # noqa: PLR2004  the width of a label such as "20 Nov"
                taken = x
                yield Dot(x, self.box.height - 14, words.day(on))

    def _dot(self, row: Reading, text: str = "") -> Dot:
        return Dot(self.x[row.taken_at.date()], self._y(row.value), text)

    def _x(self, on: date) -> float:
        room = 0.06 * (self.box.edge - self.box.left)
        left, right = self.box.left + room, self.box.edge - room
        first, last = self.figure.days[0], self.figure.days[-1]
        span = (last - first).days
        share = (on - first).days / span if span else 0.5
        return round(left + share * (right - left), 1)

    def _y(self, value: float) -> float:
        return round(self.foot - self.scale * value, 1)


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
