"""Numbers that no body and no stretch has are slips of a finger."""

from endrange.knowledge.anatomy import Part
from endrange.knowledge.catalogue import Catalogue
from endrange.knowledge.laws.complaints import Complaint, Complaints
from endrange.knowledge.laws.references import ranges
from endrange.knowledge.measures import Unit
from endrange.knowledge.techniques import Act

MOST_EFFORT_PERCENT = 75
# safety.md 6.1: from 75 percent on only for healthy adults after two clean sessions; pain is
# highest at full strength while the gain is not (J Phys Ther Sci 30:1108, 2018).

MOST_SECONDS = 120
# Ours: the longest single hold in the dose evidence (Delphi panel 2025: 30 to 120 s).

MOST_REPETITIONS = 20
# Ours: the limit of a dose; the evidence stops at 12.

MOST_DEGREES = {
    (Part.NECK, "side_flexion"): 60,
    (Part.NECK, "rotation"): 100,
    (Part.NECK, "flexion"): 90,
    (Part.NECK, "extension"): 100,
    (Part.TSP, "rotation"): 70,
    (Part.SHO, "extension"): 70,
    (Part.SHO, "horizontal_abduction"): 60,
    (Part.SHO, "external_rotation"): 130,
    (Part.SHO, "internal_rotation"): 110,
    (Part.HIP, "flexion"): 140,
    (Part.HIP, "extension"): 40,
    (Part.HIP, "abduction"): 80,
    (Part.HIP, "adduction"): 50,
    (Part.HIP, "external_rotation"): 80,
    (Part.HIP, "internal_rotation"): 70,
    (Part.KNEE, "flexion"): 160,
    (Part.ANK, "dorsiflexion"): 50,
    (Part.ANK, "plantarflexion"): 80,
}
# Ours: a little beyond the largest means of healthy adults; a stretch asks for no more.

PLAUSIBLE_READING = {Unit.DEGREES: (-90, 200), Unit.CENTIMETRES: (-30, 100)}
# Ours: no joint and no body leaves these.

MOST_ERROR = {Unit.DEGREES: 15.0, Unit.CENTIMETRES: 6.0}
# Ours: the worst error worth using is 12 degrees (Dougherty 2015); beyond it, choose another.


def seconds_and_effort_are_plausible(catalogue: Catalogue) -> Complaints:
    """No act lasts over two minutes, no push asks for more than three quarters."""
    for technique in catalogue.techniques.values():
        for field, each in ranges(technique):
            most = {"repetitions": MOST_REPETITIONS, "effort_percent": MOST_EFFORT_PERCENT}
            limit = most.get(field, MOST_SECONDS)
            if each.high > limit:
                problem = f"{each.high} is more than {limit}; lower it"
                yield Complaint("techniques", technique.id, f"{field}.high", problem)
        ready = [step for step in technique.before if step.act is Act.GET_READY]
        if not ready:
            problem = "get_ready is missing; hands need time before the first act"
            yield Complaint("techniques", technique.id, "before", problem)


def angles_are_plausible(catalogue: Catalogue) -> Complaints:
    """No stretch takes a joint further than joints go."""
    for stretch in catalogue.stretches.values():
        for load in stretch.loads:
            most = MOST_DEGREES.get((load.part, load.what or ""), 180)
            if load.upper_degrees is not None and load.upper_degrees > most:
                problem = (
                    f"{load.part} {load.what} to {load.upper_degrees} is beyond {most} degrees"
                )
                yield Complaint("stretches", stretch.id, "loads", f"{problem}; correct the angle")


def measures_are_plausible(catalogue: Catalogue) -> Complaints:
    """A reading stays on the body, and two examiners agree no better than one."""
    for measure in catalogue.measures.values():
        lowest, highest = PLAUSIBLE_READING[measure.unit]
        if not lowest <= measure.low < measure.high <= highest:
            problem = f"{measure.low:g} to {measure.high:g} is not within {lowest} to {highest}"
            yield Complaint("measures", measure.id, "low", f"{problem}; correct the limits")
        error = measure.error
        if not error.same_examiner <= error.other_examiner <= MOST_ERROR[measure.unit]:
            most = MOST_ERROR[measure.unit]
            problem = (
                f"{error.same_examiner:g}, then {error.other_examiner:g}: not rising to at most"
            )
            yield Complaint("measures", measure.id, "error", f"{problem} {most:g}; correct them")
        if error.assumed and "ours" not in error.sources:
            problem = "is assumed, so ours is among its sources; add it"
            yield Complaint("measures", measure.id, "error.sources", problem)


def weights_are_plausible(catalogue: Catalogue) -> Complaints:
    """A goal wants each of its muscles more than nothing and at most wholly."""
    for goal in catalogue.goals.values():
        for muscle, weight in goal.muscles.items():
            if not 0 < weight <= 1:
                problem = f"{weight:g} is not above 0 and at most 1; correct it"
                yield Complaint("goals", goal.id, f"muscles.{muscle}", problem)
        if not goal.muscles:
            yield Complaint(
                "goals", goal.id, "muscles", "names no muscle; add one or drop the goal"
            )
