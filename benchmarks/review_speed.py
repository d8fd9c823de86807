"""How long it takes to judge a client's whole history, and how that grows with the visits.

Twelve measure-sides at every visit, two examiners, all readings given as values. Beside the time of
``review`` stands that of one forecast. Times are the processor's, so that neighbours do not count.
"""

import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from random import Random
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1]))

from endrange.assessment import Reading
from endrange.knowledge import load
from endrange.progress import Dosed, forecast, review
from endrange.values import Side
from tests.builders import READING_DAY, reading

MEASURES = (
    "hip_flexion_slr",
    "knee_ext_9090",
    "hip_ir_prone",
    "ankle_df_knee_flex",
    "shoulder_flexion",
    "shoulder_er_90",
)
VISITS = (5, 50, 100, 500)
RUNS = 15
BUDGET_MS = 50.0
"""For 500 visits: half of what a page has (100 ms)."""


def history(visits: int) -> list[Reading]:
    """Two visits a week of somebody who slowly gains."""
    random = Random(3)  # noqa: S311  no secret
    return [
        reading(
            40 + visit / 50 + random.gauss(0, 2.5),
            visit * 3.5,
            measure=measure,
            side=side,
            instrument="phone inclinometer",
            examiner="sam" if visit % 5 else "kim",
        )
        for visit in range(visits)
        for measure in MEASURES
        for side in (Side.LEFT, Side.RIGHT)
    ]


def took(run: Callable[[], object]) -> float:
    """Milliseconds of the processor, median of some runs."""
    times = []
    for _ in range(RUNS):
        start = time.process_time()
        run()
        times.append(time.process_time() - start)
    return 1000 * median(times)


def main() -> None:
    catalogue = load()
    print("| visits | readings | review, ms | one forecast, ms |")
    print("|--------|----------|------------|------------------|")
    slowest = 0.0
    for visits in VISITS:
        readings = history(visits)
        on = (READING_DAY + timedelta(days=3.5 * visits)).date()
        one = [r for r in readings if r.measure == MEASURES[0] and r.side is Side.LEFT]
        doses = [Dosed(on=r.taken_at.date(), seconds=90) for r in one[1:]]
        judged = took(lambda rows=readings, day=on: review(rows, catalogue, on=day))
        ahead = took(lambda r=one, d=doses, day=on: forecast(r, d, catalogue, on=day))
        print(f"| {visits:6} | {len(readings):8} | {judged:10.1f} | {ahead:16.1f} |")
        slowest = judged
    if slowest > BUDGET_MS:
        raise SystemExit(f"{slowest:.0f} ms for {VISITS[-1]} visits is beyond {BUDGET_MS:g} ms")


if __name__ == "__main__":
    main()
