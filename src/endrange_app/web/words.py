"""The words pages use for the domain's closed lists. One word for one thing."""

from datetime import date

from endrange.knowledge import (
    PART_NAMES,
    LayPartner,
    Measure,
    Mode,
    ModificationCode,
    Phase,
    Position,
    Unit,
    Urgency,
    Verdict,
)
from endrange.planning import OmissionKind
from endrange.progress import Claim
from endrange.screening import Setting
from endrange.values import Side

VERDICTS = {
    Verdict.PROCEED: "Proceed",
    Verdict.ADAPT: "Adapt",
    Verdict.CLEARANCE: "Ask first",
    Verdict.AVOID: "Not now",
    Verdict.EMERGENCY: "Stop, get help",
}
VERDICT_MEANINGS = {
    Verdict.PROCEED: "No reason to stop found",
    Verdict.ADAPT: "Go ahead, with these changes",
    Verdict.CLEARANCE: "Wait for an answer or a clinician",
    Verdict.AVOID: "Taken out for today",
    Verdict.EMERGENCY: "End the visit, send for help",
}
VERDICT_SLUGS = {
    Verdict.PROCEED: "proceed",
    Verdict.ADAPT: "adapt",
    Verdict.CLEARANCE: "ask",
    Verdict.AVOID: "not-now",
    Verdict.EMERGENCY: "emergency",
}
"""Names of colours and shapes; ``data-verdict`` in the style sheets."""

PHASES = {
    Phase.READY: "Get ready",
    Phase.LENGTHEN: "Lengthen",
    Phase.PUSH: "Push",
    Phase.RELAX: "Relax",
    Phase.HOLD: "Hold",
    Phase.REST: "Rest",
    Phase.SWITCH: "Switch side",
    Phase.TURN: "Turn over",
}
PHASE_GROUNDS = {phase: phase.value for phase in Phase} | {
    Phase.SWITCH: "move",
    Phase.TURN: "move",
}
"""Names of colours; ``data-phase`` in the style sheets."""

SIDES = {Side.LEFT: "Left", Side.RIGHT: "Right", Side.BOTH: "Both", Side.MIDLINE: "Middle"}

POSITIONS = {
    Position.SUPINE: "On the back",
    Position.SIDE_LYING: "On the side",
    Position.PRONE: "On the front",
    Position.KNEELING: "Kneeling",
    Position.SEATED: "Sitting",
    Position.STANDING: "Standing",
}
TURNS = {
    Position.SUPINE: "Turn on to the back",
    Position.SIDE_LYING: "Turn on to the side",
    Position.PRONE: "Turn on to the front",
    Position.KNEELING: "Come up to kneeling",
    Position.SEATED: "Sit up",
    Position.STANDING: "Stand up slowly",
}
LAY_PARTNERS = {
    LayPartner.YES: "A training partner may help",
    LayPartner.SUPERVISED: "A training partner may help, once shown how",
    LayPartner.NO: "Practitioners only",
}
PARTS = {part: name[:1].upper() + name[1:] for part, name in PART_NAMES.items()}
UNITS = {Unit.DEGREES: "°", Unit.CENTIMETRES: " cm"}
MODES = {
    Mode.AA: "The client moves, the helper assists",
    Mode.PAS: "The helper moves, short of the end",
    Mode.END: "To the end of range",
    Mode.ISO: "Pushes",
}
CLOSED_MODES = {
    Mode.ISO: "No pushes",
    Mode.END: "Stops short of the end of range",
    Mode.PAS: "The client moves, the helper only assists",
    Mode.AA: "The client does not move it alone",
}
SETTINGS = {
    Setting.CLINIC: "Clinic",
    Setting.STUDIO: "Studio",
    Setting.HOME: "At home",
    Setting.TEAM: "Team",
}
MODIFICATIONS = {
    ModificationCode.LOW: "A gentler stretch",
    ModificationCode.NOEND: "Stops short of the end of range",
    ModificationCode.NOISO: "No pushes",
    ModificationCode.SUBISO: "Light pushes only",
    ModificationCode.NOVAL: "Keep breathing, never hold the breath",
    ModificationCode.SHORT: "Shorter holds, fewer repetitions",
    ModificationCode.ACTIVE: "The client moves, the helper only assists",
    ModificationCode.NOBAL: "No positions that need balance",
    ModificationCode.NOSUP: "Not flat on the back",
    ModificationCode.NOPRONE: "Not on the front",
    ModificationCode.NOHEADDOWN: "No position with the head down",
    ModificationCode.NOSIDE: "Not lying on that side",
    ModificationCode.SLOWUP: "Sit up slowly, then wait",
    ModificationCode.DIR: "Not in this direction",
    ModificationCode.CAP: "Not beyond this angle",
    ModificationCode.NOTOUCH: "No hands on this place",
    ModificationCode.SHORTLEVER: "Hands close to the joint",
    ModificationCode.CHECK: "Check again before each stretch",
    ModificationCode.PRO: "A practitioner only",
    ModificationCode.GUARD: "Support the joint throughout",
}
OMISSIONS = {
    OmissionKind.FORBIDDEN: "Not today",
    OmissionKind.NO_ROOM: "No room",
    OmissionKind.NO_EQUIPMENT: "Needs equipment",
    OmissionKind.PRACTITIONER_ONLY: "Practitioners only",
    OmissionKind.TAKEN_OUT: "Taken out",
}
CLAIMS = {
    Claim.IMPROVED: "Real change",
    Claim.WORSE: "Real change, less far",
    Claim.UNCHANGED: "No change that matters",
    Claim.TOO_EARLY: "Too early to tell",
    Claim.FURTHER_AT_DISCOMFORT: "Further, at more discomfort",
}
URGENCIES = {
    Urgency.CALL_NOW: "Call the emergency number now",
    Urgency.SAME_DAY: "Get medical help today",
}
ROLES = {"owner": "Owner", "practitioner": "Practitioner"}

HOUR_SECONDS = 3600


def clock(seconds: int) -> str:
    """Minutes and seconds, such as ``4:50``; from an hour on, ``1:04:50``."""
    if seconds >= HOUR_SECONDS:
        return f"{seconds // 3600}:{seconds % 3600 // 60:02}:{seconds % 60:02}"
    return f"{seconds // 60}:{seconds % 60:02}"


def number(value: float) -> str:
    """At most one decimal, with a true minus sign."""
    return f"{round(value, 1):g}".replace("-", "−")


def reading(value: float, measure: Measure) -> str:
    """A value with its unit, such as ``67°`` or ``12.5 cm``."""
    return number(value) + UNITS[measure.unit]


def change(value: float, measure: Measure) -> str:
    """A difference with its sign always: ``+3°``, ``−2°``, ``0°``."""
    sign = "+" if round(value, 1) > 0 else ""
    return f"{sign}{reading(value, measure)}"


def day(on: date) -> str:
    """A date in short, such as ``4 Sep``."""
    return f"{on.day} {on:%b}"


def full_day(on: date) -> str:
    """A date in full, such as ``Friday 20 November 2026``."""
    return f"{on:%A} {on.day} {on:%B %Y}"
