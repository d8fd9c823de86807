"""Harm: kept with what was in force, corrected, followed up, and what it locks."""

from datetime import timedelta

import pytest

from endrange import knowledge
from endrange.errors import BadInput
from endrange.knowledge import Mode, Verdict, load
from endrange_app.storage.actions import (
    adverse_events,
    clearances,
    restrictions,
    runs,
    screenings,
    visits,
)
from endrange_app.storage.aftermath import AdverseEntry, AdverseEvent
from endrange_app.storage.harm import HarmFollowUp
from endrange_app.storage.rows import NeverRewritten
from tests import records
from tests.records import event
from tests.tables import rows
from tests.unit.after_sessions import DAY, harmed, next_time, report

pytestmark = pytest.mark.django_db


def test_harm_is_kept_with_what_was_in_force(here, now):
    first, second = harmed(here, now), harmed(here, now, what="Another harm.")

    assert (first.number, second.number) == (1, 2)
    assert first.screening == here.screening
    assert first.catalogue == load().version
    assert first.app
    (entry,) = first.entries.all()
    assert entry.as_report().what == "Sharp pain at the back of the left thigh."
    assert (entry.severity, entry.number, entry.by) == ("2", 1, here.practitioner)


def test_numbers_are_each_clinics_own(here, elsewhere, now):
    harmed(here, now)

    assert harmed(elsewhere, now).number == 1


def test_without_a_visit_the_latest_answers_are_kept(here, now):
    row = adverse_events.record(by=here.owner, client=here.client, report=report(now), now=now)

    assert (row.visit, row.screening) == (None, here.screening)


WRONG = """
field       | value | told
severity    | 9     | '9' is none of 0, 1, 2, 3, 4, D
happened_on | +1    | still to come
"""


@pytest.mark.parametrize("row", rows(WRONG), ids=lambda row: row["field"])
def test_harm_that_cannot_be_is_refused(row, here, now):
    value = now.date() + DAY if row["value"] == "+1" else row["value"]

    with pytest.raises(BadInput, match=row["told"]):
        harmed(here, now, **{row["field"]: value})

    assert not AdverseEvent.objects.exists()


LOCKS = """
severity | verdicts | all questions | under a clinician's word
0        | PPPP     | no            | PPPP
1        | PPPP     | yes           | PPPP
2        | CCCC     | yes           | MMCC
4        | CCCC     | yes           | MMCC
D        | CCCC     | yes           | MMCC
"""


@pytest.mark.parametrize("row", rows(LOCKS), ids=lambda row: f"severity {row['severity']}")
def test_what_harm_does_to_the_next_visit(row, here, now):
    visits.close(by=here.owner, visit=here.visit, now=now)
    harmed(here, now + timedelta(minutes=5), severity=row["severity"])
    later = now + 7 * DAY

    due = screenings.full_because(here.client, later.date())
    assert (due is screenings.FullBecause.HARMED) is (row["all questions"] == "yes")
    assert next_time(here, later) == row["verdicts"]
    assert screenings.full_because(here.client, later.date()) is None
    if row["verdicts"] == "CCCC":
        _clear(here, later, "AE-01")
    assert next_time(here, later) == row["under a clinician's word"]


def _clear(house, now, *ids: str):
    word = knowledge.ClinicianClearance(
        by="Dr Adeyemi",
        registration="7654321",
        precautions=ids,
        modes=(Mode.AA, Mode.PAS),
        given=now.date(),
        until=now.date() + DAY,
    )
    visit = house.client.visits.get(closed_at__isnull=True)
    return clearances.record(by=house.owner, visit=visit, clearance=word, now=now)


def test_more_harm_ends_the_word_on_the_harm_before(here, now):
    harmed(here, now)
    next_time(here, now)
    _clear(here, now, "AE-01")
    assert next_time(here, now) == "MMCC"

    harmed(here, now + timedelta(minutes=5), severity="3")

    assert next_time(here, now + timedelta(minutes=6)) == "CCCC"


def test_a_correction_stands_beside_the_report_and_counts(here, now):
    event = harmed(here, now)

    entry = adverse_events.correct(
        by=here.owner, event=event, report=report(now, severity="0"), now=now
    )

    assert entry.number == 2
    assert [one.severity for one in event.entries.order_by("number")] == ["2", "0"]
    assert next_time(here, now) == "PPPP"
    with pytest.raises(NeverRewritten):
        AdverseEntry.objects.all().delete()


def test_how_it_went_on_is_added(here, now):
    event = harmed(here, now)
    said = HarmFollowUp(on=now.date(), outcome="recovered", clinician_told="Dr Adeyemi")

    entry = adverse_events.follow_up(by=here.owner, event=event, said=said, now=now)

    assert entry.as_follow_up() == said
    assert entry.severity == ""
    assert next_time(here, now) == "CCCC"
    tomorrow = said.replace(on=now.date() + DAY)
    with pytest.raises(BadInput, match="still to come"):
        adverse_events.follow_up(by=here.owner, event=event, said=tomorrow, now=now)


def test_the_answers_of_before_are_not_decided_again_as_if_asked_after(here, now):
    next_time(here, now)
    later = now + timedelta(minutes=5)
    harmed(here, later)
    before = here.visit.screenings.count()

    restriction = records.screening.Restriction(modifications=("LOW",), because="Careful.")
    restrictions.record(by=here.owner, visit=here.visit, restriction=restriction, now=later)

    assert here.visit.screenings.count() == before
    due = screenings.full_because(here.client, now.date())
    assert due is screenings.FullBecause.HARMED


def test_harm_is_written_down_while_a_session_is_going(here, now):
    runs.take_event(by=here.owner, run=here.run, event=event(0, "start"), now=now)

    assert harmed(here, now).number == 1


def test_severities_lock_as_the_catalogue_says():
    locked = {one.id for one in load().severities.values() if one.locks}

    assert locked == {"2", "3", "4", "D"}
    assert Verdict.CLEARANCE in load().followup_rules["AE-01"].verdicts.values()
