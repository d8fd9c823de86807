"""Clinicians' words and practitioners' restrictions: what they open, what they never open."""

from datetime import timedelta
from typing import Any

import pytest

from endrange import knowledge
from endrange.errors import BadInput
from endrange.knowledge import NO, UNKNOWN, YES, Answer, Mode, Place, QuestionKind, Verdict
from endrange.screening import Restriction
from endrange.values import Side
from endrange_app.storage.actions import clearances, decisions, restrictions, screenings, visits
from endrange_app.storage.models import AuditEntry
from tests.builders import area, catalogue, muscle, precaution, question, stretch
from tests.tables import rows
from tests.unit.deeds import everything

pytestmark = pytest.mark.django_db

CATALOGUE = catalogue(
    questions=(
        *(question(id_) for id_ in ("heart", "fever", "stroke", "sore", "other")),
        question("hip", QuestionKind.AREAS),
    ),
    precautions=(
        precaution("HEART", "heart", Verdict.CLEARANCE),
        precaution("FEVER", "fever", Verdict.AVOID),
        precaution("STROKE", "stroke", Verdict.EMERGENCY),
        precaution("SORE", "sore", Verdict.ADAPT),
        precaution("HIP", "hip", Verdict.CLEARANCE),
    ),
    stretches=(stretch(),),
    areas=(area("knee"), area("thigh_back", muscles=("hamstrings",))),
    muscles=(muscle("hamstrings"), muscle("quads", area="thigh_front")),
)
WELL = dict.fromkeys(("heart", "fever", "stroke", "sore", "other", "hip"), NO)


@pytest.fixture(autouse=True)
def _small_catalogue(monkeypatch):
    monkeypatch.setattr(decisions.catalogues, "of", lambda clinic: CATALOGUE)


@pytest.fixture
def asked(here, now):
    """Record the answers of today's visit, and return what was decided."""

    def ask(at=now, **said: Any):
        answers = {id_: _answer(value) for id_, value in (WELL | said).items()}
        visit = here.client.visits.get(closed_at__isnull=True)
        screenings.record(
            by=here.practitioner,
            visit=visit,
            full=True,
            answers=answers,
            clearance=decisions.decide(visit, answers, on=at.date(), full=True),
            now=at,
        )
        return visit

    return ask


def _answer(value: Any) -> Answer:
    if isinstance(value, Place):
        return Answer(value=YES, places=(value,))
    return Answer(value=value)


def word(now, *precautions: str, **changes: Any) -> knowledge.ClinicianClearance:
    fields: dict[str, Any] = {
        "by": "Dr Adeyemi",
        "registration": "GMC 7654321",
        "precautions": precautions,
        "modes": (Mode.AA, Mode.PAS),
        "limits": ("LOW",),
        "given": now.date(),
        "until": now.date() + clearances.USUAL,
    }
    return knowledge.ClinicianClearance.model_validate(fields | changes)


def record(house, visit, now, *ids: str, **changes: Any):
    return clearances.record(
        by=house.practitioner, visit=visit, clearance=word(now, *ids, **changes), now=now
    )


def letters(visit) -> str:
    row = screenings.in_force(visit).as_clearance().of("ham", Side.LEFT)
    return "".join(row.verdicts[mode].letter for mode in Mode)


# ---------- A clinician's word ----------


def test_it_opens_what_waits_for_it_at_once_with_its_limits(here, asked, now):
    visit = asked(heart=YES)
    assert letters(visit) == "CCCC"

    record(here, visit, now, "HEART")

    assert letters(visit) == "MMCC"
    decided = screenings.in_force(visit).as_clearance()
    assert decided.findings[0].modifications[0].code == "LOW"
    assert screenings.in_force(visit).full


REFUSED = """
what is named             | answers          | names  | told
not now                   | fever=yes        | FEVER  | No signature opens
an emergency              | stroke=yes       | STROKE | emergency
beside an emergency       | stroke=yes heart=yes | HEART | emergency
maybe not now             | fever=unknown    | FEVER  | An answer is wanted
maybe an emergency        | stroke=unknown   | STROKE | An answer is wanted
nothing that was found    |                  | HEART  | not found in today's answers
"""


