"""Who is on the line: a member of the clinic who helps, or the client with the second screen."""

from datetime import datetime
from typing import Any

from endrange.values import Role
from endrange_app.live.consumer import SessionSocket
from endrange_app.storage import access
from endrange_app.storage.models import Run


class HelperSocket(SessionSocket):
    """A signed-in member of the run's clinic."""

    role = Role.HELPER

    def find_run(self, now: datetime) -> Run:
        scope: Any = self.scope
        chosen = scope["session"].get(access.CHOSEN_CLINIC)
        member = access.membership(scope["user"], chosen)
        self.by = member.user
        return access.run(member, scope["url_route"]["kwargs"]["run"])


class ClientSocket(SessionSocket):
    """The second screen: whoever holds the token, until it runs out."""

    role = Role.CLIENT

    def find_run(self, now: datetime) -> Run:
        return access.run_by_token(self.scope["url_route"]["kwargs"]["token"], now)
