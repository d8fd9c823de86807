"""Clinics: the owners of every row."""

from datetime import datetime

from django.db import transaction

from endrange.screening import Setting
from endrange_app.storage.actions import audit
from endrange_app.storage.models import Clinic, Membership, MembershipRole, User


@transaction.atomic
def create(
    *, by: User | None, name: str, owner: User, setting: Setting = Setting.CLINIC, now: datetime
) -> Clinic:
    """Open a clinic with its first owner. ``by`` is None at the command line."""
    clinic = Clinic.objects.create(name=name.strip(), setting=setting, created_at=now)
    Membership.objects.create(clinic=clinic, user=owner, role=MembershipRole.OWNER, created_at=now)
    audit.record("clinic.created", clinic, by=by, now=now, details={"owner": str(owner.pk)})
    return clinic


@transaction.atomic
def update(*, by: User, clinic: Clinic, name: str, setting: Setting, now: datetime) -> Clinic:
    """Change name and setting. Past decisions keep the setting they were made in."""
    before = Clinic.objects.select_for_update().get(pk=clinic.pk).setting
    clinic.name, clinic.setting = name.strip(), setting
    clinic.save(update_fields=["name", "setting"])
    details = {"setting_from": str(before), "setting_to": str(setting)}
    audit.record("clinic.updated", clinic, by=by, now=now, details=details)
    return clinic
