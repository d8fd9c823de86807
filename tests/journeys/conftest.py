"""A real server, a real browser. Any error in the console, any break of the content policy and any
request that leaves the machine fails the test it happens in.
"""

import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.journeys.pair import PHONE, TABLET, WATCH, Pair, join_by_code, wait_for

ROOT = Path(__file__).parents[2]
FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--autoplay-policy=no-user-gesture-required",
]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
STAGED_AHEAD = 8
PATIENCE = 20.0
"""Seconds a server may take to answer for the first time."""

TELL_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`content policy: ${event.violatedDirective} ${event.blockedURI}`));
"""


class Server:
    """The application in a process of its own, with a folder of its own."""

    def __init__(self, home: Path, **settings: str) -> None:
        self.home = home
        self._settings = settings
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None

    def run(self, *command: str) -> str:
        """Run a Python program beside the server, on the same folder; return what it prints."""
        return subprocess.check_output(
            [sys.executable, *command], env=self._environment, cwd=ROOT, text=True, timeout=120
        )

    def start(self) -> None:
        command = ["-m", "uvicorn", "endrange_app.asgi:application", "--log-level", "warning"]
        self._process = subprocess.Popen(
            [sys.executable, *command, "--port", str(self.port)], env=self._environment, cwd=ROOT
        )
        _wait_for(self.url)

    def kill(self) -> None:
        """End it as a power cut would."""
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None

    def rows(self, question: str, *values: Any) -> list[tuple[Any, ...]]:
        """Ask the database file itself."""
        with closing(sqlite3.connect(self.home / "endrange.sqlite3")) as file:
            return file.execute(question, values).fetchall()

    @property
    def _environment(self) -> dict[str, str]:
        own = {
            "ENDRANGE_HOME": str(self.home),
            "DJANGO_SETTINGS_MODULE": "endrange_app.settings",
            "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        }
        kept = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "ENDRANGE_HOSTS")}
        return kept | own | self._settings


@contextmanager
def serving() -> Iterator[tuple[Server, Browser]]:
    """An empty server and a Chromium, for a program that is no test."""
    with TemporaryDirectory(prefix="endrange-") as home, sync_playwright() as playwright:
        server = Server(Path(home))
        server.run("-m", "endrange_app.cli", "migrate")
        found = next((path for name in NAMES if (path := shutil.which(name))), None)
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        try:
            server.start()
            yield server, browser
        finally:
            server.kill()
            browser.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(url: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            urlopen(f"{url}/accounts/login/", timeout=5).close()
        except (URLError, ConnectionError):
            time.sleep(0.05)
        else:
            return
    raise TimeoutError(f"no server answers at {url} after {PATIENCE:g} s")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A Chromium found on this machine, else a loud skip; with CI=true a failure."""
    with sync_playwright() as playwright:
        own = Path(playwright.chromium.executable_path)
        found = next((path for name in NAMES if (path := shutil.which(name))), None)
        executable = found or (str(own) if own.exists() else None)
        if executable is None:
            problem = "NO CHROMIUM FOUND: the browser tests did not run. Install chromium."
            (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(problem)
        browser = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all journeys, with the demo clinic in it."""
    running = Server(tmp_path_factory.mktemp("home"))
    running.run("-m", "endrange_app.cli", "demo")
    running.start()
    yield running
    running.kill()


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[Server]:
    """A server for one test, which may kill it."""
    running = Server(tmp_path)
    running.run("-m", "endrange_app.cli", "migrate")
    running.start()
    yield running
    running.kill()


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Open watched pages, each in a browser of its own: other cookies, other memory.

    ``excused`` names parts of console errors that the test itself brings about.
    """
    contexts, complaints = [], []

    def open_one(
        width: int = 1180, height: int = 820, *, excused: tuple[str, ...] = (), **settings: Any
    ) -> Page:
        context = chromium.new_context(viewport={"width": width, "height": height}, **settings)
        contexts.append(context)
        context.add_init_script(TELL_VIOLATIONS)
        page = context.new_page()

        def complain(what: str) -> None:
            if not any(part in what for part in excused):
                complaints.append(what)

        page.on("console", lambda said: said.type == "error" and complain(said.text))
        page.on("pageerror", lambda error: complain(str(error)))
        page.on("request", lambda request: _stays_here(request.url) or complain(request.url))
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert complaints == []


def _stays_here(url: str) -> bool:
    return url.startswith(("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:", "about:"))


@pytest.fixture(scope="session")
def sign_in() -> Callable[..., None]:
    """Sign in through the page, as a person would; from the second time on with the cookie."""
    known: dict[tuple[str, str], Any] = {}

    def signed_in(page: Page, server: Server, email: str, password: str) -> None:
        if cookies := known.get((server.url, email)):
            page.context.add_cookies(cookies)
            return
        page.goto(f"{server.url}/accounts/login/")
        page.get_by_label("Email").fill(email)
        page.get_by_label("Password").fill(password)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url(lambda url: "/accounts/login" not in url)
        known[server.url, email] = page.context.cookies()

    return signed_in


@pytest.fixture(scope="session")
def stage() -> Callable[..., dict[str, str]]:
    """A short session on a server, opened and not yet started; ``pace`` makes its acts longer."""
    ready: dict[tuple[str, int, str], list[dict[str, str]]] = {}

    def staged(server: Server, pace: int = 1, technique: str = "") -> dict[str, str]:
        waiting = ready.setdefault((server.url, pace, technique), [])
        if not waiting:
            wanted = (str(pace), "1" if technique else str(STAGED_AHEAD), technique)
            said = server.run("-m", "tests.journeys.stage", *wanted)
            waiting.extend(json.loads(said))
        return waiting.pop()

    return staged


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where screenshots go: ``ENDRANGE_PICTURES`` if that is set, else a temporary folder."""
    if chosen := os.environ.get("ENDRANGE_PICTURES"):
        folder = Path(chosen)
        folder.mkdir(parents=True, exist_ok=True)
        return folder
    return tmp_path_factory.mktemp("pictures")


@pytest.fixture
def two(server, stage, open_page, sign_in) -> Iterator[Callable[..., Pair]]:
    """Both screens of a fresh run, each in a browser of its own."""

    def joined(server: Server = server, *, excused=(), pace=1, technique="", **settings) -> Pair:
        info = stage(server, pace, technique)
        helper = open_page(*TABLET, excused=excused, **settings)
        sign_in(helper, server, info["email"], info["password"])
        helper.goto(f"{server.url}/runs/{info['run']}/")
        wait_for(helper, "waiting")
        client = open_page(*PHONE, excused=excused, has_touch=True, **settings)
        join_by_code(client, server, info["code"])
        expect(helper.get_by_text("Phone connected")).to_be_visible()
        for page in (helper, client):
            page.evaluate(WATCH)
        return Pair(server, info, helper, client)

    return joined
