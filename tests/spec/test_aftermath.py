"""The day after, told as people: what they answer, and what it means for the next session.

Verdicts as in the rule tables, at the hamstrings on the left and at the right wrist.
"""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from endrange.knowledge import (
    NECK_WORK,
    RECORDED,
    Answer,
    Catalogue,
    ClinicianClearance,
    Mode,
    follow_up,
    load,
)
from endrange.screening import Clearance, DayAfter, Harm, Setting, aftermath, harm, screen
from endrange.screening import read_answers as read
from endrange.values import Side
from tests.spec.test_screening_laws import assert_nowhere_milder
from tests.strategies import MILD_FOLLOW_UPS, NOTHING_AMISS, TODAY, answer_to
from tests.tables import rows

CATALOGUE = load()
AFTER = follow_up(CATALOGUE)
WELL = {id_: Answer(value=said) for id_, said in (NOTHING_AMISS | MILD_FOLLOW_UPS).items()}
SESSION = TODAY - timedelta(days=7)
FINE: dict[str, object] = {
    "after_neck_work": "no",
    "session_sharp": "no",
    "session_joint": "no",
    "session_dizzy_neck": "no",
    "session_urgent": "no",
    "after_head": "no",
    "after_saddle": "no",
    "after_limb": "no",
    "after_tingling": "no",
    "after_swelling": "no",
    "after_pain": "same",
    "after_soreness": "mild",
    "after_day": "no",
}


def said(text: str) -> dict[str, Answer]:
    told = dict(FINE)
    for part in text.split():
        name, value = part.split("=")
        where = value.endswith(("_L", "_R")) or value in CATALOGUE.areas
        whole = name if name.startswith("session_") else f"after_{name}"
        told[whole] = value.split("+") if where else value.replace("?", "unknown")
    return read(told, AFTER)


QUIET = read({id_: value for id_, value in FINE.items() if id_ in RECORDED}, AFTER)
"""What the record says of a session in which nothing was said."""


def day(text: str = "", **changes: Any) -> DayAfter:
    fields = {"session_on": SESSION, "answered_on": SESSION, "answers": said(text)}
    return DayAfter.model_validate(fields | changes)


def decide(
    *days: DayAfter,
    events: tuple[Harm, ...] = (),
    words: tuple[ClinicianClearance, ...] = (),
    catalogue: Catalogue = CATALOGUE,
) -> Clearance:
    laid = (*aftermath(days, catalogue, TODAY), *harm(events, catalogue))
    return screen(WELL, catalogue, on=TODAY, setting=Setting.CLINIC, clearances=words, imposed=laid)


def letters(clearance: Clearance, stretch: str, side: Side) -> str:
    return "".join(clearance.of(stretch, side).verdicts[mode].letter for mode in Mode)


def found(clearance: Clearance) -> list[str]:
    return [f.precaution for f in clearance.findings if f.precaution[:2] in ("FU", "AE", "SE")]


def limits(clearance: Clearance) -> str:
    row = clearance.of("ham_slr_shoulder", Side.LEFT)
    return " ".join(sorted(limit.code for limit in row.modifications))