@pytest.mark.parametrize("row", rows(REFUSED), ids=lambda row: row["what is named"])
def test_it_is_refused_with_the_reason(row, here, asked, now):
    visit = asked(**dict(part.split("=") for part in row["answers"].split()))
    before = everything()

    with pytest.raises(BadInput, match=row["told"]):
        record(here, visit, now, row["names"])

    assert everything() == before


def test_named_for_what_is_open_its_limits_still_hold(here, asked, now):
    visit = asked(sore=YES)

    record(here, visit, now, "SORE", limits=({"code": "CAP", "part": "HIP", "degrees": 60},))

    (finding,) = screenings.in_force(visit).as_clearance().findings
    assert [(one.code, one.degrees) for one in finding.modifications] == [("CAP", 60)]


DATES = """
from | to  | told
1    | 90  | still to come
-30  | -1  | is over
0    | 365 | at most a year
"""


@pytest.mark.parametrize("row", rows(DATES), ids=lambda row: row["told"])
def test_dates_that_cannot_be_are_refused(row, here, asked, now):
    visit = asked(heart=YES)
    days = {
        "given": now.date() + timedelta(days=int(row["from"])),
        "until": now.date() + timedelta(days=int(row["to"])),
    }

    with pytest.raises(BadInput, match=row["told"]):
        record(here, visit, now, "HEART", **days)


def test_without_any_answers_nothing_waits(here, now):
    visits.close(by=here.owner, visit=here.visit, now=now)
    visit = visits.open(by=here.owner, client=here.client, now=now)

    with pytest.raises(BadInput, match="ask the questions first"):
        record(here, visit, now, "HEART")


LATER = """
days later | heart | sore | other | verdicts | because
7          | yes   | no   | no    | MMCC     | it is in force
7          | yes   | yes  | yes   | MMCC     | other answers are not its business
84         | yes   | no   | no    | MMCC     | its last day
85         | yes   | no   | no    | CCCC     | it has run out
7          | unknown | no | no    | MMMM     | in a clinic a doubt is judged, the word has ended
"""


@pytest.mark.parametrize("row", rows(LATER), ids=lambda row: row["because"])
def test_it_holds_until_it_runs_out_or_the_answer_changes(row, here, asked, now):
    record(here, asked(heart=YES), now, "HEART")
    later = now + timedelta(days=int(row["days later"]))
    visits.close(by=here.owner, visit=here.visit, now=now)
    visits.open(by=here.owner, client=here.client, now=later)

    visit = asked(at=later, **{id_: row[id_] for id_ in ("heart", "sore", "other")})

    assert letters(visit) == row["verdicts"]


def test_it_ends_when_the_place_is_another(here, asked, now):
    left, right = (Place(area="knee", side=side) for side in (Side.LEFT, Side.RIGHT))
    record(here, asked(hip=left), now, "HIP")
    assert letters(here.visit) == "MMCC"

    assert letters(asked(hip=right)) == "CCCC"


def test_withdrawn_it_opens_nothing_any_more(here, asked, now):
    visit = asked(heart=YES)
    row = record(here, visit, now, "HEART")

    for _ in range(2):
        clearances.withdraw(by=here.owner, clearance=row, because="New letter", now=now)

    assert letters(visit) == "CCCC"
    row.refresh_from_db()
    assert (row.withdrawn_by, row.withdrawn_because) == (here.owner, "New letter")
    assert AuditEntry.objects.filter(action="clearance.withdrawn").count() == 1


def test_withdrawing_without_an_open_visit_decides_nothing(here, asked, now):
    row = record(here, asked(heart=YES), now, "HEART")
    visits.close(by=here.owner, visit=here.visit, now=now)
    before = here.visit.screenings.count()

    clearances.withdraw(by=here.owner, clearance=row, now=now)

    assert here.visit.screenings.count() == before


def test_answers_of_yesterday_are_not_passed_off_as_todays(here, asked, now):
    visit = asked(heart=YES)
    row = record(here, visit, now, "HEART")
    before = visit.screenings.count()

    clearances.withdraw(by=here.owner, clearance=row, now=now + timedelta(days=1))

    assert visit.screenings.count() == before


# ---------- A practitioner's "less" ----------


