"""Members: who may act for a clinic, from when to when."""

from datetime import datetime

from django.db import transaction

from endrange.errors import BadInput
from endrange_app.storage import accounts
from endrange_app.storage.actions import audit
from endrange_app.storage.models import Clinic, Membership, MembershipRole, User


@transaction.atomic
def add(
    *, by: User, clinic: Clinic, email: str, name: str, role: MembershipRole, now: datetime
) -> Membership:
    """Let somebody act for the clinic; gives them an account without a password if they have none.

    They choose the password themselves, by the "forgotten password" e-mail.

    Raises: BadInput for somebody who is a member already.
    """
    user = User.objects.filter(email=email.strip().lower()).first()
    user = user or accounts.create(email=email, name=name)
    if Membership.objects.of(clinic).filter(user=user, ended_at__isnull=True).exists():
        raise BadInput("email", f"{user.email} is a member already; change their role instead")
    member, _ = Membership.objects.update_or_create(
        clinic=clinic,
        user=user,
        defaults={"role": role, "ended_at": None, "ended_by": None},
        create_defaults={"role": role, "created_at": now},
    )
    audit.record("member.added", member, by=by, now=now, details={"role": str(role)})
    return member


@transaction.atomic
def change_role(*, by: User, member: Membership, role: MembershipRole, now: datetime) -> Membership:
    """Raises: BadInput where the clinic would have no owner."""
    if role != MembershipRole.OWNER:
        _keep_an_owner(member)
    member.role = role
    member.save(update_fields=["role"])
    audit.record("member.role_changed", member, by=by, now=now, details={"role": str(role)})
    return member


@transaction.atomic
def end(*, by: User, member: Membership, now: datetime) -> Membership:
    """Take the right to act for the clinic away. What they did keeps their name.

    Raises: BadInput where the clinic would have no owner.
    """
    _keep_an_owner(member)
    member.ended_at, member.ended_by = now, by
    member.save(update_fields=["ended_at", "ended_by"])
    audit.record("member.ended", member, by=by, now=now)
    return member


def _keep_an_owner(member: Membership) -> None:
    Clinic.objects.select_for_update().get(pk=member.clinic_id)  # two owners leaving at once
    owners = Membership.objects.of(member.clinic).filter(
        role=MembershipRole.OWNER, ended_at__isnull=True
    )
    if not owners.exclude(pk=member.pk).exists():
        who = member.user.get_full_name()
        raise BadInput("role", f"{who} is the clinic's only owner; make somebody else owner first")
