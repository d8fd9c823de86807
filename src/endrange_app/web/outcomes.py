"""What came of a visit: its readings judged, as cards for the summary and rows for the report."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from endrange import assessment, progress
from endrange.knowledge import Catalogue, Measure
from endrange.progress import Acute, Change, Claim, Review
from endrange.values import Side
from endrange_app.web import words
from endrange_app.web.measuring import still_known
from endrange_app.web.standing import Standing

CLAIM_SIGNS = {Claim.IMPROVED: "real", Claim.WORSE: "real"}
"""All others are open."""


@dataclass(frozen=True)
class Card:
    """One result, with the claim it may make."""

    heading: str
    measure: Measure
    side: Side
    figure: str
    claim: str
    word: str
    text: str
    is_first: bool = False
    """Nothing to compare with yet."""


@dataclass(frozen=True)
class Outcome:
    """The readings up to a visit, what was measured at it, and how both are judged."""

    readings: list[assessment.Reading]
    measured: list[Measure]
    review: Review
    catalogue: Catalogue

    @property
    def changes(self) -> list[Change]:
        """Lasting, of what was measured at this visit; real changes first."""
        known = self.catalogue.measures
        rows = [row for row in self.review.changes if known.get(row.measure) in self.measured]
        return sorted(rows, key=lambda row: row.claim not in CLAIM_SIGNS)

    @property
    def lasting(self) -> list[Card]:
        return [lasting(row, self.catalogue, self.review.tested) for row in self.changes]

    @property
    def today(self) -> list[Card]:
        return [_today(row, self.catalogue) for row in self.review.today]


def of(standing: Standing, catalogue: Catalogue) -> Outcome:
    """A closed visit reads as it did then: what was measured later does not count."""
    on = timezone.localdate(standing.visit.opened_at)
    readings = still_known(_until(standing, on), catalogue)
    person = standing.visit.client.as_person_on(on)
    errors = standing.visit.clinic.errors()
    return Outcome(
        readings=readings,
        measured=_measured(standing, catalogue),
        review=progress.review(readings, catalogue, on=on, person=person, own=errors),
        catalogue=catalogue,
    )


def _until(standing: Standing, on: date) -> list[assessment.Reading]:
    return [reading for reading in standing.history if reading.taken_at.date() <= on]


def _measured(standing: Standing, catalogue: Catalogue) -> list[Measure]:
    ids = dict.fromkeys(row.measure for row in standing.taken_today)
    return [catalogue.measures[id_] for id_ in ids if id_ in catalogue.measures]


def lasting(row: Change, catalogue: Catalogue, tested: int) -> Card:
    measure = catalogue.measure(row.measure)
    first = row.readings == 1
    return Card(
        heading=_heading(row),
        measure=measure,
        side=row.side,
        figure=words.reading(row.latest, measure) if first else words.change(row.change, measure),
        claim=CLAIM_SIGNS.get(row.claim, "open"),
        word=words.CLAIMS[row.claim],
        text=" ".join([*_because(row, measure), *_beside(row, measure, tested)]),
        is_first=first,
    )


def _heading(row: Change) -> str:
    """It is counted from the mean of the first two, not from any dot of the chart."""
    return _("First reading") if row.readings == 1 else _("Lasting, since the first two readings")


def _because(row: Change, measure: Measure) -> Iterable[str]:
    error = words.reading(round(row.detectable), measure)
    if row.claim is Claim.TOO_EARLY:
        yield words.said(row.missing)
    elif row.claim is Claim.UNCHANGED:
        yield _("Within the smallest step that matters.")
    else:
        yield _("Judged over %(number)d visits: more than the error of measuring explains.") % {
            "number": row.readings
        }
    if row.claim is Claim.FURTHER_AT_DISCOMFORT:
        yield _("But at clearly more discomfort than at the start.")
    if row.readings > 1:
        told = (
            _("Two single measurements can differ by an assumed error of %(error)s.")
            if row.error_assumed
            else _("Two single measurements can differ by %(error)s.")
        )
        yield told % {"error": error}
    if row.error_own:
        yield words.said(row.error_basis)


def _beside(row: Change, measure: Measure, tested: int) -> Iterable[str]:
    """What else bears on a claim: other measures, other methods, a start far from the average."""
    if row.claim in CLAIM_SIGNS and not row.stands:
        yield _("It would not stand among all %(number)d judged at once.") % {"number": tested}
    if row.claim is Claim.IMPROVED and not row.discomfort_known:
        yield _("Discomfort was not asked both times.")
    if row.set_aside:
        yield _("Measured in another way before, and not mixed in: %(number)d times.") % {
            "number": row.set_aside
        }
    if row.rebound and row.readings > 1:
        yield _("Taken off: %(share)s that come back by themselves from such a start.") % {
            "share": words.reading(abs(row.rebound), measure)
        }


def _today(row: Acute, catalogue: Catalogue) -> Card:
    measure = catalogue.measure(row.measure)
    before, after = words.reading(row.before, measure), words.reading(row.after, measure)
    low, high = (words.change(round(end), measure) for end in (row.interval_low, row.interval_high))
    return Card(
        heading=_("Today only"),
        measure=measure,
        side=row.side,
        figure=words.change(row.change, measure),
        claim="fades",
        word=_("Fades"),
        text=_(
            "%(before)s before, %(after)s after; with the error of measuring %(low)s to %(high)s. "
            "It fades within minutes to an hour."
        )
        % {"before": before, "after": after, "low": low, "high": high},
    )
