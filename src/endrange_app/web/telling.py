"""A decision in words: what each finding does to the plan, what stays open, and every region."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from django.utils.translation import ngettext

from endrange.knowledge import (
    Catalogue,
    Mode,
    Modification,
    ModificationCode,
    Motion,
    Source,
    Verdict,
)
from endrange.planning import EFFECTS, FELT
from endrange.screening import OWN, Clearance, Finding, RegionClearance, StretchClearance
from endrange.values import Side
from endrange_app.storage.laid import ClinicianClearance
from endrange_app.web import limitwords, words

COUNTS = (
    noop("No"),
    noop("One"),
    noop("Two"),
    noop("Three"),
    noop("Four"),
    noop("Five"),
    noop("Six"),
    noop("Seven"),
    noop("Eight"),
    noop("Nine"),
)


@dataclass(frozen=True)
class Stretches:
    """Some stretches and what becomes of them."""

    what: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Told:
    """One finding as the page tells it."""

    finding: Finding
    effects: tuple[Stretches, ...]
    limits: tuple[str, ...]
    sources: tuple[Source, ...]
    has_page: bool
    """Whether a page of the library shows its rule."""
    is_signed: bool
    """Whether a clinician has signed its rule as it stands."""
    word: ClinicianClearance | None
    """A clinician's word in force on it."""

    @property
    def is_own(self) -> bool:
        """Whether a practitioner wants it, and no rule."""
        return self.finding.precaution.startswith(f"{OWN}-")

    @property
    def is_felt(self) -> bool:
        """Whether hands found it at the end of a movement, and no question."""
        return self.finding.precaution.startswith(f"{FELT}-")

    @property
    def number(self) -> str:
        return self.finding.precaution.removeprefix(f"{OWN}-")

    @property
    def wants_answer(self) -> bool:
        """Whether an answer would change it, and no signature would."""
        return not self.finding.certain


@dataclass(frozen=True)
class RegionRow:
    """One region in the table for professionals."""

    name: str
    side: Side | None
    cells: tuple[tuple[str, Verdict], ...]
    """Way of stretching, and what is decided about it."""
    limits: tuple[str, ...]


Reached = Mapping[str, Sequence[tuple[StretchClearance, bool]]]
"""By a finding's rule: each stretch and side it bears on, and whether that is shut today."""


def reached(clearance: Clearance, catalogue: Catalogue) -> Reached:
    """Everything that any finding bears on, read once for all of them."""
    rows = defaultdict(list)
    for row in clearance.stretches:
        shut = _is_shut(row, catalogue)
        for id_ in row.findings:
            rows[id_].append((row, shut))
    return rows


def tell(
    finding: Finding,
    reach: Reached,
    catalogue: Catalogue,
    clinicians: Sequence[ClinicianClearance] = (),
    signed: Container[str] = (),
) -> Told:
    """One finding with what it does.

    Args:
        reach: of all findings, from :func:`reached`.
        clinicians: their words that are in force that day.
        signed: ids of the rules that clinicians have signed as they stand.
    """
    rows = reach.get(finding.precaution, ())
    shut = [row for row, is_shut in rows if is_shut]
    changed = [row for row, is_shut in rows if not is_shut]
    blocks = finding.verdict in (Verdict.CLEARANCE, Verdict.AVOID)
    waits = finding.verdict is Verdict.CLEARANCE
    effects = (
        Stretches(
            ngettext("waits", "wait", len(shut)) if waits else _("taken out"),
            names(shut, catalogue),
        ),
        Stretches(_("changed"), names(changed, catalogue)),
    )
    known = catalogue.sources
    return Told(
        finding=finding,
        effects=tuple(one for one in (effects if blocks else effects[1:]) if one.names),
        limits=tuple(dict.fromkeys([*_closed(finding), *limits(finding.modifications)])),
        sources=tuple(known[id_] for id_ in finding.sources if id_ in known),
        has_page=finding.precaution in {**catalogue.precautions, **catalogue.followup_rules},
        is_signed=finding.precaution in signed,
        word=_word(finding, clinicians),
    )


def _word(finding: Finding, clinicians: Iterable[ClinicianClearance]) -> ClinicianClearance | None:
    rests = list(finding.basis)
    holding = (row for row in clinicians if row.basis.get(finding.precaution) == rests)
    return next(holding, None)


def _closed(finding: Finding) -> Iterable[str]:
    """Ways of stretching that this finding closes while it leaves another one open."""
    if any(finding.verdicts.get(mode, Verdict.PROCEED).allows for mode in Mode):
        for mode, text in words.CLOSED_MODES.items():
            if not finding.verdicts.get(mode, Verdict.PROCEED).allows:
                yield text


def _is_shut(row: StretchClearance, catalogue: Catalogue) -> bool:
    """Whether no technique of this stretch is open on this side today."""
    if row.stretch not in catalogue.stretches:
        return True
    techniques = catalogue.stretches[row.stretch].techniques
    return not any(row.of(catalogue.technique(id_)).allows for id_ in techniques)


def names(rows: Iterable[StretchClearance], catalogue: Catalogue) -> tuple[str, ...]:
    """Stretches by name; with the side where only one side is meant."""
    sides: dict[str, list[Side]] = {}
    for row in rows:
        sides.setdefault(row.stretch, []).append(row.side)
    return tuple(_name(id_, which, catalogue) for id_, which in sides.items())


