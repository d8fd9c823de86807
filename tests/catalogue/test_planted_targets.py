"""Faults planted in what a stretch lengthens and loads, in who may do it, and in spelling."""

from typing import Any

import pytest

from endrange.knowledge import Load, Part, load
from tests.catalogue.planting import Row, changed, named, plant, when

BASE = load()
HAM = BASE.stretch("ham_slr_shoulder")
FIGURE_4 = BASE.stretch("glute_fig4_chair")
LIGHTER = BASE.technique("hold_relax").variants["youth"]


def without(part: Part) -> dict[str, Any]:
    return {"loads": tuple(one for one in HAM.loads if one.part is not part)}


def only(*loads: Load) -> dict[str, Any]:
    return {"loads": loads}


STRETCH = ("stretches", HAM.id)
PRESET = ("presets", "article_hamstrings")
PAIR = ("populations", "lay_pairs")
GOAL = ("goals", "running")
TECHNIQUE = ("techniques", "hold_relax")
BENT = Load(part=Part.HIP, what="flexion", upper_degrees=50)

PLANTED: dict[str, list[Row]] = {
    "primary_muscles_are_lengthened": [
        (STRETCH, {"primary_muscles": ("semitendinosus", "iliopsoas")}, "primary_muscles"),
        (STRETCH, {"primary_muscles": ("soleus",)}, "primary_muscles"),
        (
            ("stretches", FIGURE_4.id),
            only(BENT, Load(part=Part.HIP, what="external_rotation")),
            "primary_muscles",
        ),
    ],
    "joints_of_targets_are_loaded": [
        (STRETCH, without(Part.KNEE), "loads"),
        (STRETCH, without(Part.HIP), "loads"),
    ],
    "stretches_can_be_reached": [
        (("stretches", "toe_extensors"), {"measure": None}, "measure"),
    ],
    "lay_presets_are_for_anybody": [
        (PRESET, {"stretch": "pec_minor_supine"}, "stretch"),
        (PRESET, {"technique": "sustained_pressure"}, "technique"),
        (PAIR, {"stretches": ("pec_minor_supine",)}, "stretches"),
    ],
    "variants_keep_to_their_technique": [
        (TECHNIQUE, {"variants": {"athletes": LIGHTER}}, "variants.athletes"),
    ],
    "triggers_are_possible": [
        (("populations", "youth"), when(question="age", any_of=("ja",)), "when"),
    ],
    "words_are_spelled": [
        (GOAL, {"note": "Streching after a run."}, "note"),
        (GOAL, {"note": "The color of it."}, "note"),
        (GOAL, {"note": "After the the run."}, "note"),
        (GOAL, {"note": "After  the run."}, "note"),
        (GOAL, {"note": "After the run ."}, "note"),
        (GOAL, {"note": "After the runner's day."}, "note"),
        (GOAL, {"note": "After the run. "}, "note"),
        (GOAL, {"note": "After the run,, slowly"}, "note"),
        (STRETCH, {"felt": "A pull.."}, "felt"),
    ],
    "nothing_is_unused": [
        (("stretches", "tfl_sidelying"), {"techniques": ("passive",)}, ""),
    ],
    "a_push_keeps_to_its_technique": [
        (STRETCH, {"techniques": ("post_isometric",)}, "push"),
    ],
}


@pytest.mark.parametrize(
    ("law", "row"),
    [pytest.param(law, row, id=f"{law}-{row[2]}") for law, some in PLANTED.items() for row in some],
)
def test_a_planted_fault_is_caught(law: str, row: Row) -> None:
    entry, changes, field = row
    planted = plant(BASE, *entry, changes)
    if law == "nothing_is_unused":  # the technique that only these three still use
        entry = ("techniques", "sustained_pressure")
        for id_ in ("neck_upper_trap_seated", "neck_upper_trap_supine"):
            planted = plant(planted, "stretches", id_, changes)

    found = list(named(law)(planted))

    assert (*entry, field) in {one[:3] for one in found}
    assert all(one.problem for one in found)


@pytest.mark.parametrize(
    ("law", "entry", "changes"),
    [
        ("words_are_spelled", GOAL, {"note": "What they had had, and that that was."}),
        ("words_are_spelled", GOAL, {"note": "Felt for it. It passes."}),
        ("words_are_spelled", ("sources", "ours"), {"title": "The center's color"}),
        ("stretches_can_be_reached", STRETCH, {"measure": None}),
        ("lay_presets_are_for_anybody", PRESET, {"stretch": "pec_minor_supine", "lay": False}),
        ("lay_presets_are_for_anybody", PRESET, {"stretch": "x", "technique": "x"}),
        ("lay_presets_are_for_anybody", PAIR, {"stretches": ("x",)}),
        ("primary_muscles_are_lengthened", STRETCH, {"primary_muscles": ("x",)}),
        ("a_push_keeps_to_its_technique", STRETCH, {"techniques": ("passive",)}),
    ],
)
def test_what_is_right_is_left_alone(
    law: str, entry: tuple[str, str], changes: dict[str, Any]
) -> None:
    assert list(named(law)(plant(BASE, *entry, changes))) == []


def test_a_band_that_moves_nothing_is_left_alone() -> None:
    """Tissue without a muscle's action is lengthened by whatever the stretch says."""
    assert BASE.muscles["plantar_fascia"].actions == ()
    bare = {"primary_muscles": ("plantar_fascia",), "loads": ()}
    law = named("primary_muscles_are_lengthened")
    assert list(law(plant(BASE, "stretches", "plantar_fascia", bare))) == []


def test_a_bent_hip_turns_the_deep_rotators_round() -> None:
    piriformis = changed(BASE.muscles["piriformis"], bent_actions=())
    law = named("primary_muscles_are_lengthened")

    found = list(law(changed(BASE, muscles={**BASE.muscles, "piriformis": piriformis})))

    assert {one.id for one in found} == {"glute_fig4_chair", "piri_fig4"}
