"""A small catalogue decided on, for the tests of the engine."""

from datetime import date

from endrange.knowledge import (
    Answer,
    Mode,
    Part,
    Place,
    QuestionKind,
    Verdict,
)
from endrange.screening import (
    Clearance,
    Setting,
    screen,
)
from endrange.values import Side
from tests.builders import (
    area,
    catalogue,
    muscle,
    question,
    stretch,
)

TODAY = date(2026, 11, 20)
P, M, C, N, E = Verdict
YES, NO, UNKNOWN = (Answer(value=value) for value in ("yes", "no", "unknown"))


def decided(
    rules, answers, setting=Setting.CLINIC, questions=None, clearances=(), weeks_old=0, **stretch_
):
    shown = catalogue(
        questions=questions or (question("q"),),
        precautions=tuple(rules),
        stretches=(stretch(**stretch_),),
        areas=(
            area("thigh_back", muscles=("hamstrings",)),
            area("knee", joints=(Part.KNEE,)),
            area("hip", joints=(Part.HIP,)),
        ),
        muscles=(muscle("hamstrings"), muscle("quads", area="thigh_front")),
    )
    return screen(
        answers, shown, on=TODAY, setting=setting, clearances=clearances, weeks_old=weeks_old
    )


def letters(clearance: Clearance, side: Side = Side.LEFT) -> str:
    return "".join(clearance.of("ham", side).verdicts[mode].letter for mode in Mode)


def somewhere(*places: Place) -> dict:
    return {"q": Answer(value="yes", places=places)}


AREAS = (question("q", QuestionKind.AREAS),)
