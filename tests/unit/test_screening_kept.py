"""What screening works out once and keeps says the same as working it out again."""

from datetime import date
from itertools import combinations, product

import pytest

from endrange.knowledge import NO, Answer, Mode, Modification, Verdict, load
from endrange.screening import Setting, screen
from endrange.screening.clearance import in_bits, stricter, worst_of
from endrange.screening.limits import Numbered, keyed, merged

TODAY = date(2026, 11, 20)
LIMITS = [
    keyed(Modification.model_validate(one))
    for one in ("LOW", "NOEND", "CAP(HIP, flexion, 90)", "CAP(HIP, flexion, 60)", "DIR(HIP)")
]


@pytest.mark.parametrize("one", Verdict)
def test_the_bits_of_two_columns_are_those_of_the_more_cautious(one):
    for other, mode, beside in product(Verdict, Mode, Mode):
        if mode is beside:
            continue
        found = worst_of([in_bits({mode: one, beside: other}), in_bits({mode: other})])

        assert found == dict.fromkeys(Mode, Verdict.PROCEED) | {
            mode: stricter(one, other),
            beside: other,
        }


def test_nothing_restricts_nothing():
    assert in_bits({}) == in_bits(dict.fromkeys(Mode, Verdict.PROCEED)) == 0
    assert worst_of([]) == dict.fromkeys(Mode, Verdict.PROCEED)


@pytest.mark.parametrize("size", range(len(LIMITS) + 1))
def test_numbered_limits_are_merged_as_any_others(size):
    numbered = Numbered(LIMITS)
    for some in combinations(LIMITS, size):
        bits = numbered.bits(some)

        assert numbered.merged(bits) == merged(some)
        assert numbered.merged(bits) is numbered.merged(bits)


def test_a_rule_changed_under_the_same_version_is_not_taken_for_the_one_before():
    catalogue = load()
    told = {"pregnancy": Answer(value="no"), "consent": Answer(value=NO)}
    before = screen(told, catalogue, on=TODAY, setting=Setting.CLINIC)
    rules = {
        id_: row.replace(because=f"Other words. {row.because}")
        for id_, row in catalogue.precautions.items()
    }
    other = catalogue.replace(precautions=rules)

    after = screen(told, other, on=TODAY, setting=Setting.CLINIC)

    assert other.version == catalogue.version
    assert [f"Other words. {one.because}" for one in before.findings] == [
        one.because for one in after.findings
    ]
