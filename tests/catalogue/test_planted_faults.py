"""Each law catches the fault it is there for: one planted fault a row."""

from typing import Any

import pytest

from endrange.knowledge import (
    Act,
    AtOnce,
    Catalogue,
    Choice,
    EndFeel,
    Equipment,
    Gravity,
    Interval,
    Load,
    MeasurementError,
    Mode,
    Modification,
    ModificationCode,
    NormStatus,
    Onward,
    Outcome,
    Part,
    PublishedError,
    Push,
    QuestionKind,
    Sensation,
    Support,
    Trigger,
    Urgency,
    Verdict,
    Word,
    load,
)
from endrange.knowledge import load as shipped
from endrange.knowledge.laws import LAWS
from endrange.knowledge.laws.norms import norms_follow_their_measure
from endrange.values import ByRole
from tests import builders as a
from tests.catalogue.planting import Row, changed, named, plant, when
from tests.catalogue.test_planted_aftercare import PLANTED as AFTER
from tests.catalogue.test_planted_lists import PLANTED as LISTED
from tests.catalogue.test_planted_targets import PLANTED as TARGETED

BASE = load().model_copy(
    update={
        "questions": {
            "chest_pain": a.question("chest_pain"),
            "weeks": a.question("weeks", QuestionKind.NUMBER, low=0, high=40),
            "kind": a.question(
                "kind", QuestionKind.CHOICE, choices=(Choice(id="dull", text="Dull"),)
            ),
        },
        "precautions": {
            "heart": a.precaution("heart", "chest_pain", Verdict.EMERGENCY),
            "pregnancy": a.precaution(
                "pregnancy",
                "weeks",
                Verdict.ADAPT,
                when=((Trigger(question="weeks", at_least=20),),),
            ),
            "ache": a.precaution(
                "ache", "kind", Verdict.ADAPT, when=((Trigger(question="kind", any_of=("dull",)),),)
            ),
        },
    }
)

HAM = BASE.stretch("ham_slr_shoulder")
PASSIVE = BASE.technique("passive")
HOLD_RELAX = BASE.technique("hold_relax")
SLR = BASE.measure("hip_flexion_slr")
ARTICLE = BASE.preset("article_hamstrings")
QUADS = BASE.preset("article_quads")
LONG = "This sentence goes on and on, so that nobody on a table can read it."


def error(same: float, other: float, **changes: Any) -> MeasurementError:
    fields = {"assumed": False, "basis": "test", "sources": ("ours",)} | changes
    return MeasurementError(same_examiner=same, other_examiner=other, **fields)


def printed(**changes: Any) -> dict[str, Any]:
    """One line of a study on a measure: an SEM of 2.3 with the MDC95 of it, unless changed."""
    row = PublishedError(
        instrument="CROM device", same_examiner=True, sem=2.3, change=6.4, source="ours"
    )
    return {"error": error(2, 3, published=(changed(row, **changes),))}


def loads(*more: Load) -> dict[str, Any]:
    return {"loads": (*HAM.loads, *more)}


def push(**changes: Any) -> dict[str, Any]:
    assert HAM.push
    return {"push": changed(HAM.push, **changes)}


def cue(words: str) -> dict[str, Any]:
    return {"cues": {**HAM.cues, Act.REST: ByRole[str](helper="Rest.", client=words)}}


def dose(**changes: Any) -> dict[str, Any]:
    return {"dose": changed(ARTICLE.dose, **changes)}


def seconds(**acts: int) -> dict[str, Any]:
    return dose(seconds={**ARTICLE.dose.seconds, **{Act(act): s for act, s in acts.items()}})


def felt(**changes: Any) -> dict[str, Any]:
    return {"must_not_feel": (changed(HAM.must_not_feel[0], **changes),)}


def modified(code: str, part: str | None, movement: str | None) -> dict[str, Any]:
    one = Modification(
        code=ModificationCode(code), part=Part(part) if part else None, movement=movement
    )
    return {"modifications": (one,)}


