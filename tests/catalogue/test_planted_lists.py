"""Faults planted in lists and days, and in the rules that wait for them."""

from typing import Any

import pytest

from endrange.knowledge import (
    Choice,
    Detail,
    Mode,
    Part,
    QuestionKind,
    Scope,
    Setting,
    Trigger,
    Verdict,
    load,
)
from tests import builders as a
from tests.catalogue.planting import Row, changed, named, plant, when

YES_OR_NO = (Choice(id="yes", text="Yes"), Choice(id="no", text="No"))
OFTEN = Detail(id="often", text="Often?", choices=YES_OR_NO)
PILLS = a.question(
    "pills",
    QuestionKind.ENTRIES,
    choices=(Choice(id="thinner", text="Thinner"),),
    details=(OFTEN,),
)
LISTED = a.question(
    "operations",
    QuestionKind.ENTRIES,
    choices=(Choice(id="knee", text="New knee", area="knee"),),
    details=(OFTEN,),
)
SIGNS = a.question(
    "signs",
    QuestionKind.SEVERAL,
    choices=(Choice(id="faint", text="Faint"), Choice(id="pale", text="Pale")),
)
ACHE = a.question(
    "ache", QuestionKind.AREAS, asks_pain=True, choices=(Choice(id="dull", text="Dull"),)
)
KNEE = a.operation(windows=(a.window("0", 0, 6), a.window("6", 6, 12)))
BASE = load().model_copy(
    update={
        "operations": {"SX-1": KNEE},
        "questions": {
            "operations": LISTED,
            "pills": PILLS,
            "fall": a.question("fall", QuestionKind.DATE),
            "weeks": a.question("weeks", QuestionKind.NUMBER, low=0, high=40),
            "sore": a.question("sore"),
            "signs": SIGNS,
            "ache": ACHE,
        },
        "precautions": {
            "thinner": a.precaution(
                "thinner", "pills", Verdict.ADAPT, **when(question="pills", any_of=("thinner",))
            ),
            "no_list": a.precaution(
                "no_list", "pills", Verdict.CLEARANCE, **when(question="pills", any_of=("unknown",))
            ),
            "sore": a.precaution("sore", "sore", Verdict.ADAPT),
        },
    }
)
LIST = ("questions", "pills")
SORE = ("questions", "sore")
THINNER = ("precautions", "thinner")
NO_LIST = ("precautions", "no_list")
OPERATION = ("operations", "SX-1")

ABOUT = {NO_LIST: THINNER, OPERATION: ("questions", "operations")}
"""What a complaint is about, where it is not the entry in which the fault lies."""

PLANTED: dict[str, list[Row]] = {
    "triggers_are_possible": [
        (THINNER, when(question="weeks", since="weeks", at_least=20), "when"),
        (THINNER, when(question="fall", below=6), "when"),
        (THINNER, when(question="pills", any_of=("x",)), "when"),
        (THINNER, when(question="pills", any_of=("yes",), details={"x": ("yes",)}), "when"),
        (THINNER, when(question="pills", any_of=("yes",), details={"often": ("x",)}), "when"),
        (THINNER, when(question="signs", any_of=("no",)), "when"),
        (THINNER, when(question="signs", any_of=("faint",), at_least=2), "when"),
        (THINNER, when(question="signs", at_least=3), "when"),
        (THINNER, when(question="signs", at_least=0), "when"),
        (THINNER, when(question="signs", below=2), "when"),
        (THINNER, when(question="signs", above=1), "when"),
        (THINNER, when(question="weeks", above=50), "when"),
        (THINNER, when(question="weeks", at_least=20, at=("knee",)), "when"),
        (THINNER, when(question="sore", any_of=("yes",), pain="now", at_least=4), "when"),
        (THINNER, when(question="ache", any_of=("no",), pain="now", at_least=4), "when"),
        (THINNER, when(question="ache", any_of=("dull",)), "when"),
        (THINNER, when(question="ache", any_of=("yes",), pain="now", below=4), "when"),
        (THINNER, when(question="ache", any_of=("yes",), pain="worst", at_least=11), "when"),
        (THINNER, when(question="ache", any_of=("yes",), characters=("itchy",)), "when"),
    ],
    "branches_on_a_list_stay_open": [
        (SORE, {"only_if": (Trigger(question="pills", any_of=("yes",)),)}, "only_if"),
        (SORE, {"only_if": (Trigger(question="fall", since="weeks", below=6),)}, "only_if"),
    ],
    "lists_are_made_of_entries": [
        (LIST, {"choices": ()}, "choices"),
        (("questions", "signs"), {"choices": ()}, "choices"),
        (("questions", "ache"), {"choices": ()}, "choices"),
        (("questions", "signs"), {"asks_pain": True}, "asks_pain"),
        (LIST, {"details": (changed(OFTEN, of=("x",)),)}, "details.often"),
        (SORE, {"details": (OFTEN,)}, "choices"),
        (SORE, {"choices": (Choice(id="dull", text="Dull", anywhere=True),)}, "choices"),
        (SORE, {"choices": (Choice(id="dull", text="Dull", area="knee"),)}, "choices"),
    ],
    "a_list_nobody_gave_is_missed": [
        (NO_LIST, {"verdicts": {Mode.ISO: Verdict.CLEARANCE}}, "when"),
        (NO_LIST, {"verdicts": dict.fromkeys(Mode, Verdict.ADAPT)}, "when"),
        (NO_LIST, {"settings": (Setting.HOME,)}, "when"),
        (NO_LIST, {"scope": Scope(parts=(Part.HIP,))}, "when"),
        (NO_LIST, when(question="pills", any_of=("thinner",)), "when"),
    ],
    "no_week_is_left_out": [
        (OPERATION, {"windows": KNEE.windows[1:]}, "choices"),
        (OPERATION, {"windows": (a.window("0", 0, 6), a.window("7", 7, 12))}, "choices"),
        (OPERATION, {"details": {"often": ("no",)}}, "choices"),
        (OPERATION, {"what": ("hip",)}, "choices"),
    ],
}


@pytest.mark.parametrize(("law", "row"), [(law, row) for law in PLANTED for row in PLANTED[law]])
def test_a_planted_fault_is_caught(law: str, row: Row) -> None:
    entry, changes, field = row

    found = list(named(law)(plant(BASE, *entry, changes)))

    assert (*ABOUT.get(entry, entry), field) in {(one.kind, one.id, one.field) for one in found}
    assert all(one.problem for one in found)


@pytest.mark.parametrize("law", PLANTED)
def test_what_is_right_is_left_alone(law: str) -> None:
    assert list(named(law)(BASE)) == []


def test_a_date_that_counts_and_details_that_are_asked_are_right() -> None:
    counts: dict[str, Any] = when(
        question="pills", any_of=("thinner",), since="days", below=3, details={"often": ("yes",)}
    )

    assert list(named("triggers_are_possible")(plant(BASE, *THINNER, counts))) == []


def test_a_number_of_ten_and_a_character_that_is_asked_are_right() -> None:
    hurts: dict[str, Any] = when(
        question="ache", any_of=("yes",), pain="worst", at_least=7, characters=("dull",)
    )

    assert list(named("triggers_are_possible")(plant(BASE, *THINNER, hurts))) == []
