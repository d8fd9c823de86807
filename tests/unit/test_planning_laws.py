"""Laws of every plan, over generated catalogues, clearances and requests."""

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from endrange.knowledge import (
    Act,
    LayPartner,
    Mode,
    Modification,
    ModificationCode,
    Part,
    Position,
    Stretch,
    Technique,
    Verdict,
    Whose,
)
from endrange.planning import (
    SWITCH_SECONDS,
    TURN_SECONDS,
    Add,
    Edit,
    Helper,
    Move,
    PlanItem,
    Remove,
    SessionPlan,
    SetRepetitions,
    SwapTechnique,
    revise,
    validate,
)
from endrange.screening import StretchClearance
from endrange.values import Side
from tests.builders import finding
from tests.unit.planning_cases import NAMES, ROUNDING, VERDICTS, Case, cases, few, modifications

CAPS: dict[ModificationCode, dict[str, int]] = {
    ModificationCode.LOW: {"stretch_sensation": 3, "pain": 1},
    ModificationCode.SUBISO: {"effort": 20, "push": 5, "repetitions": 2},
    ModificationCode.SHORT: {"hold": 15, "total": 60},
}


def breaches(made: SessionPlan, case: Case) -> Iterator[str]:
    """What a plan does that it must not: written apart from the planner, on purpose."""
    if made.seconds > made.minutes * 60:
        yield "over the minutes"
    rows = {(each.stretch, each.side): each for each in case.clearance.stretches}
    for item in made.items:
        known = case.catalogue.stretch(item.stretch)
        technique = case.catalogue.technique(item.technique)
        if not set(known.equipment.required) <= set(case.request.equipment):
            yield f"{item.stretch}: equipment"
        if case.request.helper is Helper.LAY and known.lay_partner is not LayPartner.YES:
            yield f"{item.stretch}: helper"
        for each in item.doses:
            yield from _row_breaches(rows[item.stretch, each.side], item, known, technique, case)


def _row_breaches(
    given_row: StretchClearance, item: PlanItem, known: Stretch, technique: Technique, case: Case
) -> Iterator[str]:
    codes = {modification.code for modification in given_row.modifications}
    forbidden = {
        "verdict": not all(given_row.verdicts[mode].allows for mode in technique.needs),
        "NOISO": Mode.ISO in technique.needs,
        "ACTIVE": technique.id != "active",
        "NOSUP": known.position is Position.SUPINE,
        "NOPRONE": known.position is Position.PRONE,
        "NOSIDE": known.position is Position.SIDE_LYING,
        "NOHEADDOWN": known.loads[0].part is Part.HEAD_DOWN,
        "PRO": case.request.helper is Helper.LAY,
    }
    for what, broken in forbidden.items():
        if broken and (what == "verdict" or what in codes):
            yield f"{item.stretch} {given_row.side}: {what}"
    for modification in given_row.modifications:
        yield from _cap_breaches(modification, item, known, given_row.side)
    if item.limits.end_range and ("NOEND" in codes or not given_row.verdicts[Mode.END].allows):
        yield f"{item.stretch}: end of range"


def _cap_breaches(
    modification: Modification, item: PlanItem, known: Stretch, side: Side
) -> Iterator[str]:
    load = known.loads[0]
    meant = load.part is modification.part and modification.movement in (None, load.what)
    if modification.side and side in (Side.LEFT, Side.RIGHT):
        meant = meant and (side is modification.side) is (load.whose is Whose.SAME)
    if modification.code is ModificationCode.DIR and meant:
        yield f"{item.stretch}: direction"
    if modification.code is ModificationCode.CAP and meant:
        joint = modification.side if modification.side else side
        joint = joint if load.whose is Whose.SAME or modification.side else side.mirrored
        held = [
            cap.degrees
            for cap in item.limits.caps
            if (cap.part, cap.movement) == (modification.part, modification.movement)
            and (
                cap.side is joint or joint not in (Side.LEFT, Side.RIGHT) or not load.part.is_paired
            )
        ]
        if not held or min(held) > (modification.degrees or 0):
            yield f"{item.stretch}: degrees"
    caps = CAPS.get(modification.code, {})
    for each in item.doses:
        dose = each.dose
        done = {
            "stretch_sensation": item.limits.stretch_sensation,
            "pain": item.limits.pain,
            "effort": dose.effort_percent or 0,
            "push": dose.seconds.get(Act.CONTRACT, 0),
            "hold": max(dose.seconds.get(Act.HOLD, 0), dose.seconds.get(Act.DEEPEN, 0)),
            "total": dose.under_stretch_seconds,
            "repetitions": dose.repetitions if Act.CONTRACT in dose.seconds else 0,
        }
        for what, cap in caps.items():
            if done[what] > cap:
                yield f"{item.stretch}: {what} {done[what]} over {cap}"


@few
@given(cases())
def test_a_plan_never_contains_what_the_clearance_forbids(case: Case) -> None:
    made = case.plan

    assert list(breaches(made, case)) == []
    assert not {item.stretch for item in made.items} & set(case.request.left_out)
    assert validate(made, case.clearance, case.catalogue) == ()


@few
@given(cases())
def test_an_emergency_empties_every_plan(case: Case) -> None:
    stop = case.clearance.replace(findings=(finding("stop", Verdict.EMERGENCY),))

    assert case._replace(clearance=stop).plan.items == ()


