"""What a socket may say: text in, a checked message out, or one sentence about what is wrong."""

import json
from typing import Any

from pydantic import ValidationError

from endrange.errors import BadInput
from endrange.session import Event, EventKind
from endrange.session.events import RED, URGENT, WORSE
from endrange.values import Role

LONGEST = 2_000
"""Characters of one message; an event has about 200."""
AHEAD = 2_000
"""Milliseconds an event may lie ahead of the server's clock; ours: a poor first guess of it."""

_HELPER_ONLY = {
    EventKind.START,
    EventKind.RESUME,
    EventKind.NEXT,
    EventKind.BACK,
    EventKind.WAIT,
    EventKind.FLOW,
}
"""See ``endrange.session.EventKind``; so is ``JOIN`` the client's."""


def read(text: str | None) -> dict[str, Any]:
    """Return the message. Raises: BadInput unless it is a short JSON object."""
    if text is None:
        raise BadInput("message", "binary; send text")
    if len(text) > LONGEST:
        raise BadInput("message", f"{len(text)} characters; send at most {LONGEST}")
    try:
        message = json.loads(text)
    except ValueError:
        raise BadInput("message", "not JSON") from None
    except RecursionError:
        raise BadInput("message", "nested too deeply; an event is one flat object") from None
    if not isinstance(message, dict):
        raise BadInput("message", f"a {type(message).__name__}; send a JSON object")
    return message


def event_of(message: dict[str, Any], role: Role, now: int) -> Event:
    """Return the message's event, done by ``role`` whatever the message says.

    Args:
        now: common-clock milliseconds.

    Raises:
        BadInput: naming the offending field, or why this role cannot do this.
    """
    fields = message.get("event")
    if not isinstance(fields, dict):
        raise BadInput("event", "missing; send an object")
    try:
        event = Event.model_validate(fields | {"role": role})
    except ValidationError as errors:
        raise _first(errors) from None
    if not event.device.startswith(f"{role}-"):  # nobody uses up the other's sequences
        raise BadInput("device", f"{event.device!r}; the name of this device begins {role}-")
    if role is Role.CLIENT and event.kind in _HELPER_ONLY:
        raise BadInput("kind", f"{event.kind.value!r} is the helper's to do")
    if role is Role.HELPER and event.kind is EventKind.JOIN:
        raise BadInput("kind", "'join' is the client's to do")
    return _on_the_clock(event, now)


def sounds_urgent(message: dict[str, Any]) -> bool:
    """Whether a message, not yet checked, may be an urgent event: it must not wait its turn."""
    said = message.get("event")
    if not isinstance(said, dict):
        return False
    pain = said.get("pain")
    spoken = said.get("kind") in list(URGENT) or said.get("answer") in list(WORSE)
    return spoken or (isinstance(pain, int) and pain >= RED)


def _on_the_clock(event: Event, now: int) -> Event:
    """A stop from a device whose clock runs ahead counts now; anything else is refused."""
    if event.at <= now + AHEAD:
        return event
    if event.is_urgent:
        return event.replace(at=now)
    raise BadInput("at", f"{event.at} lies ahead of the session's clock, {now}; ask it with a ping")


def _first(errors: ValidationError) -> BadInput:
    error = errors.errors()[0]
    field = ".".join(str(part) for part in error["loc"]) or "event"
    return BadInput(field, f"{error['msg']}, not {error['input']!r}"[:400])
