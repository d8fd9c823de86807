"""Screening: places and sides, and what their decision amounts to."""

import pytest

from endrange.knowledge import (
    Load,
    Mode,
    Modification,
    Part,
    Place,
    Scope,
    Verdict,
)
from endrange.screening import (
    RegionClearance,
    overall,
)
from endrange.values import Side
from tests.builders import (
    passive,
    precaution,
)
from tests.unit.deciding import AREAS, YES, C, E, M, N, P, decided, letters, somewhere


@pytest.mark.parametrize(
    ("side", "left", "right"),
    [
        (Side.LEFT, "NNNN", "PPPP"),
        (Side.RIGHT, "PPPP", "NNNN"),
        (Side.BOTH, "NNNN", "NNNN"),
        (Side.MIDLINE, "NNNN", "NNNN"),
    ],
)
def test_a_place_reaches_its_own_side(side, left, right):
    row = precaution("p", "q", N, scope=Scope(places_of="q"))
    clearance = decided([row], somewhere(Place(area="thigh_back", side=side)), questions=AREAS)

    assert (letters(clearance), letters(clearance, Side.RIGHT)) == (left, right)


def test_a_load_on_the_other_side_is_met_on_the_other_side():
    row = precaution("p", "q", N, scope=Scope(places_of="q"))
    loads = (Load(part=Part.KNEE, what="flexion", whose="other"),)
    said = somewhere(Place(area="knee", side=Side.LEFT))
    clearance = decided([row], said, questions=AREAS, loads=loads)

    assert (letters(clearance), letters(clearance, Side.RIGHT)) == ("PPPP", "NNNN")


def test_parts_with_places_are_on_the_sides_of_those_places():
    row = precaution("p", "q", N, scope=Scope(places_of="q", parts=(Part.HIP,)))
    said = somewhere(Place(area="knee", side=Side.LEFT))
    clearance = decided([row], said, questions=AREAS)

    assert (letters(clearance), letters(clearance, Side.RIGHT)) == ("NNNN", "PPPP")


def test_where_a_place_only_works_against_the_target_only_the_active_column_is_met():
    row = precaution("p", "q", N, scope=Scope(places_of="q"), modifications=("LOW",))
    said = somewhere(Place(area="thigh_back", side=Side.LEFT))
    turned = {"primary_muscles": ("quads",), "antagonists": ("hamstrings",)}

    assert letters(decided([row], said, questions=AREAS, **turned)) == "NPPP"
    milder = precaution("p", "q", N, scope=Scope(places_of="q"), verdicts="P N N N")
    assert decided([milder], said, questions=AREAS, **turned).of("ham", Side.LEFT).findings == ()


def test_hands_keep_off_a_place_on_stretches_that_do_not_strain_it():
    row = precaution("p", "q", N, scope=Scope(places_of="q"), modifications=("NOTOUCH",))
    said = somewhere(Place(area="knee", side=Side.LEFT))
    clearance = decided([row], said, questions=AREAS)

    assert (letters(clearance), letters(clearance, Side.RIGHT)) == ("MMMM", "PPPP")
    assert clearance.of("ham", Side.LEFT).modifications == (Modification(code="NOTOUCH"),)


def test_regions_show_what_is_left():
    row = precaution("p", "q", N, scope=Scope(parts=(Part.SCAP,)), verdicts="P M N M")
    clearance = decided([row], {"q": YES})

    shown = {region.key: region.verdict for region in clearance.regions}
    assert shown == dict.fromkeys(shown, P) | {"SHO_L": M, "SHO_R": M}
    assert len(shown) == 15


@pytest.mark.parametrize(
    ("columns", "word"),
    [("PPPP", P), ("PPNP", M), ("MNNN", M), ("CCNN", C), ("NNNN", N), ("EEEE", E), ("CCCC", C)],
)
def test_four_columns_amount_to_one_word(columns, word):
    of_letter = {verdict.letter: verdict for verdict in Verdict}
    verdicts = {mode: of_letter[letter] for mode, letter in zip(Mode, columns, strict=True)}

    assert overall(verdicts) is word
    assert RegionClearance(part=Part.HIP, side=Side.LEFT, verdicts=verdicts).verdict is word


def test_a_technique_gets_the_most_cautious_of_its_columns():
    row = precaution("p", "q", N, verdicts="P M N C")
    found = decided([row], {"q": YES}).of("ham", Side.LEFT)

    assert found.of(passive(needs=("AA",))) is P
    assert found.of(passive(needs=("ISO", "PAS"))) is C


def test_a_stretch_that_was_not_screened_is_never_a_silent_yes():
    with pytest.raises(KeyError, match="was not screened"):
        decided([], {}).of("ham", Side.BOTH)
