"""Every session a client had, in short: when, what was asked since, and what was done. Only reads.

Of all sessions, however many: who forgets the first takes a reading after it for an untouched one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, TextField
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone
from pydantic import TypeAdapter

from endrange.session import Bout
from endrange_app.storage.models import Client, RunEvent
from endrange_app.storage.trails import when

NOTHING = {"[]": ""}
BOUTS = TypeAdapter(tuple[Bout, ...])


class Session(NamedTuple):
    """All sessions of one visit."""

    pk: UUID | None
    """Of the day after; None: it was held before days after were asked about."""
    on: date
    """The clinic's day of the visit: what nobody ended ended with its visit, maybe weeks later."""
    session_at: datetime
    """When the last of them ended, by the clinic's clock."""
    answered_at: datetime | None
    performed: str | None
    """Bouts as they are kept; empty: none was begun. None: what was done is not known."""

    def as_bouts(self) -> tuple[Bout, ...]:
        """In order; none where nothing is known."""
        return BOUTS.validate_json(self.performed) if self.performed else ()


@dataclass(frozen=True)
class Done:
    """Every bout with the clinic's day of its session; a day with None: nobody knows what was done.

    Read only when somebody asks: few clients have a goal that needs it.
    """

    sessions: Sequence[Session]

    def __iter__(self) -> Iterator[tuple[date, Bout | None]]:
        return iter(self._pairs)

    @cached_property
    def _pairs(self) -> list[tuple[date, Bout | None]]:
        return [
            (on, bout)
            for one in self.sessions
            for on in (one.on,)
            for bout in ([None] if one.performed is None else one.as_bouts())
        ]


def of(client: Client) -> list[Session]:
    """Every session of a client that has ended, the latest first. One query."""
    begun = RunEvent.objects.filter(
        run__visit=OuterRef("pk"), run__ended_at__isnull=False, kind="start"
    )
    asked = Q(follow_up__isnull=False)
    columns = (
        Cast("opened_at", TextField()),
        Cast(Coalesce("follow_up__session_at", "opened_at"), TextField()),
        Cast("follow_up__answered_at", TextField()),
        Cast("follow_up__performed", TextField()),
    )
    rows = client.visits.filter(asked | Exists(begun)).values_list(F("follow_up__id"), *columns)
    zone = timezone.get_current_timezone()
    found = [
        Session(
            pk=pk,
            on=when(opened).astimezone(zone).date(),
            session_at=when(at).astimezone(zone),
            answered_at=when(answered) if answered else None,
            performed=NOTHING.get(performed, performed),
        )
        for pk, opened, at, answered, performed in rows
    ]
    return sorted(found, key=lambda one: one.session_at, reverse=True)
