"""A client's own page: what has changed, what to do at home, when next, and what they measured."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from endrange import progress
from endrange.knowledge import Catalogue, Measure, Stretch
from endrange_app.storage import actions, catalogues, lookback, trails
from endrange_app.storage.models import Client, Screening
from endrange_app.storage.progress import HomeReading, ProgressLink
from endrange_app.web import done, outcomes, wishes, words

MOST_HOME = 60
"""Readings from home that are shown; ours: two months of one a day."""


@dataclass(frozen=True)
class AtHome:
    """One number from home, as it is told back."""

    row: HomeReading
    measure: Measure
    figure: str
    with_what: str

    @property
    def side(self) -> str:
        return str(self.row.as_reading().side)


def of(link: ProgressLink, now: datetime) -> dict[str, Any]:
    """What the page shows, all of it read afresh."""
    client, catalogue = link.client, catalogues.of(link.clinic)
    today = timezone.localdate(now)
    history = trails.of(client).only(catalogue.measures)
    person, own = client.as_person_on(today), link.clinic.errors()
    review = progress.review(history, catalogue, on=today, person=person, own=own)
    known = wishes.Known(history, review.changes, None, person, today, own)
    return {
        "link": link,
        "client": client,
        "cards": [outcomes.lasting(row, catalogue, review.tested) for row in review.changes],
        "wishes": [one for one in wishes.of(client, known, catalogue) if not one.row.ended_at],
        "next_on": next_on(client, today),
        "homework": list(homework(client, catalogue, today)),
        "how_alone": done.how_alone(catalogue),
        "home": at_home(client, catalogue),
        "measured": measured(review.changes, catalogue),
    }


def measured(changes: Iterable[progress.Change], catalogue: Catalogue) -> list[Measure]:
    """What a practitioner has measured, each once: that may be measured at home too."""
    return [catalogue.measure(id_) for id_ in dict.fromkeys(row.measure for row in changes)]


def next_on(client: Client, today: date) -> date | None:
    """The day that was agreed at the latest visit with one, as long as it is not over."""
    days = client.visits.filter(next_on__isnull=False).order_by("-number")
    found: date | None = days.values_list("next_on", flat=True).first()
    return found if found and found >= today else None


def homework(client: Client, catalogue: Catalogue, today: date) -> Iterable[Stretch]:
    """What went well at the last session and is still open alone; nothing once harm came in.

    By the latest decision there is, which may be of a later visit than the session; and nothing
    while all questions are due again: on those answers nobody would be stretched either.
    """
    if actions.screenings.full_because(client, today):
        return []
    latest = client.visits.filter(runs__events__kind="start").order_by("-number").first()
    decided = _latest_decision(client)
    if latest is None or decided is None or lookback.something_since(decided.visit, decided.at):
        return []
    held = done.sessions(done.told(latest))
    return done.at_home(held, decided.as_clearance(), catalogue)


def _latest_decision(client: Client) -> Screening | None:
    rows = Screening.objects.filter(visit__client=client).select_related("visit")
    return rows.order_by("-at", "-id").first()


def at_home(client: Client, catalogue: Catalogue) -> list[AtHome]:
    """What was measured at home and not taken back, the latest first."""
    rows = client.home_readings.filter(withdrawn_at__isnull=True).order_by("-at", "-id")
    return [
        AtHome(row, measure, words.reading(said.value, measure), words.said(said.instrument))
        for row in rows[:MOST_HOME]
        for said in (row.as_reading(),)
        if (measure := catalogue.measures.get(said.measure))
    ]
