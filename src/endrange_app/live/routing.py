"""Socket addresses."""

from typing import Any

sockets: list[Any] = []
