"""Screening: what modifications, directions and caps forbid, and where."""

import pytest

from endrange.knowledge import (
    Load,
    Modification,
    Part,
    Place,
    Position,
    Scope,
)
from endrange.screening import (
    Setting,
)
from endrange.values import Side
from tests.builders import (
    precaution,
)
from tests.unit.deciding import AREAS, YES, M, N, P, decided, letters, somewhere


@pytest.mark.parametrize(
    ("code", "letters_", "shape"),
    [
        ("NOISO", "PPPN", {}),
        ("NOEND", "PPNP", {}),
        ("ACTIVE", "PNNP", {}),
        ("NOSUP", "NNNN", {}),
        ("NOPRONE", "PPPP", {}),
        ("NOPRONE", "NNNN", {"position": Position.PRONE}),
        ("NOSIDE", "NNNN", {"position": Position.SIDE_LYING}),
        ("NOHEADDOWN", "PPPP", {}),
        ("NOHEADDOWN", "NNNN", {"loads": (Load(part=Part.HEAD_DOWN),)}),
        ("SHORTLEVER", "NNNN", {"loads": (Load(part=Part.LEVER, what="long"),)}),
        ("LOW", "PPPP", {}),
    ],
)
def test_what_a_modification_forbids(code, letters_, shape):
    row = precaution("p", "q", P, modifications=(code,))

    assert letters(decided([row], {"q": YES}, **shape)) == letters_


@pytest.mark.parametrize(
    ("limit", "load", "letters_"),
    [
        ({"code": "DIR", "movement": "flexion"}, {"what": "flexion"}, "NNNN"),
        ({"code": "DIR", "movement": "flexion"}, {"what": "flexion_active"}, "NNNN"),
        ({"code": "DIR", "movement": "flexion"}, {"what": "upper_flexion"}, "NNNN"),
        ({"code": "DIR", "movement": "flexion"}, {"what": "side_flexion"}, "PPPP"),
        ({"code": "DIR", "movement": "flexion"}, {"what": None}, "NNNN"),
        ({"code": "DIR"}, {"what": "extension"}, "NNNN"),
        ({"code": "CAP", "movement": "flexion", "degrees": 90}, {"upper_degrees": 90}, "PPPP"),
        ({"code": "CAP", "movement": "flexion", "degrees": 90}, {"upper_degrees": 91}, "MMMM"),
        ({"code": "CAP", "movement": "flexion", "degrees": 90}, {}, "NNNN"),
        ({"code": "CAP", "movement": "extension", "degrees": 0}, {"upper_degrees": 91}, "PPPP"),
        ({"code": "CAP", "movement": "flexion", "degrees": 0}, {"upper_degrees": 20}, "NNNN"),
        ({"code": "DIR", "movement": "flexion", "degrees": 90}, {"upper_degrees": 90}, "PPPP"),
        ({"code": "DIR", "movement": "flexion", "degrees": 90}, {"upper_degrees": 91}, "NNNN"),
        ({"code": "DIR", "movement": "flexion", "degrees": 90}, {}, "NNNN"),
    ],
)
def test_directions_and_caps(limit, load, letters_):
    loads = (Load.model_validate({"part": "NECK", "what": "flexion"} | load),)
    row = precaution("p", "q", P, modifications=({"part": "NECK"} | limit,))

    assert letters(decided([row], {"q": YES}, loads=loads)) == letters_


FLEXED = Load(part=Part.HIP, what="flexion", upper_degrees=100)
CROSSED = Load(part=Part.HIP, what="adduction", upper_degrees=20)
LEVER = Load(part=Part.LEVER, what="long")


