"""The sockets of a live session, through the whole application: login, tenancy, record."""

import asyncio
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from channels.db import database_sync_to_async
from django.db import OperationalError
from django.test import Client as Browser
from django.utils import timezone

from endrange import session
from endrange.session import Event
from endrange_app.asgi import application
from endrange_app.live import consumer
from endrange_app.live.rooms import hub
from endrange_app.storage.actions import members, runs, visits
from endrange_app.storage.models import Run, RunEvent
from tests.talk import Talk

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cookie_of():
    """The cookie of somebody signed in."""

    def cookie(user: Any) -> str:
        browser = Browser()
        browser.force_login(user)
        return f"sessionid={browser.cookies['sessionid'].value}"

    return cookie


@pytest.fixture
def places(here, elsewhere, cookie_of):
    """A run opened just now, and the ways to it."""
    Run.objects.filter(pk=here.run.pk).update(
        opened_at=timezone.now() - timedelta(minutes=5),
        join_until=timezone.now() + timedelta(hours=1),
    )
    run = Run.objects.get(pk=here.run.pk)
    return {
        "run": run,
        "helper": (f"/live/{run.pk}/", cookie_of(here.practitioner)),
        "client": (f"/live/join/{run.join_token}/", ""),
        "stranger": (f"/live/{run.pk}/", cookie_of(elsewhere.practitioner)),
        "nobody": (f"/live/{run.pk}/", ""),
        "guess": ("/live/join/not-the-token/", ""),
    }


@asynccontextmanager
async def line(place: tuple[str, str], origin: str = "http://testserver"):
    """An open line, past its hello; without a hello if it was not let in."""
    path, cookie = place
    talk = Talk(application, path, {"origin": origin, "cookie": cookie})
    await talk.open()
    try:
        yield talk
    finally:
        await talk.close()


def event(who: str, sequence: int, kind: str, **changes: Any) -> dict[str, Any]:
    said = {"device": f"{who}-1", "sequence": sequence, "at": 1_000 * sequence, "kind": kind}
    return {"type": "event", "event": said | changes}


async def test_hello_brings_all_that_is_needed_to_play(places):
    async with line(places["helper"]) as helper:
        hello = helper.hello

    assert hello["role"] == "helper"
    assert hello["timeline"] == places["run"].timeline
    assert hello["events"] == []
    assert 5 * 60_000 <= hello["now"] < 6 * 60_000
    assert hello["present"] == {"helper": 1, "client": 0}


@pytest.mark.parametrize("who", ["stranger", "nobody", "guess"])
async def test_who_has_no_business_here_is_not_let_in(places, who):
    async with line(places["helper"]) as known, line(places[who]) as talk:
        assert known.hello
        assert talk.hello is None


async def test_another_sites_page_is_not_let_in(places):
    async with line(places["helper"], origin="http://evil.example") as talk:
        assert talk.hello is None


async def test_a_member_who_has_left_is_not_let_in(places, here):
    await database_sync_to_async(members.end)(
        by=here.owner, member=here.membership, now=timezone.now()
    )
    async with line(places["helper"]) as talk:
        assert talk.hello is None


async def test_a_token_that_has_run_out_opens_nothing(places):
    async with line(places["client"]) as talk:
        assert talk.hello
    await Run.objects.filter(pk=places["run"].pk).aupdate(join_until=timezone.now())
    async with line(places["client"]) as talk:
        assert talk.hello is None


async def test_an_event_is_written_down_then_told_to_both(places):
    async with line(places["helper"]) as helper, line(places["client"]) as client:
        await helper.say(event("helper", 0, "start"))
        to_helper, to_client = await helper.hear("event"), await client.hear("event")

    assert to_helper == to_client
    assert to_helper["number"] == 1
    assert to_helper["event"]["kind"] == "start"
    assert [row.as_event().kind async for row in places["run"].events.all()] == ["start"]


