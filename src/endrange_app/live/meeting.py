"""Rooms of several processes, which meet through Redis.

Redis passes messages on and keeps none: what is sent while a line is down is gone. So nothing
rests on it alone. Each process looks at the record every two seconds, and a room that has missed
an event is closed and opened again, which reads the record from its beginning.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from time import monotonic
from typing import Any, NamedTuple, Protocol
from uuid import uuid4

from asgiref.sync import sync_to_async

from endrange.values import Role
from endrange_app.live.hub import Hub, Member, Message
from endrange_app.storage import access

EVERYBODY = "everybody"
"""The group in which each process says, steadily, who is in its rooms."""
EVERY = 2.0
"""Seconds between two looks at the record and two words about presence; ours."""
GONE_AFTER = 7.0
"""Seconds of silence after which another process counts as gone; ours: three words missed."""
TRIES, BETWEEN_TRIES = 3, 0.2
"""For a message that must not be lost; after that the look at the record brings it."""
MOST_WAITING = 10_000
"""Messages that may wait for Redis before those that may be lost are; ours."""

Counts = Mapping[Role, int]
Numbers = Callable[[Iterable[str]], Awaitable[Mapping[str, int]]]
"""The latest event on record of each room that has one."""

log = logging.getLogger(__name__)


class Layer(Protocol):
    """What we use of ``channels_redis.pubsub.RedisPubSubChannelLayer``."""

    async def new_channel(self) -> str: ...
    async def group_add(self, group: str, channel: str) -> None: ...
    async def group_discard(self, group: str, channel: str) -> None: ...
    async def group_send(self, group: str, message: dict[str, Any]) -> None: ...
    async def receive(self, channel: str) -> dict[str, Any]: ...


class Elsewhere(NamedTuple):
    """Who is in a room at another process, and when that was heard."""

    counts: Counts
    heard: float


@dataclass
class Known:
    """The numbers of a room's events that this process has: all up to one, and some above."""

    up_to: int = 0
    above: set[int] = field(default_factory=set)

    def add(self, number: int) -> None:
        self.above.add(number)
        while self.up_to + 1 in self.above:
            self.up_to += 1
            self.above.discard(self.up_to)


class Errand(NamedTuple):
    """Something to be done at Redis, in order."""

    group: str
    do: Callable[[], Awaitable[Any]]
    droppable: bool = False
    again: bool = False
    """Never given up: without it a room would hear nothing from others."""


def through(address: str) -> Layer:
    """Return a layer at a Redis server, such as ``redis://127.0.0.1:6379/0``."""
    from channels_redis.pubsub import RedisPubSubChannelLayer  # noqa: PLC0415  an extra package

    layer: Layer = RedisPubSubChannelLayer(hosts=[address], prefix="endrange")
    return layer


async def on_record(rooms: Iterable[str]) -> Mapping[str, int]:
    """The latest event of each room, from the database."""
    return await sync_to_async(access.latest_events)(rooms)


