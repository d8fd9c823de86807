"""One client's page: all that it shows, each gathered once."""

from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone

from endrange import assessment, progress
from endrange.knowledge import Catalogue
from endrange.progress import BEST
from endrange_app.storage import held, told, trails
from endrange_app.storage.aftermath import AdverseEvent
from endrange_app.storage.laid import ClinicianClearance
from endrange_app.storage.models import Client
from endrange_app.web import (
    charting,
    comfort,
    harms,
    letters,
    listing,
    overview,
    reviewing,
    wishes,
)
from endrange_app.web.forms import about

VISITS, DAYS_AFTER = 10, 3
"""The latest, listed beside the charts."""

Page = dict[str, Any]


def seldom() -> Page:
    """What few clients have: asked after in the client's own query, fetched only where it is."""
    return {
        "has_words": Exists(ClinicianClearance.objects.filter(client=OuterRef("pk"))),
        "has_harms": Exists(AdverseEvent.objects.filter(client=OuterRef("pk"))),
        **told.invitation(),
    }


def page(client: Any, catalogue: Catalogue) -> Page:
    """Everything the template needs of a client fetched with ``seldom``."""
    sessions = held.of(client)
    return {
        "client": client,
        "age": client.age_on(timezone.localdate()),
        "about": about.in_words(client.about, catalogue),
        "goals": [catalogue.goals[id_] for id_ in client.goals if id_ in catalogue.goals],
        "follow_ups": [one for one in sessions if one.pk][:DAYS_AFTER],
        "comfort": comfort.of(sessions),
        "words": letters.of(client) if client.has_words else [],
        "harms": harms.of_client(client, catalogue) if client.has_harms else [],
        **_asked(client),
        **_visits(client),
        **_measured(client, sessions, catalogue),
    }


def _asked(client: Any) -> Page:
    intake = told.invited(client)
    state = reviewing.state(intake, timezone.now()) if intake else ""
    return {"intake": intake, "intake_state": state}


def _visits(client: Client) -> Page:
    rows = listing.rows(client.visits.order_by("-number")[:VISITS])
    return {
        "rows": rows,
        "open_visit": next((one.visit for one in rows if not one.visit.closed_at), None),
        "latest": next((one for one in rows if one.verdict), None),
    }


def _measured(client: Client, sessions: list[held.Session], catalogue: Catalogue) -> Page:
    known = _known(client, sessions, catalogue)
    found = assessment.assess(known.history, catalogue, known.errors)
    goals = wishes.of(client, known, catalogue)
    standing = [one for one in goals if one.row.ended_at is None]
    measures = map(catalogue.measure, known.history.measures)
    return {
        "overview": overview.of(known.changes, found, catalogue),
        "wishes": standing,
        "past_wishes": [one for one in goals if one.row.ended_at],
        "scores": range(BEST + 1),
        "charts": charting.of(measures, known, standing, catalogue),
    }


def _known(client: Client, sessions: list[held.Session], catalogue: Catalogue) -> wishes.Known:
    today, errors = timezone.localdate(), client.clinic.errors()
    person = client.as_person_on(today)
    history = trails.of(client).only(catalogue.measures)
    review = progress.review(history, catalogue, on=today, person=person, own=errors)
    return wishes.Known(history, review.changes, held.Done(sessions), person, today, errors)
