"""Adverse events as pages show them: how each stands, and what is still to be done."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from endrange.knowledge import Catalogue, Severity
from endrange_app.storage.aftermath import AdverseEntry, AdverseEvent, EntryKind
from endrange_app.storage.harm import AdverseReport, HarmFollowUp
from endrange_app.storage.models import Client
from endrange_app.web import harmwords, words


@dataclass(frozen=True)
class Standing:
    """One event with all that was written about it, first to last."""

    event: AdverseEvent
    entries: tuple[AdverseEntry, ...]
    severity: Severity | None

    @property
    def report(self) -> AdverseReport:
        """The latest."""
        return [one for one in self.entries if one.kind == EntryKind.REPORT][-1].as_report()

    @property
    def follow_ups(self) -> list[tuple[AdverseEntry, HarmFollowUp]]:
        rows = [one for one in self.entries if one.kind == EntryKind.FOLLOW_UP]
        return [(one, one.as_follow_up()) for one in rows]

    @property
    def earlier(self) -> list[tuple[AdverseEntry, AdverseReport]]:
        """Reports that a later one corrected."""
        rows = [one for one in self.entries if one.kind == EntryKind.REPORT][:-1]
        return [(one, one.as_report()) for one in rows]

    @property
    def is_open(self) -> bool:
        return not (self.follow_ups and self.follow_ups[-1][1].outcome.is_final)

    @property
    def wants_clinician(self) -> bool:
        """Whether the responsible clinician is to be told, and nobody wrote that they were."""
        told = any(said.clinician_told for _, said in self.follow_ups)
        return self.severity is not None and self.severity.notifies and not told

    @property
    def state(self) -> str:
        if self.wants_clinician:
            return _("Tell the responsible clinician today")
        if not self.follow_ups:
            return _("Not followed up yet")
        return harmwords.OUTCOMES[self.follow_ups[-1][1].outcome]


def of(events: QuerySet[AdverseEvent], catalogue: Catalogue) -> list[Standing]:
    """Each with its entries; one query more, however many."""
    rows = events.select_related("client", "by").prefetch_related("entries")
    return [standing(row, row.entries.all(), catalogue) for row in rows]


def of_client(client: Client, catalogue: Catalogue) -> list[Standing]:
    """The same of one client, the latest first, in a single query."""
    entries = AdverseEntry.objects.filter(event__client=client).select_related("event")
    found: dict[UUID, list[AdverseEntry]] = {}
    for entry in entries.order_by("-event__number"):
        found.setdefault(entry.event_id, []).append(entry)
    return [standing(own[0].event, own, catalogue) for own in found.values()]


def standing(
    event: AdverseEvent, entries: Iterable[AdverseEntry], catalogue: Catalogue
) -> Standing:
    ordered: Sequence[AdverseEntry] = sorted(entries, key=lambda one: one.number)
    reports = [one for one in ordered if one.kind == EntryKind.REPORT]
    return Standing(event, tuple(ordered), catalogue.severities.get(reports[-1].severity))


def told(report: AdverseReport, catalogue: Catalogue) -> list[tuple[str, str]]:
    """What is known of it, heading and words; what is not known is left out."""
    stretch = catalogue.stretches.get(report.stretch)
    technique = catalogue.techniques.get(report.technique)
    pairs = [
        (_("First noticed"), harmwords.MOMENTS[report.moment]),
        (_("Stretch"), words.said(stretch.name) if stretch else report.stretch),
        (_("Technique"), words.said(technique.name) if technique else report.technique),
        (_("Side"), words.SIDES[report.side] if report.side else ""),
        (_("Region"), words.PARTS[report.region] if report.region else ""),
        (_("Phase"), words.PHASES[report.phase] if report.phase else ""),
        *_numbers(report),
        (_("Said first by"), report.reported_by),
        (_("Done at once"), report.action),
        (_("Advice"), report.advice),
        (_("Sent to"), harmwords.REFERRALS[report.referral]),
        (_("Caused by the session"), harmwords.CAUSALITIES[report.causality]),
        (_("To be expected"), harmwords.JUDGED[report.expected]),
        (_("Could have been prevented"), harmwords.JUDGED[report.preventable]),
        (_("Near miss"), _("Yes") if report.near_miss else ""),
    ]
    return [(heading, text) for heading, text in pairs if text]


def _numbers(report: AdverseReport) -> list[tuple[str, str]]:
    known = (
        (_("From the start of the hold"), report.onset_seconds, "%s s"),
        (_("Until the limb was let go"), report.seconds_to_release, "%s s"),
        (_("Pain"), report.pain, "%s / 10"),
        (_("Planned angle"), report.planned_degrees, "%s°"),
        (_("Angle it came to"), report.angle_degrees, "%s°"),
    )
    return [(heading, text % number) for heading, number, text in known if number is not None]
