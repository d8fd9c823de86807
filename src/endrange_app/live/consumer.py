"""The live session's sockets: the record out, events in, everybody told."""

import asyncio
import json
from collections.abc import Callable, Coroutine
from contextlib import suppress
from datetime import datetime
from typing import Any, ClassVar, ParamSpec, TypeVar

from asgiref.sync import sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer
from django.db import Error as DatabaseFault
from django.db import connection
from django.utils import timezone

from endrange.errors import BadInput
from endrange.session import Event
from endrange.values import Role
from endrange_app.live import intake
from endrange_app.live.clock import common_time
from endrange_app.live.hub import Member, Message, hub
from endrange_app.live.throttle import Throttle
from endrange_app.storage import access
from endrange_app.storage.access import NotHere
from endrange_app.storage.actions import runs
from endrange_app.storage.models import Run, User

P = ParamSpec("P")
T = TypeVar("T")

LOOK_EVERY = 4.0
SILENCE = 15.0
"""Seconds without a word after which a device counts as gone; it asks the clock every 3."""

BEHIND, GONE = 4008, 4009
"""Close codes: too slow to keep, too long silent."""


def on_record(deed: Callable[P, T]) -> Callable[P, Coroutine[Any, Any, T]]:
    """A database deed on the one thread all sockets share, whose connection stays open.

    Opening one for each event costs twice the writing; on SQLite, closing the last one copies the
    whole log into the file.
    """
    return sync_to_async(deed, thread_sensitive=True)


