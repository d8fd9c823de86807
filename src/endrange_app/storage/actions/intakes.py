"""Intakes: questions put before a screening, on the client's phone or at the table.

Every answer is kept as it was given, with who, when and from which open page; the latest counts.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from endrange.errors import BadInput
from endrange.knowledge import Answer, Verdict
from endrange.screening import Clearance
from endrange_app.storage import told
from endrange_app.storage.actions import audit, clients, screenings
from endrange_app.storage.actions.visits import still_open
from endrange_app.storage.intakes import Intake, Said
from endrange_app.storage.models import Client, Screening, User, Visit

OPEN_FOR = timedelta(days=7)
"""ours: from booking to coming; a week later the link in an old message opens nothing."""
MOST_SAID = 3_000
"""Of one intake. Ours: every question thirty times; above, something is stuck."""


CONSENT_EDITION = "1"
"""Of the words a client agrees to on their phone; count up when they change."""


@dataclass(frozen=True)
class Saying:
    """One answer on its way in."""

    question: str
    answer: Any
    """As ``Said.answer``: JSON, or None for taken back."""
    at: datetime
    device: str = ""
    sequence: int | None = None


@transaction.atomic
def invite(*, by: User, client: Client, now: datetime) -> Intake:
    """Give a client a fresh link, for a week; an earlier one opens nothing any more.

    What they have said through it and is not accepted yet stays: they go on where they were.
    """
    client = Client.objects.select_for_update().get(pk=client.pk)
    standing = client.intakes.filter(token__isnull=False, **told.UNSETTLED).first()
    if standing and told.is_too_old(standing, now):
        revoke(by=by, intake=standing, now=now)
        standing = None
    intake = standing or Intake(clinic_id=client.clinic_id, client=client, opened_at=now)
    intake.by, intake.token, intake.open_until = by, secrets.token_urlsafe(32), now + OPEN_FOR
    intake.save()
    audit.record("intake.invited", intake, by=by, now=now, details={"again": bool(standing)})
    return intake


@transaction.atomic
def revoke(*, by: User, intake: Intake, now: datetime) -> Intake:
    """Close a link at once; what was said through it is not used. Twice is once."""
    intake = _locked(intake)
    if not intake.is_closed:
        intake.revoked_at, intake.revoked_by = now, by
        intake.save(update_fields=["revoked_at", "revoked_by"])
        audit.record("intake.revoked", intake, by=by, now=now)
    return intake


@transaction.atomic
def consent(*, intake: Intake, now: datetime) -> Intake:
    """The client agrees, on their own phone, to the clinic keeping what they answer.

    Raises: BadInput once the intake is closed.
    """
    intake = _still_open(intake)
    if intake.consented_at is None:
        intake.consented_at = now
        intake.save(update_fields=["consented_at"])
        details = {"edition": CONSENT_EDITION}
        audit.record("intake.consented", intake, by=None, now=now, details=details)
    return intake


@transaction.atomic
def say(*, by: User | None, intake: Intake, sayings: Sequence[Saying], now: datetime) -> list[Said]:
    """Keep answers; one sent again is returned as it was kept.

    Args:
        by: None for the client.
        sayings: each ``at`` counts as ``now`` if it lies ahead: no clock that is fast wins.

    Raises: BadInput once the intake is closed, above ``MOST_SAID``, and from a client who has not
        agreed to their answers being kept.
    """
    intake = _still_open(intake)
    if by is None and intake.consented_at is None:
        raise BadInput("consent", "agree first to your answers being kept; nothing is stored yet")
    if intake.said.count() + len(sayings) > MOST_SAID:
        raise BadInput("answers", f"more than {MOST_SAID} are on record; something is stuck")
    kept = {_name(row): row for row in intake.said.exclude(device="")}
    rows, new = [], []
    for one in sayings:
        row = kept.get(_name(one))
        if row is None:
            row = _keep(one, by=by, intake=intake, now=now)
            new.append(one.question)
            if one.device:
                kept[_name(one)] = row
        rows.append(row)
    if new:
        details = {"questions": new}  # which, never what: the trail holds no health data
        audit.record("intake.answered", intake, by=by, now=now, details=details)
    return rows


def _name(one: Saying | Said) -> tuple[str, str, int | None]:
    return one.device, one.question, one.sequence


def _keep(saying: Saying, *, by: User | None, intake: Intake, now: datetime) -> Said:
    return Said.objects.create(
        clinic_id=intake.clinic_id,
        intake=intake,
        question=saying.question,
        answer=saying.answer,
        by=by,
        at=min(saying.at, now),
        device=saying.device,
        sequence=saying.sequence,
        received_at=now,
    )


@transaction.atomic
def send(*, intake: Intake, now: datetime) -> Intake:
    """The client says that this is all; they may still change an answer until it is accepted.

    Raises: BadInput once the intake is closed, and before they have agreed to be asked.
    """
    intake = _still_open(intake)
    if intake.consented_at is None:
        raise BadInput("consent", "agree first to your answers being kept")
    if intake.sent_at is None:
        intake.sent_at = now
        intake.save(update_fields=["sent_at"])
        audit.record("intake.sent", intake, by=None, now=now)
    return intake


@transaction.atomic
def withdraw(*, intake: Intake, now: datetime) -> Intake:
    """The client takes their consent back: what they answered is erased, and the link closed.

    Raises: BadInput once the answers are accepted: they are part of the clinic's record then.
    """
    intake = _locked(intake)
    if intake.accepted_at is not None:
        raise BadInput("consent", "these answers are in the clinic's record now; ask the clinic")
    if not intake.is_closed:
        erased, _ = intake.said.all().delete()
        intake.withdrawn_at = now
        intake.save(update_fields=["withdrawn_at"])
        audit.record("intake.withdrawn", intake, by=None, now=now, details={"erased": erased})
    return intake


@transaction.atomic
def at_table(*, by: User, visit: Visit, full: bool, now: datetime) -> Intake:
    """Where the answers of this visit's questionnaire are kept while it is filled in.

    That is what the client has answered on their phone, if all questions are asked and they have
    answered some; else a draft of its own.

    Raises: BadInput once the visit is closed.
    """
    visit = still_open(visit)
    intake = told.of_visit(visit, now, full=full)
    if intake is None:
        intake = Intake(clinic_id=visit.clinic_id, client_id=visit.client_id, opened_at=now, by=by)
    if intake.visit_id != visit.pk:
        intake.visit = visit
        intake.save()
        audit.record("intake.taken_up", intake, by=by, now=now)
    return intake


@transaction.atomic
def accept(
    *,
    by: User,
    visit: Visit,
    full: bool,
    answers: Mapping[str, Answer],
    clearance: Clearance,
    now: datetime,
    consents: bool = False,
) -> Screening:
    """Make a screening of what was asked: only this decides, see ``screenings.record``.

    It settles the intake of the visit: what was changed in going through it is kept there beside
    what the client had said, and what they told of themselves goes into their particulars. What a
    client has sent is settled by the full questionnaire only, or by an emergency.
    """
    row = screenings.record(
        by=by,
        visit=visit,
        full=full,
        answers=answers,
        clearance=clearance,
        now=now,
        consents=consents,
    )
    for intake in visit.client.intakes.filter(**told.UNSETTLED):
        if _is_settled_by(row, intake):
            _settle(intake, answers, by=by, now=now)
    return row


def _is_settled_by(row: Screening, intake: Intake) -> bool:
    if intake.token is None:
        return intake.visit_id == row.visit_id
    return intake.consented_at is not None and (row.full or row.verdict == Verdict.EMERGENCY)


def _settle(intake: Intake, answers: Mapping[str, Answer], *, by: User, now: datetime) -> None:
    said = told.of_intake(intake)
    for question, answer in answers.items():
        dumped = answer.model_dump(mode="json")
        if question in said and said[question].latest.answer != dumped:
            _keep(Saying(question, dumped, now), by=by, intake=intake, now=now)
    intake.accepted_at, intake.accepted_by = now, by
    intake.save(update_fields=["accepted_at", "accepted_by"])
    audit.record("intake.accepted", intake, by=by, now=now)
    if about := told.about(said):
        clients.tell(by=by, client=intake.client, about=about, now=now)


def _locked(intake: Intake) -> Intake:
    return Intake.objects.select_for_update().get(pk=intake.pk)


def _still_open(intake: Intake) -> Intake:
    intake = _locked(intake)
    if intake.accepted_at is not None:
        raise BadInput("intake", "these answers are accepted; what changed since is asked again")
    if intake.is_closed:
        raise BadInput("intake", "this link is closed; ask your practitioner for a new one")
    return intake
