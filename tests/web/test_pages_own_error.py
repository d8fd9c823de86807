"""A clinic's own error of measuring: pairs of readings in, and the error in force everywhere."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from endrange import assessment
from endrange.errors import BadInput
from endrange.knowledge import load
from endrange.knowledge.languages import language
from endrange_app.storage import actions, histories
from endrange_app.storage.judged import Judgement
from endrange_app.storage.models import AuditEntry, Clinic, Visit
from endrange_app.storage.retests import Retest, StableClient
from endrange_app.web import outcomes, steady
from endrange_app.web.standing import Standing
from tests import records
from tests.records import reading
from tests.spec.test_retest import TEN
from tests.tables import rows
from tests.web.pages import read
from tests.web.test_report import pages_of, text_of
from tests.web.visiting import screened, to, typed

pytestmark = pytest.mark.django_db
SLR = "hip_flexion_slr"
PAGE = reverse("own-errors") + f"?measure={SLR}"


def sent(client, first="60", second="63", **changes):
    today = timezone.localdate()
    examiner = changes.pop("examiner")
    fields = {
        "client": str(client.pk),
        "side": "left",
        "instrument": "phone inclinometer",
        "end_criterion": "first firm resistance",
        "first": first,
        "first_on": (today - timedelta(days=8)).isoformat(),
        "first_by": str(examiner.pk),
        "second": second,
        "second_on": (today - timedelta(days=1)).isoformat(),
        "second_by": str(examiner.pk),
    }
    return fields | changes


def people(here, now, number):
    return [
        actions.clients.create(by=here.owner, clinic=here.clinic, name=f"Person {n}", now=now)
        for n in range(number)
    ]


@pytest.fixture
def ten(browser, here, now):
    """Ten people measured twice, as in the arithmetic of ``tests/spec/test_retest.py``."""
    for person, (first, second) in zip(people(here, now, 10), TEN, strict=True):
        given = sent(person, str(first), str(second), examiner=here.practitioner)
        assert browser.post(PAGE, given).status_code == 302
    return Clinic.objects.get(pk=here.clinic.pk)


def test_from_ten_people_on_it_is_in_force_with_its_interval(browser, ten):
    (own,) = ten.errors()

    assert (own.measure, own.instrument, own.same_examiner, own.pairs) == (
        *(SLR, "phone inclinometer", True),
        10,
    )
    assert own.value == pytest.approx(2.165, abs=0.001)
    page = read(browser.get(PAGE))
    assert page.faults == []
    assert page.unlabelled == []
    text = " ".join(browser.get(PAGE).content.decode().split())
    assert "2.2°" in text
    assert "the true error lies between 1.5° and 4°" in text
    assert "In force, instead of" in text


def test_nine_are_not_enough(browser, here, now):
    for person, (first, second) in zip(people(here, now, 9), TEN, strict=False):
        browser.post(PAGE, sent(person, str(first), str(second), examiner=here.practitioner))

    assert Clinic.objects.get(pk=here.clinic.pk).errors() == ()
    text = " ".join(browser.get(PAGE).content.decode().split())
    assert "People measured twice: 9; 1 more are needed." in text


def test_it_replaces_the_shipped_one_wherever_it_is_used(browser, ten, newcomer, here):
    """Summary, plan, the client’s page, their own and where a phone reads; with its interval."""
    screened(browser, newcomer)
    browser.post(to("visit-readings", newcomer), typed(newcomer))
    kept = newcomer.readings.get()
    earlier = reading(
        kept.taken_at - timedelta(days=3), value=60, measure=SLR, instrument="phone inclinometer"
    )
    actions.readings.record(
        by=here.practitioner, visit=newcomer, reading=earlier, now=earlier.taken_at
    )
    own = "This clinic’s own, from 10 repeats; the true error lies between 1.5 and 4.0°."

    phone = reverse("visit-inclinometer", args=[newcomer.pk, SLR, "left"])
    client = reverse("client", args=[newcomer.client_id])
    browser.post(to("visit-plan", newcomer), {"minutes": 25})
    link = actions.progress.invite(by=here.owner, client=newcomer.client, now=timezone.now())
    theirs = reverse("progress", args=[link.token])
    for page in (to("visit-summary", newcomer), to("visit-plan", newcomer), client, theirs, phone):
        assert own in " ".join(browser.get(page).content.decode().split()), page


LOSS = "6.4° less than last time, more than the error of 6°."
"""6.4°: more than the 1.96 x sqrt(2) x 2.165 = 6.0°, less than the 6.9° of the shipped error."""


def test_what_is_limited_is_judged_by_it_too(browser, ten, newcomer, here, now):
    """On the client's page and in the plan; with one pair taken back, by the shipped one again."""
    screened(browser, newcomer)
    for day, value in ((3, 64.4), (0, 58.0)):
        then = now - timedelta(days=day)
        given = reading(then, value=value, measure=SLR, instrument="phone inclinometer")
        actions.readings.record(by=here.practitioner, visit=newcomer, reading=given, now=then)
    client = reverse("client", args=[newcomer.client_id])

    def told():
        browser.post(to("visit-plan", newcomer), {"minutes": 25})
        plan = newcomer.plans.latest("at").as_plan().model_dump_json()
        return LOSS in browser.get(client).content.decode(), LOSS in plan

    assert told() == (True, True)
    actions.retests.withdraw(by=here.owner, retest=Retest.objects.first(), now=now)
    assert told() == (False, False)


