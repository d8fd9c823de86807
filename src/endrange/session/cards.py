"""What stays in view during one item of the plan, and where on the body it works."""

from collections.abc import Mapping

from endrange.knowledge import REGIONS, Catalogue, Part, Stretch, Technique
from endrange.planning import PlanItem
from endrange.planning.plans import Cap
from endrange.screening import strain
from endrange.screening.reach import region_of
from endrange.session.timeline import Card
from endrange.values import ByRole, Side

ALONE = "Keep your hands away. Watch."
RELEASE = ByRole[str](
    helper="Let go slowly. Keep your hands under.", client="Go loose. Breathe. Take your time."
)


def card(item: PlanItem, catalogue: Catalogue) -> Card:
    """The card of one item of a plan."""
    stretch = catalogue.stretch(item.stretch)
    technique = catalogue.technique(item.technique)
    sides = tuple(dose.side for dose in item.doses)
    return Card(
        stretch=stretch.id,
        name=stretch.name,
        technique=technique.id,
        technique_name=technique.name,
        joint=stretch.joint,
        position=item.position,
        helper_position=stretch.helper_position,
        client_setup=stretch.client_setup,
        hands=stretch.hands,
        felt=stretch.felt,
        must_not_feel=stretch.must_not_feel,
        limits=item.limits,
        cues_if_stopped=RELEASE,
        cues_if_too_strong=_ease_off("it is", "pulls", item.limits.stretch_sensation, technique),
        cues_if_painful=_ease_off("the pain is", "hurts", item.limits.pain, technique),
        words_if_hurt=_hurt_words(stretch, catalogue),
        movement=stretch.movement,
        muscles=stretch.primary_muscles,
        own={side: _own(stretch, side) for side in sides},
        loads={side: _loads(stretch, side) for side in sides},
        caps=_caps(stretch, sides, item.limits.caps),
    )


def _ease_off(what: str, does: str, limit: int, technique: Technique) -> ByRole[str]:
    """What counts at once when a number is above the limit."""
    until = f"{what} {limit} or less" if limit else f"nothing {does}"
    if technique.people == 1:
        return ByRole[str](helper=ALONE, client=f"Ease off until {until}.")
    return ByRole[str](helper=f"Ease off until {until}.", client=f"Go loose. Say when {until}.")


def _hurt_words(stretch: Stretch, catalogue: Catalogue) -> str:
    joint = catalogue.joints.get(stretch.joint)
    named = f": the {joint.name.lower()}" if joint else ""
    return f"Something was wrong at this joint today{named}. No deeper."


def _own(stretch: Stretch, side: Side) -> tuple[str, ...]:
    """The region a stretch is done for, on this side."""
    region = region_of(stretch.joint)
    if not region.is_paired:
        return (region.value,)
    return tuple(f"{region}_{letter}" for letter in side.letters or ("L", "R"))


def _loads(stretch: Stretch, side: Side) -> tuple[str, ...]:
    """Every region that a stretch on this side loads, by the load map of screening."""
    shown = ((region_of(Part(part)), letter) for part, letter in strain(stretch, side).parts)
    named = {
        f"{region}_{letter}" if region.is_paired else region.value
        for region, letter in shown
        if region in REGIONS
    }
    return tuple(sorted(named | set(_own(stretch, side))))


def _caps(stretch: Stretch, sides: tuple[Side, ...], caps: tuple[Cap, ...]) -> Mapping[Side, int]:
    """The smallest cap on the stretch's own movement, by side."""
    found = {side: [cap.degrees for cap in caps if _is_meant(cap, stretch, side)] for side in sides}
    return {side: min(degrees) for side, degrees in found.items() if degrees}


def _is_meant(cap: Cap, stretch: Stretch, side: Side) -> bool:
    if cap.part is not stretch.joint or cap.movement not in (None, stretch.movement):
        return False
    return not (cap.part.is_paired and {*cap.side.letters}.isdisjoint(side.letters or ("L", "R")))
