"""The doors to rows. Pages and sockets reach a record only through these.

A record of another clinic is as absent as one that never was: both raise ``NotHere``, which Django
answers with 404.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.db.models import Max, QuerySet
from django.http import Http404

from endrange_app.storage.aftermath import AdverseEvent, FollowUp
from endrange_app.storage.intakes import Intake
from endrange_app.storage.laid import ClinicianClearance, Restriction
from endrange_app.storage.models import (
    Client,
    Membership,
    Reading,
    Run,
    RunEvent,
    User,
    Visit,
)
from endrange_app.storage.own import OwnFile
from endrange_app.storage.progress import ProgressLink
from endrange_app.storage.retests import Retest, StableClient
from endrange_app.storage.rows import ClinicRow
from endrange_app.storage.wishes import ClientGoal

Row = TypeVar("Row", bound=ClinicRow)

CHOSEN_CLINIC = "clinic"
"""Session key of the clinic that a member of several is working for."""


class NotHere(Http404, ObjectDoesNotExist):
    """No such record, as far as this clinic can see."""


def memberships(user: User) -> QuerySet[Membership]:
    """What the user may act for today, by the clinic's name; nothing for nobody."""
    if not user.is_authenticated or not user.is_active:
        return Membership.objects.none()
    standing = Membership.objects.filter(user=user, ended_at__isnull=True)
    return standing.select_related("clinic", "user").order_by("clinic__name", "clinic_id")


def membership(user: User, chosen: UUID | str | None = None) -> Membership:
    """The membership the user works under: of the ``chosen`` clinic, else their first.

    Raises: NotHere if the user belongs to no clinic.
    """
    mine = list(memberships(user))
    for member in mine:
        if str(member.clinic_id) == str(chosen):
            return member
    if not mine:
        raise NotHere("you belong to no clinic; ask its owner to add you")
    return mine[0]


def require_owner(member: Membership) -> None:
    """Raises: PermissionDenied (403) for anybody but an owner of the clinic."""
    if not member.is_owner:
        raise PermissionDenied("only an owner of the clinic may do this")


def colleague(member: Membership, id_: UUID | str) -> Membership:
    """Somebody who works for the same clinic today. Raises: NotHere."""
    standing = Membership.objects.of(member.clinic).filter(ended_at__isnull=True)
    return _get(member, standing.select_related("user"), id_)


def client(member: Membership, id_: UUID | str, **noted: Any) -> Client:
    """With who archived them. ``noted``: what else to say in the same query. Raises: NotHere."""
    rows = Client.objects.of(member.clinic).select_related("archived_by")
    return _get(member, rows.annotate(**noted), id_)


def visit(member: Membership, id_: UUID | str) -> Visit:
    """With its client, what is asked the day after, and its judgement. Raises: NotHere."""
    rows = Visit.objects.of(member.clinic).select_related(
        "client", "practitioner", "closed_by", "follow_up", "judgement"
    )
    row = _get(member, rows, id_)
    row.client.clinic = member.clinic
    return row


def intake(member: Membership, id_: UUID | str) -> Intake:
    """With its client. Raises: NotHere."""
    return _get(member, Intake.objects.of(member.clinic).select_related("client", "by"), id_)


def intake_by_token(token: str, now: datetime) -> Intake:
    """The intake a client's link leads to, with client and clinic; also once it is accepted.

    Raises: NotHere once the link has run out, or either side has closed it.
    """
    open_ = Intake.objects.filter(open_until__gt=now, revoked_at=None, withdrawn_at=None)
    found = open_.select_related("client", "clinic", "by").filter(token=token).first()
    if found is None:
        raise NotHere("no questions are open under this link; ask your practitioner for a new one")
    return found


def clinician_clearance(member: Membership, id_: UUID | str) -> ClinicianClearance:
    """A clinician's word, with its client. Raises: NotHere."""
    rows = ClinicianClearance.objects.of(member.clinic).select_related("client")
    return _get(member, rows, id_)


def restriction(member: Membership, id_: UUID | str) -> Restriction:
    """With its visit. Raises: NotHere."""
    return _get(member, Restriction.objects.of(member.clinic).select_related("visit"), id_)


def own_file(member: Membership, id_: UUID | str) -> OwnFile:
    """A file of the clinic's own entries. Raises: NotHere."""
    return _get(member, OwnFile.objects.of(member.clinic), id_)


