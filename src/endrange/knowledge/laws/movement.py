"""Muscles, joints and directions agree: what is lengthened, loaded, pushed and measured."""

from collections.abc import Set as AbstractSet

from endrange.knowledge.anatomy import Muscle, Part
from endrange.knowledge.catalogue import Catalogue
from endrange.knowledge.laws.complaints import Complaint, Complaints
from endrange.knowledge.stretches import Stretch
from endrange.knowledge.techniques import Act

OTHER_LOADS: dict[Part, AbstractSet[str | None]] = {
    Part.NERVE: {
        *("sciatic", "tibial", "fibular", "femoral", "slump", "dural"),
        *("brachial", "median", "ulnar", "radial"),
    },
    Part.VESSEL: {"neck", "subclavian", "axillary"},
    Part.TENDON: {"achilles", "ischial", "gluteal", "biceps"},
    Part.PRESS: {"abdomen", "chest", "patella"},
    Part.LEVER: {"long"},
    Part.ACJ: {None},
    Part.RIBS: {None},
    Part.SIJ: {None},
    Part.PUBIS: {None},
    Part.PATELLA: {None},
    Part.HEAD_DOWN: {None},
    Part.LYING_ON: {None},
}
"""What else a stretch stresses, in the words of the load map."""

Words = dict[Part, AbstractSet[str | None]]


def words_of(catalogue: Catalogue) -> Words:
    """What a load of a part may be called, or a rule on it: its movements, or a nerve, a site."""
    movements: Words = {joint.id: {*joint.movements} for joint in catalogue.joints.values()}
    return movements | OTHER_LOADS


def reversed_action(action: str, catalogue: Catalogue) -> str:
    """``HIP flexion`` for ``HIP extension``; turning and side-bending are their own opposite."""
    part, _, movement = action.partition(" ")
    joint = catalogue.joints.get(part)
    known = joint.movements.get(movement) if joint else None
    return f"{part} {known.opposite if known else movement}"


def loads_speak_the_same_language(catalogue: Catalogue) -> Complaints:
    """Loads, muscles and measures name movements that the joint has."""
    words = words_of(catalogue)
    for stretch in catalogue.stretches.values():
        for load in stretch.loads:
            known = words.get(load.part, set())
            if load.what not in known:
                right = ", ".join(sorted(word for word in known if word)) or "nothing"
                problem = f"{load.part} {load.what!r} is unknown; write {right}"
                yield Complaint("stretches", stretch.id, "loads", problem)
    for muscle in catalogue.muscles.values():
        for action in muscle.actions:
            if not _is_movement(action, catalogue):
                problem = f"{action!r} is no joint and movement; write it like HIP extension"
                yield Complaint("muscles", muscle.id, "actions", problem)
    for measure in catalogue.measures.values():
        if not _is_movement(f"{measure.joint} {measure.movement}", catalogue):
            problem = f"{measure.movement!r} is no movement of {measure.joint}; correct it"
            yield Complaint("measures", measure.id, "movement", problem)


def _is_movement(action: str, catalogue: Catalogue) -> bool:
    part, _, movement = action.partition(" ")
    joint = catalogue.joints.get(part)
    return joint is not None and movement in joint.movements


def muscles_lie_in_their_area(catalogue: Catalogue) -> Complaints:
    """An area lists the muscles that say they belong to it, and a stretch works in its area."""
    for muscle in catalogue.muscles.values():
        area = catalogue.areas.get(muscle.area)
        if area and muscle.id not in area.muscles:
            problem = f"{muscle.id!r} says it lies here but is not listed; add it"
            yield Complaint("areas", area.id, "muscles", problem)
    for stretch in catalogue.stretches.values():
        area = catalogue.areas.get(stretch.area)
        if area and not set(area.muscles) & set(stretch.primary_muscles):
            problem = f"no primary muscle lies in {area.id!r}; name another area"
            yield Complaint("stretches", stretch.id, "area", problem)


def the_end_range_is_among_the_loads(catalogue: Catalogue) -> Complaints:
    """A stretch loads the joint it takes to its end, in that direction."""
    for stretch in catalogue.stretches.values():
        if (stretch.joint, stretch.movement) not in {
            (load.part, load.what) for load in stretch.loads
        }:
            problem = f"{stretch.joint} {stretch.movement} is missing; a rule on it would not reach"
            yield Complaint("stretches", stretch.id, "loads", f"{problem} this stretch")


