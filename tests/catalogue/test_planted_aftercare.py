"""Faults planted in what is asked a day after, and in the ladder of harm."""

from datetime import date

import pytest

from endrange.knowledge import (
    HARM,
    NECK_WORK,
    Catalogue,
    Modification,
    Part,
    Review,
    ReviewVerdict,
    Trigger,
    load,
)
from tests.catalogue.planting import Row, changed, named, plant, when

REVIEW = Review(
    id="x",
    kind="precautions",
    rule="INF-01",
    content="0" * 12,
    reviewer="Dr Ada Example",
    registration="HCPC PH 123",
    on=date(2026, 11, 20),
    verdict=ReviewVerdict.AGREE,
)
BASE = load().model_copy(update={"reviews": {"x": REVIEW}})
SIGNED = ("reviews", "x")
TWICE = dict(BASE.precautions) | {"FU-05": BASE.precautions["INF-01"]}
SORE = ("followup_rules", "FU-01")
LIMB = ("followup_rules", "FU-05")
MILD, MAJOR = ("severities", "1"), ("severities", "3")

PLANTED: dict[str, list[Row]] = {
    "the_day_after_keeps_the_same_laws": [
        (SORE, when(question="after_soreness", any_of=("purple",)), "when"),
        (SORE, when(question="after_limb", at_least=3), "when"),
        (
            SORE,
            {"modifications": (Modification(code="DIR", part=Part.HIP, movement="sideways"),)},
            "modifications",
        ),
        (
            ("followup_questions", "after_swelling_now"),
            {"only_if": (Trigger(question="after_swelling", any_of=("maybe",)),)},
            "only_if",
        ),
    ],
    "harm_is_a_ladder": [
        (MAJOR, {"notifies": False, "locks": False}, "locks"),
        (MAJOR, {"rescreens": False}, "locks"),
        (MILD, {"notifies": True}, "locks"),
    ],
    "follow_ups_are_apart": [],
    "reviews_are_of_rules": [
        (SIGNED, {"rule": "INF-99"}, "rule"),
        (SIGNED, {"kind": "moons"}, "rule"),
        (SIGNED, {"verdict": ReviewVerdict.REMOVE, "comment": " "}, "comment"),
    ],
}
"""By law, as in ``test_planted_faults``."""


@pytest.mark.parametrize(("law", "row"), [(law, row) for law in PLANTED for row in PLANTED[law]])
def test_a_planted_fault_is_caught(law: str, row: Row) -> None:
    entry, changes, field = row

    found = list(named(law)(plant(BASE, *entry, changes)))

    assert (*entry, field) in {(one.kind, one.id, one.field) for one in found}
    assert all(one.problem for one in found)


def without(kind: str, id_: str) -> Catalogue:
    entries = {key: one for key, one in getattr(BASE, kind).items() if key != id_}
    return changed(BASE, **{kind: entries})  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("catalogue", "about"),
    [
        (without("followup_questions", NECK_WORK), ("followup_questions", NECK_WORK)),
        (without("followup_rules", HARM), ("followup_rules", HARM)),
        (without("reactions", "sharp"), ("followup_questions", "session_sharp")),
        (
            changed(
                BASE, precautions=dict(BASE.precautions) | {"FU-05": BASE.precautions["INF-01"]}
            ),
            ("followup_rules", "FU-05"),
        ),
    ],
)
def test_a_name_that_is_missing_or_there_twice_is_caught(
    catalogue: Catalogue, about: tuple[str, str]
) -> None:
    found = list(named("follow_ups_are_apart")(catalogue))

    assert about in {(one.kind, one.id) for one in found}


def test_a_catalogue_without_any_follow_up_is_whole() -> None:
    bare = changed(BASE, followup_rules={}, followup_questions={})

    assert list(named("follow_ups_are_apart")(bare)) == []
