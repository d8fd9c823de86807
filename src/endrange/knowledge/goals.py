"""What a person wants, who they are, and what they train: each leads to muscles and stretches."""

from enum import StrEnum

from pydantic import Field

from endrange.knowledge.questions import Trigger
from endrange.knowledge.stretches import Stretch
from endrange.values import Table, Value


class GoalKind(StrEnum):
    AIM = "aim"
    SPORT = "sport"
    CONDITION = "condition"
    """Something that hurts or was operated on: says when to ask a clinician first."""


class PopulationKind(StrEnum):
    PEOPLE = "people"
    """Who somebody is: an age, a way of life, a stage of life."""
    TRAINING = "training"
    """How somebody trains."""


class Linked(Value):
    """What an entry leads to, by id."""

    stretches: tuple[str, ...] = ()
    """Good ones to start with."""
    techniques: tuple[str, ...] = ()
    """Those that suit best, the best first."""
    claims: tuple[str, ...] = ()
    precautions: tuple[str, ...] = ()
    """Rules that often matter here."""


class Goal(Linked):
    """What a person wants, and the muscles it asks for: weight 0 to 1 each."""

    id: str
    name: str
    lead: str
    kind: GoalKind = GoalKind.AIM
    muscles: Table[str, float]
    note: str = ""
    ask_first: str = ""
    """When a clinician is asked before anything else. A condition always says."""
    sources: tuple[str, ...] = Field(min_length=1)

    def is_served_by(self, stretch: Stretch) -> bool:
        """Whether it is named, or lengthens first a muscle the goal asks for."""
        asked = any(muscle in self.muscles for muscle in stretch.primary_muscles)
        return asked or stretch.id in self.stretches


class Population(Linked):
    """A group of people or a way of training, and what is different for it."""

    id: str
    name: str
    lead: str
    kind: PopulationKind
    when: tuple[tuple[Trigger, ...], ...] = ()
    """Answers that place somebody in it: any of the groups, each with all of its triggers."""
    lay: bool = False
    """Two people without training: whoever helps decides, not an answer."""
    goals: tuple[str, ...] = ()
    sports: tuple[str, ...] = ()
    note: str
    """What is known for this group, and what is not."""
    different: tuple[str, ...] = Field(min_length=1)
    """What is done differently, one thing each."""
    sources: tuple[str, ...] = Field(min_length=1)


class Sport(Value):
    """A sport or kind of work and the muscles it loads most."""

    id: str
    name: str
    muscles: tuple[str, ...] = Field(min_length=1)
    goals: tuple[str, ...] = ()
    note: str = ""
    sources: tuple[str, ...] = Field(min_length=1)

    def is_served_by(self, stretch: Stretch) -> bool:
        """Whether it lengthens first a muscle that the sport loads."""
        return any(muscle in self.muscles for muscle in stretch.primary_muscles)
