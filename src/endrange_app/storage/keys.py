"""Primary keys: UUID version 7, made in Python so that every database agrees."""

import secrets
import time
import uuid
from threading import Lock

_turn = Lock()
_latest = 0


def uuid7() -> uuid.UUID:
    """Return a UUIDv7 (RFC 9562): 48 bits of milliseconds, then 74 random bits.

    Within a millisecond of one process each is larger than the last: what was written later
    comes later.
    """
    global _latest  # noqa: PLW0603  the one thing a process has to remember
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & (1 << 48) - 1) << 80 | 7 << 76
    value |= secrets.randbits(12) << 64 | 0b10 << 62 | secrets.randbits(62)
    with _turn:
        is_same_moment = _latest >> 80 == value >> 80
        _latest = max(value, _latest + 1) if is_same_moment else value
        return uuid.UUID(int=_latest)
