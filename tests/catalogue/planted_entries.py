"""Entries of a small right catalogue, and what goes wrong in one field of each."""

from typing import Any

from endrange.knowledge import (
    Act,
    Choice,
    Load,
    MeasurementError,
    Modification,
    ModificationCode,
    Part,
    PublishedError,
    QuestionKind,
    Trigger,
    Verdict,
    load,
)
from endrange.values import ByRole
from tests import builders as a
from tests.catalogue.planting import changed

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