@pytest.fixture
def signed(browser, newcomer, here, now):
    """65 degrees today and 60 three days ago, judged by the shipped error, and signed."""
    screened(browser, newcomer)
    for day, value in ((3, 60.0), (0, 65.0)):
        then = now - timedelta(days=day)
        given = reading(then, value=value, measure=SLR, instrument="phone inclinometer")
        actions.readings.record(by=here.practitioner, visit=newcomer, reading=given, now=then)
    actions.visits.close(by=here.practitioner, visit=newcomer, now=now)
    return newcomer


SHIPPED, OWN = "can differ by 7°.", "This clinic’s own, from 10 repeats"


def test_a_signed_visit_says_what_was_said_when_it_was_signed(browser, signed, ten):
    """Ten pairs later the error in force is the clinic's own; nothing on this page moves."""
    told = " ".join(browser.get(to("visit-summary", signed)).content.decode().split())
    client = browser.get(reverse("client", args=[signed.client_id])).content.decode()

    assert SHIPPED in told
    assert "Judged as on the day it was signed." in told
    assert OWN not in told
    assert OWN not in text_of(pages_of(browser, signed))
    assert OWN in client, "where they stand now is judged by the error of now"


def test_what_a_signed_visit_found_is_told_by_the_error_of_then(browser, ten, newcomer, here, now):
    """Else its plan would not know its own reasons again, and say that no stretch is in it."""
    screened(browser, newcomer)
    for day, value in ((3, 64.4), (0, 58.0)):
        then = now - timedelta(days=day)
        given = reading(then, value=value, measure=SLR, instrument="phone inclinometer")
        actions.readings.record(by=here.practitioner, visit=newcomer, reading=given, now=then)
    browser.post(to("visit-plan", newcomer), {"minutes": 25})
    actions.visits.close(by=here.practitioner, visit=newcomer, now=timezone.now())
    actions.retests.withdraw(by=here.owner, retest=Retest.objects.first(), now=now)

    told = browser.get(to("visit-plan", newcomer)).content.decode()

    for text in (LOSS, "In the plan: ", OWN):
        assert text in told


def test_one_signed_before_its_errors_were_kept_has_those_of_now(here, ten):
    signed = Visit(clinic=ten, judgement=Judgement(review={}))

    assert histories.errors(signed) == ten.errors() != ()


def test_one_signed_before_judgements_were_kept_says_that_it_is_judged_again(browser, signed, ten):
    Judgement.objects.filter(visit=signed)._raw_delete(using="default")

    told = " ".join(browser.get(to("visit-summary", signed)).content.decode().split())

    for text in (told, text_of(pages_of(browser, signed))):
        assert "Judged again, by the error of measuring in force now." in text
        assert OWN in text


def test_what_has_left_the_catalogue_is_left_out_of_a_kept_judgement(signed):
    outcome = outcomes.of(Standing(signed), load())
    assert [row.measure for row in outcome.review.changes] == [SLR]
    gone = load().replace(measures={})

    outcome = outcomes.of(Standing(Visit.objects.get(pk=signed.pk)), gone)

    assert (outcome.review.changes, outcome.judged_when) == ((), "")


