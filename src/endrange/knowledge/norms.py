"""What others measured: context for a reading, never a verdict on a person."""

from enum import StrEnum

from pydantic import Field

from endrange.knowledge.measures import Unit
from endrange.values import Table, Value


class NormStatus(StrEnum):
    READ = "read"
    """The figure itself was read."""
    COMPUTED = "computed"
    """Worked out from a figure that was read; ``note`` says how."""
    UNVERIFIED = "unverified"
    """Recalled or cut off: shown as such, and no statement rests on it."""


class Sex(StrEnum):
    ANY = "any"
    FEMALE = "female"
    MALE = "male"


class Group(Value):
    """Whose ranges were measured."""

    who: str
    sex: Sex = Sex.ANY
    age_low: int | None = Field(default=None, ge=0, le=120)
    """Years; None: not told."""
    age_high: int | None = Field(default=None, ge=0, le=120)
    age_about: int | None = Field(default=None, ge=0, le=120)
    """Years on average, where only that is told."""


class Interval(Value):
    low: float
    high: float


class Norm(Value):
    """One row of a published table, with its method: methods differ more than people."""

    id: str
    measure: str
    movement: str
    """Joint and movement, such as ``HIP flexion``."""
    group: Group
    active: bool | None = None
    """None where the part that was read does not say."""
    method: str
    n: int | None = Field(default=None, ge=1)
    """People, or None where the part that was read does not say."""
    unit: Unit
    mean: float | None = None
    sd: float | None = None
    mean_interval: Interval | None = None
    """95 % confidence interval of the mean. It narrows with n and is no range of people."""
    percentiles: Table[int, float] = Field(default_factory=dict, validate_default=True)
    observed: Interval | None = None
    """Smallest and largest person measured."""
    status: NormStatus
    note: str = ""
    sources: tuple[str, ...] = Field(min_length=1)