@few
@given(cases())
def test_the_seconds_are_what_the_acts_the_switches_and_the_turns_take(case: Case) -> None:
    made = case.plan
    seconds = 0
    slowly = any(
        modification.code is ModificationCode.SLOWUP
        for each in case.clearance.stretches
        for modification in each.modifications
    )
    for index, item in enumerate(made.items):
        if index and item.position is not made.items[index - 1].position:
            seconds += TURN_SECONDS[item.position]
            upright = item.position in (Position.SEATED, Position.STANDING)
            seconds += 60 if slowly and upright else 0
        technique = case.catalogue.technique(item.technique)
        for nth, each in enumerate(item.doses):
            seconds += SWITCH_SECONDS[item.position] if nth else 0
            seconds += sum(beat.seconds for beat in technique.beats(each.dose))

    assert made.seconds == seconds <= made.minutes * 60


@few
@given(cases())
def test_the_same_question_gets_the_same_plan(case: Case) -> None:
    again = Case(*(type(part).model_validate(part.model_dump()) for part in case))
    backwards = again.clearance.replace(stretches=again.clearance.stretches[::-1])
    again = again._replace(clearance=backwards)

    assert case.plan.model_dump() == again.plan.model_dump()


@few
@given(cases(), st.integers(1, 20))
def test_more_minutes_never_lower_the_value(case: Case, more: int) -> None:
    longer = case.request.replace(minutes=case.request.minutes + more)

    assert case._replace(request=longer).plan.objective >= case.plan.objective - ROUNDING


@few
@given(cases(), st.data())
def test_one_more_stretch_never_lowers_the_value(case: Case, data: st.DataObject) -> None:
    gone = data.draw(st.sampled_from(sorted(case.catalogue.stretches)))
    fewer = {id_: each for id_, each in case.catalogue.stretches.items() if id_ != gone}
    asked = tuple(id_ for id_ in case.request.asked_for if id_ != gone)
    case = case._replace(request=case.request.replace(asked_for=asked))
    without = case._replace(catalogue=case.catalogue.replace(stretches=fewer))

    assert without.plan.objective <= case.plan.objective + ROUNDING


@few
@given(cases(alike=True), st.data())
def test_forbidding_more_never_raises_the_value(case: Case, data: st.DataObject) -> None:
    """On both sides alike, of a stretch with one technique: see the stated model for why."""
    known = case.catalogue.stretches
    single = {id_: each.replace(techniques=each.techniques[:1]) for id_, each in known.items()}
    case = case._replace(
        request=case.request.replace(techniques=()),
        catalogue=case.catalogue.replace(stretches=single),
    )
    target = data.draw(st.sampled_from(sorted(case.catalogue.stretches)))
    worse, added = data.draw(VERDICTS), data.draw(modifications())
    tight = [
        each.replace(
            verdicts={
                mode: max(verdict, worse[mode], key=lambda v: v.caution)
                for mode, verdict in each.verdicts.items()
            },
            modifications=each.modifications + added,
        )
        for each in case.clearance.stretches
        if each.stretch == target
    ]
    rows = {(each.stretch, each.side): each for each in (*case.clearance.stretches, *tight)}
    tighter = case.clearance.replace(stretches=tuple(rows.values()))

    assert case._replace(clearance=tighter).plan.objective <= case.plan.objective + ROUNDING


@few
@given(cases())
def test_a_plan_is_proven_and_every_choice_and_omission_has_its_reason(case: Case) -> None:
    made = case.plan

    assert made.objective <= made.bound + ROUNDING
    assert made.gap_percent == 0
    assert all(line for item in made.items for line in item.because)
    assert all(omission.because for omission in made.omissions)
    placed = {item.stretch for item in made.items}
    explained = placed | {omission.stretch for omission in made.omissions}
    assert set(case.request.asked_for) | set(case.request.left_out) <= explained


@few
@given(cases())
def test_positions_come_in_order_each_once(case: Case) -> None:
    order = [list(Position).index(item.position) for item in case.plan.items]

    assert order == sorted(order)


@st.composite
def edits(draw: DrawFn, made: SessionPlan, case: Case) -> Edit:
    item = st.integers(0, max(0, len(made.items)))
    return draw(
        st.one_of(
            st.builds(Remove, item=item),
            st.builds(Move, item=item, to=item),
            st.builds(SwapTechnique, item=item, technique=st.sampled_from(NAMES)),
            st.builds(Add, stretch=st.sampled_from(sorted(case.catalogue.stretches))),
            st.builds(SetRepetitions, item=item, repetitions=st.integers(1, 8)),
        )
    )


@few
@given(cases(), st.data())
def test_no_edit_leads_out_of_the_clearance_or_the_minutes(case: Case, data: st.DataObject) -> None:
    made = case.plan
    for _ in range(4):
        edit = data.draw(edits(made, case))
        result = revise(made, edit, case.request, case.clearance, case.catalogue)
        if isinstance(result, SessionPlan):
            assert list(breaches(result, case)) == []
            assert validate(result, case.clearance, case.catalogue) == ()
            assert result.edited
            made = result
        else:
            assert result.because


@few
@given(cases())
def test_an_old_plan_is_caught_by_a_stricter_clearance(case: Case) -> None:
    made = case.plan
    for item in made.items:
        side = item.doses[0].side
        closed = [
            each.replace(verdicts=dict.fromkeys(Mode, Verdict.AVOID))
            if (each.stretch, each.side) == (item.stretch, side)
            else each
            for each in case.clearance.stretches
        ]
        stricter = case.clearance.replace(stretches=tuple(closed))

        assert validate(made, stricter, case.catalogue)
