"""``endrange demo``, ``clinic`` and ``serve``: the commands that touch records."""

import os
import socket
import ssl
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from endrange_app.cli import main
from endrange_app.storage import demo
from endrange_app.storage.models import AuditEntry, Clinic, Membership


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert isinstance(left.value.code, int)
    return left.value.code


@pytest.mark.django_db
def test_demo_is_made_once_and_says_how_to_sign_in(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("demo") == 0
    first = capsys.readouterr().out
    assert run("demo") == 0

    assert capsys.readouterr().out == first
    assert demo.PRACTITIONER[0] in first
    assert demo.PASSWORD in first
    assert Clinic.objects.count() == 1


@pytest.mark.django_db
class TestClinic:
    OPEN = ("clinic", "North Quay", "--owner", "Ida@North.example", "--owner-name", "Ida Berg")

    def test_opens_with_an_owner_who_can_sign_in(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("ENDRANGE_OWNER_PASSWORD", "a quiet afternoon")

        assert run(*self.OPEN, "--setting", "studio") == 0

        clinic = Clinic.objects.get()
        owner = Membership.objects.get(clinic=clinic, role="owner").user
        assert (clinic.name, clinic.setting) == ("North Quay", "studio")
        assert owner.email == "ida@north.example"
        assert owner.check_password("a quiet afternoon")
        assert AuditEntry.objects.filter(clinic=clinic, by=None).exists()

    @pytest.mark.parametrize(
        ("password", "changes", "reason"),
        [
            ("12345678", (), "--password: "),
            ("a quiet afternoon", ("--owner", "ida"), "--owner: "),
        ],
        ids=["a password everybody tries", "no e-mail"],
    )
    def test_refuses(
        self,
        password: str,
        changes: tuple[str, ...],
        reason: str,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        monkeypatch.setenv("ENDRANGE_OWNER_PASSWORD", password)

        assert run(*self.OPEN, *changes) == 2
        assert capsys.readouterr().err.startswith(f"endrange: {reason}")
        assert not Clinic.objects.exists()

    def test_refuses_somebody_who_has_an_account(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setenv("ENDRANGE_OWNER_PASSWORD", "a quiet afternoon")
        assert run(*self.OPEN) == 0

        assert run(*self.OPEN) == 2
        assert "has an account already" in capsys.readouterr().err
        assert Clinic.objects.count() == 1


class TestServe:
    @pytest.fixture
    def port(self) -> int:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            return int(probe.getsockname()[1])

    def test_serves_the_first_page_of_an_empty_folder(self, port: int, tmp_path: Path) -> None:
        process = serving("--demo", "--port", str(port), home=tmp_path / "new")
        try:
            page = first_page(f"http://127.0.0.1:{port}/accounts/login/", process)
        finally:
            process.terminate()
            said, _ = process.communicate(timeout=20)

        assert "password" in page
        assert f"http://127.0.0.1:{port}" in said
        assert demo.PASSWORD in said
        assert "Second screen" in said
        assert (tmp_path / "new" / "endrange.sqlite3").exists()
        assert process.returncode in (0, -15)

    @pytest.mark.deep
    def test_lan_serves_the_same_pages_over_https_too(self, port: int, tmp_path: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            protected = int(probe.getsockname()[1])
        asked = ("--lan", "--address", "127.0.0.1", "--https-port", str(protected))
        process = serving("--port", str(port), *asked, home=tmp_path)
        try:
            plain = first_page(f"http://127.0.0.1:{port}/phone/", process)
            trusting = ssl.create_default_context(cafile=tmp_path / "tls" / "authority.crt")
            https = f"https://127.0.0.1:{protected}/phone/"
            page = urllib.request.urlopen(https, timeout=20, context=trusting).read().decode()
        finally:
            process.terminate()
            said, _ = process.communicate(timeout=20)

        assert "authority.crt" in plain
        assert "authority.crt" in page
        assert https.removesuffix("/phone/") in said
        assert "Fingerprint of the authority" in said
        assert process.returncode in (0, -15)

    def test_a_taken_port_is_refused(self, capsys: pytest.CaptureFixture[str]) -> None:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()

            assert run("serve", "--port", str(taken.getsockname()[1])) == 2
        said = capsys.readouterr().err
        assert said.startswith("endrange: --port: cannot listen on")
        assert said.count("\n") == 1


def serving(*options: str, home: Path) -> "subprocess.Popen[str]":
    ours = {"ENDRANGE_HOME": str(home), "PYTHONPATH": "src"}
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return subprocess.Popen(
        [sys.executable, "-m", "endrange_app.cli", "serve", *options],
        env=kept | ours,
        stdout=subprocess.PIPE,
        text=True,
    )


def first_page(address: str, process: "subprocess.Popen[str]") -> str:
    for _ in range(600):
        assert process.poll() is None, "the server ended by itself"
        try:
            with urllib.request.urlopen(address, timeout=20) as answer:
                return str(answer.read().decode())
        except ConnectionError:
            pass
        except OSError as error:
            if not isinstance(getattr(error, "reason", None), ConnectionError):
                raise
        time.sleep(0.05)
    raise AssertionError("no page in 30 s")
