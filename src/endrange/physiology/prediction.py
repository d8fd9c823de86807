"""The numbers of prediction: gains by kind of test, spread between people, courses, draws."""

from enum import StrEnum
from importlib.resources import files

import tomli
from pydantic import Field

from endrange.values import Table, Value


class Response(StrEnum):
    """Kinds of test whose response was studied. All others: no statement."""

    STRAIGHT_LEG_RAISE = "SLR"
    ACTIVE_KNEE_EXTENSION = "AKE"
    PASSIVE_KNEE_EXTENSION = "PKE"
    HIP_FLEXION = "HF"
    DORSIFLEXION = "DF"
    KNEE_FLEXION = "KF"
    SHOULDER_INTERNAL_ROTATION = "SIR"
    SHOULDER_EXTERNAL_ROTATION = "SER"


class Studied(Value):
    """What trials say of one kind of test, in degrees."""

    name: str
    measures: tuple[str, ...]
    """Measures of the catalogue that are this test."""
    gain: float = Field(gt=0)
    """Of a programme of 3 to 12 weeks, on average."""
    gain_cv: float = Field(gt=0)
    """Uncertainty of that average, as a share of it."""
    scale: float = Field(gt=0)
    """Gain at a full level of the course: what the curve is multiplied by."""
    acute: float = Field(gt=0)
    """Largest gain of one day."""
    prior_only: str = ""
    """``acute`` or ``all``: no trial of it, only what other tests suggest."""


class Spread(Value):
    """Coefficients of variation of a gain, apart from that of its average."""

    person: float
    study: float
    arm: float


class Personal(Value):
    """Prior of one person."""

    factor_sd: float = Field(gt=0)
    drift: float = Field(gt=0)
    """Degrees times the square root of weeks."""


class Courses(Value):
    weeks: tuple[float, ...]
    weights: tuple[float, ...]


class Draw(Value):
    """One set of parameters that the trials allow."""

    sessions_per_week: float
    session_seconds: float
    gain_weeks: float
    loss_weeks: float


class Prediction(Value):
    spread: Spread
    person: Personal
    bank: Courses
    responses: Table[Response, Studied]
    draws: tuple[Draw, ...]


def _read() -> Prediction:
    text = files("endrange.physiology").joinpath("prediction.toml").read_text(encoding="utf-8")
    given = tomli.loads(text)
    names = tuple(Draw.model_fields)
    draws = [dict(zip(names, row, strict=True)) for row in given.pop("draws")["rows"]]
    return Prediction.model_validate(given | {"draws": draws})


PREDICTION = _read()


def response_of(measure: str) -> Response | None:
    """The kind of test a measure of the catalogue is; None: its response is unknown."""
    for response, studied in PREDICTION.responses.items():
        if measure in studied.measures:
            return response
    return None
