"""How fast one socket may speak. Too fast is slowed down, never lost: it could be a stop."""

BURST = 60
"""ours: opening a page asks the clock eight times and may bring a minute of held-back events."""
PER_SECOND = 10
"""ours: a person presses, at most, a few times a second; the clock asks once in three seconds."""


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