async def test_the_server_decides_who_spoke(places):
    async with line(places["client"]) as client:
        await client.say(event("client", 0, "stop", role="helper"))
        told = await client.hear("event")

    assert told["event"]["role"] == "client"
    row = await places["run"].events.aget()
    assert row.role == "client"


async def test_sent_twice_stored_once_and_confirmed_both_times(places):
    async with line(places["client"]) as client:
        for _ in range(2):
            await client.say(event("client", 3, "comfort", stretch=5))
        numbers = [(await client.hear("event"))["number"] for _ in range(2)]

    assert numbers == [1, 1]
    assert await places["run"].events.acount() == 1


async def test_events_are_numbered_in_the_order_they_came_and_told_in_that_order(places):
    async with line(places["helper"]) as helper, line(places["client"]) as client:
        for sequence in range(12):
            await helper.say(event("helper", sequence, "ease_off"))
            await client.say(event("client", sequence, "comfort", stretch=sequence % 10))
        numbers = [(await helper.hear("event"))["number"] for _ in range(24)]

    assert numbers == list(range(1, 25))


async def test_whoever_comes_later_or_again_hears_all_there_was(places):
    async with line(places["helper"]) as helper:
        for sequence, kind in enumerate(("start", "pause", "resume")):
            await helper.say(event("helper", sequence, kind))
            await helper.hear("event")
    async with line(places["client"]) as client:
        events = client.hello["events"]

    assert [one["number"] for one in events] == [1, 2, 3]
    assert [one["event"]["kind"] for one in events] == ["start", "pause", "resume"]


async def test_a_stop_is_passed_on_before_the_disk_has_it(places):
    stuck = asyncio.Event()

    async def slow(event: Event) -> RunEvent:
        await stuck.wait()
        return RunEvent(number=1, device=event.device)

    async with line(places["helper"]) as helper, line(places["client"]) as client:
        with patch.object(consumer, "on_record", lambda _: slow):
            await client.say(event("client", 0, "comfort", stretch=4))
            await client.say(event("client", 1, "stop"))
            urgent = await helper.hear("urgent")
            stuck.set()
            await helper.hear("event")

    assert urgent["event"]["kind"] == "stop"


async def test_a_disk_at_fault_is_no_refusal(places):
    async with line(places["client"]) as client:
        with patch.object(runs, "take_event", side_effect=OperationalError("locked")):
            await client.say(event("client", 0, "stop"))
            problem = await client.hear("error")
        await client.say(event("client", 0, "stop"))
        told = await client.hear("event")

    assert "send it again" in problem["problem"]
    assert told["number"] == 1


async def test_after_the_end_only_what_was_held_back_is_taken(places):
    async with line(places["helper"]) as helper, line(places["client"]) as client:
        await helper.say(event("helper", 1, "end"))
        await client.hear("event")
        await client.say(event("client", 2, "comfort", pain=1))
        held_back = await client.hear("event")
        now = client.hello["now"] + 60_000
        with patch.object(consumer.SessionSocket, "_now", lambda _: now):
            await client.say(event("client", 3, "comfort", pain=1, at=now))
            refused = await client.hear("refused")

    assert held_back["number"] == 2
    assert "has ended" in refused["because"]
    assert (refused["device"], refused["sequence"]) == ("client-1", 3)
    assert await places["run"].events.acount() == 2


async def test_a_stop_under_a_used_number_is_a_stop_all_the_same(places):
    async with line(places["helper"]) as helper, line(places["client"]) as client:
        await client.say(event("client", 0, "comfort", stretch=3))
        await client.say(event("client", 0, "stop"))
        await client.say(event("client", 0, "stop"))  # sent again: still one
        urgent, refused = await helper.hear("urgent"), await client.hear("refused")
        await helper.hear("event")
        stored = await helper.hear("event")
        timeline = places["run"].as_timeline()
        rows = [row.as_event() async for row in places["run"].events.order_by("number")]

    assert urgent["event"]["sequence"] == refused["sequence"] == 0
    assert stored["event"]["kind"] == "stop"
    assert [one.kind for one in rows] == ["comfort", "stop"]
    assert session.replay(timeline, rows).status == "stopped"


