"""A plan is the best there is: compared with trying everything."""

from collections.abc import Iterator
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from endrange.knowledge import (
    LayPartner,
    Position,
    Stretch,
)
from endrange.physiology import share
from endrange.planning import (
    SWITCH_SECONDS,
    TURN_SECONDS,
    Helper,
    PlanRequest,
)
from endrange.planning.filling import Choice, fill
from endrange.values import Side
from tests.unit.planning_cases import MUSCLES, ROUNDING, Case, cases, few


def choices() -> SearchStrategy[Choice]:
    return st.builds(
        Choice,
        position=st.integers(0, 3),
        seconds=st.integers(1, 40),
        value=st.integers(0, 60).map(lambda whole: whole / 7),
    )


@given(st.lists(st.lists(choices(), max_size=4), max_size=4), st.integers(0, 100))
@settings(max_examples=200)
def test_filling_equals_trying_everything(groups: list[list[Choice]], seconds: int) -> None:
    turns = (5, 3, 8, 13)

    found = fill(groups, seconds, turns)

    best = 0.0
    for picked in product(*([None, *group] for group in groups)):
        chosen = [choice for choice in picked if choice]
        positions = sorted({choice.position for choice in chosen})
        spent = sum(c.seconds for c in chosen) + sum(turns[p] for p in positions[1:])
        if spent <= seconds:
            best = max(best, sum(choice.value for choice in chosen))
    assert abs(best - found.value) < ROUNDING
    taken = [group[i] for group, i in zip(groups, found.chosen, strict=True) if i is not None]
    assert abs(sum(choice.value for choice in taken) - found.value) < ROUNDING
    assert found.bound >= best - ROUNDING


@few
@given(cases(alike=True))
def test_a_plan_equals_trying_every_plan(case: Case) -> None:
    """The whole planner against a plain search, without preferences, wishes and limits."""
    request = case.request.replace(techniques=(), asked_for=(), left_out=(), first_session=False)
    bare = tuple(each.replace(modifications=()) for each in case.clearance.stretches)
    case = case._replace(
        request=request,
        clearance=case.clearance.replace(stretches=bare),
        findings=case.findings.replace(tighter={}),
    )

    best = max(
        value
        for picked in product(*([None, *_plain_options(case, name)] for name in MUSCLES))
        for value in _value_if_it_fits([option for option in picked if option], case)
    )

    assert abs(best - case.plan.objective) < ROUNDING


Plain = tuple[Position, int, float]


def _plain_options(case: Case, name: str) -> Iterator[Plain]:
    for known in case.catalogue.stretches.values():
        if known.primary_muscles == (name,) and _may_be_given(known, case.request):
            yield from _plain_doses(case, known)


def _may_be_given(known: Stretch, request: PlanRequest) -> bool:
    lay = request.helper is Helper.LAY and known.lay_partner is not LayPartner.YES
    here = set(request.equipment)
    return not lay and set(known.equipment.required) <= here and bool({"mat", "table"} & here)


def _plain_doses(case: Case, known: Stretch) -> Iterator[Plain]:
    """Of the first of its techniques that two people may do today."""
    row = case.clearance.of(known.id, known.sides[0])
    techniques = map(case.catalogue.technique, known.techniques)
    technique = next((t for t in techniques if t.people == 2 and row.of(t).allows), None)
    if technique is None:
        return
    for repetitions in range(2, technique.repetitions.high + 1):
        if repetitions in technique.repetitions:
            dose = technique.default_dose.replace(repetitions=repetitions)
            sides = len(known.sides)
            seconds = technique.side_seconds(dose) * sides
            seconds += SWITCH_SECONDS[known.position] * (sides - 1)
            needs = [_plain_need(case, known, side) for side in known.sides]
            yield known.position, seconds, sum(needs) / sides * share(dose.under_stretch_seconds)


def _plain_need(case: Case, known: Stretch, side: Side) -> float:
    goals = [case.catalogue.goals[id_].muscles for id_ in case.request.goals]
    muscle = known.primary_muscles[0]
    wished = max((each.get(muscle, 0) * 0.7**i for i, each in enumerate(goals)), default=0)
    limits = [one for one in case.findings.limitations if one.measure == known.measure]
    weights = {
        at: max((one.weight for one in limits if one.side is at), default=0)
        for at in (Side.LEFT, Side.RIGHT)
    }
    return max(0.05, wished + weights.get(side, sum(weights.values()) / 2))


def _value_if_it_fits(picked: list[Plain], case: Case) -> Iterator[float]:
    positions = sorted({list(Position).index(option[0]) for option in picked})
    turns = [TURN_SECONDS[list(Position)[index]] for index in positions[1:]]
    if sum(option[1] for option in picked) + sum(turns) <= case.request.minutes * 60:
        yield sum(option[2] for option in picked)
