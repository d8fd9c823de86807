"""Golden sessions: what both machines, Python's and the browser's, must make of the same events."""

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from endrange import knowledge
from endrange.session import (
    Event,
    SessionState,
    Timeline,
    at,
    compile_preset,
    cue_points,
    step,
)
from tests.sessions import item, pulling_in, tell, timeline, turn

FOLDER = Path(__file__).parent / "session"
KEPT = FOLDER.parent / "version_1"
"""Some sessions as they were stored before a timeline carried its reactions. Never written anew."""
RUNNER = Path(__file__).parent / "machine.mjs"
ROOT = Path(__file__).parents[2]
SCRIPTS = ROOT / "src" / "endrange_app" / "web" / "static" / "js"

MODULES = (
    *("state", "course", "saying", "effects", "reacting", "looking", "rating", "machine"),
    *("deepening", "asking", "view", "cue_points"),
)
"""The twin of the session room. They import one another and nothing else."""

PRESETS = ("article_hamstrings", "article_quads", "article_chest")
BEFORE, AFTER = 400, 2_500
"""A look so many milliseconds before and after each event shows the count on both its sides."""

STORIES = {
    "plain": "0 helper start; 15 client comfort 5 0; 33 client comfort 6 1; 500 helper end",
    "stop_by_client": "0 helper start; 30 client stop; 40 helper resume; 45 helper ready;"
    "50 client ready; 52.5 helper resume; 60 client pause; 61 helper end",
    "stop_by_helper": "0 client join; 1 helper start; 150 helper stop; 151 helper stop;"
    "152 helper ready; 155 client ready; 156 helper resume; 400 helper stop; 401 helper end",
    "stop_without_phone": "0 helper start; 30 helper stop; 40 helper ready; 41 helper resume;"
    "60 client comfort 4 0; 61 helper stop; 62 helper ready; 63 helper leave; 64 helper ready;"
    "65 helper resume",
    "hurts": "0 helper start; 30 client hurts; 31 client hurts; 60 client ready; 61 helper resume;"
    "62 helper back; 130 client comfort 4 0; 160 client comfort 5 7; 170 helper resume",
    "pain": "0 client comfort 0 2; 1 helper start; 30 client comfort 5 3; 35 client comfort 5 4;"
    "38 client comfort 4 1; 39.999 client comfort - 3; 40 client comfort - 3;"
    "70 client ready; 71 helper resume; 75 client comfort 3",
    "pause": "0 helper start; 20 helper pause; 21 helper pause; 80 client resume;"
    "90.25 helper resume; 91 helper resume; 95 client pause; 99 helper next; 100 helper resume",
    "skip": "0 helper skip; 1 helper start; 20 helper skip; 21 helper back; 22 helper skip;"
    "30 client stop; 31 client skip; 32 client ready; 33 helper resume; 34 helper back",
    "next_and_back": "0 helper start; 1 helper next; 2 helper next; 3 helper back; 6 helper back;"
    "6.5 helper back; 6.9 helper back; 7 client next; 8 helper next; 100 helper next",
    "too_much": "0 helper start; 15 client comfort 9 0; 30 client comfort 6; 31 client comfort - 2;"
    "70 client comfort 5 3; 74 helper next; 110 client comfort 10; 225 client comfort 5;"
    "240 client comfort 7 1; 250 client comfort 4; 275 client hurts; 280 helper end",
    "ease_off": "0 helper start; 15 client comfort 5 0; 28 helper ease_off; 29 client ease_off;"
    "70 client comfort 2 0; 225 client comfort 5 0; 280 client comfort 8 0; 600 helper end",
}


class Trace(NamedTuple):
    timeline: Timeline
    events: tuple[Event, ...]


