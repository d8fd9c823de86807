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
    def moves(self) -> bool:
        """Whether a movement can be named at it: not a nerve, a pressure or a way of lying."""
        return self not in NOT_JOINTS

    @property
    def is_paired(self) -> bool:
        """Whether the body has a left and a right one."""
        return self not in UNPAIRED


PART_NAMES = {
    Part.NECK: "neck",
    Part.TSP: "upper back",
    Part.LSP: "low back",
    Part.SHO: "shoulder",
    Part.ELB: "elbow",
    Part.WRI: "wrist and hand",
    Part.HIP: "hip",
    Part.KNEE: "knee",
    Part.ANK: "ankle and foot",
    Part.SCAP: "shoulder blade",
    Part.ACJ: "top of the shoulder",
    Part.RIBS: "ribs",
    Part.FOREARM: "forearm",
    Part.FINGERS: "fingers",
    Part.THUMB: "thumb",
    Part.SIJ: "back of the pelvis",
    Part.PUBIS: "front of the pelvis",
    Part.PATELLA: "kneecap",
    Part.TOES: "toes",
    Part.NERVE: "nerve",
    Part.VESSEL: "blood vessel",
    Part.TENDON: "tendon",
    Part.PRESS: "pressure inside the body",
    Part.LEVER: "long lever",
    Part.HEAD_DOWN: "head down",
    Part.LYING_ON: "lying on it",
}
"""What a person calls each part, in the middle of a sentence."""

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
NOT_JOINTS = frozenset(
    {
        Part.NERVE,
        Part.VESSEL,
        Part.TENDON,
        Part.PRESS,
        Part.LEVER,
        Part.HEAD_DOWN,
        Part.LYING_ON,
    }
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


BENT_DEGREES = 60
"""From here on the deep rotators of the hip are commonly taught to turn the other way."""


class Muscle(Value):
    id: str
    name: str
    common_name: str
    area: str
    """Area of the body map it belongs to."""
    joints: tuple[Part, ...]
    actions: tuple[str, ...]
    """Movements it makes when it shortens, such as ``HIP extension``."""
    bent_actions: tuple[str, ...] = ()
    """What it does besides or instead, once its joint is bent past ``BENT_DEGREES``."""
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
