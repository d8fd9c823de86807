"""Plants every fault in the screening room, one at a time, and looks whether a test notices.

Run ``make mutate``, or ``python -m tests.mutation truth reach:120`` for some of them. Prints each
fault that nobody noticed, and a table. What was found: docs/explanation/mutation.md.
"""

import gc
import importlib
import os
import signal
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import CodeType, ModuleType

import pytest
from _pytest.runner import runtestprotocol

from tests.mutation.mutants import Mutant, mutants_of
from tests.mutation.planting import change_functions, forget, plant, run

ROOT = Path(__file__).resolve().parents[2]
ROOM = ROOT / "src" / "endrange" / "screening"
TESTS = [
    "tests/unit/test_screening_*.py",
    "tests/spec/screening/test_*.py",
    "tests/spec/test_screening_*.py",
    "tests/spec/test_aftermath.py",
    "tests/spec/test_surgery.py",
    "tests/spec/test_settings_caps.py",
    "tests/golden/test_golden_branching.py",
]
SECONDS = 20
"""For one test; some faults never end."""
REMEMBERED = 60
BOUND = 95
"""Percent that have to be noticed."""

NOTICED, SURVIVED, NEVER_LOADED, NEVER_ENDED = range(4)


class Mutation:
    """A pytest plugin that runs the collected tests once for each fault, in forked processes."""

    def __init__(self, wanted: list[str]) -> None:
        self.wanted = wanted
        self.items: list[pytest.Item] = []
        """The quickest first."""
        self.reaching: dict[str, set[pytest.Item]] = defaultdict(set)
        """By module and function: the tests that run it."""
        self.noticed_by: list[int] = []
        """Places in ``items`` of those that noticed something lately: they are asked first."""
        self.counts: dict[str, Counter[int]] = {}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Without generated cases: what is noticed here is noticed every time."""
        items[:] = [item for item in items if not hasattr(item.function, "hypothesis")]

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        names = sorted(file.stem for file in ROOM.glob("*.py") if file.stem != "__init__")
        modules = {name: importlib.import_module(f"endrange.screening.{name}") for name in names}
        sources = {name: (ROOM / f"{name}.py").read_text(encoding="utf-8") for name in names}
        for name, module in modules.items():  # as with a fault, but without one
            change_functions(module, run(sources[name], module))
        self._run_each_once(session.items)
        for name, module in modules.items():
            self._all_of(name, sources[name], module)
        return True

    def _run_each_once(self, items: list[pytest.Item]) -> None:
        took = {}
        for item in items:
            start = time.perf_counter()
            forget()
            with _watching() as functions:
                assert _passes(item), f"{item.nodeid} fails without any fault"
            for name in functions:
                self.reaching[name].add(item)
            took[item] = time.perf_counter() - start
        self.items = sorted(items, key=lambda item: took[item])
        print(f"\n{len(items)} tests, {sum(took.values()):.0f} s", flush=True)
        gc.freeze()  # forked processes then share what is there
        gc.disable()

    def _all_of(self, name: str, source: str, module: ModuleType) -> None:
        mutants = [one for one in mutants_of(name, source) if self._is_wanted(one.name)]
        counts = self.counts[name] = Counter()
        for mutant in mutants:
            verdict = self._try(mutant, module)
            counts[verdict] += 1
            if verdict == SURVIVED:
                print(f"\n{mutant.name}\n{mutant.change}", flush=True)
        if mutants:
            print(f"\n| {name} | {_row(counts)} |", flush=True)

    def _is_wanted(self, name: str) -> bool:
        return not self.wanted or any(f"{name}:".startswith(f"{one}:") for one in self.wanted)

    def _try(self, mutant: Mutant, module: ModuleType) -> int:
        """Fork, and wait for what comes of it."""
        come, go = os.pipe()
        child = os.fork()
        if not child:
            os._exit(self._look(mutant, module, go))
        os.close(go)
        number = os.read(come, 20)
        os.close(come)
        _, status = os.waitpid(child, 0)
        if number:
            first = int(number)
            self.noticed_by = [first, *(one for one in self.noticed_by if one != first)]
            self.noticed_by = self.noticed_by[:REMEMBERED]
        return NEVER_ENDED if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)

    def _look(self, mutant: Mutant, module: ModuleType, go: int) -> int:
        """In the forked process: plant it and run the tests until one fails."""
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(SECONDS)
        try:
            plant(mutant, module)
        except Exception:
            return NEVER_LOADED
        forget()
        for number in self._in_order(mutant):
            signal.alarm(SECONDS)
            if not _passes(self.items[number]):
                os.write(go, str(number).encode())
                return NOTICED
        return SURVIVED

    def _in_order(self, mutant: Mutant) -> Iterator[int]:
        """The tests that may notice it: all that run its function, of a table all there are."""
        reaching = self.reaching[f"{mutant.name.partition(':')[0]}.{mutant.within}"]
        for number in dict.fromkeys([*self.noticed_by, *range(len(self.items))]):
            if not mutant.within or self.items[number] in reaching:
                yield number


@contextmanager
def _watching() -> Iterator[set[str]]:
    """Note which functions of the room run."""
    codes: set[CodeType] = set()
    names: set[str] = set()
    sys.setprofile(lambda frame, event, _: codes.add(frame.f_code) if event == "call" else None)
    try:
        yield names
    finally:
        sys.setprofile(None)
        for code in codes:
            file = Path(code.co_filename)
            if file.parent == ROOM:
                names.add(f"{file.stem}.{code.co_qualname.partition('.<locals>')[0]}")


def _passes(item: pytest.Item) -> bool:
    """Call it, past pytest where it needs no fixtures: most of the time is saved."""
    given = getattr(item, "callspec", None)
    params = given.params if given else {}
    if set(item._fixtureinfo.argnames) != set(params):
        return not any(one.failed for one in runtestprotocol(item, log=False, nextitem=None))
    try:
        item.obj(**params)
    except BaseException:  # pytest's own failures are no exceptions
        return False
    return True


def _row(counts: Counter[int]) -> str:
    noticed = counts[NOTICED] + counts[NEVER_ENDED]
    planted = noticed + counts[SURVIVED]
    share = 100 * noticed / planted if planted else 100
    return f"{planted} | {noticed} | {counts[SURVIVED]} | {share:.1f} %"


def main(wanted: list[str]) -> int:
    """0 where enough were noticed."""
    plugin = Mutation(wanted)
    files = [str(file) for pattern in TESTS for file in sorted(ROOT.glob(pattern))]
    quiet = ["-q", "-s", "-p", "no:cacheprovider", "-p", "no:xdist", "-m", "not deep"]
    code = pytest.main([*quiet, *files], plugins=[plugin])
    total = sum(plugin.counts.values(), Counter())
    print("\n| module | faults | noticed | not noticed | |\n|---|---|---|---|---|")
    for name, counts in plugin.counts.items():
        if counts:
            print(f"| {name} | {_row(counts)} |")
    print(f"| all | {_row(total)} |")
    print(
        f"{total[NEVER_LOADED]} more do not load; of those noticed, {total[NEVER_ENDED]} never end."
    )
    noticed = total[NOTICED] + total[NEVER_ENDED]
    enough = 100 * noticed >= BOUND * (noticed + total[SURVIVED])
    return int(code) or int(not enough)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
