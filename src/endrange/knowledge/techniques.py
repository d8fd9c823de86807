"""Techniques as protocols: who does what, in which order, for how long."""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from pydantic import Field, model_validator

from endrange.values import ByRole, Side, Table, Value


class Mode(StrEnum):
    """The four technique columns of screening, by their codes in the rule tables."""

    AA = "AA"
    PAS = "PAS"
    END = "END"
    ISO = "ISO"


class Phase(StrEnum):
    """What both people see: ground, shape and word."""

    READY = "ready"
    LENGTHEN = "lengthen"
    PUSH = "push"
    RELAX = "relax"
    HOLD = "hold"
    REST = "rest"
    SWITCH = "switch"
    TURN = "turn"


class Act(StrEnum):
    """One act of a protocol. Several acts can look alike on the screen; see ``phase``."""

    GET_READY = "get_ready"
    TAKE_UP = "take_up"
    MOVE = "move"
    CONTRACT = "contract"
    LET_GO = "let_go"
    PULL_IN = "pull_in"
    HOLD = "hold"
    DEEPEN = "deepen"
    REST = "rest"

    @property
    def phase(self) -> Phase:
        return _PHASE_OF[self]


_PHASE_OF = {
    Act.GET_READY: Phase.READY,
    Act.TAKE_UP: Phase.LENGTHEN,
    Act.MOVE: Phase.LENGTHEN,
    Act.CONTRACT: Phase.PUSH,
    Act.LET_GO: Phase.RELAX,
    Act.PULL_IN: Phase.LENGTHEN,
    Act.HOLD: Phase.HOLD,
    Act.DEEPEN: Phase.HOLD,
    Act.REST: Phase.REST,
}


class Range(Value):
    """A whole number with its limits and the one we start from."""

    low: int = Field(ge=0)
    high: int
    default: int
    sources: tuple[str, ...] = Field(min_length=1)
    because: str = ""
    """Needed where the source is ``ours``."""

    @model_validator(mode="after")
    def _default_lies_inside(self) -> "Range":
        if not self.low <= self.default <= self.high:
            raise ValueError(f"default {self.default} is not within {self.low} to {self.high}")
        return self

    def __contains__(self, number: int) -> bool:
        return self.low <= number <= self.high


class ProtocolStep(Value):
    """One act of a protocol and how long it may last, in seconds."""

    act: Act
    seconds: Range


MOVED_COUNTS_PERCENT = 50
# Where nothing is held: dynamic stretching does about half of what static does for lasting range
# (0.55 against 1.0; Konrad 2024, doi 10.1016/j.jshs.2023.06.002).


class Dose(Value):
    """How much of a technique: repetitions per side, seconds per act, effort asked for."""

    repetitions: int = Field(ge=1, le=20)
    seconds: Table[Act, int]
    effort_percent: int | None = Field(default=None, ge=0, le=100)

    @property
    def under_stretch_seconds(self) -> int:
        """Seconds per side in which the target muscle is held lengthened."""
        held = sum(self.seconds.get(act, 0) for act in (Act.HOLD, Act.DEEPEN))
        moved = self.seconds.get(Act.MOVE, 0) * MOVED_COUNTS_PERCENT // 100
        return (held or moved) * self.repetitions


class Beat(Value):
    """One act of one repetition, ready to be put on a clock. Repetition 0: before the first."""

    act: Act
    repetition: int = Field(ge=0)
    seconds: int = Field(gt=0)


class Variant(Value):
    """What is different for one population; each range lies within the technique's own."""

    repetitions: Range | None = None
    effort_percent: Range | None = None
    seconds: Table[Act, Range] = Field(default_factory=dict, validate_default=True)
    note: str
    sources: tuple[str, ...] = Field(min_length=1)


