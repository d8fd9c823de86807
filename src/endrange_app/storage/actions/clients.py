"""Clients: the people who are stretched."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from endrange.knowledge import Sex
from endrange_app.storage.actions import audit
from endrange_app.storage.models import Client, Clinic, User


@transaction.atomic
def create(
    *,
    by: User,
    clinic: Clinic,
    name: str,
    born_on: date | None = None,
    goals: Sequence[str] = (),
    own_goal: str = "",
    now: datetime,
) -> Client:
    """Take a client on. ``goals`` are ids of the catalogue, most important first."""
    client = Client.objects.create(
        clinic=clinic,
        name=name.strip(),
        born_on=born_on,
        goals=list(goals),
        own_goal=own_goal.strip(),
        created_at=now,
    )
    audit.record("client.created", client, by=by, now=now)
    return client


@transaction.atomic
def update(
    *,
    by: User,
    client: Client,
    name: str,
    born_on: date | None,
    goals: Sequence[str],
    own_goal: str,
    now: datetime,
) -> Client:
    """Put new particulars in place of the old ones; the audit entry names what changed."""
    new = {
        "name": name.strip(),
        "born_on": born_on,
        "goals": list(goals),
        "own_goal": own_goal.strip(),
    }
    changed = [field for field, value in new.items() if getattr(client, field) != value]
    if not changed:
        return client
    for field in changed:
        setattr(client, field, new[field])
    client.save(update_fields=changed)
    audit.record("client.updated", client, by=by, now=now, details={"changed": changed})
    return client


@transaction.atomic
def note_sex(*, by: User, client: Client, sex: Sex, now: datetime) -> Client:
    """Keep whose published groups are theirs; the same again is no deed."""
    if client.sex != sex:
        client.sex = sex
        client.save(update_fields=["sex"])
        audit.record("client.sex_noted", client, by=by, now=now)
    return client


@transaction.atomic
def tell(*, by: User, client: Client, about: Mapping[str, Any], now: datetime) -> Client:
    """Keep what a client told of themselves; what they did not speak of stays as it was.

    Args:
        about: ``goals`` (ids) and ``own_goal`` (their words) take the place of those in their
            particulars; anything else is kept in ``Client.about`` under its name.
    """
    new = dict(about)
    goals, own_goal = new.pop("goals", client.goals), new.pop("own_goal", client.own_goal)
    fields = {"goals": goals, "own_goal": own_goal, "about": client.about | new}
    changed = [field for field, value in fields.items() if getattr(client, field) != value]
    if changed:
        for field in changed:
            setattr(client, field, fields[field])
        client.save(update_fields=changed)
        audit.record("client.told", client, by=by, now=now, details={"changed": changed})
    return client


@transaction.atomic
def archive(*, by: User, client: Client, now: datetime) -> Client:
    """Take a client off the lists. Nothing is deleted."""
    client.archived_at, client.archived_by = now, by
    client.save(update_fields=["archived_at", "archived_by"])
    audit.record("client.archived", client, by=by, now=now)
    return client


@transaction.atomic
def restore(*, by: User, client: Client, now: datetime) -> Client:
    """Put an archived client back on the lists."""
    client.archived_at = client.archived_by = None
    client.save(update_fields=["archived_at", "archived_by"])
    audit.record("client.restored", client, by=by, now=now)
    return client
