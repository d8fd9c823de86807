"""Asking before a screening: links, answers as they were given, and what becomes of them."""

from datetime import timedelta

import pytest

from endrange.errors import BadInput
from endrange.knowledge import Answer, Asked, QuestionKind
from endrange_app.storage import access, catalogues, told
from endrange_app.storage.actions import clients, intakes, visits
from endrange_app.storage.actions.intakes import Saying
from endrange_app.storage.intakes import Said
from endrange_app.storage.models import AuditEntry
from tests import records
from tests.builders import catalogue, question
from tests.tables import rows

pytestmark = pytest.mark.django_db

CATALOGUE = catalogue(
    questions=(
        question("osteoporosis"),
        question("age", QuestionKind.NUMBER, low=0, high=120),
        question("fever", asked=Asked.EVERY_VISIT),
        question("pregnancy_weeks", QuestionKind.NUMBER, high=44),
    )
)
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _small_catalogue(monkeypatch):
    monkeypatch.setattr(catalogues, "of", lambda _: CATALOGUE)


@pytest.fixture
def opened(here, now):
    """The client has agreed to their answers being kept."""
    return intakes.consent(intake=here.intake, now=now)


def saying(question, value, at, device="", sequence=None):
    answer = None if value is None else {"value": value}
    return Saying(question, answer, at, device, sequence)


def says(intake, one, *, by=None, now=None):
    """Somebody says one thing, received as it is said unless told otherwise."""
    return intakes.say(by=by, intake=intake, sayings=[one], now=now or one.at)


def standing(intake):
    return {id_: one.latest.answer["value"] for id_, one in told.of_intake(intake).items()}


# ---------- The link ----------


def test_a_link_opens_until_it_runs_out(here, now):
    token, last = here.intake.token, now + intakes.OPEN_FOR

    assert access.intake_by_token(token, last - MINUTE) == here.intake
    with pytest.raises(access.NotHere, match="ask your practitioner for a new one"):
        access.intake_by_token(token, last)


def test_a_new_link_shuts_the_old_one_and_goes_on_where_they_were(here, opened, now):
    says(opened, saying("fever", "no", now))
    later = now + intakes.OPEN_FOR + MINUTE

    again = intakes.invite(by=here.owner, client=here.client, now=later)

    assert again.pk == opened.pk
    assert again.token != opened.token
    assert standing(access.intake_by_token(again.token, later)) == {"fever": "no"}
    with pytest.raises(access.NotHere):
        access.intake_by_token(opened.token, later)


def test_answers_too_old_to_rely_on_are_not_gone_on_with(here, opened, now):
    says(opened, saying("fever", "no", now))

    again = intakes.invite(by=here.owner, client=here.client, now=now + timedelta(weeks=12))

    assert again.pk != opened.pk
    assert standing(again) == {}


def test_a_link_closed_by_the_clinic_takes_nothing_more_and_is_not_used(here, opened, now):
    says(opened, saying("fever", "no", now))
    intakes.revoke(by=here.owner, intake=opened, now=now)
    intakes.revoke(by=here.owner, intake=opened, now=now + MINUTE)

    with pytest.raises(BadInput, match="closed"):
        says(opened, saying("fever", "yes", now))
    with pytest.raises(access.NotHere):
        access.intake_by_token(opened.token, now)
    assert told.of_visit(here.visit, now) is None
    assert AuditEntry.objects.filter(action="intake.revoked").count() == 1


# ---------- Consent ----------


def test_nothing_is_kept_before_the_client_has_agreed(here, now):
    with pytest.raises(BadInput, match="nothing is stored yet"):
        says(here.intake, saying("fever", "no", now))
    with pytest.raises(BadInput, match="agree first"):
        intakes.send(intake=here.intake, now=now)

    assert not Said.objects.exists()


def test_consent_taken_back_erases_what_was_said_and_shuts_the_link(here, opened, now):
    says(opened, saying("fever", "yes", now))

    intakes.withdraw(intake=opened, now=now)
    intakes.withdraw(intake=opened, now=now)

    assert not Said.objects.exists()
    with pytest.raises(access.NotHere):
        access.intake_by_token(opened.token, now)
    entry = AuditEntry.objects.get(action="intake.withdrawn")
    assert entry.details == {"erased": 1}


