"""Clinicians' clearances: recorded from paper, withdrawn, never changed. See ``storage.laid``."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from endrange import knowledge
from endrange.errors import BadInput
from endrange.knowledge import Verdict
from endrange.screening import Clearance, Finding
from endrange_app.storage.actions import audit, decisions, screenings
from endrange_app.storage.actions.visits import still_open
from endrange_app.storage.laid import ClinicianClearance
from endrange_app.storage.models import User, Visit

USUAL = timedelta(weeks=12)
"""ours (safety.md 0.2): as long as answers are relied on before all of them are asked again."""
LONGEST = timedelta(weeks=52)
"""ours: a year later a clinician should look again."""


@transaction.atomic
def record(
    *,
    by: User,
    visit: Visit,
    clearance: knowledge.ClinicianClearance,
    note: str = "",
    now: datetime,
) -> ClinicianClearance:
    """Keep a clinician's word, and decide today's answers again under it.

    It opens what waits for a clinician and nothing else; named for a finding that is open already,
    its limits still hold. Ends by itself when the answers behind a finding become others.

    Raises: BadInput once the visit is closed, while its session is going, for dates that cannot
        be, and for a finding that no signature opens, with the reason.
    """
    visit = still_open(visit)
    findings = _named(visit, clearance)
    _check_dates(clearance, now)
    row = ClinicianClearance.objects.create(
        clinic_id=visit.clinic_id,
        client_id=visit.client_id,
        visit=visit,
        clearance=clearance.model_dump(mode="json"),
        basis={finding.precaution: list(finding.basis) for finding in findings},
        titles={finding.precaution: finding.title for finding in findings},
        note=note.strip(),
        until=clearance.until,
        by=by,
        at=now,
    )
    audit.record("clearance.recorded", row, by=by, now=now)
    decisions.again(by=by, visit=visit, now=now)
    return row


def _named(visit: Visit, clearance: knowledge.ClinicianClearance) -> list[Finding]:
    latest = screenings.in_force(visit)
    if latest is None:
        raise BadInput("visit", "ask the questions first: nothing waits for a clinician yet")
    decided = latest.as_clearance()
    findings = [
        finding for finding in decided.findings if finding.precaution in clearance.precautions
    ]
    missing = sorted({*clearance.precautions} - {finding.precaution for finding in findings})
    if missing:
        raise BadInput("precautions", f"{', '.join(missing)}: not found in today's answers")
    for finding in findings:
        if problem := shut(finding, decided):
            raise BadInput("precautions", f"{finding.title}: {problem}")
    return findings


def shut(finding: Finding, clearance: Clearance) -> str:
    """Why a clinician's word changes nothing here, or nothing."""
    if clearance.verdict is Verdict.EMERGENCY:
        return "This visit is over. No signature opens an emergency."
    if finding.waits or finding.verdict.allows:
        return ""
    if not finding.certain:
        return "An answer is wanted, not a signature."
    return f"No signature opens “not now”. It changes when: {finding.changes_if}"


def _check_dates(clearance: knowledge.ClinicianClearance, now: datetime) -> None:
    today = timezone.localdate(now)
    if clearance.given > today:
        raise BadInput("given", f"{clearance.given:%-d %B %Y} is still to come")
    if clearance.until < today:
        raise BadInput("until", f"{clearance.until:%-d %B %Y} is over; it would open nothing")
    if clearance.until > clearance.given + LONGEST:
        latest = clearance.given + LONGEST
        raise BadInput("until", f"at most a year from the letter, {latest:%-d %B %Y}")


@transaction.atomic
def withdraw(
    *, by: User, clearance: ClinicianClearance, because: str = "", now: datetime
) -> ClinicianClearance:
    """Take a clinician's word out of force; an open visit of today is decided again.

    Withdrawn twice, it keeps who did so first.

    Raises: BadInput while a session of the client is going.
    """
    row = ClinicianClearance.objects.select_for_update().get(pk=clearance.pk)
    if row.withdrawn_at is not None:
        return row
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_because = now, by, because.strip()
    row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_because"])
    audit.record("clearance.withdrawn", row, by=by, now=now)
    open_visit = Visit.objects.filter(client=row.client_id, closed_at__isnull=True).first()
    if open_visit:
        decisions.again(by=by, visit=open_visit, now=now)
    return row
