"""One session, two server processes, a real Redis between them: the stop comes through."""

import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from tests.journeys.conftest import Server

pytestmark = pytest.mark.deep

BEHIND = 4008
"""Close code: something was missed, read the record."""
SOON = 1.0
"""Seconds; generous, since a busy machine is no fault of ours. Measured in benchmarks."""
LATER = 8.0
"""Without Redis: two looks at the record, and the device opening its line again."""


@pytest.fixture
def redis(tmp_path: Path) -> Iterator["subprocess.Popen[bytes]"]:
    program = shutil.which("redis-server")
    if program is None:
        problem = "NO redis-server FOUND: rooms of several processes were not tested."
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(problem)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = ["--bind", "127.0.0.1", "--port", str(port), "--save", "", "--dir", str(tmp_path)]
    process = subprocess.Popen([program, *options], stdout=subprocess.DEVNULL)
    process.address = f"redis://127.0.0.1:{port}/0"  # type: ignore[attr-defined]
    yield process
    process.kill()
    process.wait()


@pytest.fixture
def servers(redis: Any, tmp_path: Path) -> Iterator[tuple[Server, Server]]:
    """Two processes on one file."""
    home = tmp_path / "home"
    both = tuple(Server(home, ENDRANGE_REDIS=redis.address) for _ in range(2))
    both[0].run("-m", "endrange_app.cli", "migrate")
    for server in both:
        server.start()
    yield both[0], both[1]
    for server in both:
        server.kill()


class Screens:
    """The client at one process, the helper at the other, by bare sockets."""

    def __init__(self, servers: tuple[Server, Server]) -> None:
        one, other = servers
        staged = json.loads(one.run("-m", "tests.journeys.stage", "20", "1"))[0]
        (self.token,) = one.rows(
            "select join_token from storage_run where join_code = ?", staged["code"]
        )[0]
        self.run = staged["run"]
        self.cookie = other.run("-c", COOKIE, staged["email"]).strip()
        self.servers, self.open = servers, ExitStack()
        self.client = self._line(one, f"/live/join/{self.token}/")
        self.helper = self._line(other, f"/live/{self.run}/")
        self.sequence = 0

    def _line(self, server: Server, path: str) -> ClientConnection:
        headers = {"Cookie": self.cookie, "Origin": server.url}
        address = server.url.replace("http", "ws") + path
        line = connect(address, additional_headers=headers, proxy=None)
        return self.open.enter_context(line)

    def say(self, kind: str, **more: Any) -> str:
        self.sequence += 1
        event = {"device": "client-x", "sequence": self.sequence, "at": 0, "kind": kind, **more}
        self.client.send(json.dumps({"type": "event", "event": event}))
        return f"client-x:{self.sequence}"

    def reopen_helper(self) -> dict[str, Any]:
        self.helper = self._line(self.servers[1], f"/live/{self.run}/")
        hello: dict[str, Any] = json.loads(self.helper.recv(timeout=LATER))
        return hello


COOKIE = """
import sys, django; django.setup()
from django.test import Client
from endrange_app.storage.models import User
browser = Client(); browser.force_login(User.objects.get(email=sys.argv[1]))
print("sessionid=" + browser.cookies["sessionid"].value)
"""


@pytest.fixture
def screens(servers: tuple[Server, Server]) -> Iterator[Screens]:
    both = Screens(servers)
    with both.open:
        yield both


def heard(line: ClientConnection, name: str, within: float) -> bool:
    """Whether an event comes over a line, written down or passed on."""
    deadline = time.monotonic() + within
    while (left := deadline - time.monotonic()) > 0:
        try:
            message = json.loads(line.recv(timeout=left))
        except TimeoutError:
            return False
        event = message.get("event")
        if event and f"{event['device']}:{event['sequence']}" == name:
            return True
    return False


def closed(line: ClientConnection) -> int | None:
    """The code with which a line is closed, once it is."""
    try:
        for _ in range(100):
            line.recv(timeout=LATER)
    except ConnectionClosed as end:
        return end.rcvd.code if end.rcvd else None
    return None


def settled(screens: Screens) -> None:
    """Both processes know of each other once the client sees the helper."""
    deadline = time.monotonic() + LATER
    while time.monotonic() < deadline:
        message = json.loads(screens.client.recv(timeout=LATER))
        if message["type"] == "presence" and message["present"]["helper"]:
            return
    raise AssertionError("the client never saw the helper")


def test_a_stop_crosses_from_one_process_to_the_other(screens: Screens) -> None:
    settled(screens)

    assert heard(screens.helper, screens.say("stop"), SOON)


def test_no_stop_is_lost_in_a_flood(screens: Screens) -> None:
    settled(screens)
    for n in range(150):
        screens.client.send(json.dumps({"type": "ping", "asked": n}))
        if n % 10 == 0:
            screens.say("comfort", stretch=n % 7, pain=0)
    stops = [screens.say("stop") for _ in range(5)]

    for name in stops:
        assert heard(screens.helper, name, LATER), name


def test_without_redis_the_record_brings_the_stop(
    screens: Screens, redis: "subprocess.Popen[bytes]"
) -> None:
    settled(screens)
    redis.kill()
    redis.wait()

    screens.say("stop")
    assert closed(screens.helper) == BEHIND
    kinds = [one["event"]["kind"] for one in screens.reopen_helper()["events"]]
    assert kinds == ["stop"]
