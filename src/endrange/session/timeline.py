"""The compiled plan: what both people see, second by second. Complete without a network."""

from enum import StrEnum
from typing import Any, Self

from pydantic import Field, model_validator

from endrange.knowledge import Act, Part, Phase, Position, Response, Sensation
from endrange.planning import Limits
from endrange.values import ByRole, Side, Table, Value

NONE: Any = Field(default_factory=dict, validate_default=True)
"""Timelines kept from before lack it."""


class Card(Value):
    """What stays in view during one item of the plan."""

    stretch: str
    name: str
    technique: str
    technique_name: str
    joint: Part
    position: Position
    helper_position: str
    client_setup: tuple[str, ...]
    hands: tuple[str, ...]
    felt: str
    must_not_feel: tuple[Sensation, ...]
    limits: Limits
    cues_if_stopped: ByRole[str]
    cues_if_too_strong: ByRole[str] | None = None
    """While the last stretch said stands above the limit; timelines kept from before lack it."""
    cues_if_painful: ByRole[str] | None = None
    """While the last pain said stands above the limit."""
    words_if_hurt: str = ""
    """Once something was not right at this joint today."""
    movement: str = ""
    """The movement of ``joint`` that degrees are counted in."""
    muscles: tuple[str, ...] = ()
    """What it lengthens in the first place."""
    own: Table[Side, tuple[str, ...]] = NONE
    """By side: the region it is done for, such as ``HIP_L``; both where both are."""
    loads: Table[Side, tuple[str, ...]] = NONE
    """By side: every region it loads, its own included."""
    caps: Table[Side, int] = NONE
    """By side: the largest angle allowed in its own movement, in degrees."""


class Way(StrEnum):
    IN = "in"
    OUT = "out"


class Breathing(Value):
    """Breaths of equal length that fill an act: in and out in turn, from ``first`` on."""

    first: Way
    breaths: int = Field(ge=1)


class Segment(Value):
    """One act on the clock. Segments follow one another without gaps, in whole seconds."""

    index: int = Field(ge=0)
    start: int = Field(ge=0)
    seconds: int = Field(gt=0)
    phase: Phase
    act: Act | None
    """Empty while switching sides or turning over."""
    item: int = Field(ge=0)
    """Index of the card and of the plan's item; switches and turns belong to what follows."""
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
    """For what takes up, moves, pulls in, deepens or holds: no new range, or less than before."""

    ask_after: int | None = Field(default=None, ge=0)
    """Milliseconds into it at which the client is asked how it feels."""
    breathing: Breathing | None = None
    """Where nobody paces the breath it is free."""

    @property
    def end(self) -> int:
        return self.start + self.seconds


class Timeline(Value):
    version: int = 2
    """2 since a timeline carries its reactions."""
    catalogue: str
    seconds: int
    cards: tuple[Card, ...]
    segments: tuple[Segment, ...] = Field(min_length=1)
    reactions: Table[str, Response] = NONE
    """By id: what each word does. None: only pain, "it hurts" and stop, by the rules of before."""

    @model_validator(mode="after")
    def _segments_follow_without_gaps(self) -> Self:
        start = 0
        for index, segment in enumerate(self.segments):
            if (segment.index, segment.start) != (index, start):
                raise ValueError(f"segment {index} should have index {index} and start {start}")
            if segment.item >= len(self.cards):
                raise ValueError(f"segment {index} names card {segment.item}; there is none")
            if segment.deepens and not segment.cues_if_not_deeper:
                raise ValueError(f"segment {index} deepens and lacks cues_if_not_deeper")
            start = segment.end
        if start != self.seconds:
            raise ValueError(f"the segments last {start} s, the timeline says {self.seconds} s")
        return self