def test_the_audit_says_which_questions_and_never_what_was_said(opened, now):
    says(opened, saying("fever", "yes", now))

    entry = AuditEntry.objects.get(action="intake.answered")
    assert entry.details == {"questions": ["fever"]}
    assert entry.by is None


# ---------- Answers ----------

LATER_WINS = """
  said first  | said second | received in the order | stands
  no at 1     | yes at 2    | 1 2                   | yes
  no at 1     | yes at 2    | 2 1                   | yes
  no at 2     | yes at 1    | 1 2                   | no
  no at 1     | yes at 90   | 1 2                   | yes
  yes at 90   | no at 3     | 1 2                   | no
"""


@pytest.mark.parametrize("row", rows(LATER_WINS), ids=lambda row: "-".join(row.values()))
def test_of_two_answers_the_later_one_stands(row, opened, now):
    """In minutes; both are received in minutes 2 and 3. A clock that is fast does not win."""
    given = [row["said first"].split(" at "), row["said second"].split(" at ")]
    order = [int(number) - 1 for number in row["received in the order"].split()]
    for minute, index in enumerate(order, start=2):
        value, at = given[index]
        received = now + minute * MINUTE
        says(
            opened,
            saying("fever", value, now + int(at) * MINUTE, f"phone {index}", 1),
            now=received,
        )

    assert standing(opened) == {"fever": row["stands"]}


def test_both_answers_are_seen_where_they_differ(opened, here, now):
    says(opened, saying("fever", "yes", now, "phone", 1))
    says(opened, saying("fever", "no", now + MINUTE, "phone", 2))
    says(opened, saying("fever", "yes", now + 2 * MINUTE, "tablet", 1))
    says(opened, saying("fever", "no", now + 3 * MINUTE), by=here.practitioner)

    one = told.of_intake(opened)["fever"]

    assert (one.latest.answer, one.latest.by) == ({"value": "no"}, here.practitioner)
    assert [(row.answer["value"], row.device) for row in one.others] == [("yes", "tablet")]
    assert len(one.earlier) == 3


def test_sent_twice_is_kept_once(opened, now):
    first = says(opened, saying("fever", "no", now, "phone", 7))
    again = says(opened, saying("fever", "no", now, "phone", 7), now=now + MINUTE)

    assert first == again
    assert Said.objects.count() == 1
    assert AuditEntry.objects.filter(action="intake.answered").count() == 1


def test_two_windows_that_count_alike_lose_nothing(opened, now):
    """Two questions, two windows of one browser, one number; and one answer twice in a parcel."""
    parcel = [saying("fever", "no", now, "phone", 7), saying("age", 34, now, "phone", 7)]

    intakes.say(by=None, intake=opened, sayings=[*parcel, parcel[0]], now=now)

    assert standing(opened) == {"fever": "no", "age": 34}
    assert Said.objects.count() == 2


def test_what_was_taken_back_is_not_answered(opened, now):
    says(opened, saying("fever", "no", now, "phone", 1))
    says(opened, saying("fever", None, now + MINUTE, "phone", 2))

    assert told.of_intake(opened) == {}


def test_something_stuck_cannot_fill_the_disk(opened, now, monkeypatch):
    monkeypatch.setattr(intakes, "MOST_SAID", 2)
    says(opened, saying("fever", "no", now))
    says(opened, saying("fever", "yes", now))

    with pytest.raises(BadInput, match="stuck"):
        says(opened, saying("fever", "no", now))


COUNTS = """
  question        | value | days ago | counts as
  osteoporosis    | no    | 0        | no
  osteoporosis    | no    | 5        | no
  fever           | no    | 0        | no
  fever           | no    | 1        |
  pregnancy_weeks | 20    | 0        | 20
  pregnancy_weeks | 20    | 1        | 21
  age             | 34    | 5        | 34
  age             | 340   | 0        |
  shoe_size       | no    | 0        |
  about.goals     | no    | 0        |
"""


