"""What the types of the knowledge refuse, and what they work out for themselves."""

import pytest
from pydantic import ValidationError

from endrange.errors import UnknownId
from endrange.knowledge import (
    REGIONS,
    Act,
    Laterality,
    Mode,
    Modification,
    ModificationCode,
    Motion,
    Part,
    Place,
    Position,
    Range,
    Scope,
    Setting,
    Trigger,
    Verdict,
    load,
)
from endrange.values import Side
from tests import builders as a
from tests.tables import rows


def test_an_unknown_id_names_what_is_known() -> None:
    catalogue = a.catalogue()

    for look_up in (catalogue.stretch, catalogue.technique, catalogue.measure, catalogue.preset):
        with pytest.raises(UnknownId, match="is called 'nothing'"):
            look_up("nothing")
    with pytest.raises(UnknownId, match="Known: hold_relax, passive"):
        catalogue.technique("nothing")
    assert catalogue.stretch("ham") is catalogue.stretches["ham"]


def test_a_range_holds_its_default() -> None:
    assert 3 in a.between(3, 10, 6)
    assert 11 not in a.between(3, 10, 6)
    with pytest.raises(ValidationError, match="default 2 is not within 3 to 10"):
        Range(low=3, high=10, default=2, sources=("ours",))


def test_the_regions_are_paired_but_for_neck_and_trunk() -> None:
    assert [part for part in Part if part.is_region] == list(REGIONS)
    assert [part for part in REGIONS if not part.is_paired] == [Part.NECK, Part.TSP, Part.LSP]


VERDICTS = """
  verdict   | letter | caution | allows
  proceed   | P      | 0       | yes
  adapt     | M      | 1       | yes
  clearance | C      | 2       | no
  avoid     | N      | 3       | no
  emergency | E      | 4       | no
"""


@pytest.mark.parametrize("row", rows(VERDICTS), ids=lambda row: row["verdict"])
def test_verdicts_rise_in_caution(row: dict[str, str]) -> None:
    verdict = Verdict(row["verdict"])

    assert str(verdict) == row["verdict"]
    assert verdict.letter == row["letter"]
    assert verdict.caution == int(row["caution"])
    assert verdict.allows is (row["allows"] == "yes")


def test_only_a_clinic_has_somebody_licensed_to_judge_a_dont_know() -> None:
    there = [setting for setting in Setting if setting.has_practitioner]

    assert there == [Setting.CLINIC]


def test_a_place_has_a_mirror() -> None:
    assert Place(area="knee", side=Side.LEFT).mirrored == Place(area="knee", side=Side.RIGHT)
    assert Place(area="neck").mirrored == Place(area="neck")


POSE = Motion(part=Part.HIP, movement="adduction")


def test_a_limit_says_what_it_limits() -> None:
    with pytest.raises(ValidationError, match="DIR about None"):
        Modification(code=ModificationCode.DIR)
    with pytest.raises(ValidationError, match="LOW about HIP"):
        Modification(code=ModificationCode.LOW, part=Part.HIP)
    with pytest.raises(ValidationError, match="LOW about None"):
        Modification(code=ModificationCode.LOW, movement="flexion")
    with pytest.raises(ValidationError, match="CAP with degrees None"):
        Modification(code=ModificationCode.CAP, part=Part.HIP)
    with pytest.raises(ValidationError, match="LOW with degrees 90"):
        Modification(code=ModificationCode.LOW, degrees=90)
    with pytest.raises(ValidationError, match="only DIR has them"):
        Modification(code=ModificationCode.CAP, part=Part.HIP, degrees=90, together=(POSE,))


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("LOW", {"code": "LOW"}),
        ("DIR(PATELLA)", {"code": "DIR", "part": "PATELLA"}),
        (
            "CAP(HIP, flexion, 90)",
            {"code": "CAP", "part": "HIP", "movement": "flexion", "degrees": 90},
        ),
        (
            "DIR(HIP, flexion, 90; HIP, adduction; ANK)",
            {
                "code": "DIR",
                "part": "HIP",
                "movement": "flexion",
                "degrees": 90,
                "together": [{"part": "HIP", "movement": "adduction"}, {"part": "ANK"}],
            },
        ),
    ],
)
def test_a_limit_may_be_written_as_it_is_printed(text: str, fields: dict[str, object]) -> None:
    read = Modification.model_validate(text)

    assert read == Modification.model_validate(fields)
    assert read.notation == text


