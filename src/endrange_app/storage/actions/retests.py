"""A clinic's own error: pairs of readings recorded and withdrawn, and what they give by now."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db import transaction

from endrange import assessment
from endrange.assessment import OwnError, Pair, Refusal
from endrange.errors import BadInput
from endrange_app.storage.actions import audit
from endrange_app.storage.models import Client, Clinic, User
from endrange_app.storage.retests import Retest

Group = tuple[str, str, bool]
"""Measure, instrument, and whether the same examiner read both."""


@transaction.atomic
def record(*, by: User, client: Client, pair: Pair, now: datetime) -> Retest:
    """Keep two readings of one person, and work the clinic's own error out anew.

    Raises: BadInput for readings that are no pair; for somebody who is in that group already:
        each person counts once; and for a pair that ended otherwise than those of its group: one
        of them would take away the error that is in force.
    """
    if refused := assessment.unfit(pair):
        raise BadInput("pair", refused.because)
    clinic = Clinic.objects.select_for_update().get(pk=client.clinic_id)
    group = {
        "measure": pair.first.measure,
        "instrument": pair.first.instrument,
        "same_examiner": pair.first.examiner == pair.second.examiner,
    }
    before = Retest.objects.of(clinic).filter(withdrawn_at__isnull=True, **group)
    if before.filter(client=client).exists():
        raise BadInput("client", "this person is in already, and each counts once")
    _ended_alike(pair, before.order_by("at", "id").first())
    row = Retest.objects.create(
        clinic=clinic, client=client, pair=pair.model_dump(mode="json"), by=by, at=now, **group
    )
    audit.record("retest.recorded", row, by=by, now=now, details={"measure": row.measure})
    _work_out(clinic, by=by, now=now)
    return row


def _ended_alike(pair: Pair, before: Retest | None) -> None:
    usual = before.as_pair().first.end_criterion if before else pair.first.end_criterion
    if pair.first.end_criterion != usual:
        problem = f"The pairs so far were ended by “{usual}”; other ends are not mixed with them."
        raise BadInput("end_criterion", problem)


@transaction.atomic
def withdraw(*, by: User, retest: Retest, now: datetime) -> Retest:
    """Take a pair back: kept, and left out of the error. Twice is once."""
    clinic = Clinic.objects.select_for_update().get(pk=retest.clinic_id)
    retest = Retest.objects.select_for_update().get(pk=retest.pk)
    if retest.withdrawn_at is None:
        retest.withdrawn_at, retest.withdrawn_by = now, by
        retest.save(update_fields=["withdrawn_at", "withdrawn_by"])
        audit.record("retest.withdrawn", retest, by=by, now=now)
        _work_out(clinic, by=by, now=now)
    return retest


def _work_out(clinic: Clinic, *, by: User, now: datetime) -> None:
    """Put what the standing pairs give in force; which error changed is on the trail."""
    found = [one.model_dump(mode="json") for one in _errors(estimates(standing(clinic)).values())]
    if found != clinic.own_errors:
        clinic.own_errors = found
        clinic.save(update_fields=["own_errors"])
        which = sorted({one["measure"] for one in found})
        audit.record("clinic.own_errors_changed", clinic, by=by, now=now, details={"of": which})


def _errors(results: Iterable[OwnError | Refusal]) -> Iterator[OwnError]:
    yield from (one for one in results if isinstance(one, OwnError))


def standing(clinic: Clinic) -> dict[Group, list[Retest]]:
    """All pairs that count, by what they are pairs of, the latest last."""
    rows = Retest.objects.of(clinic).filter(withdrawn_at__isnull=True)
    groups: dict[Group, list[Retest]] = {}
    for row in rows.select_related("client", "by").order_by("at", "id"):
        groups.setdefault((row.measure, row.instrument, row.same_examiner), []).append(row)
    return groups


def estimates(groups: dict[Group, list[Retest]]) -> dict[Group, OwnError | Refusal]:
    """What each group gives: an error with its interval, or what is missing."""
    return {
        group: assessment.from_pairs([row.as_pair() for row in rows])
        for group, rows in groups.items()
    }
