"""How fast one socket may speak. Too fast is slowed down; a stop never comes this way."""

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Any

BURST = 60
"""ours: opening a page asks the clock eight times and may bring a minute of held-back events."""
PER_SECOND = 10
"""ours: a person presses, at most, a few times a second; the clock asks once in three seconds."""
BACKLOG = 1_000
"""Messages that may wait; ours. What is above is dropped: unconfirmed, it is sent again."""


class Throttle:
    """A bucket of permits that refills with time.

    Args:
        now: seconds on a clock that never steps back.
    """

    def __init__(self, now: float, burst: int = BURST, per_second: float = PER_SECOND) -> None:
        self._burst = burst
        self._per_second = per_second
        self._permits = float(burst)
        self._at = now

    def wait(self, now: float) -> float:
        """Take a permit; return how many seconds to wait before using it."""
        refilled = self._permits + (now - self._at) * self._per_second
        self._permits = min(self._burst, refilled) - 1
        self._at = now
        return max(0.0, -self._permits / self._per_second)


class Turns:
    """Messages in order, each at its turn, in the running event loop.

    Args:
        hear: called with each message; must not raise.
        now: the loop's time.
    """

    def __init__(self, hear: Callable[[dict[str, Any]], None], now: float) -> None:
        self._hear = hear
        self._throttle = Throttle(now, BURST)
        self._waiting: deque[tuple[float, dict[str, Any]]] = deque()
        self._clearing: asyncio.Task[None] | None = None

    def take(self, message: dict[str, Any], now: float) -> None:
        """Hear a message now, or when it is due."""
        if len(self._waiting) >= BACKLOG:
            return
        wait = self._throttle.wait(now)
        if not wait and not self._waiting:
            self._hear(message)
            return
        self._waiting.append((now + wait, message))
        self._clearing = self._clearing or asyncio.create_task(self._clear())

    def drop(self) -> None:
        """Nobody listens any more. What waits was never confirmed: it is sent again."""
        self._waiting.clear()
        if self._clearing:
            self._clearing.cancel()

    async def _clear(self) -> None:
        while self._waiting:
            due, _ = self._waiting[0]
            await asyncio.sleep(due - asyncio.get_running_loop().time())
            self._hear(self._waiting.popleft()[1])
        self._clearing = None
