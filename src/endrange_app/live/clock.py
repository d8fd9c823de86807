"""The session's common clock: whole milliseconds since the run was opened."""

from datetime import datetime, timedelta


def common_time(opened_at: datetime, now: datetime) -> int:
    """Milliseconds from ``opened_at`` to ``now``; never negative."""
    return max(0, (now - opened_at) // timedelta(milliseconds=1))
