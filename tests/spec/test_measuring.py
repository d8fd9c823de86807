"""How measures are taken: signs and conventions, end-feels, and whose error applies."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endrange.assessment import (
    ASKED,
    OwnError,
    as_answer,
    assess,
    block,
    error_of,
    perhaps_meant,
    stored,
    written,
)
from endrange.errors import BadInput
from endrange.knowledge import (
    Answer,
    Convention,
    EndFeel,
    MeasurementError,
    Place,
    PublishedError,
    load,
)
from endrange.knowledge.laws.measuring import implied_change, published_errors_add_up
from endrange.screening import fits
from endrange.values import Side
from tests.builders import catalogue, measure, reading
from tests.tables import rows

KNOWN = load()
ERROR = MeasurementError(
    same_examiner=2.5, other_examiner=3.7, assumed=False, basis="test", sources=("ours",)
)
POPLITEAL = KNOWN.measure("knee_ext_9090")

WRITTEN = """
  measure           | written | convention        | stored | because
  knee_ext_9090     | 35      | stored            | 35     | the deficit: 0 is straight
  knee_ext_9090     | 145     | straight_is_180   | 35     | the angle of thigh and leg
  knee_ext_9090     | 180     | straight_is_180   | 0      | straight either way
  knee_ext_9090     | -35     | other_sign        | 35     | extension lacking is negative
  hip_ext_thomas    | -12     | stored            | -12    | below the horizontal (Harvey)
  hip_ext_thomas    | 12      | other_sign        | -12    | below the horizontal, as some write
  hip_adduction_ober| 24      | other_sign        | -24    | below the horizontal
  elbow_extension   | 10      | other_sign        | -10    | ten degrees short of straight
  ankle_df_knee_ext | 78      | right_angle_is_90 | 12     | foot and shin at 78
  hip_flexion_slr   | 70      | stored            | 70     | nothing to turn
"""


@pytest.mark.parametrize("row", rows(WRITTEN), ids=lambda row: f"{row['measure']} {row['written']}")
def test_conventions(row):
    measure, convention = KNOWN.measure(row["measure"]), Convention(row["convention"])

    assert stored(float(row["written"]), convention, measure) == float(row["stored"])
    assert written(float(row["stored"]), convention, measure) == float(row["written"])


@given(st.integers(-300, 300), st.sampled_from(sorted(KNOWN.measures)))
def test_what_is_stored_is_written_back_as_it_was(value, id_):
    measure = KNOWN.measure(id_)
    for convention in (Convention.STORED, *measure.conventions):
        try:
            kept = stored(value, convention, measure)
        except BadInput:
            continue
        assert measure.low <= kept <= measure.high
        assert written(kept, convention, measure) == value


@given(st.floats(-10, 190).filter(lambda value: value != 90))
def test_the_two_popliteal_conventions_cannot_be_confused(value):
    """No number but the right angle itself is a reading in both."""
    taken = []
    for convention in (Convention.STORED, Convention.STRAIGHT_IS_180):
        try:
            taken.append(stored(value, convention, POPLITEAL))
        except BadInput:
            continue
    assert len(taken) == 1


def test_a_number_of_the_other_convention_is_asked_about_not_turned():
    with pytest.raises(BadInput, match=r"145 is outside -10 to 90.*did you mean 35 \(straight"):
        stored(145, Convention.STORED, POPLITEAL)

    assert perhaps_meant(145, POPLITEAL) == (Convention.STRAIGHT_IS_180,)
    assert perhaps_meant(35, POPLITEAL) == ()
    assert perhaps_meant(5, POPLITEAL) == ()
    assert perhaps_meant(-35, POPLITEAL) == (Convention.OTHER_SIGN,)


def test_a_convention_nobody_uses_for_a_measure_is_refused():
    with pytest.raises(BadInput, match="straight_is_180 is not used for hip_flexion_slr"):
        stored(70, Convention.STRAIGHT_IS_180, KNOWN.measure("hip_flexion_slr"))


def test_a_number_that_is_no_reading_at_all():
    with pytest.raises(BadInput, match="700 is outside -10 to 90, counted as stored; measure aga"):
        stored(700, Convention.STORED, POPLITEAL)
    with pytest.raises(BadInput, match="35 is outside 90 to 190, counted as straight_is_180"):
        stored(35, Convention.STRAIGHT_IS_180, POPLITEAL)


ENDS = """
  measure         | end-feel  | block
  hip_flexion_slr | muscular  | no
  hip_flexion_slr | capsular  | no
  hip_flexion_slr | bony      | A hard, bony end where none is expected, at straight-leg raise.
  hip_flexion_slr | empty     | Stopped by pain before any resistance, at straight-leg raise.
  hip_flexion_slr | spasm     | A muscle tightened against the movement, at straight-leg raise.
  hip_flexion_slr | springy   | It sprang back: something is in the way, at straight-leg raise.
  hip_flexion_slr | boggy     | A soft, swollen end, at straight-leg raise.
  elbow_extension | bony      | no
  elbow_extension | springy   | It sprang back: something is in the way, at elbow extension.
