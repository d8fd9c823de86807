"""The day after: what is asked, what was answered, and what it bears on the next session."""

from datetime import timedelta
from typing import Any

import pytest

from endrange.errors import BadInput
from endrange.knowledge import NECK_WORK, Mode, load
from endrange.screening import read_answers
from endrange.values import Side
from endrange_app.storage import lookback
from endrange_app.storage.actions import (
    adverse_events,
    clients,
    decisions,
    follow_ups,
    runs,
    screenings,
    visits,
)
from endrange_app.storage.aftermath import FollowUp, FollowUpAnswers
from endrange_app.storage.harm import HarmFollowUp
from endrange_app.storage.models import AuditEntry
from endrange_app.storage.rows import NeverRewritten
from tests import records
from tests.records import event
from tests.strategies import NOTHING_AMISS
from tests.tables import rows
from tests.unit.after_sessions import DAY, harmed, next_time, report, told
from tests.unit.deeds import everything

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(here, now):
    """Hold a session in the open visit, sign it, and return what will be asked."""

    def hold(at=now):
        visit = here.client.visits.get(closed_at__isnull=True)
        run = visit.runs.filter(ended_at__isnull=True).first() or _run(here, visit, at)
        runs.take_event(by=here.owner, run=run, event=event(0, "start"), now=at)
        runs.take_event(by=here.owner, run=run, event=event(1, "end"), now=at)
        visits.close(by=here.owner, visit=visit, now=at)
        return FollowUp.objects.get(visit=visit)

    return hold


def _run(house, visit, at):
    return records.up_to_run(by=house.practitioner, visit=visit, values=records.small(at), now=at)[
        "run"
    ]


def answer(house, row, at, **changes: object):
    return follow_ups.answer(by=house.practitioner, follow_up=row, answers=told(**changes), now=at)


AGES = """
days since all questions | asked at the door | letters
0                        | all               | PPPP
83                       | the few           | PPPP
84                       | the few           | NNNN
84                       | all               | PPPP
never                    | the few           | NNNN
"""


@pytest.mark.parametrize("row", rows(AGES), ids=str)
def test_answers_open_nothing_once_they_are_twelve_weeks_old(row, here, now):
    """The pages ask all questions then; whatever decides without them, shuts everything."""
    answers = read_answers(NOTHING_AMISS, load())
    client = clients.create(by=here.owner, clinic=here.clinic, name="Ola", now=now)
    visit = visits.open(by=here.owner, client=client, now=now)
    if row["days since all questions"] != "never":
        at = now - timedelta(days=int(row["days since all questions"]))
        before = decisions.decide(visit, answers, on=at.date(), full=True)
        screenings.record(
            by=here.owner, visit=visit, full=True, answers=answers, clearance=before, now=at
        )

    full = row["asked at the door"] == "all"
    decided = decisions.decide(visit, answers, on=now.date(), full=full)

    hamstrings = decided.of("ham_slr_shoulder", Side.LEFT)
    assert "".join(hamstrings.verdicts[mode].letter for mode in Mode) == row["letters"]
    found = {finding.precaution for finding in decided.findings}
    assert ("RESCREEN" in found) is (row["letters"] == "NNNN")


def test_a_session_that_ended_is_asked_about_a_day_later(here, held, now):
    row = held()

    assert (row.client, row.due_at - row.session_at) == (here.client, DAY)
    assert row.answered_at is None
    assert len(row.token) == 43


def test_without_a_session_nothing_is_asked(here, now):
    visits.close(by=here.owner, visit=here.visit, now=now)

    assert not FollowUp.objects.exists()


def test_a_second_session_of_the_visit_puts_it_off(here, held, now):
    runs.take_event(by=here.owner, run=here.run, event=event(0, "start"), now=now)
    runs.take_event(by=here.owner, run=here.run, event=event(1, "end"), now=now)
    later = now + timedelta(hours=2)

    row = held(later)

    assert row.session_at == later
    assert FollowUp.objects.count() == 1


def test_a_session_nobody_ended_ends_with_its_visit(here, now):
    runs.take_event(by=here.owner, run=here.run, event=event(0, "start"), now=now)
    later = now + timedelta(hours=13)

    visits.close(by=here.owner, visit=here.visit, now=later)

    assert FollowUp.objects.get().session_at == later


@pytest.mark.parametrize(
    ("stretch", "neck"), [("ham_slr_shoulder", False), ("neck_rotation", True), ("gone", True)]
)
def test_neck_work_is_read_off_the_plan_and_what_is_unknown_may_be_some(stretch, neck, here, now):
    small = records.timeline()
    card = small.cards[0].replace(stretch=stretch)
    here.run.timeline = small.replace(cards=(card,)).model_dump(mode="json")
    here.run.save()

    runs.take_event(by=here.owner, run=here.run, event=event(0, "start"), now=now)
    runs.take_event(by=here.owner, run=here.run, event=event(1, "end"), now=now)

    assert FollowUp.objects.get().recorded[NECK_WORK]["value"] == ("yes" if neck else "no")