@pytest.mark.parametrize("row", rows(COUNTS), ids=lambda row: "-".join(row.values()))
def test_what_counts_as_answered_on_a_day(row, opened, now):
    value = float(row["value"]) if row["value"].isdigit() else row["value"]
    says(opened, saying(row["question"], value, now))
    on = (now + timedelta(days=int(row["days ago"]))).date()

    counting = told.answers(told.of_intake(opened), CATALOGUE, on=on)

    wanted = row["counts as"]
    value = float(wanted) if wanted.isdigit() else wanted
    assert counting == ({row["question"]: Answer(value=value)} if wanted else {})


# ---------- At the table, and accepted ----------


def test_the_table_goes_on_with_what_the_client_has_answered(here, opened, now):
    says(opened, saying("fever", "no", now))

    taken = intakes.at_table(by=here.practitioner, visit=here.visit, full=True, now=now)
    again = intakes.at_table(by=here.practitioner, visit=here.visit, full=True, now=now)

    assert taken == again == opened
    assert taken.visit == here.visit


def test_without_a_link_opened_the_table_keeps_a_draft_of_its_own(here, now):
    draft = intakes.at_table(by=here.practitioner, visit=here.visit, full=True, now=now)
    says(draft, saying("fever", "no", now), by=here.practitioner)

    assert draft.token is None
    assert draft != here.intake
    assert told.of_visit(here.visit, now) == draft
    assert intakes.at_table(by=here.owner, visit=here.visit, full=True, now=now) == draft


def test_a_closed_visit_keeps_no_draft(here, now):
    visits.close(by=here.owner, visit=here.visit, now=now)

    with pytest.raises(BadInput, match="was closed on"):
        intakes.at_table(by=here.owner, visit=here.visit, full=True, now=now)


def accept(here, now, *, full=True):
    return intakes.accept(
        by=here.practitioner,
        visit=here.visit,
        full=full,
        answers=records.answers(fever="no"),
        clearance=records.clearance(now),
        now=now,
    )


def test_accepted_it_is_a_screening_and_tells_of_the_client(here, opened, now):
    says(opened, saying("fever", "no", now))
    intakes.say(
        by=None,
        intake=opened,
        sayings=[
            Saying("about.goals", ["desk_work"], now),
            Saying("about.own_goal", "Sit on the floor", now),
            Saying("about.active_days", "three", now),
        ],
        now=now,
    )
    intakes.at_table(by=here.practitioner, visit=here.visit, full=True, now=now)

    row = accept(here, now)

    opened.refresh_from_db()
    here.client.refresh_from_db()
    assert row.full
    assert (opened.accepted_by, opened.accepted_at) == (here.practitioner, now)
    assert (here.client.goals, here.client.own_goal) == (["desk_work"], "Sit on the floor")
    assert here.client.about == {"active_days": "three"}
    with pytest.raises(BadInput, match="accepted"):
        says(opened, saying("fever", "yes", now))
    with pytest.raises(BadInput, match="record now"):
        intakes.withdraw(intake=opened, now=now)


def test_the_short_questions_settle_a_draft_and_leave_what_the_client_sent(here, opened, now):
    intakes.at_table(by=here.practitioner, visit=here.visit, full=True, now=now)

    accept(here, now, full=False)

    opened.refresh_from_db()
    assert opened.accepted_at is None
    assert told.of_visit(here.visit, now) == opened


def test_nothing_of_one_client_reaches_another(here, elsewhere, opened, now):
    says(opened, saying("fever", "yes", now))
    other = clients.create(by=here.owner, clinic=here.clinic, name="Noor", now=now)
    visit = visits.open(by=here.owner, client=other, now=now)

    assert told.of_visit(visit, now) is None
    assert told.of_visit(elsewhere.visit, now) is None


def test_what_they_told_is_kept_beside_what_they_told_before(here, now):
    clients.tell(by=here.owner, client=here.client, about={"words": "Stiff."}, now=now)
    clients.tell(by=here.owner, client=here.client, about={"active_days": "none"}, now=now)
    clients.tell(by=here.owner, client=here.client, about={"active_days": "none"}, now=now)

    here.client.refresh_from_db()
    assert here.client.about == {"words": "Stiff.", "active_days": "none"}
    assert AuditEntry.objects.filter(action="client.told").count() == 2
