"""Visits: one coming of one client, from the door to the signature."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from endrange.errors import BadInput
from endrange_app.storage import catalogues, histories
from endrange_app.storage.actions import audit, follow_ups
from endrange_app.storage.judged import Judgement
from endrange_app.storage.models import Client, Run, RunEvent, User, Visit

FORGOTTEN_AFTER = timedelta(hours=12)
"""ours: longer than a working day; the next coming of a client needs its own re-screen, and an
unclosed visit of yesterday would pass yesterday's answers off as today's."""


@transaction.atomic
def open(*, by: User, client: Client, now: datetime) -> Visit:
    """Start a visit, or go on with the one of today that is still open.

    An open visit that was forgotten is closed, so that the client is asked again; not while its
    session is going.
    """
    client = Client.objects.select_for_update().get(pk=client.pk)
    latest = client.visits.order_by("-number").first()
    if latest and latest.closed_at is None:
        if now - latest.opened_at < FORGOTTEN_AFTER or _is_going(latest, now):
            return latest
        _close(latest, by=by, now=now, details={"forgotten": True})
    visit = Visit.objects.create(
        clinic_id=client.clinic_id,
        client=client,
        practitioner=by,
        number=latest.number + 1 if latest else 1,
        opened_at=now,
    )
    audit.record("visit.opened", visit, by=by, now=now, details={"number": visit.number})
    return visit


@transaction.atomic
def take_consent(*, by: User, visit: Visit, now: datetime) -> Visit:
    """Keep that the client said yes to being asked, measured and stretched, and to whom.

    Raises: BadInput once the visit is closed.
    """
    visit = still_open(visit)
    visit.consented_at, visit.consent_taken_by = now, by
    visit.save(update_fields=["consented_at", "consent_taken_by"])
    audit.record("visit.consented", visit, by=by, now=now)
    return visit


@transaction.atomic
def write_note(*, by: User, visit: Visit, note: str, now: datetime) -> Visit:
    """Put the practitioner's words in place of the earlier ones, while the visit is open.

    The audit keeps the earlier ones. The same words again are no deed.

    Raises: BadInput once the visit is closed.
    """
    visit = still_open(visit)
    before, visit.note = visit.note, note.strip()
    if visit.note == before:
        return visit
    visit.save(update_fields=["note"])
    audit.record("visit.note_written", visit, by=by, now=now, details={"before": before})
    return visit


@transaction.atomic
def agree_next(*, by: User, visit: Visit, on: date | None, now: datetime) -> Visit:
    """Keep the day on which the client comes again; None: none is agreed. The same is no deed.

    Raises: BadInput once the visit is closed, and for a day that is not to come.
    """
    visit = still_open(visit)
    if on is not None and on <= timezone.localdate(now):
        raise BadInput("next_on", f"{on.day} {on:%B %Y} is not to come; choose a later day")
    if visit.next_on == on:
        return visit
    visit.next_on = on
    visit.save(update_fields=["next_on"])
    audit.record("visit.next_agreed", visit, by=by, now=now, details={"on": on and on.isoformat()})
    return visit


@transaction.atomic
def close(*, by: User, visit: Visit, now: datetime) -> Visit:
    """Sign the visit. A session nobody started ends with it. Closed twice is closed once.

    Raises: BadInput while a session is going: a signed visit has no live room.
    """
    visit = Visit.objects.select_for_update().get(pk=visit.pk)
    if visit.closed_at is None:
        nothing_going(visit, "close the visit", now=now)
        _close(visit, by=by, now=now, details={})
    return visit


def _close(visit: Visit, *, by: User, now: datetime, details: dict[str, bool]) -> None:
    going = list(Run.objects.filter(visit=visit, ended_at__isnull=True))
    for run in going:
        run.ended_at = now
        run.save(update_fields=["ended_at"])
        audit.record("run.ended_with_visit", run, by=by, now=now)
    if going:
        follow_ups.expect(by=by, visit=visit, now=now)
    visit.closed_at, visit.closed_by = now, by
    visit.save(update_fields=["closed_at", "closed_by"])
    _keep_judgement(visit, now=now)
    audit.record("visit.closed", visit, by=by, now=now, details=details)


def _keep_judgement(visit: Visit, *, now: datetime) -> None:
    """What the readings allow to be said today, as it is signed: no later error changes it."""
    catalogue = catalogues.of(visit.clinic)
    readings = histories.history(visit.client, trials=False)
    review = histories.judged(visit, readings, catalogue)
    Judgement.objects.create(
        clinic_id=visit.clinic_id,
        visit=visit,
        review=review.model_dump(mode="json"),
        errors=visit.clinic.own_errors,
        catalogue=catalogue.version,
        at=now,
    )


def still_open(visit: Visit) -> Visit:
    """Lock the visit for this transaction.

    Raises: BadInput once it is closed: what was signed stays as it was signed.
    """
    visit = Visit.objects.select_for_update().get(pk=visit.pk)
    if visit.closed_at is not None:
        when = f"{timezone.localtime(visit.closed_at):%-d %B %Y}"
        raise BadInput("visit", f"visit {visit.number} was closed on {when}; open a new visit")
    return visit


def nothing_going(visit: Visit, then: str, *, now: datetime) -> None:
    """Raises: BadInput while a session of the visit is going; ``then`` is what has to wait."""
    if _is_going(visit, now):
        raise BadInput("run", f"A session is going. End it first, then {then}.")


def _is_going(visit: Visit, now: datetime) -> bool:
    """Started, not ended, and heard of lately: after half a day nobody lies there any more."""
    heard = RunEvent.objects.filter(run__visit=visit, run__ended_at__isnull=True)
    return heard.filter(received_at__gt=now - FORGOTTEN_AFTER).exists()


def give_way(run: Run, *, by: User, now: datetime) -> None:
    """End a session that nobody has started: something newer stands in its place."""
    run.ended_at = now
    run.save(update_fields=["ended_at"])
    audit.record("run.gave_way", run, by=by, now=now)