def test_another_clinic_goes_on_with_the_shipped_one(ten, elsewhere, now):
    """Also once it begins to count people of its own."""
    theirs = records.retest_of(elsewhere)

    assert Clinic.objects.get(pk=elsewhere.clinic.pk).errors() == ()
    (repeats,) = actions.retests.standing(elsewhere.clinic).values()
    assert repeats.rows == [theirs]


def test_one_pair_taken_back_and_the_shipped_one_counts_again(browser, ten, here):
    row = Retest.objects.first()

    browser.post(reverse("retest-withdrawal", args=[row.pk]))
    browser.post(reverse("retest-withdrawal", args=[row.pk]))

    assert Clinic.objects.get(pk=here.clinic.pk).errors() == ()
    row.refresh_from_db()
    assert row.withdrawn_by == here.practitioner
    trail = list(AuditEntry.objects.values_list("action", flat=True))
    assert trail.count("retest.recorded") == 10
    assert trail.count("retest.withdrawn") == 1
    assert trail.count("clinic.own_errors_changed") == 2


@pytest.mark.parametrize(
    "row",
    rows("""
      field     | sent       | told
      first     | 600        | 600° is outside 10 to 140°. Did you mean 60?
      second    | many       | Write a number.
      second    |            | Write the number.
      first_on  |            | Choose the day.
      first_on  | 2026-01-01 | Two readings of one pair are not 1 to 14 days apart.
      second_on | 2099-01-01 | 1 January 2099 is still to come.
      side      | up         | up is not one of the available choices
      client    | nobody     | nobody is not one of the available choices
    """),
    ids=lambda row: f"{row['field']}={row['sent']}",
)
def test_what_is_no_pair_comes_back_with_the_reason(row, browser, here):
    back = browser.post(
        PAGE, sent(here.client, examiner=here.practitioner) | {row["field"]: row["sent"]}
    )

    assert back.status_code == 422
    assert row["told"] in back.content.decode()
    assert not Retest.objects.exists()


def test_each_person_counts_once(browser, here):
    browser.post(PAGE, sent(here.client, examiner=here.practitioner))

    again = browser.post(PAGE, sent(here.client, side="right", examiner=here.practitioner))

    assert "this person is in already, and each counts once" in again.content.decode()
    assert Retest.objects.count() == 1


def test_a_pair_that_ended_otherwise_takes_no_error_out_of_force(browser, ten, here, now):
    person = actions.clients.create(by=here.owner, clinic=here.clinic, name="Otto", now=now)
    given = sent(person, examiner=here.practitioner, end_criterion="pelvis moves")

    back = browser.post(PAGE, given)

    assert back.status_code == 422
    assert "ended by “first firm resistance”; other ends are not mixed" in back.content.decode()
    assert '<option value="pelvis moves" selected>' in back.content.decode()
    assert Clinic.objects.get(pk=here.clinic.pk).errors() == ten.errors()
    for row in Retest.objects.all():
        actions.retests.withdraw(by=here.owner, retest=row, now=now)
    assert browser.post(PAGE, given).status_code == 302


def test_two_readings_taken_otherwise_are_no_pair(here, now):
    first = reading(now - timedelta(days=7))
    other = assessment.Pair(first=first, second=reading(now, instrument="goniometer"))

    with pytest.raises(BadInput, match="they are not mixed"):
        actions.retests.record(by=here.owner, client=here.client, pair=other, now=now)


def test_a_measure_nobody_knows_asks_for_one(browser):
    page = browser.get(reverse("own-errors") + "?measure=nose").content.decode()
    posted = browser.post(reverse("own-errors") + "?measure=nose")

    assert "Keep the pair" not in page
    assert posted.status_code == 200


# One stable person, on six days or more.


OFTEN = PAGE + "&as=sessions"
STEADY = (60, 62, 58, 61, 59, 60)


def sessions(client, examiner, values=STEADY, **changes):
    today = timezone.localdate()
    fields = {
        "client": str(client.pk),
        "side": "left",
        "instrument": "phone inclinometer",
        "end_criterion": "first firm resistance",
        "read_by": str(examiner.pk),
    }
    for number, value in enumerate(values, 1):
        fields[f"value_{number}"] = str(value)
        fields[f"on_{number}"] = (today - timedelta(days=50 - 7 * number)).isoformat()
    return fields | changes


