"""What a socket may say."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endrange.errors import BadInput
from endrange.session import EventKind
from endrange.values import Role
from endrange_app.live import intake
from endrange_app.live.clock import common_time
from endrange_app.live.throttle import Throttle
from tests.tables import rows

NOW = 60_000


def fields(**changes: Any) -> dict[str, Any]:
    said = {"device": "client-1", "sequence": 1, "at": NOW, "role": "client", "kind": "stop"}
    return said | changes


UNREADABLE = """
  said               | problem
  hello              | not JSON
  [1, 2]             | a list; send a JSON object
  7                  | a int; send a JSON object
"""


@pytest.mark.parametrize("row", rows(UNREADABLE), ids=lambda row: row["said"])
def test_what_cannot_be_read_says_why(row):
    with pytest.raises(BadInput, match=row["problem"]):
        intake.read(row["said"])


def test_too_long_and_binary_say_why():
    with pytest.raises(BadInput, match="at most 2000"):
        intake.read(json.dumps({"type": "x" * 2_000}))
    with pytest.raises(BadInput, match="send text"):
        intake.read(None)


WHO_MAY = """
  kind     | helper | client
  sensation | yes   | yes
  recheck  | yes    | yes
  range    | yes    | yes
  wait     | yes    | no
  flow     | yes    | no
  start    | yes    | no
  pause    | yes    | yes
  resume   | yes    | no
  next     | yes    | no
  back     | yes    | no
  skip     | yes    | yes
  ease_off | yes    | yes
  comfort  | yes    | yes
  hurts    | yes    | yes
  stop     | yes    | yes
  ready    | yes    | yes
  join     | no     | yes
  leave    | yes    | yes
  end      | yes    | yes
"""


@pytest.mark.parametrize("row", rows(WHO_MAY), ids=lambda row: row["kind"])
@pytest.mark.parametrize("role", Role)
def test_who_may_do_what(row, role):
    message = {"event": fields(kind=row["kind"], device=f"{role}-1")}

    if row[role] == "yes":
        assert intake.event_of(message, role, NOW).kind == row["kind"]
    else:
        with pytest.raises(BadInput, match="to do"):
            intake.event_of(message, role, NOW)


def test_every_kind_of_event_is_in_the_table():
    assert {row["kind"] for row in rows(WHO_MAY)} == set(EventKind)


@pytest.mark.parametrize("role", Role)
def test_the_role_is_the_connections_whatever_is_claimed(role):
    claimed = Role.CLIENT if role is Role.HELPER else Role.HELPER

    event = intake.event_of({"event": fields(device=f"{role}-1", role=claimed)}, role, NOW)

    assert event.role is role


WRONG = """
  field    | value    | problem
  sequence | -1       | sequence: .* not -1
  at       | soon     | at: .* not 'soon'
  kind     | dance    | kind: .* not 'dance'
  stretch  | 11       | stretch: .* not 11
  extra    | 1        | extra: .* not 1
  device   | helper-1 | begins client-
"""


@pytest.mark.parametrize("row", rows(WRONG), ids=lambda row: f"{row['field']}={row['value']}")
def test_a_wrong_field_is_named_with_its_value(row):
    value = int(row["value"]) if row["value"].lstrip("-").isdigit() else row["value"]

    with pytest.raises(BadInput, match=row["problem"]):
        intake.event_of({"event": fields(**{row["field"]: value})}, Role.CLIENT, NOW)


def test_no_event_at_all():
    with pytest.raises(BadInput, match="event: missing"):
        intake.event_of({"type": "event"}, Role.CLIENT, NOW)


AHEAD = """
  kind    | pain | ahead  | counts at
  comfort |      | 2000   | 62000
  comfort | 1    | 2001   | refused
  stop    |      | 2000   | 62000
  stop    |      | 999999 | 60000
  hurts   |      | 999999 | 60000
  comfort | 6    | 999999 | 60000
  ready   |      | -59000 | 1000
"""


@pytest.mark.parametrize("row", rows(AHEAD), ids=lambda row: f"{row['kind']} {row['ahead']}")
def test_a_clock_that_runs_ahead_never_delays_a_stop(row):
    rating = {"pain": int(row["pain"])} if row["pain"] else {}
    said = fields(kind=row["kind"], at=NOW + int(row["ahead"]), **rating)

    if row["counts at"] == "refused":
        with pytest.raises(BadInput, match="ahead of the session's clock"):
            intake.event_of({"event": said}, Role.CLIENT, NOW)
    else:
        event = intake.event_of({"event": said}, Role.CLIENT, NOW)
        assert event.at == int(row["counts at"])


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=5))
def test_nothing_else_than_a_refusal_comes_of_nonsense(value):
    message = {"event": {"device": value, "sequence": value, "at": value, "kind": value}}

    with pytest.raises(BadInput):
        intake.event_of(message, Role.CLIENT, NOW)


def test_the_common_clock_counts_whole_milliseconds_from_the_opening():
    opened = datetime(2026, 11, 20, 17, 30, tzinfo=UTC)

    assert common_time(opened, opened + timedelta(seconds=2, microseconds=1_999)) == 2_001
    assert common_time(opened, opened - timedelta(seconds=1)) == 0


def test_a_burst_is_free_and_what_follows_waits_its_turn():
    throttle = Throttle(now=0, burst=2, per_second=10)

    assert [throttle.wait(now=0) for _ in range(4)] == pytest.approx([0, 0, 0.1, 0.2])
    after_a_rest = [throttle.wait(now=1_000) for _ in range(3)]
    assert after_a_rest == pytest.approx([0, 0, 0.1])  # silence is not saved up


@given(st.lists(st.floats(0, 0.2), max_size=200))
def test_over_time_nobody_speaks_faster_than_the_rate(gaps):
    throttle = Throttle(now=0, burst=5, per_second=10)
    now = 0.0
    for count, gap in enumerate(gaps, start=1):
        now += gap
        now += throttle.wait(now)  # it waits before it speaks, so its clock moves on
        assert count <= 5 + 10 * now + 1e-6
