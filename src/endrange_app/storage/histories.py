"""What was measured of a client, and what it allows to be said at a visit. Only reads."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from endrange import assessment, progress
from endrange.knowledge import Catalogue
from endrange_app.storage.models import Client, Reading, Visit


def history(client: Client, *, trials: bool = True) -> tuple[assessment.Reading, ...]:
    """All readings of a client that stand, oldest first, as the domain knows them.

    Without a row object for each: somebody who came 500 times has thousands.

    Args:
        trials: False leaves them out where only values are judged: they take longest to read.
    """
    return read(columns(client, trials=trials))


def columns(client: Client, *more: str, trials: bool = True) -> list[dict[str, Any]]:
    """The same as columns, with others of each row. One query."""
    rows = client.readings.filter(withdrawn_at__isnull=True).order_by("taken_at", "id")
    wanted = [name for name in Reading.READ if trials or name != "trials"]
    return list(rows.values(*wanted, *more))


def read(found: Iterable[dict[str, Any]]) -> tuple[assessment.Reading, ...]:
    """What the domain knows of some columns."""
    zone = timezone.get_current_timezone()
    named = ({name: one[name] for name in Reading.READ if name in one} for one in found)
    return tuple(Reading.read(one, zone) for one in named)


def row(found: dict[str, Any], client: Client) -> Reading:
    """One that stands, as a row, from its columns with ``id`` and ``visit_id``."""
    names = ("id", "visit_id", *Reading.READ)
    made = Reading(
        clinic_id=client.clinic_id, client=client, **{name: found[name] for name in names}
    )
    made._state.adding = False
    return made


def still_known(
    readings: Iterable[assessment.Reading], catalogue: Catalogue
) -> list[assessment.Reading]:
    """Without readings of measures that have left the catalogue: their error is not known."""
    return [reading for reading in readings if reading.measure in catalogue.measures]


def until(
    visit: Visit, readings: Iterable[assessment.Reading], catalogue: Catalogue
) -> list[assessment.Reading]:
    """Those up to the day of a visit: what was measured later does not count there."""
    on = timezone.localdate(visit.opened_at)
    return [row for row in still_known(readings, catalogue) if row.taken_at.date() <= on]


def judged(
    visit: Visit, readings: Iterable[assessment.Reading], catalogue: Catalogue
) -> progress.Review:
    """Judge the readings of a client as of the day of a visit, with the error in force now."""
    on = timezone.localdate(visit.opened_at)
    person, own = visit.client.as_person_on(on), visit.clinic.errors()
    return progress.review(
        until(visit, readings, catalogue), catalogue, on=on, person=person, own=own
    )


def errors(visit: Visit) -> tuple[assessment.OwnError, ...]:
    """The clinic's own, by which a visit is judged: of when it was signed, where they were kept."""
    kept = getattr(visit, "judgement", None)
    then = kept.as_errors() if kept else None
    return visit.clinic.errors() if then is None else then
