"""A practitioner wants less today. Each row is one wish, and what becomes of three stretches."""

from typing import Any

import pytest
from pydantic import ValidationError

from endrange.knowledge import Answer, Mode, Part, Verdict, load
from endrange.screening import Clearance, Restriction, Setting, screen
from endrange.screening.restricting import PAIRED
from endrange.values import Side
from tests.strategies import MILD_FOLLOW_UPS, NOTHING_AMISS, TODAY
from tests.tables import rows

CATALOGUE = load()
WELL = {id_: Answer(value=said) for id_, said in (NOTHING_AMISS | MILD_FOLLOW_UPS).items()}
HAM, BUTTERFLY, WRIST = "ham_slr_shoulder", "add_butterfly_supine", "wrist_flexors"


def wish(**changes: Any) -> Restriction:
    return Restriction.model_validate({"because": "Sore to the touch."} | changes)


def decide(*wishes: Restriction) -> Clearance:
    limits = tuple(
        one.imposed(number, "Pia, 14:05", CATALOGUE) for number, one in enumerate(wishes, start=1)
    )
    return screen(WELL, CATALOGUE, on=TODAY, setting=Setting.CLINIC, imposed=limits)


WISHES = """
wish                       | parts | side  | stretch | left out | softer  | ham left | ham right | both legs | right wrist
no left hip                | HIP   | left  |         | yes      |         | NNNN     | PPPP      | NNNN      | PPPP
no hips                    | HIP   | both  |         | yes      |         | NNNN     | NNNN      | NNNN      | PPPP
nothing on the left        |       | left  |         | yes      |         | NNNN     | PPPP      | NNNN      | PPPP
not this one on the right  |       | right | HAM     | yes      |         | PPPP     | NNNN      | PPPP      | PPPP
gentler everywhere         |       | both  |         |          | LOW     | MMMM     | MMMM      | MMMM      | MMMM
short holds at the wrists  | WRI   | both  |         |          | SHORT   | PPPP     | PPPP      | PPPP      | MMMM
no pushes at the left hip  | HIP   | left  |         |          | NOISO   | MMMN     | PPPP      | MMMN      | PPPP
the client moves, no helper | HIP  | left  |         |          | ACTIVE  | MNNM     | PPPP      | MNNM      | PPPP
"""  # noqa: E501  a table


@pytest.mark.parametrize("row", rows(WISHES), ids=lambda row: row["wish"])
def test_a_wish_and_what_becomes_of_it(row):
    clearance = decide(
        wish(
            parts=row["parts"].split(),
            side=row["side"],
            stretches=[HAM] if row["stretch"] else [],
            leave_out=row["left out"] == "yes",
            modifications=row["softer"].split(),
        )
    )

    for column, stretch, side in (
        ("ham left", HAM, Side.LEFT),
        ("ham right", HAM, Side.RIGHT),
        ("both legs", BUTTERFLY, Side.BOTH),
        ("right wrist", WRIST, Side.RIGHT),
    ):
        verdicts = clearance.of(stretch, side).verdicts
        assert "".join(verdicts[mode].letter for mode in Mode) == row[column], column


@pytest.mark.parametrize(
    ("where", "closed"),
    [({}, True), ({"stretches": (HAM,)}, True), ({"stretches": (WRIST,)}, False)],
)
def test_a_technique_is_left_out_where_it_is_offered(where, closed):
    reached = decide(wish(techniques=("hold_relax",), **where)).of(HAM, Side.LEFT)

    assert (reached.of(CATALOGUE.technique("hold_relax")) is Verdict.AVOID) is closed
    assert reached.of(CATALOGUE.technique("passive")).allows


def test_a_technique_left_out_changes_no_stretch_that_does_not_offer_it():
    pressed = [
        one for one in CATALOGUE.stretches.values() if "sustained_pressure" in one.techniques
    ]

    found = decide(wish(techniques=("sustained_pressure",))).stretches

    assert {row.stretch for row in found if row.without} == {one.id for one in pressed}
    assert {row.stretch for row in found if "TODAY-1" in row.findings} == {
        one.id for one in pressed
    }


def test_a_stretch_that_is_gone_from_the_catalogue_is_passed_over():
    reached = decide(wish(techniques=("hold_relax",), stretches=("gone", HAM))).of(HAM, Side.LEFT)

    assert reached.without == ("hold_relax",)


SCOPES = """
meant                             | parts | side  | stretch | everywhere | parts then
everything                        |       | both  |         | yes        | none
one part                          | HIP   | both  |         | no         | HIP
one part on one side              | HIP   | left  |         | no         | HIP
one side                          |       | left  |         | no         | all there are two of
a stretch                         |       | both  | HAM     | yes        | none
a stretch on one side             |       | right | HAM     | yes        | none
a stretch, whatever part is named | HIP   | both  | HAM     | yes        | none
"""


@pytest.mark.parametrize("row", rows(SCOPES), ids=lambda row: row["meant"])
def test_what_is_named_is_meant_whole(row):
    one = wish(
        parts=row["parts"].split(),
        side=row["side"],
        stretches=[HAM] if row["stretch"] else [],
        modifications=("LOW",),
    )

    scope = one.imposed(1, "Pia, 14:05", CATALOGUE).row.scope

    parts = {"none": set(), "HIP": {Part.HIP}, "all there are two of": set(PAIRED)}
    assert (scope.everywhere, set(scope.parts)) == (
        row["everywhere"] == "yes",
        parts[row["parts then"]],
    )


TITLES = """
wish             | title
leave_out=yes    | Left out today
techniques=crac  | Technique left out today
modifications=LOW | Gentler today
"""


@pytest.mark.parametrize("row", rows(TITLES), ids=lambda row: row["title"])
def test_it_is_told_with_who_where_and_why(row):
    name, value = row["wish"].split("=")
    what = {name: True if value == "yes" else (value,)}

    (said,) = [
        one
        for one in decide(wish(parts=("HIP",), side="left", **what)).findings
        if one.precaution == "TODAY-1"
    ]

    assert said.title == row["title"]
    assert said.answered == ("Pia, 14:05",)
    assert said.because == "Sore to the touch."
    assert said.waits == ()
    assert said.changes_if == "The practitioner takes it back."
    assert (said.grade, said.sources) == ("ours", ("ours",))


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, r"Value error, nothing is left out and nothing softened; choose what \["),
        (
            {"leave_out": True},
            r"Value error, everything would be left out; close the visit instead \[",
        ),
        ({"modifications": ("LOW",), "because": ""}, "at least 1 character"),
        ({"modifications": ("CAP",)}, "name a part"),
    ],
)
def test_a_wish_that_does_nothing_is_refused(changes, told):
    with pytest.raises(ValidationError, match=told):
        wish(**changes)
