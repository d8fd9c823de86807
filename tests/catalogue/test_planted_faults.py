"""Each law catches the fault it is there for: one planted fault a row."""

from typing import Any

import pytest

from endrange.knowledge import (
    Catalogue,
    Push,
    Sensation,
    Verdict,
)
from endrange.knowledge import load as shipped
from endrange.knowledge.laws import LAWS
from endrange.knowledge.laws.norms import norms_follow_their_measure
from tests import builders as a
from tests.catalogue.planted_entries import (
    ACHE,
    ARTICLE,
    BASE,
    GOAL,
    HAM,
    MUSCLE,
    PLAIN,
    PRESET,
    SOURCE,
    STRETCH,
    modified,
)
from tests.catalogue.planted_table import PLANTED
from tests.catalogue.planting import Row, changed, named, plant, when
from tests.catalogue.test_planted_aftercare import PLANTED as AFTER
from tests.catalogue.test_planted_lists import PLANTED as LISTED
from tests.catalogue.test_planted_targets import PLANTED as TARGETED


@pytest.mark.parametrize(
    ("law", "row"),
    [pytest.param(law, row, id=f"{law}-{row[2]}") for law, some in PLANTED.items() for row in some],
)
def test_a_planted_fault_is_caught(law: str, row: Row) -> None:
    entry, changes, field = row

    new = set(named(law)(planted(*entry, changes))) - set(named(law)(BASE))

    assert (*entry, field) in {one[:3] for one in new}
    assert all(one.problem for one in new)


def planted(kind: str, id_: str, changes: dict[str, Any]) -> Catalogue:
    return plant(BASE, kind, id_, changes)


def test_every_law_has_a_planted_fault() -> None:
    tables = (PLANTED, LISTED, TARGETED, AFTER)
    assert {law.__name__ for law in LAWS} == {law for table in tables for law in table}


@pytest.mark.parametrize(
    ("kind", "entry"),
    [
        ("sources", a.source("lonely")),
        ("muscles", a.muscle("lonely")),
        ("measures", a.measure("lonely")),
        ("techniques", a.passive(id="lonely")),
        ("questions", a.question("lonely")),
        ("claims", BASE.claims["more_range"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_an_entry_that_nothing_uses_is_caught(kind: str, entry: Any) -> None:
    planted = changed(BASE, **{kind: {**getattr(BASE, kind), "lonely": entry}})

    complaints = named("nothing_is_unused")(planted)

    assert (kind, "lonely") in {(one.kind, one.id) for one in complaints}


@pytest.mark.parametrize(
    ("law", "entry", "changes"),
    [
        ("nothing_is_unused", PLAIN, {"people": 1}),
        ("words_are_honest", SOURCE, {"title": "A safe title is quoted"}),
        ("stretches_mirror", STRETCH, {"lead": "Hip at a right angle."}),
        ("stretches_mirror", GOAL, {"note": "Left or right."}),
        ("antagonists_pull_the_other_way", STRETCH, {"push": None}),
        ("a_push_comes_from_the_target", STRETCH, {"push": None, "techniques": ()}),
        ("a_push_keeps_to_its_technique", STRETCH, {"push": None}),
        ("the_measure_follows_the_movement", STRETCH, {"measure": None}),
        ("muscles_lie_in_their_area", MUSCLE, {"area": "moon"}),
        ("muscles_lie_in_their_area", STRETCH, {"area": "moon"}),
        ("a_preset_keeps_to_its_technique", PRESET, {"stretch": "x"}),
        ("modifications_name_movements", ACHE, modified("DIR", "HIP", "flexion")),
        ("modifications_name_movements", ACHE, modified("DIR", "NERVE", "sciatic")),
        ("modifications_name_movements", ACHE, modified("LOW", None, None)),
        ("triggers_are_possible", ACHE, when(question="x", any_of=("yes",))),
        ("triggers_are_possible", ACHE, when(question="kind", any_of=("unknown",))),
    ],
)
def test_what_is_right_is_left_alone(
    law: str, entry: tuple[str, str], changes: dict[str, Any]
) -> None:
    """A law keeps to its own business: missing names are for ``references_resolve``."""
    assert set(named(law)(planted(*entry, changes))) == set(named(law)(BASE))


def test_unknown_names_do_not_stop_the_other_laws() -> None:
    """All laws can be run over a catalogue whose references are broken."""
    nowhere = changed(
        HAM,
        area="x",
        primary_muscles=("x",),
        secondary_muscles=("x",),
        antagonists=("x",),
        techniques=("x",),
        measure="x",
        sources=("x",),
        push=Push(client="Push.", direction="x", effort_low_percent=20, effort_high_percent=30),
        must_not_feel=(Sensation(feels="x", kind="pain", action="x", stop=False),),
    )
    preset = changed(ARTICLE, technique="x")
    flag = a.precaution("heart", "x", Verdict.EMERGENCY)
    planted = changed(
        BASE,
        stretches={HAM.id: nowhere},
        presets={ARTICLE.id: preset},
        precautions={"heart": flag},
    )

    for law in LAWS:
        assert list(law(planted)) is not None


def test_a_gap_in_the_numbers_of_the_coverage_is_caught() -> None:
    without = {id_: item for id_, item in BASE.coverage.items() if id_ != "B7"}

    complaints = list(named("coverage_is_numbered")(changed(BASE, coverage=without)))

    assert [one.problem for one in complaints] == ["B7 does not follow; number them in order"]


def test_an_item_of_the_coverage_without_a_number_is_caught() -> None:
    items = {"Ax": changed(BASE.coverage["A1"], id="Ax")}

    complaints = list(named("coverage_is_numbered")(changed(BASE, coverage=items)))

    assert [(one.id, one.field) for one in complaints] == [("Ax", "article")]


def test_a_norm_of_an_unknown_measure_is_left_to_the_law_of_references() -> None:
    id_, norm = next(iter(shipped().norms.items()))
    lost = shipped().replace(norms={id_: norm.replace(measure="nowhere")})

    assert list(norms_follow_their_measure(lost)) == []
