"""``endrange replay``: a timeline and what happened in, every state in between out."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from endrange.errors import BadInput
from endrange.session import Event, SessionState, Timeline, step
from endrange_app.cli.files import Versioned, blaming, read
from endrange_app.cli.printing import as_json, console


class EventsInput(Versioned):
    """What ``endrange replay`` reads beside a timeline: events in the order they were taken."""

    events: tuple[Event, ...]


def replay(
    timeline: Annotated[Path, typer.Argument(help="What endrange plan --timeline printed.")],
    events: Annotated[Path, typer.Argument(help="Events: see docs/reference/json.md.")],
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Play events over a timeline and print the state after each."""
    with blaming(timeline):
        whole = _timeline(timeline)
    with blaming(events):
        states = list(describe(whole, read(events, EventsInput).events))
    if json:
        as_json({"version": 1, "states": states})
    else:
        _print(states)


def _timeline(path: Path) -> Timeline:
    found = read(path, Timeline)
    if found.version not in (1, 2):
        raise BadInput("version", f"should be 1 or 2, not {found.version}")
    return found


def describe(timeline: Timeline, events: tuple[Event, ...]) -> Iterator[dict[str, Any]]:
    """Yield the first state, then one state for each event."""
    state = SessionState()
    yield {"after": None, "state": state.model_dump(mode="json")}
    for event in events:
        state = step(state, event, timeline)
        yield {"after": event.model_dump(mode="json"), "state": state.model_dump(mode="json")}


def _print(states: list[dict[str, Any]]) -> None:
    table = Table("at (s)", "who", "event", "status", "done (s)")
    for row in states:
        event, state = row["after"], row["state"]
        what = (f"{event['at'] / 1000:g}", event["role"], event["kind"]) if event else ("", "", "")
        table.add_row(*what, state["status"], f"{state['position'] / 1000:g}")
    console().print(table)
