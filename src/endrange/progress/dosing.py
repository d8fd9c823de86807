"""How long the muscles of a measure were under stretch, session by session."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from endrange.knowledge import Catalogue
from endrange.progress.forecasting import Dosed
from endrange.session import Bout
from endrange.values import Side


def doses(
    done: Iterable[tuple[date, Bout | None]], measure: str, side: Side, catalogue: Catalogue
) -> tuple[Dosed, ...]:
    """Return the days on which a side of a measure was stretched, with the seconds of each.

    A session of which nobody knows what was done may have stretched it: its seconds are unknown.

    A stretch counts if its primary muscles are among those of the stretches that this measure
    belongs to (ours: the catalogue does not say which muscles a measure tests). Stretching both
    sides at once counts for either.

    Args:
        done: each bout with its day, in any order; None: what was done that day is not known.
    """
    counting, sides = _counting(measure, catalogue), (side, Side.BOTH)
    seconds: Counter[date] = Counter()
    unknown = set()
    for on, bout in done:
        if bout is None:
            unknown.add(on)
        elif bout.stretch in counting and bout.side in sides:
            seconds[on] += bout.seconds
    days = sorted(unknown | {on for on in seconds if seconds[on]})
    return tuple(
        Dosed.trusted({"on": on, "seconds": None if on in unknown else seconds[on]}) for on in days
    )


def _counting(measure: str, catalogue: Catalogue) -> set[str]:
    """The stretches with a primary muscle among those of the stretches of a measure."""
    every = catalogue.stretches.values()
    tested = {muscle for one in every if one.measure == measure for muscle in one.primary_muscles}
    return {one.id for one in every if not tested.isdisjoint(one.primary_muscles)}
