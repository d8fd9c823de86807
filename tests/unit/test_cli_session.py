"""``endrange guide`` and ``endrange replay``: a session in the terminal."""

import json
from pathlib import Path
from typing import Any, ClassVar

import pytest

from endrange.knowledge import Phase, load
from endrange.session import compile_preset
from endrange_app.cli import guide, main

PRESET = "article_hamstrings"


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert isinstance(left.value.code, int)
    return left.value.code


class TestGuide:
    def test_prints_every_phase_for_both_people(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run("guide", PRESET, "--speed", "0") == 0

        said = capsys.readouterr().out
        timeline = compile_preset(load().preset(PRESET), load())
        assert said.count("helper  ") == said.count("client  ")
        assert said.count("P U S H") == sum(s.phase is Phase.PUSH for s in timeline.segments)
        assert "(left)" in said
        assert "(right)" in said
        assert "is no screening" in said

    def test_a_stretch_with_a_technique(self, capsys: pytest.CaptureFixture[str]) -> None:
        stretch = load().preset(PRESET).stretch

        assert run("guide", stretch, "--technique", "passive", "--speed", "0") == 0
        assert load().stretch(stretch).name in capsys.readouterr().out.replace("\n", " ")

    def test_speed_shortens_the_wait(self, monkeypatch: pytest.MonkeyPatch) -> None:
        clock = [0.0]
        monkeypatch.setattr(guide.time, "monotonic", lambda: clock[0])
        monkeypatch.setattr(guide.time, "sleep", lambda s: clock.__setitem__(0, clock[0] + s))
        timeline = compile_preset(load().preset(PRESET), load())

        assert run("guide", PRESET, "--speed", "10") == 0
        assert clock[0] == pytest.approx(timeline.seconds / 10)

    def test_every_second_has_its_face(self) -> None:
        timeline = compile_preset(load().preset(PRESET), load())
        faces = list(guide.seconds(timeline))

        assert len(faces) == timeline.seconds
        assert [to_go for _, to_go in faces][:8] == [8, 7, 6, 5, 4, 3, 2, 1]

    def test_ctrl_c_stops_and_says_what_to_do(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        def interrupted(_: float) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(guide.time, "sleep", interrupted)

        assert run("guide", PRESET, "--speed", "1") == 130
        assert "STOPPED" in capsys.readouterr().out

    REFUSALS: ClassVar = {
        "no such stretch": (("moon_walk", "--technique", "passive"), "no stretch is called"),
        "no technique": (("ham_slr_shoulder",), "--technique: choose how to do"),
        "no such technique": (
            ("ham_slr_shoulder", "--technique", "ballistic"),
            "no technique is called 'ballistic'",
        ),
        "another technique than the preset's": (
            (PRESET, "--technique", "passive"),
            "--technique: article_hamstrings is done with",
        ),
    }

    @pytest.mark.parametrize(("arguments", "reason"), REFUSALS.values(), ids=REFUSALS)
    def test_refusals(
        self, arguments: tuple[str, ...], reason: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert run("guide", *arguments) == 2

        said = capsys.readouterr().err
        assert reason in said
        assert said.count("\n") == 1

    def test_a_speed_below_nought_is_refused(self) -> None:
        assert run("guide", PRESET, "--speed", "-1") == 2


def event(sequence: int, kind: str, at: int, role: str = "helper", **more: int) -> dict[str, Any]:
    return {
        "device": role,
        "sequence": sequence,
        "at": at,
        "role": role,
        "kind": kind,
        **more,
    }


class TestReplay:
    @pytest.fixture
    def timeline(self, tmp_path: Path) -> Path:
        file = tmp_path / "timeline.json"
        file.write_text(compile_preset(load().preset(PRESET), load()).model_dump_json())
        return file

    @pytest.fixture
    def events(self, tmp_path: Path) -> Path:
        happened = [
            event(1, "start", 0),
            event(2, "pause", 4_000),
            event(2, "pause", 4_000),
            event(1, "stop", 5_000, role="client"),
        ]
        file = tmp_path / "events.json"
        file.write_text(json.dumps({"version": 1, "events": happened}))
        return file

    def test_prints_each_state(
        self, timeline: Path, events: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert run("replay", str(timeline), str(events), "--json") == 0

        states = json.loads(capsys.readouterr().out)["states"]
        told = [(row["state"]["status"], row["state"]["position"]) for row in states]
        assert told == [
            ("waiting", 0),
            ("running", 0),
            ("paused", 4_000),
            ("paused", 4_000),
            ("stopped", 4_000),
        ]
        assert states[0]["after"] is None
        assert states[2]["state"] == states[3]["state"]

    def test_prints_a_table_for_people(
        self, timeline: Path, events: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert run("replay", str(timeline), str(events)) == 0
        assert "stopped" in capsys.readouterr().out

    def test_names_the_faulty_event(
        self, timeline: Path, events: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        events.write_text(json.dumps({"events": [event(1, "start", -1)]}))

        assert run("replay", str(timeline), str(events)) == 2
        assert capsys.readouterr().err.startswith("endrange: events.json: events.0.at: ")

    @pytest.mark.parametrize(("field", "value"), [("version", 7), ("seconds", 3), ("segments", [])])
    def test_names_the_faulty_timeline(
        self,
        timeline: Path,
        events: Path,
        field: str,
        value: object,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        whole = json.loads(timeline.read_text())
        timeline.write_text(json.dumps(whole | {field: value}))

        assert run("replay", str(timeline), str(events)) == 2
        said = capsys.readouterr().err
        assert said.startswith("endrange: timeline.json: ")
        assert field in said or "segments last" in said
