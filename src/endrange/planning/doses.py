"""How much of a technique: the doses a plan may choose from, with their exact seconds."""

from typing import NamedTuple

from endrange.knowledge import Act, Dose, Position, Stretch, Technique
from endrange.planning.limits import tightest
from endrange.planning.pauses import SWITCH_SECONDS
from endrange.planning.plans import Limits

LEAST_REPETITIONS = 2
"""Two to four in the ACSM position stand (Garber 2011, doi 10.1249/MSS.0b013e318213fefb), at least
two in an expert panel (Warneke 2025, doi 10.1016/j.jshs.2025.101067)."""

GIVES_TO = {Act.CONTRACT: Act.LET_GO, Act.HOLD: Act.REST, Act.DEEPEN: Act.REST}
"""Ours: where the seconds go that a limit takes from an act. A gentler session is not a hurried
one, and so no precaution can ever buy time for another stretch."""


class Portion(NamedTuple):
    """One dose for one side, what it takes and what of it counts."""

    dose: Dose
    seconds: int
    under_stretch: int


class Menu:
    """The doses of every technique under given limits, worked out once for each."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, Limits], dict[int, Portion]] = {}

    def of(self, technique: Technique, limits: Limits) -> dict[int, Portion]:
        """Portions by repetitions; none if the limits leave nothing of the technique."""
        key = technique.id, limits.replace(notes=(), caps=())
        if key not in self._known:
            self._known[key] = _portions(technique, limits)
        return self._known[key]


def _portions(technique: Technique, limits: Limits) -> dict[int, Portion]:
    limits = within_volume(technique, limits)
    dose = gentler(technique, limits)
    if dose is None:
        return {}
    _, high = repetition_bounds(technique, dose, limits)
    return {
        repetitions: portion(technique, dose.replace(repetitions=repetitions))
        for repetitions in range(_least(technique), high + 1)
    }


def _least(technique: Technique) -> int:
    return min(max(technique.repetitions.low, LEAST_REPETITIONS), technique.repetitions.high)


def within_volume(technique: Technique, limits: Limits) -> Limits:
    """The limits with their part of the usual dose as seconds of this technique.

    The fewest repetitions still fit: each is held for less long.
    """
    percent, usual, least = limits.volume_percent, technique.default_dose, _least(technique)
    if percent is None:
        return limits
    times = max(usual.repetitions, least)
    seconds = usual.replace(repetitions=times).under_stretch_seconds * percent // 100
    return tightest(limits, Limits(total_seconds=seconds, hold_seconds=seconds // least))


def portion(technique: Technique, dose: Dose) -> Portion:
    return Portion(dose, technique.side_seconds(dose), dose.under_stretch_seconds)


def gentler(technique: Technique, limits: Limits) -> Dose | None:
    """Return the technique's own dose, brought within the limits; None if that is impossible."""
    dose = technique.default_dose
    seconds = dict(dose.seconds)
    for step in technique.steps:
        cap = act_cap(step.act, limits)
        if cap is not None and seconds[step.act] > cap:
            if cap < step.seconds.low:
                return None
            _give(technique, seconds, step.act, seconds[step.act] - cap)
    effort = _effort(technique, limits)
    if technique.effort_percent and effort is None:
        return None
    return dose.replace(seconds=seconds, effort_percent=effort)


def act_cap(act: Act, limits: Limits) -> int | None:
    """The longest one act may last, or None."""
    if act is Act.CONTRACT:
        return limits.contraction_seconds
    return limits.hold_seconds if act in (Act.HOLD, Act.DEEPEN) else None


def _give(technique: Technique, seconds: dict[Act, int], act: Act, spare: int) -> None:
    """Move seconds from one act to the one that follows it, as far as its range allows."""
    seconds[act] -= spare
    for step in technique.steps:
        if step.act is GIVES_TO[act]:
            seconds[step.act] = min(step.seconds.high, seconds[step.act] + spare)


def _effort(technique: Technique, limits: Limits) -> int | None:
    if technique.effort_percent is None:
        return None
    allowed = limits.effort_percent if limits.effort_percent is not None else 100
    effort = min(technique.effort_percent.default, allowed)
    return effort if effort >= technique.effort_percent.low else None


def repetition_bounds(technique: Technique, dose: Dose, limits: Limits) -> tuple[int, int]:
    """Fewest and most repetitions that the technique and the limits allow; empty if low > high."""
    caps = [technique.repetitions.high]
    cap = repetition_cap(technique, limits)
    if cap is not None:
        caps.append(cap)
    each = dose.replace(repetitions=1).under_stretch_seconds
    if limits.total_seconds is not None and each:
        caps.append(limits.total_seconds // each)
    return technique.repetitions.low, min(caps)


def repetition_cap(technique: Technique, limits: Limits) -> int | None:
    """The most repetitions: what is counted is pushes, so without a push there is no cap."""
    pushes = any(step.act is Act.CONTRACT for step in technique.steps)
    return limits.repetitions if pushes else None


def with_effort(dose: Dose, stretch: Stretch) -> Dose:
    """Never ask for more than this stretch asks for at most."""
    if dose.effort_percent is None or stretch.push is None:
        return dose
    return dose.replace(effort_percent=min(dose.effort_percent, stretch.push.effort_high_percent))


def switches(position: Position, sides: int) -> int:
    """Seconds between the sides of one stretch."""
    return SWITCH_SECONDS[position] * max(0, sides - 1)
