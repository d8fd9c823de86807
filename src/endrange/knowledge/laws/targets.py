"""Every target is lengthened, and whatever lengthening it strains is named."""

from collections.abc import Iterator

from endrange.knowledge.anatomy import BENT_DEGREES, Muscle, Part
from endrange.knowledge.catalogue import Catalogue
from endrange.knowledge.laws.complaints import Complaint, Complaints
from endrange.knowledge.laws.movement import reversed_action
from endrange.knowledge.stretches import Stretch


def primary_muscles_are_lengthened(catalogue: Catalogue) -> Complaints:
    """Each primary muscle does the opposite of something that the stretch does to a joint."""
    for stretch in catalogue.stretches.values():
        undone = {
            reversed_action(f"{load.part} {load.what}", catalogue)
            for load in stretch.loads
            if load.whose == "same"
        }
        for muscle in _primary(stretch, catalogue):
            if muscle.actions and undone.isdisjoint(_actions(muscle, stretch)):
                problem = f"{muscle.id!r} is shortened or left alone: nothing here undoes"
                does = ", ".join(muscle.actions)
                yield Complaint("stretches", stretch.id, "primary_muscles", f"{problem} {does}")


def _primary(stretch: Stretch, catalogue: Catalogue) -> Iterator[Muscle]:
    yield from (catalogue.muscles[m] for m in stretch.primary_muscles if m in catalogue.muscles)


def _actions(muscle: Muscle, stretch: Stretch) -> set[str]:
    """What it does in this stretch: with its joint bent far, also what it does then."""
    bent = {
        load.part
        for load in stretch.loads
        if load.what == "flexion" and (load.upper_degrees or 0) > BENT_DEGREES
    }
    return {*muscle.actions, *(muscle.bent_actions if bent & set(muscle.joints) else ())}


def joints_of_targets_are_loaded(catalogue: Catalogue) -> Complaints:
    """A stretch names every joint that its primary muscles cross: a rule on one must reach it."""
    for stretch in catalogue.stretches.values():
        loaded = {load.part for load in stretch.loads}
        crossed = dict.fromkeys(
            joint for muscle in _primary(stretch, catalogue) for joint in muscle.joints
        )
        for joint in crossed:
            if joint not in loaded:
                problem = f"{Part(joint)} is missing, though a primary muscle crosses it; name how"
                yield Complaint("stretches", stretch.id, "loads", f"{problem} it is moved")