OVER = timezone.now() - timedelta(minutes=4)


def end_run(here: Any) -> None:
    Run.objects.filter(pk=here.run.pk).update(ended_at=OVER)


def close_visit(here: Any) -> None:
    end_run(here)
    visits.close(by=here.owner, visit=here.visit, now=OVER)


CLOSED = {"run ended": end_run, "visit closed": close_visit}


@pytest.mark.parametrize("what", CLOSED)
@pytest.mark.parametrize(
    "said", [{"kind": "stop"}, {"kind": "hurts"}, {"kind": "comfort", "pain": 6}]
)
async def test_an_urgent_event_is_taken_and_told_whatever_is_closed(places, here, what, said):
    await database_sync_to_async(CLOSED[what])(here)
    async with line(places["helper"]) as helper, line(places["client"]) as client:
        now = client.hello["now"]
        await client.say(event("client", 3, at=now, **said))
        assert (await helper.hear("urgent"))["event"]["kind"] == said["kind"]
        assert (await helper.hear("event"))["number"] == 1
        await client.say(event("client", 4, "comfort", stretch=2, at=now))
        refused = await client.hear("refused")
        await client.say({"type": "ping", "asked": 1})
        await client.hear("pong")
        told = helper.output_queue.qsize()

    assert refused["sequence"] == 4
    assert told == 0  # nobody else hears of a refusal
    assert await places["run"].events.acount() == 1


async def test_a_stop_does_not_wait_behind_a_flood(places):
    async with line(places["helper"]) as helper, line(places["client"]) as client:
        for number in range(200):
            await client.say({"type": "ping", "asked": number})
        began = asyncio.get_running_loop().time()
        await client.say(event("client", 0, "stop"))
        await helper.hear("urgent")
        took = asyncio.get_running_loop().time() - began

    assert took < 1  # the flood itself takes 14 s


async def test_an_accident_in_the_socket_leaves_no_ghost(places):
    async with line(places["helper"]) as helper:
        await helper.hear("presence")
        talk = Talk(application, places["client"][0], {"origin": "http://testserver"})
        await talk.open()
        assert (await helper.hear("presence"))["present"]["client"] == 1
        with patch.object(consumer.SessionSocket, "receive", side_effect=MemoryError("planted")):
            await talk.say("anything")
            assert (await helper.hear("presence"))["present"]["client"] == 0
        with pytest.raises(MemoryError, match="planted"):
            await talk.wait(5)


async def test_a_write_that_hangs_keeps_nobody_in_the_room(places):
    stuck = asyncio.Event()
    async with line(places["helper"]) as helper:
        await helper.hear("presence")
        async with line(places["client"]) as client:
            await helper.hear("presence")
            with patch.object(consumer, "on_record", lambda _: lambda *_: stuck.wait()):
                await client.say(event("client", 0, "pause"))
                await client.send_input({"type": "websocket.disconnect", "code": 1000})
                client.hung_up = True
                present = (await helper.hear("presence"))["present"]
            stuck.set()

    assert present["client"] == 0


async def test_who_may_no_longer_be_here_is_sent_away_and_a_stop_still_counts(places, here):
    async with line(places["helper"]) as helper, line(places["client"]) as client:
        await database_sync_to_async(members.end)(
            by=here.owner, member=here.membership, now=timezone.now()
        )
        await helper.say(event("helper", 0, "ease_off"))  # asked again only every half minute
        await helper.hear("event")
        with patch.object(consumer, "LOOK_AGAIN_EVERY", 0):
            await helper.say(event("helper", 1, "ease_off"))
            code = await helper.closed()
            await client.say(event("client", 0, "stop"))
            await client.hear("event")

    assert code == consumer.NOT_NOW
    assert [row.kind async for row in places["run"].events.order_by("number")] == [
        "ease_off",
        "stop",
    ]


