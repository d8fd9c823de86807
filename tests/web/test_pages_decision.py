"""The decision in words, a clinician's letter, and a stricter day, through their pages."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from endrange.knowledge import Mode, Review, content, load
from endrange.screening import read_answers
from endrange.values import Side
from endrange_app.storage import actions, catalogues
from endrange_app.storage.laid import ClinicianClearance, Restriction
from endrange_app.storage.models import AuditEntry
from tests.strategies import MILD_FOLLOW_UPS, NOTHING_AMISS
from tests.tables import rows
from tests.web.pages import read
from tests.web.visiting import to

pytestmark = pytest.mark.django_db

TREATED = {"what": "leg", "side": "left", "on": "2026-01-01", "details": {"treatment": "going_on"}}
CLOT = {"heart_vessels": ["clot"], "clot": [TREATED]}
"""Waits for a clinician, in the whole body; not to the end of range even then."""


@pytest.fixture
def answered(here, newcomer):
    """Record answers of today beside the mildest ones, as the questionnaire would."""

    def answer(**said):
        catalogue = catalogues.of(here.clinic)
        raw = NOTHING_AMISS | MILD_FOLLOW_UPS | said
        known = {id_: value for id_, value in raw.items() if id_ in catalogue.questions}
        answers = read_answers(known, catalogue)
        now = timezone.now()
        actions.screenings.record(
            by=here.practitioner,
            visit=newcomer,
            full=True,
            answers=answers,
            clearance=actions.decisions.decide(
                newcomer, answers, on=timezone.localdate(), full=True
            ),
            now=now,
        )
        return newcomer

    return answer


def letters(visit, stretch="ham_slr_shoulder", side=Side.LEFT) -> str:
    decided = actions.screenings.in_force(visit).as_clearance()
    return "".join(decided.of(stretch, side).verdicts[mode].letter for mode in Mode)


def letter(**changes):
    today = timezone.localdate()
    fields = {
        "precautions": ["VTE-03"],
        "by": "Dr Adeyemi",
        "registration": "GMC 7654321",
        "modes": ["AA", "PAS"],
        "limits": ["LOW"],
        **{f"side_{number}": "both" for number in (1, 2, 3)},
        "given": today,
        "until": today + timedelta(weeks=12),
        "seen": "on",
    }
    return fields | changes


# ---------- The page ----------


def test_it_says_what_waits_whom_to_ask_and_what_stays_open(browser, answered):
    visit = answered(**CLOT)

    text = browser.get(to("visit-decision", visit)).content.decode()

    assert "Nothing can be done today. One answer waits for a clinician" in text
    assert "No stretch of the library is open today." in text
    assert "Ask a clinician" in text
    assert "No clinician has reviewed these rules yet" in text
    assert "For everybody here: Clinic" in text
    assert f"{to('visit-clearances', visit)}?for=VTE-03" in text
    assert "All other areas" not in text


def test_the_lead_says_what_is_shut_before_what_goes_ahead(browser, answered):
    """Beside the word of the worst finding: else the page would say no and yes at once."""
    sharp = {"place": "knee_L", "now": 1, "worst": 1, "characters": ["sharp"]}
    visit = answered(hurt=[sharp], hurt_since=["aches"])

    text = browser.get(to("visit-decision", visit)).content.decode()

    assert "One finding takes stretches out for today. The rest goes ahead with changes." in text


def test_with_nothing_found_it_says_so_and_never_more(browser, answered):
    visit = answered()

    text = browser.get(to("visit-decision", visit)).content.decode()

    assert "No reason to stop found in these answers." in text
    assert "All other areas" in text
    assert "of the library are open today" in text
    assert "Enter a clinician’s word" not in text


def test_effects_are_told_with_their_numbers(browser, answered):
    visit = answered(hurt=["knee_L"], hurt_since=["sore"])

    text = browser.get(to("visit-decision", visit)).content.decode()

    assert "Holds stay at 15 s or less, 60 s a side at most" in text
    assert "The stretch stays light: 3 of 10 at most, pain 1 at most" in text


def test_every_region_is_there_for_professionals(browser, answered):
    page = read(browser.get(to("visit-decision", answered(**CLOT))))

    assert page.count("tr") == 16
    assert page.faults == []
    assert page.unlabelled == []
    assert len(page.ids) == len(set(page.ids))


def test_an_emergency_says_what_to_do_now_first(browser, answered):
    visit = answered(chest_or_breath="yes")

    text = browser.get(to("visit-decision", visit)).content.decode()

    assert text.index("Call the emergency number now") < text.index("Call your local emergency")
    assert "Stay with them." in text
    assert "No stretching today" not in text
    for name in ("visit-clearances", "visit-restrictions"):
        assert browser.get(to(name, visit))["Location"] == to("visit-decision", visit)


@pytest.mark.parametrize("name", ["visit-decision", "visit-clearances", "visit-restrictions"])
def test_it_costs_at_most_ten_queries(browser, answered, here, name, django_assert_max_num_queries):
    visit = answered(**CLOT)
    browser.post(to("visit-clearances", visit), letter())
    browser.post(to("visit-restrictions", visit), less(part="HIP", leave_out="on"))

    with django_assert_max_num_queries(10):
        assert browser.get(to(name, visit)).status_code == 200


# ---------- A clinician's letter ----------


def test_a_letter_opens_what_waits_and_is_told_everywhere(browser, answered, here):
    visit = answered(**CLOT)
    form = read(browser.get(to("visit-clearances", visit) + "?for=VTE-03"))
    assert form.values("precautions") == ["VTE-03"]
    assert form.unlabelled == []

    sent = browser.post(
        to("visit-clearances", visit),
        letter(movement_1="HIP flexion", degrees_1="60", movement_2="KNEE extension", note="Ok."),
    )

    assert sent["Location"] == to("visit-decision", visit)
    assert letters(visit) == "NNNN"  # the knee may not be straightened: its stretches are out
    assert letters(visit, "wrist_flexors") == "MMNC"
    text = browser.get(to("visit-decision", visit)).content.decode()
    assert "Dr Adeyemi, GMC 7654321, allows it" in text
    assert "Not beyond this angle: hip flexion, 60°" in text
    assert "Not this way: knee extension" in text
    shown = browser.get(reverse("client", args=[visit.client_id])).content.decode()
    assert "Dr Adeyemi, GMC 7654321" in shown
    assert "Recorded by Pia of Here" in shown
    assert AuditEntry.objects.filter(action="clearance.recorded").count() == 1


SENT = """
field       | value      | told
by          |            | This field is required
registration |           | This field is required
modes       |            | This field is required
precautions |            | This field is required
precautions | INF-01     | Select a valid choice
seen        |            | This field is required
given       | 2999-01-01 | still to come
given       | soon       | Write a date
until       | 2020-01-01 | is over
until       | 2999-01-01 | At most a year
degrees_1   | 60         | Which movement
degrees_1   | 999        | less than or equal to 180
"""


@pytest.mark.parametrize("row", rows(SENT), ids=lambda row: f"{row['field']}={row['value']}")
def test_a_letter_that_cannot_be_is_refused_and_nothing_typed_is_lost(browser, answered, row):
    visit = answered(**CLOT)

    typed = letter(**{row["field"]: row["value"]})

    sent = browser.post(
        to("visit-clearances", visit), {name: said for name, said in typed.items() if said}
    )

    assert sent.status_code == 422
    assert row["told"] in sent.content.decode()
    if row["field"] != "registration":
        assert read(sent).values("registration") == ["GMC 7654321"]
    assert not ClinicianClearance.objects.filter(visit=visit).exists()
    assert letters(visit, "wrist_flexors") == "CCNC"


def test_what_no_signature_opens_is_listed_with_the_reason(browser, answered):
    visit = answered(fever="yes", not_usual="yes")

    text = browser.get(to("visit-clearances", visit)).content.decode()

    assert "No signature opens “not now”." in text
    assert "without fever for a day or two" in text


def test_a_letter_is_withdrawn_from_the_clients_page(browser, answered):
    visit = answered(**CLOT)
    browser.post(to("visit-clearances", visit), letter())
    row = ClinicianClearance.objects.get(visit=visit)
    before = letters(visit)

    for _ in range(2):
        sent = browser.post(
            reverse("clearance-withdrawal", args=[row.pk]), {"because": "She rang."}
        )
        assert sent["Location"] == reverse("client", args=[visit.client_id])

    assert letters(visit) != before
    text = browser.get(reverse("client", args=[visit.client_id])).content.decode()
    assert "Withdrawn by Pia of Here" in text
    assert "She rang." in text


def test_a_letter_that_ran_out_says_so(browser, answered, here):
    visit = answered(**CLOT)
    browser.post(to("visit-clearances", visit), letter())
    yesterday = timezone.localdate() - timedelta(days=1)
    ClinicianClearance.objects.filter(visit=visit).update(until=yesterday)

    text = browser.get(reverse("client", args=[visit.client_id])).content.decode()

    assert "Ran out on" in text
    assert "Withdraw this word" not in text


# ---------- A stricter day ----------


def less(**changes):
    fields = {"part": "everywhere", "side": "both", "because": "Sore to the touch."}
    return fields | changes


WISHES = """
sent                                        | stretch           | verdicts
part=HIP side=left leave_out=on             | ham_slr_shoulder  | NNNN
part=HIP side=right leave_out=on            | ham_slr_shoulder  | PPPP
side=left leave_out=on                      | wrist_flexors     | NNNN
stretch=wrist_flexors leave_out=on          | wrist_flexors     | NNNN
modifications=NOISO                         | wrist_flexors     | MMMN
technique=hold_relax                        | ham_slr_shoulder  | MMMM
"""


@pytest.mark.parametrize("row", rows(WISHES), ids=lambda row: row["sent"])
def test_today_is_stricter_at_once_and_the_page_says_who_and_why(browser, answered, row):
    visit = answered()

    sent = browser.post(
        to("visit-restrictions", visit),
        less(**dict(part.split("=") for part in row["sent"].split())),
    )

    assert sent["Location"] == to("visit-decision", visit)
    assert letters(visit, row["stretch"]) == row["verdicts"]
    text = browser.get(to("visit-decision", visit)).content.decode()
    assert "Wanted by" in text
    assert "Pia of Here, " in text
    assert "Sore to the touch." in text


def test_the_plan_obeys_it_and_says_so(browser, planned):
    browser.post(to("visit-restrictions", planned), less(part="HIP", leave_out="on"))

    assert "Choose the minutes again" in browser.get(to("visit-plan", planned)).content.decode()
    browser.post(to("visit-plan", planned), {"minutes": 25})

    plan = planned.plans.order_by("-at").first().as_plan()
    assert not {"ham_slr_shoulder", "ham_9090_knee_ext"} & {item.stretch for item in plan.items}
    assert "Left out today" in browser.get(to("visit-plan", planned)).content.decode()


REFUSED = """
sent                                   | told
                                       | Choose what is left out or softened
