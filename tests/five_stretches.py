"""A catalogue of five stretches in four positions, for tests of planning."""

from endrange.knowledge import (
    Act,
    Catalogue,
    Equipment,
    Goal,
    Laterality,
    LayPartner,
    Load,
    Mode,
    Part,
    Position,
    Technique,
)
from tests.builders import OURS, between, catalogue, hold_relax, muscle, passive, step, stretch


def active() -> Technique:
    return passive(
        id="active",
        name="Active-assisted",
        needs=(Mode.AA,),
        repetitions=between(3, 6, 4),
        each=(step(Act.MOVE, 2, 10, 5), step(Act.HOLD, 2, 20, 10), step(Act.REST, 5, 20, 10)),
    )


def alone() -> Technique:
    return passive(id="alone", name="On your own", people=1, needs=(Mode.AA, Mode.PAS))


def goal(id_: str, **muscles: float) -> Goal:
    return Goal(id=id_, name=f"The {id_}", lead="What for.", muscles=muscles, sources=OURS)


def five_stretches() -> Catalogue:
    """Back and front of the thigh, calf, chest (both arms at once) and neck (client leads)."""
    return catalogue(
        muscles=(
            muscle("hamstrings", joints=(Part.HIP, Part.KNEE)),
            muscle("quads", area="thigh_front", joints=(Part.HIP, Part.KNEE)),
            muscle("calf", area="calf", joints=(Part.ANK,)),
            muscle("chest", area="chest", joints=(Part.SHO,)),
            muscle("neck", area="neck", joints=(Part.NECK,)),
        ),
        techniques=(passive(), hold_relax(), active(), alone()),
        stretches=(
            stretch("ham", techniques=("passive", "hold_relax", "alone")),
            stretch(
                "quad",
                primary_muscles=("quads",),
                position=Position.PRONE,
                measure="knee",
                loads=(Load(part=Part.KNEE, what="flexion"),),
            ),
            stretch("calf", primary_muscles=("calf",), measure=None, lay_partner=LayPartner.NO),
            stretch(
                "chest",
                primary_muscles=("chest",),
                position=Position.STANDING,
                laterality=Laterality.BILATERAL,
                measure=None,
                equipment=Equipment(required=("strap",), any_of=("mat", "table")),
                loads=(Load(part=Part.SHO, what="abduction"), Load(part=Part.HEAD_DOWN)),
            ),
            stretch(
                "neck",
                primary_muscles=("neck",),
                position=Position.SEATED,
                measure=None,
                techniques=("active",),
                push=None,
            ),
        ),
        goals=(
            goal("run", hamstrings=1.0, calf=0.8, quads=0.6),
            goal("desk", chest=1.0, neck=0.8),
            goal("sprint", hamstrings=1.0),
        ),
    )
