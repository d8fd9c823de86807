"""The compiled plan: what both people see, second by second. Complete without a network."""

from pydantic import Field

from endrange.knowledge import Act, Phase, Position, Sensation
from endrange.planning import Limits
from endrange.values import ByRole, Side, Value


class Card(Value):
    """What stays in view during one item of the plan."""

    stretch: str
    name: str
    technique: str
    technique_name: str
    position: Position
    helper_position: str
    client_setup: tuple[str, ...]
    hands: tuple[str, ...]
    felt: str
    must_not_feel: tuple[Sensation, ...]
    limits: Limits


class Segment(Value):
    """One act on the clock. Segments follow one another without gaps, in whole seconds."""

    index: int = Field(ge=0)
    start: int = Field(ge=0)
    seconds: int = Field(gt=0)
    phase: Phase
    act: Act | None
    item: int
    """Index of the card and of the plan's item."""
    side: Side
    repetition: int = Field(ge=0)
    """0 before the first."""
    repetitions: int
    cues: ByRole[str]
    say: str = ""
    effort_percent: int | None = None
    deepens: bool = False
    """Asks for new range: only after a rating within the limits, since the last deepening."""
    cues_if_not_deeper: ByRole[str] | None = None

    @property
    def end(self) -> int:
        return self.start + self.seconds


class Timeline(Value):
    version: int = 1
    catalogue: str
    seconds: int
    cards: tuple[Card, ...]
    segments: tuple[Segment, ...] = Field(min_length=1)
