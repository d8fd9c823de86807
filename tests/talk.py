"""A socket spoken to in the tests, without a network.

Like ``channels.testing.WebsocketCommunicator``, which cannot be imported without a second server.
"""

import json
from typing import Any

from asgiref.testing import ApplicationCommunicator


class Talk(ApplicationCommunicator):
    """One WebSocket to an ASGI application."""

    def __init__(self, application: Any, path: str, headers: dict[str, str]) -> None:
        pairs = [(name.encode(), value.encode()) for name, value in headers.items()]
        scope = {
            "type": "websocket",
            "path": path,
            "query_string": b"",
            "headers": pairs,
            "subprotocols": [],
        }
        super().__init__(application, scope)
        self.hello: Any = None
        self.hung_up = False

    async def open(self) -> bool:
        """Connect and hear the hello; False if the door stays shut."""
        await self.send_input({"type": "websocket.connect"})
        answer = await self.receive_output(5)
        if answer["type"] != "websocket.accept":
            return False
        self.hello = await self.hear("hello")
        return True

    async def say(self, words: dict[str, Any] | str) -> None:
        text = words if isinstance(words, str) else json.dumps(words)
        await self.send_input({"type": "websocket.receive", "text": text})

    async def hear(self, kind: str) -> dict[str, Any]:
        """The next message of a kind; what else comes is passed over."""
        while True:
            output = await self.receive_output(5)
            assert output["type"] == "websocket.send", output
            message: dict[str, Any] = json.loads(output["text"])
            if message["type"] == kind:
                return message

    async def closed(self) -> int:
        """Wait until the other side hangs up; return its code."""
        while True:
            output = await self.receive_output(5)
            if output["type"] == "websocket.close":
                return int(output["code"])

    async def close(self) -> None:
        if self.hung_up:
            return
        self.hung_up = True
        await self.send_input({"type": "websocket.disconnect", "code": 1000})
        await self.wait(5)
