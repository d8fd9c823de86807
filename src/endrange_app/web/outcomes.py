"""What came of a visit: its readings judged, as cards for the summary and rows for the report."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from endrange import assessment
from endrange.assessment import Z95
from endrange.knowledge import Catalogue, Measure, Unit
from endrange.progress import Acute, Change, Claim, Review
from endrange.values import Side
from endrange_app.storage import histories
from endrange_app.web import words
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
    margin: str
    """How far the figure may be off either way, 95 %; empty where the text says it."""
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
    is_signed: bool = False
    is_read_again: bool = False
    """It is signed and its judgement was not kept: it is judged by the error of now."""

    @property
    def judged_when(self) -> str:
        """Of a signed visit: by which error it is judged; empty where nothing was judged."""
        if not self.changes and not self.review.today:
            return ""
        if self.is_read_again:
            return _("Judged again, by the error of measuring in force now.")
        return _("Judged as on the day it was signed.") if self.is_signed else ""

    @property
    def judged_together(self) -> str:
        """How many changes a claim is one of; empty for one or none."""
        if self.review.tested < 2:  # noqa: PLR2004  one alone needs no correction
            return ""
        return _(
            "%(number)d changes were judged at once. A claim that would not stand among all of "
            "them says so."
        ) % {"number": self.review.tested}

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
    """A signed visit says what was said then, and what was measured later does not count."""
    kept = getattr(standing.visit, "judgement", None)
    readings = histories.until(standing.visit, standing.history, catalogue)
    return Outcome(
        readings=readings,
        measured=_measured(standing, catalogue),
        review=_known(kept.as_review(), catalogue)
        if kept
        else histories.judged(standing.visit, readings, catalogue),
        catalogue=catalogue,
        is_signed=standing.is_closed,
        is_read_again=standing.is_closed and kept is None,
    )


def _known(review: Review, catalogue: Catalogue) -> Review:
    """Without what was said of measures that have left the catalogue since."""
    return review.replace(
        changes=tuple(row for row in review.changes if row.measure in catalogue.measures),
        today=tuple(row for row in review.today if row.measure in catalogue.measures),
    )


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
        margin=f"± {_about(Z95 * row.error if first else row.margin, measure)}",
        claim=CLAIM_SIGNS.get(row.claim, "open"),
        word=words.CLAIMS[row.claim],
        text=" ".join([*_because(row, measure), *_beside(row, measure, tested)]),
        is_first=first,
    )


def _about(error: float, measure: Measure) -> str:
    """An error with its unit: to the degree, or to the millimetre."""
    return words.reading(_round(error, measure), measure)


def _round(value: float, measure: Measure) -> float:
    return round(value, int(measure.unit is Unit.CENTIMETRES))


def _heading(row: Change) -> str:
    """It is counted from the mean of the first two, not from any dot of the chart."""
    return _("First reading") if row.readings == 1 else _("Lasting, since the first two readings")


def _because(row: Change, measure: Measure) -> Iterable[str]:
    error = _about(row.detectable, measure)
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
    low, high = (
        words.change(_round(end, measure), measure) for end in (row.interval_low, row.interval_high)
    )
    return Card(
        heading=_("Today only"),
        measure=measure,
        side=row.side,
        figure=words.change(row.change, measure),
        margin="",
        claim="fades",
        word=_("Fades"),
        text=_(
            "%(before)s before, %(after)s after; with the error of measuring %(low)s to %(high)s. "
            "It fades within minutes to an hour."
        )
        % {"before": before, "after": after, "low": low, "high": high},
    )
