"""May we stretch today? Every finding with what it does to the plan, why, and says who."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from endrange.knowledge import Catalogue, Mode, Modification, Motion, Source, Verdict
from endrange.screening import Clearance, Finding, StretchClearance
from endrange.values import Side
from endrange_app.storage import access
from endrange_app.web import bodymap, words
from endrange_app.web.door import MemberRequest, for_members
from endrange_app.web.standing import Standing

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


@require_GET
@for_members
def show(request: MemberRequest, visit: UUID) -> HttpResponse:
    standing = Standing(access.visit(request.member, visit))
    clearance = standing.clearance
    if clearance is None:
        return redirect("visit-screening", visit)
    catalogue = request.catalogue
    told = [tell(finding, clearance, catalogue) for finding in clearance.findings]
    page = {
        "visit": standing.visit,
        "steps": standing.steps("Re-screen"),
        "screening": standing.screening,
        "clearance": clearance,
        "lead": lead(clearance, told),
        "personal": [one for one in told if one.finding.personal],
        "everybody": [one for one in told if not one.finding.personal],
        "answers": standing.screening and len(standing.screening.answers),
        "body": bodymap.of(clearance),
        "meanings": words.VERDICT_MEANINGS.items(),
        "urgency": clearance.urgency and words.URGENCIES[clearance.urgency],
        "is_old": clearance.catalogue != catalogue.version,
        "old_answers_of": standing.old_answers_of,
    }
    template = "visits/emergency.html" if standing.is_emergency else "visits/decision.html"
    return render(request, template, page)


def tell(finding: Finding, clearance: Clearance, catalogue: Catalogue) -> Told:
    rows = [row for row in clearance.stretches if finding.precaution in row.findings]
    shut = [row for row in rows if _is_shut(row, catalogue)]
    changed = [row for row in rows if row not in shut]
    blocks = finding.verdict in (Verdict.CLEARANCE, Verdict.AVOID)
    waits = finding.verdict is Verdict.CLEARANCE
    effects = (
        Stretches(
            ngettext("waits", "wait", len(shut)) if waits else _("taken out"),
            names(shut, catalogue),
        ),
        Stretches(_("changed"), names(changed, catalogue)),
    )
    return Told(
        finding=finding,
        effects=tuple(one for one in (effects if blocks else effects[1:]) if one.names),
        limits=tuple(dict.fromkeys([*_closed(finding), *map(limit, finding.modifications)])),
        sources=tuple(
            catalogue.sources[id_] for id_ in finding.sources if id_ in catalogue.sources
        ),
    )


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
        return f"{name}, {words.within(words.SIDES[sides[0]])}"
    return name


def limit(modification: Modification) -> str:
    """One hard limit in words, such as "Not beyond this angle: hip flexion, 90°"."""
    about = " + ".join(map(_motion, modification.motions))
    text = words.MODIFICATIONS[modification.code]
    return f"{text}: {about}" if about else text


def _motion(motion: Motion) -> str:
    part, degrees = words.within(words.PARTS[motion.part]), motion.degrees
    movement = words.said((motion.movement or "").replace("_", " "))
    return " ".join(filter(None, (part, movement, "" if degrees is None else f"{degrees}°")))


def lead(clearance: Clearance, told: Iterable[Told]) -> str:
    """The decision in one or two sentences."""
    personal = [one.finding for one in told if one.finding.personal]
    waiting = sum(one.verdict is Verdict.CLEARANCE for one in personal)
    shut = sum(one.verdict is Verdict.AVOID for one in personal)
    if clearance.verdict is Verdict.PROCEED:
        return _("No reason to stop found in these answers.")
    said = [
        _("Go ahead with changes.") if _is_any_open(clearance) else _("Nothing can be done today.")
    ]
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
    said.append(_("The plan obeys all of this."))
    return " ".join(said)


def _is_any_open(clearance: Clearance) -> bool:
    return any(verdict.allows for row in clearance.stretches for verdict in row.verdicts.values())


def _count(number: int) -> str:
    return _(COUNTS[number]) if number < len(COUNTS) else str(number)
