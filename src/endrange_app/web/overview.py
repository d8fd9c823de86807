"""The whole body at a look: what was measured, what is limited, and where it is going."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from endrange.assessment import Block, Findings, Limitation
from endrange.knowledge import REGIONS, Catalogue, Part
from endrange.progress import Change, Claim
from endrange.screening import region_of
from endrange.values import Side
from endrange_app.web import bodymap, words

TRENDS = words.Words(
    {
        Claim.WORSE: noop("worse"),
        Claim.FURTHER_AT_DISCOMFORT: noop("further, at more discomfort"),
        Claim.IMPROVED: noop("better"),
        Claim.UNCHANGED: noop("unchanged"),
        Claim.TOO_EARLY: noop("too early to tell"),
    }
)
"""In the order in which one of them speaks for a region: what needs somebody comes first."""
SHAPES = {
    Claim.WORSE: "M0 6L6 -4.5H-6Z",
    Claim.FURTHER_AT_DISCOMFORT: "M0 -6.5L6.5 0L0 6.5L-6.5 0Z",
    Claim.IMPROVED: "M0 -6L6 4.5H-6Z",
    Claim.UNCHANGED: "M-6 -2H6V2H-6Z",
    Claim.TOO_EARLY: "M0 -4.5A4.5 4.5 0 1 1 0 4.5A4.5 4.5 0 1 1 0 -4.5Z",
}
LIMITED, SEEN = "limited", "seen"
"""Colours of a region, in ``figures.css``."""


@dataclass(frozen=True)
class Row:
    """One measure on one side, as the list tells it."""

    measure: str
    name: str
    part: Part
    side: Side
    claim: Claim
    because: str
    """Why it counts as limited; empty: it does not."""

    @property
    def region(self) -> str:
        return words.PARTS[self.part]

    @property
    def trend(self) -> str:
        return TRENDS[self.claim]

    @property
    def shape(self) -> str:
        return SHAPES[self.claim]


@dataclass(frozen=True)
class Overview:
    body: bodymap.Body
    rows: tuple[Row, ...]
    """By region from the head down, those that are limited first."""

    @property
    def limited(self) -> int:
        return sum(bool(row.because) for row in self.rows)

    @property
    def legend(self) -> list[tuple[str, str]]:
        """The shapes on the figures, with their words."""
        met = {row.claim for row in self.rows}
        return [(SHAPES[claim], TRENDS[claim]) for claim in TRENDS if claim in met]


def of(changes: Sequence[Change], findings: Findings, catalogue: Catalogue) -> Overview:
    """Every measure and side that was read before stretching, with its region and trend."""
    because = _limits(findings)
    rows = sorted(
        (_row(change, because, catalogue) for change in changes),
        key=lambda row: (not row.because, REGIONS.index(row.part), row.name, row.side),
    )
    return Overview(bodymap.draw(list(_marked(rows))), tuple(rows))


def _limits(findings: Findings) -> dict[tuple[str, Side], str]:
    every: list[Limitation | Block] = [*findings.limitations, *findings.blocks]
    return {(one.measure, one.side): words.said(one.because) for one in every}


def _row(change: Change, because: Mapping[tuple[str, Side], str], catalogue: Catalogue) -> Row:
    measure = catalogue.measure(change.measure)
    return Row(
        measure=measure.id,
        name=words.said(measure.name),
        part=region_of(measure.joint),
        side=change.side,
        claim=change.claim,
        because=because.get((measure.id, change.side), ""),
    )


def _marked(rows: Iterable[Row]) -> Iterable[bodymap.Marked]:
    """One mark a region and side: limited if any of it is, with the trend that comes first."""
    found: dict[tuple[Part, Side], list[Row]] = {}
    for row in rows:
        for side in _drawn_at(row):
            found.setdefault((row.part, side), []).append(row)
    for (part, side), own in found.items():
        is_limited = any(row.because for row in own)
        spoken = [row for row in own if row.because] or own
        first = min(spoken, key=lambda row: list(TRENDS).index(row.claim))
        word = first.trend
        if is_limited:
            word = _("limited, %(trend)s") % {"trend": word}
        colour = LIMITED if is_limited else SEEN
        yield bodymap.Marked(part, side, colour, SHAPES[first.claim], word)


def _drawn_at(row: Row) -> tuple[Side, ...]:
    """Once each place, or a later measure would paint over an earlier one that is limited.

    A region without sides has one place, whichever way it was turned; a measure without sides
    counts for both sides of its region.
    """
    if not row.part.is_paired:
        return (Side.MIDLINE,)
    return (row.side,) if row.side in (Side.LEFT, Side.RIGHT) else (Side.LEFT, Side.RIGHT)
