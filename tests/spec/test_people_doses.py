"""Whose dose: a client of 70, of 14, one who is pregnant, two people without training.

Each row is one person, a stretch and a technique, and the dose a plan of theirs has. What a row
does not say is the answer of a healthy adult of 34, a practitioner, and not the first session.
"""

from collections.abc import Iterator

import pytest

from endrange.assessment import Findings
from endrange.knowledge import Act, QuestionKind, Technique, load
from endrange.planning import Helper, PlanItem, PlanRequest, SwapTechnique, plan, revise, validate
from endrange.screening import Clearance, Setting, read_answers, screen
from endrange.session import compile
from tests.strategies import MILD_FOLLOW_UPS, NOTHING_AMISS, TODAY
from tests.tables import rows

pytestmark = pytest.mark.no_cover  # many rows through the same lines, which others count

CATALOGUE = load()
LAY = {"home": Helper.LAY, "team": Helper.LAY}
EVERYTHING = ("table", "mat", "chair", "bench", "strap", "towel", "pillow", "cushion", "bolster")


def decide(text: str, setting: str = "clinic") -> Clearance:
    said = dict(NOTHING_AMISS | MILD_FOLLOW_UPS)
    for pair in text.split():
        name, _, value = pair.partition("=")
        said[name] = float(value) if value.isdigit() else value
        if CATALOGUE.questions[name].kind is QuestionKind.SEVERAL:
            said[name] = [value]
    answers = read_answers(said, CATALOGUE)
    return screen(answers, CATALOGUE, on=TODAY, setting=Setting(setting))


def item(stretch: str, technique: str, clearance: Clearance) -> PlanItem:
    request = PlanRequest(
        minutes=60,
        asked_for=(stretch,),
        techniques=(technique,),
        equipment=EVERYTHING,
        helper=LAY.get(clearance.setting, Helper.PRACTITIONER),
    )
    made = plan(request, clearance, Findings(), CATALOGUE)
    assert validate(made, clearance, CATALOGUE) == ()
    return next(one for one in made.items if one.stretch == stretch)


def told(made: PlanItem) -> str:
    """``passive: up to 60 s, 25 %``: the longest hold and the effort."""
    return f"{made.technique}: {', '.join(_numbers(made))}"


def _numbers(made: PlanItem) -> Iterator[str]:
    dose = made.doses[0].dose
    held = [dose.seconds[act] for act in (Act.HOLD, Act.DEEPEN) if act in dose.seconds]
    if held:
        yield f"{max(held)} s"
    if Act.CONTRACT in dose.seconds:
        yield f"push {dose.seconds[Act.CONTRACT]} s at {dose.effort_percent} %"


PEOPLE = """
  who                            | answers                | setting | stretch              | asked for         | dose
  an adult, held                 |                        | clinic  | ham_slr_table        | passive           | passive: 30 s
  70, held longer                | age=70                 | clinic  | ham_slr_table        | passive           | passive: 60 s
  14, held shorter               | age=14                 | clinic  | ham_slr_table        | passive           | passive: 20 s
  two friends, held shorter      |                        | home    | ham_slr_shoulder     | passive           | passive: 20 s
  70, with a friend              | age=70                 | home    | ham_slr_shoulder     | passive           | passive: 20 s
  an adult, pushing              |                        | clinic  | ham_slr_table        | hold_relax        | hold_relax: 15 s, push 6 s at 25 %
  70, pushing                    | age=70                 | clinic  | ham_slr_table        | hold_relax        | hold_relax: 15 s, push 5 s at 20 %
  14, pushing                    | age=14                 | clinic  | ham_slr_table        | hold_relax        | hold_relax: 15 s, push 5 s at 20 %
  two friends, pushing           |                        | team    | ham_slr_shoulder     | hold_relax        | hold_relax: 15 s, push 6 s at 20 %
  an adult, pressing out         |                        | clinic  | ham_slr_table        | contract_relax    | contract_relax: 15 s, push 6 s at 50 %
  70, pressing out               | age=70                 | clinic  | ham_slr_table        | contract_relax    | contract_relax: 15 s, push 6 s at 20 %
  two friends, pressing out      |                        | home    | ham_slr_shoulder     | contract_relax    | contract_relax: 15 s, push 6 s at 25 %
  an adult, in the middle        |                        | clinic  | calf_soleus_supine   | stretch_return_contract | stretch_return_contract: 10 s, push 5 s at 25 %
  70, in the middle              | age=70                 | clinic  | calf_soleus_supine   | stretch_return_contract | stretch_return_contract: 10 s, push 5 s at 20 %
  an adult, very lightly         |                        | clinic  | calf_soleus_supine   | post_isometric    | post_isometric: 20 s, push 8 s at 20 %
  70, very lightly               | age=70                 | clinic  | calf_soleus_supine   | post_isometric    | post_isometric: 20 s, push 5 s at 15 %
  an adult, moving in            |                        | clinic  | ham_slr_table        | active_assisted   | active_assisted: 10 s
  70, moving in                  | age=70                 | clinic  | ham_slr_table        | active_assisted   | active_assisted: 15 s
  14, moving in                  | age=14                 | clinic  | ham_slr_table        | active_assisted   | active_assisted: 8 s
  gave birth, moving in          | pregnancy=gave_birth   | clinic  | thoracic_rotation_seated | active_assisted | active_assisted: 5 s
  an adult, pressed              |                        | clinic  | tfl_sidelying        | sustained_pressure | sustained_pressure: 60 s
  70, pressed                    | age=70                 | clinic  | tfl_sidelying        | sustained_pressure | sustained_pressure: 30 s
"""  # noqa: E501


