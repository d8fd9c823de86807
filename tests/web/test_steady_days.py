"""Days that were read at visits, offered as those of a stable person: which count."""

from datetime import timedelta

import pytest
from django.utils import timezone

from endrange.assessment import Moment, Origin
from endrange.knowledge import load
from endrange.values import Side
from endrange_app.storage import actions
from endrange_app.storage.models import Reading
from endrange_app.web import steady
from tests.records import reading

pytestmark = pytest.mark.django_db
SLR = "hip_flexion_slr"


@pytest.fixture
def six(newcomer, here, now):
    """Six readings of somebody stable, a week apart, the latest first."""
    kept = []
    for day, value in enumerate((60.0, 62.0, 58.0, 61.0, 59.0, 60.0)):
        then = now - timedelta(weeks=day)
        given = reading(then, value=value, measure=SLR, instrument="phone inclinometer")
        kept.append(
            actions.readings.record(by=here.practitioner, visit=newcomer, reading=given, now=then)
        )
    return kept


def offered(clinic):
    return [one for one in steady.offered(clinic, load().measure(SLR)) if one.name == "Uma"]


NO_DAY = {
    "after stretching": {"moment": Moment.AFTER},
    "read at home": {"origin": Origin.HOME},
    "of another measure": {"measure": "hip_ext_prone"},
    "of the other side": {"side": Side.RIGHT},
}


@pytest.mark.parametrize("why", NO_DAY)
def test_a_day_that_is_no_repeat_of_the_others_is_not_counted(why, here, six):
    assert len(offered(here.clinic)) == 1

    Reading.objects.filter(pk=six[0].pk).update(**NO_DAY[why])

    assert offered(here.clinic) == []


def test_a_reading_taken_back_is_no_day_and_another_clinic_sees_none(here, elsewhere, six, now):
    assert offered(elsewhere.clinic) == []

    actions.readings.withdraw(by=here.practitioner, reading=six[0], now=now)

    assert offered(here.clinic) == []


def test_days_are_those_of_the_clinics_clock(here, six, now):
    """17:30 in London is 6:30 of the next day in Auckland."""
    evening = now.replace(hour=17, minute=30)
    Reading.objects.filter(pk=six[0].pk).update(taken_at=evening)

    with timezone.override("Pacific/Auckland"):
        (found,) = offered(here.clinic)

    assert found.days[-1][0] == now.date() + timedelta(days=1)
