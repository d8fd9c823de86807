"""What a decision tells: which rule is shown where, in which order, and what would change it."""

import json
from datetime import date

import pytest

from endrange.knowledge import (
    Answer,
    Mode,
    Modification,
    Part,
    Place,
    QuestionKind,
    Scope,
    Trigger,
    Verdict,
)
from endrange.screening import Clearance, Setting, overall, screen
from endrange.values import Side
from tests.builders import area, catalogue, muscle, precaution, question, stretch
from tests.tables import rows

TODAY = date(2026, 11, 20)
P, M, C, N, E = Verdict
QUESTIONS = (
    question("q"),
    question("ill"),
    question("hurt", QuestionKind.AREAS),
    question("pressure", QuestionKind.NUMBER, low=60, high=260, unit="mmHg"),
)
YES = Answer(value="yes")


def decided(*rules, **said: Answer) -> Clearance:
    known = catalogue(
        questions=QUESTIONS,
        precautions=rules,
        stretches=(stretch(),),
        areas=(area("knee", joints=(Part.KNEE,)), area("low_back", paired=False)),
        muscles=(muscle("hamstrings"),),
    )
    return screen(said, known, on=TODAY, setting=Setting.CLINIC)


HIP = Scope(parts=(Part.HIP,))
SHOWN = """
the rule at the hip                | columns | limits | shown at the hip
changes nothing                    | P P P P |        | no
closes one column                  | P P P N |        | yes
has a limit and closes nothing     | P P P P | LOW    | yes
has a limit and closes all columns | N N N N | LOW    | yes
"""


@pytest.mark.parametrize("row", rows(SHOWN), ids=lambda row: row["the rule at the hip"])
def test_a_region_names_the_rules_that_change_something_there(row):
    rule = precaution(
        "p", "q", P, scope=HIP, verdicts=row["columns"], modifications=tuple(row["limits"].split())
    )

    shown = {region.key: region.findings for region in decided(rule, q=YES).regions}

    assert shown["HIP_L"] == shown["HIP_R"] == (("p",) if row["shown at the hip"] == "yes" else ())
    assert shown["LSP"] == ()


def test_answers_of_today_are_not_a_week_old():
    weekly = precaution("old", "q", N, when=((),), stale_weeks=1)

    assert decided(weekly).findings == ()


def test_columns_that_nothing_was_said_of_are_open():
    assert overall({}) is P
    assert overall({Mode.AA: N}) is M
    assert overall(dict.fromkeys(Mode, N)) is N


@pytest.mark.parametrize(
    ("said", "changes"),
    [
        ({"q": YES}, "The answer changes."),
        ({"q": Answer(value="unknown")}, "You answer: q?"),
        ({}, "You answer: q?"),
        ({"ill": YES}, "You answer: q?"),
    ],
)
def test_what_would_change_it_is_the_rules_own_word_or_an_answer(said, changes):
    (found,) = decided(precaution("p", "q", N), **said).findings

    assert found.changes_if == changes


def test_what_is_unknown_of_two_questions_asks_for_both():
    both = ((Trigger(question="q", any_of=("yes",)), Trigger(question="ill", any_of=("yes",))),)

    (found,) = decided(precaution("p", "q", N, when=both)).findings

    assert found.changes_if == "You answer: q? ill?"


def test_an_emergency_of_one_place_is_told_as_one_of_everything():
    (found,) = decided(precaution("p", "q", E, scope=HIP), q=YES).findings

    assert (found.everywhere, found.places) == (True, ())


WHERE = """
the rule reaches              | hurt at       | told as
the place named               | knee_L        | Knee, left
two places                    | knee_L knee_R | Knee, left; Knee, right
a place there is one of       | low_back      | Low back
both its own and the place    | knee_R        | Knee, right
"""


@pytest.mark.parametrize("row", rows(WHERE), ids=lambda row: row["the rule reaches"])
def test_it_names_the_places_somebody_named(row):
    sides = {"L": Side.LEFT, "R": Side.RIGHT}
    places = tuple(
        Place(area=name[:-2], side=sides[name[-1]]) if name[-2] == "_" else Place(area=name)
        for name in row["hurt at"].split()
    )
    own = (Part.HIP,) if "own" in row["the rule reaches"] else ()
    rule = precaution("p", "hurt", N, scope=Scope(places_of="hurt", parts=own))

    (found,) = decided(rule, hurt=Answer(value="yes", places=places)).findings

    assert "; ".join(found.places) == row["told as"]