leave_out=on                           | Choose what is left out or softened
part=HIP stretch=wrist_flexors leave_out=on | not both
part=TAIL leave_out=on                 | Select a valid choice
modifications=LOW because=             | This field is required
"""


@pytest.mark.parametrize("row", rows(REFUSED), ids=lambda row: row["sent"] or "nothing")
def test_a_wish_that_does_nothing_or_too_much_is_refused(browser, answered, row):
    visit = answered()

    sent = browser.post(
        to("visit-restrictions", visit),
        less(**dict(part.split("=") for part in row["sent"].split())),
    )

    assert sent.status_code == 422
    assert row["told"] in sent.content.decode()
    assert not Restriction.objects.filter(visit=visit).exists()


def test_it_is_taken_back_from_its_page(browser, answered):
    visit = answered()
    browser.post(to("visit-restrictions", visit), less(part="HIP", leave_out="on"))
    row = Restriction.objects.get(visit=visit)
    page = browser.get(to("visit-restrictions", visit)).content.decode()
    assert reverse("restriction-withdrawal", args=[row.pk]) in page

    browser.post(reverse("restriction-withdrawal", args=[row.pk]))

    assert letters(visit) == "PPPP"


def test_a_signed_visit_is_not_touched_any_more(browser, answered):
    visit = answered(**CLOT)
    browser.post(to("visit-restrictions", visit), less(part="HIP", leave_out="on"))
    row = Restriction.objects.get(visit=visit)
    browser.post(to("visit-closure", visit))

    for name in ("visit-clearances", "visit-restrictions"):
        assert browser.get(to(name, visit))["Location"] == to("visit-decision", visit)
        assert browser.post(to(name, visit), less()).status_code == 302
    back = browser.post(reverse("restriction-withdrawal", args=[row.pk]), follow=True)
    assert "was closed" in back.content.decode()


# ---------- Who has signed the rules ----------


@pytest.fixture
def reviewed(monkeypatch):
    """Let the clinic's catalogue hold reviews."""
    shipped = load()

    def hold(*reviews):
        known = shipped.model_copy(update={"reviews": {one.id: one for one in reviews}})
        monkeypatch.setattr(catalogues, "of", lambda clinic: known)
        monkeypatch.setattr(catalogues, "of_anybody", lambda: known)

    return hold


