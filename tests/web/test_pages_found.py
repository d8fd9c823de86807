"""Findings on screen: which sides and movements limit this person, why, and what the plan did."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from endrange import knowledge
from endrange.values import Side
from endrange_app.storage import actions
from endrange_app.web import standing
from endrange_app.web.found import Fates
from tests.records import reading
from tests.tables import rows
from tests.web.visiting import screened, to, typed

pytestmark = pytest.mark.django_db

KNOWN = knowledge.load()
SLR = "hip_flexion_slr"
USUAL = "more than the 7.5° by which two sides usually differ."


def measured(browser, visit, side, value, measure=SLR, **changes):
    tries = dict.fromkeys(("trial_1", "trial_2", "trial_3"), str(value))
    sent = typed(visit, side, measure, **(tries | changes))
    answer = browser.post(to("visit-readings", visit), sent)
    assert answer.status_code == 302, answer.content.decode()


def section(browser, visit, page="visit-measures"):
    """The findings of a page, as they read."""
    text = browser.get(to(page, visit)).content.decode()
    (found,) = re.findall(r'<section class="found".*?</section>', text, re.S)
    found = re.sub(r"<svg.*?</svg>", "", found, flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", found).split())


def test_before_anything_was_measured_it_says_what_the_plan_goes_by(browser, newcomer):
    screened(browser, newcomer)

    assert section(browser, newcomer) == (
        "Findings Nothing has been measured yet: the plan goes by the goals alone."
    )


SIDES = """
  left | right | limited | said
  60   | 75    | left    | 15° less than the other side, {usual}
  61.5 | 78    | left    | 16.5° less than the other side, {usual}
  75   | 60    | right   | 15° less than the other side, {usual}
  60   | 67    |         | Compared, and no difference beyond error: Straight-leg raise.
  60   |       |         | Nothing to compare with yet: Straight-leg raise (left).
