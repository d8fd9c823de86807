"""Regions on two figures: which are marked, with which colour and shape, and in words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from endrange.knowledge import Part, Verdict
from endrange.screening import Clearance
from endrange.values import Side
from endrange_app.web import words

WIDTH = 200
"""Of the drawing: the other side of a point x lies at 200 - x."""

FRONT_RIGHT = {
    Part.NECK: ("neck_front", 100, 78),
    Part.SHO: ("shoulder_front_right", 57, 105),
    Part.ELB: ("elbow_front_right", 43, 167),
    Part.WRI: ("hand_front_right", 28, 228),
    Part.HIP: ("hip_front_right", 78, 214),
    Part.KNEE: ("knee_front_right", 80, 319),
    Part.ANK: ("foot_front_right", 81, 416),
}
"""Area of the drawing and its centre, on the client's right; in front at the viewer's left."""
BACK_LEFT = {
    Part.NECK: ("neck_back", 100, 80),
    Part.SHO: ("shoulder_back_left", 57, 105),
    Part.TSP: ("mid_back_back_left", 78, 148),
    Part.LSP: ("low_back_back_left", 79, 174),
    Part.ELB: ("elbow_back_left", 43, 167),
    Part.WRI: ("hand_back_left", 28, 228),
    Part.HIP: ("buttock_back_left", 81, 212),
    Part.KNEE: ("knee_back_left", 80, 317),
    Part.ANK: ("heel_back_left", 82, 409),
}
SHAPES = {
    Verdict.ADAPT: "M0 -5.5L5.8 4.5H-5.8Z",
    Verdict.CLEARANCE: "M0 -6.5L6.5 0L0 6.5L-6.5 0Z",
    Verdict.AVOID: "M-5 -5H5V5H-5Z",
    Verdict.EMERGENCY: "M-2.7 -6.5H2.7L6.5 -2.7V2.7L2.7 6.5H-2.7L-6.5 2.7V-2.7Z",
}


@dataclass(frozen=True)
class Mark:
    x: int
    y: int
    shape: str


@dataclass(frozen=True)
class Body:
    parts: dict[str, str]
    """Area of the drawing to its colour."""
    front_marks: tuple[Mark, ...]
    back_marks: tuple[Mark, ...]
    front_told: str
    back_told: str


@dataclass(frozen=True)
class Marked:
    """One region on one side, with what is said of it; midline: on both, or on none."""

    part: Part
    side: Side
    colour: str
    shape: str
    word: str


def of(clearance: Clearance) -> Body:
    """Mark every region whose verdict is not proceed, on both figures."""
    return draw(
        [
            Marked(
                row.part,
                row.side,
                words.VERDICT_SLUGS[row.verdict],
                SHAPES[row.verdict],
                words.within(words.VERDICTS[row.verdict]),
            )
            for row in clearance.regions
            if row.verdict is not Verdict.PROCEED
        ]
    )


def draw(marked: list[Marked]) -> Body:
    front = [spot for row in marked for spot in _spots(row, FRONT_RIGHT, drawn=Side.RIGHT)]
    back = [spot for row in marked for spot in _spots(row, BACK_LEFT, drawn=Side.LEFT)]
    return Body(
        parts={area: colour for area, colour, _ in front + back},
        front_marks=tuple(mark for _, _, mark in front),
        back_marks=tuple(mark for _, _, mark in back),
        front_told=_told(_("Front"), [row for row in marked if row.part in FRONT_RIGHT]),
        back_told=_told(pgettext("of the body", "Back"), marked),
    )


Spot = tuple[str, str, Mark]


def _spots(row: Marked, table: dict[Part, tuple[str, int, int]], *, drawn: Side) -> list[Spot]:
    """The region as drawn, its mirror image, or, for a region without sides, both."""
    if row.part not in table:
        return []
    area, x, y = table[row.part]
    as_drawn: Spot = (area, row.colour, Mark(x, y, row.shape))
    other = area.removesuffix(f"_{drawn.value}") + f"_{drawn.mirrored.value}"
    mirrored: Spot = (other, row.colour, Mark(WIDTH - x, y, row.shape))
    if x * 2 == WIDTH or row.side is drawn:
        return [as_drawn]
    return [mirrored] if row.side is drawn.mirrored else [as_drawn, mirrored]


def _told(view: str, marked: list[Marked]) -> str:
    if not marked:
        return _("%(view)s: no area marked") % {"view": view}
    said = []
    for row in marked:
        paired = row.side in (Side.LEFT, Side.RIGHT)
        side = f", {words.side_within(row.side)}" if paired else ""
        said.append(f"{words.PARTS[row.part]}{side}: {row.word}")
    return f"{view}. " + "; ".join(said)
