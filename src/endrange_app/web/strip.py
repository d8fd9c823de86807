"""The timeline strip under the helper's stage: the contour of one stretch, with its labels."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from endrange.knowledge import Phase
from endrange.session import Segment
from endrange.values import Side
from endrange_app.web import contour, words
from endrange_app.web.contour import Contour

WIDTH, HEIGHT = 732, 70
LETTER = 9.0
"""About how wide a letter is in the drawing, at the size of a tablet."""
GAP = 10


@dataclass(frozen=True)
class Label:
    text: str
    x: float
    wide: bool
    """Only where there is room: on a phone, where letters are twice as large, it would collide."""


@dataclass(frozen=True)
class Strip:
    contour: Contour
    labels: tuple[Label, ...]


def of_segments(segments: Sequence[Segment]) -> Strip:
    """Draw the segments of one item of a timeline, both sides."""
    drawn = contour.of_segments(segments, WIDTH, HEIGHT)
    return Strip(drawn, tuple(_spaced(list(_labels(segments)))))


def _labels(segments: Sequence[Segment]) -> Iterator[tuple[float, str]]:
    """Where a side, a repetition, a switch or a turn begins, and its word."""
    start = segments[0].start
    scale = WIDTH / (segments[-1].end - start)
    before: tuple[Side, int] | None = None
    for segment in segments:
        x = (segment.start - start) * scale
        if segment.phase in (Phase.SWITCH, Phase.TURN):
            yield x, words.PHASES[segment.phase]
        elif segment.repetition and (segment.side, segment.repetition) != before:
            new_side = before is None or segment.side != before[0]
            before = segment.side, segment.repetition
            number = str(segment.repetition)
            yield x, f"{words.SIDES[segment.side]} {number}" if new_side else number


def _spaced(labels: list[tuple[float, str]]) -> Iterator[Label]:
    """Leave out what would run into the label before it."""
    free, free_on_phone = 0.0, 0.0
    for x, text in labels:
        if x < free:
            continue
        free = x + len(text) * LETTER + GAP
        wide = x < free_on_phone or x + len(text) * LETTER * 2 > WIDTH
        if not wide:
            free_on_phone = x + len(text) * LETTER * 2 + GAP
        yield Label(text, round(x, 1), wide)
