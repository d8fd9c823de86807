"""Which stretches a rule reaches, and what it says of each: once, and of hands elsewhere."""

from datetime import date
from typing import Any

import pytest

from endrange.knowledge import (
    Answer,
    ClinicianClearance,
    Load,
    Mode,
    Modification,
    Part,
    Place,
    Position,
    QuestionKind,
    Scope,
    Verdict,
)
from endrange.screening import Clearance, Imposed, Setting, StretchClearance, screen
from endrange.values import Side
from tests.builders import (
    area,
    catalogue,
    hold_relax,
    muscle,
    passive,
    precaution,
    question,
    stretch,
)
from tests.tables import rows

TODAY = date(2026, 11, 20)
P, M, C, N, E = Verdict
AREAS = (
    area("knee", joints=(Part.KNEE,), shown_on=(Part.KNEE,)),
    area("calf", muscles=("gastrocnemius",), shown_on=(Part.KNEE,)),
    area("thigh_back", muscles=("hamstrings",)),
    area("low_back", paired=False, joints=(Part.LSP,), shown_on=(Part.LSP,)),
)
MUSCLES = (
    muscle("hamstrings", joints=(Part.HIP, Part.KNEE)),
    muscle("gastrocnemius", area="calf", joints=(Part.KNEE, Part.ANK)),
    muscle("quads", area="thigh_front", joints=(Part.KNEE,)),
)


def decided(*rules, at: str = "knee", words=(), side: Side = Side.LEFT, **shape: Any) -> Clearance:
    known = catalogue(
        questions=(question("hurt", QuestionKind.AREAS),),
        precautions=rules,
        stretches=(stretch(**shape),),
        areas=AREAS,
        muscles=MUSCLES,
        techniques=(passive(), hold_relax()),
    )
    said = {"hurt": Answer(value="yes", places=(Place(area=at, side=side),))}
    return screen(said, known, on=TODAY, setting=Setting.CLINIC, clearances=words)


def letters(row: StretchClearance) -> str:
    return "".join(row.verdicts[mode].letter for mode in Mode)


THERE = Scope(places_of="hurt")
SPANS = """
hurt at | counts as  | a stretch that loads | verdicts
knee    | place      | KNEE                 | NNNN
knee    | place      | HIP                  | PPPP
knee    | place      | ANK                  | PPPP
knee    | neighbours | HIP                  | NNNN
knee    | neighbours | ANK                  | NNNN
knee    | neighbours | SHO                  | PPPP
calf    | place      | KNEE                 | PPPP
calf    | joints     | KNEE                 | NNNN
calf    | joints     | ANK                  | PPPP
calf    | neighbours | ANK                  | NNNN
calf    | neighbours | HIP                  | PPPP
"""


@pytest.mark.parametrize("row", rows(SPANS), ids=lambda row: " ".join(row.values()))
def test_how_much_of_the_body_a_place_stands_for(row):
    rule = precaution("p", "hurt", N, scope={"places_of": "hurt", "span": row["counts as"]})
    loads = (Load(part=Part(row["a stretch that loads"]), what="flexion"),)
    apart = {"primary_muscles": ("quads",), "antagonists": ()}

    found = decided(rule, at=row["hurt at"], loads=loads, **apart)

    assert letters(found.of("ham", Side.LEFT)) == row["verdicts"]


WEIGHT = """
done      | hurt on the left | on the left | on the right
kneeling  | KNEE             | NNNN        | NNNN
kneeling  | PATELLA          | NNNN        | NNNN
kneeling  | SHO              | PPPP        | PPPP
side_lying | SHO             | PPPP        | NNNN
supine    | KNEE             | PPPP        | PPPP
"""


