"""What the summary says was done, and what it sends home."""

from datetime import timedelta

import pytest
from django.utils import timezone

from endrange import knowledge, progress
from endrange.knowledge import Mode, Modification, ModificationCode, Unit, Verdict
from endrange.values import Side
from endrange_app.storage import actions
from endrange_app.web import done, outcomes
from endrange_app.web.standing import Standing
from tests.builders import READING_DAY, catalogue, measure, reading
from tests.records import event
from tests.tables import rows
from tests.web.pages import read
from tests.web.visiting import screened, to

pytestmark = pytest.mark.django_db


@pytest.fixture
def planned(browser, newcomer):
    screened(browser, newcomer)
    browser.post(to("visit-plan", newcomer), {"minutes": 25})
    return newcomer


def held(browser, visit, *middle, to_the_end=True):
    """Hold a session; ``middle``: kinds with their seconds into the session, and what was said."""
    browser.post(to("visit-runs", visit))
    run = visit.runs.get(ended_at__isnull=True)
    end = run.as_timeline().seconds if to_the_end else middle[-1][1]
    wait = 60 * len(middle)
    everything = [("start", 0, {}), *middle, ("end", end + wait, {})]
    for sequence, (kind, second, said) in enumerate(everything):
        one = event(sequence, kind, at=second * 1000, **said)
        actions.runs.take_event(by=run.by, run=run, event=one, now=timezone.now())
    return run


def home(browser, visit):
    text = browser.get(to("visit-summary", visit)).content.decode()
    stretches = knowledge.load().stretches.values()
    return {one.id for one in stretches if f"At home: {one.name}" in text}


def in_first(timeline):
    """A second in the middle of the first stretch."""
    return sum(one.seconds for one in timeline.segments if one.item == 0) // 2


def planned_timeline(browser, visit):
    browser.post(to("visit-runs", visit))
    return visit.runs.get().as_timeline()


def test_what_went_well_is_sent_home(browser, planned):
    first = planned_timeline(browser, planned).cards[0].stretch
    held(browser, planned)

    assert first in home(browser, planned)
    assert "Static self-stretch: " in browser.get(to("visit-summary", planned)).content.decode()


def test_each_stretch_says_by_which_technique_it_was_done(browser, planned):
    cards = held(browser, planned).as_timeline().cards

    said = read(browser.get(to("visit-summary", planned))).texts["small"]

    assert [one for one in said if one in {card.technique_name for card in cards}] == [
        card.technique_name for card in cards
    ]


@pytest.mark.parametrize(
    "row",
    rows("""
      what            | said
      hurts           |
      comfort         | pain 8
      comfort         | pain 3
      skip            |
      stop            |
      stop, going on  |
    """),
    ids=lambda row: f"{row['what']} {row['said']}".strip(),
)
def test_what_hurt_or_was_left_is_not_sent_home(browser, planned, row):
    timeline = planned_timeline(browser, planned)
    second = in_first(timeline)
    kind, _, goes_on = row["what"].partition(", ")
    said = {"pain": int(row["said"].split()[1])} if row["said"] else {}
    middle = [(kind, second, said)]
    if goes_on:
        middle += [("ready", second + 1, {"role": "client"}), ("resume", second + 2, {})]
    held(browser, planned, *middle)

    sent = home(browser, planned)

    assert timeline.cards[0].stretch not in sent
    if kind == "hurts":
        sore = {card.stretch for card in timeline.cards if card.joint == timeline.cards[0].joint}
        assert not sore & sent


def test_a_session_ended_early_sends_nothing_home_that_was_not_finished(browser, planned):
    second = in_first(planned_timeline(browser, planned))
    held(browser, planned, ("pause", second, {}), to_the_end=False)

    assert home(browser, planned) == set()


@pytest.mark.parametrize("by", ["verdict", "limit", "unscreened", "nothing"])
def test_what_the_answers_bar_is_not_sent_home(browser, planned, by):
    held(browser, planned)
    sessions, clearance = done.sessions(done.told(planned)), Standing(planned).clearance
    shipped = knowledge.load()
    before = done.at_home(sessions, clearance, shipped)
    gone = before[0].id
    changes = {
        "verdict": {"verdicts": dict.fromkeys(Mode, Verdict.AVOID)},
        "limit": {"modifications": (Modification(code=ModificationCode.LOW),)},
    }
    left = [
        row.replace(**changes.get(by, {})) if row.stretch == gone else row
        for row in clearance.stretches
        if not (by == "unscreened" and row.stretch == gone)
    ]
    after = done.at_home(sessions, clearance.replace(stretches=tuple(left)), shipped)

    assert (gone in {one.id for one in after}) is (by == "nothing")


@pytest.mark.parametrize(
    "row",
    rows("""
      low | high | told    | x   | width
      10  | 10   | 10      | 158 | 12
      0   | 0    | 0       | 0   | 12
      5   | 5    | 5       | 79  | 12
      4   | 6    | 4 to 6  | 68  | 34
      0   | 10   | 0 to 10 | 0   | 170
    """),
    ids=lambda row: row["told"],
)
def test_every_rating_is_drawn_on_the_bar_and_printed(browser, planned, row):
    second = in_first(planned_timeline(browser, planned))
    ratings = [
        ("comfort", second + n, {"stretch": int(row[end])}) for n, end in ((0, "low"), (1, "high"))
    ]
    held(browser, planned, *ratings)

    page = read(browser.get(to("visit-summary", planned)))

    marks = [given for _, given in page.tags if given.get("class") == "span"]
    assert [(mark["x"], mark["width"]) for mark in marks] == [(row["x"], row["width"])]
    assert row["told"] in page.text("span")


