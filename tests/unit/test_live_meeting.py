"""Rooms of two processes, which meet through a layer that can be cut."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endrange.values import Role
from endrange_app.live import meeting
from endrange_app.live.hub import Member, Message
from endrange_app.live.meeting import Known, MeetingHub

STOP = Message("stop", number=1)


class Exchange:
    """What Redis does: it passes on, keeps nothing, and may be away."""

    def __init__(self) -> None:
        self.groups: dict[str, set[str]] = defaultdict(set)
        self.lines: dict[str, asyncio.Queue[dict[str, Any]]] = {}
        self.away = False

    async def new_channel(self) -> str:
        self._answer()
        name = f"channel {len(self.lines)}"
        self.lines[name] = asyncio.Queue()
        return name

    async def group_add(self, group: str, channel: str) -> None:
        self._answer()
        self.groups[group].add(channel)

    async def group_discard(self, group: str, channel: str) -> None:
        self.groups[group].discard(channel)

    async def group_send(self, group: str, message: dict[str, Any]) -> None:
        self._answer()
        for channel in self.groups[group]:
            self.lines[channel].put_nowait(message)

    async def receive(self, channel: str) -> dict[str, Any]:
        return await self.lines[channel].get()

    def _answer(self) -> None:
        if self.away:
            raise ConnectionError("away")


class House:
    """Two processes, one record."""

    def __init__(self) -> None:
        self.exchange = Exchange()
        self.record: dict[str, int] = {}
        self.one = MeetingHub(self.exchange, self._numbers)
        self.other = MeetingHub(self.exchange, self._numbers)

    async def _numbers(self, rooms: Iterable[str]) -> Mapping[str, int]:
        return {room: self.record[room] for room in rooms if room in self.record}

    async def close(self) -> None:
        tasks = [*self.one._tasks, *self.other._tasks]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


@pytest.fixture
async def house(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[House]:
    monkeypatch.setattr(meeting, "EVERY", 0.05)
    monkeypatch.setattr(meeting, "BETWEEN_TRIES", 0.01)
    monkeypatch.setattr(meeting, "GONE_AFTER", 0.2)
    built = House()
    yield built
    await built.close()


async def waits_for(member: Member, text: str) -> None:
    async def looks() -> None:
        while True:
            message = await member.take()
            assert message is not None, "fell behind"
            if message.text == text:
                return

    await asyncio.wait_for(looks(), 2)


async def until(holds: Any) -> None:
    async def looks() -> None:
        while not holds():
            await asyncio.sleep(0.005)

    await asyncio.wait_for(looks(), 2)


async def test_a_stop_reaches_the_other_process_and_its_own_room_once(house: House) -> None:
    client, helper = house.one.join("a", Role.CLIENT), house.other.join("a", Role.HELPER)
    await until(lambda: house.one.present("a")[Role.HELPER])

    house.one.publish("a", STOP)

    await waits_for(helper, "stop")
    await asyncio.sleep(0.02)
    assert [message.text for message in client._waiting].count("stop") == 1


async def test_both_know_who_is_there_wherever_they_are(house: House) -> None:
    house.one.join("a", Role.CLIENT)
    helper = house.other.join("a", Role.HELPER)
    both = {Role.HELPER: 1, Role.CLIENT: 1}

    await until(lambda: house.one.present("a") == both == house.other.present("a"))
    house.other.leave(helper)
    await until(lambda: house.one.present("a") == {Role.HELPER: 0, Role.CLIENT: 1})


async def test_a_process_that_dies_takes_its_people_along(house: House) -> None:
    house.one.join("a", Role.CLIENT)
    house.other.join("a", Role.HELPER)
    await until(lambda: house.one.present("a")[Role.HELPER])

    for task in house.other._tasks:
        task.cancel()

    await until(lambda: not house.one.present("a")[Role.HELPER])


async def test_rooms_of_others_are_not_heard(house: House) -> None:
    house.one.join("a", Role.CLIENT)
    stranger = house.other.join("b", Role.HELPER)
    await until(lambda: house.exchange.groups["b"])

    house.one.publish("a", STOP)
    await asyncio.sleep(0.03)

    assert all("stop" not in message.text for message in stranger._waiting)


async def test_what_the_exchange_lost_is_read_from_the_record(house: House) -> None:
    house.one.join("a", Role.CLIENT)
    helper = house.other.join("a", Role.HELPER)
    await until(lambda: house.one.present("a")[Role.HELPER])

    house.exchange.away = True
    house.one.publish("a", STOP)
    house.record["a"] = 1

    await until(lambda: helper.behind)


async def test_whoever_is_up_to_date_is_left_alone(house: House) -> None:
    helper = house.other.join("a", Role.HELPER)
    house.other.seen("a", 7)
    house.record["a"] = 7

    await asyncio.sleep(0.2)

    assert not helper.behind


async def test_an_exchange_that_comes_late_is_waited_for(house: House) -> None:
    house.exchange.away = True
    house.one.join("a", Role.CLIENT)
    helper = house.other.join("a", Role.HELPER)
    await asyncio.sleep(0.06)

    house.exchange.away = False
    await until(lambda: house.one.present("a")[Role.HELPER])
    house.one.publish("a", STOP)

    await waits_for(helper, "stop")


async def test_a_room_opened_while_the_exchange_is_away_hears_once_it_is_back(
    house: House,
) -> None:
    house.one.join("b", Role.CLIENT)
    await until(lambda: house.exchange.groups["b"])
    house.exchange.away = True
    house.one.join("a", Role.CLIENT)
    helper = house.other.join("a", Role.HELPER)
    await asyncio.sleep(0.15)

    house.exchange.away = False
    await until(lambda: len(house.exchange.groups["a"]) == 2)
    house.one.publish("a", STOP)

    await waits_for(helper, "stop")


@given(st.permutations(range(1, 9)), st.integers(1, 8))
def test_a_gap_is_seen_in_whatever_order_numbers_come(order: list[int], lost: int) -> None:
    known = Known()
    for number in order:
        if number != lost:
            known.add(number)

    assert known.up_to == lost - 1
    known.add(lost)
    assert known.up_to == 8
    assert not known.above
