"""A client's charts with everything they are drawn beside: goals, and published groups."""

from collections.abc import Iterable, Sequence

from endrange.knowledge import Catalogue, Measure
from endrange_app.web import chart, contexts, wishes


def of(
    measures: Iterable[Measure],
    known: wishes.Known,
    goals: Sequence[wishes.Shown],
    catalogue: Catalogue,
) -> list[chart.Chart]:
    """One chart a measure, with those of the goals that are of it."""
    made = []
    for measure in measures:
        own = known.history.only([measure.id])
        groups = contexts.of(measure, own, known.changes, known.person, catalogue)
        beside = chart.Beside(wishes.targets(goals, measure), groups)
        made.append(chart.of_measure(measure, own, known.changes, beside))
    return made
