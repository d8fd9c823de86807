"""How an act is breathed, when it asks how it feels, and how hard each push is."""

from endrange.knowledge import Act, Beat, Dose, Phase, Technique
from endrange.planning import Limits
from endrange.session.timeline import Breathing, Way

BREATH_SECONDS = 4
"""One way, in or out. Ours: slow, and easy to keep up lying down."""
LONGEST_OUT = 6
"""Seconds of a push that one breath out fills. Ours: the usual length of a push."""
SHORTEST = 3
"""Acts below so many seconds are too quick to be paced, or to be asked about. Ours."""
ASK_IN_HOLD = 5_000
ASK_IN_MOVEMENT = 2_000
"""Milliseconds into a hold, and into the first movement; the movement's is ours: it has begun to
pull."""
OUT_FIRST = (Act.CONTRACT, Act.TAKE_UP, Act.MOVE, Act.PULL_IN, Act.DEEPEN)
"""Out with every effort and with every new range; in first where one lets go or rests."""
FIRST_EFFORT = 25
"""Percent asked for in the first push, as much again in each further one up to the dose: rising
efforts were kept better and gained more than falling ones, and people can tell a quarter, a half
and three quarters apart (Lim 2020, doi 10.13189/saj.2020.080505)."""


def breathing(act: Act, seconds: int, technique: Technique) -> Breathing | None:
    """The breaths of an act. Alone and in rhythm the breath is free."""
    if technique.people == 1 or seconds < SHORTEST or act is Act.GET_READY:
        return None
    first = Way.OUT if act in OUT_FIRST else Way.IN
    if act is Act.CONTRACT and seconds <= LONGEST_OUT:
        return Breathing(first=first, breaths=1)
    return Breathing(first=first, breaths=max(1, round(seconds / BREATH_SECONDS)))


def ask_after(beat: Beat, dose: Dose, before: Act | None) -> int | None:
    """When an act asks: first stretch, 5 s into a hold, after each push, after the last release."""
    milliseconds = beat.seconds * 1000
    if beat.seconds < SHORTEST and beat.act is not Act.LET_GO:
        return None
    if beat.act.phase is Phase.HOLD:
        return min(ASK_IN_HOLD, milliseconds // 2)
    if beat.act.phase is Phase.LENGTHEN and beat.repetition <= 1:
        return min(ASK_IN_MOVEMENT, milliseconds // 2)
    after_push = beat.act is Act.LET_GO and before is Act.CONTRACT
    after_all = beat.act is Act.REST and beat.repetition == dose.repetitions
    return 0 if after_push or after_all else None


def effort(beat: Beat, dose: Dose, limits: Limits) -> int | None:
    """The effort of one push, low at first; no other act has one."""
    if beat.act is not Act.CONTRACT:
        return None
    asked = (dose.effort_percent, limits.effort_percent)
    most = min((percent for percent in asked if percent is not None), default=None)
    return None if most is None else min(most, FIRST_EFFORT * beat.repetition)
