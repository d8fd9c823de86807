"""Where it hurts, to be pointed at: the list of places, and which part of the drawing is which."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from endrange.knowledge import Area, Catalogue
from endrange.values import Side
from endrange_app.web import words
from endrange_app.web.bodymap import Body

DRAWN = {
    "head_front": "head",
    "neck_front": "neck",
    "belly_front": "abdomen",
    "chest_front": "chest",
    "shoulder_front": "shoulder",
    "upper_arm_front": "upper_arm",
    "elbow_front": "elbow",
    "forearm_front": "forearm",
    "hand_front": "wrist_hand",
    "side_front": "abdomen",
    "hip_front": "groin",
    "hip_side": "hip",
    "inner_thigh_front": "thigh_inner",
    "thigh_front": "thigh_front",
    "knee_front": "knee",
    "shin_front": "shin",
    "foot_front": "ankle_foot",
    "head_back": "head",
    "neck_back": "neck",
    "spine_upper": "upper_back",
    "spine_lower": "low_back",
    "shoulder_back": "shoulder",
    "shoulder_blade_back": "upper_back",
    "upper_arm_back": "upper_arm",
    "elbow_back": "elbow",
    "forearm_back": "forearm",
    "hand_back": "wrist_hand",
    "mid_back_back": "upper_back",
    "low_back_back": "low_back",
    "buttock_back": "buttock",
    "hamstring_back": "thigh_back",
    "knee_back": "knee",
    "calf_back": "calf",
    "heel_back": "ankle_foot",
}
"""Part of the drawing, without its side, to the area of the catalogue. What a clinic adds is on the
list only."""

SIDES = (Side.LEFT, Side.RIGHT)


def drawn(catalogue: Catalogue) -> dict[str, dict[str, str]]:
    """Each part of the drawing, by its full name: the spot it stands for, and what it is called."""
    found = {}
    for part, area in DRAWN.items():
        if area in catalogue.areas:
            for side in (None, *SIDES):
                name = f"{part}_{side.value}" if side else part
                found[name] = _spot(catalogue.areas[area], side)
    return found


def _spot(area: Area, side: Side | None) -> dict[str, str]:
    """A part on one side of the drawing may belong to an area without sides."""
    name = words.said(area.name)
    if not area.paired or side is None:
        return {"spot": f"{area.id}:{Side.MIDLINE.value}", "name": name}
    side_word = words.side_within(side)
    return {"spot": f"{area.id}:{side.value}", "name": f"{name}, {side_word}"}


def figure(catalogue: Catalogue) -> dict[str, Any]:
    """What the picture needs: two empty figures, what each part of them is, and the list."""
    blank = Body(
        parts={},
        front_marks=(),
        back_marks=(),
        front_told=_("Front of the body. Your right is on the left of the picture."),
        back_told=_("Back of the body. Your left is on the left of the picture."),
    )
    rows = [_row(area) for area in catalogue.areas.values()]
    listed = render_to_string("asking/spots.html", {"rows": rows})
    return {"blank": blank, "drawn": drawn(catalogue), "listed": listed}


@dataclass(frozen=True)
class Box:
    value: str
    word: str
    label: str


def _row(area: Area) -> tuple[str, list[Box]]:
    """An area of the list, with a box for each of its sides."""
    sides = SIDES if area.paired else (None,)
    spots = [_spot(area, side) for side in sides]
    names = [words.SIDES[side] if side else _("Here") for side in sides]
    return words.said(area.name), [
        Box(spot["spot"], word, spot["name"]) for spot, word in zip(spots, names, strict=True)
    ]


def places(listed: SafeString, field: str, chosen: Iterable[str]) -> SafeString:
    """The list for one question. It is drawn once for a page, and named and ticked for each.

    Args:
        field: a question's, such as ``q.hurt``.
        chosen: values of boxes, as the page sends them; what is no box is passed over.
    """
    named = listed.replace('name=".places"', f'name="{escape(field)}.places"')
    for value in chosen:
        named = named.replace(f'value="{escape(value)}"', f'value="{escape(value)}" checked')
    return mark_safe(named)  # noqa: S308  our own template, and two escaped values
