"""Who helps, and where: what each setting closes, and what it asks for (safety.md 0.6)."""

import pytest

from endrange.knowledge import ClinicianClearance, Mode, load
from endrange.screening import Clearance, Reason, Setting, read_answers, screen
from endrange.values import Side
from tests.strategies import TODAY, told
from tests.tables import rows

CATALOGUE = load()

CAPS = """
client                     | answers        | setting | stretch                     | verdicts | because
anybody, neck              |                | clinic  | neck_upper_trap_seated left | PPMM     | NCK-06
anybody, neck              |                | studio  | neck_upper_trap_seated left | PPNM     | SET-NECK
anybody, neck              |                | team    | neck_upper_trap_seated left | PPNM     | SET-NECK
anybody, neck              |                | home    | neck_upper_trap_seated left | PNNN     | SET-NECK-HOME
anybody, back bent         |                | clinic  | lumbar_childs_pose midline  | PPPP     |
anybody, back bent         |                | studio  | lumbar_childs_pose midline  | PPPP     |
anybody, back bent         |                | home    | lumbar_childs_pose midline  | PPNP     | SET-SPINE
anybody, calf              |                | home    | calf_soleus_supine left     | PPPP     |
first time at home, calf   | first_time=yes | home    | calf_soleus_supine left     | PPNM     | SYS-01
cannot say when it hurts   | feedback=no    | clinic  | calf_soleus_supine left     | CCNN     | COG-01
cannot say when it hurts   | feedback=no    | studio  | calf_soleus_supine left     | NNNN     | COG-01
cannot say when it hurts   | feedback=no    | home    | calf_soleus_supine left     | NNNN     | COG-01
cannot say when it hurts   | feedback=no    | team    | calf_soleus_supine left     | NNNN     | COG-01
boy of 15 in a team        | age=15         | team    | calf_soleus_supine left     | PMNM     | AGE-01
"""  # noqa: E501


def decide(text: str, setting: str, **more) -> Clearance:
    said = dict(pair.split("=") for pair in text.split())
    given = {id_: float(one) if one.isdecimal() else one for id_, one in said.items()}
    answers = told() | read_answers(given, CATALOGUE)
    return screen(answers, CATALOGUE, on=TODAY, setting=Setting(setting), **more)


@pytest.mark.parametrize(
    "row", rows(CAPS), ids=lambda row: f"{row['client']}, {row['setting']}, {row['stretch']}"
)
def test_a_setting_closes(row):
    stretch, side = row["stretch"].split()
    found = decide(row["answers"], row["setting"]).of(stretch, Side(side))

    assert "".join(found.verdicts[mode].letter for mode in Mode) == row["verdicts"]
    assert set(row["because"].split()) <= set(found.findings)


REASONS = """
client                   | answers     | setting | rule          | reason
neck, studio             |             | studio  | SET-NECK      | SETTING
neck, home               |             | home    | SET-NECK-HOME | SETTING
back, home               |             | home    | SET-SPINE     | SETTING
neck, everywhere         |             | clinic  | NCK-06        |
cannot say, in a clinic  | feedback=no | clinic  | COG-01        |
cannot say, at home      | feedback=no | home    | COG-01        | SETTING
"""


@pytest.mark.parametrize("row", rows(REASONS), ids=lambda row: row["client"])
def test_a_lock_of_the_setting_is_no_finding_about_the_body(row):
    findings = {one.precaution: one for one in decide(row["answers"], row["setting"]).findings}

    reason = findings[row["rule"]].reason
    assert reason is (Reason(row["reason"]) if row["reason"] else None)


def test_minors_in_a_team_are_guarded():
    row = decide("age=15", "team").of("calf_soleus_supine", Side.LEFT)

    assert "GUARD" in {limit.code for limit in row.modifications}


@pytest.mark.parametrize(
    ("answers", "setting", "begins"),
    [("first_time=yes", "home", True), ("", "home", False), ("first_time=yes", "studio", False)],
)
def test_the_first_session_at_home_begins_with_the_stop_word(answers, setting, begins):
    assert decide(answers, setting).begins_with_stop_word is begins


@pytest.mark.parametrize(
    ("answers", "leaves"), [("", False), ("age=72", True), ("first_time=yes", True)]
)
def test_an_athlete_with_a_limit_of_their_own_trains_apart(answers, leaves):
    assert decide(answers, "team").leaves_group is leaves


@pytest.mark.parametrize(
    ("weeks_old", "letters"), [(0, "PPPP"), (11, "PPPP"), (12, "NNNN"), (None, "NNNN")]
)
def test_old_answers_close_everything_until_all_questions_are_asked_again(weeks_old, letters):
    clearance = decide("", "clinic", weeks_old=weeks_old)

    row = clearance.of("calf_soleus_supine", Side.LEFT)
    assert "".join(row.verdicts[mode].letter for mode in Mode) == letters
    reasons = {one.reason for one in clearance.findings if one.precaution == "RESCREEN"}
    assert reasons == ({Reason.RESCREEN} if letters == "NNNN" else set())


def test_no_signature_stands_in_for_old_answers():
    word = ClinicianClearance(
        by="Dr Example",
        registration="1",
        precautions=("RESCREEN",),
        modes=tuple(Mode),
        partner="Jo",
        given=TODAY,
    )

    clearance = decide("", "clinic", weeks_old=12, clearances=(word,))

    assert {cell.letter for row in clearance.stretches for cell in row.verdicts.values()} == {"N"}


def test_a_partner_named_by_a_clinician_may_do_what_is_for_professionals():
    word = ClinicianClearance(
        by="Dr Example",
        registration="1",
        precautions=("COG-01",),
        modes=(Mode.AA, Mode.PAS),
        techniques=("passive",),
        partner="Jo, the husband",
        given=TODAY,
    )

    row = decide("feedback=no", "home", clearances=(word,)).of("calf_soleus_supine", Side.LEFT)

    assert "".join(row.verdicts[mode].letter for mode in Mode) == "MMNN"
    assert row.of(CATALOGUE.technique("passive")).letter == "M"
    assert row.of(CATALOGUE.technique("active_assisted")).letter == "N"
