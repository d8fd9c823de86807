"""Golden sessions of every word and every technique: one file each, many short traces.

The words' traces are the rows that a clinician reads in ``tests/reaction_stories.py``.
"""

import json
from collections.abc import Iterator
from typing import Any

from endrange.knowledge import load
from endrange.session import Event, Timeline
from tests.golden.session_traces import FOLDER, run
from tests.reaction_stories import TABLES, THREE
from tests.sessions import real, tell
from tests.tables import rows

WORDS, TECHNIQUES = FOLDER.parent / "words.json", FOLDER.parent / "techniques.json"
AFTER = 2_500
"""Milliseconds after each event at which the screen is looked at once more."""
SOON = 1_000
LONG = 600_000

TOLD = (
    "0 helper start; 12 client comfort 5 0; 16 helper range 60; 40 client comfort 6 1;"
    "70 client comfort 4 0; 75 helper range 66; 90 client comfort 5 0; 120 client comfort 7 0;"
    "150 client comfort 3 0; 900 helper end"
)
"""Each technique is led by this: rated, measured, once too strong."""


def techniques() -> dict[str, Timeline]:
    """Each technique for two people with the first stretch that is done with it.

    Without the event table: these are about protocols.
    """
    known = load()
    found = {}
    for technique in known.techniques:
        fits = (one.id for one in known.stretches.values() if technique in one.techniques)
        if stretch := next(fits, None):
            found[technique] = real((stretch, technique)).replace(reactions={})
    return found


def stories() -> Iterator[tuple[str, Timeline, tuple[Event, ...]]]:
    """Name, timeline and events of every trace; the words first."""
    for table in TABLES:
        yield from ((row["what"], THREE, tell(row["events"])) for row in rows(table))
    for technique, whole in techniques().items():
        yield technique, whole, tell(TOLD)


def looks(events: tuple[Event, ...]) -> list[tuple[int, int]]:
    """Right after each event, a little later, and long after the last."""
    around = [
        (counted, event.at + later)
        for counted, event in enumerate(events, start=1)
        for later in (0, AFTER)
    ]
    return [*around, (len(events), events[-1].at + 15_000), (len(events), events[-1].at + LONG)]


def trace(name: str, whole: Timeline, events: tuple[Event, ...]) -> dict[str, Any]:
    """What both machines make of it: the last state, and what is shown and sounds at each look."""
    asked = looks(events)
    answer = run(whole, events, asked, ahead=SOON)
    return {
        "what": name,
        "events": [event.model_dump(mode="json", exclude_defaults=True) for event in events],
        "looks": asked,
        "state": answer["states"][-1],
        "views": answer["views"],
        "cues": answer["cues"],
    }


def files() -> dict[str, dict[str, Any]]:
    """Both files, by name: the timelines they use, and the traces over them."""
    told = list(stories())
    words = [trace(*one) for one in told if one[1] is THREE]
    others = [trace(*one) for one in told if one[1] is not THREE]
    return {
        WORDS.name: {"timelines": {"three": THREE.model_dump(mode="json")}, "traces": words},
        TECHNIQUES.name: {
            "timelines": {
                name: whole.model_dump(mode="json") for name, whole in techniques().items()
            },
            "traces": others,
        },
    }


def written(file: dict[str, Any]) -> str:
    """JSON with one timeline or trace a line, so that a change reads as one."""
    timelines = ",\n".join(
        f"{json.dumps(name)}: {json.dumps(whole, ensure_ascii=False)}"
        for name, whole in file["timelines"].items()
    )
    traces = ",\n".join(json.dumps(one, ensure_ascii=False) for one in file["traces"])
    return f'{{"timelines": {{\n{timelines}\n}},\n"traces": [\n{traces}\n]}}\n'