"""


@pytest.mark.parametrize("row", rows(ENDS), ids=lambda row: f"{row['measure']} {row['end-feel']}")
def test_an_abnormal_end_is_a_block(row):
    felt = reading(40, measure=row["measure"], end_feel=row["end-feel"])

    blocks = assess([felt], KNOWN).blocks

    assert [each.because for each in blocks] == ([] if row["block"] == "no" else [row["block"]])


def test_a_block_is_no_target_of_the_plan():
    """The left hip is far behind the right, but it springs back: for screening, not to stretch."""
    slr = {"measure": "hip_flexion_slr", "instrument": "inclinometer"}
    left = reading(50, 28, end_feel=EndFeel.SPRINGY, **slr)
    right = reading(80, 28, side=Side.RIGHT, **slr)

    findings = assess([left, right], KNOWN)

    assert findings.limitations == ()
    assert findings.tighter == {}
    assert [(block.side, block.end_feel) for block in findings.blocks] == [("left", "springy")]


STANDS = """
  felt first | felt a fortnight later | stands
  springy    | -                      | springy
  springy    | muscular               | no
  muscular   | springy                | springy
  springy    | empty                  | empty
  -          | -                      | no
"""


@pytest.mark.parametrize("row", rows(STANDS), ids=lambda row: " ".join(row.values()))
def test_an_end_stands_until_another_is_felt_there(row):
    """Nothing noted later (-) takes nothing back."""
    felt = (row["felt first"], row["felt a fortnight later"])
    readings = [
        reading(50, day, measure="hip_flexion_slr", end_feel=None if one == "-" else one)
        for day, one in zip((0, 14), felt, strict=True)
    ]

    stands = [block.end_feel for block in assess(readings, KNOWN).blocks]

    assert stands == ([] if row["stands"] == "no" else [row["stands"]])


def test_nothing_noted_is_no_block():
    assert block(reading(40, measure="hip_flexion_slr"), KNOWN) is None


def test_a_block_felt_earlier_and_no_longer_is_none():
    readings = [reading(50, 0, end_feel=EndFeel.EMPTY), reading(60, 14, end_feel=EndFeel.MUSCULAR)]

    assert assess([r.replace(measure="hip_flexion_slr") for r in readings], KNOWN).blocks == ()


PLACES = """
  measure         | side    | place         | on
  hip_flexion_slr | left    | hip           | left
  knee_flex_prone | right   | knee          | right
  neck_flexion    | midline | neck          | midline
  great_toe_ext   | left    | ankle_foot    | left
  trunk_rotation  | left    | low_back      | midline
"""


@pytest.mark.parametrize("row", rows(PLACES), ids=lambda row: row["measure"])
def test_screening_takes_a_block_as_an_answer(row):
    felt = reading(40, measure=row["measure"], side=Side(row["side"]), end_feel=EndFeel.SPRINGY)

    answer = as_answer(assess([felt], KNOWN).blocks, KNOWN)

    assert answer is not None
    assert answer.value == "yes"
    assert [entry.what for entry in answer.entries] == ["blocked"]
    assert [entry.place for entry in answer.entries] == [
        Place(area=row["place"], side=Side(row["on"]))
    ]
    assert fits(ASKED, answer, KNOWN)


def test_without_an_end_feel_nothing_is_said_of_the_end():
    assert block(reading(40, end_feel=None), KNOWN) is None


def test_an_answer_the_questions_have_no_place_for_does_not_fit():
    assert not fits(ASKED, Answer(value="a fortnight"), KNOWN)


def test_no_block_is_no_answer():
    """Nothing noted is not "no"."""
    assert as_answer((), KNOWN) is None


def test_every_joint_that_is_measured_has_a_place_on_the_body_map():
    for each in KNOWN.measures.values():
        felt = reading(40, measure=each.id, end_feel=EndFeel.SPRINGY)
        answer = as_answer(assess([felt], KNOWN).blocks, KNOWN)

        assert answer is not None
        assert each.joint in KNOWN.areas[answer.entries[0].place.area].joints


ERRORS = """
  measure            | instrument         | examiners | error | assumed
  hip_flexion_slr    | phone inclinometer | one       | 2.5   | no
  hip_flexion_slr    | inclinometer       | two       | 3.7   | no
  hip_flexion_slr    | goniometer         | one       | 5     | yes
  hip_flexion_slr    | goniometer         | two       | 7     | yes
  ankle_df_knee_flex | phone inclinometer | one       | 1.7   | no
  ankle_df_knee_flex | goniometer         | one       | 2.8   | yes
  neck_rotation      | CROM device        | one       | 3     | no
  neck_rotation      | phone inclinometer | one       | 5     | yes
  shoulder_flexion   | inclinometer       | two       | 3.4   | no
  pec_minor_length   | tape measure       | two       | 0.84  | no
  great_toe_ext      | goniometer         | one       | 5     | yes
  shoulder_horizontal_abduction | goniometer | one    | 12    | yes
