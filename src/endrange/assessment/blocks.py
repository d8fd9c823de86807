"""Abnormal end-feels: for screening to decide on, not for a plan to push against."""

from collections.abc import Iterable, Sequence

from endrange.assessment.history import History
from endrange.assessment.readings import Block, Reading
from endrange.knowledge import YES, Answer, Catalogue, EndFeel, Entry, Place
from endrange.values import Side

ASKED, STOPS = "joints", "blocked"
"""The question a block answers, and the choice for a joint that stops hard."""

FELT = {
    EndFeel.BONY: "A hard, bony end where none is expected",
    EndFeel.EMPTY: "Stopped by pain before any resistance",
    EndFeel.SPASM: "A muscle tightened against the movement",
    EndFeel.SPRINGY: "It sprang back: something is in the way",
    EndFeel.BOGGY: "A soft, swollen end",
}


def block(reading: Reading, catalogue: Catalogue) -> Block | None:
    """Return what the hands met at the end of a reading, if it is none of what is expected there.

    Empty, spasm, springy and boggy are abnormal everywhere; bony wherever bone does not end the
    movement. Firm or soft in the wrong place is left to the examiner: hands disagree about it.

    Raises: UnknownId for a measure the catalogue does not know.
    """
    feel = reading.end_feel
    if feel is None:
        return None
    measure = catalogue.measure(reading.measure)
    unexpected = feel is EndFeel.BONY and feel not in measure.end_feels
    if not (feel.is_abnormal or unexpected):
        return None
    return Block(
        measure=measure.id,
        side=reading.side,
        joint=measure.joint,
        movement=measure.movement,
        end_feel=feel,
        on=reading.taken_at.date(),
        because=f"{FELT[feel]}, at {measure.name.lower()}.",
    )


def blocks(readings: Sequence[Reading] | History, catalogue: Catalogue) -> tuple[Block, ...]:
    """Return what stands: of each measure and side the latest end-feel that was noted.

    A later reading at which none was noted takes nothing back: not noted is not "as expected".
    """
    trails = History.of(readings).trails.values()
    noted = [row for trail in trails for row in trail if row.how.end_feel is not None]
    latest = {
        (row.how.measure, row.how.side): row for row in sorted(noted, key=lambda row: row.taken_at)
    }
    return tuple(met for row in latest.values() if (met := block(row.reading, catalogue)))


def as_answer(blocks: Iterable[Block], catalogue: Catalogue) -> Answer | None:
    """Return blocks as an answer to ``ASKED``: yes, joints that stop hard, and where; or nothing.

    No block is no answer: nothing abnormal was noted, which is not the same as "no".
    """
    found = dict.fromkeys(_place(each, catalogue) for each in blocks)
    entries = tuple(Entry(what=STOPS, place=place) for place in found)
    return Answer(value=YES, entries=entries) if entries else None


def into(block: Block, catalogue: Catalogue) -> tuple[str, ...]:
    """Return the stretches that move into a block: by its measure, or its joint that way."""
    return tuple(
        each.id
        for each in catalogue.stretches.values()
        if each.measure == block.measure
        or (each.joint, each.movement) == (block.joint, block.movement)
    )


def _place(block: Block, catalogue: Catalogue) -> Place:
    """The area of the body map that is most nearly the joint."""
    holding = [area for area in catalogue.areas.values() if block.joint in area.joints]
    area = min(holding, key=lambda area: (area.joints.index(block.joint), len(area.joints)))
    return Place(area=area.id, side=block.side if area.paired else Side.MIDLINE)
