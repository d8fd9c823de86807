"""One process, one or two doors: HTTP, and HTTPS beside it, with the same rooms behind both."""

import asyncio
import warnings
from collections.abc import Generator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

import uvicorn

Door = Mapping[str, Any]
"""Port, and for HTTPS certificate and key, as uvicorn names them."""


def run(host: str, door: Door, beside: Door | None = None) -> None:
    """Serve until Ctrl-C."""
    # WhiteNoise hands its files over in small pieces: read at once, as Django then does, is right.
    warnings.filterwarnings(
        "ignore", message="StreamingHttpResponse must consume", category=Warning
    )
    server = uvicorn.Server(_config(host, door))
    serving = _both(server, Beside(_config(host, beside))) if beside else server.serve()
    loop = server.config.get_loop_factory()
    with suppress(KeyboardInterrupt), asyncio.Runner(loop_factory=loop) as runner:
        runner.run(serving)


def _config(host: str, door: Door) -> uvicorn.Config:
    return uvicorn.Config(
        "endrange_app.asgi:application",
        host=host,
        log_level="warning",
        ws_per_message_deflate=False,  # messages are short: squeezing costs more than it spares
        **door,
    )


class Beside(uvicorn.Server):
    """A second server of the same process: the first one listens for Ctrl-C."""

    @contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        yield


async def _both(server: uvicorn.Server, beside: Beside) -> None:
    other = asyncio.create_task(beside.serve())
    try:
        await server.serve()
    finally:
        beside.should_exit = True
        await other
