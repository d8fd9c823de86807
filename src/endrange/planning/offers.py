"""What may be offered: for each stretch the sides and techniques that nothing forbids."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from endrange.knowledge import Catalogue, LayPartner, Stretch, Technique, Verdict
from endrange.planning.doses import Menu, Portion
from endrange.planning.limits import bar, limits_of
from endrange.planning.plans import (
    Helper,
    Limits,
    Omission,
    OmissionKind,
    PlanRequest,
)
from endrange.screening import Clearance, Finding, StretchClearance
from endrange.values import Side

Rows = Mapping[tuple[str, Side], StretchClearance]


class Offer(NamedTuple):
    """One technique for one stretch, on the sides it may be done, with its doses."""

    stretch: Stretch
    technique: Technique
    sides: tuple[Side, ...]
    limits: Limits
    portions: dict[int, Portion]
    findings: tuple[str, ...]


def populations(
    request: PlanRequest, clearance: Clearance, catalogue: Catalogue
) -> tuple[str, ...]:
    """Whose variants of the techniques count: the client's own, and those of the two together."""
    lay = request.helper is Helper.LAY
    together = (one.id for one in catalogue.populations.values() if one.lay and lay)
    return (*clearance.populations, *together)


class Desk:
    """All that decides what may be offered: request, clearance and catalogue together."""

    def __init__(self, request: PlanRequest, clearance: Clearance, catalogue: Catalogue) -> None:
        self.request = request
        self.clearance = clearance
        self.catalogue = catalogue
        self.menu = Menu()
        self._populations = populations(request, clearance, catalogue)
        self._limits: dict[tuple[str, tuple[Side, ...]], Limits] = {}
        self._emergency = clearance.verdict is Verdict.EMERGENCY
        self._rows: Rows = {(row.stretch, row.side): row for row in clearance.stretches}
        self._findings = {finding.precaution: finding for finding in clearance.findings}

    def offers(self, stretch: Stretch) -> tuple[Offer, ...]:
        """The technique to use, if any may be: one asked for, else the first of the stretch's own.

        Techniques are chosen by comfort and control, not weighed: none is reliably better. One that
        may be used on both sides goes before one that may not: left and right are treated alike.
        """
        if self.hindrance(stretch):
            return ()
        found = [
            offer for name in self._technique_order(stretch) if (offer := self.offer(stretch, name))
        ]
        widest = max((len(offer.sides) for offer in found), default=0)
        return tuple(offer for offer in found if len(offer.sides) == widest)[:1]

    def _technique_order(self, stretch: Stretch) -> tuple[str, ...]:
        """Those asked for, then the stretch's own order. What one does alone is homework."""
        asked = [name for name in self.request.techniques if name in stretch.techniques]
        two = [name for name in stretch.techniques if self.catalogue.technique(name).people > 1]
        return tuple(dict.fromkeys([*asked, *two]))

    def offer(self, stretch: Stretch, technique: str, among: Sequence[Side] = ()) -> Offer | None:
        """One technique on all the sides that allow it, or None; ``among``: only of these."""
        protocol = self.catalogue.technique(technique).varied(self._populations)
        rows = [
            row
            for side in among or stretch.sides
            if (row := self._row(stretch, side)) and self.refusal(stretch, protocol, row) is None
        ]
        if not rows:
            return None
        sides = tuple(row.side for row in rows)
        limits = self._limits_on(stretch, rows, sides)
        portions = self.menu.of(protocol, limits)
        findings = tuple(dict.fromkeys(id_ for row in rows for id_ in row.findings))
        told = limits.replace(notes=(*limits.notes, *self._notes(protocol)))
        return Offer(stretch, protocol, sides, told, portions, findings) if portions else None

    def _notes(self, technique: Technique) -> tuple[str, ...]:
        """What is different for these people, as words for both."""
        variants = (technique.variants.get(id_) for id_ in self._populations)
        return tuple(dict.fromkeys(one.note for one in variants if one))

    def _limits_on(
        self, stretch: Stretch, rows: Sequence[StretchClearance], sides: tuple[Side, ...]
    ) -> Limits:
        """The same for every technique, so worked out once."""
        key = stretch.id, sides
        if key not in self._limits:
            self._limits[key] = limits_of(stretch, rows, self.request.first_session)
        return self._limits[key]

    def _row(self, stretch: Stretch, side: Side) -> StretchClearance | None:
        if self._emergency:
            return None
        return self._rows.get((stretch.id, side))

    def refusal(
        self, stretch: Stretch, technique: Technique, row: StretchClearance
    ) -> tuple[Verdict, str] | None:
        """Why this technique may not be used on this side: the verdict and its words, or None."""
        verdict = row.of(technique)
        if not verdict.allows:
            return verdict, self._words(verdict, row)
        lay = self.request.helper is Helper.LAY
        because = bar(stretch, technique, row, lay)
        return (Verdict.ADAPT, because) if because else None

    def _words(self, verdict: Verdict, row: StretchClearance) -> str:
        titles = [finding.title for finding in self._behind(row, verdict)]
        return f"{SAID[verdict]}{': ' + '; '.join(titles) if titles else ''}."

    def _behind(self, row: StretchClearance, verdict: Verdict) -> list[Finding]:
        """The findings that reached this row and are as cautious as the verdict.

        A verdict can be more cautious than each of them, where a modification closes a column;
        then the most cautious ones.
        """
        reached = [self._findings[id_] for id_ in row.findings if id_ in self._findings]
        most = max((finding.verdict.caution for finding in reached), default=0)
        least = min(verdict.caution, most)
        return [finding for finding in reached if finding.verdict.caution >= least]

    def hindrance(self, stretch: Stretch) -> tuple[OmissionKind, str] | None:
        """What keeps a stretch out whatever the clearance says, or None."""
        request = self.request
        if stretch.id in request.left_out:
            return OmissionKind.TAKEN_OUT, "Taken out."
        if request.helper is Helper.LAY and stretch.lay_partner is not LayPartner.YES:
            return OmissionKind.PRACTITIONER_ONLY, "Only with a practitioner."
        missing = _missing(stretch, request.equipment)
        return (OmissionKind.NO_EQUIPMENT, f"Needs {missing}.") if missing else None

    def omissions(self, stretch: Stretch, offers: Sequence[Offer]) -> tuple[Omission, ...]:
        """Say for each side that is not on offer why; one omission where all sides agree."""
        hindrance = self.hindrance(stretch)
        if hindrance:
            kind, because = hindrance
            return (_omission(stretch, kind=kind, because=because),)
        offered = {side for offer in offers for side in offer.sides}
        order = self._technique_order(stretch)
        found = [
            self.forbidden(stretch, side, order) for side in stretch.sides if side not in offered
        ]
        alike = {omission.replace(side=None) for omission in found}
        if len(found) == len(stretch.sides) and len(alike) == 1:
            return tuple(alike)
        return tuple(found)

    def forbidden(self, stretch: Stretch, side: Side, techniques: Sequence[str]) -> Omission:
        """Why none of these techniques may be used on one side."""
        if self._emergency:
            return self._stopped(stretch, side)
        row = self._row(stretch, side)
        if row is None:
            because = "Not screened with this catalogue. Screen again."
            return _omission(stretch, side=side, because=because)
        verdict, because = self._mildest(stretch, row, techniques)
        behind = tuple(finding.precaution for finding in self._behind(row, verdict))
        return _omission(
            stretch, side=side, verdict=verdict, because=because, findings=behind or row.findings
        )

    def _stopped(self, stretch: Stretch, side: Side) -> Omission:
        behind = [f for f in self.clearance.findings if f.verdict is Verdict.EMERGENCY]
        return _omission(
            stretch,
            side=side,
            verdict=Verdict.EMERGENCY,
            because=f"{SAID[Verdict.EMERGENCY]}: {'; '.join(f.title for f in behind)}.",
            findings=tuple(finding.precaution for finding in behind),
        )

    def _mildest(
        self, stretch: Stretch, row: StretchClearance, techniques: Sequence[str]
    ) -> tuple[Verdict, str]:
        """The refusal that is nearest to a yes; a technique may also have no dose within limits."""
        impossible = (Verdict.ADAPT, "The limits of today leave nothing of it.")
        found = [
            self.refusal(stretch, self.catalogue.technique(name), row) or impossible
            for name in techniques
        ]
        return min(found, key=lambda refusal: refusal[0].caution, default=impossible)


SAID = {
    Verdict.CLEARANCE: "Ask a clinician first",
    Verdict.AVOID: "Not now",
    Verdict.EMERGENCY: "Stop and get help",
}


def _omission(stretch: Stretch, **fields: object) -> Omission:
    empty: dict[str, object] = {"side": None, "verdict": None, "kind": OmissionKind.FORBIDDEN}
    return Omission.model_validate({"stretch": stretch.id} | empty | fields)


def _missing(stretch: Stretch, have: Sequence[str]) -> str:
    """What the stretch needs and is not there, in words; empty if nothing is missing."""
    needs = [_a(thing) for thing in stretch.equipment.required if thing not in have]
    any_of = stretch.equipment.any_of
    if any_of and not set(any_of) & set(have):
        needs.append(" or ".join(_a(thing) for thing in any_of))
    return " and ".join(needs)


def _a(thing: str) -> str:
    return f"a {thing.replace('_', ' ')}"