ANSWERED = """
the day after                        | answers                                  | rules | ham  | wrist | limits
nothing, or mild and easing          |                                          |       | PPPP | PPPP  |
clearly sore after a day             | soreness=clear                           | FU-01 | MMMM | MMMM  | LESS
a little more pain                   | pain=up_2                                | FU-01 | MMMM | MMMM  | LESS
sore for over two days               | soreness=long                            | FU-02 | MMNM | MMNM  | HALF LOW NOEND
3 of 10 more pain                    | pain=up_3                                | FU-02 | MMNM | MMNM  | HALF LOW NOEND
kept from work or sleep              | day=yes                                  | FU-02 | MMNM | MMNM  | HALF LOW NOEND
a swollen knee, still                | swelling=knee_L swelling_now=still       | FU-03 | NNNN | PPPP  | NOTOUCH
a bruised thigh, gone                | swelling=thigh_back_L swelling_now=gone  | FU-04 | CCCC | PPPP  | CHECK LOW
a swollen wrist, still               | swelling=wrist_hand_R swelling_now=still       | FU-03 | PPPP | NNNN  |
swollen, nobody knows if still       | swelling=knee_L swelling_now=?           | FU-03 FU-04 | CCCC | PPPP | CHECK LOW NOTOUCH
one calf warm and swollen            | limb=yes                                 | FU-05 | EEEE | EEEE  |
tingling in the thigh, gone          | tingling=gone tingling_where=thigh_back_L | FU-06 | CCCC | PPPP | CHECK LOW SHORT
tingling, nobody knows where         | tingling=still tingling_where=?          | FU-06 | CCCC | CCCC  | CHECK LOW SHORT
numbness that spreads                | tingling=worse                           | FU-07 | EEEE | EEEE  |
numb where one sits                  | saddle=yes                               | FU-08 | EEEE | EEEE  |
headache like no other               | head=signs                               | FU-09 | EEEE | EEEE  |
an ordinary headache after neck work | head=plain neck_work=yes                 | FU-09 FU-11 | EEEE | EEEE |
an ordinary headache after leg work  | head=plain                               | FU-11 | MMMM | MMMM  | CHECK SLOWUP
such signs, a doctor looked          | head=seen                                | FU-10 | PPPP | PPPP  |
a sharp pain was said in the thigh   | session_sharp=thigh_back_L               | SE-01 | MMNM | PPPP  | CHECK LOW
a knee gave way                      | session_joint=knee_L                     | SE-02 | MMNM | PPPP  | LOW NOEND SUBISO
sent to a doctor from the session    | session_urgent=yes                       | SE-04 | CCCC | CCCC  | CHECK LOW
a doubt about the calf               | limb=?                                   | FU-05 | CCCC | CCCC  |
"""  # noqa: E501  a table


@pytest.mark.parametrize("row", rows(ANSWERED), ids=lambda row: row["the day after"])
def test_what_a_day_after_means_for_the_next_session(row):
    clearance = decide(day(row["answers"]))

    assert sorted(found(clearance)) == row["rules"].split()
    assert letters(clearance, "ham_slr_shoulder", Side.LEFT) == row["ham"]
    assert letters(clearance, "wrist_flexors", Side.RIGHT) == row["wrist"]
    if row["limits"]:
        assert limits(clearance) == row["limits"]


def test_dizziness_with_neck_work_locks_the_neck_alone():
    clearance = decide(day("session_dizzy_neck=neck"))

    assert found(clearance) == ["SE-03"]
    assert letters(clearance, "neck_rotation", Side.LEFT).startswith("C")
    assert letters(clearance, "ham_slr_shoulder", Side.LEFT) == "PPPP"


def test_what_the_record_says_stands_though_nobody_has_answered():
    record = {"session_sharp": ["thigh_back_L"], "session_urgent": "no", "session_joint": "no"}
    told = read(record | {"session_dizzy_neck": "no", "after_neck_work": "no"}, AFTER)

    assert found(decide(day(answered_on=None, answers=told))) == ["SE-01", "FU-00"]


def test_signs_after_neck_work_that_a_doctor_saw_lock_the_neck():
    assert "C" in letters(decide(day("head=seen")), "neck_rotation", Side.LEFT)


URGENT = """
answers                   | urgency
limb=yes                  | same_day
tingling=worse            | same_day
saddle=yes                | call_now
head=signs                | call_now
head=plain neck_work=yes  | call_now
soreness=long             |
"""


@pytest.mark.parametrize("row", rows(URGENT), ids=lambda row: row["answers"])
def test_what_cannot_wait_says_so(row):
    assert (decide(day(row["answers"])).urgency or "") == row["urgency"]


HOLDS = """
answers                            | sessions since | days since | holds
soreness=clear                     | 0              | 7          | yes
soreness=clear                     | 1              | 7          | no
soreness=long                      | 1              | 7          | yes
soreness=long                      | 2              | 7          | no
head=plain                         | 1              | 7          | no
swelling=knee_L swelling_now=gone  | 9              | 83         | yes
swelling=knee_L swelling_now=gone  | 9              | 84         | no
tingling=gone tingling_where=?     | 9              | 83         | yes
head=signs                         | 9              | 83         | yes
"""