def _name(id_: str, sides: list[Side], catalogue: Catalogue) -> str:
    name = words.said(catalogue.stretches[id_].name) if id_ in catalogue.stretches else id_
    if len(sides) == 1 and sides[0] in (Side.LEFT, Side.RIGHT):
        return f"{name}, {words.side_within(sides[0])}"
    return name


def limit(modification: Modification) -> str:
    """One hard limit as what it does: "Holds stay at 15 s or less, 60 s a side at most"."""
    code = modification.code
    text = limitwords.MODIFICATIONS[code] % EFFECTS.get(code, {})
    return f"{text}: {about}" if (about := _about(modification)) else text


def limits(modifications: Iterable[Modification]) -> list[str]:
    """Each in words; directions that are closed together in one sentence."""
    all_ = list(modifications)
    closed = [one for one in all_ if one.code is ModificationCode.DIR]
    said = [limit(one) for one in all_ if one.code is not ModificationCode.DIR]
    if closed:
        text = limitwords.MODIFICATIONS[ModificationCode.DIR]
        said.append(f"{text}: {'; '.join(map(_about, closed))}")
    return said


def _about(modification: Modification) -> str:
    """``right hip flexion, 90°``; what comes together is joined by a plus sign."""
    side = modification.side
    own = words.side_within(side) if side in (Side.LEFT, Side.RIGHT) else ""
    return " + ".join(_motion(motion, own) for motion in modification.motions)


def _motion(motion: Motion, side: str) -> str:
    movement = words.said((motion.movement or "").replace("_", " "))
    named = " ".join(filter(None, (side, words.within(words.PARTS[motion.part]), movement)))
    return named if motion.degrees is None else f"{named}, {motion.degrees}°"


def lead(clearance: Clearance, told: Iterable[Told]) -> str:
    """The decision in one or two sentences."""
    personal = [one.finding for one in told if one.finding.personal]
    waiting = sum(one.verdict is Verdict.CLEARANCE for one in personal)
    shut = sum(one.verdict is Verdict.AVOID for one in personal)
    if clearance.verdict is Verdict.PROCEED:
        return _("No reason to stop found in these answers.")
    said = [] if _is_any_open(clearance) else [_("Nothing can be done today.")]
    if waiting:
        waits = ngettext(
            "%(count)s answer waits for a clinician or a clear word.",
            "%(count)s answers wait for a clinician or a clear word.",
            waiting,
        )
        said.append(waits % {"count": _count(waiting)})
    if shut:
        takes = ngettext(
            "%(count)s finding takes stretches out for today.",
            "%(count)s findings take stretches out for today.",
            shut,
        )
        said.append(takes % {"count": _count(shut)})
    if _is_any_open(clearance):
        rest = waiting or shut
        said.append(_("The rest goes ahead with changes.") if rest else _("Go ahead with changes."))
    said.append(_("The plan obeys all of this."))
    return " ".join(said)


def _is_any_open(clearance: Clearance) -> bool:
    return any(verdict.allows for row in clearance.stretches for verdict in row.verdicts.values())


def _count(number: int) -> str:
    return _(COUNTS[number]) if number < len(COUNTS) else str(number)


def open_today(clearance: Clearance, catalogue: Catalogue) -> str:
    """How much of the library is possible: ``71 of 83 stretches are open today, 12 of them …``."""
    sides: dict[str, list[StretchClearance]] = {}
    for row in clearance.stretches:
        if row.stretch in catalogue.stretches:
            sides.setdefault(row.stretch, []).append(row)
    open_ = [rows for rows in sides.values() if not all(_is_shut(row, catalogue) for row in rows)]
    personal = {one.precaution for one in clearance.findings if one.personal}
    changed = sum(any(personal & set(row.findings) for row in rows) for rows in open_)
    if not open_:
        return _("No stretch of the library is open today.")
    text = _(
        "%(open)s of %(all)s stretches of the library are open today, %(changed)s of them with "
        "changes for this person."
    )
    said = text % {"open": len(open_), "all": len(sides), "changed": changed}
    return " ".join(filter(None, (said, _one_sided(open_, catalogue))))


def _one_sided(open_: Iterable[Iterable[StretchClearance]], catalogue: Catalogue) -> str:
    """How many of the open ones are open on one side only; nothing if none is."""
    count = sum(any(_is_shut(row, catalogue) for row in rows) for rows in open_)
    if not count:
        return ""
    text = ngettext(
        "%(count)s of them is open on one side only.",
        "%(count)s of them are open on one side only.",
        count,
    )
    return text % {"count": count}


def regions(clearance: Clearance) -> tuple[RegionRow, ...]:
    """Every region with its four columns and limits, head to foot."""
    return tuple(_region(row) for row in clearance.regions)


def _region(row: RegionClearance) -> RegionRow:
    return RegionRow(
        name=words.PARTS[row.part],
        side=row.side if row.side in (Side.LEFT, Side.RIGHT) else None,
        cells=tuple((words.MODES[mode], row.verdicts[mode]) for mode in Mode),
        limits=tuple(limits(row.modifications)),
    )