@pytest.mark.parametrize(
    "text", ["CAP(HIP, 90, 80)", "CAP(HIP, flexion, extension, 90)", "BAN(HIP)", "DIR(MOON)", ""]
)
def test_a_limit_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        Modification.model_validate(text)


def test_a_trigger_has_a_condition() -> None:
    with pytest.raises(ValidationError, match="has no condition"):
        Trigger(question="pain")
    assert Trigger(question="pain", below=3).below == 3


def test_a_scope_reaches_something() -> None:
    with pytest.raises(ValidationError):
        Scope()


def test_a_sport_is_served_by_what_lengthens_first_a_muscle_it_loads() -> None:
    served = {
        one.id: one.is_served_by(load().stretch("ham_slr_shoulder"))
        for one in (load().sports["running_distance"], load().sports["swimming"])
    }
    assert served == {"running_distance": True, "swimming": False}


def test_a_source_says_who_said_it_and_when() -> None:
    whole = load().sources["feland_2004"]
    assert whole.said_by == f"{whole.authors}, {whole.year}"
    nobody = whole.model_copy(update={"authors": "", "year": None})
    assert nobody.said_by == ""


def test_verdicts_may_be_written_as_in_the_rule_tables() -> None:
    row = a.precaution("row", "pain", Verdict.AVOID, verdicts="P M N E")

    assert row.verdicts == {
        Mode.AA: Verdict.PROCEED,
        Mode.PAS: Verdict.ADAPT,
        Mode.END: Verdict.AVOID,
        Mode.ISO: Verdict.EMERGENCY,
    }
    for odd in ("P M N", "P M N X"):
        with pytest.raises(ValidationError, match="is not four of P M C N E"):
            a.precaution("row", "pain", Verdict.AVOID, verdicts=odd)


def test_sides_follow_laterality() -> None:
    assert Laterality.UNILATERAL.sides == (Side.LEFT, Side.RIGHT)
    assert Laterality.BILATERAL.sides == (Side.BOTH,)
    assert Laterality.MIDLINE.sides == (Side.MIDLINE,)
    assert a.stretch(secondary_muscles=("calf",)).muscles == ("hamstrings", "calf")


def test_positions_are_listed_in_the_order_of_a_session() -> None:
    assert next(iter(Position)) is Position.SUPINE
    assert list(Position)[-1] is Position.STANDING


def test_acts_of_no_length_are_left_out() -> None:
    technique = a.hold_relax(after=(a.step(Act.HOLD, 0, 10, 0),))
    dose = a.dose(2, take_up=10, contract=6, let_go=3, deepen=15, rest=0)

    beats = [(beat.repetition, beat.act.value, beat.seconds) for beat in technique.beats(dose)]

    assert beats == [
        (0, "take_up", 10),
        (1, "contract", 6),
        (1, "let_go", 3),
        (1, "deepen", 15),
        (2, "contract", 6),
        (2, "let_go", 3),
        (2, "deepen", 15),
    ]
    assert technique.side_seconds(dose) == 58
    assert dose.under_stretch_seconds == 30


def test_what_comes_after_belongs_to_the_last_repetition() -> None:
    technique = a.passive(after=(a.step(Act.LET_GO, 1, 10, 4),))

    assert list(technique.beats(technique.default_dose))[-1].repetition == 3


@pytest.mark.parametrize("technique", load().techniques.values(), ids=lambda one: one.id)
def test_a_default_dose_is_the_default_of_each_number(technique) -> None:
    dose = technique.default_dose

    assert dose.repetitions == technique.repetitions.default
    assert all(dose.seconds[step.act] == step.seconds.default for step in technique.steps)
    assert (dose.effort_percent is None) is (Mode.ISO not in technique.needs)
    assert technique.side_seconds(dose) == sum(beat.seconds for beat in technique.beats(dose))


def test_every_act_has_a_phase() -> None:
    assert {act.phase.value for act in Act} == {
        *("ready", "lengthen", "push", "relax", "hold", "rest"),
    }
