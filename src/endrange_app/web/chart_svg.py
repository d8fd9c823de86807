"""The marks of a drawing and the rows of its table, written directly: a page has thousands.

A template would look every number up by its name; what frames them is one.
"""

from collections.abc import Iterable, Sequence
from typing import Protocol

from django.utils.html import escape, format_html_join
from django.utils.safestring import SafeString

from endrange_app.web.chart_parts import Dot, Drawing, Line

SQUARE = '<g transform="translate({x} {y})"><rect class="{kind}" x="-5.5" y="-5.5" width="11" height="11"/></g>'  # noqa: E501
DISC = '<circle class="{kind}" cx="{x}" cy="{y}" r="6"/>'


def marks(drawing: Drawing) -> SafeString:
    """All of a drawing but its title; texts are escaped."""
    return SafeString("".join(_marks(drawing)))


class HasDay(Protocol):
    """A row of a table: a day, and what was read or said on it."""

    @property
    def day(self) -> str: ...

    @property
    def cells(self) -> tuple[str, ...]: ...


class HasRows(Protocol):
    """Whatever is told again as a table."""

    @property
    def rows(self) -> Sequence[HasDay]: ...


def cells(chart: HasRows) -> SafeString:
    """The rows of the table that says what the drawing says."""
    return format_html_join("", '<tr><th scope="row">{}</th>{}</tr>', map(_row, chart.rows))


def _row(row: HasDay) -> tuple[str, SafeString]:
    return row.day, format_html_join("", "<td>{}</td>", ((cell,) for cell in row.cells))


def _marks(drawing: Drawing) -> Iterable[str]:
    box, lines = drawing.box, drawing.lines
    if drawing.norm:
        top, height = drawing.norm
        yield f'<rect class="norm" x="{box.left}" y="{top}" width="{box.plot}" height="{height}"/>'
    for row in drawing.across:
        yield f'<path class="grid" d="M{box.left} {row.y}H{box.edge}"/>'
        yield _text(row.text, box.left - 8, row.y, dy="0.35em", text_anchor="end")
    for day in drawing.days:
        yield _text(day.text, day.x, day.y, text_anchor="middle")
    for line in lines:
        yield _path(f"band {line.side}-band", line.band)
    for line in lines:
        yield from _line(line, f"M{box.left} %sH{box.edge}")
    if drawing.size != "narrow":
        for name in drawing.labels:
            kind = f"{name.kind}-name"
            yield _text(name.text, box.edge + 12, name.y, class_=kind, dy="0.35em")


def _line(line: Line, across: str) -> Iterable[str]:
    bar = f"{line.side}-threshold"
    yield _path(f"threshold {bar}", "" if line.threshold is None else across % line.threshold)
    yield _path(f"goal-line {bar}", "" if line.goal is None else across % line.goal)
    yield _path(f"line {line.side}", line.path)
    yield _path(f"dots {line.side}-dots", line.marks)
    for dot in line.saying:
        said = f"{line.side}-said"
        yield _text(dot.said, dot.x, dot.said_y, class_=said, text_anchor="middle")
    yield _path(f"today {line.side}-today", line.stem)
    if line.after:
        yield _after(line.after, line.side)


def _after(dot: Dot, side: str) -> str:
    shape = SQUARE if side == "right" else DISC
    return shape.format(kind=f"today-dot {side}-today", x=dot.x, y=dot.y)


def _path(kind: str, d: str) -> str:
    return f'<path class="{kind}" d="{d}"/>' if d else ""


def _text(text: str, x: float, y: float, **more: str) -> str:
    own = "".join(f' {name.strip("_").replace("_", "-")}="{is_}"' for name, is_ in more.items())
    return f'<text x="{x}" y="{y}"{own}>{escape(text)}</text>'
