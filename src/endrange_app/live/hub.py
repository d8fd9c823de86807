"""Rooms: who hears whom. One dict of rooms to members, each with a bounded queue.

The only doors are ``join``, ``leave``, ``publish``, ``seen`` and ``present``; several processes
meet through another hub with the same five, see ``meeting.py``.
"""

import asyncio
import gc
import json
import sys
from collections import deque
from typing import NamedTuple

from endrange.values import Role

QUEUE = 64
"""Messages that may wait for one socket. Ours: a session has about one event a second, so a
minute of silence fits; a socket that is further behind reads the record again."""


class Message(NamedTuple):
    text: str
    droppable: bool = False
    """True for what the next of its kind makes worthless: clock answers, presence."""
    number: int = 0
    """Of an event on record: its number there. Zero for everything else."""


class Member:
    """One socket in a room. Whoever is too slow loses what may be lost, then the socket."""

    def __init__(self, room: str, role: Role, size: int = QUEUE) -> None:
        self.room = room
        self.role = role
        self.behind = False
        """Something that must not be lost found no place: close, and let it catch up."""
        self._size = size
        self._waiting: deque[Message] = deque()
        self._news = asyncio.Event()

    def put(self, message: Message) -> None:
        """Queue a message without waiting."""
        if len(self._waiting) >= self._size and not self._make_place(message):
            return
        self._waiting.append(message)
        self._news.set()

    async def take(self) -> Message | None:
        """Return the next message, or nothing once this member has fallen behind."""
        while not self._waiting and not self.behind:
            self._news.clear()
            await self._news.wait()
        return None if self.behind else self._waiting.popleft()

    def _make_place(self, message: Message) -> bool:
        for waiting in self._waiting:
            if waiting.droppable:
                self._waiting.remove(waiting)
                return True
        if not message.droppable:
            self.fall_behind()
        return False

    def fall_behind(self) -> None:
        """Close this socket: opened again, it reads the record."""
        self.behind = True
        self._news.set()


class Hub:
    """All rooms of this process."""

    def __init__(self) -> None:
        self._rooms: dict[str, set[Member]] = {}

    def join(self, room: str, role: Role) -> Member:
        """Enter a room; everybody in it is told who is there now."""
        member = Member(room, role)
        self._rooms.setdefault(room, set()).add(member)
        self._tell_presence(room)
        return member

    def leave(self, member: Member) -> None:
        """Forget a member, and the room with its last one. Leaving twice is no fault."""
        members = self._rooms.get(member.room, set())
        if member not in members:
            return
        members.discard(member)
        if not members:
            self._rooms.pop(member.room, None)
        self._tell_presence(member.room)

    def publish(self, room: str, message: Message, *, but: Member | None = None) -> None:
        """Hand a message to everybody in a room, save ``but``."""
        self._deliver(room, message, but)

    def seen(self, room: str, number: int) -> None:
        """Somebody in a room has read the record up to a number: here, nothing can be missed."""

    def present(self, room: str) -> dict[Role, int]:
        """How many sockets of each role are in a room."""
        members = self._rooms.get(room, ())
        return {role: sum(member.role is role for member in members) for role in Role}

    def _deliver(self, room: str, message: Message, but: Member | None = None) -> None:
        for member in self._rooms.get(room, ()):
            if member is not but:
                member.put(message)

    def _tell_presence(self, room: str) -> None:
        present = {"type": "presence", "present": self.present(room)}
        self._deliver(room, Message(json.dumps(present), droppable=True))

    def __len__(self) -> int:
        return len(self._rooms)


def settle_memory() -> None:
    """Let neither the garbage collector nor the writing thread hold a message up.

    Each socket keeps many small objects alive; with the default thresholds a full collection
    walks all of them in the middle of a session. And the thread that writes events down hands the
    interpreter over only when asked: after 5 ms by default, each time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 1_000)  # measured choice, see docs/decisions on the hub
    sys.setswitchinterval(0.0005)  # with 1,000 rooms the p99 of a stop fell from 188 to 13 ms
