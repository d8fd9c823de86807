"""The examples of docs/reference/json.md do what the page says."""

import json
import re
import shlex
from pathlib import Path

import pytest

from endrange_app.cli import main

PAGE = Path(__file__).parents[2] / "docs/reference/json.md"
FILE = re.compile(r"^`([\w.]+)`[^\n]*:\n\n```json\n(.*?)```", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^```sh\n(.*?)```", re.MULTILINE | re.DOTALL)


def run(line: str, capsys: pytest.CaptureFixture[str]) -> str:
    words, _, target = line.partition(" > ")
    with pytest.raises(SystemExit) as left:
        main(shlex.split(words)[1:])
    said = capsys.readouterr()
    assert left.value.code == 0, said.err
    if target:
        Path(target).write_text(said.out)
    return said.out


def test_every_example_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    page = PAGE.read_text()
    for name, text in FILE.findall(page):
        Path(name).write_text(text)

    printed = {
        line: json.loads(run(line, capsys)) for line in map(str.strip, COMMAND.findall(page))
    }

    assert len(printed) == 5
    versions = {line.split()[1]: one["version"] for line, one in printed.items()}
    timeline = next(one for line, one in printed.items() if "--timeline" in line)
    assert timeline["version"] == 2
    assert {kind for kind, version in versions.items() if version != 1} <= {"plan"}


def test_every_schema_is_linked() -> None:
    schemas = (PAGE.parent / "schemas").glob("*.json")

    assert [s.name for s in schemas if f"(schemas/{s.name})" not in PAGE.read_text()] == []