class SessionSocket(AsyncWebsocketConsumer):
    """One device in one run. Who it speaks for is decided by its address, not by what it says."""

    role: ClassVar[Role]
    run: Run
    by: User | None = None
    member: Member | None = None
    sender: asyncio.Task[None] | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.writing: set[asyncio.Task[None]] = set()

    def find_run(self, now: datetime) -> Run:
        """Raises: NotHere if this device has no business here."""
        raise NotImplementedError

    async def connect(self) -> None:
        try:
            self.run = await on_record(self.find_run)(timezone.now())
        except NotHere:
            await self.close()
            return
        self.room = str(self.run.pk)
        self.heard = asyncio.get_running_loop().time()
        self.throttle = Throttle(self.heard)
        await self.accept()
        await self._enter()

    async def _enter(self) -> None:
        """Join first, then read the record: nothing can fall between the two."""
        self.member = hub.join(self.room, self.role)
        hello = await on_record(self._hello)()
        await self.send(text_data=json.dumps(hello))
        self.sender = asyncio.create_task(self._send_what_comes(self.member))
        self._tell_presence()

    def _hello(self) -> dict[str, Any]:
        rows = self.run.events.order_by("number").values_list("number", "data")
        return {
            "type": "hello",
            "role": self.role,
            "timeline": self.run.timeline,
            "events": [{"number": number, "event": data} for number, data in rows],
            "now": self._now(),
            "present": hub.present(self.room),
        }

    async def _send_what_comes(self, member: Member) -> None:
        with suppress(OSError):  # the line broke while we spoke; disconnect() follows
            while not self._silent():
                with suppress(TimeoutError):
                    message = await asyncio.wait_for(member.take(), LOOK_EVERY)
                    if message is None:
                        await self.close(code=BEHIND)
                        return
                    await self.send(text_data=message.text)
            await self.close(code=GONE)

    def _silent(self) -> bool:
        return asyncio.get_running_loop().time() - self.heard > SILENCE

    async def dispatch(self, message: Any) -> None:
        """As in the base, but words from the device do not queue for a database thread first."""
        if message["type"] == "websocket.receive":
            await self.websocket_receive(message)
        else:
            await super().dispatch(message)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        self.heard = asyncio.get_running_loop().time()
        if wait := self.throttle.wait(self.heard):
            await asyncio.sleep(wait)
        try:
            self._hear(intake.read(text_data))
        except BadInput as problem:
            self._answer({"type": "error", "problem": str(problem)})

    def _hear(self, message: dict[str, Any]) -> None:
        match message.get("type"):
            case "ping":
                self._tell_time(message)
            case "event":
                self._take(message)
            case other:
                raise BadInput("type", f"{other!r} is not known; send event or ping")

    def _tell_time(self, message: dict[str, Any]) -> None:
        asked = message.get("asked")
        if not isinstance(asked, int | float):
            raise BadInput("asked", f"{asked!r}; send your own clock as a number")
        self._answer({"type": "pong", "asked": asked, "now": self._now()}, droppable=True)

    def _take(self, message: dict[str, Any]) -> None:
        """Check, pass a stop on at once, and let the writing begin; nothing waits for the disk."""
        try:
            event = intake.event_of(message, self.role, self._now())
        except BadInput as problem:
            self._answer(_refusal(message.get("event"), problem))
            return
        if intake.is_urgent(event):
            self._tell({"type": "urgent", "event": _plain(event)}, but=self.member)
        task = asyncio.create_task(self._write(event))  # begun in order, on one database thread
        self.writing.add(task)
        task.add_done_callback(self.writing.discard)

    async def _write(self, event: Event) -> None:
        """Write down, then tell everybody, the sender included."""
        try:
            number = await on_record(self._keep)(event)
        except BadInput as problem:  # whoever has heard of it must forget it again
            self._tell(_refusal(_plain(event), problem))
        except DatabaseFault:  # no refusal: the device keeps the event and tries again
            self._answer({"type": "error", "problem": "not written down yet; send it again"})
        else:
            self._tell({"type": "event", "number": number, "event": _plain(event)})

    def _keep(self, event: Event) -> int:
        """Write an event down and return its number. Raises: BadInput once the run has ended."""
        try:
            self.run.refresh_from_db(fields=["ended_at"])
            self._check_open(event)
            now = timezone.now()
            return runs.take_event(by=self.by, run=self.run, event=event, now=now).number
        except DatabaseFault:
            connection.close()  # it may be the connection that broke: the next try opens another
            raise

    def _check_open(self, event: Event) -> None:
        """What was held back before the end is still taken; nothing new is."""
        ended = self.run.ended_at
        if ended and event.at > common_time(self.run.opened_at, ended) + intake.AHEAD:
            raise BadInput("run", "this session has ended; open a new one from the visit")

    def _tell_presence(self) -> None:
        present = hub.present(self.room)
        self._tell({"type": "presence", "present": present}, droppable=True)

    def _tell(
        self, message: dict[str, Any], *, droppable: bool = False, but: Member | None = None
    ) -> None:
        hub.publish(self.room, Message(json.dumps(message), droppable), but=but)

    def _answer(self, message: dict[str, Any], *, droppable: bool = False) -> None:
        if self.member:
            self.member.put(Message(json.dumps(message), droppable))

    def _now(self) -> int:
        return common_time(self.run.opened_at, timezone.now())

    async def disconnect(self, code: int) -> None:
        if self.sender:
            self.sender.cancel()
        await asyncio.gather(*self.writing)  # said before hanging up: it counts
        if self.member:
            hub.leave(self.member)
            self._tell_presence()


class HelperSocket(SessionSocket):
    """A signed-in member of the run's clinic."""

    role = Role.HELPER

    def find_run(self, now: datetime) -> Run:
        scope: Any = self.scope
        chosen = scope["session"].get(access.CHOSEN_CLINIC)
        member = access.membership(scope["user"], chosen)
        self.by = member.user
        return access.run(member, scope["url_route"]["kwargs"]["run"])


class ClientSocket(SessionSocket):
    """The second screen: whoever holds the token, until it runs out."""

    role = Role.CLIENT

    def find_run(self, now: datetime) -> Run:
        return access.run_by_token(self.scope["url_route"]["kwargs"]["token"], now)


def _refusal(fields: Any, problem: BadInput) -> dict[str, Any]:
    """Which event is not taken, as far as it can be read, and why."""
    named = fields if isinstance(fields, dict) else {}
    about = {key: named.get(key) for key in ("device", "sequence")}
    return {"type": "refused", "because": str(problem), **about}


def _plain(event: Event) -> dict[str, Any]:
    return event.model_dump(mode="json")