@pytest.mark.parametrize("row", rows(WEIGHT), ids=lambda row: " ".join(row.values()))
def test_what_bears_the_weight_is_loaded_too(row):
    """On both knees; and who lies on the left side works the right."""
    scope = Scope(sides_of="hurt", parts=(Part(row["hurt on the left"]),))

    found = decided(precaution("p", "hurt", N, scope=scope), position=Position(row["done"]))

    assert letters(found.of("ham", Side.LEFT)) == row["on the left"]
    assert letters(found.of("ham", Side.RIGHT)) == row["on the right"]


@pytest.mark.parametrize(
    ("limits", "shape"),
    [
        ((), {}),
        (("LOW",), {}),
        (("NOSUP",), {}),
        (("NOTOUCH",), {}),
        ((Modification(code="CAP", part=Part.HIP, movement="flexion", degrees=60),), {}),
        (("LOW",), {"primary_muscles": ("quads",), "antagonists": ("hamstrings",)}),
    ],
)
def test_a_rule_is_named_once_on_every_stretch_it_reaches(limits, shape):
    rule = precaution("p", "hurt", N, scope=THERE, modifications=limits)

    assert decided(rule, at="thigh_back", **shape).of("ham", Side.LEFT).findings == ("p",)


def test_a_rule_that_lets_a_place_work_leaves_no_limit_where_it_only_works():
    rule = precaution("p", "hurt", N, scope=THERE, verdicts="P N N N", modifications=("LOW",))
    turned = {"primary_muscles": ("quads",), "antagonists": ("hamstrings",)}

    reached = decided(rule, at="thigh_back", **turned).of("ham", Side.LEFT)

    assert (letters(reached), reached.findings, reached.modifications) == ("PPPP", (), ())


ELSEWHERE = """
the rule at the knee | elsewhere on that side
N N N N              | MMMM
P N N N              | PMMM
C C P P              | MMPP
P P P P              | PPPP
"""


@pytest.mark.parametrize("row", rows(ELSEWHERE), ids=lambda row: row["the rule at the knee"])
def test_where_hands_keep_off_the_helper_looks_on_that_side(row):
    rule = precaution(
        "p",
        "hurt",
        N,
        scope=THERE,
        verdicts=row["the rule at the knee"],
        modifications=("NOTOUCH", "LOW"),
    )

    clearance = decided(rule)

    elsewhere, other = (clearance.of("ham", side) for side in (Side.LEFT, Side.RIGHT))
    assert letters(elsewhere) == row["elsewhere on that side"]
    assert elsewhere.findings == ("p",)
    assert elsewhere.modifications == (Modification(code="NOTOUCH"),)
    assert (letters(other), other.findings) == ("PPPP", ())


def test_techniques_no_word_names_stay_closed_there_too():
    rule = precaution("p", "hurt", C, scope=THERE, modifications=("NOTOUCH",))
    word = ClinicianClearance(
        by="Dr Example",
        registration="12345",
        precautions=("p",),
        modes=tuple(Mode),
        techniques=("passive",),
        given=TODAY,
        until=TODAY,
    )

    assert decided(rule, words=(word,)).of("ham", Side.LEFT).without == ("hold_relax",)


@pytest.mark.parametrize("side", [Side.LEFT, Side.RIGHT, Side.BOTH])
def test_a_place_there_is_one_of_is_reached_from_both_sides(side):
    rule = precaution("TODAY-1", "hurt", N, scope=THERE)
    limit = Imposed(row=rule, told=("Pia said so",), places=(Place(area="belly", side=side),))
    known = catalogue(
        questions=(question("hurt", QuestionKind.AREAS),),
        stretches=(stretch(primary_muscles=("abdominals",)),),
        areas=(area("belly", paired=False, muscles=("abdominals",), shown_on=(Part.LSP,)),),
        muscles=(muscle("abdominals", area="belly", joints=(Part.LSP,)),),
    )

    found = screen({}, known, on=TODAY, setting=Setting.CLINIC, imposed=(limit,))

    assert {letters(row) for row in found.stretches} == {"NNNN"}
