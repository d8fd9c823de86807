"""Every shipped rule against every way of answering the questions it depends on."""

from itertools import pairwise

import pytest
import z3

from endrange import knowledge
from endrange.knowledge import NO, Answer, Mode, Precaution, QuestionKind, Setting, Trigger, Verdict
from endrange.screening.applying import Terms, apply
from endrange.screening.truth import Case, Truth, group_holds
from tests.proofs.cases import DONT_KNOW, STEP, TODAY, bounds_of, days, numbers, of_rule

pytestmark = pytest.mark.deep

CATALOGUE = knowledge.load()
RULES = list(CATALOGUE.precautions.values())
TRIGGERS = [trigger for rule in RULES for group in rule.when for trigger in group]
WITH_NO = (QuestionKind.YES_NO, QuestionKind.AREAS, QuestionKind.SEVERAL)
ASKED_FOR_YES = {t.question for t in TRIGGERS if NO in t.any_of}
"""Where no is the cautious answer: consent, being able to say stop, a guardian, another likely
cause of a swelling. There a "don't know" is a doubt, not a certainty; it is never nothing."""
RANK = {False: 0, None: 1, True: 2}
"""How much a rule says: nothing, in doubt, for certain."""


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_dont_know_and_silence_are_never_better_than_no(rule: Precaution) -> None:
    for number, ways in of_rule(rule, CATALOGUE):
        plain = [id_ for id_ in ways.questions if _kind(id_) in WITH_NO]
        for answers in ways.all():
            for id_ in plain:
                if answers.get(id_) != Answer(value=NO):
                    continue
                no = _holds(rule, number, answers)
                unknown = _holds(rule, number, answers | {id_: DONT_KNOW})
                silent = _holds(rule, number, {k: v for k, v in answers.items() if k != id_})
                least = RANK[None] if id_ in ASKED_FOR_YES else RANK[no]
                assert min(RANK[unknown], RANK[silent]) >= min(least, RANK[no]), (answers, id_)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_dont_know_counts_wherever_some_answer_would(rule: Precaution) -> None:
    """With all else said, a rule that some answer would wake is not asleep on "don't know"."""
    for number, ways in of_rule(rule, CATALOGUE):
        for place, id_ in enumerate(ways.questions):
            if _kind(id_) is QuestionKind.ENTRIES:
                continue  # a list of which nothing is known has rules of its own
            woken: dict[tuple[object, ...], bool] = {}
            unknown: dict[tuple[object, ...], Truth] = {}
            for answers in ways.all():
                others = tuple(repr(answers.get(one)) for one in ways.questions if one != id_)
                truth = _holds(rule, number, answers)
                if answers.get(id_) == DONT_KNOW:
                    unknown[others] = truth
                woken[others] = woken.get(others, False) or truth is True
            asleep = [one for one, any_ in woken.items() if any_ and unknown[one] is False]
            assert not asleep, (rule.id, number, ways.questions[place], asleep[0])


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_what_a_rule_decides_holds_in_every_setting_and_is_never_looser_in_doubt(
    rule: Precaution,
) -> None:
    """In doubt every column a yes restricts is restricted too; an emergency shuts all four."""
    said: dict[tuple[Setting, bool], dict[Mode, Verdict]] = {}
    for _, ways in of_rule(rule, CATALOGUE):
        for answers in _some(ways.all(), 400):
            for setting in rule.settings:
                one = apply(
                    rule, Case(answers, CATALOGUE, TODAY), Terms(setting, (), CATALOGUE.techniques)
                )
                if one is None:
                    continue
                columns = dict(one.locked)
                key = (setting, one.certain)
                assert said.setdefault(key, columns).keys() == columns.keys()
                for mode, verdict in rule.verdicts.items():
                    if verdict is not Verdict.PROCEED:
                        assert columns[mode] is not Verdict.PROCEED, (rule.id, answers, mode)
                    if one.certain:
                        assert columns[mode].caution >= verdict.caution, (rule.id, answers)
                if one.certain and Verdict.EMERGENCY in rule.verdicts.values():
                    assert set(columns.values()) == {Verdict.EMERGENCY}


