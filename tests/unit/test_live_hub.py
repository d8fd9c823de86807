"""Rooms and their queues."""

import asyncio
import json

from hypothesis import given
from hypothesis import strategies as st

from endrange.values import Role
from endrange_app.live.hub import Hub, Member, Message

STOP = Message("stop")
TICK = Message("tick", droppable=True)


async def taken(member: Member) -> list[str]:
    """All that waits, in order, but for who is there."""
    found = []
    while (message := await asyncio.wait_for(member.take(), 0.05)) is not None:
        found.append(message.text)
        if not member._waiting:
            break
    return [text for text in found if "presence" not in text]


async def test_everybody_in_the_room_hears_and_nobody_else():
    hub = Hub()
    helper, client = hub.join("a", Role.HELPER), hub.join("a", Role.CLIENT)
    stranger = hub.join("b", Role.HELPER)

    hub.publish("a", STOP)

    assert await taken(helper) == ["stop"]
    assert await taken(client) == ["stop"]
    assert await taken(stranger) == []


async def test_the_sender_can_be_left_out():
    hub = Hub()
    helper, client = hub.join("a", Role.HELPER), hub.join("a", Role.CLIENT)

    hub.publish("a", STOP, but=client)

    assert await taken(helper) == ["stop"]
    assert await taken(client) == []


async def test_a_full_queue_drops_its_oldest_tick_for_a_stop():
    member = Member("a", Role.HELPER, size=3)
    for message in (Message("event"), Message("tick 1", True), Message("tick 2", True), STOP):
        member.put(message)

    assert await taken(member) == ["event", "tick 2", "stop"]


async def test_a_tick_that_finds_no_place_is_lost_alone():
    member = Member("a", Role.HELPER, size=2)
    for message in (Message("event"), STOP, TICK):
        member.put(message)

    assert not member.behind
    assert await taken(member) == ["event", "stop"]


async def test_a_stop_that_finds_no_place_ends_the_socket_rather_than_being_lost():
    member = Member("a", Role.HELPER, size=2)
    for message in (Message("event"), Message("event"), STOP):
        member.put(message)

    assert member.behind
    assert await member.take() is None


async def test_falling_behind_wakes_whoever_waits():
    member = Member("a", Role.HELPER, size=0)
    waiting = asyncio.create_task(member.take())
    await asyncio.sleep(0)

    member.put(STOP)

    assert await asyncio.wait_for(waiting, 1) is None


@given(st.lists(st.booleans(), max_size=60), st.integers(1, 8))
def test_what_must_not_be_lost_arrives_in_order_or_the_socket_closes(kinds, size):
    async def run() -> None:
        member = Member("a", Role.CLIENT, size=size)
        sent = [Message(str(n), droppable) for n, droppable in enumerate(kinds)]
        for message in sent:
            member.put(message)
        must = [message.text for message in sent if not message.droppable]
        kept = [message.text for message in member._waiting if not message.droppable]
        assert len(member._waiting) <= size
        assert member.behind or kept == must

    asyncio.run(run())


async def test_everybody_is_told_who_comes_and_goes():
    hub = Hub()
    helper, client = hub.join("a", Role.HELPER), hub.join("a", Role.CLIENT)
    hub.leave(client)

    told = [json.loads(message.text)["present"] for message in helper._waiting]
    assert told == [
        {"helper": 1, "client": 0},
        {"helper": 1, "client": 1},
        {"helper": 1, "client": 0},
    ]


async def test_presence_counts_sockets_by_role():
    hub = Hub()
    first, _, _ = (hub.join("a", role) for role in (Role.HELPER, Role.HELPER, Role.CLIENT))

    assert hub.present("a") == {Role.HELPER: 2, Role.CLIENT: 1}
    hub.leave(first)
    assert hub.present("a") == {Role.HELPER: 1, Role.CLIENT: 1}
    assert hub.present("nobody here") == {Role.HELPER: 0, Role.CLIENT: 0}


async def test_the_last_to_leave_takes_the_room_away():
    hub = Hub()
    member = hub.join("a", Role.HELPER)

    hub.leave(member)
    hub.leave(member)
    hub.publish("a", STOP)

    assert len(hub) == 0
