"""A file that cannot be read gets one line that names the field, and exit code 2."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from endrange_app.cli import main
from endrange_app.cli.files import LARGEST_BYTES

GOOD = {"version": 1, "setting": "clinic", "on": "2026-11-20", "answers": {}}
Run = Callable[[Path], str]


@pytest.fixture
def refused(capsys: pytest.CaptureFixture[str]) -> Run:
    def run(file: Path) -> str:
        with pytest.raises(SystemExit) as left:
            main(["screen", str(file), "--json"])
        said = capsys.readouterr()
        assert left.value.code == 2
        assert said.out == ""
        assert said.err.count("\n") == 1, "one line"
        return said.err.removeprefix("endrange: ").strip()

    return run


BYTES = {
    "empty": (b"", "is not JSON"),
    "not JSON": (b"setting: clinic", "is not JSON"),
    "half a file": (b'{"setting": "cli', "is not JSON"),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\xff\xfe", "is not text"),
    "a list": (b"[1, 2]", "write one JSON object"),
    "a word": (b'"yes"', "write one JSON object"),
    "null": (b"null", "write one JSON object"),
    "no number": (b'{"on": NaN}', "NaN is not a number"),
    "a name twice": (b'{"answers": {"age": 30, "age": 70}}', "age: is there twice"),
    "version true": (b'{"version": true}', "version: should be 1, not true"),
    "version 1.0": (b'{"version": 1.0}', "version: should be 1, not 1.0"),
    "version null": (b'{"version": null}', "version: should be 1, not null"),
    "very deep": (b'{"a":' * 100_000, "nested too deeply"),
    "huge": (b" " * (LARGEST_BYTES + 1), "is larger than 5 MB"),
}


@pytest.mark.parametrize(("content", "reason"), BYTES.values(), ids=BYTES)
def test_what_is_no_json_object(tmp_path: Path, refused: Run, content: bytes, reason: str) -> None:
    file = tmp_path / "case.json"
    file.write_bytes(content)

    said = refused(file)

    assert said.startswith("case.json: ")
    assert reason in said


def test_no_such_file(tmp_path: Path, refused: Run) -> None:
    assert refused(tmp_path / "gone.json") == (
        "gone.json: the file: cannot be read: No such file or directory"
    )


def test_a_directory(tmp_path: Path, refused: Run) -> None:
    assert refused(tmp_path).endswith("the file: cannot be read: Is a directory")


FIELDS = {
    "a version to come": ({"version": 2}, "version: Input should be 1, not 2"),
    "no setting": ({"setting": None}, "setting: is missing"),
    "an unknown setting": ({"setting": "gym"}, "setting: Input should be 'clinic', 'studio'"),
    "no day": ({"on": None}, "on: is missing"),
    "no such day": ({"on": "2026-02-30"}, "on: "),
    "a field we do not know": ({"answer": {}}, "answer: is not a field of this file"),
    "answers in a list": ({"answers": []}, "answers: "),
    "a question we do not know": ({"answers": {"star_sign": "yes"}}, "star_sign: no question"),
    "an age beyond numbers": ({"answers": {"age": 10**400}}, "age: 1000"),
    "a clearance without its clinician": ({"clearances": [{}]}, "clearances.0.by: is missing"),
}


@pytest.mark.parametrize(("changes", "reason"), FIELDS.values(), ids=FIELDS)
def test_a_field_that_cannot_be(
    tmp_path: Path, refused: Run, changes: dict[str, object], reason: str
) -> None:
    fields = {name: value for name, value in (GOOD | changes).items() if value is not None}
    file = tmp_path / "case.json"
    file.write_text(json.dumps(fields))

    assert refused(file).startswith(f"case.json: {reason}")


def test_a_number_beyond_all_numbers_is_refused_by_its_question(
    tmp_path: Path, refused: Run
) -> None:
    file = tmp_path / "case.json"
    file.write_text(json.dumps(GOOD)[:-2] + '"age": 1e999}}')

    assert refused(file).startswith("case.json: age: inf is no answer")


@pytest.mark.parametrize("command", [["questions", "--json"], ["questions"]])
def test_a_reader_that_goes_away_is_no_fault(command: list[str]) -> None:
    """``endrange questions | head`` ends quietly."""
    called = [sys.executable, "-m", "endrange_app.cli", *command]
    with subprocess.Popen(called, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        run.stdout.close()
        said = run.stderr.read()

    assert (run.returncode, said) == (0, b"")


def test_long_values_are_shortened(tmp_path: Path, refused: Run) -> None:
    file = tmp_path / "case.json"
    file.write_text(json.dumps(GOOD | {"setting": "x" * 1000}))

    assert len(refused(file)) < 200


def test_a_byte_order_mark_does_no_harm(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "case.json"
    file.write_bytes(b"\xef\xbb\xbf" + json.dumps(GOOD).encode())

    with pytest.raises(SystemExit) as left:
        main(["screen", str(file), "--json"])

    assert left.value.code == 0
    assert json.loads(capsys.readouterr().out)["version"] == 1
