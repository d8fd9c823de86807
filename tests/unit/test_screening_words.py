"""Screening: what a clinician's word opens, and what it never does."""

from datetime import date

import pytest

from endrange.knowledge import (
    ClinicianClearance,
    Mode,
)
from endrange.screening import (
    Reason,
    Setting,
)
from endrange.values import Side
from tests.builders import (
    hold_relax,
    passive,
    precaution,
)
from tests.unit.deciding import TODAY, YES, C, E, M, N, P, decided, letters


def signed(**changes) -> ClinicianClearance:
    fields = {
        "by": "Dr Example",
        "registration": "12345",
        "precautions": ("p",),
        "modes": ("AA", "PAS"),
        "given": date(2026, 11, 1),
        "until": date(2026, 12, 1),
    }
    return ClinicianClearance.model_validate(fields | changes)


@pytest.mark.parametrize(
    ("verdicts", "changes", "letters_"),
    [
        ("C C C C", {}, "MMCC"),
        ("C C N N", {"modes": tuple(Mode)}, "MMNN"),
        ("N N N N", {"modes": tuple(Mode)}, "NNNN"),
        ("E E E E", {"modes": tuple(Mode)}, "EEEE"),
        ("P M C C", {"modes": ("ISO",)}, "PMCM"),
        ("C C C C", {"precautions": ("other",)}, "CCCC"),
        ("C C C C", {"given": TODAY, "until": TODAY}, "MMCC"),
        ("C C C C", {"given": date(2026, 11, 21)}, "CCCC"),
        ("C C C C", {"until": date(2026, 11, 19)}, "CCCC"),
        ("C C C C", {"limits": ("NOSUP",)}, "NNNN"),
    ],
)
def test_what_a_clinician_opens(verdicts, changes, letters_):
    row = precaution("p", "q", N, verdicts=verdicts)

    assert letters(decided([row], {"q": YES}, clearances=(signed(**changes),))) == letters_


@pytest.mark.parametrize(
    ("setting", "techniques", "letters_", "hold_relax_", "passive_"),
    [
        ("clinic", (), "MMMM", M, M),
        ("clinic", ("passive",), "MMMM", N, M),
        ("studio", ("passive", "hold_relax"), "MMMM", M, M),
        ("home", (), "CCCC", C, C),
        ("home", ("passive",), "MMMM", N, M),
    ],
)
def test_a_word_opens_the_techniques_it_names_and_at_home_no_others(
    setting, techniques, letters_, hold_relax_, passive_
):
    word = signed(modes=tuple(Mode), techniques=techniques)
    clearance = decided([precaution("p", "q", C)], {"q": YES}, Setting(setting), clearances=(word,))

    row = clearance.of("ham", Side.LEFT)
    assert letters(clearance) == letters_
    assert (row.of(hold_relax()), row.of(passive())) == (hold_relax_, passive_)


def test_a_technique_that_needs_no_word_stays_open_beside_those_named():
    rules = [precaution("p", "q", C, verdicts="P P P C")]
    word = signed(modes=("ISO",), techniques=("hold_relax",))

    row = decided(rules, {"q": YES}, clearances=(word,)).of("ham", Side.LEFT)

    assert (row.of(hold_relax()), row.of(passive())) == (M, P)


@pytest.mark.parametrize(
    ("setting", "partner", "letters_", "reason"),
    [
        ("clinic", "", "PMCN", None),
        ("studio", "", "NNNN", Reason.SETTING),
        ("team", "", "NNNN", Reason.SETTING),
        ("home", "", "NNNN", Reason.SETTING),
        ("studio", "Pia", "PMMN", None),
        ("home", "Jo", "PMMN", None),
    ],
)
def test_what_is_for_professionals_waits_for_one_or_for_whom_a_clinician_names(
    setting, partner, letters_, reason
):
    row = precaution("p", "q", C, verdicts="P M C N", modifications=("PRO",))
    word = signed(modes=("END",), techniques=("passive",), partner=partner)
    words = (word,) if partner else ()

    clearance = decided([row], {"q": YES}, Setting(setting), clearances=words)

    assert letters(clearance) == letters_
    (found,) = clearance.findings
    assert found.reason is reason
    if setting != "clinic":
        assert found.waits == (("END",) if partner else ("AA", "PAS", "END"))


def test_a_word_that_names_no_end_holds_twelve_weeks():
    without_end = {key: said for key, said in signed().model_dump().items() if key != "until"}

    assert ClinicianClearance(**without_end).until == date(2027, 1, 24)


def test_a_clinicians_limits_join_the_rules_own():
    row = precaution("p", "q", C, modifications=("LOW",))
    clearance = decided([row], {"q": YES}, clearances=(signed(limits=("SHORT",)),))

    codes = {limit.code.value for limit in clearance.of("ham", Side.LEFT).modifications}
    assert codes == {"LOW", "SHORT"}
    assert clearance.findings[0].verdict is M


@pytest.mark.parametrize(
    ("worst_case", "setting", "letters_"),
    [(E, "clinic", "CCCC"), (N, "clinic", "CCCC"), (C, "studio", "MMCC")],
)
def test_no_signature_stands_in_for_an_answer_that_could_mean_not_now(
    worst_case, setting, letters_
):
    row = precaution("p", "q", worst_case)
    clearance = decided([row], {}, Setting(setting), clearances=(signed(),))

    assert letters(clearance) == letters_


def test_one_signature_does_not_open_what_another_rule_locks():
    rules = [precaution("p", "q", C), precaution("other", "q", C)]

    assert letters(decided(rules, {"q": YES}, clearances=(signed(),))) == "CCCC"