@pytest.mark.parametrize("row", rows(PEOPLE), ids=lambda row: row["who"])
def test_dose(row: dict[str, str]) -> None:
    clearance = decide(row["answers"], row["setting"])

    assert told(item(row["stretch"], row["asked for"], clearance)) == row["dose"]


def test_pressing_is_for_practitioners() -> None:
    clearance = decide("", "team")
    request = PlanRequest(minutes=60, asked_for=("neck_upper_trap_seated",), helper=Helper.LAY)
    made = plan(request, clearance, Findings(), CATALOGUE)
    place = [one.stretch for one in made.items].index("neck_upper_trap_seated")
    edit = SwapTechnique(item=place, technique="sustained_pressure")

    refused = revise(made, edit, request, clearance, CATALOGUE)

    assert "Only with a practitioner." in refused.because


def test_nothing_presses_where_nothing_may_touch() -> None:
    clearance = decide("medicines=thinner")
    request = PlanRequest(minutes=60, asked_for=("tfl_sidelying",), equipment=EVERYTHING)
    made = plan(request, clearance, Findings(), CATALOGUE)
    place = [one.stretch for one in made.items].index("tfl_sidelying")
    edit = SwapTechnique(item=place, technique="sustained_pressure")

    refused = revise(made, edit, request, clearance, CATALOGUE)

    assert "No pressing on the muscle today." in refused.because


def test_what_is_different_is_told_to_both() -> None:
    notes = item("ham_slr_table", "passive", decide("age=70")).limits.notes

    assert "At most 5 of 10, and longer." in notes


def test_nobody_is_taken_for_an_adult_because_the_age_is_not_known() -> None:
    said = NOTHING_AMISS | MILD_FOLLOW_UPS
    answers = read_answers({k: v for k, v in said.items() if k != "age"}, CATALOGUE)

    clearance = screen(answers, CATALOGUE, on=TODAY, setting=Setting.CLINIC)

    assert {"youth", "older_adults"} <= set(clearance.populations)
    assert decide("").populations == ()


USES = [
    (stretch, technique)
    for stretch in CATALOGUE.stretches.values()
    for technique in stretch.techniques
]


FIRST = {technique: stretch for stretch, technique in reversed(USES)}


@pytest.mark.parametrize("technique", FIRST)
def test_a_technique_becomes_a_session(technique: str) -> None:
    becomes_a_session(FIRST[technique].id, CATALOGUE.technique(technique), decide(""))


@pytest.mark.deep
@pytest.mark.parametrize("technique", FIRST)
def test_every_stretch_of_a_technique_becomes_a_session(technique: str) -> None:
    clearance = decide("")
    for stretch, name in USES:
        if name == technique:
            becomes_a_session(stretch.id, CATALOGUE.technique(technique), clearance)


def becomes_a_session(stretch: str, technique: Technique, clearance: Clearance) -> None:
    asked = {"minutes": 15, "asked_for": (stretch,), "techniques": (technique.id,)}
    request = PlanRequest.model_validate(asked | {"equipment": EVERYTHING})
    made = plan(request, clearance, Findings(), CATALOGUE)
    place = [one.stretch for one in made.items].index(stretch)
    timeline = compile(made, CATALOGUE)

    assert timeline.seconds == made.seconds
    mine = [one for one in timeline.segments if one.item == place and one.act]
    wanted = {step.act for step in technique.steps if step.seconds.default}
    assert {one.act for one in mine} == wanted
    assert all(one.cues.helper and one.cues.client for one in mine)


def test_every_technique_for_two_is_used_and_has_its_people() -> None:
    used = {name for _, name in USES}
    for technique in CATALOGUE.techniques.values():
        people = {"older_adults", "youth"} | ({"lay_pairs"} if technique.lay else set())
        if technique.people > 1:
            assert technique.id in used
            assert people <= technique.variants.keys(), technique.id