@pytest.mark.parametrize(
    ("side", "told"),
    [
        (Side.LEFT, "Hip, left; Low back; Knee, left; Low back"),
        (Side.RIGHT, "Hip, right; Low back; Knee, right; Low back"),
        (Side.BOTH, "Hip; Low back; Knee, both; Low back"),
    ],
)
def test_parts_and_areas_are_named_with_the_side_of_the_answer(side, told):
    scope = Scope(sides_of="hurt", parts=(Part.HIP, Part.LSP), areas=("knee", "low_back"))
    said = Answer(value="yes", places=(Place(area="knee", side=side),))

    (found,) = decided(precaution("p", "hurt", N, scope=scope), hurt=said).findings

    assert "; ".join(found.places) == told


def test_a_rule_on_everything_is_named_once_on_every_stretch():
    clearance = decided(precaution("p", "q", N), q=YES)

    assert {row.findings for row in clearance.stretches} == {("p",)}


def test_a_clinicians_word_rests_on_the_answers_without_their_numbers():
    when = (
        (Trigger(question="pressure", at_least=180),),
        (Trigger(question="q", any_of=("yes",)),),
    )
    rule = precaution("p", "q", N, when=when)

    (found,) = decided(rule, pressure=Answer(value=185), q=YES).findings

    rests_on = dict(text.split(" ", 1) for text in found.basis)
    assert {id_: json.loads(said)["value"] for id_, said in rests_on.items()} == {
        "pressure": "number",
        "q": "yes",
    }
    assert found.answered == ("pressure?: 185 mmHg", "q?: yes")


ORDER = """
an emergency                | E E E E | yes
not now                     | N N N N | yes
only some of it             | P P M N | yes
one that waits for a word   | P P P C | yes
a change                    | M M M M | yes
for everybody               | N N N N |
"""


def test_the_most_cautious_comes_first():
    lines = [line.split("|") for line in ORDER.strip().splitlines()]
    rules = [
        precaution(
            name.strip(),
            "q",
            P,
            verdicts=columns.strip(),
            **({} if mine.strip() else {"when": ((),)}),
        )
        for name, columns, mine in reversed(lines)
    ]

    found = decided(*rules, q=YES).findings

    assert [one.precaution for one in found] == [
        "an emergency",
        "not now",
        "only some of it",
        "one that waits for a word",
        "a change",
        "for everybody",
    ]


@pytest.mark.parametrize("other", [0, 1, 90])
def test_of_two_bans_the_one_that_names_no_angle_holds(other):
    bans = ("DIR(HIP, flexion)", f"DIR(HIP, flexion, {other})")
    rules = [precaution(one, "q", M, modifications=(one,)) for one in bans]

    for told in (rules, rules[::-1]):
        limits = decided(*told, q=YES).of("ham", Side.LEFT).modifications
        assert [one.notation for one in limits] == ["DIR(HIP, flexion)"]


def test_a_limit_that_the_row_repeats_is_told_once():
    low = Modification(code="LOW")
    rules = [precaution(id_, "q", M, modifications=(low,)) for id_ in ("a", "b")]

    assert decided(*rules, q=YES).of("ham", Side.LEFT).modifications == (low,)


def test_a_place_nobody_was_asked_for_is_not_told_as_an_answer():
    rule = precaution("p", "q", N, scope=Scope(places_of="hurt"))

    (found,) = decided(rule, q=YES).findings

    assert found.answered == ("q?: yes",)


@pytest.mark.parametrize(
    ("said", "answered"),
    [
        ({"q": YES}, "parent?: not answered; adult?: not answered; q?: yes"),
        ({}, "parent?: not answered; adult?: not answered"),
        ({"adult": YES}, "parent?: not answered"),
        ({"adult": YES, "parent": YES}, "q?: not answered"),
    ],
)
def test_every_opener_nobody_answered_is_blamed(said, answered):
    opened = tuple(Trigger(question=id_, any_of=("yes",)) for id_ in ("parent", "adult"))
    known = catalogue(
        questions=(question("parent"), question("adult"), question("q", only_if=opened)),
        precautions=(precaution("p", "q", N),),
    )

    (found,) = screen(said, known, on=TODAY, setting=Setting.CLINIC).findings

    assert "; ".join(found.answered) == answered


@pytest.mark.parametrize(
    ("columns", "limits", "letters"),
    [
        ({Mode.ISO: N}, (), "PPPN"),
        ({Mode.ISO: N}, ("NOEND",), "PPNN"),
        ({Mode.AA: M}, ("ACTIVE",), "MNNP"),
        ({}, ("NOISO",), "PPPN"),
    ],
)
def test_a_column_that_a_rule_leaves_out_is_unaffected(columns, limits, letters):
    rule = precaution("p", "q", P, verdicts=columns, modifications=limits)

    reached = decided(rule, q=YES).of("ham", Side.LEFT)

    assert "".join(reached.verdicts[mode].letter for mode in Mode) == letters