@pytest.mark.parametrize(
    "row", rows(HOLDS), ids=lambda row: f"{row['answers']} {row['days since']}"
)
def test_for_how_long_it_holds(row):
    then = TODAY - timedelta(days=int(row["days since"]))

    clearance = decide(
        day(
            row["answers"],
            session_on=then,
            answered_on=then,
            sessions_since=int(row["sessions since"]),
        )
    )

    assert bool(found(clearance)) is (row["holds"] == "yes")


def test_it_is_told_with_the_session_and_the_answer_behind_it():
    (one,) = (f for f in decide(day("soreness=clear")).findings if f.precaution == "FU-01")

    assert one.personal
    assert one.answered[0] == "After the session of 13 November 2026"
    assert one.answered[1] == "Soreness: Clearly, 2 to 3 of 10 more than before"


def test_not_asked_is_never_read_as_well():
    clearance = decide(day(answered_on=None, answers=QUIET))

    assert found(clearance) == ["FU-00"]
    assert limits(clearance) == "CHECK"


def test_only_the_last_session_has_to_be_answered_for():
    old = day(
        answered_on=None, answers=QUIET, session_on=SESSION - timedelta(days=7), sessions_since=1
    )

    assert found(decide(old, day())) == []


def test_the_same_rule_after_two_sessions_reaches_the_places_of_both():
    left = day("swelling=knee_L swelling_now=gone")
    right = day(
        "swelling=wrist_hand_R swelling_now=gone",
        session_on=SESSION - timedelta(days=7),
        sessions_since=1,
    )

    clearance = decide(left, right)

    assert letters(clearance, "ham_slr_shoulder", Side.LEFT) == "CCCC"
    assert letters(clearance, "wrist_flexors", Side.RIGHT) == "CCCC"
    (one,) = (f for f in clearance.findings if f.precaution == "FU-04")
    assert one.places == ("Knee, left", "Wrist and hand, right")


def test_with_one_place_unknown_the_rule_reaches_everything():
    left = day("tingling=gone tingling_where=knee_L")
    nowhere = day("tingling=gone tingling_where=?", session_on=SESSION - timedelta(days=7))

    assert letters(decide(left, nowhere), "wrist_flexors", Side.RIGHT) == "CCCC"


TWICE = """
after the last session | and the one before | certain
limb=?                 | limb=yes           | yes
limb=yes               | limb=?             | yes
limb=?                 | limb=?             | no
"""


@pytest.mark.parametrize("row", rows(TWICE), ids=lambda row: " ".join(row.values()))
def test_of_one_rule_after_two_sessions_both_are_told_and_one_yes_makes_it_certain(row):
    last, before, certain = row.values()
    earlier = day(before, session_on=SESSION - timedelta(days=7), sessions_since=1)

    (one,) = aftermath((earlier, day(last)), CATALOGUE, TODAY)

    assert one.row.id == "FU-05"
    assert one.certain is (certain == "yes")
    assert [text for text in one.told if "session" in text] == [
        "After the session of 13 November 2026",
        "After the session of 6 November 2026",
    ]


def test_what_rests_on_the_whole_record_stands_though_nobody_has_answered():
    answered, *others = RECORDED
    group = (
        {"question": answered, "any_of": ["no"]},
        *({"question": one, "any_of": ["no", "yes"]} for one in others),
    )
    rule = CATALOGUE.followup_rules["SE-04"].replace(when=(group,))
    known = CATALOGUE.model_copy(update={"followup_rules": {"SE-04": rule}})

    assert [
        one.row.id for one in aftermath((day(answered_on=None, answers=QUIET),), known, TODAY)
    ] == ["SE-04"]


def word(*ids: str) -> ClinicianClearance:
    return ClinicianClearance(
        by="Dr Example",
        registration="12345",
        precautions=ids,
        modes=tuple(Mode),
        given=TODAY,
        until=TODAY,
    )


OPENS = """
what stands                        | answers                            | rule  | ham then
swelling that has gone             | swelling=knee_L swelling_now=gone  | FU-04 | MMMM
swelling that is still there       | swelling=knee_L swelling_now=still | FU-03 | NNNN
one limb swollen                   | limb=yes                           | FU-05 | EEEE
a doubt about one limb             | limb=?                             | FU-05 | CCCC
tingling that outlasted it         | tingling=gone tingling_where=?     | FU-06 | MMMM
"""