async def test_a_token_that_runs_out_closes_the_line_that_only_listens(places):
    async with line(places["client"]) as client:
        await Run.objects.filter(pk=places["run"].pk).aupdate(join_until=timezone.now())
        with patch.object(consumer, "LOOK_AGAIN_EVERY", 0):
            await client.say({"type": "ping", "asked": 1})
            code = await client.closed()

    assert code == consumer.NOT_NOW


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ("hello", "not JSON"),
        ('{"type": "dance"}', "'dance' is not known"),
        ('{"type": "ping", "asked": "now"}', "as a number"),
        ("[]", "a JSON object"),
        ("[" * 2_000, "nested too deeply"),
        ('{"type": "ping", "asked": NaN}', "as a number"),
        ("x" * 3_000, "at most 2000"),
    ],
)
async def test_a_bad_message_gets_one_clear_answer_and_the_line_stays(places, said, problem):
    async with line(places["client"]) as client:
        await client.say(said)
        answer = await client.hear("error")
        await client.say({"type": "ping", "asked": 5})
        pong = await client.hear("pong")

    assert problem in answer["problem"]
    assert pong["asked"] == 5


async def test_a_bad_event_is_refused_by_name(places):
    async with line(places["client"]) as client:
        await client.say(event("client", 7, "resume"))
        refused = await client.hear("refused")

    assert (refused["device"], refused["sequence"]) == ("client-1", 7)
    assert "helper's to do" in refused["because"]


async def test_a_ping_brings_the_time(places):
    async with line(places["client"]) as client:
        await client.say({"type": "ping", "asked": 12.5})
        pong = await client.hear("pong")

    assert pong["asked"] == 12.5
    assert pong["now"] - client.hello["now"] < 5_000


async def test_presence_comes_and_goes(places):
    async with line(places["helper"]) as helper:
        assert (await helper.hear("presence"))["present"] == {"helper": 1, "client": 0}
        async with line(places["client"]):
            assert (await helper.hear("presence"))["present"] == {"helper": 1, "client": 1}
        assert (await helper.hear("presence"))["present"] == {"helper": 1, "client": 0}
    assert len(hub) == 0


async def test_a_flood_is_slowed_down_and_nothing_of_it_is_lost(places):
    with patch("endrange_app.live.throttle.BURST", 60):
        async with line(places["client"]) as client:
            began = asyncio.get_running_loop().time()
            for number in range(65):
                await client.say({"type": "ping", "asked": number})
            answers = [(await client.hear("pong"))["asked"] for _ in range(65)]
            took = asyncio.get_running_loop().time() - began

    assert answers == list(range(65))
    assert took >= 0.4  # five more than the burst, at ten a second


async def test_a_device_long_silent_counts_as_gone(places):
    with patch.multiple(consumer, LOOK_EVERY=0.02, SILENCE=0.1):
        async with line(places["helper"]) as helper:
            code = await helper.closed()

    assert code == consumer.GONE


async def test_a_device_too_slow_is_sent_away_to_catch_up(places):
    async with line(places["helper"]) as helper:
        member = next(iter(hub._rooms[str(places["run"].pk)]))
        member._size = 0
        await helper.say(event("helper", 0, "start"))
        code = await helper.closed()

    assert code == consumer.BEHIND
    assert await places["run"].events.acount() == 1


async def test_what_was_said_just_before_hanging_up_is_kept(places):
    soon = consumer.on_record

    def late(deed: Any) -> Any:
        async def later(*args: Any) -> Any:
            await asyncio.sleep(0.05)
            return await soon(deed)(*args)

        return later

    async with line(places["client"]) as client:
        with patch.object(consumer, "on_record", late):
            await client.say(event("client", 0, "stop"))
            await asyncio.sleep(0)
            await client.close()

    assert [row.kind async for row in places["run"].events.all()] == ["stop"]
