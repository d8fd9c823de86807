"""How sessions felt over time: two scales that are never mixed, drawn and as a table."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from types import SimpleNamespace

import pytest
from django.urls import reverse

from endrange.session import Bout
from endrange.values import Side
from endrange_app.web import comfort
from tests.tables import rows
from tests.web.test_pages_summary import held

START = datetime(2026, 9, 4, 9, tzinfo=UTC)


def bout(low=4, high=5, pain=0):
    return Bout(
        stretch="ham",
        side=Side.LEFT,
        seconds=30,
        stretch_low=low,
        stretch_high=high,
        pain_high=pain,
    )


def session(day, *bouts):
    at = START + timedelta(days=day)
    made = {"on": at.date(), "session_at": at, "performed": bouts}
    return SimpleNamespace(**made, as_bouts=lambda: bouts)


FELT = """
  from  | to  | pain | stretch  | hurt     | because
  4     | 5   | 0    | 4 to 5   | 0        | one stretch
  4 2   | 5 7 | 0 3  | 2 to 7   | 3        | the least to the most of all
  5     | 5   | 1    | 5        | 1        | one number
  ?     | ?   | 2    | not said | 2        | only pain was said
  4     | 5   | ?    | 4 to 5   | not said | none is not nought
"""


def numbers(text):
    return [None if one == "?" else int(one) for one in text.split()]


@pytest.mark.parametrize("row", rows(FELT), ids=lambda row: row["because"])
def test_what_the_table_says(row):
    said = zip(*(numbers(row[name]) for name in ("from", "to", "pain")), strict=True)
    (felt,) = comfort.of([session(0, *(bout(*one) for one in said))]).rows

    assert (felt.stretch, felt.hurt) == (row["stretch"], row["hurt"])


def test_what_was_not_said_is_not_drawn():
    made = comfort.of([session(0, bout(None, None, 2)), session(7, bout(4, 5, None))])

    for strip in made.strips:
        assert (len(strip.stretch), len(strip.pain)) == (1, 1)
        assert strip.stretch[0].x > strip.pain[0].x


def test_both_scales_stay_in_their_panels():
    made = comfort.of([session(n, bout(0, 10, 10 * (n % 2))) for n in range(30)])

    assert (len(made.rows), made.is_cut) == (comfort.MOST, True)
    for strip in made.strips:
        bars = [(one.y, one.y + one.height) for one in strip.stretch]
        assert all(0 <= top < end <= strip.tops[1] for top, end in bars)
        assert all(strip.tops[1] <= one.y <= strip.height for one in strip.pain)
        days = [day.x for day in reversed(strip.days)]
        assert all(b - a >= comfort.ROOM - 0.1 for a, b in pairwise(days))


def test_without_sessions_there_is_no_strip():
    assert comfort.of([]) is None
    assert comfort.of([session(0)]) is None


@pytest.mark.django_db
def test_it_stands_on_the_clients_page(browser, planned):
    address = reverse("client", args=[planned.client_id])
    assert "How sessions felt" not in browser.get(address).content.decode()

    held(browser, planned, ("comfort", 40, {"stretch": 5, "pain": 1}))
    page = browser.get(address).content.decode()

    assert "How sessions felt" in page
    assert "1 drawn. In the latest session: stretch 5, pain at most 1." in page
