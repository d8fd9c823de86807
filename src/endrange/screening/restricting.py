"""A practitioner makes today stricter: leaves something out, or softens it. Never the other way."""

from collections.abc import Iterable

from pydantic import Field, model_validator

from endrange.knowledge import Catalogue, Modification, Part, Precaution, Scope
from endrange.screening.imposed import Imposed
from endrange.values import Side, Value

OWN = "TODAY"
"""Ids of what practitioners lay on a visit begin so: ``TODAY-1``."""

PAIRED = tuple(part for part in Part if part.is_paired and part.moves)


class Restriction(Value):
    """What is left out or softened, where, and why."""

    parts: tuple[Part, ...] = ()
    """Where; with neither parts nor stretches, everywhere, or everything on one side."""
    stretches: tuple[str, ...] = ()
    side: Side = Side.BOTH
    leave_out: bool = False
    """Nothing there today."""
    techniques: tuple[str, ...] = ()
    """Not these there today."""
    modifications: tuple[Modification, ...] = ()
    """Hard limits there today, such as ``LOW``."""
    because: str = Field(min_length=1, max_length=200)

    @model_validator(mode="after")
    def _restricts_something(self) -> "Restriction":
        if not (self.leave_out or self.techniques or self.modifications):
            raise ValueError("nothing is left out and nothing softened; choose what")
        if self.leave_out and self._is_everywhere:
            raise ValueError("everything would be left out; close the visit instead")
        return self

    @property
    def _is_everywhere(self) -> bool:
        return not (self.parts or self.stretches) and self.side is Side.BOTH

    def imposed(self, number: int, by: str, catalogue: Catalogue) -> Imposed:
        """The same as screening takes it.

        Args:
            number: of this visit, from 1.
            by: who wants it and when, in words.
        """
        return Imposed(
            row=self._row(number),
            told=(by,),
            side=self.side,
            stretches=tuple(self._only(catalogue)),
            techniques=self.techniques,
        )

    def _row(self, number: int) -> Precaution:
        parts = self.parts or (PAIRED if self.side is not Side.BOTH else ())
        everywhere = bool(self.stretches) or not parts
        return Precaution(
            id=f"{OWN}-{number}",
            title=self._title,
            when=((),),
            scope=Scope(everywhere=everywhere, parts=() if everywhere else parts),
            verdicts="N N N N" if self.leave_out else "M M M M",
            modifications=self.modifications,
            because=self.because,
            changes_if="The practitioner takes it back.",
            grade="ours",
            sources=("ours",),
        )

    @property
    def _title(self) -> str:
        if self.leave_out:
            return "Left out today"
        return "Technique left out today" if self.techniques else "Gentler today"

    def _only(self, catalogue: Catalogue) -> Iterable[str]:
        """The stretches named; for techniques, of those or of all the ones that offer one."""
        if not self.techniques:
            return self.stretches
        closed, known = set(self.techniques), catalogue.stretches
        named = self.stretches or tuple(known)
        return (id_ for id_ in named if id_ in known and closed & set(known[id_].techniques))
