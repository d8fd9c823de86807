"""Goals on the pages: set, shown with the distance and what may be said, rated and ended."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from endrange.assessment import OwnError, Person
from endrange.knowledge import load
from endrange.progress import RangeGoal, review
from endrange.session import Bout
from endrange.values import Side
from endrange_app.storage import actions
from endrange_app.storage.actions import readings
from endrange_app.storage.aftermath import FollowUp
from endrange_app.storage.wishes import ClientGoal, GoalRating
from endrange_app.web import wishes
from tests import records
from tests.builders import reading
from tests.tables import rows
from tests.unit.test_storage_models import copy_of
from tests.web.pages import read
from tests.web.test_pages_summary import held
from tests.web.test_report import pages_of, text_of
from tests.web.visiting import screened, to, typed

pytestmark = pytest.mark.django_db
LEFT = "hip_flexion_slr:left"
KNOWN = load()


def page_of(browser, client):
    return browser.get(reverse("client", args=[client.pk])).content.decode()


def send(browser, client, kind, **fields):
    sent = {"kind": kind} | {f"{kind}-{name}": value for name, value in fields.items()}
    return browser.post(reverse("client-goals", args=[client.pk]), sent)


def life(browser, client, **changes):
    fields = {"words": "Tie my shoes", "score": "3", "target": "8"}
    return send(browser, client, "life", **(fields | changes))


def far(browser, client, **changes):
    return send(browser, client, "range", **({"which": LEFT, "target": "80"} | changes))


def test_something_of_their_own_life(browser, here):
    assert life(browser, here.client).status_code == 302

    page = page_of(browser, here.client)
    assert "“Tie my shoes”" in page
    assert "5 of 10 to go" in page
    assert "At first 3, now 3, wished for 8 of 10." in page
    assert "Nothing is forecast of it." in page


def test_a_range_with_the_distance_and_no_forecast_yet(browser, here):
    assert far(browser, here.client, words="To sit upright").status_code == 302

    page = page_of(browser, here.client)
    assert "20° to go" in page  # 60 was read
    assert "At first 60°, now 60°, the goal is 80°." in page
    assert "No forecast yet. No session is recorded that stretched these muscles." in page
    assert "“To sit upright”" in page


def test_what_was_measured_is_offered_first_with_its_value(browser, here):
    page = browser.get(reverse("client-goals", args=[here.client.pk])).content.decode()

    assert page.index("Measured so far") < page.index("In degrees") < page.index("In cm")
    assert "Straight-leg raise, left (now 60°)" in page


REFUSED = """
  kind  | field  | value        | told
  range | which  |              | Choose what is measured.
  range | which  | moonwalk:up  | Select a valid choice.
  range | target |              | Write the value they want to reach.
  range | target | eighty       | Write a number such as 80.
  range | target | 400          | 400° cannot be read here. Write a value from
  range | target | 55           | The latest reading is 60°: already there. Further is a higher
  life  | words  |              | This field is required.
  life  | score  |              | Choose a number from 0 to 10.
  life  | score  | 11           | Select a valid choice.
  life  | target | 2            | It goes at 3 already. Choose a higher number.
