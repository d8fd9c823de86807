"""What hands meet at the end of a movement: a finding of the day, and nothing to stretch into."""

from datetime import timedelta

import pytest

from endrange.assessment import assess
from endrange.knowledge import (
    NO,
    UNKNOWN,
    YES,
    Answer,
    Asked,
    EndFeel,
    Entry,
    Mode,
    Place,
    Verdict,
    load,
)
from endrange.knowledge.languages import language
from endrange.planning import PlanRequest, felt, plan
from endrange.screening import Setting, read_answers, screen
from endrange.values import Side
from tests.builders import READING_DAY, area, catalogue, measure, reading, stretch
from tests.tables import rows
from tests.web.visiting import well

KNOWN = load()
ON = READING_DAY.date()
DAY = f"{ON.day} {ON:%B %Y}"


def met(end_feel, measure="hip_flexion_slr", side=Side.LEFT, day=0):
    return reading(50, day, measure=measure, side=side, end_feel=EndFeel(end_feel))


def decided(readings, joints=NO):
    """Somebody well, who may have something to say about joints."""
    said = joints if isinstance(joints, Answer) else Answer(value=joints)
    return screen(
        read_answers(WELL, KNOWN) | {"joints": said},
        KNOWN,
        on=ON,
        setting=Setting.CLINIC,
        imposed=felt(readings, KNOWN, Setting.CLINIC),
    )


WELL = {name.removeprefix("q."): said for name, said in well(Asked.FULL).items()} | {
    one.id: 34 if one.id == "age" else 0
    for one in KNOWN.questions.values()
    if one.kind == "number" and not one.only_if
}

FOUND = """
  end-feel | into hip flexion, passive | the hip's other ends | what is found
  springy  | not now                   | not now              | both
  bony     | not now                   | not now              | both
  empty    | not now                   | not now              | both
  spasm    | not now                   | not now              | both
  boggy    | not now                   | not now              | both
  muscular | proceed                   | proceed              | nothing
"""
BOTH = ["Joint that something other than muscle stops", "Not into an abnormal end"]


@pytest.mark.parametrize("row", rows(FOUND), ids=lambda row: row["end-feel"])
def test_what_is_felt_is_a_finding(row):
    """Straight-leg raise, left: nothing into it there, and no other end of that hip."""
    clearance = decided([met(row["end-feel"])])
    into, other = (one_of(clearance, id_, Side.LEFT) for id_ in (HAMSTRINGS, HIP_FLEXORS))

    assert titles(clearance) == (BOTH if row["what is found"] == "both" else [])
    assert WORD[into.verdicts[Mode.PAS]] == row["into hip flexion, passive"]
    assert WORD[other.verdicts[Mode.END]] == row["the hip's other ends"]


WORD = {Verdict.PROCEED: "proceed", Verdict.ADAPT: "proceed", Verdict.AVOID: "not now"}
HAMSTRINGS, HIP_FLEXORS = "ham_lateral_bias", "hipflexor_sidelying"


def titles(clearance):
    felt_there = [one for one in clearance.findings if one.precaution.startswith("FELT-")]
    return sorted(one.title for one in felt_there)


def one_of(clearance, stretch, side):
    return next(one for one in clearance.stretches if (one.stretch, one.side) == (stretch, side))


def test_only_that_side_is_shut():
    """Pelvis and low back belong to the hip's place, so the rule asks the right to go easy."""
    clearance = decided([met("springy")])

    assert not one_of(clearance, HAMSTRINGS, Side.LEFT).verdicts[Mode.PAS].allows
    assert one_of(clearance, HAMSTRINGS, Side.RIGHT).verdicts[Mode.PAS].allows


SAID = """
  the client said | rules about joints that hold besides
  no              | -
  unknown         | JNT-LIST
  blocked         | JNT-03
"""


@pytest.mark.parametrize("row", rows(SAID), ids=lambda row: row["the client said"])
def test_it_stands_beside_what_was_said_and_takes_nothing_back(row):
    """Even "don't know" keeps what it closes."""
    listed = Answer(value=YES, entries=(Entry(what="blocked", place=HIP_RIGHT),))
    said = {"no": NO, "unknown": UNKNOWN, "blocked": listed}[row["the client said"]]
    plain, with_it = decided([], said), decided([met("springy")], said)

    rules = {one.precaution for one in plain.findings}
    assert rules < {one.precaution for one in with_it.findings}
    assert {id_ for id_ in rules if id_.startswith("JNT")} == (
        {row["rules about joints that hold besides"]} - {"-"}
    )


HIP_RIGHT = Place(area="hip", side=Side.RIGHT)


def test_it_tells_when_where_and_what():
    clearance = decided([met("springy")])
    lines = {one.answered for one in clearance.findings if one.precaution.startswith("FELT-")}

    assert lines == {
        (f"Felt on {DAY}, left: It sprang back: something is in the way, at straight-leg raise.",)
    }


def test_two_joints_are_one_finding_of_the_rule_with_both_places():
    readings = [met("springy"), met("bony", "knee_flex_prone", Side.RIGHT)]
    found = felt(readings, KNOWN, Setting.CLINIC)
    hard = [one for one in found if one.row.title == "Joint that something other than muscle stops"]

    assert [one.row.id for one in found] == ["FELT-1", "FELT-2", "FELT-3"]
    assert [place.area for place in hard[0].places] == ["hip", "knee"]
    assert len(hard[0].told) == 2


def test_an_end_in_the_middle_of_the_body_has_no_side():
    found = felt([met("empty", "neck_flexion", Side.MIDLINE)], KNOWN, Setting.CLINIC)

    assert found[0].told[0].startswith(f"Felt on {DAY}: Stopped by pain")


def test_a_catalogue_that_asks_nothing_about_joints_still_closes_the_movement():
    """And one without a stretch that way has nothing to close."""
    small, bare = (
        catalogue(measures=(measure("slr"),), stretches=stretches, areas=(area("hip", joints=()),))
        for stretches in ((stretch(),), ())
    )
    empty = reading(50, end_feel=EndFeel.EMPTY)

    assert [one.stretches for one in felt([empty], small, Setting.CLINIC)] == [("ham",)]
    assert felt([empty], bare, Setting.CLINIC) == ()


def test_the_plan_leaves_the_movement_alone():
    """Tight hamstrings are the goal; the left one springs back, so only the right one is in."""
    readings = [met("springy"), reading(80, measure="hip_flexion_slr", side=Side.RIGHT)]
    request = PlanRequest(minutes=25, goals=("tight_hamstrings",))
    made = plan(request, decided(readings), assess(readings, KNOWN), KNOWN)

    into = {id_ for id_, one in KNOWN.stretches.items() if (one.joint, one.movement) == SLR}
    done = {(item.stretch, dose.side) for item in made.items for dose in item.doses}
    assert {side for stretch, side in done if stretch in into} == {Side.RIGHT}
    refused = {one.because for one in made.omissions if one.side is Side.LEFT}
    assert "Not now: Not into an abnormal end." in refused


SLR = ("HIP", "flexion")


def test_later_and_as_expected_it_is_over():
    again = met("muscular", day=14)
    assert again.taken_at - met("springy").taken_at == timedelta(days=14)

    assert felt([met("springy"), again], KNOWN, Setting.CLINIC) == ()


def test_all_of_it_is_said_in_german():
    german = language("de")
    for end in EndFeel:
        for limit in felt([met(end)], KNOWN, Setting.CLINIC):
            for text in (limit.row.title, limit.row.because, limit.row.changes_if, *limit.told):
                assert german.knows(text), text
