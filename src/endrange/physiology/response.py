"""Dose and response: a session that saturates, a course over weeks, and today's gain that fades.

The two-level curve orders most trials correctly; a constant per test predicts the size of a gain at
least as well. So these numbers rank and shape plans, and are never printed as degrees. There is no
bonus for a technique, a longer push or a harder pull: the trials show none.
"""

from importlib.resources import files
from math import exp

import tomli
from pydantic import Field, model_validator

from endrange.values import Table, Value


class Parameter(Value):
    """One number with its interval, its meaning and where it comes from."""

    value: float = Field(gt=0)
    low: float
    high: float
    unit: str
    means: str
    basis: str
    sources: tuple[str, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _value_lies_inside(self) -> "Parameter":
        if not self.low <= self.value <= self.high:
            raise ValueError(f"{self.value} is not within {self.low} to {self.high}")
        return self


class _File(Value):
    parameters: Table[str, Parameter]


def _read() -> Table[str, Parameter]:
    text = files("endrange.physiology").joinpath("response.toml").read_text(encoding="utf-8")
    return _File.model_validate({"parameters": tomli.loads(text)}).parameters


PARAMETERS = _read()

_D0 = PARAMETERS["session_seconds"].value
_U0 = PARAMETERS["sessions_per_week"].value
_TAU_ON = PARAMETERS["gain_weeks"].value
_TAU_OFF = PARAMETERS["loss_weeks"].value
_DA = PARAMETERS["acute_seconds"].value
_TAU_FAST = PARAMETERS["fast_minutes"].value
_TAU_SLOW = PARAMETERS["slow_minutes"].value
_D_SLOW = PARAMETERS["slow_share_seconds"].value


def share(seconds: float) -> float:
    """Return how much of a session's possible benefit so many seconds under stretch bring, 0 to 1.

    Args:
        seconds: of one muscle on one side in one session, zero or more.
    """
    return 1 - exp(-seconds / _D0)


def stimulus(seconds: float, per_week: float) -> float:
    """Return the weekly stimulus, 0 to below 1, of sessions with so many seconds under stretch."""
    return 1 - exp(-per_week / _U0 * share(seconds))


def level_after(level: float, stimulus: float, weeks: float) -> float:
    """Return the level, 0 to 1, after some weeks of a steady stimulus. Rise and fall differ."""
    tau = _TAU_ON if stimulus >= level else _TAU_OFF
    return stimulus + (level - stimulus) * exp(-weeks / tau)


def acute_share(seconds: float, minutes_since: float) -> float:
    """Return how much of the largest possible gain of today is there, 0 to 1; it fades.

    Args:
        seconds: under stretch, zero or more.
        minutes_since: since the last hold, zero or more.
    """
    slow = seconds / (seconds + _D_SLOW)
    remaining = (1 - slow) * exp(-minutes_since / _TAU_FAST) + slow * exp(
        -minutes_since / _TAU_SLOW
    )
    return (1 - exp(-seconds / _DA)) * remaining
