"""Which questions are due, and which answers still count."""

from datetime import timedelta

import pytest

from endrange.knowledge import Answer, Asked, Mode, Place, QuestionKind, Urgency, Verdict
from endrange.screening import Finding
from endrange.values import Side
from endrange_app.storage.actions import clients, screenings, visits
from tests import records
from tests.builders import catalogue, question
from tests.records import answers
from tests.tables import rows

pytestmark = pytest.mark.django_db

CATALOGUE = catalogue(
    questions=(
        question("osteoporosis"),
        question("new_pain", QuestionKind.AREAS, asked=Asked.EVERY_VISIT),
        question("fever", asked=Asked.EVERY_VISIT),
        question("sleep_hours", QuestionKind.NUMBER, asked=Asked.EVERY_VISIT),
        question("woke", QuestionKind.CHOICE, asked=Asked.EVERY_VISIT),
        question("pregnancy_weeks", QuestionKind.NUMBER, high=44),
    )
)


@pytest.fixture(autouse=True)
def _small_catalogue(monkeypatch):
    monkeypatch.setattr(screenings.catalogues, "of", lambda clinic: CATALOGUE)


def screened(house, at, *, full, **said):
    return screenings.record(
        by=house.practitioner,
        visit=house.client.visits.get(closed_at__isnull=True),
        full=full,
        answers=answers(**said),
        clearance=records.clearance(at),
        now=at,
    )


def next_visit(house, at):
    visit = house.client.visits.get(closed_at__isnull=True)
    visits.close(by=house.practitioner, visit=visit, now=at)
    return visits.open(by=house.practitioner, client=house.client, now=at)


DUE = """
  days since the full screening | said at the door since | all because
  0                             |                        |
  83                            |                        |
  84                            |                        | too_old
  400                           |                        | too_old
  7                             | fever=no               |
  7                             | fever=yes              | something_new
  7                             | fever=unknown          | something_new
  7                             | new_pain=no            |
  7                             | new_pain=yes           | something_new
  7                             | osteoporosis=yes       |
  7                             | sleep_hours=0          |
  7                             | sleep_hours=6          | something_new
  7                             | woke=rested            | something_new
"""


@pytest.mark.parametrize("row", rows(DUE), ids=lambda row: "-".join(row.values()))
def test_due(row, here, now):
    today = now + timedelta(days=int(row["days since the full screening"]))
    if said := row["said at the door since"]:
        id_, value = said.split("=")
        told = {id_: float(value) if value.isdigit() else value}
        screened(here, now + timedelta(days=1), full=False, **told)

    because = screenings.full_because(here.client, today.date())

    assert because == (row["all because"] or None)


def test_the_first_visit_asks_everything_and_knows_nothing(here, now):
    new = clients.create(by=here.owner, clinic=here.clinic, name="Noor", now=now)
    visits.open(by=here.owner, client=new, now=now)

    assert screenings.full_because(new, now.date()) == "never_asked"
    assert screenings.answers_so_far(new, on=now.date()) == {}


def test_a_full_screening_after_the_news_settles_it(here, now):
    screened(here, now + timedelta(minutes=1), full=False, fever="yes")
    screened(here, now + timedelta(minutes=2), full=True, fever="yes")

    assert screenings.full_because(here.client, now.date()) is None


def test_todays_answers_are_all_of_the_latest_screening(here, now):
    screened(here, now + timedelta(minutes=1), full=False, osteoporosis="no", fever="no")

    assert screenings.answers_so_far(here.client, on=now.date()) == answers(
        osteoporosis="no", fever="no"
    )


def test_what_was_said_at_an_earlier_door_is_not_known_today(here, now):
    screened(here, now + timedelta(minutes=1), full=True, osteoporosis="no", fever="no")
    later = now + timedelta(days=7)
    next_visit(here, later)

    assert screenings.answers_so_far(here.client, on=later.date()) == answers(osteoporosis="no")


def test_what_the_catalogue_asks_no_more_is_left_out(here, now):
    screened(here, now + timedelta(minutes=1), full=True, osteoporosis="no", shoe_size="yes")

    assert screenings.answers_so_far(here.client, on=now.date()) == answers(osteoporosis="no")