"""


@pytest.mark.parametrize("row", rows(REFUSED), ids=lambda row: row["told"])
def test_what_is_wrong_is_named_and_nothing_entered_is_lost(row, browser, here):
    whole = {
        "range": {"which": LEFT, "target": "80", "words": "For the bike"},
        "life": {"words": "Tie my shoes", "score": "3", "target": "8"},
    }[row["kind"]]

    sent = send(browser, here.client, row["kind"], **(whole | {row["field"]: row["value"]}))

    assert sent.status_code == 422
    assert row["told"] in sent.content.decode()
    if row["field"] != "words":
        assert read(sent).values(f"{row['kind']}-words") == [whole["words"]]
    assert not ClientGoal.objects.exists()


def test_where_less_is_further_the_goal_lies_below(browser, here, now):
    lacking = records.reading(now, measure="knee_ext_9090", value=30)
    readings.record(by=here.owner, visit=here.visit, reading=lacking, now=now)

    sent = far(browser, here.client, which="knee_ext_9090:left", target="40")

    assert "30°: already there. Further is a lower number." in sent.content.decode()
    assert far(browser, here.client, which="knee_ext_9090:left", target="10").status_code == 302


def test_a_second_goal_of_the_same_measure_waits_for_the_first(browser, here):
    far(browser, here.client)
    sent = far(browser, here.client, target="85")

    assert sent.status_code == 422
    assert "A goal of this measure and side stands already; end it first." in sent.content.decode()


def deed(browser, name, **sent):
    goal = ClientGoal.objects.get()
    return browser.post(reverse(name, args=[goal.pk]), sent, follow=True).content.decode()


def test_it_is_rated_again(browser, here):
    life(browser, here.client)

    page = deed(browser, "client-goal-ratings", score="6")

    assert "The number is kept." in page
    assert "2 of 10 to go" in page
    assert GoalRating.objects.count() == 2


@pytest.mark.parametrize(
    ("name", "sent", "told"),
    [
        ("client-goal-ratings", {"score": ""}, "Choose a number from 0 to 10."),
        ("client-goal-ratings", {"score": "12"}, "12 is not between 0 and 10."),
        ("client-goal-end", {"as": "bored"}, "Choose whether it was reached or let go."),
    ],
)
def test_a_deed_that_makes_no_sense_changes_nothing(name, sent, told, browser, here):
    life(browser, here.client)

    assert told in deed(browser, name, **sent)
    assert GoalRating.objects.count() == 1
    assert ClientGoal.objects.get().ended_at is None


def test_it_is_ended_and_stays_on_record(browser, here):
    life(browser, here.client)

    page = deed(browser, "client-goal-end", **{"as": "reached"})

    assert "1 goal that has ended" in page
    assert "Reached, " in page
    assert "this goal ended on" in deed(browser, "client-goal-end", **{"as": "reached"}).lower()


def test_the_summary_and_the_report_hold_the_goals_of_the_day(browser, planned):
    browser.post(to("visit-readings", planned), typed(planned))
    held(browser, planned)
    client = planned.client
    far(browser, client)
    life(browser, client)
    ended = ClientGoal.objects.get(measure="")
    browser.post(reverse("client-goal-end", args=[ended.pk]), {"as": "let_go"})

    summary = browser.get(to("visit-summary", planned)).content.decode()
    paper = text_of(pages_of(browser, planned))

    assert "Goal, left: 80°" in summary
    for text in (summary, paper):
        assert "15° to go" in text
        assert "Tie my shoes" in text
    assert "Straight-leg raise, left: 80° (15° to go)" in paper


# ---------- What may be said ----------


def known(values, *, weeks=3):
    """Two readings, then sessions and a reading every week."""
    start = timezone.localdate() - timedelta(weeks=weeks, days=7)
    days = [0, 6, *(7 * n + 13 for n in range(len(values) - 2))]
    noon = timezone.now() - timedelta(weeks=weeks, days=7)
    taken = [
        reading(value, 0, measure="hip_flexion_slr", instrument="phone inclinometer").replace(
            taken_at=noon + timedelta(days=day)
        )
        for value, day in zip(values, days, strict=True)
    ]
    bout = Bout(
        stretch="ham_slr_shoulder",
        side=Side.LEFT,
        seconds=90,
        stretch_low=4,
        stretch_high=5,
        pain_high=0,
    )
    done = [(start + timedelta(days=6 + n), bout) for n in range(0, 7 * weeks, 2)]
    on = timezone.localdate()
    changes = review(taken, KNOWN, on=on).changes
    return wishes.Known(taken, changes, done, Person(age=34), on)


SAID = """
  readings            | target | figure     | said
  70 71 73 75 76      | 78     | 2° to go   | The goal lies within that.
  70 71 73 75 76      | 99     | 23° to go  | The goal lies beyond that.
  70 71 73 75 76      | 78     | 2° to go   | The rest is less than two readings can differ by.
  70 71 73 75 76      | 99     | 23° to go  | 80 of 100 people), if you go on as now.
  70 71 73            | 99     | 26° to go  | No forecast yet. 2 more, on other days
  60 60 76 76 76      | 76     | Touched    | One reading can be ahead by its error.
  60 60 80 80 80      | 62     | Reached    | The lasting change goes as far.
