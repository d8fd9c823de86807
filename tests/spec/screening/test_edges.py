"""Both sides of every number and every day a rule waits for, made from the rule table itself.

The hand tables tell people at their edges; here no rule is left out, operations by week included,
and a new rule is covered once it is written. Somebody who meets all else of a group has it on one
side of the bound and not on the other.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, NamedTuple

import pytest

from endrange.knowledge import (
    NO,
    UNKNOWN,
    YES,
    Answer,
    Entry,
    Pain,
    PainAt,
    Place,
    QuestionKind,
    Trigger,
)
from endrange.screening.truth import Case, group_holds
from endrange.values import Side
from tests.spec.screening.reading import CATALOGUE
from tests.strategies import TODAY

pytestmark = pytest.mark.no_cover  # many rows through the same lines, which others count

Answers = dict[str, Answer]


class Edge(NamedTuple):
    """One bound of one trigger, and the numbers nearest to it on its two sides."""

    rule: str
    group: int
    trigger: int
    name: str
    inside: float
    outside: float

    def __str__(self) -> str:
        return f"{self.rule} {self.name} {self.inside:g} not {self.outside:g}"


def edges() -> Iterator[Edge]:
    for rule in CATALOGUE.precautions.values():
        for g, group in enumerate(rule.when):
            for t, trigger in enumerate(group):
                for name in ("at_least", "above", "below"):
                    bound = getattr(trigger, name)
                    if bound is not None:
                        yield Edge(rule.id, g, t, name, *sides(name, bound, trigger))


def sides(name: str, bound: float, trigger: Trigger) -> tuple[float, float]:
    """Whole days and weeks, ticks, and strengths; a tenth where the answer may have parts."""
    question = CATALOGUE.questions[trigger.question]
    step = 0.1 if question.kind is QuestionKind.NUMBER else 1
    if name == "at_least":
        return bound, bound - step
    return (bound + step, bound) if name == "above" else (bound - step, bound)


def within(trigger: Trigger) -> float:
    """A number that meets all bounds of a trigger; of none, any."""
    if trigger.at_least is not None:
        return trigger.at_least
    if trigger.above is not None:
        return trigger.above + 1
    return trigger.below - 1 if trigger.below is not None else 1


def met(trigger: Trigger, number: float) -> Answer:
    """The answer that says so much, and meets whatever else the trigger wants."""
    return _MET[CATALOGUE.questions[trigger.question].kind](trigger, number)


def _word(trigger: Trigger, _: float) -> Answer:
    return Answer(value=next((one for one in trigger.any_of if one != UNKNOWN), UNKNOWN))


def _number(trigger: Trigger, number: float) -> Answer:
    return Answer(value=number) if trigger.bounds else Answer(value=UNKNOWN)


def _day(trigger: Trigger, number: float) -> Answer:
    return Answer(value=_ago(trigger, number).isoformat()) if trigger.since else _word(trigger, 0)


def _ago(trigger: Trigger, number: float):
    assert trigger.since
    return TODAY - timedelta(days=int(number) * trigger.since.days)


def _ticks(trigger: Trigger, number: float) -> Answer:
    choices = [choice.id for choice in CATALOGUE.questions[trigger.question].choices]
    ids = [one for one in trigger.any_of if one in choices] or choices
    ticked = tuple(ids[: int(number)])
    return Answer(value=YES, ticks=ticked) if ticked else Answer(value=NO)


def _places(trigger: Trigger, number: float) -> Answer:
    if YES not in trigger.any_of:
        return _word(trigger, 0)
    area = (trigger.at or ("knee",))[0]
    place = Place(area=area, side=Side.LEFT if CATALOGUE.areas[area].paired else Side.MIDLINE)
    said: dict[str, Any] = {"now": 0, "worst": 0, "characters": trigger.characters or ("dull",)}
    said |= {(trigger.pain or PainAt.NOW).value: int(number) if trigger.pain else 0}
    pains = (Pain(place=place, **said),) if trigger.is_about_pain else ()
    return Answer(value=YES, places=(place,), pains=pains)


def _entries(trigger: Trigger, number: float) -> Answer:
    choices = {choice.id: choice for choice in CATALOGUE.questions[trigger.question].choices}
    wanted = [one for one in trigger.any_of if one in choices]
    if not wanted and YES not in trigger.any_of:
        return _word(trigger, 0)
    what = choices[(wanted or list(choices))[0]]
    area = (trigger.at or (what.area or ("knee" if what.anywhere else ""),))[0]
    entry = Entry(
        what=what.id,
        place=Place(area=area, side=Side.BOTH) if area else None,
        on=_ago(trigger, number) if trigger.since else TODAY,
        details={id_: may[0] for id_, may in trigger.details.items() if may[0] != UNKNOWN},
    )
    return Answer(value=YES, entries=(entry,))


_MET = {
    QuestionKind.YES_NO: _word,
    QuestionKind.CHOICE: _word,
    QuestionKind.NUMBER: _number,
    QuestionKind.DATE: _day,
    QuestionKind.SEVERAL: _ticks,
    QuestionKind.AREAS: _places,
    QuestionKind.ENTRIES: _entries,
}


def person(edge: Edge, number: float) -> Answers:
    """Somebody who meets all of a group, and says this number to the trigger of the edge."""
    said: Answers = {}
    group = CATALOGUE.precautions[edge.rule].when[edge.group]
    for t, trigger in enumerate(group):
        _say(trigger, number if t == edge.trigger else within(trigger), said)
    for trigger in group:
        _open(trigger, said)
    return said


def _say(trigger: Trigger, number: float, said: Answers) -> None:
    """Beside what is ticked already: two triggers may want two of one list."""
    answer, before = met(trigger, number), said.get(trigger.question)
    if before and before.ticks and answer.ticks:
        answer = answer.replace(ticks=tuple(dict.fromkeys((*before.ticks, *answer.ticks))))
    said[trigger.question] = answer


def _open(trigger: Trigger, said: Answers) -> None:
    """Answer what a question follows up on, so that it is put."""
    for opener in CATALOGUE.questions[trigger.question].only_if:
        if opener.question not in said or said[opener.question].ticks:
            _say(opener, within(opener), said)
        _open(opener, said)


@pytest.mark.parametrize("edge", list(edges()), ids=str)
def test_a_rule_holds_on_one_side_of_its_bound_and_not_on_the_other(edge: Edge):
    group = CATALOGUE.precautions[edge.rule].when[edge.group]

    def holds(number: float):
        return group_holds(group, Case(person(edge, number), CATALOGUE, TODAY))

    is_ahead = group[edge.trigger].since is not None and edge.outside < 0
    assert holds(edge.inside) is True
    assert holds(edge.outside) is is_ahead, "a day still to come lies within any bounds"


def dated() -> list[Edge]:
    triggers = {
        edge: CATALOGUE.precautions[edge.rule].when[edge.group][edge.trigger] for edge in edges()
    }
    return [edge for edge, trigger in triggers.items() if trigger.since]


@pytest.mark.parametrize("edge", dated(), ids=str)
@pytest.mark.parametrize("day", [None, TODAY + timedelta(days=1)], ids=["not known", "tomorrow"])
def test_a_day_nobody_knows_or_still_to_come_lies_within_any_bounds(edge: Edge, day):
    """The strictest row holds (safety.md 0.7a)."""
    group = CATALOGUE.precautions[edge.rule].when[edge.group]
    trigger = group[edge.trigger]
    said = person(edge, edge.inside)
    told = said[trigger.question]
    if told.entries:
        entries = tuple(one.model_copy(update={"on": day}) for one in told.entries)
        said[trigger.question] = told.model_copy(update={"entries": entries})
    else:
        said[trigger.question] = Answer(value=day.isoformat() if day else UNKNOWN)

    assert group_holds(group, Case(said, CATALOGUE, TODAY)) is True


def test_there_are_edges_of_every_kind():
    kinds = {
        CATALOGUE.questions[
            CATALOGUE.precautions[edge.rule].when[edge.group][edge.trigger].question
        ].kind
        for edge in edges()
    }

    wanted = {"NUMBER", "DATE", "SEVERAL", "AREAS", "ENTRIES"}
    assert {kind.name for kind in kinds} == wanted
