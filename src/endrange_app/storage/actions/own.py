"""A clinic's own entries: laid over the shipped ones, replaced, withdrawn."""

from datetime import datetime

from django.db import transaction

from endrange.errors import BadInput, CatalogueFaults
from endrange.knowledge import Catalogue
from endrange.knowledge.overlay import load_with_texts
from endrange_app.storage import catalogues
from endrange_app.storage.actions import audit
from endrange_app.storage.models import Clinic, User
from endrange_app.storage.own import OwnFile


@transaction.atomic
def lay(*, by: User, clinic: Clinic, name: str, text: str, now: datetime) -> OwnFile:
    """Keep a file of a clinic's own entries; one of the same name gives way to it.

    Raises: CatalogueFaults with every reason to refuse. Then nothing has changed.
    """
    locked = _locked(clinic)
    texts = catalogues.texts_of(locked) | {name: text}
    laid = load_with_texts(texts, catalogues.of_anybody())
    standing = OwnFile.objects.of(locked).filter(name=name, withdrawn_at__isnull=True)
    replaced = standing.update(withdrawn_at=now, withdrawn_by=by)
    row = OwnFile.objects.create(clinic=locked, name=name, text=text, by=by, at=now)
    _note(clinic, locked, texts)
    details = {"name": name, "replaces": bool(replaced), "catalogue": laid.version}
    audit.record("own.laid", row, by=by, now=now, details=details)
    return row


@transaction.atomic
def withdraw(*, by: User, file: OwnFile, now: datetime) -> None:
    """Take a file back. What was decided with it keeps its catalogue version.

    Raises: BadInput if it is withdrawn already. CatalogueFaults if what remains needs it.
    """
    clinic = file.clinic
    locked = _locked(clinic)
    file.refresh_from_db(fields=["withdrawn_at"])
    if file.withdrawn_at is not None:
        raise BadInput("file", f"{file.name} is withdrawn already")
    texts = catalogues.texts_of(locked)
    rest = {name: text for name, text in texts.items() if name != file.name}
    version = _without(rest, texts).version
    file.withdrawn_at, file.withdrawn_by = now, by
    file.save(update_fields=["withdrawn_at", "withdrawn_by"])
    _note(clinic, locked, rest)
    details = {"name": file.name, "catalogue": version}
    audit.record("own.withdrawn", file, by=by, now=now, details=details)


def _without(rest: dict[str, str], texts: dict[str, str]) -> Catalogue:
    """What remains; where even all of it cannot be laid over, anything may be taken back."""
    base = catalogues.of_anybody()
    if not rest:
        return base
    try:
        return load_with_texts(rest, base)
    except CatalogueFaults:
        if _is_lawful(texts, base):
            raise
        return base


def _is_lawful(texts: dict[str, str], base: Catalogue) -> bool:
    try:
        load_with_texts(texts, base)
    except CatalogueFaults:
        return False
    return True


def _locked(clinic: Clinic) -> Clinic:
    """Two owners at once would each check without the other's file."""
    return Clinic.objects.select_for_update().get(pk=clinic.pk)


def _note(clinic: Clinic, locked: Clinic, texts: dict[str, str]) -> None:
    """What stands now, where every request reads it."""
    clinic.own_entries = locked.own_entries = catalogues.digest(texts)
    locked.save(update_fields=["own_entries"])