def follow_up(member: Membership, id_: UUID | str) -> FollowUp:
    """With its client and visit. Raises: NotHere."""
    rows = FollowUp.objects.of(member.clinic).select_related("client", "visit")
    return _get(member, rows, id_)


def follow_up_by_token(token: str, now: datetime) -> FollowUp:
    """What a client's link asks a day after their session, with client and clinic.

    Raises: NotHere once the link has run out.
    """
    rows = FollowUp.objects.select_related("client", "clinic", "visit").filter(open_until__gt=now)
    found = rows.filter(token=token).first()
    if found is None:
        raise NotHere("nothing is asked under this link; tell your practitioner instead")
    return found


def adverse_event(member: Membership, id_: UUID | str) -> AdverseEvent:
    """With its client. Raises: NotHere."""
    rows = AdverseEvent.objects.of(member.clinic).select_related("client", "visit", "by")
    row = _get(member, rows, id_)
    row.client.clinic = member.clinic
    return row


def client_goal(member: Membership, id_: UUID | str) -> ClientGoal:
    """What a client wants to reach, with the client. Raises: NotHere."""
    return _get(member, ClientGoal.objects.of(member.clinic).select_related("client"), id_)


def progress_link(member: Membership, id_: UUID | str) -> ProgressLink:
    """With its client. Raises: NotHere."""
    return _get(member, ProgressLink.objects.of(member.clinic).select_related("client"), id_)


def progress_by_token(token: str, now: datetime) -> ProgressLink:
    """The link a client's own page hangs on, with client and clinic.

    Raises: NotHere once it has run out or was closed, or the client is off the lists.
    """
    open_ = ProgressLink.objects.filter(
        open_until__gt=now, revoked_at=None, client__archived_at=None
    )
    found = open_.select_related("client", "clinic").filter(token=token).first()
    if found is None:
        raise NotHere("no page is open under this link; ask your practitioner for a new one")
    return found


def reading(member: Membership, id_: UUID | str) -> Reading:
    """With its visit. Raises: NotHere."""
    return _get(member, Reading.objects.of(member.clinic).select_related("visit", "client"), id_)


def retest(member: Membership, id_: UUID | str) -> Retest:
    """Two readings of one person for the clinic's own error. Raises: NotHere."""
    return _get(member, Retest.objects.of(member.clinic), id_)


def stable_client(member: Membership, id_: UUID | str) -> StableClient:
    """Sessions of a stable client for the clinic's own error. Raises: NotHere."""
    return _get(member, StableClient.objects.of(member.clinic), id_)


def run(member: Membership, id_: UUID | str) -> Run:
    """With its visit, client and plan. Raises: NotHere."""
    return _get(member, Run.objects.of(member.clinic).select_related("visit__client", "plan"), id_)


def run_by_token(token: str, now: datetime) -> Run:
    """The run a second screen belongs to, by its secret address; also after its end, for a while.

    Raises: NotHere once ``join_until`` is past.
    """
    return _joined(now, join_token=token)


def run_by_code(code: str, now: datetime) -> Run:
    """The open run a typed code stands for; small letters and blanks do not matter.

    Raises: NotHere once the run has ended or ``join_until`` is past.
    """
    return _joined(now, join_code="".join(code.split()).upper(), ended_at__isnull=True)


def latest_events(runs: Iterable[str]) -> dict[str, int]:
    """The number of the latest event of each of these runs that has one, whichever clinic's."""
    rows = RunEvent.objects.filter(run_id__in=runs).values_list("run_id")
    return {str(run): number for run, number in rows.annotate(latest=Max("number"))}


def _joined(now: datetime, **which: Any) -> Run:
    runs = Run.objects.select_related("visit__client", "plan").filter(join_until__gt=now)
    found = runs.filter(**which).first()
    if found is None:
        raise NotHere("no session is open under this code; ask the person who stretches you")
    return found


def _get(member: Membership, rows: QuerySet[Row], id_: UUID | str) -> Row:
    """One of the rows, all of the member's clinic; which is told, so that nobody asks again."""
    try:
        row = rows.get(pk=id_)
    except (ObjectDoesNotExist, ValidationError):
        raise NotHere(f"no {rows.model._meta.verbose_name} has the key {id_}") from None
    row.clinic = member.clinic
    return row
