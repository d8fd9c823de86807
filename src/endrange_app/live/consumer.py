"""The live session's sockets: the record out, events in, everybody told."""

import asyncio
import json
import logging
import math
from collections.abc import Callable, Coroutine
from contextlib import suppress
from datetime import datetime
from time import monotonic
from typing import Any, ClassVar, ParamSpec, TypeVar
from urllib.parse import parse_qs

from asgiref.sync import sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer
from django.db import Error as DatabaseFault
from django.db import connection
from django.utils import timezone

from endrange import session
from endrange.errors import BadInput
from endrange.knowledge import languages
from endrange.knowledge.languages import Language
from endrange.session import Event
from endrange.values import Role
from endrange_app.live import intake
from endrange_app.live.clock import common_time
from endrange_app.live.hub import Member, Message
from endrange_app.live.rooms import hub
from endrange_app.live.throttle import Turns
from endrange_app.storage.access import NotHere
from endrange_app.storage.actions import runs
from endrange_app.storage.models import Run, RunEvent, User

P = ParamSpec("P")
T = TypeVar("T")

LOOK_EVERY = 4.0
SILENCE = 15.0
"""Seconds without a word after which a device counts as gone; it asks the clock every 3."""
LOOK_AGAIN_EVERY = 30.0
"""Seconds after which the door is asked again whether this device may still be here; ours."""

NOT_NOW, BEHIND, GONE = 4003, 4008, 4009
"""Close codes: no longer let in, too slow to keep, too long silent."""