STRETCH = ("stretches", HAM.id)
MUSCLE = ("muscles", "soleus")
CALF = ("areas", "calf")
MEASURE = ("measures", SLR.id)
PRESET = ("presets", ARTICLE.id)
GOAL = ("goals", "running")
HEART = ("precautions", "heart")
PLAIN = ("techniques", "passive")
KNEE = ("areas", "knee")
SOURCE = ("sources", "ours")
PUSHED = ("techniques", "hold_relax")
OTHER_PRESET = ("presets", QUADS.id)
ACHE = ("precautions", "ache")
PREGNANCY = ("precautions", "pregnancy")
QUESTION = ("questions", "kind")
HIP = ("joints", "HIP")
NORM = ("norms", "vairo_flexion_male")
CLAIM = ("claims", "more_range")
GUIDE = ("guides", "comfort")
HEEL = ("goals", "plantar_heel")
ITEM = ("coverage", "A1")
SHARP = ("reactions", "sharp")
NECK = ("reactions", "dizzy_neck")
SPASM = ("reactions", "spasm")

FLEXION = BASE.joints["HIP"].movements["flexion"]
RANGE = BASE.norms["cdc_hip_extension_female_2"]
RANGED = ("norms", RANGE.id)
FIGURE = BASE.claims["more_range"].figures[0]
LINE = BASE.guides["comfort"].lines[0]
OLDER = PASSIVE.variants["older_adults"]


def moves(**movements: Any) -> dict[str, Any]:
    return {"movements": {**BASE.joints["HIP"].movements, **movements}}


def figures(**changes: Any) -> dict[str, Any]:
    return {"figures": (changed(FIGURE, **changes),)}


def variants(population: str = "older_adults", **changes: Any) -> dict[str, Any]:
    return {"variants": {population: changed(OLDER, **changes)}}