def traces() -> dict[str, Trace]:
    """Every golden session by name: the article's three moves, and the stories above."""
    two = timeline(item(), item("quad", "passive"), turns=(turn(1),))
    shipped = knowledge.load()
    told = {name: Trace(two, tell(story)) for name, story in STORIES.items()}
    late = tell("0 helper start; 40 helper pause; 30 client comfort 6 0; 20 client stop")
    told["late_and_twice"] = Trace(two, (late[0], *late[:3], late[1], late[2], late[3], *late))
    told["pulling_in"] = Trace(pulling_in(), tell("0 helper start; 25 client comfort 5 0"))
    for preset in PRESETS:
        moves = compile_preset(shipped.preset(preset), shipped)
        told[preset] = Trace(moves, tell("0 helper start; 20 client comfort 5 0; 900 helper end"))
    return told


def looks(events: Sequence[Event], whole: Timeline) -> list[tuple[int, int]]:
    """Pairs of (events counted, moment): around each event, and every 20 s after the last."""
    last = max(event.at for event in events)
    around = [
        (counted, max(0, event.at + shift))
        for counted, event in enumerate(events, start=1)
        for shift in (-BEFORE, 0, AFTER)
    ]
    after = range(last, last + whole.seconds * 1000 + 20_000, 20_000)
    return [(0, 0), *around, *((len(events), moment) for moment in after)]


AHEAD = 3_000
"""Cues within so many milliseconds of a look are told with it."""


def run(
    whole: Timeline,
    events: Sequence[Event],
    at_: Sequence[Sequence[int]],
    ahead: int | None = AHEAD,
) -> dict[str, Any]:
    """Python's answer, as JSON values: the state after each event, and what the looks show."""
    states = [SessionState()]
    for event in events:
        states.append(step(states[-1], event, whole))
    views = [at(states[counted], now, whole) for counted, now in at_]
    cues = [cue_points(states[counted], now, whole, ahead) for counted, now in at_]
    return {
        "states": [state.model_dump(mode="json") for state in states[1:]],
        "views": [view.model_dump(mode="json") for view in views],
        "cues": [[cue.model_dump(mode="json") for cue in some] for some in cues],
    }


def golden(trace: Trace) -> dict[str, Any]:
    """Everything one golden file holds."""
    asked = looks(trace.events, trace.timeline)
    answer = run(trace.timeline, trace.events, asked)
    shown = zip(asked, answer["views"], answer["cues"], strict=True)
    return {
        "timeline": trace.timeline.model_dump(mode="json"),
        "events": [event.model_dump(mode="json") for event in trace.events],
        "states": answer["states"],
        "views": [
            {"after": counted, "now": now, "view": view, "cues": cues}
            for (counted, now), view, cues in shown
        ],
    }


def written(file: dict[str, Any]) -> str:
    """JSON with one segment, event, state or view a line, so that a change reads as one."""
    timeline = file["timeline"]
    head = {key: value for key, value in timeline.items() if key != "segments"}
    opened = json.dumps(head, ensure_ascii=False)[:-1]
    lists = [f'"{name}": {_lines(file[name])}' for name in ("events", "states", "views")]
    inside = f'"timeline": {opened}, "segments": {_lines(timeline["segments"])}}}'
    return "{" + ",\n".join([inside, *lists]) + "}\n"


def _lines(values: list[Any]) -> str:
    return "[\n" + ",\n".join(json.dumps(value, ensure_ascii=False) for value in values) + "\n]"


def read(name: str, folder: Path = FOLDER) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / f"{name}.json").read_text("utf-8"))
    return found


def browsers(runs: dict[str, Any], folder: Path) -> list[dict[str, Any]]:
    """The browser machine's answers, from node. Without node: skipped, but on CI an error."""
    node = shutil.which("node")
    if node is None:
        if os.environ.get("CI") == "true":
            pytest.fail("node is needed on CI: without it the browser's machine is not tested")
        pytest.skip("NO NODE: the browser's session machine was NOT compared with Python's")
    for name in MODULES:
        shutil.copy(SCRIPTS / f"{name}.js", folder)
    (folder / "package.json").write_text('{"type": "module"}', "utf-8")
    file = folder / "runs.json"
    file.write_text(json.dumps(runs), "utf-8")
    done = subprocess.run(
        [node, RUNNER, folder, file], check=True, capture_output=True, text=True, timeout=300
    )
    return [json.loads(line) for line in done.stdout.splitlines()]
