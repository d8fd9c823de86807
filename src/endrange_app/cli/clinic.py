"""``endrange clinic``: open a clinic and give it its first owner."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated

import typer
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from endrange.errors import BadInput
from endrange.knowledge.precautions import Setting
from endrange_app.cli.serve import bring_up_to_date, set_up_django


def clinic(
    name: Annotated[str, typer.Argument(help="What the clinic is called.")],
    owner: Annotated[str, typer.Option(help="The owner's e-mail; they sign in with it.")],
    owner_name: Annotated[str, typer.Option(help="The owner's name.")],
    password: Annotated[
        str,
        typer.Option(
            envvar="ENDRANGE_OWNER_PASSWORD",
            prompt="The owner's password",
            confirmation_prompt=True,
            hide_input=True,
            help="Better left out: it is asked for then, or read from the environment.",
        ),
    ],
    setting: Annotated[Setting, typer.Option(help="Who helps, and where.")] = Setting.CLINIC,
) -> None:
    """Open a clinic. Its owner adds the other members, on the clinic's page."""
    set_up_django()
    bring_up_to_date()
    _refuse("--owner", validate_email, owner)
    _refuse("--password", validate_password, password)
    _open(name, owner, owner_name, password, setting)
    typer.echo(f"{name} is open. {owner_name} signs in as {owner}.")


def _refuse(option: str, check: Callable[[str], object], given: str) -> None:
    try:
        check(given)
    except ValidationError as refusal:
        raise BadInput(option, " ".join(refusal.messages)) from None


@transaction.atomic
def _open(name: str, owner: str, owner_name: str, password: str, setting: Setting) -> None:
    from endrange_app.storage import accounts  # noqa: PLC0415  models need the settings
    from endrange_app.storage.actions import clinics  # noqa: PLC0415
    from endrange_app.storage.models import User  # noqa: PLC0415

    if User.objects.filter(email=owner.strip().lower()).exists():
        raise BadInput("--owner", f"{owner} has an account already; add them as a member instead")
    user = accounts.create(email=owner.strip().lower(), name=owner_name, password=password)
    clinics.create(by=None, name=name, owner=user, setting=setting, now=datetime.now(UTC))
