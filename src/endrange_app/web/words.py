"""The words pages use for the domain's closed lists. One word for one thing, in any language."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache, lru_cache
from typing import TypeVar

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, pgettext
from django.utils.translation import gettext_noop as _

from endrange.knowledge import (
    LayPartner,
    Measure,
    Mode,
    Part,
    Phase,
    Position,
    Sex,
    Unit,
    Verdict,
    languages,
)
from endrange.planning import OmissionKind
from endrange.progress import Claim
from endrange.screening import Setting
from endrange.values import Side
from endrange_app.web.recorded import AsRecorded

K = TypeVar("K")


class Words(Mapping[K, str]):
    """A table of English words that reads in the language of the page."""

    def __init__(self, english: Mapping[K, str]) -> None:
        self._english = english

    def __getitem__(self, key: K) -> str:
        english = self._english[key]
        return gettext(english) if english else ""

    def __iter__(self) -> Iterator[K]:
        return iter(self._english)

    def __len__(self) -> int:
        return len(self._english)


VERDICTS = Words(
    {
        Verdict.PROCEED: _("Proceed"),
        Verdict.ADAPT: _("Adapt"),
        Verdict.CLEARANCE: _("Ask first"),
        Verdict.AVOID: _("Not now"),
        Verdict.EMERGENCY: _("Stop, get help"),
    }
)
VERDICT_MEANINGS = Words(
    {
        Verdict.PROCEED: _("No reason to stop found"),
        Verdict.ADAPT: _("Go ahead, with these changes"),
        Verdict.CLEARANCE: _("Wait for an answer or a clinician"),
        Verdict.AVOID: _("Taken out for today"),
        Verdict.EMERGENCY: _("End the visit, send for help"),
    }
)
VERDICT_SLUGS = {
    Verdict.PROCEED: "proceed",
    Verdict.ADAPT: "adapt",
    Verdict.CLEARANCE: "ask",
    Verdict.AVOID: "not-now",
    Verdict.EMERGENCY: "emergency",
}
"""Names of colours and shapes; ``data-verdict`` in the style sheets."""

PHASES = Words(
    {
        Phase.READY: _("Get ready"),
        Phase.LENGTHEN: _("Lengthen"),
        Phase.PUSH: _("Push"),
        Phase.RELAX: _("Relax"),
        Phase.HOLD: _("Hold"),
        Phase.REST: _("Rest"),
        Phase.SWITCH: _("Switch side"),
        Phase.TURN: _("Turn over"),
    }
)
PHASE_GROUNDS = {phase: phase.value for phase in Phase} | {
    Phase.SWITCH: "move",
    Phase.TURN: "move",
}
"""Names of colours; ``data-phase`` in the style sheets."""

SIDES = Words(
    {Side.LEFT: _("Left"), Side.RIGHT: _("Right"), Side.BOTH: _("Both"), Side.MIDLINE: _("Middle")}
)

SEXES = Words({Sex.ANY: _("Not told"), Sex.FEMALE: _("Female"), Sex.MALE: _("Male")})

POSITIONS = Words(
    {
        Position.SUPINE: _("On the back"),
        Position.SIDE_LYING: _("On the side"),
        Position.PRONE: _("On the front"),
        Position.KNEELING: _("Kneeling"),
        Position.SEATED: _("Sitting"),
        Position.STANDING: _("Standing"),
    }
)
TURNS = Words(
    {
        Position.SUPINE: _("Turn on to the back"),
        Position.SIDE_LYING: _("Turn on to the side"),
        Position.PRONE: _("Turn on to the front"),
        Position.KNEELING: _("Come up to kneeling"),
        Position.SEATED: _("Sit up"),
        Position.STANDING: _("Stand up slowly"),
    }
)
LAY_PARTNERS = Words(
    {
        LayPartner.YES: _("A training partner may help"),
        LayPartner.SUPERVISED: _("A training partner may help, once shown how"),
        LayPartner.NO: _("Practitioners only"),
    }
)
PARTS = Words(
    {
        Part.NECK: _("Neck"),
        Part.TSP: _("Upper back"),
        Part.LSP: _("Low back"),
        Part.SHO: _("Shoulder"),
        Part.ELB: _("Elbow"),
        Part.WRI: _("Wrist and hand"),
        Part.HIP: _("Hip"),
        Part.KNEE: _("Knee"),
        Part.ANK: _("Ankle and foot"),
        Part.SCAP: _("Shoulder blade"),
        Part.ACJ: _("Top of the shoulder"),
        Part.RIBS: _("Ribs"),
        Part.FOREARM: _("Forearm"),
        Part.FINGERS: _("Fingers"),
        Part.THUMB: _("Thumb"),
        Part.SIJ: _("Back of the pelvis"),
        Part.PUBIS: _("Front of the pelvis"),
        Part.PATELLA: _("Kneecap"),
        Part.TOES: _("Toes"),
        Part.NERVE: _("Nerve"),
        Part.VESSEL: _("Blood vessel"),
        Part.TENDON: _("Tendon"),
        Part.PRESS: _("Pressure inside the body"),
        Part.LEVER: _("Long lever"),
        Part.HEAD_DOWN: _("Head down"),
        Part.LYING_ON: _("Lying on it"),
    }
)
UNITS = {Unit.DEGREES: "°", Unit.CENTIMETRES: " cm"}
MODES = Words(
    {
        Mode.AA: _("The client moves, the helper assists"),
        Mode.PAS: _("The helper moves, short of the end"),
        Mode.END: _("To the end of range"),
        Mode.ISO: _("Pushes"),
    }
)
CLOSED_MODES = Words(
    {
        Mode.ISO: _("No pushes"),
        Mode.END: _("Stops at the first firm resistance"),
        Mode.PAS: _("The client moves, the helper adds no force"),
        Mode.AA: _("The client does not move it alone"),
    }
)
"""The first three in the words of the modifications that do the same: told once."""
SETTINGS = Words(
    {
        Setting.CLINIC: _("Clinic"),
        Setting.STUDIO: _("Studio"),
        Setting.HOME: _("At home"),
        Setting.TEAM: _("Team"),
    }
)
OMISSIONS = Words(
    {
        OmissionKind.FORBIDDEN: _("Not today"),
        OmissionKind.NO_ROOM: _("No room"),
        OmissionKind.NO_EQUIPMENT: _("Needs equipment"),
        OmissionKind.PRACTITIONER_ONLY: _("Practitioners only"),
        OmissionKind.TAKEN_OUT: _("Taken out"),
    }
)
CLAIMS = Words(
    {
        Claim.IMPROVED: _("Real change"),
        Claim.WORSE: _("Real change, less far"),
        Claim.UNCHANGED: _("No change that matters"),
        Claim.TOO_EARLY: _("Too early to tell"),
        Claim.FURTHER_AT_DISCOMFORT: _("Further, at more discomfort"),
    }
)
ROLES = Words({"owner": _("Owner"), "practitioner": _("Practitioner")})

HOUR_SECONDS = 3600


def clock(seconds: int) -> str:
    """Minutes and seconds, such as ``4:50``; from an hour on, ``1:04:50``."""
    if seconds >= HOUR_SECONDS:
        return f"{seconds // 3600}:{seconds % 3600 // 60:02}:{seconds % 60:02}"
    return f"{seconds // 60}:{seconds % 60:02}"


def said(text: str | None) -> str:
    """What the catalogue or a room says in English, in the language of the page."""
    if isinstance(text, AsRecorded):
        return text
    return _language().said(text) if text else ""


def sentence(problem: str) -> str:
    """What a room refuses for, as a sentence of its own."""
    text = said(problem)
    return f"{text[:1].upper()}{text[1:]}."


def is_english(text: str) -> bool:
    """Whether a text of ours stands on the page in English though the page is in another language.

    A clinic's own words are in whatever language the clinic writes.
    """
    if isinstance(text, AsRecorded):
        return text.is_english
    return not _language().knows(text) and text in languages.shipped_texts()


def is_translated() -> bool:
    """Whether the page is in another language than ours."""
    return _language().code != languages.ENGLISH


def _language() -> languages.Language:
    return languages.language(get_language() or languages.ENGLISH)


def within(word: str) -> str:
    """A word as it stands inside a sentence: small, except where nouns are written large."""
    return word if (get_language() or "").startswith("de") else word[:1].lower() + word[1:]


def side_within(side: Side) -> str:
    """A side as it stands inside a sentence: small in every language, for it is no noun."""
    word = SIDES[side]
    return word[:1].lower() + word[1:]


def number(value: float, decimals: int = 1) -> str:
    """At most so many decimals, with a true minus sign and the decimal sign of the language."""
    text = f"{round(value, decimals) + 0:.{decimals}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    text = text.replace("-", "−")
    return text.replace(".", _decimal_sign(get_language())) if "." in text else text


@cache
def _decimal_sign(_: str | None) -> str:
    """By the language of the page: a page of charts has hundreds of numbers."""
    return pgettext("decimal sign", ".")


def reading(value: float, measure: Measure) -> str:
    """A value with its unit, such as ``67°`` or ``12.5 cm``."""
    return number(value) + UNITS[measure.unit]


def change(value: float, measure: Measure) -> str:
    """A difference with its sign always: ``+3°``, ``−2°``, ``0°``."""
    sign = "+" if round(value, 1) > 0 else ""
    return f"{sign}{reading(value, measure)}"


def day(on: date) -> str:
    """A date in short, such as ``4 Sep``."""
    return _day(on, get_language())


@lru_cache(maxsize=4096)
def _day(on: date, _: str | None) -> str:
    """By the language of the page: a table of charts says the same days over and over."""
    return date_format(on, gettext("j M"))


def whole_day(on: date) -> str:
    """A date, such as ``20 November 2026``."""
    return date_format(on, gettext("j F Y"))


def full_day(on: date) -> str:
    """A date with its weekday, such as ``Friday 20 November 2026``."""
    return date_format(on, gettext("l j F Y"))
