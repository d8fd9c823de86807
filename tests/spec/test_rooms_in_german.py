"""Whatever screening and planning say to anybody, a German page says in German."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings

from endrange import assessment, knowledge, planning
from endrange.knowledge import Answer
from endrange.knowledge.languages import language
from endrange.planning import PlanRequest, SessionPlan
from endrange.screening import Clearance, screen
from tests.strategies import TODAY, people
from tests.strategies import settings as clinics

CATALOGUE = knowledge.load()
GERMAN = language("de")
SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large)


def of_clearance(clearance: Clearance) -> Iterator[str]:
    for finding in clearance.findings:
        yield from (finding.title, finding.because, finding.changes_if, finding.ask or "")
        yield from (*finding.places, *finding.answered)


def of_plan(plan: SessionPlan) -> Iterator[str]:
    for item in plan.items:
        yield from (*item.because, *item.limits.notes)
    yield from (omission.because for omission in plan.omissions)


def unknown(texts: Iterator[str]) -> list[str]:
    return sorted({text for text in texts if not GERMAN.knows(text)})


@settings(max_examples=25, deadline=None, suppress_health_check=SLOW)
@given(told=people(CATALOGUE), setting=clinics())
def test_every_finding(told, setting):
    clearance = screen(told, CATALOGUE, on=TODAY, setting=setting)

    assert unknown(of_clearance(clearance)) == []


@settings(max_examples=10, deadline=None, suppress_health_check=SLOW)
@given(told=people(CATALOGUE), setting=clinics())
def test_every_reason_of_a_plan(told: dict[str, Answer], setting):
    clearance = screen(told, CATALOGUE, on=TODAY, setting=setting)
    request = PlanRequest(minutes=25, goals=("tight_hamstrings", "desk_work"), first_session=False)
    plan = planning.plan(request, clearance, assessment.Findings(), CATALOGUE)

    assert unknown(of_plan(plan)) == []


@pytest.mark.parametrize(
    ("english", "german"),
    [
        (
            "Right first: 9° less than the other side, more than the error of 6°.",
            "Rechts zuerst: 9° weniger als die andere Seite, mehr als der Messfehler von 6°.",
        ),
        (
            "16.5° less than the other side, more than the 7.5° by which two sides usually differ.",
            "16,5° weniger als die andere Seite, mehr als die 7,5°, um die sich zwei Seiten meist "
            "unterscheiden.",
        ),
        (
            "3.2 cm less than last time, more than the assumed error of 2.9 cm.",
            "3,2 cm weniger als letztes Mal, mehr als der angenommene Messfehler von 2,9 cm.",
        ),
        (
            "Needs 5:02, 0:10 is free. Worth less than: Chest opener on a towel roll.",
            "Braucht 5:02, frei ist 0:10. Weniger wert als: Brustöffnung auf einer Handtuchrolle.",
        ),
        (
            "Needs 5:02, 0:10 is free. Worth less than: A stretch of ours.",
            "Braucht 5:02, frei ist 0:10. Weniger wert als: A stretch of ours.",
        ),
        (
            "Not beyond 90° of flexion at the right hip.",
            "Nicht über 90° hinaus: Beugung, Hüfte rechts.",
        ),
        ("Age: 74 years", "Alter: 74 Jahre"),
        ("Right: Move slowly. Never bounce.", "Rechts: Langsam bewegen. Nie wippen."),
    ],
)
def test_composed(english, german):
    assert GERMAN.said(english) == german


@pytest.mark.parametrize("id_", sorted(CATALOGUE.followup_rules))
def test_what_the_day_after_tells_the_client(id_):
    rule = CATALOGUE.followup_rules[id_]
    told = (rule.title, rule.because, rule.changes_if, rule.ask or "")

    assert unknown(iter(told)) == []
