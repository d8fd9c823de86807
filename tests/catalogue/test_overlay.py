"""A clinic's own entries: what is added, what may be changed, and what is refused."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from endrange.errors import CatalogueFaults
from endrange.knowledge import Catalogue, Mode, Part, load, put_in_force
from endrange.knowledge.loader import SHIPPED
from endrange.knowledge.overlay import lay_over, load_with, load_with_texts
from endrange.knowledge.stricter import loosened
from endrange.screening import screen
from tests.strategies import TODAY, people
from tests.strategies import settings as some_setting

BASE = load()
ROW = "WND-01"
"""Has parts in it that every rule below can loosen: columns, a limit, a place."""


def refused(entries: dict[str, Any], base: Catalogue = BASE) -> set[tuple[str, str]]:
    with pytest.raises(CatalogueFaults) as caught:
        lay_over(base, entries)
    return {(fault.file, fault.field) for fault in caught.value.faults}


def ham(**changes: Any) -> dict[str, Any]:
    return {"stretches": {"ham_slr_shoulder": changes}}


def test_texts_are_laid_over_as_files_are(tmp_path: Path) -> None:
    text = '[rest_day]\nname = "A day of rest"\nlead = "You rest."\nmuscles = { soleus = 1.0 }\n'
    text += 'sources = ["ours"]\n'
    (tmp_path / "goals.toml").write_text(text, encoding="utf-8")

    laid = load_with_texts({"goals.toml": text}, BASE)

    assert laid.goals["rest_day"] == load_with(tmp_path).goals["rest_day"]


def plain(**changes: Any) -> dict[str, Any]:
    return {"techniques": {"passive": changes}}


def rule(id_: str, **changes: Any) -> dict[str, Any]:
    return {"precautions": {id_: changes}}


def test_new_entries_are_added_and_the_base_stays() -> None:
    source = {"authors": "Our clinic", "title": "House rules", "read": "full", "grade": "ours"}
    own = BASE.precautions["INJ-07"].model_dump(mode="json", exclude={"id"})
    entries = {"sources": {"house": source}, "precautions": {"OWN-1": own | {"sources": ["house"]}}}

    laid = lay_over(BASE, entries)

    assert laid.precautions["OWN-1"].sources == ("house",)
    assert "OWN-1" not in BASE.precautions
    assert laid.version.startswith(f"{BASE.version}+")
    assert len(laid.version) <= 40
    assert lay_over(BASE, entries).version == laid.version


def test_only_what_is_named_changes() -> None:
    said = {"lead": "The leg rests on the shoulder.", "cues": {"rest": {"client": "Rest now."}}}

    stretch = lay_over(BASE, ham(**said)).stretch("ham_slr_shoulder")

    shipped = BASE.stretch("ham_slr_shoulder")
    assert stretch.lead == said["lead"]
    assert stretch.cues["rest"].client == "Rest now."
    assert stretch.cues["rest"].helper == shipped.cues["rest"].helper
    assert stretch.loads == shipped.loads


STRICTER = [
    rule(ROW, verdicts="N N N N"),
    rule(ROW, scope={"everywhere": True}),
    rule("INJ-07", urgency="call_now"),
    ham(lay_partner="supervised", difficulty=2),
    {"stretches": {"calf_gastroc_supine": {"push": {"effort_high_percent": 25}}}},
    plain(repetitions={"default": 2}),
    {"questions": {"temperature": {"text": "How warm are you?", "asked": "every_visit"}}},
    {"areas": {"calf": {"joints": ["ANK"]}}},
    {"claims": {"more_range": {"support": "partly"}}},
    {"followup_rules": {"FU-01": {"sessions": 2}}},
]


@pytest.mark.parametrize("entries", STRICTER, ids=lambda one: str(one)[:70])
def test_stricter_is_accepted(entries: dict[str, Any]) -> None:
    assert lay_over(BASE, entries) != BASE


LOOSER = [
    (rule(ROW, verdicts="P P P P"), ("precautions.toml", f"{ROW}.verdicts.PAS")),
    (rule(ROW, verdicts={"PAS": "proceed"}), ("precautions.toml", f"{ROW}.verdicts.PAS")),
    (rule(ROW, modifications=[]), ("precautions.toml", f"{ROW}.modifications")),
    (rule(ROW, settings=["home"]), ("precautions.toml", f"{ROW}.settings")),
    (rule(ROW, when=[[]]), ("precautions.toml", f"{ROW}.when")),
    (rule("PRG-05", scope={"parts": ["HIP"]}), ("precautions.toml", "PRG-05.scope")),
    (rule("MED-03", scope={"span": "place"}), ("precautions.toml", "MED-03.scope")),
    (rule("NCK-01", urgency="same_day"), ("precautions.toml", "NCK-01.urgency")),
    ({"questions": {"hurt_pop": {"kind": "number"}}}, ("questions.toml", "hurt_pop.kind")),
    ({"questions": {"hurt_pop": {"only_if": []}}}, ("questions.toml", "hurt_pop.only_if")),
    (
        {"questions": {"bones": {"choices": [{"id": "fine", "text": "Fine"}]}}},
        ("questions.toml", "bones.choices"),
    ),
    ({"questions": {"hurt": {"asked": "full"}}}, ("questions.toml", "hurt.asked")),
    ({"questions": {"hurt": {"asks_pain": False}}}, ("questions.toml", "hurt.asks_pain")),
    (ham(loads=[{"part": "HIP", "what": "flexion"}]), ("stretches/ham_slr_shoulder.toml", "loads")),
    (ham(position="prone"), ("stretches/ham_slr_shoulder.toml", "position")),
    (
        ham(primary_muscles=["semitendinosus"]),
        ("stretches/ham_slr_shoulder.toml", "primary_muscles"),
    ),
    (ham(antagonists=["iliopsoas"]), ("stretches/ham_slr_shoulder.toml", "antagonists")),
    (
        ham(techniques=["post_isometric", "contract_relax"]),
        ("stretches/ham_slr_shoulder.toml", "techniques"),
    ),
    (ham(push={"effort_high_percent": 75}), ("stretches/ham_slr_shoulder.toml", "push")),
    (
        {"stretches": {"pec_minor_like": {"lay_partner": "yes"}}},
        ("stretches/pec_minor_like.toml", "name"),
    ),
    (
        {"stretches": {"lat_supine_flexion": {"difficulty": 0}}},
        ("stretches/lat_supine_flexion.toml", "difficulty"),
    ),
    (
        {"stretches": {"ham_proximal": {"difficulty": 1}}},
        ("stretches/ham_proximal.toml", "difficulty"),
    ),
    (plain(needs=["AA"]), ("techniques/passive.toml", "needs")),
    (plain(people=1), ("techniques/passive.toml", "people")),
    (
        {"techniques": {"sustained_pressure": {"lay": True}}},
        ("techniques/sustained_pressure.toml", "lay"),
    ),
    (
        {"techniques": {"sustained_pressure": {"presses": False}}},
        ("techniques/sustained_pressure.toml", "presses"),
    ),
    ({"populations": {"youth": {"when": []}}}, ("populations.toml", "youth.when")),
    ({"populations": {"lay_pairs": {"lay": False}}}, ("populations.toml", "lay_pairs.lay")),
    (
        {"muscles": {"piriformis": {"bent_actions": []}}},
        ("muscles.toml", "piriformis.bent_actions"),
    ),
    (plain(repetitions={"high": 9}), ("techniques/passive.toml", "repetitions")),
    (
        {"techniques": {"hold_relax": {"effort_percent": {"high": 70}}}},
        ("techniques/hold_relax.toml", "effort_percent"),
    ),
    (
        plain(variants={"older_adults": {"repetitions": {"low": 1}}}),
        ("techniques/passive.toml", "variants.older_adults.repetitions"),
    ),
    ({"areas": {"knee": {"joints": ["KNEE"]}}}, ("areas.toml", "knee.joints")),
    ({"areas": {"knee": {"paired": False}}}, ("areas.toml", "knee.paired")),
    ({"muscles": {"soleus": {"joints": ["KNEE"]}}}, ("muscles.toml", "soleus.joints")),
    (
        {"measures": {"hip_flexion_slr": {"active": True}}},
        ("measures/hip_flexion_slr.toml", "active"),
    ),
    ({"claims": {"posture": {"support": "partly"}}}, ("claims.toml", "posture.support")),
    ({"goals": {"plantar_heel": {"precautions": []}}}, ("goals.toml", "plantar_heel.precautions")),
    (
        {"populations": {"youth": {"precautions": []}}},
        ("populations.toml", "youth.precautions"),
    ),
    ({"joints": {"HIP": {"name": "Hips"}}}, ("joints.toml", "HIP")),
    ({"coverage": {"A1": {"says": "Less."}}}, ("coverage.toml", "A1")),
    ({"severities": {"2": {"locks": False}}}, ("severities.toml", "2")),
    ({"followup_rules": {"FU-02": {"sessions": 1}}}, ("followup_rules.toml", "FU-02.sessions")),
    (
        {"followup_rules": {"FU-04": {"sessions": 3}}},
        ("followup_rules.toml", "FU-04.sessions"),
    ),
    ({"followup_rules": {"FU-05": {"urgency": ""}}}, ("followup_rules.toml", "FU-05.urgency")),
    ({"moons": {"x": {}}}, ("moons.toml", "x")),
    ({"goals": {"running": "fast"}}, ("goals.toml", "running")),
    (ham(felt="Quite safe."), ("stretches/ham_slr_shoulder.toml", "felt")),
]


@pytest.mark.parametrize(("entries", "fault"), LOOSER, ids=lambda one: str(one)[:70])
def test_looser_or_wrong_is_refused(entries: dict[str, Any], fault: tuple[str, str]) -> None:
    assert fault in refused(entries)


def test_a_stop_that_is_dropped_is_missed() -> None:
    shipped = BASE.stretch("ham_slr_shoulder").must_not_feel
    calmer = [one.model_dump() | {"stop": one.kind == "nerve"} for one in shipped]

    assert ("stretches/ham_slr_shoulder.toml", "must_not_feel") in refused(
        ham(must_not_feel=[calmer[0] | {"kind": "pain", "stop": False}])
    )


def test_steps_variants_and_pushes_do_not_grow() -> None:
    steps = [step.model_dump(mode="json") for step in BASE.technique("passive").each]
    longer = [step | {"seconds": step["seconds"] | {"high": 90}} for step in steps]
    without = BASE.replace(
        stretches={
            **BASE.stretches,
            "ham_slr_shoulder": BASE.stretch("ham_slr_shoulder").replace(
                push=None, techniques=("passive",), cues={}
            ),
        }
    )
    careful = BASE.replace(
        stretches={
            **BASE.stretches,
            "ham_slr_shoulder": BASE.stretch("ham_slr_shoulder").replace(lay_partner="no"),
        }
    )
    push = BASE.stretch("ham_slr_shoulder").model_dump(mode="json")["push"]
    bare = BASE.replace(
        techniques={
            **BASE.techniques,
            "passive": BASE.technique("passive").replace(variants={}),
        }
    )

    assert ("techniques/passive.toml", "hold.seconds") in refused(plain(each=longer))
    assert ("techniques/passive.toml", "each") in refused(plain(each=steps[:1]))
    assert ("stretches/ham_slr_shoulder.toml", "push") in refused(ham(push=push), without)
    eased = refused(ham(lay_partner="supervised"), careful)
    assert ("stretches/ham_slr_shoulder.toml", "lay_partner") in eased
    assert lay_over(bare, plain(summary="Held still.")).technique("passive").variants == {}


def test_a_folder_is_read_and_every_reason_is_told(tmp_path: Path) -> None:
    (tmp_path / "goals.toml").write_text('[running]\nlead = "You run a lot."\n')
    assert load_with(tmp_path).goals["running"].lead == "You run a lot."

    (tmp_path / "goals").mkdir()
    (tmp_path / "goals" / "again.toml").write_text('[running]\nlead = "You run."\n')
    (tmp_path / "broken.toml").write_text("[")
    with pytest.raises(CatalogueFaults) as caught:
        load_with(tmp_path, BASE)
    assert [fault.file for fault in caught.value.faults] == ["broken.toml", "goals.toml"] or [
        fault.file for fault in caught.value.faults
    ] == ["broken.toml", "goals/again.toml"]
    assert str(caught.value).count("\n") == 1

    shutil.rmtree(tmp_path / "goals")
    (tmp_path / "broken.toml").unlink()
    (tmp_path / "goals.toml").unlink()
    with pytest.raises(CatalogueFaults, match=r"holds no \.toml file"):
        load_with(tmp_path)


def test_what_is_put_in_force_is_what_everybody_reads() -> None:
    laid = lay_over(BASE, ham(lead="The leg rests on the shoulder."))
    try:
        put_in_force(laid)
        assert load() is laid
    finally:
        put_in_force(None)
    assert load() is BASE
    assert SHIPPED.name == "data"


LETTERS = st.lists(st.sampled_from("PMCNE"), min_size=4, max_size=4).map(" ".join)
LIMITS = st.lists(st.sampled_from(["LOW", "NOEND", "NOISO", "NOTOUCH", "NOSUP", "PRO"]), max_size=2)


@st.composite
def changes(draw: st.DrawFn) -> dict[str, Any]:
    """A change of one shipped rule or stretch, stricter or not."""
    id_ = draw(st.sampled_from(sorted(BASE.precautions)))
    row = BASE.precautions[id_]
    fields: dict[str, Any] = {}
    if draw(st.booleans()):
        kept = {mode: verdict.value for mode, verdict in row.verdicts.items()}
        column = draw(st.sampled_from(Mode))
        worse = draw(st.sampled_from(["adapt", "clearance", "avoid", "emergency"]))
        fields["verdicts"] = draw(st.one_of(st.just(kept | {column: worse}), LETTERS))
    if draw(st.booleans()):
        given = [one.model_dump(mode="json") for one in row.modifications]
        fields["modifications"] = [*given, *draw(LIMITS)]
    if draw(st.booleans()):
        wider = [
            {"everywhere": True},
            {"span": "neighbours"},
            {"parts": [*row.scope.parts, Part.HIP]},
        ]
        fields["scope"] = draw(st.sampled_from(wider))
    entries: dict[str, Any] = rule(id_, **fields)
    stretch = BASE.stretches[draw(st.sampled_from(sorted(BASE.stretches)))]
    more = draw(st.sampled_from(["", "antagonists", "secondary_muscles"]))
    if more:
        extra = draw(st.sampled_from(sorted(BASE.muscles)))
        entries["stretches"] = {stretch.id: {more: [*getattr(stretch, more), extra]}}
    return entries


@settings(max_examples=8, deadline=None)
@given(changes(), people(BASE), some_setting())
def test_no_accepted_overlay_relaxes_any_cell(
    entries: dict[str, Any], answers: Any, setting: Any
) -> None:
    try:
        laid = lay_over(BASE, entries)
    except CatalogueFaults:
        return
    before = screen(answers, BASE, on=TODAY, setting=setting)
    after = screen(answers, laid, on=TODAY, setting=setting)

    for was, now in zip(before.stretches, after.stretches, strict=True):
        for mode in Mode:
            assert now.verdicts[mode].caution >= was.verdicts[mode].caution, (was, now)
    for was_region, now_region in zip(before.regions, after.regions, strict=True):
        for mode in Mode:
            assert now_region.verdicts[mode].caution >= was_region.verdicts[mode].caution


def test_a_variant_that_is_missing_is_missed_and_a_push_may_be_given_up() -> None:
    passive, ham_slr = BASE.technique("passive"), BASE.stretch("ham_slr_shoulder")
    still = ham_slr.replace(push=None, techniques=("passive",))

    missed = {field for field, _ in loosened("techniques", passive, passive.replace(variants={}))}
    given_up = {field for field, _ in loosened("stretches", ham_slr, still)}

    assert missed == {f"variants.{id_}" for id_ in passive.variants}
    assert given_up == set()