"""


@pytest.mark.parametrize("row", rows(SIDES), ids=lambda row: f"{row['left']} {row['right']}")
def test_a_side_limits_beyond_error_and_usual_difference_only(browser, newcomer, row):
    screened(browser, newcomer)
    for side in ("left", "right"):
        if row[side]:
            measured(browser, newcomer, side, row[side])

    said = section(browser, newcomer)

    assert row["said"].format(usual=USUAL) in said
    assert ("The plan will weigh it." in said) is bool(row["limited"])
    if row["limited"]:
        side = Side(row["limited"])
        assert "no difference beyond error" not in said
        assert re.search(
            rf"Straight-leg raise {side.value[0]} {side.value} {row[side.value]}°", said, re.I
        )


def test_a_loss_since_last_time_limits_too(browser, newcomer, here, now):
    earlier = now - timedelta(days=7)
    actions.visits.close(by=here.owner, visit=newcomer, now=now)
    old = reading(
        earlier,
        Side.LEFT,
        80,
        measure=SLR,
        instrument="phone inclinometer",
        end_criterion="first firm resistance",
        examiner=str(here.practitioner.pk),
    )
    actions.readings.take_in(
        by=here.practitioner, client=newcomer.client, readings=[old], note="", now=now
    )
    visit = actions.visits.open(by=here.owner, client=newcomer.client, now=timezone.now())
    screened(browser, visit)
    measured(browser, visit, "left", 70)

    assert "10° less than last time, more than the error of 6.9°." in section(browser, visit)


def test_the_plan_says_that_it_took_it_up(browser, newcomer):
    screened(browser, newcomer)
    measured(browser, newcomer, "left", 55)
    measured(browser, newcomer, "right", 80)
    browser.post(to("visit-plan", newcomer), {"minutes": 25})

    for page in ("visit-plan", "visit-measures"):
        assert re.search(r"In the plan: \w", section(browser, newcomer, page)), page
    plan = newcomer.plans.get().as_plan()
    reasons = " ".join(" ".join(item.because) for item in plan.items)
    assert "Left first: 25° less than the other side" in reasons


def test_measured_after_the_plan_it_asks_to_plan_again(browser, planned):
    measured(browser, planned, "left", 55)
    measured(browser, planned, "right", 80)

    assert "Measured after the plan was made: plan again to use it." in section(browser, planned)


def test_the_other_side_measured_after_the_plan_asks_for_it_too(browser, newcomer):
    """What limits is a difference: the reason in the plan is another one by now."""
    screened(browser, newcomer)
    measured(browser, newcomer, "left", 55)
    measured(browser, newcomer, "right", 80)
    browser.post(to("visit-plan", newcomer), {"minutes": 25})

    measured(browser, newcomer, "right", 85)

    said = section(browser, newcomer)
    assert "30° less than the other side" in said
    assert "Measured after the plan was made: plan again to use it." in said


def test_taken_out_of_the_plan_it_says_so(browser, newcomer):
    screened(browser, newcomer)
    measured(browser, newcomer, "left", 55)
    measured(browser, newcomer, "right", 80)
    browser.post(to("visit-plan", newcomer), {"minutes": 25})
    row = newcomer.plans.get()
    plan = row.as_plan()
    taken = [n for n, one in enumerate(plan.items) if "55" in str(one.because) or "25°" in str(one)]
    sent = {"edit": "remove", "item": taken[0], "plan": str(row.pk)}
    browser.post(to("visit-plan-edits", newcomer), sent)

    said = section(browser, newcomer, "visit-plan")

    assert "In the plan:" not in said
    assert "Not in the plan:" in said


def test_a_plan_without_any_stretch_of_it_says_so(browser, newcomer, here):
    """A neck that turns less to one side, and a plan that never heard of it."""
    screened(browser, newcomer)
    for side, value in (("left", 40), ("right", 75)):
        chosen = {"instrument": "CROM device", "end_criterion": "client says stop"}
        measured(browser, newcomer, side, value, "neck_rotation", **chosen)
    browser.post(to("visit-plan", newcomer), {"minutes": 25})
    row = newcomer.plans.get()
    actions.plans.record(
        by=here.practitioner,
        visit=newcomer,
        screening=newcomer.screenings.last(),
        request=row.as_request(),
        plan=row.as_plan().replace(items=(), omissions=(), turns=()),
        now=timezone.now(),
    )

    assert "No stretch for it is in the plan." in section(browser, newcomer, "visit-plan")


def test_a_hard_end_is_for_the_decision_and_no_target(browser, newcomer):
    screened(browser, newcomer)
    measured(browser, newcomer, "left", 50, end_feel="springy")
    measured(browser, newcomer, "right", 80)

    said = section(browser, newcomer)

    assert "It sprang back: something is in the way, at straight-leg raise." in said
    assert "For the decision, not for the plan: nothing is stretched that way." in said
    assert "less than the other side" not in said


def test_a_signed_visit_keeps_what_was_found_then(browser, newcomer, here):
    screened(browser, newcomer)
    measured(browser, newcomer, "left", 60)
    measured(browser, newcomer, "right", 75)
    actions.visits.close(by=here.owner, visit=newcomer, now=timezone.now())
    later = actions.visits.open(by=here.owner, client=newcomer.client, now=timezone.now())
    screened(browser, later)
    measured(browser, later, "left", 76)
    measured(browser, later, "right", 75)

    assert "15° less than the other side" in section(browser, newcomer, "visit-plan")
    assert "15° less than the other side" not in section(browser, later)


def test_a_stretch_that_left_the_catalogue_is_named_by_its_id():
    assert Fates(None, KNOWN)._name("gone") == "gone"


def test_of_somebody_with_a_long_past_everything_is_judged(browser, newcomer, monkeypatch):
    """More than what the page shows of earlier visits."""
    monkeypatch.setattr(standing, "LATEST", 1)
    screened(browser, newcomer)
    measured(browser, newcomer, "left", 60)
    measured(browser, newcomer, "right", 75)

    assert "15° less than the other side" in section(browser, newcomer)


@pytest.mark.parametrize("name", ["visit-measures", "visit-plan"])
def test_it_costs_at_most_ten_queries(browser, planned, name, django_assert_max_num_queries):
    measured(browser, planned, "left", 60)
    measured(browser, planned, "right", 75)
    browser.get(to(name, planned))

    with django_assert_max_num_queries(10):
        browser.get(to(name, planned))
