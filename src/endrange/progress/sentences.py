"""The sentences about the future that may be printed, and no others.

Never: degrees for a number of seconds, a date without an interval, a half-life as a fact, rules by
age, labels for people who respond or do not, tissue that lengthens.
"""

from enum import StrEnum

from endrange.knowledge import Measure, Unit
from endrange.physiology import Gain, Ranking, Ratio, Unknown
from endrange.progress.forecasting import Forecast
from endrange.progress.reviews import Acute
from endrange.values import Table, Value


class Said(StrEnum):
    """All there are. The text of each stands beside it in ``TEXTS``."""

    PROGRAMME = "programme"
    ABOUT_THE_SAME = "about_the_same"
    LIKELY_MORE = "likely_more"
    TIME_OFF = "time_off"
    FORECAST = "forecast"
    TODAY = "today"


TEXTS = {
    Said.PROGRAMME: (
        "Groups in studies of 3 to 12 weeks gained about {mean} on this test on average. "
        "One person: roughly {low} to {high} (80 of 100 people)."
    ),
    Said.ABOUT_THE_SAME: "{one} and {other}: about the same.",
    Said.LIKELY_MORE: "{one}: likely more than {other}.",
    Said.TIME_OFF: "After 4 weeks off, trials kept between a tenth and two thirds.",
    Said.FORECAST: (
        "In {weeks} about {value}, {low} to {high} (80 of 100 people), if you go on as now."
    ),
    Said.TODAY: "Today {change} ({low} to {high}), fades within minutes to an hour.",
}


class Sentence(Value):
    """One of them, with its values; ``text`` puts them together in English."""

    said: Said
    values: Table[str, str]

    @property
    def text(self) -> str:
        return TEXTS[self.said].format(**self.values)


def of_programme(gain: Gain | Unknown) -> Sentence | None:
    """The same for every plan of 3 to 12 weeks; nothing outside what was studied."""
    if isinstance(gain, Unknown):
        return None
    return _say(
        Said.PROGRAMME, mean=_degrees(gain.mean), low=_whole(gain.low), high=_degrees(gain.high)
    )


def of_plans(ratio: Ratio, one: str = "Plan A", other: str = "plan B") -> Sentence:
    """Which of two plans brings more, if they can be told apart at all.

    Args:
        one, other: what the plans are called.
    """
    if ratio.ranking is Ranking.ABOUT_THE_SAME:
        return _say(Said.ABOUT_THE_SAME, one=one, other=other)
    more, less = (one, other) if ratio.ranking is Ranking.LIKELY_MORE else (other, one)
    return _say(
        Said.LIKELY_MORE, one=more[:1].upper() + more[1:], other=less[:1].lower() + less[1:]
    )


def of_time_off() -> Sentence:
    """What four weeks without stretching leave; no half-life."""
    return _say(Said.TIME_OFF)


def of_forecast(forecast: Forecast | Unknown, measure: Measure) -> Sentence | None:
    """One person's own next weeks, with the interval; nothing where too little is known."""
    if isinstance(forecast, Unknown):
        return None
    return _say(
        Said.FORECAST,
        weeks="1 week" if round(forecast.weeks) == 1 else f"{forecast.weeks:.0f} weeks",
        value=_read(forecast.value, measure),
        low=_whole(forecast.low),
        high=_read(forecast.high, measure),
    )


def of_today(acute: Acute, measure: Measure) -> Sentence:
    """After less before, which fades."""
    return _say(
        Said.TODAY,
        change=_read(acute.change, measure, sign=True),
        low=_whole(acute.interval_low, sign=True),
        high=_read(acute.interval_high, measure, sign=True),
    )


def _say(said: Said, **values: str) -> Sentence:
    return Sentence(said=said, values=values)


def _whole(value: float, *, sign: bool = False) -> str:
    """``-1``, ``0``, ``17``, with a plus if asked; never ``-0``."""
    number = round(value)
    return f"{number:+d}" if sign and number else str(number)


def _degrees(value: float) -> str:
    return f"{_whole(value)}°"


def _read(value: float, measure: Measure, *, sign: bool = False) -> str:
    unit = "°" if measure.unit is Unit.DEGREES else " cm"
    return f"{_whole(value, sign=sign)}{unit}"
