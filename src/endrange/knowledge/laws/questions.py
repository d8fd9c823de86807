"""Questions and precautions fit one another, and no red flag can be missed by a form."""

from collections import defaultdict
from collections.abc import Iterator

from endrange.knowledge.catalogue import Catalogue
from endrange.knowledge.laws.complaints import Complaint, Complaints
from endrange.knowledge.laws.movement import words_of
from endrange.knowledge.precautions import Precaution, Verdict
from endrange.knowledge.questions import (
    NO,
    NO_PAIN,
    STRONGEST_PAIN,
    UNKNOWN,
    YES,
    Choice,
    Question,
    QuestionKind,
    Trigger,
)
from endrange.knowledge.techniques import Mode

WORDS = {
    QuestionKind.YES_NO: (YES, NO),
    QuestionKind.AREAS: (YES, NO),
    QuestionKind.ENTRIES: (YES, NO),
    QuestionKind.SEVERAL: (YES,),
}
PROCEED = Verdict.PROCEED
DATED = (QuestionKind.DATE, QuestionKind.ENTRIES)
CHOSEN_FROM = (QuestionKind.CHOICE, QuestionKind.SEVERAL, QuestionKind.ENTRIES)
PLACED = (QuestionKind.AREAS, QuestionKind.ENTRIES)


def triggers_are_possible(catalogue: Catalogue) -> Complaints:
    """A trigger waits for an answer that its question can get."""
    for kind, id_, field, trigger in _triggers(catalogue):
        question = catalogue.questions.get(trigger.question)
        if question and (problem := _problem(trigger, question)):
            yield Complaint(kind, id_, field, f"{trigger.question}: {problem}; correct one")


def _triggers(catalogue: Catalogue) -> Iterator[tuple[str, str, str, Trigger]]:
    for question in catalogue.questions.values():
        for trigger in question.only_if:
            yield "questions", question.id, "only_if", trigger
    for kind in ("precautions", "populations"):
        for row in getattr(catalogue, kind).values():
            for group in row.when:
                for trigger in group:
                    yield kind, row.id, "when", trigger


def _problem(trigger: Trigger, question: Question) -> str:
    """Why this trigger can never hold, or nothing."""
    if strange := sorted(set(trigger.any_of) - _possible(question)):
        return f"{', '.join(strange)} is no answer of it"
    if trigger.at and question.kind not in PLACED:
        return f"a {question.kind} has no places"
    if trigger.is_about_pain:
        return _impossible_pain(trigger, question)
    if question.kind is QuestionKind.SEVERAL:
        return _impossible_count(trigger, question)
    return _impossible_bounds(trigger, question) or _impossible_detail(trigger, question)


def _impossible_bounds(trigger: Trigger, question: Question) -> str:
    bounds, dated = trigger.bounds, question.kind in DATED
    if bounds and not dated and question.kind is not QuestionKind.NUMBER:
        return f"{bounds[0]:g} is a number, the answer is not"
    if bounds and dated is (trigger.since is None):
        return f"bounds on {question.kind} count since {trigger.since}"
    low, high = question.low, question.high
    if any((low is not None and b < low) or (high is not None and b > high) for b in bounds):
        return f"{bounds} is outside {low} to {high}"
    return ""


def _impossible_count(trigger: Trigger, question: Question) -> str:
    """Only "at least": with an upper bound, one more that applies would be milder."""
    if trigger.above is not None or trigger.below is not None:
        return "several are counted with at_least only"
    countable = set(trigger.any_of) - {UNKNOWN, YES} or question.choices
    if trigger.at_least is not None and not 1 <= trigger.at_least <= len(countable):
        return f"{trigger.at_least} is not within 1 to {len(countable)}"
    return ""


def _impossible_pain(trigger: Trigger, question: Question) -> str:
    """Only "at least" and "above": with an upper bound, a stronger pain would be milder."""
    if not question.asks_pain:
        return "no place of it is asked how it hurts"
    if trigger.any_of != (YES,):
        return "only places of a yes hurt; write any_of = yes"
    if trigger.below is not None:
        return "pain is counted with at_least or above only"
    if any(not NO_PAIN <= bound <= STRONGEST_PAIN for bound in trigger.bounds):
        return f"{trigger.bounds} is outside {NO_PAIN} to {STRONGEST_PAIN}"
    if strange := sorted(set(trigger.characters) - {choice.id for choice in question.choices}):
        return f"{', '.join(strange)} is no choice of it"
    return ""


def _impossible_detail(trigger: Trigger, question: Question) -> str:
    known = {detail.id: {c.id for c in detail.choices} for detail in question.details}
    for id_, chosen in trigger.details.items():
        if id_ not in known:
            return f"{id_} is no detail of it"
        if strange := sorted(set(chosen) - known[id_] - {UNKNOWN}):
            return f"{', '.join(strange)} is no choice of {id_}"
    return ""


