"""A history that is quick to judge says what the plain rules say of the readings one by one."""

from datetime import timedelta
from itertools import groupby

from hypothesis import example, given, settings
from hypothesis import strategies as st

from endrange.assessment import (
    Z95,
    History,
    Moment,
    OwnError,
    Taken,
    WarmUp,
    assess,
    error_of,
    method,
)
from endrange.knowledge import EndFeel
from endrange.progress import follow, review
from endrange.progress.series import OTHER_WARM_UP, signed
from endrange.values import Side
from tests.builders import READING_DAY, catalogue, measure, reading

KNOWN = catalogue(measures=(measure(), measure("knee", further="lower")))
OWN = (
    OwnError(
        measure="slr",
        instrument="inclinometer",
        same_examiner=False,
        value=4,
        low=3,
        high=6,
        pairs=10,
    ),
)
OWN_OF = ("value", "trials", "discomfort", "taken_at")
"""What no reading shares with another."""


def taken(day, minute=0, value=60.0, **changes):
    at = READING_DAY + timedelta(days=day, minutes=minute)
    return reading(value, discomfort=round(value) % 11, **(changes | {"taken_at": at}))


READINGS = st.lists(
    st.builds(
        taken,
        st.integers(0, 60),
        st.integers(0, 600),
        st.floats(20, 110),
        measure=st.sampled_from(["slr", "knee"]),
        side=st.sampled_from([Side.LEFT, Side.RIGHT]),
        moment=st.sampled_from([Moment.BEFORE, Moment.BEFORE, Moment.AFTER]),
        instrument=st.sampled_from(["inclinometer", "inclinometer", "goniometer"]),
        examiner=st.sampled_from(["sam", "kim"]),
        warm_up=st.sampled_from([None, WarmUp.NONE, WarmUp.WALK]),
        end_feel=st.sampled_from([None, None, EndFeel.SPASM]),
    ),
    max_size=40,
    unique_by=lambda one: one.taken_at,
)
MIXED = [
    taken(0),
    taken(7, 0, 62.0, examiner="kim", warm_up=WarmUp.WALK, end_feel=EndFeel.SPASM),
    taken(9, 0, 90.0, instrument="goniometer"),
    taken(14, 0, 66.0),
    taken(14, 5, 64.0, warm_up=WarmUp.NONE),
    taken(14, 50, 70.0, moment=Moment.AFTER),
    taken(14, 2, 80.0, side=Side.RIGHT),
    taken(21, 0, 30.0, measure="knee"),
]
"""Another instrument, another examiner, another warm-up, two of one day, and one after."""


def held(readings):
    """As the database hands them out: what readings share is held once."""
    trails, hows = {}, {}
    for one in sorted(readings, key=lambda one: one.taken_at):
        shared = tuple(value for name, value in dict(one).items() if name not in OWN_OF)
        how = hows.setdefault(shared, one)
        own = Taken(one.taken_at, one.value, one.discomfort, how)
        trails.setdefault((one.measure, one.side, one.moment), []).append(own)
    return History(trails)


def plainly(readings, on):
    """The rules as they are written: of each measure and side, one reading a day, taken alike."""
    known = sorted((r for r in readings if r.taken_at.date() <= on), key=lambda r: r.taken_at)
    before = [r for r in known if r.moment is Moment.BEFORE]
    for which in dict.fromkeys((r.measure, r.side) for r in before):
        own = [r for r in before if (r.measure, r.side) == which]
        daily = [list(day)[-1] for _, day in groupby(own, key=lambda r: r.taken_at.date())]
        alike = [r for r in daily if method(r) == method(daily[-1])]
        yield which, alike, len(daily) - len(alike)


def plain_error(one, first):
    same = one.examiner == first.examiner
    sem = error_of(KNOWN.measure(one.measure), one.instrument, same_examiner=same, own=OWN).value
    told = one.warm_up is not None and first.warm_up is not None
    return sem * (OTHER_WARM_UP if told and one.warm_up is not first.warm_up else 1.0)


@settings(deadline=None)
@given(READINGS, st.integers(0, 70))
@example(MIXED, 30)
def test_what_changed_is_what_the_plain_rules_say(readings, days):
    on = READING_DAY.date() + timedelta(days=days)
    plain = list(plainly(readings, on))

    found = review(held(readings), KNOWN, on=on, own=OWN)

    assert [(one.measure, one.side) for one in found.changes] == [which for which, _, _ in plain]
    for change, (_, alike, aside) in zip(found.changes, plain, strict=True):
        of, first, last = KNOWN.measure(change.measure), alike[0], alike[-1]
        errors = [plain_error(one, first) for one in alike]
        values = [signed(one.value, of) for one in alike]
        believed = follow(values, errors, [one.taken_at.toordinal() for one in alike])
        assert (change.readings, change.set_aside) == (len(alike), aside)
        assert (change.since, change.latest) == (first.taken_at.date(), last.value)
        assert change.error == errors[-1]
        assert change.interval_low == believed.change - Z95 * believed.change_sd
        assert change.interval_high == believed.change + Z95 * believed.change_sd


@settings(deadline=None)
@given(READINGS, st.integers(0, 70))
@example(MIXED, 14)
def test_held_together_or_one_by_one_they_are_judged_alike(readings, days):
    on = READING_DAY.date() + timedelta(days=days)

    assert review(held(readings), KNOWN, on=on, own=OWN) == review(readings, KNOWN, on=on, own=OWN)
    assert assess(held(readings), KNOWN, OWN) == assess(readings, KNOWN, OWN)


@settings(deadline=None)
@given(READINGS)
@example(MIXED)
def test_every_reading_comes_back_but_for_its_trials(readings):
    without = {"trials": ()}
    ordered = sorted(readings, key=lambda one: one.taken_at)

    back = held(readings).readings()

    assert [dict(one) | without for one in back] == [dict(one) | without for one in ordered]
    assert History.of(readings).readings() == ordered


def test_parts_of_it():
    history = held(MIXED)
    day = MIXED[3].taken_at.date()

    assert history.measures == ("knee", "slr")
    assert history.only(["slr"]).measures == ("slr",)
    assert {key[:2] for key in history.of_side("slr", Side.RIGHT).trails} == {("slr", Side.RIGHT)}
    assert len(history.readings([day])) == 4
    assert history.until(MIXED[1].taken_at.date()).readings() == history.readings()[:2]
    assert History.of(history) is history
