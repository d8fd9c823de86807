"""``endrange guide``: one stretch in the terminal, with the lines of both people."""

import time
from collections.abc import Iterator
from typing import Annotated

import typer
from rich.console import Console, RenderableType
from rich.live import Live
from rich.markup import escape
from rich.panel import Panel

from endrange.errors import BadInput
from endrange.knowledge import Catalogue, Phase, Preset, load
from endrange.session import Segment, Timeline, compile_preset
from endrange_app.cli.printing import clock, console

STOPPED = 130
# 128 + SIGINT, what a shell expects after Ctrl-C.

COLOURS = {
    Phase.READY: "black on white",
    Phase.LENGTHEN: "black on cyan",
    Phase.PUSH: "black on yellow",
    Phase.RELAX: "black on green",
    Phase.HOLD: "white on blue",
    Phase.REST: "black on bright_white",
    Phase.SWITCH: "white on black",
    Phase.TURN: "white on black",
}
WORDS = {
    Phase.READY: "Get ready",
    Phase.SWITCH: "Switch side",
    Phase.TURN: "Turn over",
}
"""Where the phase's word is not its id."""


def guide(
    stretch: Annotated[str, typer.Argument(help="Id of a stretch, or of a preset.")],
    technique: Annotated[
        str | None, typer.Option(help="Id of a technique; a preset brings its own.")
    ] = None,
    speed: Annotated[
        float, typer.Option(min=0, help="1 is real time, 10 ten times as fast, 0 prints at once.")
    ] = 1,
) -> None:
    """Guide two people through one stretch. Ctrl-C stops."""
    catalogue = load()
    timeline = compile_preset(named(stretch, technique, catalogue), catalogue)
    out = console(markup=True)
    for line in introduction(timeline):
        out.print(line, markup=False)
    try:
        _play(timeline, speed, out)
    except KeyboardInterrupt:
        out.print("\n[bold white on red] STOPPED [/] Let go slowly, and ask how it feels.")
        raise typer.Exit(STOPPED) from None


def named(id_: str, technique: str | None, catalogue: Catalogue) -> Preset:
    """Return the preset of this id, or a stretch with the default dose of a technique.

    Raises: UnknownId; BadInput for a technique that this stretch or preset is not done with.
    """
    if id_ in catalogue.presets:
        preset = catalogue.preset(id_)
        if technique not in (None, preset.technique):
            raise BadInput("--technique", f"{id_} is done with {preset.technique}; leave it out")
        return preset
    stretch = catalogue.stretch(id_)
    offered = ", ".join(stretch.techniques)
    if technique is None:
        raise BadInput("--technique", f"choose how to do {id_}: {offered}")
    dose = catalogue.technique(technique).default_dose
    if technique not in stretch.techniques:
        raise BadInput("--technique", f"{id_} is not done with {technique}; choose from {offered}")
    return Preset(
        id=id_,
        name=stretch.name,
        stretch=id_,
        technique=technique,
        dose=dose,
        sides=stretch.sides,
        note="",
        sources=stretch.sources,
    )


def introduction(timeline: Timeline) -> Iterator[str]:
    """What both people read before they start."""
    card = timeline.cards[0]
    yield f"{card.name}, {card.technique_name}. {clock(timeline.seconds)} in all."
    yield "No questions were asked: this shows the technique and is no screening."
    yield f"Helper: {card.helper_position}"
    for number, hand in enumerate(card.hands, start=1):
        yield f"  hand {number}: {hand}"
    yield f"Client: {' '.join(card.client_setup)}"
    yield f"Felt: {card.felt}"
    for sensation in card.must_not_feel:
        yield f"  not: {sensation.feels}. {sensation.action}"
    yield "Stop with Ctrl-C at any time."


def _play(timeline: Timeline, speed: float, out: Console) -> None:
    if speed and out.is_terminal:
        _live(timeline, speed, out)
    else:
        _told(timeline, speed, out)
    out.print("Done. Ask how it feels, and sit up slowly.")


def _live(timeline: Timeline, speed: float, out: Console) -> None:
    """One face on the screen, drawn again every second."""
    began = time.monotonic()
    with Live(console=out, auto_refresh=False, screen=True) as screen:
        for segment, to_go in seconds(timeline):
            screen.update(face(segment, to_go), refresh=True)
            _sleep_until(began + (segment.end - to_go + 1) / speed)


def _told(timeline: Timeline, speed: float, out: Console) -> None:
    """One face after the other, for a file, a pipe or a screen reader."""
    began = time.monotonic()
    for segment in timeline.segments:
        out.print(face(segment, segment.seconds))
        if speed:
            _sleep_until(began + segment.end / speed)


def seconds(timeline: Timeline) -> Iterator[tuple[Segment, int]]:
    """Yield every second of the timeline: its segment, and the seconds it still has to go."""
    for segment in timeline.segments:
        for to_go in range(segment.seconds, 0, -1):
            yield segment, to_go


def _sleep_until(moment: float) -> None:
    """Against the start, not the last second: small delays never add up."""
    if (rest := moment - time.monotonic()) > 0:
        time.sleep(rest)


def face(segment: Segment, to_go: int) -> RenderableType:
    """What both people see during one second: phase, seconds, side, and a line each."""
    word = WORDS.get(segment.phase, segment.phase.value.capitalize())
    lines = [
        f"[bold {COLOURS[segment.phase]}]  {' '.join(word.upper())}   {to_go:>2}  [/]",
        _where(segment),
        f"[bold]helper[/bold]  {escape(segment.cues.helper)}",
        f"[bold]client[/bold]  {escape(segment.cues.client)}",
    ]
    if segment.deepens and segment.cues_if_not_deeper:
        lines.append("Only a little further if the client says it is comfortable. Otherwise:")
        lines.append(f"[bold]helper[/bold]  {escape(segment.cues_if_not_deeper.helper)}")
        lines.append(f"[bold]client[/bold]  {escape(segment.cues_if_not_deeper.client)}")
    return Panel("\n".join(lines), title=clock(segment.end - to_go), title_align="left")


def _where(segment: Segment) -> str:
    parts = [", ".join(segment.side.letters) and f"({segment.side.value})"]
    if segment.repetition:
        parts.append(f"repetition {segment.repetition} of {segment.repetitions}")
    if segment.effort_percent is not None:
        parts.append(f"effort {segment.effort_percent} %")
    return "  ".join(part for part in parts if part)
