"""The lattice of verdicts and limits, for all of it: five verdicts, four columns, every technique.

What is finite is looked at whole. What is a number is given to an SMT solver (z3), which finds a
number that breaks the law or proves that there is none.
"""

from itertools import product

import pytest
import z3

from endrange import knowledge
from endrange.knowledge import Mode, Modification, ModificationCode, Part, Verdict
from endrange.planning.limits import is_within, limits, tightest
from endrange.screening import Setting, StretchClearance
from endrange.screening.applying import unlocked
from endrange.screening.clearance import stricter, worst
from endrange.screening.limits import barred, keyed, locked_to, merged
from endrange.values import Side

CATALOGUE = knowledge.load()
COLUMNS = [dict(zip(Mode, cells, strict=True)) for cells in product(Verdict, repeat=len(Mode))]
"""All 625 rows of a rule table."""
SHUT = (Verdict.AVOID, Verdict.EMERGENCY)
PLAIN = [
    Modification(code=code)
    for code in ModificationCode
    if code not in (ModificationCode.DIR, ModificationCode.CAP)
]


def test_the_worst_of_several_is_one_of_them_in_any_order_and_grouping():
    for one, other, third in product(Verdict, repeat=3):
        assert stricter(one, other) is stricter(other, one)
        assert stricter(one, stricter(other, third)) is stricter(stricter(one, other), third)
        assert stricter(one, one) is one
        assert worst((one, other, third)).caution == max(
            verdict.caution for verdict in (one, other, third)
        )


def test_one_more_finding_never_relaxes_a_column():
    for here, more in product(Verdict, repeat=2):
        assert worst((here, more)).caution >= here.caution


def test_a_clinicians_word_opens_clearance_and_nothing_else():
    sets = [frozenset(chosen) for chosen in _subsets(tuple(Mode))]
    for cells, opened in product(COLUMNS, sets):
        after = unlocked(cells, opened)
        for mode in Mode:
            if cells[mode] is Verdict.CLEARANCE and mode in opened:
                assert after[mode] is Verdict.ADAPT
            else:
                assert after[mode] is cells[mode]
        assert {m for m in Mode if after[m] in SHUT} == {m for m in Mode if cells[m] in SHUT}


def test_no_modification_opens_a_column():
    for cells, limit, setting in product(COLUMNS, PLAIN, Setting):
        lock = locked_to([limit], setting, partner=False)
        after = {mode: stricter(cell, lock) for mode, cell in barred(cells, [limit]).items()}
        assert all(after[mode].caution >= cells[mode].caution for mode in Mode)


@pytest.mark.parametrize("technique", CATALOGUE.techniques.values(), ids=lambda one: one.id)
def test_a_technique_is_open_only_where_each_column_it_needs_is(technique):
    for cells in COLUMNS:
        row = StretchClearance(stretch="any", side=Side.LEFT, verdicts=cells)
        is_open = all(cells[mode].allows for mode in technique.needs)
        assert row.of(technique).allows is is_open


def test_pnf_needs_pushing_and_being_moved():
    pushing = [one for one in CATALOGUE.techniques.values() if Mode.ISO in one.needs]
    assert pushing
    assert all({Mode.ISO, Mode.PAS} <= set(one.needs) for one in pushing)


def test_of_two_caps_the_smaller_counts_for_every_pair_of_angles():
    for one, other in product(range(0, 181, 3), repeat=2):
        caps = [keyed(_cap(one)), keyed(_cap(other))]
        (kept,) = merged(caps)
        assert kept.degrees == min(one, other)
        assert merged(caps) == merged(reversed(caps)) == merged((*caps, *caps))


def test_the_smallest_of_any_caps_is_proved_for_all_integers():
    """``merged`` folds min: z3 finds no order, grouping or repetition that gives another angle."""
    a, b, c = z3.Ints("a b c")
    least = lambda x, y: z3.If(x < y, x, y)  # noqa: E731
    laws = z3.And(
        least(a, b) == least(b, a),
        least(a, least(b, c)) == least(least(a, b), c),
        least(a, a) == a,
        least(a, b) <= a,
        least(a, b) <= b,
    )
    assert_proved(laws)


def test_limits_of_a_plan_only_tighten():
    """What two findings limit together lies within what each limits alone."""
    for one, other in product(PLAIN, repeat=2):
        both = limits([one, other])
        assert is_within(both, limits([one])), (one.code, other.code)
        forth, back = (tightest(limits([a]), limits([b])) for a, b in ((one, other), (other, one)))
        told = {"notes": ()}  # the same notes, in the order they were found
        assert forth.replace(**told) == back.replace(**told), (one.code, other.code)
        assert set(forth.notes) == set(back.notes)


def assert_proved(law: z3.BoolRef) -> None:
    """No assignment breaks it."""
    solver = z3.Solver()
    solver.add(z3.Not(law))
    assert solver.check() == z3.unsat, solver.model() if solver.check() == z3.sat else "unknown"


def _cap(degrees: int) -> Modification:
    return Modification(
        code=ModificationCode.CAP, part=Part.HIP, movement="flexion", degrees=degrees
    )


def _subsets(of: tuple[Mode, ...]):
    return ([mode for mode, kept in zip(of, keep, strict=True) if kept]
            for keep in product((False, True), repeat=len(of)))  # fmt: skip
