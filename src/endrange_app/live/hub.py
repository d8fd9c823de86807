"""Rooms: who hears whom. One dict of rooms to members, each with a bounded queue.

The only doors are ``join``, ``leave``, ``publish`` and ``present``, so that several processes can
one day meet through another hub with the same four.
"""

import asyncio
import gc
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
            self.behind = True
            self._news.set()
        return False


class Hub:
    """All rooms of this process."""

    def __init__(self) -> None:
        self._rooms: dict[str, set[Member]] = {}

    def join(self, room: str, role: Role) -> Member:
        member = Member(room, role)
        self._rooms.setdefault(room, set()).add(member)
        return member

    def leave(self, member: Member) -> None:
        """Forget a member, and the room with its last one. Leaving twice is no fault."""
        members = self._rooms.get(member.room, set())
        members.discard(member)
        if not members:
            self._rooms.pop(member.room, None)

    def publish(self, room: str, message: Message, *, but: Member | None = None) -> None:
        """Hand a message to everybody in a room, save ``but``."""
        for member in self._rooms.get(room, ()):
            if member is not but:
                member.put(message)

    def present(self, room: str) -> dict[Role, int]:
        """How many sockets of each role are in a room."""
        members = self._rooms.get(room, ())
        return {role: sum(member.role is role for member in members) for role in Role}

    def __len__(self) -> int:
        return len(self._rooms)


hub = Hub()
"""The rooms of this process."""


def settle_memory() -> None:
    """Take what start-up made out of the garbage collector's sight, and let it look less often.

    Each socket keeps many small objects alive; with the default thresholds a full collection
    walks all of them in the middle of a session.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 1_000)  # measured choice, see docs/decisions on the hub
