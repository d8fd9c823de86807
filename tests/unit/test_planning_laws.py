"""Laws of planning, for any small catalogue, clearance, findings and request."""

from collections.abc import Iterator
from itertools import product
from typing import Any, NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from endrange.assessment import Findings, Limitation
from endrange.knowledge import (
    Act,
    Catalogue,
    Equipment,
    Laterality,
    LayPartner,
    Load,
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
from endrange.physiology import share
from endrange.planning import (
    SWITCH_SECONDS,
    TURN_SECONDS,
    Add,
    Edit,
    Helper,
    Move,
    PlanItem,
    PlanRequest,
    Remove,
    SessionPlan,
    SetRepetitions,
    SwapTechnique,
    plan,
    revise,
    validate,
)
from endrange.planning.filling import Choice, fill
from endrange.screening import Clearance, StretchClearance
from endrange.values import Side
from tests.builders import catalogue, clearance, finding, hold_relax, muscle, passive, row, stretch
from tests.five_stretches import active, alone, goal

MUSCLES = ("one", "two", "three", "four")
PARTS = (Part.HIP, Part.KNEE, Part.HEAD_DOWN)
TECHNIQUES = (passive(), hold_relax(), active(), alone())
NAMES = tuple(technique.id for technique in TECHNIQUES)
TAUGHT = (
    ("passive",),
    ("passive", "hold_relax"),
    ("hold_relax", "passive", "alone"),
    ("active",),
    NAMES,
)
THINGS = ("table", "mat", "strap")
PLACES = (Position.SUPINE, Position.SIDE_LYING, Position.PRONE, Position.STANDING)
BARS = (
    ModificationCode.NOISO,
    ModificationCode.ACTIVE,
    ModificationCode.NOSUP,
    ModificationCode.NOPRONE,
    ModificationCode.NOSIDE,
    ModificationCode.NOHEADDOWN,
)
PLAIN_CODES = tuple(
    code
    for code in ModificationCode
    if code not in (ModificationCode.CAP, ModificationCode.DIR, ModificationCode.SLOWUP)
)
ROUNDING = 1e-9

few = settings(max_examples=15, deadline=None)
"""A catalogue takes 5 ms to draw; 15 of each law keep the suite quick."""


def mostly(usual: Any, *others: Any) -> SearchStrategy[Any]:
    """The usual in about two of three: what hinders everything leaves nothing to compare."""
    return st.sampled_from((*(usual,) * 2 * len(others), *others))


def some(values: Any, **size: int) -> SearchStrategy[tuple[Any, ...]]:
    return st.lists(st.sampled_from(values), unique=True, **size).map(tuple)


@st.composite
def stretches(draw: DrawFn, id_: str) -> Stretch:
    return stretch(
        id_,
        primary_muscles=(draw(st.sampled_from(MUSCLES)),),
        position=draw(st.sampled_from(PLACES)),
        laterality=draw(st.sampled_from(list(Laterality))),
        measure=draw(st.sampled_from(("slr", "knee", None))),
        techniques=draw(st.sampled_from(TAUGHT)),
        lay_partner=draw(mostly(LayPartner.YES, *LayPartner)),
        equipment=Equipment(
            required=draw(mostly((), ("strap",), ("table",))), any_of=("mat", "table")
        ),
        loads=(
            Load(
                part=draw(st.sampled_from(PARTS)),
                what="flexion",
                whose=draw(st.sampled_from(list(Whose))),
                upper_degrees=90,
            ),
        ),
    )


@st.composite
def catalogues(draw: DrawFn) -> Catalogue:
    count = draw(st.integers(3, 5))
    weights = {name: draw(st.sampled_from((0.2, 0.5, 1.0))) for name in MUSCLES}
    return catalogue(
        muscles=tuple(muscle(name, area=name) for name in MUSCLES),
        techniques=TECHNIQUES,
        stretches=tuple(draw(stretches(f"stretch_{number}")) for number in range(count)),
        goals=(goal("all", **weights), goal("first", one=1.0)),
    )


def modifications() -> SearchStrategy[tuple[Modification, ...]]:
    cap = st.builds(
        Modification,
        code=st.just(ModificationCode.CAP),
        part=st.sampled_from(PARTS),
        movement=st.sampled_from((None, "flexion")),
        degrees=st.integers(0, 120),
        side=st.sampled_from((None, None, Side.LEFT, Side.RIGHT)),
    )
    ban = st.builds(
        Modification,
        code=st.just(ModificationCode.DIR),
        part=st.sampled_from(PARTS),
        movement=st.sampled_from((None, "flexion", "extension")),
        side=st.sampled_from((None, None, Side.LEFT, Side.RIGHT)),
    )
    plain = st.builds(Modification, code=st.sampled_from(PLAIN_CODES))
    bar = st.builds(Modification, code=st.sampled_from(BARS))
    slow = st.just(Modification(code=ModificationCode.SLOWUP))
    one = st.one_of(plain, bar, cap, ban, slow).map(lambda found: (found,))
    return st.one_of(st.just(()), st.just(()), one, st.tuples(plain, bar))


VERDICTS = st.fixed_dictionaries(
    {mode: mostly(Verdict.PROCEED, Verdict.ADAPT, Verdict.AVOID) for mode in Mode}
)


@st.composite
def clearances(draw: DrawFn, known: Catalogue, alike: bool = False) -> Clearance:
    """Any verdicts and modifications; ``alike``: the same for both sides of a stretch."""
    changed = []
    for each in known.stretches.values():
        verdicts, modified = draw(VERDICTS), draw(modifications())
        for side in each.sides:
            if not alike:
                verdicts, modified = draw(VERDICTS), draw(modifications())
            changed.append(row(each.id, side, verdicts=verdicts, modifications=modified))
    return clearance(known, *changed)


@st.composite
def requests(draw: DrawFn, known: Catalogue) -> PlanRequest:
    ids = tuple(known.stretches)
    return PlanRequest(
        minutes=draw(st.integers(5, 12)),
        goals=draw(some(("all", "first"))),
        asked_for=draw(some(ids, max_size=2)),
        left_out=draw(mostly((), ids[:1])),
        techniques=draw(mostly((), ("hold_relax",), ("alone",))),
        equipment=draw(mostly(THINGS, ("mat",))),
        helper=draw(mostly(Helper.PRACTITIONER, Helper.LAY)),
        first_session=draw(st.booleans()),
    )


@st.composite
def findings(draw: DrawFn) -> Findings:
    sides = st.sampled_from((Side.LEFT, Side.RIGHT))
    limits = st.builds(
        Limitation,
        measure=st.sampled_from(("slr", "knee")),
        side=sides,
        weight=st.sampled_from((0.3, 1.0)),
        because=st.just("Less than the other side."),
    )
    return Findings(
        limitations=tuple(draw(st.lists(limits, max_size=2))),
        tighter=draw(st.dictionaries(st.sampled_from(("slr", "knee")), sides)),
    )


class Case(NamedTuple):
    request: PlanRequest
    clearance: Clearance
    findings: Findings
    catalogue: Catalogue

    @property
    def plan(self) -> SessionPlan:
        return plan(*self)


@st.composite
def cases(draw: DrawFn, alike: bool = False) -> Case:
    known = draw(catalogues())
    return Case(draw(requests(known)), draw(clearances(known, alike)), draw(findings()), known)


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