def _possible(question: Question) -> set[str]:
    choices = () if question.asks_pain else (choice.id for choice in question.choices)
    return {UNKNOWN, *WORDS.get(question.kind, ()), *choices}


def branches_on_a_list_stay_open(catalogue: Catalogue) -> Complaints:
    """A list or a day that nobody told closes no branch: what hangs on it is asked."""
    for question in catalogue.questions.values():
        for trigger in question.only_if:
            asked = catalogue.questions.get(trigger.question)
            if asked and asked.kind in DATED and UNKNOWN not in trigger.any_of:
                problem = f"{asked.id} may be unknown; put unknown among any_of"
                yield Complaint("questions", question.id, "only_if", problem)


def lists_are_made_of_entries(catalogue: Catalogue) -> Complaints:
    """Only entries lie somewhere and have details, and only such that can be asked of them."""
    for question in catalogue.questions.values():
        is_list = question.kind is QuestionKind.ENTRIES
        choices = {choice.id for choice in question.choices}
        if (question.kind in CHOSEN_FROM or question.asks_pain) and not choices:
            yield Complaint("questions", question.id, "choices", "of nothing; name some")
        if question.asks_pain and question.kind is not QuestionKind.AREAS:
            problem = f"a {question.kind} names no places that could hurt; take it out"
            yield Complaint("questions", question.id, "asks_pain", problem)
        if not is_list and (question.details or any(_lies(one) for one in question.choices)):
            problem = f"a {question.kind} has no entries that lie somewhere or are asked further"
            yield Complaint("questions", question.id, "choices", f"{problem}; correct it")
        for detail in question.details:
            if strange := sorted(set(detail.of) - choices):
                problem = f"{', '.join(strange)} is no choice; correct it"
                yield Complaint("questions", question.id, f"details.{detail.id}", problem)


def _lies(choice: Choice) -> bool:
    return choice.anywhere or choice.area is not None


def a_list_nobody_gave_is_missed(catalogue: Catalogue) -> Complaints:
    """Whatever an entry of a list may restrict waits for a clear word while the list is unknown.

    Rules on particular entries say nothing then: one rule does, instead of all of them at once.
    """
    missing: dict[str, list[Precaution]] = defaultdict(list)
    for row in catalogue.precautions.values():
        for question in _missed_by(row):
            missing[question].append(row)
    for row in catalogue.precautions.values():
        shut = [mode for mode in Mode if row.verdicts.get(mode, PROCEED) is not PROCEED]
        for question in sorted({trigger.question for trigger in _on_entries(row, catalogue)}):
            others = [one for one in missing[question] if set(one.settings) >= set(row.settings)]
            if open_ := [mode for mode in shut if all(_is_open(one, mode) for one in others)]:
                problem = f"{question}: no rule shuts {', '.join(open_)} while nobody gave the list"
                yield Complaint("precautions", row.id, "when", f"{problem}; add one")


def _on_entries(row: Precaution, catalogue: Catalogue) -> Iterator[Trigger]:
    for group in row.when:
        for trigger in group:
            question = catalogue.questions.get(trigger.question)
            if question and question.kind is QuestionKind.ENTRIES:
                yield trigger


def _missed_by(row: Precaution) -> set[str]:
    """The questions without whose answer a row holds at once, and everywhere."""
    alone = (group[0] for group in row.when if len(group) == 1)
    unanswered = {trigger.question for trigger in alone if UNKNOWN in trigger.any_of}
    return unanswered if row.scope.everywhere else unanswered & {row.scope.places_of}


def _is_open(row: Precaution, mode: Mode) -> bool:
    return row.verdicts.get(mode, PROCEED).allows


def modifications_name_movements(catalogue: Catalogue) -> Complaints:
    """A direction or a cap uses the words of the load map, so that it meets a load."""
    words = words_of(catalogue)
    for precaution in catalogue.precautions.values():
        for limit in precaution.modifications:
            for one in limit.motions:
                known = words.get(one.part, set())
                if one.movement is not None and one.movement not in known:
                    problem = f"{limit.code} {one.part} {one.movement!r} meets no load; correct it"
                    yield Complaint("precautions", precaution.id, "modifications", problem)


def red_flags_can_be_answered_with_unknown(catalogue: Catalogue) -> Complaints:
    """What ends a session hangs on a question put in words, where "don't know" is one tap."""
    for precaution in catalogue.precautions.values():
        if Verdict.EMERGENCY in precaution.verdicts.values():
            yield from _asked_in_words(precaution, catalogue)


def _asked_in_words(precaution: Precaution, catalogue: Catalogue) -> Complaints:
    for group in precaution.when:
        asked = [
            catalogue.questions[t.question] for t in group if t.question in catalogue.questions
        ]
        if all(question.kind is QuestionKind.NUMBER for question in asked):
            names = ", ".join(question.id for question in asked)
            problem = f"{names}: only numbers, which many do not know; ask in words"
            yield Complaint("precautions", precaution.id, "when", problem)
