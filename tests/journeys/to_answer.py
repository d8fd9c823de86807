"""A stage for the intake: one client with a link. Run inside a server's own environment."""

import secrets
from datetime import UTC, datetime, timedelta

import django

django.setup()

from django.core.management import call_command  # noqa: E402  Django had to be set up first

from tests import records  # noqa: E402


def main() -> None:
    call_command("migrate", interactive=False, verbosity=0)
    now = datetime.now(UTC) - timedelta(minutes=5)
    house = records.house(f"Asked{secrets.token_hex(3)}", now, records.small(now))
    print(house.intake.token)


if __name__ == "__main__":
    main()
