"""A clinic's own error: repeats recorded and withdrawn, and what they give by now."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from endrange import assessment
from endrange.assessment import OwnError, Pair, Reading, Refusal
from endrange.errors import BadInput
from endrange_app.storage.actions import audit
from endrange_app.storage.models import Client, Clinic, User
from endrange_app.storage.retests import Retest, StableClient

Repeated = Retest | StableClient
Group = tuple[str, str, bool]
"""Measure, instrument, and whether the same examiner read all."""


@dataclass(frozen=True)
class Repeats:
    """What stands of one group: people measured twice, and stable ones measured often."""

    pairs: list[Retest] = field(default_factory=list)
    stable: list[StableClient] = field(default_factory=list)

    @property
    def rows(self) -> list[Repeated]:
        return sorted([*self.pairs, *self.stable], key=lambda row: (row.at, row.pk))

    def of_pairs(self) -> OwnError | Refusal:
        return assessment.from_pairs([row.as_pair() for row in self.pairs])

    def estimate(self) -> OwnError | Refusal:
        """All that suffice by themselves, pooled; else what the pairs lack."""
        pairs = self.of_pairs()
        alone = (assessment.from_sessions(row.as_sessions()) for row in self.stable)
        enough = [one for one in (pairs, *alone) if isinstance(one, OwnError)]
        return assessment.pooled(enough) if enough else pairs


@transaction.atomic
def record(*, by: User, client: Client, pair: Pair, now: datetime) -> Retest:
    """Keep two readings of one person, and work the clinic's own error out anew.

    Raises: BadInput for readings that are no pair, and as ``_joins`` does.
    """
    if refused := assessment.unfit(pair):
        raise BadInput("pair", refused.because)
    clinic = Clinic.objects.select_for_update().get(pk=client.clinic_id)
    same = pair.first.examiner == pair.second.examiner
    _joins(clinic, client, pair.first, same_examiner=same)
    row = Retest.objects.create(
        clinic=clinic,
        client=client,
        measure=pair.first.measure,
        instrument=pair.first.instrument,
        same_examiner=same,
        pair=pair.model_dump(mode="json"),
        by=by,
        at=now,
    )
    audit.record("retest.recorded", row, by=by, now=now, details={"measure": row.measure})
    _work_out(clinic, by=by, now=now)
    return row


@transaction.atomic
def record_sessions(
    *, by: User, client: Client, sessions: Sequence[Reading], now: datetime
) -> StableClient:
    """Keep six sessions or more of one stable person, and work the clinic's own error out anew.

    Raises: BadInput for readings that give no estimate or are of several examiners, and as
        ``_joins`` does.
    """
    found = assessment.from_sessions(sessions)
    if isinstance(found, Refusal):
        raise BadInput("sessions", found.because)
    if not found.same_examiner:
        raise BadInput("sessions", "One examiner reads all sessions of a stable client.")
    clinic = Clinic.objects.select_for_update().get(pk=client.clinic_id)
    ordered = sorted(sessions, key=lambda one: one.taken_at)
    _joins(clinic, client, ordered[0], same_examiner=True)
    row = StableClient.objects.create(
        clinic=clinic,
        client=client,
        measure=found.measure,
        instrument=found.instrument,
        sessions=[one.model_dump(mode="json") for one in ordered],
        by=by,
        at=now,
    )
    audit.record("retest.sessions_recorded", row, by=by, now=now, details={"measure": row.measure})
    _work_out(clinic, by=by, now=now)
    return row


def _joins(clinic: Clinic, client: Client, reading: Reading, *, same_examiner: bool) -> None:
    """Refuse what cannot be counted with what is there.

    Raises: BadInput for somebody who is in that group already: each person counts once; and for
        readings that ended otherwise than those of their group: they would take away the error
        that is in force.
    """
    group = reading.measure, reading.instrument, same_examiner
    rows = standing(clinic).get(group, Repeats()).rows
    if any(row.client_id == client.pk for row in rows):
        raise BadInput("client", "this person is in already, and each counts once")
    usual = rows[0].end_criterion if rows else reading.end_criterion
    if reading.end_criterion != usual:
        problem = f"Those so far were ended by “{usual}”; other ends are not mixed with them."
        raise BadInput("end_criterion", problem)


@transaction.atomic
def withdraw(*, by: User, retest: Repeated, now: datetime) -> Repeated:
    """Take repeats back: kept, and left out of the error. Twice is once."""
    clinic = Clinic.objects.select_for_update().get(pk=retest.clinic_id)
    kind: Any = type(retest)
    row: Repeated = kind.objects.select_for_update().get(pk=retest.pk)
    if row.withdrawn_at is None:
        row.withdrawn_at, row.withdrawn_by = now, by
        row.save(update_fields=["withdrawn_at", "withdrawn_by"])
        audit.record("retest.withdrawn", row, by=by, now=now)
        _work_out(clinic, by=by, now=now)
    return row


def _work_out(clinic: Clinic, *, by: User, now: datetime) -> None:
    """Put what the standing repeats give in force; which error changed is on the trail."""
    results = (repeats.estimate() for repeats in standing(clinic).values())
    found = [one.model_dump(mode="json") for one in _errors(results)]
    if found != clinic.own_errors:
        clinic.own_errors = found
        clinic.save(update_fields=["own_errors"])
        which = sorted({one["measure"] for one in found})
        audit.record("clinic.own_errors_changed", clinic, by=by, now=now, details={"of": which})


def _errors(results: Iterable[OwnError | Refusal]) -> Iterator[OwnError]:
    yield from (one for one in results if isinstance(one, OwnError))


def standing(clinic: Clinic) -> dict[Group, Repeats]:
    """All that counts, by what it repeats, the latest last. Two queries."""
    groups: dict[Group, Repeats] = {}

    def group(row: Retest | StableClient) -> Repeats:
        return groups.setdefault((row.measure, row.instrument, row.same_examiner), Repeats())

    for pair in _standing(Retest, clinic):
        group(pair).pairs.append(pair)
    for stable in _standing(StableClient, clinic):
        group(stable).stable.append(stable)
    return groups


def _standing(kind: Any, clinic: Clinic) -> Any:
    rows = kind.objects.of(clinic).filter(withdrawn_at__isnull=True)
    return rows.select_related("client", "by").order_by("at", "id")