def told_by(page):
    return " ".join(page.content.decode().split())


def test_six_sessions_of_one_stable_person_are_in_force_with_their_interval(browser, here):
    """60 62 58 61 59 60: SD 1.414, 5 degrees, 0.62 to 2.45 times."""
    assert browser.post(OFTEN, sessions(here.client, here.practitioner)).status_code == 302

    (own,) = Clinic.objects.get(pk=here.clinic.pk).errors()
    page = read(browser.get(OFTEN))
    text = told_by(browser.get(OFTEN))

    assert (own.value, own.pairs, own.degrees) == (pytest.approx(1.414, abs=0.001), 6, 5)
    assert (page.faults, page.unlabelled) == ([], [])
    assert "1 stable client" in text
    assert "1.4°" in text
    assert "the true error lies between 0.9° and 3.5°" in text
    assert "6 sessions: 1.4° alone, the true error lies between 0.9° and 3.5°." in text
    assert "The pairs do not count yet" not in text


DAYS = """
  days before today   | values                  | offered | because
  35 28 21 14 7 0     | 60 62 58 61 59 60       | 6       | all six
  35 28 21 14 7       | 60 62 58 61 59          |         | five are too few
  80 35 28 21 14 7 0  | 55 60 62 58 61 59 60    | 6       | a gap of 45 days ends it
  35 28 21 14 7 7 0   | 60 62 58 61 59 63 60    | 6       | the last of a day
"""


@pytest.mark.parametrize("row", rows(DAYS), ids=lambda row: row["because"])
def test_days_that_were_read_at_visits_are_filled_in(row, browser, newcomer, here, now):
    days, values = (
        [float(one) for one in row[name].split()] for name in ("days before today", "values")
    )
    for number, (day, value) in enumerate(zip(days, values, strict=True)):
        then = now - timedelta(days=day, minutes=60 - number)
        given = reading(then, value=value, measure=SLR, instrument="phone inclinometer")
        actions.readings.record(by=here.practitioner, visit=newcomer, reading=given, now=then)
    mine = [one for one in steady.offered(here.clinic, load().measure(SLR)) if one.name == "Uma"]

    assert [str(len(one.days)) for one in mine] == row["offered"].split()
    if not mine:
        return
    page = browser.get(OFTEN, {"measure": SLR, "as": "sessions", "from": mine[0].key})
    filled = page.context["form"].initial
    sent_on = {name: str(value) for name, value in filled.items() if name not in ("first_by",)}
    assert browser.post(OFTEN, sent_on).status_code == 302
    (own,) = Clinic.objects.get(pk=here.clinic.pk).errors()
    assert own.pairs == int(row["offered"])
    assert "Uma, left: 6" in told_by(browser.get(OFTEN))
    assert read(page).unlabelled == []


def test_an_unknown_choice_of_days_fills_nothing_in(browser, here):
    page = browser.get(OFTEN + "&from=nobody")

    assert "value_1" not in page.context["form"].initial


def test_pairs_and_stable_people_are_pooled(browser, ten, here):
    """Ten pairs (2.165, 9 degrees) and six sessions (1.414, 5): 1.931, 14 degrees."""
    browser.post(OFTEN, sessions(here.client, here.practitioner))

    (own,) = Clinic.objects.get(pk=here.clinic.pk).errors()

    assert (own.value, own.degrees) == (pytest.approx(1.931, abs=0.001), 14)
    text = told_by(browser.get(OFTEN))
    assert "10 pairs, 1 stable client" in text
    assert "the true error lies between 1.4° and 3°" in text


def test_too_few_pairs_do_not_count_beside_a_stable_person(browser, here, now):
    (person,) = people(here, now, 1)
    browser.post(PAGE, sent(person, examiner=here.practitioner))
    browser.post(OFTEN, sessions(here.client, here.practitioner))

    (own,) = Clinic.objects.get(pk=here.clinic.pk).errors()
    assert own.degrees == 5
    told = "The pairs do not count yet: People measured twice: 1; 9 more are needed."
    assert told in told_by(browser.get(OFTEN))