@pytest.mark.parametrize("row", rows(OPENS), ids=lambda row: row["what stands"])
def test_a_clinician_opens_what_waits_and_nothing_else(row):
    clearance = decide(day(row["answers"]), words=(word(row["rule"]),))

    expected = row["ham then"]
    assert letters(clearance, "ham_slr_shoulder", Side.LEFT) == expected


HARMS = """
severity | locks
0        | no
1        | no
2        | yes
3        | yes
4        | yes
D        | yes
X        | yes
"""


@pytest.mark.parametrize("row", rows(HARMS), ids=lambda row: f"severity {row['severity']}")
def test_harm_that_was_more_than_mild_locks_until_a_clinician_speaks(row):
    event = Harm(on=SESSION, title="Sharp pain, left thigh", severity=row["severity"])

    clearance = decide(events=(event,))

    locked = row["locks"] == "yes"
    assert letters(clearance, "wrist_flexors", Side.RIGHT) == ("CCCC" if locked else "PPPP")
    assert found(clearance) == (["AE-01"] if locked else [])
    opened = decide(events=(event,), words=(word("AE-01"),))
    assert letters(opened, "wrist_flexors", Side.RIGHT) == ("MMMM" if locked else "PPPP")


def test_a_new_event_changes_what_a_word_rested_on():
    first = Harm(on=SESSION, title="A strain", severity="2")
    second = Harm(on=TODAY, title="A fall", severity="3")

    before, after = decide(events=(first,)), decide(events=(second, first))

    bases = [one.basis for c in (before, after) for one in c.findings if one.precaution == "AE-01"]
    assert bases == [
        ("13 November 2026: A strain",),
        ("13 November 2026: A strain", "20 November 2026: A fall"),
    ]


few = settings(max_examples=25, deadline=None)
QUESTIONS = sorted(AFTER.questions.keys() - {*RECORDED})


@st.composite
def days(draw: st.DrawFn) -> DayAfter:
    told = said("")
    for id_ in draw(st.lists(st.sampled_from(QUESTIONS), max_size=3, unique=True)):
        told[id_] = draw(answer_to(AFTER.questions[id_], CATALOGUE))
    told[NECK_WORK] = Answer(value=draw(st.sampled_from(["yes", "no"])))
    ago = timedelta(days=draw(st.integers(0, 90)))
    return day(
        session_on=TODAY - ago,
        answered_on=TODAY - ago,
        answers=told,
        sessions_since=draw(st.integers(0, 3)),
    )


@few
@given(days(), days())
def test_looking_back_on_one_more_session_never_relaxes_anything(one, other):
    assert_nowhere_milder(decide(one, other), decide(one))


@few
@given(days(), st.sampled_from(QUESTIONS))
def test_not_knowing_is_never_better_than_well(told, id_):
    fine = told.replace(answers=dict(told.answers) | {id_: said("").get(id_, Answer(value="no"))})
    doubt = told.replace(answers=dict(told.answers) | {id_: Answer(value="unknown")})
    if id_ in ("after_tingling_where", "after_swelling_now"):
        return  # put only after a yes, which "no" would take back

    assert_nowhere_milder(decide(doubt), decide(fine))


@pytest.mark.parametrize("rule", sorted(CATALOGUE.followup_rules))
def test_every_rule_of_the_day_after_has_its_row_here(rule):
    tested = ANSWERED + OPENS
    assert rule in tested or rule in ("FU-00", "AE-01", "SE-03")


def test_a_catalogue_that_asks_nothing_afterwards_imposes_nothing():
    bare = CATALOGUE.model_copy(update={"followup_rules": {}, "followup_questions": {}})
    event = Harm(on=SESSION, title="A strain", severity="2")

    unanswered = day(answered_on=None, answers=QUIET)

    assert found(decide(unanswered, events=(event,), catalogue=bare)) == []


def test_dates_are_days_not_hours():
    late = day(answered_on=date(2026, 11, 20), session_on=date(2026, 11, 20))

    assert found(decide(late)) == []