def test_between_visits_only_the_full_answers_are_known(here, now):
    screened(here, now + timedelta(minutes=1), full=True, osteoporosis="no", fever="no")
    visits.close(by=here.practitioner, visit=here.visit, now=now + timedelta(minutes=2))

    assert screenings.answers_so_far(here.client, on=now.date()) == answers(osteoporosis="no")


GROWN = """
  told | days later | weeks
  20   | 0          | 20
  20   | 1          | 21
  20   | 7          | 21
  20   | 8          | 22
  20   | 70         | 30
  43   | 70         | 44
  unknown | 70      | unknown
"""


@pytest.mark.parametrize("row", rows(GROWN), ids=lambda row: "-".join(row.values()))
def test_the_weeks_of_a_pregnancy_go_on_by_themselves(row, here, now):
    told = row["told"] if row["told"] == "unknown" else float(row["told"])
    screened(here, now + timedelta(minutes=1), full=True, pregnancy_weeks=told, sleep_hours=6)
    later = now + timedelta(days=int(row["days later"]))

    known = screenings.answers_so_far(here.client, on=later.date())["pregnancy_weeks"].value

    assert known == (row["weeks"] if row["weeks"] == "unknown" else float(row["weeks"]))


def test_answers_of_yesterdays_door_are_not_known_today_in_the_same_visit(here, now):
    screened(here, now + timedelta(minutes=1), full=False, osteoporosis="no", fever="no")
    tomorrow = now.date() + timedelta(days=1)

    assert "fever" not in screenings.answers_so_far(here.client, on=tomorrow)


def test_what_is_asked_otherwise_by_now_is_asked_again(here, now, monkeypatch):
    screened(here, now + timedelta(minutes=1), full=True, osteoporosis="no")
    numbered = question("osteoporosis", QuestionKind.NUMBER)
    other = CATALOGUE.replace(questions=CATALOGUE.questions | {"osteoporosis": numbered})
    monkeypatch.setattr(screenings.catalogues, "of", lambda clinic: other)

    assert screenings.answers_so_far(here.client, on=now.date()) == {}


def test_after_an_emergency_everything_is_asked_again_and_it_is_not_forgotten(here, now):
    screened(here, now + timedelta(minutes=1), full=True, osteoporosis="no", fever="no")
    screenings.record(
        by=here.practitioner,
        visit=here.visit,
        full=False,
        answers=answers(osteoporosis="yes"),
        clearance=emergency(now),
        now=now + timedelta(minutes=2),
    )
    next_visit(here, now + timedelta(minutes=3))

    assert screenings.full_because(here.client, now.date()) == "emergency"
    tomorrow = now.date() + timedelta(days=1)
    assert screenings.answers_so_far(here.client, on=tomorrow) == answers(osteoporosis="yes")


def emergency(now):
    finding = Finding(
        precaution="red",
        title="Red",
        answered=(),
        certain=True,
        verdicts=dict.fromkeys(Mode, Verdict.EMERGENCY),
        verdict=Verdict.EMERGENCY,
        everywhere=True,
        places=(),
        modifications=(),
        urgency=Urgency.CALL_NOW,
        because="ours",
        changes_if="",
        ask="",
        grade="ours",
        sources=(),
    )
    return records.clearance(now, findings=(finding,), urgency=Urgency.CALL_NOW)


def test_answers_and_decision_come_back_as_they_were(here, now):
    left_knee = Answer(value="yes", places=(Place(area="knee_front", side=Side.LEFT),))
    given = {"new_pain": left_knee, "sleep_hours": Answer(value=6.5)}

    screenings.record(
        by=here.practitioner,
        visit=here.visit,
        full=True,
        answers=given,
        clearance=records.clearance(now),
        now=now + timedelta(minutes=1),
    )

    kept = screenings.in_force(here.visit)
    assert kept.as_answers() == given
    assert kept.as_clearance() == records.clearance(now)
    assert (kept.verdict, kept.catalogue) == ("proceed", records.CATALOGUE)
