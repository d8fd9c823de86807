"""How long a plan takes, and how that grows: 8, 25 and 60 minutes; all stretches, 100 and 300.

Run ``python benchmarks/plan_speed.py``. Times are the processor's, so that neighbours do not count.
Beside them stand the largest gap to the proven bound and the usual number of items. A tenth of all
decisions forbids, so that no two plans are the same.
"""

import sys
import time
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from random import Random
from statistics import median, quantiles

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from endrange.assessment import Findings, Limitation  # noqa: E402
from endrange.knowledge import Catalogue, Mode, Muscle, Position, Stretch, Verdict, load  # noqa: E402
from endrange.planning import PlanRequest, plan  # noqa: E402
from endrange.screening import Clearance, Setting, StretchClearance  # noqa: E402
from endrange.values import Side  # noqa: E402

MINUTES = (8, 25, 60)
GROWN = (100, 300)
RUNS = 60
BUDGET_MS = 100.0
"""p95 of 60 minutes with about 100 stretches, from docs/explanation/planning.md."""

HEAD = f"{'stretches':>9} {'minutes':>7} {'p50 ms':>8} {'p95 ms':>8} {'gap %':>6} {'items':>6}"


def grown(catalogue: Catalogue, size: int) -> Catalogue:
    """The catalogue with its stretches repeated over new muscles, positions drawn by a fixed seed.

    Six stretches a muscle, as the full catalogue has for the hamstrings: its hardest part.
    """
    random = Random(size)  # noqa: S311
    shipped = list(catalogue.stretches.values())
    muscles: dict[str, Muscle] = dict(catalogue.muscles)
    stretches: dict[str, Stretch] = {}
    for number in range(size):
        like = shipped[number % len(shipped)]
        lead = muscles[like.primary_muscles[0]]
        muscle = lead.replace(id=f"muscle_{number // 6}", area=f"area_{number // 6}")
        muscles[muscle.id] = muscle
        stretch = like.replace(
            id=f"stretch_{number}",
            primary_muscles=(muscle.id,),
            position=random.choice(list(Position)),
        )
        stretches[stretch.id] = stretch
    goal = next(iter(catalogue.goals.values()))
    wanted = goal.replace(muscles={id_: random.random() for id_ in muscles})
    return catalogue.replace(muscles=muscles, stretches=stretches, goals={goal.id: wanted})


def cleared(catalogue: Catalogue, random: Random) -> Clearance:
    """A clearance that forbids a tenth of the rows, so that no two plans are the same."""
    rows = [
        StretchClearance(
            stretch=stretch.id,
            side=side,
            verdicts=dict.fromkeys(
                Mode, Verdict.AVOID if random.random() < 0.1 else Verdict.PROCEED
            ),
        )
        for stretch in catalogue.stretches.values()
        for side in stretch.sides
    ]
    return Clearance(
        on=date(2026, 11, 20),
        setting=Setting.CLINIC,
        catalogue=catalogue.version,
        urgency=None,
        findings=(),
        regions=(),
        stretches=tuple(rows),
    )


def found(catalogue: Catalogue, random: Random) -> Findings:
    measures = [stretch.measure for stretch in catalogue.stretches.values() if stretch.measure]
    limits = [
        Limitation(
            measure=random.choice(measures),
            side=random.choice((Side.LEFT, Side.RIGHT)),
            weight=random.random(),
            because="8° less than the other side, more than the error of 7°.",
        )
        for _ in range(3)
    ]
    return Findings(
        limitations=tuple(limits), tighter={limit.measure: limit.side for limit in limits}
    )


def timed(catalogue: Catalogue, minutes: int) -> Iterator[tuple[float, float, int]]:
    """Milliseconds, gap in percent and number of items, for one client after another."""
    random = Random(minutes)  # noqa: S311
    goal = next(iter(catalogue.goals))
    while True:
        clearance, findings = cleared(catalogue, random), found(catalogue, random)
        request = PlanRequest(minutes=minutes, goals=(goal,))
        start = time.process_time()
        made = plan(request, clearance, findings, catalogue)
        yield 1000 * (time.process_time() - start), made.gap_percent, len(made.items)


def main() -> None:
    shipped = load()
    print(HEAD)
    worst = 0.0
    for catalogue in (shipped, *(grown(shipped, size) for size in GROWN)):
        size = len(catalogue.stretches)
        for minutes in MINUTES:
            rows = list(islice(timed(catalogue, minutes), RUNS))
            times = [row[0] for row in rows]
            p95 = quantiles(times, n=20)[-1]
            gap = max(row[1] for row in rows)
            items = median(row[2] for row in rows)
            print(f"{size:9} {minutes:7} {median(times):8.1f} {p95:8.1f} {gap:6.2f} {items:6.0f}")
            worst = p95 if (size, minutes) == (100, 60) else worst
    verdict = "within" if worst < BUDGET_MS else "OVER"
    print(
        f"60 minutes, 100 stretches: p95 {worst:.1f} ms, {verdict} the budget of {BUDGET_MS:.0f} ms"
    )


if __name__ == "__main__":
    main()
