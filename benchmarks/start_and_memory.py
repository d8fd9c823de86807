"""From `endrange serve` to the first page, and the memory that is resident then.

Bounds (docs/explanation/architecture.md): under 2 s, under 150 MB. Beside them the same for a bare
Django that serves one static page, on this machine: what the framework costs before we add to it.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from statistics import median

RUNS = 5
LONGEST_WAIT_S = 30
BARE = """
import sys, uvicorn
from django.conf import settings
settings.configure(SECRET_KEY="bare", ROOT_URLCONF="__main__", ALLOWED_HOSTS=["*"])
from django.core.asgi import get_asgi_application
from django.http import HttpResponse
from django.urls import path
urlpatterns = [path("accounts/login/", lambda request: HttpResponse("hello"))]
uvicorn.run(get_asgi_application(), port=int(sys.argv[1]), log_level="warning")
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def resident_mb(process: int) -> float:
    shown = subprocess.run(
        [shutil.which("ps") or "ps", "-o", "rss=", "-p", str(process)],
        capture_output=True,
        check=True,
    )
    return int(shown.stdout) / 1024


def wait_for(page: str, process: subprocess.Popen[bytes]) -> None:
    until = time.perf_counter() + LONGEST_WAIT_S
    while time.perf_counter() < until:
        if process.poll() is not None:
            raise SystemExit(f"the server ended by itself, with code {process.returncode}")
        try:
            with urllib.request.urlopen(page, timeout=LONGEST_WAIT_S) as answer:
                assert answer.status == 200, answer.status
                assert answer.read()
                return
        except urllib.error.HTTPError as error:
            raise SystemExit(f"{page} answered {error.code}") from None
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.005)
    raise SystemExit(f"no page after {LONGEST_WAIT_S} s")


def measure(command: list[str], environment: dict[str, str]) -> tuple[float, float]:
    """Seconds to the first page, and megabytes resident after it, of a fresh process."""
    port = free_port()
    began = time.perf_counter()
    process = subprocess.Popen(
        [*command, str(port)], env=os.environ | environment, stdout=subprocess.DEVNULL
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/accounts/login/", process)
        return time.perf_counter() - began, resident_mb(process.pid)
    finally:
        process.terminate()
        process.wait(timeout=LONGEST_WAIT_S)


def row(name: str, figures: list[tuple[float, float]]) -> str:
    seconds, megabytes = zip(*figures, strict=True)
    spread = f"{min(seconds):.2f} to {max(seconds):.2f}"
    return f"| {name} | {median(seconds):.2f} | {spread} | {median(megabytes):.0f} |"


def main() -> None:
    endrange = str(Path(sys.executable).parent / "endrange")
    serve = [endrange, "serve", "--demo", "--port"]
    with tempfile.TemporaryDirectory() as home:
        here = {"ENDRANGE_HOME": home, "DATABASE_URL": f"sqlite:///{home}/endrange.sqlite3"}
        first = measure(serve, here)  # makes the database and the demo clinic
        later = [measure(serve, here) for _ in range(RUNS)]
    bare = [measure([sys.executable, "-c", BARE], {}) for _ in range(RUNS)]
    print("## Start and memory\n")
    print("| process | first page, s (median) | s (range) | resident, MB (median) |")
    print("|---|---|---|---|")
    print(row("endrange serve", later))
    print(row("endrange serve, first run ever", [first]))
    print(row("bare Django, one page", bare))
    print("| bound | 2.00 | | 150 |\n")
    assert median(seconds for seconds, _ in later) < 2, "slower than its bound"
    assert max(megabytes for _, megabytes in later) < 150, "larger than its bound"


if __name__ == "__main__":
    main()
