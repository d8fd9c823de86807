"""Readings that are there already, of days on which somebody may have been stable."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from endrange.assessment import FEWEST_SESSIONS, LONGEST_APART, MOST_SESSIONS, Moment, Origin
from endrange.knowledge import Measure
from endrange.values import Side
from endrange_app.storage.models import Clinic, Reading
from endrange_app.web import words

ALIKE = ("client_id", "side", "instrument", "end_criterion", "examiner_id")
"""What one person's readings must share to be repeats of each other."""


@dataclass(frozen=True)
class Steady:
    """The latest days of one person, read in one way by one examiner, none far from the next."""

    key: str
    name: str
    alike: dict[str, Any]
    days: tuple[tuple[date, float], ...]

    @property
    def told(self) -> str:
        first, last = (words.day(self.days[place][0]) for place in (0, -1))
        side = words.side_within(Side(self.alike["side"]))
        return f"{self.name}, {side}: {len(self.days)}, {first} – {last}"

    @property
    def initial(self) -> dict[str, Any]:
        """What ``SessionsForm`` begins with."""
        same = {
            "client": str(self.alike["client_id"]),
            "side": self.alike["side"],
            "instrument": self.alike["instrument"],
            "end_criterion": self.alike["end_criterion"],
            "read_by": str(self.alike["examiner_id"]),
        }
        for number, (on, value) in enumerate(self.days, 1):
            same |= {f"on_{number}": on, f"value_{number}": value}
        return same


def offered(clinic: Clinic, measure: Measure) -> list[Steady]:
    """Everybody who has days enough of this measure, by name. One query."""
    rows = Reading.objects.of(clinic).filter(
        measure=measure.id,
        moment=Moment.BEFORE.value,
        origin=Origin.PRACTITIONER.value,
        withdrawn_at__isnull=True,
        client__archived_at__isnull=True,
    )
    columns = rows.order_by("taken_at", "id").values(*ALIKE, "client__name", "taken_at", "value")
    found: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for row in columns:
        found.setdefault(tuple(str(row[name]) for name in ALIKE), []).append(row)
    made = (_steady(key, rows) for key, rows in found.items())
    enough = (one for one in made if len(one.days) >= FEWEST_SESSIONS)
    return sorted(enough, key=lambda one: (one.name, one.key))


def _steady(key: Iterable[str], rows: list[dict[str, Any]]) -> Steady:
    by_day = {timezone.localdate(row["taken_at"]): row["value"] for row in rows}
    days = list(_back(sorted(by_day.items(), reverse=True)))[:MOST_SESSIONS]
    return Steady(
        key="|".join(key),
        name=rows[0]["client__name"],
        alike={name: rows[0][name] for name in ALIKE},
        days=tuple(days[::-1]),
    )


def _back(days: list[tuple[date, float]]) -> Iterator[tuple[date, float]]:
    """From the latest back to the first gap that is too long."""
    later = days[0][0]
    for on, value in days:
        if later - on > LONGEST_APART:
            return
        yield on, value
        later = on
