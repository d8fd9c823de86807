"""The contour: time along, range up. One drawing for the strip, the technique and the lesson.

The heights tell the order of things, not degrees; only the widths are to scale.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import ngettext

from endrange.knowledge import Act, Dose, Phase, Technique
from endrange.session import Segment
from endrange_app.web import words

LOW = 0.14
"""The limb where it rests; ours: a line thick enough to be seen."""
FIRST_PULL = 0.52
STEP = 0.19
"""How much each deepening climbs; ours, so that three steps reach the top."""
REPEAT_STEP = 0.09
SLACK = 0.035
RISE_SHARE = 0.3
"""Part of a deepening that moves; the rest of it is held."""


@dataclass(frozen=True)
class Stroke:
    """One act to draw: how long, and how it looks."""

    act: Act | None
    phase: Phase
    seconds: int


@dataclass(frozen=True)
class Piece:
    """One area of the drawing, as a closed path."""

    phase: str
    path: str
    hatched: bool


@dataclass(frozen=True)
class Contour:
    width: int
    height: int
    base: float
    pieces: tuple[Piece, ...]
    label: str


def of_dose(technique: Technique, dose: Dose, width: int = 96, height: int = 30) -> Contour:
    """Draw one side of a technique at this dose."""
    acts = [Stroke(beat.act, beat.act.phase, beat.seconds) for beat in technique.beats(dose)]
    return draw(acts, width, height, f"{words.said(technique.name)}: {spoken(acts)}")


def of_segments(segments: Sequence[Segment], width: int = 732, height: int = 70) -> Contour:
    """Draw segments of a timeline, such as one item of a plan with both sides."""
    acts = [Stroke(segment.act, segment.phase, segment.seconds) for segment in segments]
    return draw(acts, width, height, spoken(acts))


def draw(acts: Sequence[Stroke], width: int, height: int, label: str) -> Contour:
    """Scale the acts to the box: all of the width, the highest point at the top."""
    base = height * 0.94
    lines = list(heights(acts))
    top = max((max(levels) for levels in lines), default=1)
    scale = (base - height * 0.1) / top
    seconds = sum(act.seconds for act in acts) or 1
    pieces, start = [], 0
    for act, levels in zip(acts, lines, strict=True):
        left, right = (width * at / seconds for at in (start, start + act.seconds))
        pieces.append(_piece(act.phase, left, right, [base - scale * up for up in levels], base))
        start += act.seconds
    return Contour(width, height, base, tuple(pieces), label)


def heights(acts: Sequence[Stroke]) -> Iterable[tuple[float, float]]:
    """Yield where each act begins and ends, between 0 and about 1."""
    level = peak = LOW
    for index, act in enumerate(acts):
        following = acts[index + 1].act if index + 1 < len(acts) else None
        before = acts[index - 1].act if index else None
        in_and_out = Act.MOVE in (act.act, before) and Act.LET_GO in (act.act, following)
        end = _swing(act) if in_and_out else _end(act, level, peak, following)
        start, level = level, end
        peak = max(peak, level)
        yield start, level


def _swing(act: Stroke) -> float:
    """In and out again, without a hold: always to the same height."""
    return FIRST_PULL if act.act is Act.MOVE else LOW


def _end(act: Stroke, level: float, peak: float, following: Act | None) -> float:
    if act.act in (Act.TAKE_UP, Act.MOVE):
        return FIRST_PULL if peak <= LOW else peak + REPEAT_STEP
    if act.act in (Act.DEEPEN, Act.PULL_IN):
        return max(level, peak - SLACK) + STEP
    if act.act is Act.LET_GO:
        return max(LOW, level - SLACK)
    if act.act is Act.REST:
        goes_on = following in (Act.CONTRACT, Act.HOLD, Act.DEEPEN)
        return max(LOW, level - STEP) if goes_on else LOW
    return LOW if act.act in (Act.GET_READY, None) else level


def _piece(phase: Phase, left: float, right: float, ups: list[float], base: float) -> Piece:
    start, end = ups
    corner = left + (right - left) * RISE_SHARE
    top = (
        f"V{start:.1f}L{corner:.1f} {end:.1f}H{right:.1f}"
        if phase is Phase.HOLD and end < start
        else f"V{start:.1f}L{right:.1f} {end:.1f}"
    )
    return Piece(
        phase=words.PHASE_GROUNDS[phase],
        path=f"M{left:.1f} {base:g}{top}V{base:g}Z",
        hatched=phase is Phase.PUSH,
    )


def spoken(acts: Sequence[Stroke]) -> str:
    """The shape in words, for who cannot see it."""
    pushes = sum(act.phase is Phase.PUSH for act in acts)
    holds = sum(act.phase is Phase.HOLD for act in acts)
    seconds = sum(act.seconds for act in acts)
    said = []
    if pushes:
        said.append(ngettext("%(count)d push", "%(count)d pushes", pushes) % {"count": pushes})
    if holds:
        said.append(ngettext("%(count)d hold", "%(count)d holds", holds) % {"count": holds})
    return ", ".join([*said, words.clock(seconds)])