class Technique(Value):
    id: str
    name: str
    summary: str
    people: int = Field(ge=1, le=2)
    needs: tuple[Mode, ...] = Field(min_length=1)
    """Columns that must all be allowed for this technique to be allowed."""
    repetitions: Range
    effort_percent: Range | None = None
    before: tuple[ProtocolStep, ...] = ()
    each: tuple[ProtocolStep, ...] = Field(min_length=1)
    after: tuple[ProtocolStep, ...] = ()
    cues: Table[Act, ByRole[str]]
    """What each person reads during an act, where the stretch has no words of its own."""
    say: Table[Act, str] = Field(default_factory=dict, validate_default=True)
    """What the helper may say aloud."""
    breathing: str
    evidence: str
    """What is known for and against, in plain words."""
    grade: str
    lay: bool = True
    """Whether two people without training may use it."""
    presses: bool = False
    """A hand presses into the muscle: not where nothing may touch."""
    own_words: bool = False
    """Its acts differ so much that a stretch's own live words would be wrong; its own are said."""
    variants: Table[str, Variant] = Field(default_factory=dict, validate_default=True)
    """By id of the population."""
    sources: tuple[str, ...] = Field(min_length=1)

    @property
    def steps(self) -> tuple[ProtocolStep, ...]:
        return self.before + self.each + self.after

    def varied(self, populations: Iterable[str]) -> "Technique":
        """The same for somebody of these populations: what is usual, and at most, is theirs.

        Of several the smallest counts. How little is allowed stays: a precaution may go below.
        """
        given = [self.variants[id_] for id_ in populations if id_ in self.variants]
        if not given:
            return self
        return self.replace(
            repetitions=_narrowed(self.repetitions, [one.repetitions for one in given]),
            effort_percent=self.effort_percent
            and _narrowed(self.effort_percent, [one.effort_percent for one in given]),
            before=tuple(_varied(step, given) for step in self.before),
            each=tuple(_varied(step, given) for step in self.each),
            after=tuple(_varied(step, given) for step in self.after),
        )

    @property
    def default_dose(self) -> Dose:
        return Dose(
            repetitions=self.repetitions.default,
            seconds={step.act: step.seconds.default for step in self.steps},
            effort_percent=self.effort_percent.default if self.effort_percent else None,
        )

    def beats(self, dose: Dose) -> Iterator[Beat]:
        """The acts of one side in order, each with its seconds; acts of no length are left out."""
        for step in self.before:
            yield from _beat(step, 0, dose)
        for repetition in range(1, dose.repetitions + 1):
            for step in self.each:
                yield from _beat(step, repetition, dose)
        for step in self.after:
            yield from _beat(step, dose.repetitions, dose)

    def side_seconds(self, dose: Dose) -> int:
        """Seconds for one side, all acts counted."""
        return sum(beat.seconds for beat in self.beats(dose))


def _varied(step: ProtocolStep, variants: Sequence[Variant]) -> ProtocolStep:
    given = [one.seconds.get(step.act) for one in variants]
    return step.replace(seconds=_narrowed(step.seconds, given))


def _narrowed(own: Range, given: Iterable[Range | None]) -> Range:
    told = [one for one in given if one]
    if not told:
        return own
    usual = min(told, key=lambda one: one.default)
    return usual.replace(low=own.low, high=min(one.high for one in told))


def _beat(step: ProtocolStep, repetition: int, dose: Dose) -> Iterator[Beat]:
    seconds = dose.seconds.get(step.act, 0)
    if seconds:
        yield Beat(act=step.act, repetition=repetition, seconds=seconds)


class Preset(Value):
    """One stretch with one technique and a fixed dose, told by a source."""

    id: str
    name: str
    stretch: str
    technique: str
    dose: Dose
    sides: tuple[Side, ...] = Field(min_length=1)
    lay: bool = True
    """Whether two people without training may run it as it stands."""
    note: str
    """Where the source and the evidence differ, and what we do."""
    sources: tuple[str, ...] = Field(min_length=1)
