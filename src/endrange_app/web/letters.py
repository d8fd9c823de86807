"""Clinicians' words on one client, as their page lists them: in force, run out, or withdrawn."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from endrange.knowledge import ClinicianClearance
from endrange_app.storage.laid import ClinicianClearance as Row
from endrange_app.storage.models import Client
from endrange_app.web import telling, words


@dataclass(frozen=True)
class Letter:
    row: Row
    clearance: ClinicianClearance
    state: str
    is_in_force: bool

    @property
    def about(self) -> list[str]:
        return [words.said(title) for title in self.row.titles.values()]

    @property
    def allows(self) -> list[str]:
        return [words.MODES[mode] for mode in self.clearance.modes]

    @property
    def limits(self) -> list[str]:
        return [telling.limit(one) for one in self.clearance.limits]


def of(client: Client) -> list[Letter]:
    """The latest first."""
    rows = client.words.select_related("by", "withdrawn_by").order_by("-at", "-id")
    return [_letter(row) for row in rows]


def _letter(row: Row) -> Letter:
    over = row.withdrawn_at is not None or row.until < timezone.localdate()
    return Letter(row, row.as_clearance(), _state(row), not over)


def _state(row: Row) -> str:
    if row.withdrawn_at and row.withdrawn_by:
        who, day = row.withdrawn_by.get_full_name(), timezone.localdate(row.withdrawn_at)
        text = _("Withdrawn by %(who)s, %(day)s.") % {"who": who, "day": words.day(day)}
        return f"{text} {row.withdrawn_because}".strip()
    text = _("Ran out on %(day)s.") if row.until < timezone.localdate() else _("Until %(day)s.")
    return text % {"day": words.full_day(row.until)}