def review(rule="VTE-03", **changes):
    fields = {
        "id": rule,
        "kind": "precautions",
        "rule": rule,
        "content": content(load(), "precautions", rule),
        "reviewer": "Dr Ada Example",
        "registration": "HCPC PH 123",
        "on": timezone.localdate(),
        "verdict": "agree",
        "comment": "As I would.",
    }
    return Review.model_validate(fields | changes)


REVIEWS = """
said            | rule's page                      | decision
agree           | Agreed: Dr Ada Example           | Clinicians have signed 1 of
change          | Wants it changed: Dr Ada Example | No clinician has reviewed these rules yet
void            | Void: the rule has changed since | No clinician has reviewed these rules yet
"""


@pytest.mark.parametrize("row", rows(REVIEWS), ids=lambda row: row["said"])
def test_a_signature_is_shown_with_its_rule_and_counted(browser, answered, reviewed, row):
    visit = answered(**CLOT)
    changes = {"content": "0" * 12} if row["said"] == "void" else {"verdict": row["said"]}
    reviewed(review(**changes))

    rule = browser.get(reverse("precaution", args=["VTE-03"])).content.decode()
    decision = browser.get(to("visit-decision", visit)).content.decode()

    assert row["rule's page"] in rule
    assert "As I would." in rule
    assert row["decision"] in decision
    assert ("Signed by a clinician as it stands." in decision) is (row["said"] == "agree")


def test_a_rule_of_the_day_after_has_its_page_too(browser):
    page = browser.get(reverse("precaution", args=["FU-02"])).content.decode()

    assert "The last session was too much" in page
    assert "How sore are the muscles" in page
    assert "Not yet reviewed by a clinician." in page


# ---------- What Endrange is for ----------


@pytest.mark.parametrize("name", ["about", "about-rules"])
def test_anybody_may_read_what_it_is_for(client, name):
    page = read(client.get(reverse(name)))

    assert page.faults == []
    assert page.count("h1") == 1
    assert reverse("about-rules") in page.links
