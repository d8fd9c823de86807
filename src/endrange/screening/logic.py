"""Three-valued logic: true, false, and None for "we do not know"."""

from collections.abc import Iterable

Truth = bool | None


def every(truths: Iterable[Truth]) -> Truth:
    """False if any is false; else unknown if any is unknown."""
    found: Truth = True
    for truth in truths:
        if truth is False:
            return False
        found = found if truth else None
    return found


def some(truths: Iterable[Truth]) -> Truth:
    """True if any is true; else unknown if any is unknown."""
    found: Truth = False
    for truth in truths:
        if truth:
            return True
        found = found if truth is False else None
    return found