AFTER = """
answers                             | next session | all fine again later | third day
nothing                             | PPPP         | PPPP                 | no
soreness=clear                      | MMMM         | PPPP                 | yes
soreness=long                       | MMNM         | PPPP                 | yes
tingling=worse                      | EEEE         | PPPP                 | yes
"""


@pytest.mark.parametrize("row", rows(AFTER), ids=lambda row: row["answers"])
def test_the_answer_reaches_the_next_screening_and_the_latest_counts(row, here, held, now):
    asked = held()
    said = dict([row["answers"].split("=")] if "=" in row["answers"] else [])

    answer(here, asked, now + DAY, **said)

    asked.refresh_from_db()
    assert (asked.due_at == asked.session_at + 3 * DAY) is (row["third day"] == "yes")
    assert asked.answered_at == now + DAY
    assert next_time(here, now + 7 * DAY) == row["next session"]
    answer(here, asked, now + 8 * DAY)
    assert next_time(here, now + 8 * DAY) == row["all fine again later"]


def test_without_an_answer_it_is_asked_in_every_hold(here, held, now):
    held()

    assert next_time(here, now + 7 * DAY) == "MMMM"


def test_it_lasts_for_as_many_sessions_as_the_rule_says(here, held, now):
    answer(here, held(), now + DAY, soreness="long")
    for week, verdicts in enumerate(("MMNM", "MMNM", "PPPP"), start=1):
        at = now + 7 * week * DAY
        assert next_time(here, at) == verdicts
        answer(here, held(at), at + DAY)


def test_the_client_answers_without_an_account_until_the_link_runs_out(here, held, now):
    row = held()
    last = now + follow_ups.OPEN_FOR

    said = follow_ups.answer(
        by=None, follow_up=row, answers=told(), now=last - timedelta(seconds=1)
    )
    assert said.by is None
    with pytest.raises(BadInput, match="run out"):
        follow_ups.answer(by=None, follow_up=row, answers=told(), now=last)

    follow_ups.answer(by=here.owner, follow_up=row, answers=told(), now=last)
    assert AuditEntry.objects.filter(action="follow_up.answered").count() == 2


def test_an_answer_is_never_rewritten(here, held, now):
    said = answer(here, held(), now + DAY)

    with pytest.raises(NeverRewritten):
        said.save()
    with pytest.raises(NeverRewritten):
        FollowUpAnswers.objects.all().delete()


def test_what_comes_in_while_a_visit_is_open_is_seen(here, held, now):
    row = held()
    later = now + 7 * DAY
    next_time(here, later)
    visit = here.client.visits.get(closed_at__isnull=True)
    assert not lookback.something_since(visit, later)

    answer(here, row, later + timedelta(minutes=1))

    assert lookback.something_since(visit, later)


def test_what_comes_in_of_somebody_else_is_nobodys_here(here, elsewhere, now):
    theirs = records.follow_up_of(elsewhere)
    answer(elsewhere, theirs, now + DAY)
    harmed(elsewhere, now + DAY)

    assert lookback.something_since(elsewhere.visit, now)
    assert not lookback.something_since(here.visit, now)


DEEDS = {
    "follow_up.expected": lambda h, row, now: follow_ups.expect(
        by=h.practitioner, visit=row.visit, now=now
    ),
    "follow_up.answered": answer,
    "adverse_event.recorded": lambda h, row, now: harmed(h, now),
    "adverse_event.corrected": lambda h, row, now: adverse_events.correct(
        by=h.practitioner, event=harmed(h, now), report=report(now, severity="1"), now=now
    ),
    "adverse_event.followed_up": lambda h, row, now: adverse_events.follow_up(
        by=h.practitioner,
        event=harmed(h, now),
        said=HarmFollowUp(on=now.date(), outcome="going_on"),
        now=now,
    ),
}


@pytest.mark.parametrize("action", DEEDS)
def test_each_deed_and_its_entry_stand_or_fall_together(action, here, held, now, monkeypatch):
    row = held()
    entries = AuditEntry.objects.filter(action=action)
    known = set(entries.values_list("pk", flat=True))

    DEEDS[action](here, row, now)

    (entry,) = entries.exclude(pk__in=known)
    assert (entry.by, entry.at, entry.clinic) == (here.practitioner, now, here.clinic)
    before = everything()

    def disk_full(*_: Any, **__: Any) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(AuditEntry.objects, "create", disk_full)
    with pytest.raises(OSError, match="disk full"):
        DEEDS[action](here, row, now + timedelta(minutes=1))

    assert everything() == before