@pytest.mark.parametrize(
    "row",
    rows("""
      field    | sent         | told
      value_6  |              | Write the number.
      on_6     |              | Choose the day.
      value_7  | 61           | Choose the day.
      on_7     | today        | Write the number.
      value_2  | 620          | 620° is outside 10 to 140°. Did you mean 62?
      value_2  | many         | Write a number.
      on_2     | 2099-01-01   | 1 January 2099 is still to come.
      on_2     | 2020-01-01   | Two sessions lie more than 14 days apart.
      on_2     | day 1        | Two readings are of one day; a session is a day.
      values   | 60 61 62 63 64 65 | These readings go one way from day to day
      values   | 60 60 60 60 60 60 | All repeats are equal: were they copied
    """),
    ids=lambda row: f"{row['field']}={row['sent']}",
)
def test_what_is_no_stable_time_comes_back_with_the_reason(row, browser, here):
    given = sessions(here.client, here.practitioner)
    days = {"today": timezone.localdate().isoformat(), "day 1": given["on_1"]}
    if row["field"] == "values":
        given = sessions(here.client, here.practitioner, row["sent"].split())
    else:
        given |= {row["field"]: days.get(row["sent"], row["sent"])}

    back = browser.post(OFTEN, given)

    assert back.status_code == 422
    assert row["told"] in told_by(back)
    assert f'value="{given["value_3"]}"' in back.content.decode(), "nothing entered is lost"
    assert not StableClient.objects.exists()


def test_each_stable_person_counts_once_and_not_as_a_pair_as_well(browser, here):
    browser.post(OFTEN, sessions(here.client, here.practitioner))

    again = browser.post(OFTEN, sessions(here.client, here.practitioner, side="right"))
    as_pair = browser.post(PAGE, sent(here.client, examiner=here.practitioner))

    for refused in (again, as_pair):
        assert "this person is in already, and each counts once" in told_by(refused)


def test_sessions_taken_back_leave_the_shipped_error(browser, here):
    browser.post(OFTEN, sessions(here.client, here.practitioner))
    row = StableClient.objects.get()

    for _ in range(2):
        browser.post(reverse("stable-client-withdrawal", args=[row.pk]))

    row.refresh_from_db()
    assert row.withdrawn_by == here.practitioner
    assert Clinic.objects.get(pk=here.clinic.pk).errors() == ()
    trail = list(AuditEntry.objects.values_list("action", flat=True))
    assert trail.count("retest.sessions_recorded") == 1
    assert trail.count("retest.withdrawn") == 1


def test_two_examiners_are_no_stable_time(here, now):
    taken = [reading(now - timedelta(days=7 * n), value=v) for n, v in enumerate(STEADY)]
    taken[0] = taken[0].replace(examiner="somebody else")

    with pytest.raises(BadInput, match="One examiner reads all sessions"):
        actions.retests.record_sessions(by=here.owner, client=here.client, sessions=taken, now=now)


def test_all_of_it_in_german(browser, ten):
    text = browser.get(PAGE, headers={"accept-language": "de"}).content.decode()
    assert "Eigener Messfehler" in text
    german = language("de")
    for estimate in (*ten.errors(),):
        basis = assessment.error_of(
            load().measure(SLR), estimate.instrument, same_examiner=True, own=(estimate,)
        ).basis
        assert german.knows(basis), basis
        assert "der wahre Fehler liegt zwischen 1,5 und 4,0°." in german.said(basis)
    told = german.said("People measured twice: 9; 1 more are needed.")
    assert told == "Zweimal Gemessene: 9; es braucht noch 1."
    for told in (
        "Sessions: 5; 1 more are needed.",
        "Two readings of one pair are not 1 to 14 days apart.",
        "this person is in already, and each counts once",
        "Those so far were ended by “pain”; other ends are not mixed with them.",
        "Sessions: 13; at most 12 of one person count.",
        "Readings of two sides are not repeats of each other.",
        "Two readings are of one day; a session is a day.",
        "Two sessions lie more than 14 days apart.",
        "These readings go one way from day to day: nobody stable does.",
        "One examiner reads all sessions of a stable client.",
    ):
        assert german.knows(told), told