"""


@pytest.mark.parametrize("row", rows(SAID), ids=lambda row: row["said"])
def test_of_a_range(row, here):
    values = [float(value) for value in row["readings"].split()]
    ClientGoal.objects.create(
        clinic=here.clinic,
        client=here.client,
        measure="hip_flexion_slr",
        side="left",
        target=float(row["target"]),
        set_on=timezone.localdate(),
        by=here.owner,
        at=timezone.now(),
    )

    (shown,) = wishes.of(here.client, known(values), KNOWN)

    assert shown.figure == row["figure"]
    assert row["said"] in " ".join(shown.told)


@pytest.mark.parametrize(
    ("fields", "figure", "told"),
    [
        ({"measure": "hip_ir_prone", "side": "left", "target": 40}, "Not measured yet", ()),
        ({"words": "Run", "target": 8}, "Not rated yet", ()),
    ],
)
def test_before_anything_is_known_nothing_is_said(fields, figure, told, here):
    more = {"set_on": timezone.localdate(), "by": here.owner, "at": timezone.now()}
    ClientGoal.objects.create(clinic=here.clinic, client=here.client, **fields, **more)

    (shown,) = wishes.of(here.client, known([70, 71]), KNOWN)

    assert (shown.figure, shown.told, shown.share) == (figure, told, None)


def test_a_rating_that_is_there_is_their_word_alone(browser, here):
    life(browser, here.client)

    assert "There, as they say" in deed(browser, "client-goal-ratings", score="9")


def test_the_interval_ahead_is_as_wide_as_the_clinics_own_error_makes_it():
    own = {"measure": "hip_flexion_slr", "instrument": "phone inclinometer", "same_examiner": True}
    large = OwnError(**own, value=9, low=6, high=16, pairs=10)
    plain = known([70, 71, 73, 75, 76])
    measured = KNOWN.measure("hip_flexion_slr")

    shipped, theirs = (
        wishes.forecast(measured, Side.LEFT, one, KNOWN)
        for one in (plain, replace(plain, errors=(large,)))
    )

    assert theirs.high - theirs.low > shipped.high - shipped.low


def test_a_goal_of_a_measure_that_has_left_the_catalogue_is_not_shown(here):
    ClientGoal.objects.create(
        clinic=here.clinic,
        client=here.client,
        measure="gone",
        side="left",
        target=1,
        set_on=timezone.localdate(),
        by=here.owner,
        at=timezone.now(),
    )

    assert wishes.of(here.client, known([70, 71]), KNOWN) == []


@pytest.fixture
def weeks_of_it(here, now):
    """The two readings, the sessions and the weekly readings of ``known``, as rows of a client."""
    client = actions.clients.create(by=here.owner, clinic=here.clinic, name="Kim", now=now)
    story = known([70, 71, 73, 75, 76])
    for number, (on, bout) in enumerate(story.done, 1):
        then = now - timedelta(days=(story.on - on).days)
        past = actions.visits.open(by=here.owner, client=client, now=then)
        actions.visits.close(by=here.owner, visit=past, now=then)
        times = dict.fromkeys(("session_at", "due_at", "open_until"), then)
        FollowUp.objects.create(
            clinic=here.clinic,
            client=client,
            visit=past,
            token=f"kim-{number}",
            performed=[bout.model_dump(mode="json")],
            **times,
        )
    visit = actions.visits.open(by=here.owner, client=client, now=now)
    for one in story.readings:
        actions.readings.record(by=here.owner, visit=visit, reading=one, now=now)
    goal = RangeGoal(measure="hip_flexion_slr", side=Side.LEFT, target=78, set_on=story.on)
    actions.goals.set_range(by=here.owner, client=client, goal=goal, now=now)
    return visit


AHEAD = "80 of 100 people), if you go on as now. The goal lies within that."


def test_the_summary_looks_ahead_too_within_its_ten_queries(
    browser, weeks_of_it, here, now, django_assert_max_num_queries
):
    screened(browser, weeks_of_it)
    session = copy_of(here.run, visit_id=weeks_of_it.pk, join_code="KKKKKK", join_token="kim")
    session.save(force_insert=True)
    for sequence, kind in enumerate(("start", "end")):
        one = records.event(sequence, kind, at=60_000 * sequence)
        actions.runs.take_event(by=here.owner, run=session, event=one, now=now)

    with django_assert_max_num_queries(10):
        told = browser.get(to("visit-summary", weeks_of_it)).content.decode()

    assert AHEAD in told
    paper = text_of(pages_of(browser, weeks_of_it))
    assert "Straight-leg raise, left: In 4 weeks about" in paper
    assert AHEAD in paper
    assert AHEAD in page_of(browser, weeks_of_it.client)


def test_the_summary_of_an_earlier_day_looks_at_nothing_ahead(browser, weeks_of_it, now):
    screened(browser, weeks_of_it)
    actions.visits.close(by=weeks_of_it.practitioner, visit=weeks_of_it, now=now)
    signed_today = browser.get(to("visit-summary", weeks_of_it)).content.decode()
    client, earlier = weeks_of_it.client, timedelta(days=1)
    client.visits.update(opened_at=F("opened_at") - earlier)
    client.readings.update(taken_at=F("taken_at") - earlier)
    client.wishes.update(set_on=client.wishes.get().set_on - earlier)

    told = browser.get(to("visit-summary", weeks_of_it)).content.decode()

    assert AHEAD in signed_today
    assert "to go" in told
    assert "if you go on as now" not in told


def test_goals_cost_one_query(browser, here, django_assert_max_num_queries):
    far(browser, here.client)
    life(browser, here.client)
    deed_of = reverse("client-goal-ratings", args=[ClientGoal.objects.get(measure="").pk])
    browser.post(deed_of, {"score": "6"})

    with django_assert_max_num_queries(10):
        page_of(browser, here.client)
