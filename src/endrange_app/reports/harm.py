"""Adverse events as files for whoever has to learn from them: without names, with what was decided.

A client is a number that stays the same within one installation and leads back to nobody without
its secret key. Free text is exported as it was written.
"""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Any

from django.utils.crypto import salted_hmac

from endrange_app.reports.spreadsheet import guarded
from endrange_app.storage.aftermath import AdverseEntry, AdverseEvent, EntryKind

VERSION = 1
COLUMNS = (
    *("number", "client", "session", "written_at", "app", "catalogue", "setting", "rules_in_force"),
    *("severity", "happened_on", "moment", "what", "phase", "region", "side", "stretch"),
    *("technique", "planned_degrees", "angle_degrees", "onset_seconds", "seconds_to_release"),
    *("pain", "reported_by", "action", "advice", "referral", "causality", "expected"),
    *("preventable", "near_miss", "outcome", "outcome_on", "clinician_told", "corrections"),
)


def pseudonym(event: AdverseEvent) -> str:
    return salted_hmac("endrange.adverse_events", str(event.client_id)).hexdigest()[:12]


def as_json(events: Iterable[AdverseEvent]) -> dict[str, Any]:
    """Every event whole: all its entries, the answers, the decision, what was said in the run."""
    return {"version": VERSION, "adverse_events": [_whole(event) for event in events]}


def _whole(event: AdverseEvent) -> dict[str, Any]:
    entries = _entries(event)
    screening = event.screening
    return _frame(event) | {
        "reports": [one.data | _written(one) for one in entries if one.kind == EntryKind.REPORT],
        "follow_ups": [
            _nameless(one.data) | _written(one)
            for one in entries
            if one.kind == EntryKind.FOLLOW_UP
        ],
        "answers": screening.answers if screening else None,
        "findings": screening.clearance["findings"] if screening else None,
        "session_events": _said(event),
    }


def _frame(event: AdverseEvent) -> dict[str, Any]:
    clearance = event.screening.clearance if event.screening else {}
    return {
        "number": event.number,
        "client": pseudonym(event),
        "session": str(event.run_id or event.visit_id or ""),
        "written_at": event.at.isoformat(),
        "app": event.app,
        "catalogue": event.catalogue,
        "setting": clearance.get("setting", ""),
        "rules_in_force": [one["precaution"] for one in clearance.get("findings", ())],
    }


def _written(entry: AdverseEntry) -> dict[str, Any]:
    return {"entry": entry.number, "entered_at": entry.at.isoformat()}


def _nameless(said: dict[str, Any]) -> dict[str, Any]:
    return said | {"clinician_told": bool(said["clinician_told"])}


def _said(event: AdverseEvent) -> list[dict[str, Any]]:
    """The stream of ratings and stops of the session, without the devices it came from."""
    if event.run is None:
        return []
    wanted = ("at", "role", "kind", "stretch", "pain")
    rows = sorted(event.run.events.all(), key=lambda row: row.number)
    return [{name: row.data.get(name) for name in wanted} for row in rows]


def _entries(event: AdverseEvent) -> Sequence[AdverseEntry]:
    return sorted(event.entries.all(), key=lambda one: one.number)


def as_csv(events: Iterable[AdverseEvent]) -> str:
    """One row an event, as its latest report and follow-up tell it."""
    text = StringIO()
    table = csv.DictWriter(text, COLUMNS, lineterminator="\r\n", extrasaction="ignore")
    table.writeheader()
    for event in events:
        table.writerow({name: guarded(_cell(value)) for name, value in _row(event).items()})
    return text.getvalue()


def _row(event: AdverseEvent) -> dict[str, Any]:
    entries = _entries(event)
    reports = [one for one in entries if one.kind == EntryKind.REPORT]
    later = [_nameless(one.data) for one in entries if one.kind == EntryKind.FOLLOW_UP]
    last = later[-1] if later else {"outcome": "", "on": "", "clinician_told": ""}
    told = any(one["clinician_told"] for one in later)
    latest: dict[str, Any] = reports[-1].data
    return (
        _frame(event)
        | latest
        | {
            "outcome": last["outcome"],
            "outcome_on": last["on"],
            "clinician_told": "yes" if told else "",
            "corrections": len(reports) - 1,
        }
    )


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, list):
        return " ".join(value)
    return "" if value is None else str(value)
