"""The client's own page: its link, what it says, and what they measure at home, kept apart."""

from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from endrange import progress
from endrange.assessment import Origin
from endrange.errors import BadInput
from endrange.knowledge import load
from endrange.progress import ActivityGoal, RangeGoal
from endrange.values import Side
from endrange_app.storage import actions
from endrange_app.storage.harm import AdverseReport
from endrange_app.storage.models import AuditEntry, Reading
from endrange_app.storage.progress import HomeReading
from endrange_app.storage.wishes import EndedAs
from endrange_app.web import progressing
from tests.records import reading
from tests.tables import rows
from tests.web.pages import read
from tests.web.test_pages_summary import held, home
from tests.web.visiting import to

pytestmark = pytest.mark.django_db
SLR = "hip_flexion_slr"


@pytest.fixture
def link(here, now):
    return actions.progress.invite(by=here.practitioner, client=here.client, now=now)


def page_of(link, **more):
    return Browser().get(reverse("progress", args=[link.token]), **more)


def at_home(link, **changes):
    sent = {"side": "left", "value": "61", "instrument": "phone inclinometer"} | changes
    fields = {f"{SLR}-{name}": value for name, value in sent.items()}
    address = reverse("progress-readings", args=[link.token])
    return Browser().post(address, fields | {"measure": SLR}, follow=True)


def measured(here, now, *values):
    """By the practitioner, a week apart, at visits of their own."""
    for week, value in enumerate(values):
        then = now - timedelta(weeks=len(values) - week)
        given = reading(then, value=value, measure=SLR, instrument="phone inclinometer")
        actions.readings.record(by=here.practitioner, visit=here.visit, reading=given, now=then)


# ---------- What it says ----------


def test_a_change_is_told_in_words_with_its_error(here, link, now):
    Reading.objects.all().delete()
    measured(here, now, 50, 50, 74, 75, 76, 75)

    text = " ".join(page_of(link).content.decode().split())

    assert "Straight-leg raise" in text
    assert "Real change" in text
    assert "Two single measurements can differ by" in text


def test_after_one_reading_it_is_too_early_to_tell(link):
    text = page_of(link).content.decode()

    assert "Too early to tell" in text
    assert "Real change" not in text


@pytest.mark.parametrize(
    "row",
    rows("""
      agreed, days from today | shown
      7                       | yes
      -                       | no
    """),
)
def test_the_next_day(row, here, link, now, browser):
    day = now.date() + timedelta(days=7)
    if row["agreed, days from today"] != "-":
        browser.post(to("visit-next", here.visit), {"next_on": day.isoformat()})

    text = page_of(link).content.decode()

    assert ("No day is written down" not in text) is (row["shown"] == "yes")


def test_a_day_that_is_over_is_not_shown_as_the_next(here, now):
    here.visit.next_on = now.date() - timedelta(days=1)
    here.visit.save()

    assert progressing.next_on(here.client, now.date()) is None


@pytest.mark.parametrize(
    "row",
    rows("""
      sent       | told
      2020-01-01 | 1 January 2020 is not to come; choose a later day
      soon       | soon is no day. Choose one.
                 | No day is agreed.
    """),
)
def test_a_day_that_cannot_be_is_refused(row, here, browser):
    back = browser.post(to("visit-next", here.visit), {"next_on": row["sent"]}, follow=True)

    assert row["told"] in back.content.decode()
    here.visit.refresh_from_db()
    assert here.visit.next_on is None


def test_nothing_is_sent_home_without_a_session(here, link, now):
    assert list(progressing.homework(here.client, load(), now.date())) == []
    assert "Nothing for now." in page_of(link).content.decode()


def test_what_went_well_is_to_do_at_home_until_something_comes_in(browser, planned, here, now):
    """After harm nothing is sent home any more until it has been decided again."""
    link = actions.progress.invite(by=here.owner, client=planned.client, now=now)
    held(browser, planned)
    sent = home(browser, planned)
    assert sent

    names = [one.name for one in load().stretches.values() if one.id in sent]
    text = page_of(link).content.decode()
    assert all(name in text for name in names)
    assert text.count("Static self-stretch: ") == len(names)

    report = AdverseReport(
        severity="1", happened_on=now.date(), what="A bruise.", moment="hours_later"
    )
    actions.adverse_events.record(
        by=here.owner, client=planned.client, visit=planned, report=report, now=timezone.now()
    )
    assert "Nothing for now." in page_of(link).content.decode()


