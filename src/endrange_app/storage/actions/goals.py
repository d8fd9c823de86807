"""Goals of a client: set, rated and ended; never changed."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from endrange.errors import BadInput
from endrange.progress import BEST, ActivityGoal, RangeGoal
from endrange_app.storage import catalogues
from endrange_app.storage.actions import audit
from endrange_app.storage.models import Client, User
from endrange_app.storage.wishes import ClientGoal, EndedAs, GoalRating


@transaction.atomic
def set_range(*, by: User, client: Client, goal: RangeGoal, now: datetime) -> ClientGoal:
    """Set a goal of a measure on one side.

    Raises: BadInput for a value nobody can reach, or while another goal of it stands;
        UnknownId for a measure the clinic does not know.
    """
    client = Client.objects.select_for_update().get(pk=client.pk)  # two at once
    measure = catalogues.of(client.clinic).measure(goal.measure)
    if not measure.low <= goal.target <= measure.high:
        problem = f"{goal.target:g} is not between {measure.low:g} and {measure.high:g}"
        raise BadInput("target", problem)
    standing = client.wishes.filter(measure=goal.measure, side=goal.side, ended_at=None)
    if standing.exists():
        raise BadInput("measure", "a goal of this measure and side stands already; end it first")
    return _set(
        client,
        by=by,
        now=now,
        **goal.model_dump(include={"measure", "side", "target", "set_on", "words"}),
    )


@transaction.atomic
def set_activity(*, by: User, client: Client, goal: ActivityGoal, now: datetime) -> ClientGoal:
    """Set a goal of the client's own life, with how it goes today."""
    row = _set(client, by=by, now=now, words=goal.words, target=goal.target, set_on=goal.set_on)
    for rating in goal.ratings:
        rate(by=by, goal=row, score=rating.score, now=now)
    return row


def _set(client: Client, *, by: User, now: datetime, **fields: object) -> ClientGoal:
    row = ClientGoal.objects.create(
        clinic_id=client.clinic_id, client=client, by=by, at=now, **fields
    )
    audit.record("client_goal.set", row, by=by, now=now)
    return row


@transaction.atomic
def rate(*, by: User, goal: ClientGoal, score: int, now: datetime) -> GoalRating:
    """Keep how an activity goes today; said again the same day, the later counts.

    Raises: BadInput for a goal of a measure, one that has ended, or a number beyond 0 to 10.
    """
    goal = _standing(goal)
    if not goal.is_activity:
        raise BadInput("goal", "this goal is measured; take a reading instead")
    if not 0 <= score <= BEST:
        raise BadInput("score", f"{score} is not between 0 and {BEST}")
    row = GoalRating.objects.create(
        clinic_id=goal.clinic_id,
        goal=goal,
        score=score,
        on=timezone.localdate(now),
        by=by,
        at=now,
    )
    audit.record("client_goal.rated", row, by=by, now=now)
    return row


@transaction.atomic
def end(*, by: User, goal: ClientGoal, ended_as: EndedAs, now: datetime) -> ClientGoal:
    """End a goal, as the client says: reached, or let go.

    Raises: BadInput for one that has ended.
    """
    row = _standing(goal)
    row.ended_at, row.ended_by, row.ended_as = now, by, ended_as
    row.save(update_fields=["ended_at", "ended_by", "ended_as"])
    audit.record("client_goal.ended", row, by=by, now=now, details={"as": str(ended_as)})
    return row


def _standing(goal: ClientGoal) -> ClientGoal:
    """Lock the goal for this transaction."""
    row = ClientGoal.objects.select_for_update().get(pk=goal.pk)
    if row.ended_at is not None:
        when = f"{timezone.localtime(row.ended_at):%-d %B %Y}"
        raise BadInput("goal", f"this goal ended on {when}; set a new one")
    return row