PLANTED: dict[str, list[Row]] = {
    "references_resolve": [
        (STRETCH, {"area": "moon"}, "area"),
        (STRETCH, {"measure": "x"}, "measure"),
        (STRETCH, {"primary_muscles": ("x",)}, "primary_muscles"),
        (STRETCH, {"techniques": ("x",)}, "techniques"),
        (STRETCH, {"alternatives": ("x",)}, "alternatives"),
        (STRETCH, {"sources": ("x",)}, "sources"),
        (MUSCLE, {"antagonists": ("x",)}, "antagonists"),
        (CALF, {"muscles": ("x",)}, "muscles"),
        (MEASURE, {"error": error(1, 2, sources=("x",))}, "error.sources"),
        (MEASURE, printed(source="x"), "error.published.source"),
        (
            MEASURE,
            {"error": error(1, 2, by_instrument={"tape": error(1, 2, sources=("x",))})},
            "error.by_instrument.tape",
        ),
        (PRESET, {"stretch": "x"}, "stretch"),
        (GOAL, {"muscles": {"x": 1.0}}, "muscles"),
        (GOAL, {"claims": ("x",)}, "claims"),
        (NORM, {"measure": "x"}, "measure"),
        (CLAIM, figures(sources=("x",)), "figures.sources"),
        (PLAIN, variants(sources=("x",)), "variants.sources"),
        (HEART, when(question="x", any_of=("yes",)), "when.question"),
        (
            PLAIN,
            {"repetitions": changed(PASSIVE.repetitions, sources=("x",))},
            "repetitions.sources",
        ),
    ],
    "areas_reach_something": [
        (KNEE, {"joints": (), "muscles": ()}, "joints"),
    ],
    "goals_can_be_served": [
        (GOAL, {"muscles": {"vasti": 1.0, "deep_neck_flexors": 0.5}}, "muscles.deep_neck_flexors")
    ],
    "grades_are_known": [
        (SOURCE, {"grade": "hearsay"}, "grade"),
        (SOURCE, {"read": "skimmed"}, "read"),
        (CLAIM, {"grade": "B"}, "grade"),
        (PLAIN, {"grade": "A"}, "grade"),
        (HEART, {"grade": "A"}, "grade"),
    ],
    "our_own_numbers_say_why": [
        (
            PLAIN,
            {"repetitions": changed(PASSIVE.repetitions, sources=("ours",), because="")},
            "repetitions.because",
        ),
        (
            PLAIN,
            variants(repetitions=changed(a.between(2, 3, 2), because="")),
            "variants.older_adults.repetitions.because",
        ),
    ],
    "seconds_and_effort_are_plausible": [
        (
            PUSHED,
            {"effort_percent": changed(HOLD_RELAX.effort_percent, high=76)},
            "effort_percent.high",
        ),
        (PLAIN, {"repetitions": changed(PASSIVE.repetitions, high=21)}, "repetitions.high"),
        (
            PLAIN,
            {"before": (changed(PASSIVE.before[0], seconds=a.between(5, 121, 8)),)},
            "get_ready.seconds.high",
        ),
        (PLAIN, {"before": ()}, "before"),
    ],
    "angles_are_plausible": [
        (STRETCH, loads(Load(part=Part.HIP, what="extension", upper_degrees=90)), "loads"),
    ],
    "measures_are_plausible": [
        (MEASURE, {"low": 150.0}, "low"),
        (MEASURE, {"high": 300.0}, "low"),
        (MEASURE, {"error": error(4, 3)}, "error"),
        (MEASURE, {"error": error(4, 16)}, "error"),
        (MEASURE, {"error": error(5, 7, assumed=True, sources=("neto_2015",))}, "error.sources"),
    ],
    "published_errors_add_up": [
        (MEASURE, printed(change=5.4), "error.published.0"),  # Fletcher's MDC90, named MDC
        (MEASURE, printed(confidence=90), "error.published.0"),
        (MEASURE, printed(change=9.0), "error.published.0"),
        (MEASURE, printed(confidence=99), "error.published.0"),
        (MEASURE, printed(sem=None, change=None), "error.published.0"),
    ],
    "instruments_agree": [
        (MEASURE, {"error": error(2, 3, studied_with=("eye",))}, "error"),
        (MEASURE, {"error": error(2, 3, by_instrument={"eye": error(2, 3)})}, "error"),
        (MEASURE, {"gravity": None}, "gravity"),
        (MEASURE, {"gravity": Gravity(sees=False)}, "gravity"),
        (MEASURE, {"gravity": Gravity(sees=True)}, "gravity"),
        (MEASURE, {"gravity": Gravity(sees=False, instead="Lying down.")}, "gravity"),
        (MEASURE, {"instruments": ("goniometer",)}, "gravity"),
    ],
    "end_feels_are_of_passive_movements": [
        (MEASURE, {"end_feels": ()}, "end_feels"),
        (MEASURE, {"active": True}, "end_feels"),
        (MEASURE, {"end_feels": (EndFeel.SPASM,)}, "end_feels"),
    ],
    "weights_are_plausible": [
        (GOAL, {"muscles": {"soleus": 1.5}}, "muscles.soleus"),
        (GOAL, {"muscles": {"soleus": 0.0}}, "muscles.soleus"),
        (GOAL, {"muscles": {}}, "muscles"),
    ],
    "loads_speak_the_same_language": [
        (STRETCH, loads(Load(part=Part.KNEE, what="abduction")), "loads"),
        (STRETCH, loads(Load(part=Part.PATELLA, what="flexion")), "loads"),
        (MUSCLE, {"actions": ("ANK wiggle",)}, "actions"),
        (MUSCLE, {"actions": ("flexion",)}, "actions"),
        (MEASURE, {"movement": "varus"}, "movement"),
    ],
    "muscles_lie_in_their_area": [
        (CALF, {"muscles": ("gastrocnemius",)}, "muscles"),
        (STRETCH, {"area": "neck"}, "area"),
    ],
    "the_end_range_is_among_the_loads": [
        (STRETCH, {"loads": HAM.loads[1:]}, "loads"),
    ],
    "the_end_range_lengthens_a_target": [
        (STRETCH, {"primary_muscles": ("rectus_femoris",)}, "movement"),
    ],
    "the_measure_follows_the_movement": [
        (STRETCH, {"measure": "knee_flex_prone"}, "measure"),
    ],
    "antagonists_pull_the_other_way": [
        (STRETCH, {"antagonists": ("iliopsoas", "semitendinosus")}, "antagonists"),
        (STRETCH, {"antagonists": ("soleus",)}, "antagonists"),
        (STRETCH, {"antagonist_cue": ""}, "antagonist_cue"),
    ],
    "a_push_comes_from_the_target": [
        (STRETCH, {"push": None}, "push"),
        (STRETCH, push(direction="HIP flexion"), "push.direction"),
    ],
    "nerves_and_vessels_are_watched": [
        (STRETCH, felt(kind="pain"), "must_not_feel"),
        (STRETCH, felt(stop=False), "must_not_feel"),
    ],
    "a_technique_needs_what_it_does": [
        (PUSHED, {"needs": (Mode.PAS,)}, "needs"),
    ],
    "a_push_has_an_effort": [
        (PUSHED, {"effort_percent": None}, "effort_percent"),
        (PLAIN, {"effort_percent": HOLD_RELAX.effort_percent}, "effort_percent"),
    ],
    "a_push_keeps_to_its_technique": [
        (STRETCH, push(effort_high_percent=70), "push"),
        (STRETCH, push(effort_low_percent=55, effort_high_percent=60), "push"),
        (STRETCH, {"techniques": ("static_self",)}, "techniques"),
    ],
    "a_preset_keeps_to_its_technique": [
        (PRESET, {"technique": "static_self"}, "technique"),
        (PRESET, {"sides": ("left",)}, "sides"),
        (PRESET, dose(repetitions=5), "dose.repetitions"),
        (PRESET, seconds(contract=11), "dose.seconds.contract"),
        (PRESET, seconds(hold=10), "dose.seconds"),
        (PRESET, dose(effort_percent=None), "dose.effort_percent"),
        (PRESET, dose(effort_percent=60), "dose.effort_percent"),
        (OTHER_PRESET, {"dose": changed(QUADS.dose, effort_percent=50)}, "dose.effort_percent"),
    ],
    "every_act_has_words": [
        (PLAIN, {"cues": {}}, "cues.hold"),
        (STRETCH, {"techniques": ("passive",)}, "cues.contract"),
    ],
    "live_words_are_short": [
        (STRETCH, cue(LONG), "cues.rest.client"),
        (STRETCH, cue(""), "cues.rest.client"),
        (PLAIN, {"say": {Act.HOLD: LONG}}, "say.hold"),
    ],
    "stretches_mirror": [
        (STRETCH, {"lead": "Take the left leg."}, "lead"),
        (STRETCH, cue("Right hand down."), "cues.rest.client"),
    ],
    "things_have_one_name": [
        (STRETCH, {"equipment": Equipment(required=("sofa",))}, "equipment"),
        (STRETCH, felt(kind="odd"), "must_not_feel.kind"),
    ],
    "words_are_honest": [
        (STRETCH, {"felt": "Quite safe."}, "felt"),
        (STRETCH, {"felt": "Wide — and deep."}, "felt"),
        (GOAL, {"note": "Flushes toxins."}, "note"),
        (HEART, {"because": "You are cleared."}, "because"),
    ],
    "triggers_are_possible": [
        (HEART, when(question="chest_pain", any_of=("ja",)), "when"),
        (HEART, when(question="chest_pain", below=3), "when"),
        (ACHE, when(question="kind", any_of=("sharp",)), "when"),
        (PREGNANCY, when(question="weeks", at_least=41), "when"),
        (QUESTION, {"only_if": (Trigger(question="chest_pain", any_of=("maybe",)),)}, "only_if"),
    ],
    "modifications_name_movements": [
        (ACHE, modified("DIR", "HIP", "varus"), "modifications"),
        (ACHE, modified("DIR", "NERVE", "optic"), "modifications"),
    ],
    "red_flags_can_be_answered_with_unknown": [
        (HEART, when(question="weeks", at_least=20), "when"),
    ],
    "movements_have_a_way_back": [
        (HIP, moves(flexion=changed(FLEXION, opposite="x")), "movements.flexion.opposite"),
        (HIP, moves(flexion=changed(FLEXION, opposite="abduction")), "movements.flexion.opposite"),
        (HIP, moves(flexion=changed(FLEXION, plane="frontal")), "movements.flexion.opposite"),
    ],
    "norms_follow_their_measure": [
        (NORM, {"movement": "SHO extension"}, "movement"),
        (NORM, {"unit": "cm"}, "unit"),
        (NORM, {"percentiles": {5: 20.0}}, "percentiles"),
        (RANGED, {"mean": 260.0}, "mean"),
    ],
    "norms_are_in_order": [
        (NORM, {"percentiles": {5: 160.0, 50: 150.0}}, "percentiles"),
        (NORM, {"percentiles": {0: 150.0, 50: 160.0}}, "percentiles"),
        (NORM, {"sd": 0.0}, "sd"),
        (RANGED, {"mean_interval": Interval(low=27, high=28)}, "mean_interval"),
        (RANGED, {"observed": Interval(low=30, high=20)}, "observed"),
        (NORM, {"group": changed(RANGE.group, age_low=9, age_high=8)}, "group"),
    ],
    "norms_say_whose_and_how": [
        (NORM, {"group": changed(RANGE.group, who=" ")}, "group.who"),
        (NORM, {"method": ""}, "method"),
        (NORM, {"percentiles": {}}, "mean"),
        (NORM, {"status": NormStatus.COMPUTED, "note": ""}, "note"),
        (NORM, {"sources": ("general_knowledge",)}, "status"),
    ],
    "claims_are_answered": [
        (CLAIM, {"articles": ("ours",)}, "articles"),
        (CLAIM, {"answer": "Perhaps"}, "answer"),
        (CLAIM, {"answer": "One. Two. Three. Four."}, "answer"),
    ],
    "verdicts_rest_on_evidence": [
        (CLAIM, {"sources": ("cleveland_2023", "ours")}, "support"),
        (CLAIM, {"support": Support.NOT_SUPPORTED, "sources": ("youdas_2005",)}, "support"),
    ],
    "figures_are_in_order": [
        (CLAIM, figures(low=20.0), "figures"),
        (CLAIM, figures(value=None, low=None, high=None), "figures"),
    ],
    "guides_are_whole": [
        (GUIDE, {"lines": (changed(LINE, cells=("One", "too many")),)}, "lines"),
        (GUIDE, {"lines": (changed(LINE, cells=(" ",)),)}, "lines"),
    ],
    "conditions_ask_first": [
        (HEEL, {"ask_first": ""}, "ask_first"),
        (HEEL, {"precautions": ()}, "precautions"),
    ],
    "goals_start_with_what_serves_them": [
        (HEEL, {"stretches": ("neck_upper_trap_seated",)}, "stretches"),
    ],
    "variants_keep_to_their_technique": [
        (PLAIN, variants("giants"), "variants.giants"),
        (PLAIN, variants(repetitions=a.between(1, 5, 2)), "variants.older_adults.repetitions"),
        (
            PLAIN,
            variants(effort_percent=a.between(20, 20, 20)),
            "variants.older_adults.effort_percent",
        ),
        (
            PLAIN,
            variants(seconds={Act.HOLD: a.between(30, 90, 60)}),
            "variants.older_adults.seconds.hold",
        ),
    ],
    "coverage_leads_somewhere": [
        (ITEM, {"entries": ("claims/x",)}, "entries"),
        (ITEM, {"entries": ("moons/x",)}, "entries"),
    ],
    "coverage_is_numbered": [
        (ITEM, {"article": "articles_c"}, "article"),
    ],
    "every_word_has_a_reaction": [
        (SHARP, {"word": Word.NUMB}, "word"),
        (NECK, {"parts": (Part.NECK, Part.NECK)}, "parts"),
    ],
    "reactions_never_grow_milder": [
        (SHARP, {"if_gone": Outcome()}, "if_gone"),
        (SHARP, {"if_worse": Outcome(onward=Onward.DROP_REGION)}, "if_worse"),
        (SPASM, {"again": Outcome()}, "again"),
    ],
    "reactions_let_go_of_what_is_red": [
        (SHARP, {"at_once": AtOnce.EASE}, "at_once"),
        (SHARP, {"at_once": AtOnce.END}, "at_once"),
        (SPASM, {"if_gone": Outcome(urgency=Urgency.SAME_DAY)}, "urgency"),
    ],
    "reactions_say_why_and_when": [
        (SHARP, {"because": " "}, "because"),
        (SHARP, {"look_after": (60, 3000)}, "look_after"),
    ],
}
"""By law: the entry, what is changed in it, and the field it must complain of."""


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