log = logging.getLogger(__name__)


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
    turns: Turns | None = None
    let_in = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.writing: set[asyncio.Task[None]] = set()

    async def __call__(self, *args: Any) -> None:
        """However it ends, the hub keeps no ghost of this device."""
        try:
            await super().__call__(*args)
        finally:
            self._leave()

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
        self.looked = monotonic()
        self.turns = Turns(self._listen, self.heard)
        await self.accept()
        await self._enter()

    async def _enter(self) -> None:
        """Join first, then read the record: nothing can fall between the two."""
        self.member = hub.join(self.room, self.role)
        hello = await on_record(self._hello)()
        await self.send(text_data=json.dumps(hello))
        self.sender = asyncio.create_task(self._send_what_comes(self.member))

    @property
    def _language(self) -> Language:
        """What the page of this device is written in; it says so in its address."""
        asked = parse_qs(self.scope["query_string"].decode())
        return languages.language(asked.get("language", [languages.ENGLISH])[0])

    def _hello(self) -> dict[str, Any]:
        rows = list(self.run.events.order_by("number").values_list("number", "data"))
        hub.seen(self.room, rows[-1][0] if rows else 0)
        return {
            "type": "hello",
            "role": self.role,
            "timeline": session.in_language(self.run.timeline, self._language),
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
        try:
            message = intake.read(text_data)
        except BadInput as problem:
            self._complain(str(problem))
            return
        if intake.sounds_urgent(message):  # a stop does not queue behind a flood
            self._listen(message)
        elif self.turns:
            self.turns.take(message, self.heard)

    def _listen(self, message: dict[str, Any]) -> None:
        """One message, whatever is in it, never takes the line down."""
        try:
            self._hear(message)
        except BadInput as problem:
            self._complain(str(problem))
        except Exception:  # what nobody foresaw must not keep the next stop from coming through
            log.exception("a message could not be heard")
            self._complain("not understood; send it again")

    def _complain(self, problem: str) -> None:
        self._answer({"type": "error", "problem": problem}, droppable=True)

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
        if not isinstance(asked, int | float) or not math.isfinite(asked):
            raise BadInput("asked", f"{asked!r}; send your own clock as a number")
        self._answer({"type": "pong", "asked": asked, "now": self._now()}, droppable=True)
        if self._must_look_again():
            self._begin(self._look_again())

    def _take(self, message: dict[str, Any]) -> None:
        """Check, pass a stop on at once, and let the writing begin; nothing waits for the disk."""
        try:
            event = intake.event_of(message, self.role, self._now())
        except BadInput as problem:
            self._answer(_refusal(message.get("event"), problem))
            return
        if event.is_urgent:
            self._tell({"type": "urgent", "event": _plain(event)}, but=self.member)
        self._begin(self._write(event))

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        """Begun in order, on one database thread."""
        task = asyncio.create_task(work)
        self.writing.add(task)
        task.add_done_callback(self.writing.discard)

    async def _write(self, event: Event) -> None:
        """Write down, then tell everybody, the sender included. A refusal is the sender's alone."""
        try:
            row = await on_record(self._keep)(event)
        except BadInput as problem:
            self._answer(_refusal(_plain(event), problem))
        except DatabaseFault:  # no refusal: the device keeps the event and tries again
            self._complain("not written down yet; send it again")
        except Exception:
            log.exception("an event could not be written down")
            self._complain("not written down yet; send it again")
        else:
            self._tell_taken(event, row)
        if not self.let_in:
            await self.close(code=NOT_NOW)

    def _tell_taken(self, event: Event, row: RunEvent) -> None:
        taken = event.replace(device=row.device)
        self._tell({"type": "event", "number": row.number, "event": _plain(taken)})
        if taken != event:  # an urgent one under a number used before: only its name is refused
            problem = BadInput("sequence", "used before; taken under another name, count on")
            self._answer(_refusal(_plain(event), problem))

    def _keep(self, event: Event) -> RunEvent:
        """Write an event down. Raises: BadInput once the run has ended, unless it is urgent."""
        try:
            now = timezone.now()
            if self._must_look_again():
                self._look(now)
            self.run.refresh_from_db(fields=["ended_at"])
            self._check_open(event)
            return runs.take_event(by=self.by, run=self.run, event=event, now=now)
        except DatabaseFault:
            connection.close()  # it may be the connection that broke: the next try opens another
            raise

    def _check_open(self, event: Event) -> None:
        """What was held back before the end is still taken, and a stop always; nothing else new."""
        if event.is_urgent:
            return
        if not self.let_in:
            raise BadInput("run", "you no longer take part in this session")
        ended = self.run.ended_at
        if ended and event.at > common_time(self.run.opened_at, ended) + intake.AHEAD:
            raise BadInput("run", "this session has ended; open a new one from the visit")

    def _must_look_again(self) -> bool:
        return monotonic() - self.looked > LOOK_AGAIN_EVERY

    def _look(self, now: datetime) -> None:
        """A membership may have ended since, or the token run out: then this line is closed."""
        try:
            self.find_run(now)
        except NotHere:
            self.let_in = False
        else:
            self.looked = monotonic()

    async def _look_again(self) -> None:
        with suppress(DatabaseFault):  # not known: asked again at the next word
            await on_record(self._look)(timezone.now())
        if not self.let_in:
            await self.close(code=NOT_NOW)

    def _tell(self, message: dict[str, Any], *, but: Member | None = None) -> None:
        told = Message(json.dumps(message), number=message.get("number", 0))
        hub.publish(self.room, told, but=but)

    def _answer(self, message: dict[str, Any], *, droppable: bool = False) -> None:
        if self.member:
            self.member.put(Message(json.dumps(message), droppable))

    def _now(self) -> int:
        return common_time(self.run.opened_at, timezone.now())

    async def disconnect(self, code: int) -> None:
        self._leave()
        await asyncio.gather(*self.writing, return_exceptions=True)  # said before: it counts

    def _leave(self) -> None:
        if self.sender:
            self.sender.cancel()
        if self.turns:
            self.turns.drop()
        if self.member:
            hub.leave(self.member)
            self.member = None


def _refusal(fields: Any, problem: BadInput) -> dict[str, Any]:
    """Which event is not taken, as far as it can be read, and why."""
    named = fields if isinstance(fields, dict) else {}
    about = {key: named.get(key) for key in ("device", "sequence")}
    return {"type": "refused", "because": str(problem), **about}


def _plain(event: Event) -> dict[str, Any]:
    return event.model_dump(mode="json")
