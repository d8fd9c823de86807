"""How long the knowledge takes to load, to check, and to lay a clinic's entries over.

Run ``python benchmarks/catalogue_speed.py``. Times are the processor's, the least of several, so
that neighbours do not count. Beside the loading stands its bound from below: reading the same files
as TOML and doing nothing with them, by the reader in use and by the standard library's.
"""

import resource
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable
from pathlib import Path

import tomli

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from endrange.knowledge.languages import language  # noqa: E402
from endrange.knowledge.laws import check  # noqa: E402
from endrange.knowledge.laws.words import texts  # noqa: E402
from endrange.knowledge.loader import SHIPPED, load_from  # noqa: E402
from endrange.knowledge.overlay import lay_over  # noqa: E402

TIMES = 7
LOAD_MS, CHECK_MS = 150, 1000
"""What may be used: to load, and for the whole of ``endrange catalogue check``."""

OVERLAY = {
    "stretches": {"ham_slr_shoulder": {"lay_partner": "supervised"}},
    "goals": {"running": {"lead": "You run a lot."}},
}


def least_ms(what: Callable[[], object]) -> float:
    """Milliseconds of the processor, the least of several, with nothing remembered."""
    took = []
    for _ in range(TIMES):
        texts.cache_clear()
        start = time.process_time()
        what()
        took.append(time.process_time() - start)
    return 1000 * min(took)


def parse_only(loads: Callable[[str], object]) -> None:
    for file in SHIPPED.rglob("*.toml"):
        loads(file.read_text(encoding="utf-8"))


def command() -> None:
    subprocess.run(
        [sys.executable, "-m", "endrange_app.cli", "catalogue", "check"],
        check=True,
        capture_output=True,
        cwd=ROOT,
    )


def child_ms(what: Callable[[], object]) -> tuple[float, float]:
    """The same for a process of its own, from its start to its end: processor, and by the clock."""
    took, waited = [], []
    for _ in range(TIMES):
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        what()
        waited.append(time.perf_counter() - start)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        took.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return 1000 * min(took), 1000 * min(waited)


def read_german() -> None:
    """What the first German page waits for; English has no phrase books."""
    language.cache_clear()
    language("de")


def main() -> None:
    catalogue = load_from(SHIPPED)
    size = sum(file.stat().st_size for file in SHIPPED.rglob("*.toml"))
    checked, waited = child_ms(command)
    parsed, compiled = (least_ms(lambda r=r: parse_only(r.loads)) for r in (tomllib, tomli))
    figures = [
        ("read as TOML by tomllib, nothing more", parsed, None),
        ("read as TOML by tomli, nothing more", compiled, None),
        ("load: read, validate, freeze", least_ms(lambda: load_from(SHIPPED)), LOAD_MS),
        ("read the German phrase books", least_ms(read_german), None),
        ("all laws over all entries", least_ms(lambda: check(catalogue)), None),
        (
            "lay a clinic’s entries over, checked",
            least_ms(lambda: lay_over(catalogue, OVERLAY)),
            None,
        ),
        ("`endrange catalogue check`, the whole process", checked, CHECK_MS),
        (f"the same by the clock; {CHECK_MS} where nothing else runs", waited, None),
    ]
    print(f"{len(list(SHIPPED.rglob('*.toml')))} files, {size / 1000:.0f} kB\n")
    print("| what | ms | bound |")
    print("|---|---|---|")
    for what, took, bound in figures:
        print(f"| {what} | {took:.0f} | {bound or ''} |")
    for what, took, bound in figures:
        assert bound is None or took < bound, f"{what}: {took:.0f} ms, over {bound} ms"


if __name__ == "__main__":
    main()