def test_the_questions_that_want_a_yes_are_these() -> None:
    """And the lists that follow up on a yes: left empty after it, they are not known."""
    wanted = {"consent", "feedback", "guardian", "wells_other"}
    assert wanted | {"injuries", "injections", "clot"} == ASKED_FOR_YES


def test_every_rule_can_apply_and_can_stay_away() -> None:
    """One that always or never holds would be a slip; those that hold for a setting are named."""
    always = set()
    for rule in RULES:
        found: set[Truth] = set()
        for number, ways in of_rule(rule, CATALOGUE):
            found |= {_holds(rule, number, answers) for answers in ways.all()}
        assert True in found, rule.id
        if found == {True}:
            always.add(rule.id)
    assert always == {rule.id for rule in RULES if () in rule.when}


NUMERIC = sorted(
    {t.question for t in TRIGGERS if CATALOGUE.questions[t.question].kind is QuestionKind.NUMBER}
)


@pytest.mark.parametrize("id_", NUMERIC)
def test_no_number_between_the_ones_looked_at_is_told_apart(id_: str) -> None:
    """z3 looks for a real number that no representative stands for, and finds none."""
    question = CATALOGUE.questions[id_]
    triggers = [trigger for trigger in TRIGGERS if trigger.question == id_]
    x = z3.Real("x")
    stands_for = [
        z3.And(*(_within(x, one) == _within(z3.RealVal(str(value)), one) for one in triggers))
        for value in numbers(question, triggers)
    ]
    inside = [x >= question.low if question.low is not None else True]
    inside += [x <= question.high if question.high is not None else True]
    _assert_none(z3.And(*inside, z3.Not(z3.Or(*stands_for))))


def test_no_day_between_the_ones_looked_at_is_told_apart() -> None:
    """The same for completed days and weeks since a day, up to eleven years back."""
    for trigger in TRIGGERS:
        if trigger.since is None:
            continue
        unit = trigger.since.days
        ago = z3.Int("ago")
        looked_at = [(TODAY - day).days for day in days([trigger]) if day and day <= TODAY]
        stands_for = [
            _within(ago / unit, trigger) == _within(z3.IntVal(one // unit), trigger)
            for one in looked_at
        ]
        _assert_none(z3.And(ago >= 0, ago <= 4000, z3.Not(z3.Or(*stands_for))))


def test_bounds_lie_further_apart_than_the_step_between() -> None:
    """Else what lies beside one bound could lie beyond the next."""
    for id_ in NUMERIC:
        own = {b for t in TRIGGERS if t.question == id_ for b in bounds_of(t)}
        assert all(later - earlier >= STEP for earlier, later in pairwise(sorted(own))), id_


def _within(x: z3.ArithRef, trigger: Trigger) -> z3.BoolRef:
    """What ``truth._within`` decides, for a number that may be any."""
    met = [z3.BoolVal(True)]
    if trigger.at_least is not None:
        met.append(x >= trigger.at_least)
    if trigger.above is not None:
        met.append(x > trigger.above)
    if trigger.below is not None:
        met.append(x < trigger.below)
    return z3.And(*met)


def _assert_none(found: z3.BoolRef) -> None:
    solver = z3.Solver()
    solver.add(found)
    assert solver.check() == z3.unsat, solver


def _kind(id_: str) -> QuestionKind:
    return CATALOGUE.questions[id_].kind


def _holds(rule: Precaution, group: int, answers: dict[str, Answer]) -> Truth:
    return group_holds(rule.when[group], Case(answers, CATALOGUE, TODAY))


def _some(answers, count):
    for _, one in zip(range(count), answers, strict=False):
        yield one
