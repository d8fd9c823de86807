"""``endrange ...``: the domain without a browser, and running the application."""

import gc
import sys
from collections.abc import Sequence
from importlib import import_module

import typer

from endrange.errors import BadInput, CatalogueFault, CatalogueFaults, UnknownId

BAD_INPUT, FAULT = 2, 1

COMMANDS = {
    "serve": "serve",
    "demo": "serve",
    "clinic": "clinic",
    "migrate": "serve",
    "catalogue": "catalogue",
    "questions": "questions",
    "screen": "screen",
    "plan": "plan",
    "guide": "guide",
    "replay": "replay",
    "rules": "rules",
}
"""Each command and the module here that has it, under the same name."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command. Exit code 2 and one line on standard error if the input cannot be read."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    try:
        app = application(given[:1])
        if arguments is None:
            gc.freeze()  # what has been imported stays; looking through it again takes a tenth
        app(given)
    except (BadInput, UnknownId) as problem:
        _leave(problem, BAD_INPUT)
    except (CatalogueFault, CatalogueFaults) as problem:
        _leave(problem, FAULT)


def application(called: Sequence[str] = ()) -> typer.Typer:
    """Return the command line with the called command only, or with all for help.

    ``endrange screen`` so never waits for Django, nor ``endrange serve`` for the planner.
    """
    app = typer.Typer(
        name="endrange", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
    )
    app.callback()(_about)
    for name in [name for name in called if name in COMMANDS] or COMMANDS:
        command = getattr(import_module(f"{__name__}.{COMMANDS[name]}"), name)
        if isinstance(command, typer.Typer):
            app.add_typer(command, name=name)
        else:
            app.command(name)(command)
    return app


def _about() -> None:
    """Runs an assisted-stretching session: asks, screens, measures, plans, guides, reviews."""


def _leave(problem: Exception, code: int) -> None:
    print(f"endrange: {problem}", file=sys.stderr)
    sys.exit(code)
