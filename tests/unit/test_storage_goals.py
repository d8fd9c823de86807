"""Goals of a client in the database: set, rated, ended; never rewritten."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from endrange.errors import BadInput, UnknownId
from endrange.progress import ActivityGoal, RangeGoal, Rating
from endrange.values import Side
from endrange_app.storage import held
from endrange_app.storage.actions import goals, runs
from endrange_app.storage.models import AuditEntry
from endrange_app.storage.rows import NeverRewritten
from endrange_app.storage.wishes import ClientGoal, EndedAs, GoalRating
from tests import records
from tests.records import event

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def far(now, target=80.0, **changes):
    fields = {"measure": "hip_flexion_slr", "side": Side.LEFT, "target": target}
    return RangeGoal.model_validate(fields | {"set_on": now.date()} | changes)


def life(now, *scores):
    said = tuple(Rating(on=now.date(), score=score) for score in scores)
    return ActivityGoal(words="Tie my shoes", target=8, set_on=now.date(), ratings=said)


def set_far(house, now, **changes):
    goal = far(now, **changes)
    return goals.set_range(by=house.practitioner, client=house.client, goal=goal, now=now)


def set_life(house, now, *scores):
    goal = life(now, *scores)
    return goals.set_activity(by=house.practitioner, client=house.client, goal=goal, now=now)


def end(house, row, now, as_=EndedAs.REACHED):
    return goals.end(by=house.practitioner, goal=row, ended_as=as_, now=now)


def rate(house, row, score, now):
    return goals.rate(by=house.practitioner, goal=row, score=score, now=now)


def actions():
    found = AuditEntry.objects.filter(action__startswith="client_goal")
    return list(found.order_by("at", "id").values_list("action", flat=True))


def test_a_range_comes_back_as_it_was_set(here, now):
    row = set_far(here, now, words="To sit upright")

    assert ClientGoal.objects.get().as_range() == far(now, words="To sit upright")
    assert (row.by, row.is_activity) == (here.practitioner, False)
    assert actions() == ["client_goal.set"]


def test_an_activity_is_rated_over_time_and_the_last_of_a_day_counts(here, now):
    row = set_life(here, now, 3)
    for days, score in ((0, 4), (7, 5)):
        rate(here, row, score, now + days * DAY)

    said = {one.on: one.score for one in GoalRating.objects.order_by("at", "id")}
    found = ClientGoal.objects.get().as_activity(said)
    assert [rating.score for rating in found.ratings] == [4, 5]
    assert actions() == ["client_goal.set", *["client_goal.rated"] * 3]


def test_a_goal_is_ended_once_and_then_left_alone(here, now):
    row = set_life(here, now)
    end(here, row, now + DAY, EndedAs.LET_GO)

    for deed in (lambda: end(here, row, now), lambda: rate(here, row, 5, now)):
        with pytest.raises(BadInput, match="this goal ended on"):
            deed()
    kept = ClientGoal.objects.get()
    assert (kept.ended_as, kept.ended_by, kept.ended_at) == ("let_go", here.practitioner, now + DAY)


def test_one_goal_a_measure_and_side_at_a_time(here, now):
    row = set_far(here, now)
    set_far(here, now, side=Side.RIGHT)
    with pytest.raises(BadInput, match="stands already; end it first"):
        set_far(here, now, target=85)
    end(here, row, now)

    assert set_far(here, now, target=85).target == 85


@pytest.mark.parametrize("target", [-400, 400])
def test_a_value_nobody_can_reach_is_refused(target, here, now):
    with pytest.raises(BadInput, match=f"{target} is not between"):
        set_far(here, now, target=target)


def test_a_measure_nobody_knows_is_refused(here, now):
    with pytest.raises(UnknownId):
        set_far(here, now, measure="moonwalk")


@pytest.mark.parametrize("score", [-1, 11])
def test_a_rating_is_from_0_to_10(score, here, now):
    with pytest.raises(BadInput, match=f"{score} is not between 0 and 10"):
        rate(here, set_life(here, now), score, now)


def test_what_is_measured_is_not_rated(here, now):
    with pytest.raises(BadInput, match="take a reading instead"):
        rate(here, set_far(here, now), 5, now)


def test_a_rating_is_never_rewritten(here, now):
    set_life(here, now, 3)
    row = GoalRating.objects.get()

    for deed in (row.save, row.delete, GoalRating.objects.all().delete):
        with pytest.raises(NeverRewritten):
            deed()


WRONG = {
    "neither range nor activity": {"measure": "", "side": "", "words": ""},
    "a measure without its side": {"side": ""},
    "a side without a measure": {"measure": "", "words": "Run"},
    "ended by nobody": {"ended_by": None},
}


@pytest.mark.parametrize("what", WRONG)
def test_the_database_refuses(what, here, now):
    row = end(here, set_far(here, now), now)

    with pytest.raises(IntegrityError), transaction.atomic():
        ClientGoal.objects.filter(pk=row.pk).update(**WRONG[what])


def test_a_session_is_kept_in_short_with_its_follow_up(here, now):
    said = [("start", 0, {}), ("comfort", 5, {"stretch": 4, "pain": 1}), ("end", 30, {})]
    for sequence, (kind, second, more) in enumerate(said):
        one = event(sequence, kind, at=1000 * second, **more)
        runs.take_event(by=here.owner, run=here.run, event=one, now=now)

    (bout,) = held.of(here.client)[0].as_bouts()
    assert (bout.stretch, bout.side, bout.seconds) == ("ham", Side.LEFT, 30)
    assert (bout.stretch_high, bout.pain_high) == (4, 1)


def test_another_clinics_goal_is_set_in_its_own_clinic(here, elsewhere, now):
    assert records.goal_of(elsewhere).clinic == elsewhere.clinic
