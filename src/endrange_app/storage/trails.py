"""A client's readings by the thousand: a row of text and numbers each, and what they share once.

Django would lead every date and key through its field, and every reading would be a value of its
own; for somebody who came 500 times that takes several times as long as fetching them.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Func, TextField, Value
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone

from endrange import assessment
from endrange.assessment import History, Taken, Trail
from endrange_app.storage.models import WORDS, Client

PLAIN = ("measure", "side", "moment", "instrument", "end_criterion", "convention", "origin")
NOTED = ("end_feel", "warm_up")
SHARED = (*PLAIN, *NOTED)
"""What readings share that were taken alike, beside whether it was active, and the examiner."""
BETWEEN = "\x1f"
"""Between two of them where they are one text; no word of theirs holds it."""
YES = ("1", "true")
"""As SQLite and PostgreSQL write it."""


def of(client: Client) -> History:
    """All readings of a client that stand, without their trials, by the clinic's clock. One query.

    Not validated again: they were when they were kept.
    """
    rows = client.readings.filter(withdrawn_at__isnull=True).order_by("taken_at", "id")
    columns = rows.values_list(_shared(), Cast("taken_at", TextField()), "value", "discomfort")
    zone = timezone.get_current_timezone()
    trails: dict[Any, Trail] = {}
    known: dict[str, tuple[assessment.Reading, Callable[[Taken], None]]] = {}
    for shared, taken_at, value, discomfort in columns:
        at = when(taken_at).astimezone(zone)
        if shared not in known:
            how = _how(shared, at)
            trail = trails.setdefault((how.measure, how.side, how.moment), [])
            known[shared] = how, trail.append
        how, keep = known[shared]
        keep(Taken(at, value, discomfort, how))
    return History(trails)


def _shared() -> Func:
    """One text of all that is shared: a dozen columns of each row take longer to hand over."""
    noted = (Coalesce(name, Value("")) for name in NOTED)
    more = (Cast(name, TextField()) for name in ("active", "examiner_id"))
    joined = f" || '{BETWEEN}' || "
    return Func(
        *PLAIN,
        *noted,
        *more,
        template="%(expressions)s",
        arg_joiner=joined,
        output_field=TextField(),
    )


def _how(shared: str, at: datetime) -> assessment.Reading:
    *columns, active, examiner = shared.split(BETWEEN)
    fields: dict[str, Any] = {
        name: WORDS.get(name, {}).get(text, text or None)
        for name, text in zip(SHARED, columns, strict=True)
    }
    own = {"value": 0.0, "trials": (), "discomfort": None, "taken_at": at}
    more = {"active": active in YES, "examiner": str(UUID(examiner))}
    return assessment.Reading.trusted(fields | own | more)


def when(text: str) -> datetime:
    """A moment as the database writes it; PostgreSQL says that it is UTC, SQLite does not."""
    return datetime.fromisoformat(text if "+" in text else text + "+00:00")