@pytest.mark.parametrize(
    "row",
    rows("""
      weeks since all questions | sent home
      11                        | yes
      12                        | no
    """),
)
def test_homework_ends_with_the_answers_it_rests_on(row, browser, planned, now):
    """The link may be given anew; the answers do not get younger by it."""
    held(browser, planned)
    later = now.date() + timedelta(weeks=int(row["weeks since all questions"]))

    sent = list(progressing.homework(planned.client, load(), later))

    assert bool(sent) is (row["sent home"] == "yes")


def test_no_fault_of_form(link):
    assert read(page_of(link)).faults == []
    assert read(page_of(link)).unlabelled == []


# ---------- Measured at home ----------


def test_their_goals_with_the_way_left_and_no_forecast(here, link, now):
    goals = actions.goals
    far = RangeGoal(measure=SLR, side=Side.LEFT, target=80, set_on=now.date(), words="For the bike")
    goals.set_range(by=here.owner, client=here.client, goal=far, now=now)
    for number, (words, score) in enumerate((("Tie my shoes", 3), ("Sit on the floor", 8))):
        life = ActivityGoal(words=words, target=8, set_on=now.date())
        row = goals.set_activity(by=here.owner, client=here.client, goal=life, now=now)
        goals.rate(by=here.owner, goal=row, score=score, now=now + timedelta(seconds=number))
    ended = ActivityGoal(words="Swim", target=8, set_on=now.date())
    swim = goals.set_activity(by=here.owner, client=here.client, goal=ended, now=now)
    goals.end(by=here.owner, goal=swim, ended_as=EndedAs.LET_GO, now=now)

    text = " ".join(page_of(link).content.decode().split())

    for said in (
        *("20° to go", "At first 60°, now 60°, the goal is 80°.", "“For the bike”"),
        *("“Tie my shoes”", "5 of 10 to go", "At first 3, now 3, wished for 8 of 10."),
        *("“Sit on the floor”", "There, as you say"),
    ):
        assert said in text, said
    assert "Swim" not in text
    assert "forecast" not in text


def test_what_is_measured_at_home_enters_no_verdict(here, link, now, browser):
    """The same readings, the same verdicts, with forty numbers from home or with none."""
    measured(here, now, 50, 51, 66, 67, 68)
    before = verdicts(here, now)

    for degrees in range(60, 100):
        at_home(link, value=str(degrees))

    assert HomeReading.objects.count() == 40 - 10  # thirty a minute are taken
    assert verdicts(here, now) == before
    assert "61°" in page_of(link).content.decode()
    own = browser.get(reverse("client-progress", args=[here.client.pk])).content.decode()
    assert "61°" in own
    charts = browser.get(reverse("client", args=[here.client.pk])).content.decode()
    assert "61°" not in charts


def verdicts(here, now):
    history = actions.readings.history(here.client)
    return progress.review(history, load(), on=now.date()).changes


@pytest.mark.parametrize(
    "row",
    rows("""
      field      | sent  | told
      value      | 610   | 610° is outside 10 to 140°. Did you mean 61?
      value      | sixty | Write a number.
      value      |       | Write the number.
      side       |       | Choose the side.
      instrument | eye   | eye is not one of the available choices
    """),
)
def test_a_slip_comes_back_as_typed(row, here, link):
    sent = at_home(link, **{row["field"]: row["sent"]})

    assert sent.status_code == 422
    assert row["told"] in sent.content.decode()
    assert (
        read(sent).values(f"{SLR}-value") == [row["sent"] if row["field"] == "value" else "61"]
        or not row["sent"]
    )
    assert not HomeReading.objects.exists()


def test_only_what_a_practitioner_measured_can_be_measured(here, link):
    address = reverse("progress-readings", args=[link.token])
    back = Browser().post(address, {"measure": "ankle_pf"}, follow=True)

    assert "Only what your practitioner has measured" in back.content.decode()


def test_a_number_is_taken_back(here, link):
    at_home(link)
    row = HomeReading.objects.get()
    address = reverse("progress-readings", args=[link.token])

    Browser().post(address, {"take_back": row.pk})
    Browser().post(address, {"take_back": row.pk})

    row.refresh_from_db()
    assert row.withdrawn_at
    assert "61°" not in page_of(link).content.decode()
    for unknown in ("nonsense", here.reading.pk):
        assert Browser().post(address, {"take_back": unknown}).status_code == 404


def test_nobody_takes_back_what_another_measured(here, elsewhere, link, now):
    """Neither a client of the same clinic nor one of another."""
    other = actions.clients.create(by=here.owner, clinic=here.clinic, name="Ola", now=now)
    for client, by in ((other, here.owner), (elsewhere.client, elsewhere.owner)):
        theirs = actions.progress.invite(by=by, client=client, now=now)
        row = actions.progress.measure(link=theirs, reading=reading(now), now=now)

        sent = {"take_back": row.pk}
        back = Browser().post(reverse("progress-readings", args=[link.token]), sent)

        assert back.status_code == 404
        row.refresh_from_db()
        assert row.withdrawn_at is None
        with pytest.raises(HomeReading.DoesNotExist):
            actions.progress.take_back(link=link, reading=row, now=now)


