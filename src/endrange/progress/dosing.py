"""How long the muscles of a measure were under stretch, session by session."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from endrange.knowledge import Catalogue
from endrange.progress.forecasting import Dosed
from endrange.session import Bout
from endrange.values import Side


def doses(
    done: Iterable[tuple[date, Bout]], measure: str, side: Side, catalogue: Catalogue
) -> tuple[Dosed, ...]:
    """Return the days on which a side of a measure was stretched, with the seconds of each.

    A stretch counts if its primary muscles are among those of the stretches that this measure
    belongs to (ours: the catalogue does not say which muscles a measure tests). Stretching both
    sides at once counts for either.

    Args:
        done: each bout with its day, in any order.
    """
    tested = _muscles(measure, catalogue)
    seconds: Counter[date] = Counter()
    for on, bout in done:
        stretch = catalogue.stretches.get(bout.stretch)
        if stretch and bout.side in (side, Side.BOTH) and tested & {*stretch.primary_muscles}:
            seconds[on] += bout.seconds
    return tuple(Dosed(on=on, seconds=seconds[on]) for on in sorted(seconds) if seconds[on])


def _muscles(measure: str, catalogue: Catalogue) -> set[str]:
    own = (one for one in catalogue.stretches.values() if one.measure == measure)
    return {muscle for stretch in own for muscle in stretch.primary_muscles}
