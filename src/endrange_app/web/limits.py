"""How often a link may be tried and used; the numbers are ``settings.ACCOUNT_RATE_LIMITS``."""

from typing import Any

from allauth.core.internal import ratelimit  # the outer one lets every GET through
from django.http import HttpRequest


def within(request: HttpRequest, action: str, **options: Any) -> bool:
    """Whether this is not yet too much."""
    used = ratelimit.consume(
        request, app="allauth.account", action=action, limit_get=True, **options
    )
    return used is not None
