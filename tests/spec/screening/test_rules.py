"""Every rule, told as people: the tables of this folder on the shipped rules."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest

from endrange.knowledge import UNKNOWN, YES, Precaution, QuestionKind, Trigger
from endrange.screening.truth import Case, applies, candidates
from tests.spec.screening.reading import (
    CATALOGUE,
    Row,
    answers_of,
    decide,
    every_row,
    letters,
    limits,
)
from tests.strategies import TODAY

pytestmark = pytest.mark.no_cover  # many rows through the same lines, which others count

ROWS = every_row()
BY_WEEK = {row.id for one in CATALOGUE.operations.values() for row in one.precautions()}
"""Rules of single operations: test_surgery.py tells each of their windows."""
RULES = {rule.id: rule for rule in CATALOGUE.precautions.values() if rule.id not in BY_WEEK}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_client_at_the_door(row: Row):
    clearance = decide(row.answers)

    found = {one.precaution: one for one in clearance.findings}
    assert [rule for rule in row.found if rule not in found or not found[rule].certain] == []
    assert [rule for rule in row.doubtful if rule not in found or found[rule].certain] == []
    assert [rule for rule in row.absent if rule in found] == []
    assert letters(clearance, row.where) == row.letters
    assert set(row.limits) <= limits(clearance, row.where)
    if row.letters == "PPPP" and not row.limits:
        assert limits(clearance, row.where) == set()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_a_rule_that_is_passed_over_does_not_apply(row: Row):
    """Whole groups of rules are not looked at where a question or a list says nothing to them."""
    for said in (answers_of(row), {}):
        case = Case(said, CATALOGUE, TODAY)
        looked_at = {rule.id for rule in candidates(case)}
        left = [rule for rule in CATALOGUE.precautions.values() if rule.id not in looked_at]

        assert [rule.id for rule in left if applies(rule, case) is not False] == []


def test_every_rule_has_a_row():
    told = Counter(rule for row in ROWS for rule in row.found)

    assert {*told, *(rule for row in ROWS for rule in row.absent)} <= RULES.keys()
    assert sorted(RULES.keys() - told.keys()) == ["RESCREEN", "SET-FIRST"]  # told beside the engine


def bounds() -> Iterator[tuple[str, Trigger, str, float]]:
    """Every number a rule compares with: the rule, the trigger, which bound, and the number."""
    for rule in RULES.values():
        triggers = [trigger for group in rule.when for trigger in group]
        for trigger in {repr(trigger): trigger for trigger in triggers}.values():
            for name in ("at_least", "above", "below"):
                bound = getattr(trigger, name)
                if bound is not None:
                    yield rule.id, trigger, name, bound


@pytest.mark.parametrize(
    ("rule", "trigger", "name", "bound"),
    list(bounds()),
    ids=lambda value: value.question if isinstance(value, Trigger) else str(value),
)
def test_both_sides_of_every_edge_have_a_row(rule, trigger, name, bound):
    """A client on the edge who has it, and one a step beside it who has not."""
    inside = {value for row in ROWS if rule in row.found for value in numbers(row, trigger)}
    outside = {value for row in ROWS if rule in row.absent for value in numbers(row, trigger)}

    step = 1.01
    if name == "below":
        assert any(bound - step <= value < bound for value in inside)
        assert any(bound <= value < bound + step for value in outside)
    else:
        assert any(bound <= value < bound + step for value in inside)
        assert any(bound - step <= value <= bound for value in outside)


def numbers(row: Row, trigger: Trigger) -> Iterator[float]:
    """What a client's answer puts beside the bounds of a trigger; of days, as it counts them."""
    told = answers_of(row).get(trigger.question)
    if told is None or told.value == UNKNOWN:
        return
    match CATALOGUE.questions[trigger.question].kind:
        case QuestionKind.NUMBER:
            yield float(told.value)
        case QuestionKind.AREAS if trigger.pain:
            yield from (n for one in told.pains if (n := one.at(trigger.pain)) is not None)
        case QuestionKind.SEVERAL:
            yield len(set(told.ticks) & set(trigger.any_of or told.ticks))
        case QuestionKind.DATE:
            yield _since(date.fromisoformat(str(told.value)), trigger)
        case QuestionKind.ENTRIES:
            kinds = (entry for entry in told.entries if {entry.what, YES} & {*trigger.any_of})
            yield from (_since(entry.on, trigger) for entry in kinds if entry.on)


def _since(then: date, trigger: Trigger) -> float:
    """In parts of a week, so that six days are a step before a week."""
    assert trigger.since
    return (TODAY - then).days / trigger.since.days


def test_the_letters_of_every_emergency_say_how_soon():
    """Whoever reads the tables sees the urgency of each emergency."""
    told = {rule: row.limits for row in ROWS if row.letters == "EEEE" for rule in row.found}
    urgent = {rule.id: rule for rule in RULES.values() if is_emergency(rule)}

    assert sorted(urgent.keys() - told.keys()) == []
    assert all(len(limits) == 1 for limits in told.values())


def is_emergency(rule: Precaution) -> bool:
    return "emergency" in set(rule.verdicts.values())
