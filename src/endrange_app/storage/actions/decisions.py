"""What answers allow at a visit, with all that was laid on the client besides them."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import partial

from django.utils import timezone

from endrange import knowledge
from endrange.knowledge import Answer, Catalogue
from endrange.screening import (
    Clearance,
    Finding,
    Imposed,
    Setting,
    aftermath,
    harm,
    screen,
    weeks_since,
)
from endrange_app.storage import catalogues, lookback
from endrange_app.storage.actions import screenings
from endrange_app.storage.laid import ClinicianClearance, Restriction
from endrange_app.storage.models import Client, Screening, User, Visit


def decide(visit: Visit, answers: Mapping[str, Answer], *, on: date, full: bool) -> Clearance:
    """Screen a client's answers with the clinicians' words in force and what was laid on.

    Screened twice where a word may hold: whether it does depends on what each finding rests on.

    Args:
        full: whether all questions were answered for this; else their age is that of the last time
            they were, and after twelve weeks nothing is open.
    """
    catalogue = catalogues.of(visit.clinic)
    setting = Setting(visit.clinic.setting)
    imposed = tuple(_laid_on(visit, catalogue, on))
    told = partial(
        screen,
        answers,
        catalogue,
        on=on,
        setting=setting,
        imposed=imposed,
        weeks_old=0 if full else _weeks_old(visit.client, on),
    )
    plain = told()
    words = tuple(_words(visit, plain, on))
    return told(clearances=words) if words else plain


def _weeks_old(client: Client, on: date) -> int | None:
    """Completed weeks since all questions were last answered; None: never."""
    full = screenings.past(client).full
    return weeks_since(timezone.localdate(full.at), on) if full else None


def _laid_on(visit: Visit, catalogue: Catalogue, on: date) -> Iterator[Imposed]:
    rows = Restriction.objects.filter(visit=visit, withdrawn_at__isnull=True)
    for row in rows.select_related("by").order_by("number"):
        by = f"{row.by.get_full_name()}, {timezone.localtime(row.at):%H:%M}"
        yield row.as_restriction().imposed(row.number, by, catalogue)
    yield from aftermath(lookback.days_after(visit), catalogue, on)
    yield from harm(lookback.harms(visit.client), catalogue)
    yield from lookback.felt(visit.client, catalogue)


def _words(visit: Visit, plain: Clearance, on: date) -> Iterator[knowledge.ClinicianClearance]:
    findings = {finding.precaution: finding for finding in plain.findings}
    rows = ClinicianClearance.objects.filter(
        client=visit.client_id, withdrawn_at__isnull=True, until__gte=on
    )
    for row in rows.order_by("at", "id"):
        named = tuple(id_ for id_ in row.basis if _still_rests(row, findings.get(id_)))
        if named:
            yield row.as_clearance().replace(precautions=named)


def _still_rests(row: ClinicianClearance, finding: Finding | None) -> bool:
    """A word ends for a finding once the answers behind it are others."""
    return finding is not None and list(finding.basis) == row.basis[finding.precaution]


def again(*, by: User, visit: Visit, now: datetime) -> Screening | None:
    """Decide today's answers once more, because something was laid on or taken off.

    Answers of another day are left alone, and so are those of before harm was written down: they
    are asked again before anybody goes on. What the clinic asks no more since, or otherwise, counts
    as unknown, as it does at the questionnaire.

    Raises: BadInput once the visit is closed, or while its session is going.
    """
    latest = screenings.in_force(visit)
    on = timezone.localdate(now)
    if latest is None or timezone.localdate(latest.at) != on:
        return None
    catalogue = catalogues.of(visit.clinic)
    if lookback.harmed_since(visit.client, latest.at, catalogue):
        return None
    answers = screenings.still_asked(latest.as_answers(), catalogue)
    return screenings.record(
        by=by,
        visit=visit,
        full=latest.full,
        answers=answers,
        clearance=decide(visit, answers, on=on, full=latest.full),
        now=now,
    )