def less(house, visit, now, **changes: Any):
    fields: dict[str, Any] = {"because": "Sore to the touch.", "modifications": ("LOW",)}
    wanted = Restriction.model_validate(fields | changes)
    return restrictions.record(by=house.practitioner, visit=visit, restriction=wanted, now=now)


def test_it_makes_today_stricter_and_says_who_and_why(here, asked, now):
    visit = asked()

    less(here, visit, now, parts=("HIP",), side="left", leave_out=True)

    assert letters(visit) == "NNNN"
    (finding,) = screenings.in_force(visit).as_clearance().findings
    assert finding.precaution == "TODAY-1"
    assert finding.because == "Sore to the touch."
    assert finding.answered[0].startswith("Pia of Here, ")


def test_each_has_its_number_and_a_clinician_opens_none(here, asked, now):
    visit = asked()
    for parts in ("HIP", "KNEE"):
        less(here, visit, now, parts=(parts,), leave_out=True)

    with pytest.raises(BadInput, match="No signature"):
        record(here, visit, now, "TODAY-2")

    ids = {one.precaution for one in screenings.in_force(visit).as_clearance().findings}
    assert ids == {"TODAY-1", "TODAY-2"}


def test_taken_back_the_rules_decide_again(here, asked, now):
    visit = asked()
    row = less(here, visit, now, parts=("HIP",), leave_out=True)

    for _ in range(2):
        restrictions.withdraw(by=here.owner, restriction=row, now=now)

    assert letters(visit) == "PPPP"
    row.refresh_from_db()
    assert row.withdrawn_by == here.owner
    assert AuditEntry.objects.filter(action="restriction.withdrawn").count() == 1


def test_it_ends_with_its_visit(here, asked, now):
    less(here, asked(), now, parts=("HIP",), leave_out=True)
    visits.close(by=here.owner, visit=here.visit, now=now)
    visits.open(by=here.owner, client=here.client, now=now)

    assert letters(asked()) == "PPPP"


@pytest.mark.parametrize("strange", [{"stretches": ("cartwheel",)}, {"techniques": ("yank",)}])
def test_what_the_library_has_not_is_refused(strange, here, asked, now):
    with pytest.raises(BadInput, match="not in the library"):
        less(here, asked(), now, **strange)


def test_a_signed_visit_stays_as_it_was_signed(here, asked, now):
    visit = asked(heart=YES)
    row = less(here, visit, now)
    visits.close(by=here.owner, visit=visit, now=now)
    before = everything()

    for deed in (
        lambda: less(here, visit, now),
        lambda: restrictions.withdraw(by=here.owner, restriction=row, now=now),
        lambda: record(here, visit, now, "HEART"),
    ):
        with pytest.raises(BadInput, match="was closed"):
            deed()

    assert everything() == before


DEEDS = {
    "clearance.recorded": lambda h, visit, now: record(h, visit, now, "HEART"),
    "clearance.withdrawn": lambda h, visit, now: clearances.withdraw(
        by=h.practitioner, clearance=record(h, visit, now, "HEART"), now=now
    ),
    "restriction.recorded": less,
    "restriction.withdrawn": lambda h, visit, now: restrictions.withdraw(
        by=h.practitioner, restriction=less(h, visit, now), now=now
    ),
}


@pytest.mark.parametrize("action", DEEDS)
def test_each_deed_and_its_entry_stand_or_fall_together(action, here, asked, now, monkeypatch):
    visit = asked(heart=YES)
    DEEDS[action](here, visit, now)
    entry = AuditEntry.objects.get(action=action)
    assert (entry.by, entry.at, entry.clinic) == (here.practitioner, now, here.clinic)
    before = everything()

    def disk_full(*_: Any, **__: Any) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(AuditEntry.objects, "create", disk_full)
    with pytest.raises(OSError, match="disk full"):
        DEEDS[action](here, visit, now + timedelta(minutes=1))

    assert everything() == before


def test_an_unknown_answer_to_what_a_word_named_ends_it(here, asked, now):
    record(here, asked(heart=YES), now, "HEART")

    visit = asked(heart=UNKNOWN)

    finding = screenings.in_force(visit).as_clearance().findings[0]
    assert not finding.certain
    assert finding.modifications == ()
