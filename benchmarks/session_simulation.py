"""How fast a session of 60 minutes is simulated by feeding events, in both machines.

Also how many random sessions a second each of them folds, and that they end alike.

Run ``python benchmarks/session_simulation.py``. Beside each figure stands real time, and its growth
with the length of the session. Needs node for the second machine; without it, it says so.
"""

import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from endrange.session import Event, SessionState, Status, Timeline, at, record, step  # noqa: E402
from tests.golden.session_traces import MODULES, SCRIPTS  # noqa: E402
from tests.sessions import random_events, real, tell  # noqa: E402

BUDGET_SECONDS = 1.0
"""For a session of 60 minutes; the bound of the issue."""
EVERY = 5
"""Seconds between two looks of a screen in the simulation, and between two ratings."""
PAIRS = (
    ("ham_slr_table", "hold_relax"),
    ("glute_knee_opp_shoulder", "passive"),
    ("calf_gastroc_supine", "contract_relax"),
    ("quad_prone_cleveland", "passive"),
    ("pec_standing_behind", "passive"),
)
RANDOM_SESSIONS = 200

RUNNER = """
import { readFileSync } from "node:fs";
const { replay, step } = await import("./machine.js");
const { BEGINNING } = await import("./state.js");
const { at } = await import("./view.js");
const { timelines, of } = JSON.parse(readFileSync("runs.json").toString());
for (const { timeline, events, looks } of of) {
  const whole = timelines[timeline];
  const began = process.cpuUsage();
  let [state, next] = [BEGINNING, 0];
  for (const now of looks) {
    while (next < events.length && events[next].at <= now) {
      state = step(state, events[next++], whole);
    }
    at(state, now, whole);
  }
  for (; next < events.length; next += 1) state = step(state, events[next], whole);
  const { user, system } = process.cpuUsage(began);
  console.log(JSON.stringify({ seconds: (user + system) / 1e6, status: state.status }));
}
"""


class Run(NamedTuple):
    timeline: int
    events: tuple[Event, ...]
    looks: tuple[int, ...]


def whole_of(minutes: int) -> Timeline:
    """Shipped stretches, again and again, until at least so many minutes are full."""
    pairs: list[tuple[str, str]] = []
    while True:
        pairs.append(PAIRS[len(pairs) % len(PAIRS)])
        made = real(*pairs)
        if made.seconds >= minutes * 60:
            return made


def usual(whole: Timeline) -> Run:
    """Started, rated every few seconds, ended; looked at as often."""
    moments = range(EVERY, whole.seconds, EVERY)
    ratings = "; ".join(f"{second} client comfort 5 0" for second in moments)
    events = tell(f"0 helper start; {ratings}; {whole.seconds} helper end")
    return Run(0, events, tuple(second * 1000 for second in moments))


def python(runs: list[Run], wholes: list[Timeline]) -> list[tuple[float, str]]:
    """Seconds of the processor for each, and how it ended."""
    found = []
    for run in runs:
        whole = wholes[run.timeline]
        began = time.process_time()
        state, left = SessionState(), list(reversed(run.events))
        for now in run.looks:
            while left and left[-1].at <= now:
                state = step(state, left.pop(), whole)
            at(state, now, whole)
        for event in reversed(left):
            state = step(state, event, whole)
        found.append((time.process_time() - began, str(state.status)))
    return found


def browser(runs: list[Run], wholes: list[Timeline]) -> list[tuple[float, str]] | None:
    """The same in node; nothing without one."""
    node = shutil.which("node")
    if node is None:
        return None
    asked = {
        "timelines": [one.model_dump(mode="json") for one in wholes],
        "of": [
            {
                "timeline": run.timeline,
                "events": [event.model_dump(mode="json") for event in run.events],
                "looks": run.looks,
            }
            for run in runs
        ],
    }
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for name in MODULES:
            shutil.copy(SCRIPTS / f"{name}.js", folder)
        (folder / "package.json").write_text('{"type": "module"}')
        (folder / "runs.json").write_text(json.dumps(asked))
        (folder / "run.js").write_text(RUNNER)
        done = subprocess.run(
            [node, "run.js"], cwd=folder, check=True, capture_output=True, text=True
        )
    lines = map(json.loads, done.stdout.splitlines())
    return [(line["seconds"], line["status"]) for line in lines]


def lengths() -> None:
    print("| minutes | acts | events | looks | Python s | browser's machine s | times real time |")
    print("|--:|--:|--:|--:|--:|--:|--:|")
    for minutes in (15, 30, 60):
        whole = whole_of(minutes)
        run = usual(whole)
        [(mine, status)] = python([run], [whole])
        theirs = browser([run], [whole])
        assert status == Status.ENDED
        other = "no node" if theirs is None else f"{theirs[0][0]:.3f}"
        faster = f"{whole.seconds / mine:,.0f}"
        sizes = f"{whole.seconds / 60:.0f} | {len(whole.segments)} | {len(run.events)}"
        print(f"| {sizes} | {len(run.looks)} | {mine:.3f} | {other} | {faster} |")
    assert mine < BUDGET_SECONDS, f"{mine:.2f} s in Python, the bound is {BUDGET_SECONDS} s"
    assert theirs is None or theirs[0][0] < BUDGET_SECONDS, "the browser's machine is too slow"
    began = time.process_time()
    record(whole, run.events)
    took = time.process_time() - began
    print(f"\nThe record of the longest is ready {took:.3f} s after the last event.")


def throughput() -> None:
    dice = Random(5)  # noqa: S311
    whole = whole_of(15)
    runs = [
        Run(0, events, tuple(event.at for event in events[:10]))
        for events in (random_events(dice, 30) for _ in range(RANDOM_SESSIONS))
    ]
    mine = sum(seconds for seconds, _ in python(runs, [whole]))
    theirs = browser(runs, [whole])
    other = "no node" if theirs is None else f"{len(runs) / sum(s for s, _ in theirs):,.0f}"
    alike = theirs is not None and [s for _, s in theirs] == [s for _, s in python(runs, [whole])]
    ends = "all end alike" if alike else "NOT compared, there is no node"
    told = f"Python {len(runs) / mine:,.0f}, the browser's machine {other}; {ends}"
    print(f"\nRandom sessions of 30 events and 10 looks a second: {told}.")
    assert theirs is None or alike


def main() -> None:
    lengths()
    throughput()


if __name__ == "__main__":
    main()
