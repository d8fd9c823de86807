"""Accounts: nobody signs themselves up. An owner adds a member, or an operator opens a clinic."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from django.db import transaction
from django.http import HttpRequest

from endrange_app.storage.models import User


class InvitedOnly(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


def display_name(user: User) -> str:
    return user.get_full_name()


@transaction.atomic
def create(*, email: str, name: str, password: str | None = None) -> User:
    """Make an account. It may do nothing until an action makes it a member of a clinic.

    Without a password (somebody was invited) they choose one through "forgotten password", and the
    code sent there proves the address theirs. With one, whoever chose it vouches for the address:
    an unproven address may not turn on a second factor.
    """
    user = User.objects.create_user(email, password, name=name.strip())
    EmailAddress.objects.create(
        user=user, email=user.email, primary=True, verified=password is not None
    )
    return user