def test_a_second_session_hides_no_first(browser, planned):
    second = in_first(planned_timeline(browser, planned))
    held(browser, planned, ("comfort", second, {"stretch": 9}))
    held(browser, planned, ("comfort", second, {"stretch": 2}))

    page = read(browser.get(to("visit-summary", planned)))

    assert page.text("h3").count("Session ") == 2
    assert page.faults == []
    told = page.text("span")
    assert told.index("9") < told.index("2")


def test_before_any_session_no_next_day_is_offered(browser, planned):
    text = browser.get(to("visit-summary", planned)).content.decode()

    assert "No session was held." in text
    assert "Nothing was stretched at this visit" in text
    assert "next-date" not in text
    held(browser, planned)
    assert "next-date" in browser.get(to("visit-summary", planned)).content.decode()


def test_a_room_that_was_only_opened_is_no_session(browser, planned):
    browser.post(to("visit-runs", planned))

    assert "No session was held." in browser.get(to("visit-summary", planned)).content.decode()


@pytest.mark.parametrize(
    "row",
    rows("""
      values     | unit | figure   | margin  | because
      60         | °    | 60°      | ± 6°    | 1.96 x 3
      60 70      | °    | +5°      | ± 7°    | 1.96 x 3 x root of 1 + 1/2
      60 70 78.5 | °    | +13.5°   | ± 7°    | the latest beside the mean of two
      10 11 12.5 | cm   | +2 cm    | ± 1.4 cm | 1.96 x 0.6 x root of 1.5, to the millimetre
    """),
    ids=lambda row: f"{row['values']} {row['unit']}",
)
def test_a_change_says_what_it_is_counted_from_and_how_far_it_may_be_off(row):
    unit, sem = (Unit.DEGREES, 3.0) if row["unit"] == "°" else (Unit.CENTIMETRES, 0.6)
    error = measure().error.replace(same_examiner=sem)
    known = catalogue(measures=(measure(unit=unit, error=error),))
    values = [float(one) for one in row["values"].split()]
    heading = "Lasting, since the first two readings" if values[1:] else "First reading"
    own = [reading(value, day=7 * n) for n, value in enumerate(values)]
    change = progress.review(own, known, on=own[-1].taken_at.date()).changes[0]

    card = outcomes.lasting(change, known, 1)

    assert (card.heading, card.figure, card.margin) == (heading, row["figure"], row["margin"])


@pytest.mark.parametrize(
    "row",
    rows("""
      left     | right    | told
      60 61 62 | 50 51 52 | 2 changes were judged at once.
      60 61 62 | 50 51    |
      60       |          |
    """),
    ids=lambda row: f"{row['left']}, {row['right']}",
)
def test_how_many_were_judged_at_once_is_told_from_two_on(row):
    known = catalogue(measures=(measure(),))
    own = [
        reading(float(value), day=7 * n, side=side)
        for side in (Side.LEFT, Side.RIGHT)
        for n, value in enumerate(row[side.value].split())
    ]
    review = progress.review(own, known, on=READING_DAY.date() + timedelta(days=99))

    told = outcomes.Outcome([], [], review, known).judged_together

    assert told.startswith(row["told"]) if row["told"] else told == ""


def test_what_bears_on_a_claim_is_said_beside_it():
    known = catalogue(measures=(measure(),))
    way = {"instrument": "goniometer"}
    own = [
        *(reading(value, day=14 * n) for n, value in enumerate((50, 50))),
        *(reading(value, day=28 + 14 * n, **way) for n, value in enumerate((57, 57, 75, 75, 76))),
    ]
    change = progress.review(own, known, on=own[-1].taken_at.date()).changes[0]
    one_of_many = change.replace(stands=False, rebound=1.5)

    text = outcomes.lasting(one_of_many, known, 24).text

    assert "It would not stand among all 24 judged at once." in text
    assert "Discomfort was not asked both times." in text
    assert "Measured in another way before, and not mixed in: 2 times." in text
    assert "Taken off: 1.5° that come back by themselves from such a start." in text
    assert "not stand" not in outcomes.lasting(change, known, 1).text


TODAY = """
  unit | said
  deg  | with the error of measuring 0° to +4°.
  cm   | with the error of measuring +0.4 cm to +3.6 cm.
"""


@pytest.mark.parametrize("row", rows(TODAY), ids=lambda row: row["unit"])
def test_the_error_of_one_day_is_told_as_finely_as_it_is_read(row):
    unit = Unit.CENTIMETRES if row["unit"] == "cm" else Unit.DEGREES
    known = catalogue(measures=(measure(unit=unit),))
    gained = {"before": 8.0, "after": 10.0, "change": 2.0}
    reach = {"interval_low": 0.4, "interval_high": 3.6, "error_assumed": False}
    acute = progress.Acute(measure="slr", side=Side.LEFT, **gained, **reach)

    assert row["said"] in outcomes._today(acute, known).text
