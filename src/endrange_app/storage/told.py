"""What was said in an intake: what stands, and what was said before it. Only reads."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import F, FilteredRelation, Max, Q, QuerySet
from django.utils import timezone

from endrange.errors import BadInput
from endrange.knowledge import Answer, Catalogue
from endrange.screening import read_answers
from endrange_app.storage.actions import screenings
from endrange_app.storage.intakes import Intake, Said
from endrange_app.storage.models import Client, Visit

UNSETTLED: Mapping[str, Any] = {
    "accepted_at__isnull": True,
    "withdrawn_at__isnull": True,
    "revoked_at__isnull": True,
}
INVITATION = ("id", "token", "open_until", "consented_at", "sent_at")
ABOUT = "about."
"""How the names of what people tell of themselves begin; no question of the catalogue does."""


@dataclass(frozen=True)
class Told:
    """What stands as the answer to one question, and what else was said to it, latest first."""

    latest: Said
    earlier: tuple[Said, ...]

    @property
    def others(self) -> tuple[Said, ...]:
        """Earlier answers that differ: each said once, the latest time it was said."""
        found: list[Said] = []
        for row in self.earlier:
            if row.answer is not None and row.answer not in [self.latest.answer, *_said(found)]:
                found.append(row)
        return tuple(found)


def _said(rows: list[Said]) -> Iterator[Any]:
    return (row.answer for row in rows)


def of_intake(intake: Intake, *, until: datetime | None = None) -> dict[str, Told]:
    """All that was said, by question; what was taken back is left out. One query.

    Args:
        until: as it had been received by then.
    """
    rows = intake.said.select_related("by").order_by("-at", "-id")
    return _by_question(rows.filter(received_at__lte=until) if until else rows)


def of_intakes(intakes: Sequence[Intake]) -> dict[UUID, dict[str, Told]]:
    """The same for several, by their keys. One query."""
    rows = Said.objects.filter(intake__in=intakes).select_related("by").order_by("-at", "-id")
    by_intake: dict[UUID, list[Said]] = {intake.pk: [] for intake in intakes}
    for row in rows:
        by_intake[row.intake_id].append(row)
    return {key: _by_question(said) for key, said in by_intake.items()}


def _by_question(rows: Iterable[Said]) -> dict[str, Told]:
    """Rows come latest first."""
    by_question: dict[str, list[Said]] = {}
    for row in rows:
        by_question.setdefault(row.question, []).append(row)
    return {
        question: Told(latest=said[0], earlier=tuple(said[1:]))
        for question, said in by_question.items()
        if said[0].answer is not None
    }


def of_visit(visit: Visit, now: datetime, *, full: bool = True) -> Intake | None:
    """Where this visit's answers are kept: its own draft, else what the client has answered.

    Args:
        full: whether all questions are asked. What a client has answered is about all of them, so
            the few of every visit are kept in a draft of their own.
    """
    drafts = Q(visit=visit, token__isnull=True)
    by_phone = Q(token__isnull=False, consented_at__isnull=False)
    which = drafts | by_phone if full else drafts
    rows = visit.client.intakes.filter(which, **UNSETTLED).order_by("-opened_at")
    told_last = rows.annotate(told_last=Max("said__at"))
    found = sorted(told_last, key=lambda one: (one.token is None, one.visit_id != visit.pk))
    return next((one for one in found if not _is_past(one.told_last or one.opened_at, now)), None)


def standing(client: Client) -> Intake | None:
    """The invitation that is neither accepted nor closed; its link may have run out."""
    return client.intakes.filter(token__isnull=False, **UNSETTLED).first()


def invitation() -> dict[str, Any]:
    """What a client's own query can tell of it in passing, for ``invited``: there is one at most.

    Made anew each time: Django changes what it is given.
    """
    names = {f"intakes__{name}": value for name, value in UNSETTLED.items()}
    own = Q(intakes__token__isnull=False, **names)
    return {
        "invited": FilteredRelation("intakes", condition=own),
        **{f"invited_{name}": F(f"invited__{name}") for name in INVITATION},
    }


def invited(client: Any) -> Intake | None:
    """The invitation that stands, of a client fetched with it; enough to say how it stands."""
    if client.invited_id is None:
        return None
    return Intake(**{name: getattr(client, f"invited_{name}") for name in INVITATION})


def unsettled(intakes: QuerySet[Intake]) -> QuerySet[Intake]:
    """Invitations in which the client has begun, the finished ones first, latest first."""
    begun = intakes.filter(token__isnull=False, consented_at__isnull=False, **UNSETTLED)
    return begun.select_related("client").order_by("-sent_at", "-consented_at")


def is_too_old(intake: Intake, now: datetime) -> bool:
    """Answers about health age: after 12 weeks they are asked again, not taken over."""
    latest = intake.said.aggregate(at=Max("at"))["at"] or intake.opened_at
    return _is_past(latest, now)


def _is_past(latest: datetime, now: datetime) -> bool:
    return now - latest >= screenings.FULL_AGAIN_AFTER


def answers(
    said: Mapping[str, Told], catalogue: Catalogue, *, on: date | None
) -> dict[str, Answer]:
    """What counts as answered on a day; with None, all that was said, on the day it was said.

    What was said to a question of the door on an earlier day is left out: it is asked again on the
    day itself. So is what the catalogue no longer asks, or would no longer take.
    """
    door = {question.id for question in screenings.door_questions(catalogue)}
    counting: dict[str, Answer] = {}
    for id_, one in said.items():
        day = timezone.localdate(one.latest.at)
        if id_ in catalogue.questions and (on in (None, day) or id_ not in door):
            readable = _readable(id_, one.latest, catalogue)
            counting |= screenings.further_on(readable, (on or day) - day, catalogue)
    return counting


def _readable(id_: str, row: Said, catalogue: Catalogue) -> dict[str, Answer]:
    try:
        return read_answers({id_: Answer.model_validate(row.answer)}, catalogue)
    except (BadInput, ValueError):
        return {}


def about(said: Mapping[str, Told]) -> dict[str, Any]:
    """What the client tells of themselves, by its name without the beginning."""
    return {
        id_.removeprefix(ABOUT): one.latest.answer
        for id_, one in said.items()
        if id_.startswith(ABOUT)
    }
