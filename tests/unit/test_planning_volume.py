"""Part of the usual dose: what a session that was too much leaves of the next."""

import pytest

from endrange.knowledge import Modification, load
from endrange.planning import Limits, limits
from endrange.planning.doses import Menu, repetition_cap, within_volume

TECHNIQUES = [one for one in load().techniques.values() if one.people > 1]


def most(technique, percent=None) -> int:
    portions = Menu().of(technique, Limits(volume_percent=percent))
    return max((one.under_stretch for one in portions.values()), default=0)


def usual(technique) -> int:
    times = max(technique.default_dose.repetitions, min(2, technique.repetitions.high))
    return technique.default_dose.replace(repetitions=times).under_stretch_seconds


@pytest.mark.parametrize("technique", TECHNIQUES, ids=lambda one: one.id)
@pytest.mark.parametrize(("code", "percent"), [("LESS", 75), ("HALF", 50)])
def test_no_more_than_its_part_of_the_usual_dose_and_still_something(technique, code, percent):
    assert limits((Modification(code=code),)).volume_percent == percent

    allowed = most(technique, percent)

    assert 0 < allowed <= usual(technique) * percent // 100


def test_the_smaller_of_two_parts_counts():
    both = limits((Modification(code="LESS"), Modification(code="HALF")))

    assert both.volume_percent == 50


def test_where_nothing_is_held_the_repetitions_are_fewer():
    dynamic = load().technique("dynamic")

    assert repetition_cap(dynamic, Limits(volume_percent=75)) == 9
    assert max(Menu().of(dynamic, Limits(volume_percent=75))) == 9


def test_without_a_part_nothing_changes():
    technique = TECHNIQUES[0]

    assert within_volume(technique, Limits()) == Limits()
    assert repetition_cap(technique, Limits()) is None
