"""What comes after a session: the day after, and harm. What is kept, and what it does next time."""

from datetime import timedelta
from typing import Any

import pytest

from endrange import knowledge
from endrange.errors import BadInput
from endrange.knowledge import NECK_WORK, RECORDED, Answer, Mode, Verdict, follow_up, load
from endrange.screening import read_answers
from endrange.values import Side
from endrange_app.storage import lookback
from endrange_app.storage.actions import (
    adverse_events,
    clearances,
    clients,
    decisions,
    follow_ups,
    restrictions,
    runs,
    screenings,
    visits,
)
from endrange_app.storage.aftermath import AdverseEntry, AdverseEvent, FollowUp, FollowUpAnswers
from endrange_app.storage.harm import AdverseReport, HarmFollowUp
from endrange_app.storage.models import AuditEntry
from endrange_app.storage.rows import NeverRewritten
from tests import records
from tests.records import event
from tests.spec.test_aftermath import FINE
from tests.strategies import NOTHING_AMISS
from tests.tables import rows
from tests.unit.test_storage_actions import everything

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


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


def told(**changes: object) -> dict[str, Answer]:
    said = {f"after_{name}": value for name, value in changes.items()}
    asked = {id_: value for id_, value in (FINE | said).items() if id_ not in RECORDED}
    return read_answers(asked, follow_up(load()))


def answer(house, row, at, **changes: object):
    return follow_ups.answer(by=house.practitioner, follow_up=row, answers=told(**changes), now=at)


def next_time(house, at, **said: Any) -> str:
    """The verdicts of the hamstrings, left, at the next visit of somebody who is well."""
    visit = house.client.visits.filter(closed_at__isnull=True).first()
    visit = visit or visits.open(by=house.owner, client=house.client, now=at)
    known = {id_: value for id_, value in NOTHING_AMISS.items() if id_ in load().questions}
    answers = read_answers(known | said, load())
    screenings.record(
        by=house.practitioner,
        visit=visit,
        full=True,
        answers=answers,
        clearance=decisions.decide(visit, answers, on=at.date(), full=True),
        now=at,
    )
    row = screenings.in_force(visit).as_clearance().of("ham_slr_shoulder", Side.LEFT)
    return "".join(row.verdicts[mode].letter for mode in Mode)


# ---------- How old the answers are ----------

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


# ---------- The day after ----------


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


# ---------- Harm ----------


def report(now, **changes: Any) -> AdverseReport:
    fields: dict[str, Any] = {
        "severity": "2",
        "happened_on": now.date(),
        "what": "Sharp pain at the back of the left thigh.",
        "moment": "during",
        "stretch": "ham_slr_shoulder",
        "side": "left",
    }
    return AdverseReport.model_validate(fields | changes)


def harmed(house, now, **changes: Any):
    return adverse_events.record(
        by=house.practitioner,
        client=house.client,
        visit=house.visit,
        run=house.run,
        report=report(now, **changes),
        now=now,
    )


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


# ---------- Deeds and their entries ----------

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


def test_severities_lock_as_the_catalogue_says():
    locked = {one.id for one in load().severities.values() if one.locks}

    assert locked == {"2", "3", "4", "D"}
    assert Verdict.CLEARANCE in load().followup_rules["AE-01"].verdicts.values()
