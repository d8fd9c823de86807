"""What earlier visits left behind, as screening takes it: days after, harm, ends. Only reads."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from endrange import planning
from endrange.assessment import Origin
from endrange.knowledge import Answer, Catalogue
from endrange.screening import DayAfter, Harm, Imposed, Setting
from endrange_app.storage.aftermath import AdverseEntry, EntryKind, FollowUp, FollowUpAnswers
from endrange_app.storage.models import Client, Reading, Visit

LONGEST_TITLE = 80


def days_after(visit: Visit) -> Iterator[DayAfter]:
    """Every earlier visit of this client that held a session, the latest first."""
    rows = FollowUp.objects.filter(client=visit.client_id, visit__number__lt=visit.number)
    rows = rows.prefetch_related("said").order_by("-visit__number")
    for since, row in enumerate(rows):
        said = max(row.said.all(), key=lambda one: (one.at, one.pk), default=None)
        yield DayAfter(
            session_on=timezone.localdate(row.session_at),
            answered_on=timezone.localdate(said.at) if said else None,
            answers=told(row, said) if said else row.as_recorded(),
            sessions_since=since,
        )


def told(follow_up: FollowUp, said: FollowUpAnswers) -> dict[str, Answer]:
    """What was answered, with what the record answers."""
    return said.as_answers() | follow_up.as_recorded()


def harms(client: Client) -> Iterator[Harm]:
    """Each adverse event of a client as its latest report tells it."""
    for row in _latest_reports(client):
        report = row.as_report()
        title = report.what if len(report.what) <= LONGEST_TITLE else f"{report.what[:77]}..."
        yield Harm(on=report.happened_on, title=title, severity=report.severity)


def _latest_reports(client: Client) -> list[AdverseEntry]:
    rows = AdverseEntry.objects.filter(event__client=client, kind=EntryKind.REPORT)
    return list({row.event_id: row for row in rows.order_by("at", "number")}.values())


def harmed_since(client: Client, at: datetime, catalogue: Catalogue) -> bool:
    """Whether harm was written down since, of a severity after which everything is asked again."""
    again = [one.id for one in catalogue.severities.values() if one.rescreens]
    later = AdverseEntry.objects.filter(event__client=client, at__gt=at, severity__in=again)
    return later.exists()


def something_since(visit: Visit, at: datetime) -> bool:
    """Whether a day after was answered, or harm written down, since a moment. One query."""
    return Visit.objects.filter(came_in_since(visit, at), pk=visit.pk).exists()


def came_in_since(visit: Visit, at: datetime | OuterRef) -> Q:
    """The same as a condition within a query of something else."""
    said = FollowUpAnswers.objects.filter(follow_up__client=visit.client_id, at__gt=at)
    written = AdverseEntry.objects.filter(event__client=visit.client_id, at__gt=at)
    return Q(Exists(said)) | Q(Exists(written))


def felt(client: Client, catalogue: Catalogue) -> tuple[Imposed, ...]:
    """What a practitioner's hands met at the ends of movements, as long as it stands. One query."""
    rows = client.readings.filter(
        withdrawn_at__isnull=True, end_feel__isnull=False, origin=Origin.PRACTITIONER
    )
    columns = rows.order_by("taken_at", "id").values(*Reading.READ)
    zone = timezone.get_current_timezone()
    known = (one for one in columns if one["measure"] in catalogue.measures)
    setting = Setting(client.clinic.setting)
    return planning.felt([Reading.read(one, zone) for one in known], catalogue, setting)