@pytest.mark.parametrize(
    ("ban", "loads", "letters_"),
    [
        ("DIR(HIP, flexion; HIP, adduction)", (FLEXED,), "PPPP"),
        ("DIR(HIP, flexion; HIP, adduction)", (CROSSED,), "PPPP"),
        ("DIR(HIP, flexion; HIP, adduction)", (FLEXED, CROSSED), "NNNN"),
        (
            "DIR(HIP, flexion; HIP, adduction)",
            (FLEXED, CROSSED.replace(whose="other")),
            "PPPP",
        ),
        ("DIR(HIP, flexion, 100; HIP, adduction)", (FLEXED, CROSSED), "PPPP"),
        ("DIR(HIP, flexion; HIP, adduction, 20)", (FLEXED, CROSSED), "PPPP"),
        ("DIR(HIP, flexion, 99; HIP, adduction, 19)", (FLEXED, CROSSED), "NNNN"),
        ("DIR(HIP, flexion; HIP, adduction; ANK)", (FLEXED, CROSSED), "PPPP"),
        ("DIR(HIP, flexion; LEVER, long)", (FLEXED, LEVER), "NNNN"),
    ],
)
def test_a_pose_is_banned_where_all_of_it_comes_together(ban, loads, letters_):
    row = precaution("p", "q", P, modifications=(ban,))

    assert letters(decided([row], {"q": YES}, loads=loads)) == letters_


def test_two_poses_are_two_limits():
    poses = ("DIR(HIP, flexion; HIP, adduction)", "DIR(HIP, flexion; HIP, internal_rotation)")
    row = precaution("p", "q", M, modifications=poses)

    (found,) = decided([row], {"q": YES}).findings

    assert tuple(one.notation for one in found.modifications) == poses


def test_of_two_caps_the_smaller_holds():
    rules = [
        precaution(f"p{degrees}", "q", M, modifications=(cap(degrees),)) for degrees in (90, 60)
    ]

    assert decided(rules, {"q": YES}).of("ham", Side.LEFT).modifications == (cap(60),)


def test_a_cap_carries_the_side_it_was_found_on():
    row = precaution("p", "q", M, scope=Scope(places_of="q"), modifications=(cap(60),))
    loads = (Load(part=Part.HIP, what="flexion", upper_degrees=90),)
    clearance = decided(
        [row],
        somewhere(Place(area="hip", side=Side.RIGHT)),
        questions=AREAS,
        loads=loads,
    )

    assert clearance.of("ham", Side.RIGHT).modifications == (cap(60).replace(side=Side.RIGHT),)
    assert clearance.of("ham", Side.LEFT).modifications == ()
    of_region = {region.key: region.modifications for region in clearance.regions}
    assert of_region["HIP_R"] == (cap(60),)
    assert of_region["HIP_L"] == of_region["LSP"] == ()


def test_a_limit_on_another_joint_than_the_one_named_is_left_out():
    """A shoulder that came out says nothing about kneecaps; nor does any region but its own."""
    ban = Modification(code="DIR", part=Part.PATELLA)
    row = precaution("p", "q", M, scope=Scope(places_of="q"), modifications=("LOW", ban, cap(60)))
    said = somewhere(Place(area="hip", side=Side.RIGHT))
    clearance = decided([row], said, questions=AREAS)

    (found,) = clearance.findings
    assert [one.code for one in found.modifications] == ["CAP", "LOW"]


def test_a_region_shows_no_limit_on_the_joint_of_another():
    scope = Scope(parts=(Part.HIP, Part.LSP))
    row = precaution("p", "q", M, scope=scope, modifications=("LOW", cap(60)))

    shown = {one.key: one.modifications for one in decided([row], {"q": YES}).regions}

    low = Modification(code="LOW")
    assert shown["LSP"] == (low,)
    assert shown["HIP_L"] == shown["HIP_R"] == (cap(60), low)


def cap(degrees: int) -> Modification:
    return Modification(code="CAP", part=Part.HIP, movement="flexion", degrees=degrees)


@pytest.mark.parametrize(
    ("setting", "letters_"),
    [("clinic", "MMMM"), ("studio", "NNNN"), ("home", "NNNN"), ("team", "NNNN")],
)
def test_professionals_only(setting, letters_):
    row = precaution("p", "q", M, modifications=("PRO",))

    assert letters(decided([row], {"q": YES}, Setting(setting))) == letters_


def test_a_rule_of_a_setting_holds_there_and_says_so_without_an_answer():
    row = precaution("p", "q", N, when=((),), settings=("home",))

    clearance = decided([row], {}, Setting.HOME)

    assert letters(clearance) == "NNNN"
    assert not clearance.findings[0].personal
    assert clearance.verdict is P
    assert letters(decided([row], {}, Setting.CLINIC)) == "PPPP"
