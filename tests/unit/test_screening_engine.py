"""Screening: what is asked, what is unknown, how old it is, and what an emergency is."""

from datetime import date

import pytest

from endrange.errors import BadInput
from endrange.knowledge import (
    Answer,
    Mode,
    Part,
    QuestionKind,
    Scope,
    Trigger,
    Urgency,
)
from endrange.screening import (
    Reason,
    Setting,
    weeks_since,
)
from tests.builders import (
    precaution,
    question,
)
from tests.unit.deciding import NO, TODAY, UNKNOWN, YES, C, E, M, N, P, decided, letters

ADULT_CHILD = (Trigger(question="parent", any_of=("yes",)),)


@pytest.mark.parametrize("said", [{}, {"q": UNKNOWN}])
@pytest.mark.parametrize(
    ("worst_case", "setting", "word"),
    [
        (E, "clinic", C),
        (E, "home", C),
        (N, "clinic", C),
        (N, "team", C),
        (C, "clinic", M),
        (C, "studio", C),
        (C, "home", C),
        (C, "team", C),
        (M, "clinic", M),
        (M, "home", M),
    ],
)
def test_what_dont_know_makes_of_a_rule(worst_case, setting, word, said):
    clearance = decided([precaution("p", "q", worst_case)], said, Setting(setting))

    assert letters(clearance) == word.letter * 4
    (finding,) = clearance.findings
    assert (finding.certain, finding.verdict, finding.urgency) == (False, word, None)
    assert clearance.urgency is None


def test_dont_know_closes_every_column_that_a_yes_would_touch_and_no_other():
    row = precaution("p", "q", N, verdicts="P M N -".replace("-", "P"))

    assert letters(decided([row], {"q": UNKNOWN})) == "PCCP"


@pytest.mark.parametrize(
    ("parent", "child", "letter"),
    [
        (NO, None, "P"),
        (NO, YES, "P"),
        (YES, None, "C"),
        (YES, NO, "P"),
        (YES, YES, "N"),
        (UNKNOWN, None, "C"),
        (UNKNOWN, YES, "N"),
        (UNKNOWN, NO, "P"),
        (None, None, "C"),
    ],
)
def test_a_follow_up_counts_only_where_it_is_put(parent, child, letter):
    questions = (question("parent"), question("q", only_if=ADULT_CHILD))
    answers = {"parent": parent, "q": child}
    said = {id_: answer for id_, answer in answers.items() if answer}

    assert letters(decided([precaution("p", "q", N)], said, questions=questions)) == letter * 4


def test_only_the_opener_nobody_answered_is_blamed():
    both = (*ADULT_CHILD, Trigger(question="adult", any_of=("yes",)))
    questions = (question("parent"), question("adult"), question("q", only_if=both))
    answers = {"parent": YES, "q": YES}

    (finding,) = decided([precaution("p", "q", N)], answers, questions=questions).findings

    assert finding.answered == ("adult?: not answered", "q?: yes")


def test_unknown_among_the_values_counts_as_given_where_the_question_is_put():
    row = precaution("p", "q", N, when=((Trigger(question="q", any_of=("no", "unknown")),),))

    assert letters(decided([row], {})) == "NNNN"
    assert letters(decided([row], {"q": YES})) == "PPPP"


@pytest.mark.parametrize(
    ("number", "letter"), [(4, "P"), (5, "N"), (7, "N"), (8, "P"), ("unknown", "C")]
)
def test_a_number_lies_within_its_bounds_or_not(number, letter):
    row = precaution("p", "q", N, when=((Trigger(question="q", at_least=5, below=8),),))
    said = {"q": Answer(value=number)}
    clearance = decided([row], said, questions=(question("q", QuestionKind.NUMBER),))

    assert letters(clearance) == letter * 4


def test_an_answer_no_question_could_have_got_is_refused():
    with pytest.raises(BadInput, match="horoscope"):
        decided([], {"horoscope": YES})


def test_an_emergency_is_one_everywhere_and_now_unless_it_says_otherwise():
    row = precaution("p", "q", E, verdicts={Mode.ISO: E}, scope=Scope(parts=(Part.WRI,)))

    clearance = decided([row], {"q": YES})

    assert letters(clearance) == "EEEE"
    assert clearance.urgency is Urgency.CALL_NOW
    assert clearance.findings[0].everywhere


def test_advice_on_when_to_be_seen_does_not_stop_a_session():
    clearance = decided([precaution("p", "q", N, urgency=Urgency.SAME_DAY)], {"q": YES})

    assert clearance.findings[0].urgency is Urgency.SAME_DAY
    assert clearance.urgency is None


@pytest.mark.parametrize(
    ("weeks_old", "letters_"), [(0, "PPPP"), (11, "PPPP"), (12, "NNNN"), (None, "NNNN")]
)
def test_answers_age(weeks_old, letters_):
    row = precaution("old", "q", N, when=((),), stale_weeks=12)

    clearance = decided([row], {"q": NO}, weeks_old=weeks_old)

    assert letters(clearance) == letters_
    assert clearance.verdict is (P if letters_ == "PPPP" else N)
    told = [(one.reason, one.answered) for one in clearance.findings]
    ago = "day not known" if weeks_old is None else f"{weeks_old} weeks ago"
    old = (Reason.RESCREEN, (f"All questions last answered: {ago}",))
    assert told == ([] if letters_ == "PPPP" else [old])


@pytest.mark.parametrize(
    ("then", "weeks"),
    [
        (date(2026, 11, 20), 0),
        (date(2026, 11, 14), 0),
        (date(2026, 11, 13), 1),
        (date(2026, 8, 29), 11),
        (date(2026, 8, 28), 12),
        (date(2026, 11, 21), None),
        (None, None),
    ],
)
def test_weeks_are_completed(then, weeks):
    assert weeks_since(then, TODAY) == weeks


@pytest.mark.parametrize(
    ("setting", "verdict", "leaves"),
    [("team", P, False), ("team", M, True), ("team", N, True), ("clinic", N, False)],
)
def test_an_athlete_with_a_limit_leaves_the_group(setting, verdict, leaves):
    clearance = decided([precaution("p", "q", verdict)], {"q": YES}, Setting(setting))

    assert clearance.leaves_group is leaves


def test_what_holds_for_a_whole_team_parts_nobody_from_it():
    everybody = precaution("p", "q", M, when=((),))

    assert not decided([everybody], {"q": NO}, Setting.TEAM).leaves_group
