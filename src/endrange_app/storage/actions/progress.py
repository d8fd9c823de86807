"""A client's own page: giving and closing its link, and what they measure at home."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from endrange import assessment
from endrange.assessment import Origin
from endrange.errors import BadInput
from endrange_app.storage.actions import audit
from endrange_app.storage.models import Client, User
from endrange_app.storage.progress import HomeReading, ProgressLink

OPEN_FOR = timedelta(weeks=12)
"""ours: a season, as long as answers are relied on; then somebody gives a new one, or does not."""
MOST_A_DAY = 40
"""Readings from home. Ours: six measures on both sides three times; above, something is stuck."""


@transaction.atomic
def invite(*, by: User, client: Client, now: datetime) -> ProgressLink:
    """Give a client a fresh link to their own page; the one before opens nothing any more."""
    client = Client.objects.select_for_update().get(pk=client.pk)
    for before in client.progress_links.filter(revoked_at__isnull=True):
        _revoke(before, by=by, now=now)
    link = ProgressLink.objects.create(
        clinic_id=client.clinic_id,
        client=client,
        token=secrets.token_urlsafe(32),
        by=by,
        opened_at=now,
        open_until=now + OPEN_FOR,
    )
    audit.record("progress_link.given", link, by=by, now=now)
    return link


@transaction.atomic
def revoke(*, by: User, link: ProgressLink, now: datetime) -> ProgressLink:
    """Close a link at once. Twice is once."""
    link = ProgressLink.objects.select_for_update().get(pk=link.pk)
    if link.revoked_at is None:
        _revoke(link, by=by, now=now)
    return link


def _revoke(link: ProgressLink, *, by: User, now: datetime) -> None:
    link.revoked_at, link.revoked_by = now, by
    link.save(update_fields=["revoked_at", "revoked_by"])
    audit.record("progress_link.revoked", link, by=by, now=now)


@transaction.atomic
def measure(*, link: ProgressLink, reading: assessment.Reading, now: datetime) -> HomeReading:
    """Keep what the client measured at home, apart from all that a practitioner reads.

    Raises: BadInput once the link is closed, and above ``MOST_A_DAY``.
    """
    link = ProgressLink.objects.select_for_update().get(pk=link.pk)
    if not link.is_open(now):
        raise BadInput("link", "this link is closed; ask your practitioner for a new one")
    today = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    if link.client.home_readings.filter(at__gte=today).count() >= MOST_A_DAY:
        raise BadInput("reading", f"{MOST_A_DAY} readings are kept today; go on tomorrow")
    row = HomeReading.objects.create(
        clinic_id=link.clinic_id,
        client_id=link.client_id,
        link=link,
        reading=reading.replace(origin=Origin.HOME).model_dump(mode="json"),
        at=now,
    )
    audit.record("home_reading.recorded", row, by=None, now=now)
    return row


@transaction.atomic
def take_back(*, link: ProgressLink, reading: HomeReading, now: datetime) -> HomeReading:
    """The client takes a number back: kept, and shown to nobody. Twice is once.

    Raises: BadInput once the link is closed.
    """
    if not link.is_open(now):
        raise BadInput("link", "this link is closed; ask your practitioner for a new one")
    reading = HomeReading.objects.select_for_update().get(pk=reading.pk, client=link.client_id)
    if reading.withdrawn_at is None:
        reading.withdrawn_at = now
        reading.save(update_fields=["withdrawn_at"])
        audit.record("home_reading.withdrawn", reading, by=None, now=now)
    return reading
