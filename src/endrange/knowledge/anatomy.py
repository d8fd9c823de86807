"""Parts of the body, muscles, and the areas a person can point at."""

from enum import StrEnum

from pydantic import Field

from endrange.values import Value


class Part(StrEnum):
    """What a stretch can load. The first nine are the regions of every decision."""

    NECK = "NECK"
    TSP = "TSP"
    LSP = "LSP"
    SHO = "SHO"
    ELB = "ELB"
    WRI = "WRI"
    HIP = "HIP"
    KNEE = "KNEE"
    ANK = "ANK"
    SCAP = "SCAP"
    ACJ = "ACJ"
    RIBS = "RIBS"
    FOREARM = "FOREARM"
    FINGERS = "FINGERS"
    THUMB = "THUMB"
    SIJ = "SIJ"
    PUBIS = "PUBIS"
    PATELLA = "PATELLA"
    TOES = "TOES"
    NERVE = "NERVE"
    VESSEL = "VESSEL"
    TENDON = "TENDON"
    PRESS = "PRESS"
    LEVER = "LEVER"
    HEAD_DOWN = "HEAD_DOWN"
    LYING_ON = "LYING_ON"

    @property
    def is_region(self) -> bool:
        return self in REGIONS

    @property
    def is_paired(self) -> bool:
        """Whether the body has a left and a right one."""
        return self not in UNPAIRED


REGIONS = (
    Part.NECK,
    Part.TSP,
    Part.LSP,
    Part.SHO,
    Part.ELB,
    Part.WRI,
    Part.HIP,
    Part.KNEE,
    Part.ANK,
)
UNPAIRED = frozenset({Part.NECK, Part.TSP, Part.LSP, Part.PUBIS, Part.HEAD_DOWN, Part.PRESS})


class Whose(StrEnum):
    """On a one-sided stretch, the part of the worked side or of the other one."""

    SAME = "same"
    OTHER = "other"


class Load(Value):
    """One thing a stretch stresses. The load map of screening is made of these."""

    part: Part
    what: str | None = None
    """A movement (flexion, external_rotation ...), a nerve, a tendon, a site; see the part."""
    whose: Whose = Whose.SAME
    upper_degrees: int | None = Field(default=None, ge=0, le=180)
    """The angle usually reached, a planning guess that caps are compared with."""


class Muscle(Value):
    id: str
    name: str
    common_name: str
    area: str
    """Area of the body map it belongs to."""
    joints: tuple[Part, ...]
    actions: tuple[str, ...]
    """Movements it makes when it shortens, such as ``HIP extension``."""
    antagonists: tuple[str, ...] = ()
    innervation: str = ""
    sources: tuple[str, ...] = Field(min_length=1)


class Area(Value):
    """A place a person can point at, and what is strained there.

    A stretch reaches an area when it lengthens one of ``muscles`` or loads one of ``joints``.
    """

    id: str
    name: str
    paired: bool
    joints: tuple[Part, ...] = ()
    muscles: tuple[str, ...] = ()
    shown_on: tuple[Part, ...] = Field(min_length=1)
    """Regions whose decision a finding at this area appears in."""
    sources: tuple[str, ...] = Field(min_length=1)
