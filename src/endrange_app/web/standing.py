"""Where a visit stands: what has been done, what is next, what may not be skipped."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Q,
    Subquery,
    UUIDField,
)
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from endrange import assessment
from endrange.assessment import Moment
from endrange.knowledge import Verdict
from endrange.screening import Clearance, Finding
from endrange_app.storage import catalogues, histories, lookback
from endrange_app.storage.actions import screenings
from endrange_app.storage.laid import ClinicianClearance
from endrange_app.storage.models import Plan, Reading, Run, RunEvent, Screening, Visit
from endrange_app.web import recorded


@dataclass(frozen=True)
class Step:
    word: str
    url: str
    """Empty: not yet to be reached."""
    done: bool
    here: bool


LATEST = 400
"""Readings looked at for "last time"; ours: more than thirty visits of six measures each side."""


class Standing:
    """A visit with the latest of everything; one query each, asked only when needed."""

    def __init__(self, visit: Visit) -> None:
        self.visit = visit

    @cached_property
    def screening(self) -> Screening | None:
        plans = self.visit.plans.order_by("-at", "-id").values("screening_id")
        latest = Subquery(plans[:1], output_field=UUIDField())
        since = lookback.came_in_since(self.visit, OuterRef("at"))
        overtaken = ExpressionWrapper(since, output_field=BooleanField())
        found = self.visit.screenings.select_related("by")
        rows = found.annotate(planned=latest, overtaken=overtaken)
        return rows.order_by("-at", "-id").first()

    @cached_property
    def clearance(self) -> Clearance | None:
        return self.screening.as_clearance() if self.screening else None

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What the decision found, as it was said then, for the reader of the page."""
        if self.screening is None or self.clearance is None:
            return ()
        kept, code = self.screening.said, get_language() or ""
        catalogue = catalogues.of(self.visit.clinic)
        found = self.clearance.findings
        return tuple(recorded.finding(one, kept, code, catalogue) for one in found)

    @cached_property
    def clinicians(self) -> list[ClinicianClearance]:
        """Clinicians' words on this client that were in force when the answers were decided."""
        if self.screening is None:
            return []
        rows = self.visit.client.words.filter(
            until__gte=timezone.localdate(self.screening.at), at__lte=self.screening.at
        )
        standing = Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=self.screening.at)
        return list(rows.filter(standing).order_by("-at", "-id"))

    @cached_property
    def latest_plan(self) -> Plan | None:
        return self.visit.plans.order_by("-at", "-id").first()

    @property
    def plan(self) -> Plan | None:
        """The plan in force: the latest, as long as no newer answers stand against it."""
        if self.screening is None:
            return None
        plan = self.latest_plan
        return plan if plan and plan.screening_id == self.screening.pk else None

    @property
    def has_plan(self) -> bool:
        """Whether a plan was in force when the answers were fetched; the plan itself is long."""
        row: Any = self.screening
        return row is not None and row.planned == row.pk

    @cached_property
    def run(self) -> Run | None:
        """The latest session; those that gave way before anybody started them are none."""
        if self.screening is None:  # nobody is stretched unasked
            return None
        began = Exists(RunEvent.objects.filter(run=OuterRef("pk")))
        rows = self.visit.runs.filter(Q(ended_at__isnull=True) | began)
        return rows.order_by("-opened_at", "-id").first()

    @cached_property
    def is_going(self) -> bool:
        """Whether a session has begun and has not been ended."""
        return self.run is not None and self.run.ended_at is None and self.run.events.exists()

    @cached_property
    def history(self) -> tuple[assessment.Reading, ...]:
        """All of the client's that stand, oldest first: what is judged."""
        return histories.read(self._columns)

    @cached_property
    def _columns(self) -> list[dict[str, Any]]:
        return histories.columns(self.visit.client, "id", "visit_id", "visit__number")

    @cached_property
    def readings(self) -> list[Reading]:
        """Of this visit and the latest before it, oldest first: shown, and offered again."""
        if "history" in self.__dict__:
            numbered = [one for one in self._columns if one["visit__number"] <= self.visit.number]
            return [histories.row(one, self.visit.client) for one in numbered[-LATEST:]]
        rows = self.visit.client.readings.filter(withdrawn_at__isnull=True)
        until = rows.filter(visit__number__lte=self.visit.number).select_related("examiner")
        return list(until.order_by("-taken_at", "-id")[:LATEST])[::-1]

    @property
    def judged(self) -> Sequence[assessment.Reading]:
        """What is judged, without a query more where the readings shown are all there are."""
        if len(self.readings) == LATEST:
            return self.history
        return [row.as_reading() for row in self.readings]

    @property
    def taken_today(self) -> list[Reading]:
        """Those of this visit before the session."""
        return [
            row
            for row in self.readings
            if row.visit_id == self.visit.pk and row.moment == Moment.BEFORE
        ]

    @property
    def is_closed(self) -> bool:
        return self.visit.closed_at is not None

    @property
    def is_emergency(self) -> bool:
        return self.screening is not None and self.screening.verdict == Verdict.EMERGENCY

    @cached_property
    def is_overtaken(self) -> bool:
        """A day after was answered, or harm written down, since today's answers were decided."""
        row: Any = self.screening
        return row is not None and not self.is_closed and row.overtaken

    @cached_property
    def wants_all_questions(self) -> bool:
        """Something new was said at the door, or harm done, and not everything asked since."""
        if self.screening is None or self.is_emergency:
            return False
        if self.is_overtaken and self._is_harmed:
            return True
        if self.screening.full:
            return False
        return screenings.something_new(self.screening, catalogues.of(self.visit.clinic))

    @property
    def _is_harmed(self) -> bool:
        catalogue = catalogues.of(self.visit.clinic)
        decided = self.screening.at if self.screening else self.visit.opened_at
        return lookback.harmed_since(self.visit.client, decided, catalogue)

    @property
    def may_go_on(self) -> bool:
        """Asked today all that is to be asked, nothing said that ends it, nothing come in since."""
        return self.was_let_on and self.old_answers_of is None and not self.is_overtaken

    @property
    def was_let_on(self) -> bool:
        """Asked at this visit, on whatever day: enough to look back, not to go on."""
        asked = self.screening is not None and not self.wants_all_questions
        return asked and not self.is_emergency

    @property
    def old_answers_of(self) -> date | None:
        """The day of this visit's answers, where it is not today: then they are asked again."""
        if self.screening is None or self.is_closed:
            return None
        day = timezone.localdate(self.screening.at)
        return day if day != timezone.localdate() else None

    @property
    def next_page(self) -> str:
        """Where to go on with this visit."""
        if self.is_closed:
            return self._url("visit-summary")
        if self.is_emergency:
            return self._url("visit-decision")
        if self.is_going:
            return self._session
        if self.was_let_on and self.run and self.run.ended_at:
            return self._url("visit-summary")
        if not self.may_go_on:
            again = self.was_let_on and self.old_answers_of is None
            return self._url("visit-decision" if again else "visit-screening")
        return self._session or self._url("visit-plan" if self.has_plan else "visit-decision")

    def steps(self, here: str) -> list[Step]:
        asked = self.screening is not None and not self.wants_all_questions
        rows = [
            (noop("Re-screen"), self._url("visit-decision" if asked else "visit-screening"), asked),
            (
                noop("Measure"),
                self._url("visit-measures"),
                bool(self.screening and self.taken_today),
            ),
            (noop("Plan"), self._url("visit-plan"), self.has_plan),
            (noop("Session"), self._session, bool(self.run and self.run.ended_at)),
            (noop("Summary"), self._url("visit-summary"), self.is_closed),
        ]
        return [
            Step(
                _(word),
                url if word in ("Re-screen", here) or self._reaches(word) else "",
                done,
                word == here,
            )
            for word, url, done in rows
        ]

    def _reaches(self, word: str) -> bool:
        if word == "Session":
            return self.run is not None
        looks_back = word == "Summary" and (self.is_closed or self.was_let_on)
        return self.may_go_on or looks_back

    @property
    def _session(self) -> str:
        return reverse("session-helper", args=[self.run.pk]) if self.run else ""

    def _url(self, name: str) -> str:
        return reverse(name, args=[self.visit.pk])
