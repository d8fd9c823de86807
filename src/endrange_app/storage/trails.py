"""A client's readings by the thousand: a row of text and numbers each, and what they share once.

Django would lead every date and key through its field, and every reading would be a value of its
own; for somebody who came 500 times that takes several times as long as fetching them.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils import timezone

from endrange import assessment
from endrange.assessment import History, Taken, Trail
from endrange_app.storage.models import WORDS, Client

SHARED = (
    "measure",
    "side",
    "moment",
    "instrument",
    "end_criterion",
    "end_feel",
    "warm_up",
    "convention",
    "origin",
)
"""What readings share that were taken alike, beside whether it was active, and the examiner."""
COLUMNS = len(SHARED) + 2
YES = ("1", "true")
"""As SQLite and PostgreSQL write it."""


def of(client: Client) -> History:
    """All readings of a client that stand, without their trials, by the clinic's clock. One query.

    Not validated again: they were when they were kept.
    """
    rows = client.readings.filter(withdrawn_at__isnull=True).order_by("taken_at", "id")
    plain = (Cast(name, TextField()) for name in ("active", "examiner_id", "taken_at"))
    zone = timezone.get_current_timezone()
    trails: dict[Any, Trail] = {}
    known: dict[tuple[Any, ...], tuple[assessment.Reading, Callable[[Taken], None]]] = {}
    for row in rows.values_list(*SHARED, *plain, "value", "discomfort"):
        shared, at = row[:COLUMNS], when(row[COLUMNS]).astimezone(zone)
        if shared not in known:
            how = _how(shared, at)
            trail = trails.setdefault((how.measure, how.side, how.moment), [])
            known[shared] = how, trail.append
        how, keep = known[shared]
        keep(Taken(at, row[-2], row[-1], how))
    return History(trails)


def _how(shared: tuple[Any, ...], at: datetime) -> assessment.Reading:
    *columns, active, examiner = shared
    fields = dict(zip(SHARED, columns, strict=True))
    fields |= {name: words[fields[name]] for name, words in WORDS.items() if fields[name]}
    own = {"value": 0.0, "trials": (), "discomfort": None, "taken_at": at}
    more = {"active": active in YES, "examiner": str(UUID(examiner))}
    return assessment.Reading.trusted(fields | own | more)


def when(text: str) -> datetime:
    """A moment as the database writes it; PostgreSQL says that it is UTC, SQLite does not."""
    return datetime.fromisoformat(text if "+" in text else text + "+00:00")
