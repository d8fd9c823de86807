"""An abnormal end-feel as screening takes it: a finding of today, and nothing to stretch into.

"Empty, spasm, springy or unexpected bony end-feel = stop and refer flag, not a plan input" (rom.md,
section 3, point 6); "no stretching INTO the block; do not re-plan more force" (safety.md, JNT-03).
"""

from collections.abc import Iterable, Iterator, Sequence

from endrange.assessment import ASKED, Block, Reading, as_answer, blocks, into
from endrange.knowledge import Catalogue, Precaution, Scope
from endrange.screening import Imposed, Setting, noted
from endrange.values import Side

FELT = "FELT"
"""Ids of what was felt at the end of a movement begin so: ``FELT-1``."""


def felt(
    readings: Sequence[Reading], catalogue: Catalogue, setting: Setting
) -> tuple[Imposed, ...]:
    """Return what abnormal ends lay on a day, as long as they stand.

    Each is an answer to the question about joints that somebody else has given (a joint that stops
    hard), and closes every stretch that moves into it on that side.

    Args:
        readings: all of one person that stand; see ``assessment.blocks``.
        setting: of the day they are laid on.
    """
    limits = [
        limit for met in blocks(readings, catalogue) for limit in _of(met, catalogue, setting)
    ]
    return tuple(
        limit.replace(row=limit.row.replace(id=f"{FELT}-{number}"))
        for number, limit in enumerate(_together(limits), 1)
    )


def _of(met: Block, catalogue: Catalogue, setting: Setting) -> Iterator[Imposed]:
    line = told(met)
    answer = as_answer((met,), catalogue) if ASKED in catalogue.questions else None
    if answer:
        yield from noted({ASKED: answer}, line, catalogue, setting)
    if stretches := into(met, catalogue):
        yield Imposed(row=_NOT_INTO, told=(line,), side=met.side, stretches=stretches)


def _together(limits: Iterable[Imposed]) -> tuple[Imposed, ...]:
    """A rule for several joints is one finding with all of their places."""
    found: dict[tuple[str, tuple[str, ...], Side], Imposed] = {}
    for limit in limits:
        key = limit.row.id, limit.stretches, limit.side
        before = found.get(key)
        found[key] = limit if before is None else _both(before, limit)
    return tuple(found.values())


def _both(one: Imposed, other: Imposed) -> Imposed:
    places = tuple(dict.fromkeys((*one.places, *other.places)))
    return one.replace(told=(*one.told, *other.told), places=places)


def told(met: Block) -> str:
    """An abnormal end as its findings tell it: when, on which side, what was met."""
    day = f"{met.on.day} {met.on:%B %Y}"
    side = f", {met.side.value}" if met.side in (Side.LEFT, Side.RIGHT) else ""
    return f"Felt on {day}{side}: {met.because}"


_NOT_INTO = Precaution(
    id=FELT,
    title="Not into an abnormal end",
    when=((),),
    scope=Scope(everywhere=True),
    verdicts="N N N N",
    because="What the hands met there is a reason to stop and to have it looked at. It is nothing "
    "to stretch against, so the stretches that move that way stay out on that side.",
    changes_if="It is measured again with an end as expected there, or the reading is taken back.",
    grade="general knowledge",
    sources=("general_knowledge",),
)
