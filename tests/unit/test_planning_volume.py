"""Part of the usual dose: what a session that was too much leaves of the next."""

import pytest

from endrange.knowledge import Modification, load
from endrange.planning import Limits, limits
from endrange.planning.doses import Menu, within_volume

HELD = [one for one in load().techniques.values() if one.people > 1 and one.id != "dynamic"]


def most(technique, percent=None) -> int:
    portions = Menu().of(technique, Limits(volume_percent=percent))
    return max((one.under_stretch for one in portions.values()), default=0)


def usual(technique) -> int:
    times = max(technique.default_dose.repetitions, min(2, technique.repetitions.high))
    return technique.default_dose.replace(repetitions=times).under_stretch_seconds


@pytest.mark.parametrize("technique", HELD, ids=lambda one: one.id)
@pytest.mark.parametrize(("code", "percent"), [("LESS", 75), ("HALF", 50)])
def test_no_more_than_its_part_of_the_usual_dose_and_still_something(technique, code, percent):
    assert limits((Modification(code=code),)).volume_percent == percent

    allowed = most(technique, percent)

    assert 0 < allowed <= usual(technique) * percent // 100


def test_the_smaller_of_two_parts_counts():
    both = limits((Modification(code="LESS"), Modification(code="HALF")))

    assert both.volume_percent == 50


def test_where_each_is_short_the_repetitions_are_fewer():
    dynamic = load().technique("dynamic")

    assert max(Menu().of(dynamic, Limits(volume_percent=75))) == 9
    assert Menu().of(dynamic, Limits(volume_percent=50)) == {}  # 6 are fewer than it ever has


def test_without_a_part_nothing_changes():
    technique = HELD[0]

    assert within_volume(technique, Limits()) == Limits()
