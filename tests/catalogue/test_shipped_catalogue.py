"""Every law over every entry we ship. A failure names the entry and the field."""

from collections.abc import Callable

import pytest

from endrange.knowledge import Catalogue, LayPartner, Mode, load
from endrange.knowledge.laws import LAWS, check
from endrange.knowledge.laws.complaints import Complaint, Complaints
from endrange.knowledge.laws.words import KINDS
from tests.catalogue.load_map import LOAD_MAP
from tests.tables import rows

pytestmark = pytest.mark.no_cover  # many rows through the same lines, which others count

CATALOGUE = load()
COMPLAINTS = [complaint for law in LAWS for complaint in law(CATALOGUE)]
ENTRIES = [(kind, id_) for kind in KINDS for id_ in getattr(CATALOGUE, kind)]


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_law_holds(law: Callable[[Catalogue], Complaints]) -> None:
    assert list(law(CATALOGUE)) == []


@pytest.mark.parametrize(("kind", "id_"), ENTRIES, ids=lambda name: name)
def test_entry_breaks_no_law(kind: str, id_: str) -> None:
    assert [one for one in COMPLAINTS if (one.kind, one.id) == (kind, id_)] == []


def test_check_tells_the_file_and_the_field() -> None:
    def law(_: Catalogue) -> Complaints:
        yield Complaint("stretches", "ham", "joint", "is wrong")
        yield Complaint("areas", "knee", "", "is wrong")

    faults = check(CATALOGUE, [law])

    assert [(fault.file, fault.field) for fault in faults] == [
        ("stretches/ham.toml", "joint"),
        ("areas.toml", "knee"),
    ]


def test_every_region_of_the_body_has_a_place_to_point_at() -> None:
    assert {
        *("head", "neck", "shoulder", "upper_arm", "elbow", "forearm", "wrist_hand", "chest"),
        *("abdomen", "upper_back", "low_back", "buttock", "hip", "groin", "thigh_front"),
        *("thigh_inner", "thigh_back", "knee", "shin", "calf", "ankle_foot"),
    } == CATALOGUE.areas.keys()


@pytest.mark.parametrize("stretch", CATALOGUE.stretches.values(), ids=lambda stretch: stretch.id)
def test_a_stretch_loads_what_its_row_of_the_load_map_says(stretch) -> None:
    loads = {f"{load.part} {load.what or ''}".strip() for load in stretch.loads}

    assert set(LOAD_MAP[stretch.id].split(", ")) <= loads


def test_the_head_is_never_in_a_helpers_hands() -> None:
    for stretch in CATALOGUE.stretches.values():
        if stretch.area == "neck":
            assert "passive" not in stretch.techniques
            assert any("never" in hand.lower() and "head" in hand for hand in stretch.hands)


# Screening columns by technique.
COLUMNS = {
    "passive": {Mode.PAS},
    "active_assisted": {Mode.AA},
    "hold_relax": {Mode.ISO, Mode.PAS},
    "contract_relax": {Mode.ISO, Mode.PAS},
    "contract_relax_agonist_contract": {Mode.ISO, Mode.PAS, Mode.AA},
    "static_self": {Mode.AA, Mode.PAS},
}


@pytest.mark.parametrize("id_", COLUMNS)
def test_a_technique_needs_its_columns(id_: str) -> None:
    assert set(CATALOGUE.technique(id_).needs) == COLUMNS[id_]


def test_the_articles_moves_are_for_anybody() -> None:
    for preset in CATALOGUE.presets.values():
        stretch = CATALOGUE.stretch(preset.stretch)
        assert stretch.lay_partner is LayPartner.YES
        assert stretch.difficulty == 1


ARTICLE = """
  preset             | sides      | before                 | three times over
  article_hamstrings | left right | get_ready 8, take_up 10| contract 8, let_go 8, deepen 8, rest 30
  article_quads      | left right | get_ready 8            | take_up 5, hold 8, rest 8
  article_chest      | both       | get_ready 8            | take_up 5, hold 8, rest 8
"""


def test_the_articles_cycles_second_by_second() -> None:
    for row in rows(ARTICLE):
        preset = CATALOGUE.preset(row["preset"])
        beats = list(CATALOGUE.technique(preset.technique).beats(preset.dose))
        expected = [(0, act) for act in row["before"].split(", ")]
        for repetition in (1, 2, 3):
            expected += [(repetition, act) for act in row["three times over"].split(", ")]

        assert row["sides"].split() == list(preset.sides)
        assert [(b.repetition, f"{b.act} {b.seconds}") for b in beats] == expected


def test_the_article_asks_for_five_to_ten_seconds_of_each_act() -> None:
    for preset in CATALOGUE.presets.values():
        for act, seconds in preset.dose.seconds.items():
            if act in ("contract", "let_go", "deepen", "hold"):
                assert 5 <= seconds <= 10
        assert 3 <= preset.dose.repetitions <= 4