def the_end_range_lengthens_a_target(catalogue: Catalogue) -> Complaints:
    """At least one primary muscle does the opposite of the end-range movement."""
    for stretch in catalogue.stretches.values():
        needed = reversed_action(f"{stretch.joint} {stretch.movement}", catalogue)
        if needed not in _actions(stretch.primary_muscles, catalogue):
            problem = f"no primary muscle does {needed}, so {stretch.movement} lengthens none"
            yield Complaint("stretches", stretch.id, "movement", f"{problem}; correct one of them")


def the_measure_follows_the_movement(catalogue: Catalogue) -> Complaints:
    """A stretch is measured at the joint and in the direction it works."""
    for stretch in catalogue.stretches.values():
        measure = catalogue.measures.get(stretch.measure or "")
        if measure and (measure.joint, measure.movement) != (stretch.joint, stretch.movement):
            problem = (
                f"{measure.id!r} follows {measure.joint} {measure.movement}, not this movement"
            )
            yield Complaint("stretches", stretch.id, "measure", f"{problem}; choose another")


def antagonists_pull_the_other_way(catalogue: Catalogue) -> Complaints:
    """Antagonists are not targets; who is asked to pull in has one that can, and its words."""
    for stretch in catalogue.stretches.values():
        for muscle in sorted(set(stretch.antagonists) & set(stretch.muscles)):
            problem = f"{muscle!r} is lengthened and cannot pull in; take it out of one list"
            yield Complaint("stretches", stretch.id, "antagonists", problem)
        if _uses(stretch, Act.PULL_IN, catalogue):
            yield from _pull_in(stretch, catalogue)


def _pull_in(stretch: Stretch, catalogue: Catalogue) -> Complaints:
    if not stretch.antagonist_cue:
        problem = "is missing, though a technique asks the client to pull in; write it"
        yield Complaint("stretches", stretch.id, "antagonist_cue", problem)
    if stretch.push:
        needed = reversed_action(stretch.push.direction, catalogue)
        if needed not in _actions(stretch.antagonists, catalogue):
            problem = f"none does {needed}, the opposite of the push; name one that does"
            yield Complaint("stretches", stretch.id, "antagonists", problem)


def a_push_comes_from_the_target(catalogue: Catalogue) -> Complaints:
    """What is pushed is what a primary muscle does; a technique with a push finds one."""
    for stretch in catalogue.stretches.values():
        if stretch.push is None:
            if _uses(stretch, Act.CONTRACT, catalogue):
                problem = "is missing, though a technique asks for one; write it"
                yield Complaint("stretches", stretch.id, "push", problem)
        elif stretch.push.direction not in _actions(stretch.primary_muscles, catalogue):
            problem = f"{stretch.push.direction!r} is no action of a primary muscle; correct it"
            yield Complaint("stretches", stretch.id, "push.direction", problem)


def nerves_and_vessels_are_watched(catalogue: Catalogue) -> Complaints:
    """A stretch that loads a nerve says how the nerve feels; nerve and vessel signs stop it."""
    for stretch in catalogue.stretches.values():
        parts = {load.part for load in stretch.loads}
        if Part.NERVE in parts and "nerve" not in {s.kind for s in stretch.must_not_feel}:
            problem = "loads a nerve and does not say how that feels; add it"
            yield Complaint("stretches", stretch.id, "must_not_feel", problem)
        for sensation in stretch.must_not_feel:
            if sensation.kind in ("nerve", "vascular") and not sensation.stop:
                problem = f"{sensation.feels!r} does not stop the stretch; set stop"
                yield Complaint("stretches", stretch.id, "must_not_feel", problem)


def _uses(stretch: Stretch, act: Act, catalogue: Catalogue) -> bool:
    techniques = (catalogue.techniques.get(id_) for id_ in stretch.techniques)
    return any(step.act is act for technique in techniques if technique for step in technique.steps)


def _actions(muscles: tuple[str, ...], catalogue: Catalogue) -> set[str]:
    known: list[Muscle] = [catalogue.muscles[id_] for id_ in muscles if id_ in catalogue.muscles]
    return {action for muscle in known for action in muscle.actions}
