"""Answers that somebody noted besides the questionnaire: limits beside what was said."""

from collections.abc import Iterator

from endrange.knowledge import Catalogue, Precaution, Setting
from endrange.screening.applying import Terms, apply
from endrange.screening.imposed import Imposed
from endrange.screening.truth import Answers, Case, candidates


def noted(
    answers: Answers, told: str, catalogue: Catalogue, setting: Setting
) -> tuple[Imposed, ...]:
    """Return the precautions that these answers alone put into force, as limits of their own.

    So they hold whatever the client said to the same questions, "don't know" included. Their ids
    are those of the rules; whoever lays them beside answers numbers them anew.

    Args:
        answers: only to questions of this catalogue.
        told: stands where a finding has its answers.
        setting: where it was noted; rules of other settings stay out.
    """
    case = Case(answers, catalogue)
    return tuple(
        Imposed(row=row, told=(told,), places=applied.reach.places)
        for row in _waiting_for(case)
        if (applied := apply(row, case, Terms(setting, (), {})))
    )


def _waiting_for(case: Case) -> Iterator[Precaution]:
    """Those that wait for these questions and for nothing else."""
    for row in candidates(case):
        asked = {trigger.question for group in row.when for trigger in group}
        if asked and asked <= case.answers.keys():
            yield row