"""


@pytest.mark.parametrize(
    "row",
    rows(ERRORS),
    ids=lambda row: f"{row['measure']}, {row['instrument']}, {row['examiners']}",
)
def test_the_error_of_a_measure_an_instrument_and_the_examiners(row):
    same = row["examiners"] == "one"

    found = error_of(KNOWN.measure(row["measure"]), row["instrument"], same_examiner=same)

    assert found.value == float(row["error"])
    assert found.assumed is (row["assumed"] == "yes")
    assert found.basis
    assert found.sources


def test_a_clinics_own_error_replaces_the_table_for_what_it_was_found_with():
    own = OwnError(
        measure="hip_flexion_slr",
        instrument="goniometer",
        same_examiner=True,
        value=3.1,
        low=2.1,
        high=5.7,
        pairs=10,
    )
    slr = KNOWN.measure("hip_flexion_slr")

    found = error_of(slr, "goniometer", same_examiner=True, own=(own,))

    assert (found.value, found.own, found.assumed) == (3.1, True, False)
    assert found.basis == (
        "This clinic’s own, from 10 repeats; the true error lies between 2.1 and 5.7°."
    )
    assert error_of(slr, "goniometer", same_examiner=False, own=(own,)).value == 7
    assert error_of(slr, "inclinometer", same_examiner=True, own=(own,)).value == 2.5
    tape = KNOWN.measure("pec_minor_length")
    inches = own.replace(measure=tape.id, instrument="tape measure")
    assert error_of(tape, "tape measure", same_examiner=True, own=(inches,)).basis.endswith(" cm.")


PRINTED = """
  study               | sem  | printed | is | rounded
  Fletcher and Bandy  | 2.3  | 5.4     | 90 | 0.1
  Fletcher and Bandy  | 4.1  | 9.6     | 90 | 0.1
  Anwar               | 1.5  | 3.5     | 90 | 0.1
  Anwar               | 2.9  | 6.8     | 90 | 0.1
  Angle Meter         | 1.65 | 4.57    | 95 | 0.01
  Konor, inclinometer | 1.3  | 3.7     | 95 | 0.1
  Konor, inclinometer | 1.4  | 3.8     | 95 | 0.1
  Rosa                | 0.41 | 1.14    | 95 | 0.01
  Neto, straight leg  | 2.6  | 7       | 95 | 1
  Neto, knee          | 2.9  | 8       | 95 | 1
"""


@pytest.mark.parametrize("row", rows(PRINTED), ids=lambda row: f"{row['study']} {row['sem']}")
def test_a_printed_change_belongs_to_one_confidence(row):
    """MDC95 = 2.772 SEM, MDC90 = 2.326 SEM; offered as the other one, the row is refused."""
    line = PublishedError(
        instrument="inclinometer",
        same_examiner=True,
        sem=row["sem"],
        change=row["printed"],
        rounded_to=row["rounded"],
        source="ours",
    )

    def complaints(confidence):
        told = line.replace(confidence=confidence)
        known = catalogue(measures=(measure(error=ERROR.replace(published=(told,))),))
        return [complaint.problem for complaint in published_errors_add_up(known)]

    right, wrong = int(row["is"]), 185 - int(row["is"])
    assert complaints(right) == []
    assert f"it is the {right} % one" in complaints(wrong)[0]


def test_the_two_factors():
    assert implied_change(1, 95) == pytest.approx(2.772, abs=0.0005)
    assert implied_change(1, 90) == pytest.approx(2.326, abs=0.0005)