class MeetingHub(Hub):
    """All rooms of this process, and the same rooms at others."""

    def __init__(self, layer: Layer, numbers: Numbers = on_record) -> None:
        super().__init__()
        self._layer = layer
        self._numbers = numbers
        self._me = uuid4().hex
        self._channel = ""
        self._elsewhere: dict[str, dict[str, Elsewhere]] = {}
        self._errands: asyncio.Queue[Errand] = asyncio.Queue()
        self._known: dict[str, Known] = {}
        self._missed: dict[str, int] = {}
        self._tasks: list[asyncio.Task[None]] = []

    def join(self, room: str, role: Role) -> Member:
        self._begin()
        if room not in self._rooms:
            self._run(Errand(room, lambda: self._enter(room), again=True))
        return super().join(room, role)

    def leave(self, member: Member) -> None:
        super().leave(member)
        room = member.room
        if room not in self._rooms:
            self._elsewhere.pop(room, None)
            self._known.pop(room, None)
            self._run(Errand(room, lambda: self._layer.group_discard(room, self._channel)))

    def publish(self, room: str, message: Message, *, but: Member | None = None) -> None:
        super().publish(room, message, but=but)
        self._send(room, {"message": list(message)}, droppable=message.droppable)

    def seen(self, room: str, number: int) -> None:
        if room not in self._rooms:
            return
        known = self._known.setdefault(room, Known())
        known.up_to = max(known.up_to, number)

    def _deliver(self, room: str, message: Message, but: Member | None = None) -> None:
        if message.number and room in self._rooms:
            self._known.setdefault(room, Known()).add(message.number)
        super()._deliver(room, message, but)

    def present(self, room: str) -> dict[Role, int]:
        others = self._elsewhere.get(room, {}).values()
        here = super().present(room)
        return {role: here[role] + sum(one.counts[role] for one in others) for role in Role}

    def _tell_presence(self, room: str) -> None:
        super()._tell_presence(room)
        self._send(room, {"present": {room: super().present(room)}}, droppable=True)

    def _begin(self) -> None:
        """At the first member, in the running event loop: before that there is nobody to serve."""
        if not self._tasks:
            work = (self._do_errands(), self._say_who_is_here(), self._look_at_record())
            self._tasks = [asyncio.create_task(one) for one in work]

    def _send(self, group: str, said: dict[str, Any], *, droppable: bool) -> None:
        message = {"type": "hub", "from": self._me, "room": group, **said}
        send = lambda: self._layer.group_send(group, message)  # noqa: E731
        self._run(Errand(group, send, droppable))

    def _run(self, errand: Errand) -> None:
        if self._errands.qsize() < MOST_WAITING or not errand.droppable:
            self._errands.put_nowait(errand)

    async def _do_errands(self) -> None:
        """One after the other, so that a room hears things in the order they were said."""
        self._channel = await self._opened()
        self._tasks.append(asyncio.create_task(self._listen()))
        while True:
            errand = await self._errands.get()
            if not await self._tried(errand) and errand.again:
                self._errands.put_nowait(errand)

    async def _tried(self, errand: Errand) -> bool:
        for _ in range(1 if errand.droppable else TRIES):
            if await self._done(errand):
                return True
            await asyncio.sleep(BETWEEN_TRIES)
        return False

    async def _enter(self, room: str) -> None:
        if room in self._rooms:  # somebody may have left again meanwhile
            await self._layer.group_add(room, self._channel)

    async def _opened(self) -> str:
        while True:
            try:
                channel = await self._layer.new_channel()
                await self._layer.group_add(EVERYBODY, channel)
            except Exception as fault:
                log.warning("Redis cannot be reached: %s", fault)
                await asyncio.sleep(EVERY)
            else:
                return channel

    async def _done(self, errand: Errand) -> bool:
        try:
            await errand.do()
        except Exception as fault:
            log.warning("not passed on to other processes (%s): %s", errand.group, fault)
            return False
        return True

    async def _listen(self) -> None:
        while True:
            said = await self._layer.receive(self._channel)
            if said["from"] == self._me:
                continue
            if "message" in said:
                self._deliver(said["room"], Message(*said["message"]))
            else:
                self._hear_who_is_there(said["from"], said["present"])

    def _hear_who_is_there(self, process: str, present: Mapping[str, Counts]) -> None:
        now = monotonic()
        for room, counts in present.items():
            if room not in self._rooms:
                continue
            there = self._elsewhere.setdefault(room, {})
            before, there[process] = there.get(process), Elsewhere(counts, now)
            if before is None or before.counts != counts:
                Hub._tell_presence(self, room)

    async def _say_who_is_here(self) -> None:
        while True:
            here = {room: Hub.present(self, room) for room in self._rooms}
            self._send(EVERYBODY, {"present": here}, droppable=True)
            await asyncio.sleep(EVERY)
            self._forget_the_silent()

    def _forget_the_silent(self) -> None:
        long_ago = monotonic() - GONE_AFTER
        for room, there in list(self._elsewhere.items()):
            silent = [process for process, one in there.items() if one.heard < long_ago]
            for process in silent:
                del there[process]
            if silent:
                Hub._tell_presence(self, room)

    async def _look_at_record(self) -> None:
        """Twice in a row behind the record: something was missed, and is read from there."""
        while True:
            await asyncio.sleep(EVERY)
            try:
                numbers = await self._numbers(list(self._rooms))
            except Exception as fault:
                log.warning("the record cannot be read: %s", fault)
                continue
            for room in self._behind(numbers):
                for member in self._rooms.get(room, ()):
                    member.fall_behind()

    def _behind(self, numbers: Mapping[str, int]) -> list[str]:
        known = {room: self._known.get(room, Known()).up_to for room in numbers}
        missing = {room: number for room, number in numbers.items() if known[room] < number}
        late = [room for room in missing if known[room] < self._missed.get(room, 0)]
        self._missed = missing
        return late
