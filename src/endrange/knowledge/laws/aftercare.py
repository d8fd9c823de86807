"""The day after a session is held to the laws of the questionnaire, and harm to a ladder."""

from itertools import pairwise

from endrange.knowledge.aftercare import (
    HARM,
    NOT_ANSWERED,
    RECORDED,
    SAID_IN_SESSION,
    Severity,
    follow_up,
)
from endrange.knowledge.catalogue import Catalogue
from endrange.knowledge.laws.complaints import Complaint, Complaints
from endrange.knowledge.laws.questions import (
    branches_on_a_list_stay_open,
    lists_are_made_of_entries,
    modifications_name_movements,
    red_flags_can_be_answered_with_unknown,
    triggers_are_possible,
)

SAME = (
    triggers_are_possible,
    branches_on_a_list_stay_open,
    lists_are_made_of_entries,
    modifications_name_movements,
    red_flags_can_be_answered_with_unknown,
)
OF_THE_DAY_AFTER = {"questions": "followup_questions", "precautions": "followup_rules"}


def the_day_after_keeps_the_same_laws(catalogue: Catalogue) -> Complaints:
    """What is asked after a session, and what it means, keeps the laws of the questionnaire."""
    after = follow_up(catalogue)
    for law in SAME:
        for found in law(after):
            yield found._replace(kind=OF_THE_DAY_AFTER[found.kind])


def follow_ups_are_apart(catalogue: Catalogue) -> Complaints:
    """No rule of the day after has the name of a precaution: findings are told apart by it."""
    for id_ in sorted(catalogue.followup_rules.keys() & catalogue.precautions.keys()):
        yield Complaint("followup_rules", id_, "", "is a precaution too; rename one")
    if not catalogue.followup_rules:
        return
    for id_ in sorted({*RECORDED} - catalogue.followup_questions.keys()):
        yield Complaint("followup_questions", id_, "", "the record answers it; add the question")
    for id_ in sorted(SAID_IN_SESSION.keys() - catalogue.reactions.keys()):
        problem = "its question would never be answered; add the reaction"
        yield Complaint("followup_questions", SAID_IN_SESSION[id_], "", f"{id_!r}: {problem}")
    for id_ in sorted({NOT_ANSWERED, HARM} - catalogue.followup_rules.keys()):
        yield Complaint("followup_rules", id_, "", "is laid on by the record; add the rule")


def harm_is_a_ladder(catalogue: Catalogue) -> Complaints:
    """Of two severities the higher asks for at least as much; a lock asks everything again."""
    for lower, higher in pairwise(catalogue.severities.values()):
        for field in ("rescreens", "locks", "notifies"):
            if getattr(lower, field) and not getattr(higher, field):
                yield Complaint("severities", higher.id, field, f"{lower.id} does, {higher.id} not")
    for one in catalogue.severities.values():
        if not _is_in_step(one):
            problem = "a lock without new questions, or a notice without a lock; add it"
            yield Complaint("severities", one.id, "locks", problem)


def _is_in_step(one: Severity) -> bool:
    return (one.rescreens or not one.locks) and (one.locks or not one.notifies)
