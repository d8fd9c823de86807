"""Adverse events: written down, corrected and followed up; never changed, never taken out."""

from datetime import datetime, timedelta
from importlib.metadata import version

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from endrange.errors import BadInput
from endrange.values import Value
from endrange_app.storage import catalogues
from endrange_app.storage.actions import audit
from endrange_app.storage.aftermath import AdverseEntry, AdverseEvent, EntryKind
from endrange_app.storage.harm import AdverseReport, HarmFollowUp
from endrange_app.storage.models import Client, Clinic, Run, Screening, User, Visit

A_SECOND_TAP = timedelta(minutes=1)
"""ours: as long as somebody waits for a page on a bad line before they press again."""


@transaction.atomic
def record(
    *,
    by: User,
    client: Client,
    report: AdverseReport,
    visit: Visit | None = None,
    run: Run | None = None,
    now: datetime,
) -> AdverseEvent:
    """Write an adverse event down, with the answers and the edition of the rules then in force.

    Also during a session and after the signature: harm is never too late to be written down. Sent
    twice, by a second tap, it is written down once: nothing can be taken out again.

    Raises: BadInput for a severity nobody knows, or a day still to come.
    """
    _check(client, report, now)
    clinic = Clinic.objects.select_for_update().get(pk=client.clinic_id)  # numbered one by one
    if before := _sent_before(client, report, by=by, now=now):
        return before
    last = AdverseEvent.objects.of(clinic).aggregate(number=Max("number"))["number"] or 0
    event = AdverseEvent.objects.create(
        clinic=clinic,
        client=client,
        visit=visit,
        run=run,
        screening=_in_force(client, visit),
        number=last + 1,
        app=version("endrange"),
        catalogue=catalogues.of(client.clinic).version,
        by=by,
        at=now,
    )
    audit.record("adverse_event.recorded", event, by=by, now=now, details={"number": event.number})
    _write(event, EntryKind.REPORT, report, report.severity, by=by, now=now)
    return event


def _sent_before(
    client: Client, report: AdverseReport, *, by: User, now: datetime
) -> AdverseEvent | None:
    """What the same person has just written down in the same words."""
    rows = AdverseEntry.objects.filter(
        event__client=client, kind=EntryKind.REPORT, number=1, by=by, at__gt=now - A_SECOND_TAP
    )
    same = (row.event for row in rows.select_related("event") if row.as_report() == report)
    return next(same, None)


def _in_force(client: Client, visit: Visit | None) -> Screening | None:
    rows = (
        Screening.objects.filter(visit=visit)
        if visit
        else Screening.objects.filter(visit__client=client)
    )
    return rows.order_by("-at", "-id").first()


def _check(client: Client, report: AdverseReport, now: datetime) -> None:
    known = catalogues.of(client.clinic).severities
    if report.severity not in known:
        raise BadInput("severity", f"{report.severity!r} is none of {', '.join(known)}")
    if report.happened_on > timezone.localdate(now):
        raise BadInput("happened_on", f"{report.happened_on:%-d %B %Y} is still to come")


@transaction.atomic
def correct(*, by: User, event: AdverseEvent, report: AdverseReport, now: datetime) -> AdverseEntry:
    """Write what happened anew; the earlier report stays beside it. Raises: BadInput."""
    _check(event.client, report, now)
    entry = _write(event, EntryKind.REPORT, report, report.severity, by=by, now=now)
    audit.record("adverse_event.corrected", event, by=by, now=now, details={"entry": entry.number})
    return entry


@transaction.atomic
def follow_up(*, by: User, event: AdverseEvent, said: HarmFollowUp, now: datetime) -> AdverseEntry:
    """Write down how it went on. Raises: BadInput for a day still to come."""
    if said.on > timezone.localdate(now):
        raise BadInput("on", f"{said.on:%-d %B %Y} is still to come")
    entry = _write(event, EntryKind.FOLLOW_UP, said, "", by=by, now=now)
    audit.record(
        "adverse_event.followed_up", event, by=by, now=now, details={"entry": entry.number}
    )
    return entry


def _write(
    event: AdverseEvent, kind: EntryKind, data: Value, severity: str, *, by: User, now: datetime
) -> AdverseEntry:
    Client.objects.select_for_update().get(pk=event.client_id)  # two entries at once
    last = event.entries.aggregate(number=Max("number"))["number"] or 0
    return AdverseEntry.objects.create(
        clinic_id=event.clinic_id,
        event=event,
        number=last + 1,
        kind=kind,
        severity=severity,
        data=data.model_dump(mode="json"),
        by=by,
        at=now,
    )
