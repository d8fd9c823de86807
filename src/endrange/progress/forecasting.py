"""How one person may go on, from their own readings and sessions: a few weeks, with an interval."""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from math import sqrt
from typing import NamedTuple

from pydantic import Field

from endrange.assessment import History, OwnError, Person, Reading, spread
from endrange.knowledge import Catalogue
from endrange.physiology import Z80, Bank, Passed, Response, Unknown, response_of, stimulus
from endrange.progress.level import BASELINES
from endrange.progress.series import Series, every, signed
from endrange.values import Side, Value

FEWEST_FOLLOW_UPS = 3
MOST_WEEKS = 4.0
"""Beyond it the forecast fails whoever gains nothing for five weeks and then a lot (simulated)."""

USUAL_WEEKS = 4.0
"""How far back "as now" looks (ours)."""

STALE_WEEKS = 4.0
"""Since the last reading: after a longer pause nobody knows how somebody goes on (ours)."""

LEARNED_FROM = 100
"""Readings, the latest: the sessions before them count all the same (ours: the level drifts, so
older ones hardly bear on the next weeks, and a page waits for none of them)."""

LEVEL_SD = 15.0
"""Of a level before any reading, in degrees, where no group of theirs is known (ours: wide)."""

WEEK = 7

NO_SESSION = "No session is recorded that stretched these muscles."
NOT_ON_RECORD = "What was done in an earlier session is not on record, nor what it brought."


class Dosed(Value):
    """One session: so many seconds under stretch of the muscles of a measure, on one side."""

    on: date
    seconds: float | None = Field(ge=0)
    """None: not known, which is not nought."""


class Forecast(Value):
    """What will be read, in the measure's unit, if they go on as now; 80 of 100 people."""

    measure: str
    side: Side
    on: date
    """Of the forecast, not the day it was made."""
    weeks: float
    value: float
    low: float
    high: float
    """``low`` and ``high`` as numbers, whichever way is further. With the error of the reading:
    nobody can see the range itself, and what is promised must be what can be checked."""
    error_assumed: bool


def forecast(
    readings: Sequence[Reading] | History,
    doses: Sequence[Dosed],
    catalogue: Catalogue,
    *,
    on: date,
    weeks: float = MOST_WEEKS,
    own: Sequence[OwnError] = (),
    person: Person | None = None,
) -> Forecast | Unknown:
    """Look ahead for one measure and side, or say why not.

    It takes two baselines before the first session and three readings after it, and looks at most
    four weeks ahead.

    Args:
        readings: of one measure and side, in any order; only those before stretching count.
        doses: all sessions of that side that stretched its muscles, in any order.
        on: today.
    """
    found = list(every(History.of(readings).until(on), catalogue, own))
    if len(found) != 1:
        return Unknown(because="Readings of one measure on one side are needed.")
    (series,) = found
    response = response_of(series.measure.id)
    if response is None:
        return Unknown(because="No trials of this test were found.")
    given = sorted((dose for dose in doses if dose.on <= on), key=lambda dose: dose.on)
    if refused := _refuse(series, given, on, weeks):
        return Unknown(because=refused)
    sessions = _Sessions.of(given)
    bank = _learn(series, sessions, _start(response, series, catalogue, person))
    last = _day(series, -1)
    today = bank.after((on - last).days / WEEK, sessions.weekly(last, on))
    expected = today.after(weeks, _as_now(sessions, on)).expect()
    reach = Z80 * sqrt(expected.sd**2 + series.error.value**2)
    return _told(series, expected.mean, reach, on + timedelta(weeks=weeks), weeks)


def _day(series: Series, number: int) -> date:
    return series.rows[number].taken_at.date()


def _refuse(series: Series, doses: Sequence[Dosed], on: date, weeks: float) -> str:
    if not 0 < weeks <= MOST_WEEKS:
        return f"{weeks:g} weeks ahead; at most {MOST_WEEKS:g} can be looked ahead."
    if not doses or any(dose.seconds is None for dose in doses):
        return NOT_ON_RECORD if doses else NO_SESSION
    before = sum(row.taken_at.date() <= doses[0].on for row in series.rows)
    if before < BASELINES:
        return f"A start has {BASELINES} readings before the first session; here it had {before}."
    after = len(series.rows) - before
    if after < FEWEST_FOLLOW_UPS:
        return f"{FEWEST_FOLLOW_UPS - after} more, on other days, before a forecast."
    if (on - _day(series, -1)).days > WEEK * STALE_WEEKS:
        return f"The last reading is over {STALE_WEEKS:g} weeks old."
    return ""


def _start(response: Response, series: Series, catalogue: Catalogue, person: Person | None) -> Bank:
    """From the group of theirs, or widely round the first reading where none is known."""
    first = series.rows[0]
    group = spread(first.how, person, catalogue) if person else None
    level, sd = group or (first.value, LEVEL_SD)
    return Bank.start(response, signed(level, series.measure), sd)


class _Sessions(NamedTuple):
    """Days and seconds of sessions, in order."""

    days: list[date]
    seconds: list[float]

    @classmethod
    def of(cls, doses: Sequence[Dosed]) -> "_Sessions":
        known = [(dose.on, dose.seconds) for dose in doses if dose.seconds is not None]
        return cls([on for on, _ in known], [seconds for _, seconds in known])

    def weekly(self, since: date, until: date) -> float:
        """The stimulus of the sessions from one day to before another."""
        start, end = bisect_left(self.days, since), bisect_left(self.days, until)
        within = self.seconds[start:end]
        if not within:
            return 0.0
        weeks = (until - since).days / WEEK
        return stimulus(sum(within) / len(within), len(within) / weeks)


def _learn(series: Series, sessions: _Sessions, bank: Bank) -> Bank:
    """Read one value after the other; between two, the sessions of that time as a weekly dose."""
    days = [row.taken_at.date() for row in series.rows]
    first = max(0, len(days) - LEARNED_FROM)
    passed = [
        Passed((today - previous).days / WEEK, sessions.weekly(previous, today))
        for previous, today in pairwise([days[0], *days])
    ]
    read = zip(passed[first:], series.values[first:], series.errors[first:], strict=True)
    return bank.through(
        [*passed[:first], *(step._replace(value=value, sem=sem) for step, value, sem in read)]
    )


def _as_now(sessions: _Sessions, on: date) -> float:
    """The weekly stimulus of the last four weeks, or of all there are since the first session."""
    since = max(sessions.days[0], on - timedelta(weeks=USUAL_WEEKS))
    return sessions.weekly(since, on + timedelta(days=1))


def _told(series: Series, mean: float, reach: float, on: date, weeks: float) -> Forecast:
    measure = series.measure
    ends = sorted((signed(mean - reach, measure), signed(mean + reach, measure)))
    return Forecast(
        measure=measure.id,
        side=series.side,
        on=on,
        weeks=weeks,
        value=signed(mean, measure),
        low=ends[0],
        high=ends[1],
        error_assumed=series.error.assumed,
    )
