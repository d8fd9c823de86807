"""What rows have in common: a clinic that owns them, and histories that nobody rewrites."""

from typing import Any, ClassVar, NoReturn, Self, TypeVar

from django.db import models

from endrange.errors import EndrangeError
from endrange_app.storage.keys import uuid7

M = TypeVar("M", bound=models.Model)


def choices(enum: type) -> list[tuple[str, str]]:
    """A closed list as a column offers it."""
    return [(member.value, member.value) for member in enum]  # type: ignore[attr-defined]


def both_or_neither(who: str, when: str, name: str) -> models.CheckConstraint:
    """State is a record of who and when: neither is kept without the other."""
    empty = {f"{who}__isnull": True, f"{when}__isnull": True}
    full = {f"{who}__isnull": False, f"{when}__isnull": False}
    return models.CheckConstraint(condition=models.Q(**empty) | models.Q(**full), name=name)


def somebody() -> models.ForeignKey[Any, Any]:
    """A user, or nobody yet; nobody who is named in a record is ever deleted."""
    return models.ForeignKey(
        "storage.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )


class NeverRewritten(EndrangeError):
    """Somebody tried to change or delete a row of a history."""

    def __init__(self, row: type[models.Model], deed: str) -> None:
        name = row._meta.verbose_name
        super().__init__(f"a row of {name!r} cannot be {deed}: it is a record; add a new one")


class ClinicQuerySet(models.QuerySet[M]):
    def of(self, clinic: models.Model) -> Self:
        """Only the rows this clinic owns."""
        return self.filter(clinic=clinic)


class HistoryQuerySet(ClinicQuerySet[M]):
    """Can be read and added to."""

    def update(self, **_: Any) -> NoReturn:
        raise NeverRewritten(self.model, "updated")

    def bulk_update(self, *_: Any, **__: Any) -> NoReturn:
        raise NeverRewritten(self.model, "updated")

    def update_or_create(self, *_: Any, **__: Any) -> NoReturn:
        raise NeverRewritten(self.model, "updated")

    def delete(self) -> NoReturn:
        raise NeverRewritten(self.model, "deleted")


class ClinicRow(models.Model):
    """Base of everything a clinic owns."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    clinic = models.ForeignKey("storage.Clinic", on_delete=models.PROTECT, related_name="+")

    objects: ClassVar = ClinicQuerySet.as_manager()

    class Meta:
        abstract = True


class HistoryRow(ClinicRow):
    """Base of what is only ever added: never updated, never deleted."""

    objects: ClassVar = HistoryQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises: NeverRewritten unless the row is new."""
        if not self._state.adding:
            raise NeverRewritten(type(self), "updated")
        super().save(*args, **kwargs | {"force_insert": True})

    def delete(self, *_: Any, **__: Any) -> NoReturn:
        raise NeverRewritten(type(self), "deleted")
