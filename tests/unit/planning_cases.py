"""Generated questions to the planner: a catalogue, a clearance, findings and a request."""

from typing import Any, NamedTuple

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from endrange.assessment import Findings, Limitation
from endrange.knowledge import (
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
    Verdict,
    Whose,
)
from endrange.planning import (
    Helper,
    PlanRequest,
    SessionPlan,
    plan,
)
from endrange.screening import Clearance
from endrange.values import Side
from tests.builders import catalogue, clearance, hold_relax, muscle, passive, row, stretch
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