@pytest.mark.parametrize("name", ["progress", "intake", "day-after", "join"])
def test_a_link_with_a_zero_byte_is_no_address(name):
    """PostgreSQL takes no such text, and would fail instead of finding nothing."""
    assert Browser().get(f"/{name}/gue%00ss/").status_code == 404


def test_whatever_comes_through_the_link_is_from_home(here, link, now):
    """Even a reading that says otherwise: its kind alone would mix it with a practitioner's."""
    claimed = reading(now)
    assert claimed.origin is Origin.PRACTITIONER

    row = actions.progress.measure(link=link, reading=claimed, now=now)

    assert row.as_reading().origin is Origin.HOME


def test_a_day_has_an_end(here, link, now, monkeypatch):
    monkeypatch.setattr(actions.progress, "MOST_A_DAY", 1)
    at_home(link)

    assert "1 readings are kept today; go on tomorrow" in at_home(link).content.decode()


# ---------- The link ----------


@pytest.mark.parametrize(
    "row",
    rows("""
      what happened           | opens
      given                   | yes
      twelve weeks went by    | no
      closed                  | no
      a new one was given     | no
      the client was archived | no
    """),
)
def test_when_it_opens(row, here, link, now, browser):
    match row["what happened"]:
        case "twelve weeks went by":
            link.open_until = now - timedelta(seconds=1)
            link.save()
        case "closed":
            browser.post(reverse("progress-link-revocation", args=[link.pk]))
            browser.post(reverse("progress-link-revocation", args=[link.pk]))
        case "a new one was given":
            browser.post(reverse("client-progress-links", args=[here.client.pk]))
        case "the client was archived":
            actions.clients.archive(by=here.owner, client=here.client, now=now)

    assert page_of(link).status_code == (200 if row["opens"] == "yes" else 404)
    assert at_home(link).status_code == (200 if row["opens"] == "yes" else 404)


@pytest.mark.parametrize("how", ["closed", "run out"])
def test_a_link_that_is_not_open_keeps_nothing(how, here, link, now):
    """Whatever page was open before: the deed itself asks."""
    if how == "closed":
        actions.progress.revoke(by=here.owner, link=link, now=now)
    else:
        now = link.open_until
    row = HomeReading(clinic=here.clinic, client=here.client, link=link)
    link.refresh_from_db()

    with pytest.raises(BadInput, match="this link is closed"):
        actions.progress.measure(link=link, reading=reading(now), now=now)
    with pytest.raises(BadInput, match="this link is closed"):
        actions.progress.take_back(link=link, reading=row, now=now)


def test_guessing_is_slowed_down(link):
    for _ in range(20):
        Browser().get(reverse("progress", args=["guess"]))

    slowed = page_of(link)

    assert slowed.status_code == 429
    assert "Too many tries" in slowed.content.decode()


def test_an_archived_client_is_given_none(here, now, browser):
    actions.clients.archive(by=here.owner, client=here.client, now=now)

    browser.post(reverse("client-progress-links", args=[here.client.pk]))

    assert not here.client.progress_links.exists()
    assert (
        "None is open"
        in browser.get(reverse("client-progress", args=[here.client.pk])).content.decode()
    )


def test_every_deed_is_on_the_trail(here, link, now, browser):
    at_home(link)
    Browser().post(
        reverse("progress-readings", args=[link.token]),
        {"take_back": HomeReading.objects.get().pk},
    )
    browser.post(to("visit-next", here.visit), {"next_on": str(now.date() + timedelta(days=3))})
    browser.post(to("visit-next", here.visit), {"next_on": str(now.date() + timedelta(days=3))})
    actions.progress.revoke(by=here.owner, link=link, now=now)

    trail = AuditEntry.objects.values_list("action", "by__name")
    found = [one for one in trail if one[0].startswith(("progress_", "home_", "visit.next"))]
    assert sorted(found, key=str) == [
        ("home_reading.recorded", None),
        ("home_reading.withdrawn", None),
        ("progress_link.given", "Pia of Here"),
        ("progress_link.revoked", "Olu of Here"),
        ("visit.next_agreed", "Pia of Here"),
    ]


def test_all_of_it_in_german(here, link):
    text = page_of(link, headers={"accept-language": "de"}).content.decode()

    for told in ("Ihr Fortschritt", "Zu Hause messen", "Für zu Hause", "Was sich verändert hat"):
        assert told in text
