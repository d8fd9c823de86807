"""How long a full screen with its decision takes, and how that grows with rules and stretches.

Run ``python benchmarks/screening_speed.py``. Times are the processor's, so that neighbours do not
count. Healthy: the mildest answer to everything. Complicated: eight rules hold, drawn by a fixed
seed for each person, with their places, sides and days. Unanswered: nobody said anything yet, so
that nearly every rule is in doubt; this is no full screen and has no bound.
"""

import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from random import Random
from statistics import median, quantiles

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from endrange.knowledge import (  # noqa: E402
    NO,
    UNKNOWN,
    YES,
    Answer,
    Catalogue,
    Entry,
    Pain,
    PainAt,
    Place,
    Question,
    QuestionKind,
    Setting,
    Trigger,
    load,
)
from endrange.screening import screen  # noqa: E402
from endrange.screening.truth import Case, holds  # noqa: E402
from endrange.values import Side  # noqa: E402

TODAY = date(2026, 11, 20)
TIMES = (0.5, 1, 2, 4)
RUNS = 100
BUDGET_MS = 5.0
"""p95 of a full screen of the shipped catalogue, however complicated the history."""
TROUBLES = 8

HEAD = """\
| rules | stretches | history | p50, ms | p95, ms | findings |
|---|---|---|---|---|---|"""

Answers = dict[str, Answer]


def repeated(catalogue: Catalogue, kind: str, times: float) -> Catalogue:
    """The catalogue with its rules or stretches some times over, under new names."""
    entries = list(getattr(catalogue, kind).values())
    wanted = (entries[n % len(entries)] for n in range(int(times * len(entries))))
    named = (one.model_copy(update={"id": f"{one.id}_{n}"}) for n, one in enumerate(wanted))
    version = f"{catalogue.version} {kind} x {times}"
    return catalogue.replace(version=version, **{kind: {one.id: one for one in named}})


def mildest(catalogue: Catalogue) -> Answers:
    """To each question the answer for which the fewest rules wait."""
    triggers = [t for row in catalogue.precautions.values() for group in row.when for t in group]

    def waiting(question: Question, said: Answer) -> int:
        case = Case({question.id: said}, catalogue, TODAY)
        about = (trigger for trigger in triggers if trigger.question == question.id)
        return sum(holds(trigger, case) is True for trigger in about)

    return {
        question.id: min(_possible(question), key=lambda said: waiting(question, said))
        for question in catalogue.questions.values()
    }


def _possible(question: Question) -> list[Answer]:
    if question.kind is QuestionKind.NUMBER:
        low, high = question.low or 0, question.high or 100
        return [Answer(value=low + (high - low) * step / 20) for step in range(21)]
    if question.kind is QuestionKind.CHOICE:
        return [Answer(value=choice.id) for choice in question.choices]
    if question.kind is QuestionKind.DATE:
        return [Answer(value=(TODAY - timedelta(weeks=weeks)).isoformat()) for weeks in (0, 99)]
    return [Answer(value=NO), Answer(value=YES)]


def troubled(well: Answers, catalogue: Catalogue, random: Random) -> Answers:
    """The same person with some rules that hold; emergencies left out, they stop everything."""
    told = dict(well)
    rows = [row for row in catalogue.precautions.values() if row.urgency is None and all(row.when)]
    for row in random.sample(rows, TROUBLES):
        for trigger in random.choice(row.when):
            _suffer(trigger, told, catalogue, random)
    return told


def _suffer(trigger: Trigger, told: Answers, catalogue: Catalogue, random: Random) -> None:
    """Answer so that a trigger holds and its question is put."""
    question = catalogue.questions[trigger.question]
    before = told[question.id]
    told[question.id] = _suffering(trigger, question, before, catalogue, random)
    for opener in question.only_if:
        if told[opener.question].value not in opener.any_of:
            _suffer(opener, told, catalogue, random)


def _suffering(
    trigger: Trigger, question: Question, before: Answer, catalogue: Catalogue, random: Random
) -> Answer:
    words = [word for word in trigger.any_of if word not in (UNKNOWN, YES)]
    match question.kind:
        case QuestionKind.SEVERAL:
            words = words or [choice.id for choice in question.choices]
            ticks = random.sample(words, int(trigger.at_least or 1))
            return Answer(value=YES, ticks=tuple(sorted({*before.ticks, *ticks})))
        case QuestionKind.ENTRIES:
            entry = _entry(trigger, question, catalogue, random)
            return Answer(value=YES, entries=(*before.entries, entry)[-3:])
        case QuestionKind.AREAS:
            place = _place(random.choice(trigger.at or tuple(catalogue.areas)), catalogue, random)
            return Answer(value=YES, places=(place,), pains=_pains(trigger, place))
        case QuestionKind.NUMBER if trigger.bounds:
            return Answer(value=_number(trigger))
        case QuestionKind.NUMBER | QuestionKind.DATE:
            return before
    return Answer(value=random.choice(words or [YES]))


def _pains(trigger: Trigger, place: Place) -> tuple[Pain, ...]:
    """Pain that meets a trigger and nothing else."""
    if not trigger.is_about_pain:
        return ()
    strength = int(_number(trigger)) if trigger.pain else 2
    now = strength if trigger.pain is PainAt.NOW else 2
    like = trigger.characters[:1] or ("dull",)
    return (Pain(place=place, now=now, worst=max(now, strength), characters=like),)


def _number(trigger: Trigger) -> float:
    if trigger.at_least is not None:
        return trigger.at_least
    return trigger.above + 1 if trigger.above is not None else (trigger.below or 1) - 1


def _entry(trigger: Trigger, question: Question, catalogue: Catalogue, random: Random) -> Entry:
    kinds = [choice for choice in question.choices if choice.id in trigger.any_of]
    choice = random.choice(kinds or question.choices)
    area = choice.area or (
        random.choice(trigger.at or tuple(catalogue.areas)) if choice.anywhere else None
    )
    days = int(_number(trigger)) * trigger.since.days if trigger.since else random.randrange(365)
    return Entry(
        what=choice.id,
        place=_place(area, catalogue, random) if area else None,
        on=TODAY - timedelta(days=days),
    )


def _place(area: str, catalogue: Catalogue, random: Random) -> Place:
    sides = (Side.LEFT, Side.RIGHT) if catalogue.areas[area].paired else (Side.MIDLINE,)
    return Place(area=area, side=random.choice(sides))


def histories(catalogue: Catalogue) -> Iterator[tuple[str, Iterator[Answers]]]:
    """By name, one person after another."""
    well = mildest(catalogue)
    random = Random(1)  # noqa: S311
    yield "healthy", iter(lambda: dict(well), None)
    yield "complicated", iter(lambda: troubled(well, catalogue, random), None)
    yield "unanswered", iter(dict[str, Answer], None)


def timed(catalogue: Catalogue, people: Iterator[Answers]) -> Iterator[tuple[float, int]]:
    """Milliseconds and number of findings; the first one, which works out the load map, is left."""
    screen({}, catalogue, on=TODAY, setting=Setting.CLINIC)
    for told in people:
        start = time.process_time()
        clearance = screen(told, catalogue, on=TODAY, setting=Setting.CLINIC)
        yield 1000 * (time.process_time() - start), len(clearance.findings)


def main() -> None:
    shipped = load()
    print(HEAD)
    worst = 0.0
    for kind, times in [(kind, times) for kind in ("precautions", "stretches") for times in TIMES]:
        catalogue = shipped if times == 1 else repeated(shipped, kind, times)
        sizes = f"| {len(catalogue.precautions)} | {len(catalogue.stretches)} "
        for name, people in histories(shipped):
            rows = list(islice(timed(catalogue, people), RUNS))
            p95 = quantiles([row[0] for row in rows], n=20)[-1]
            middle, found = (median(column) for column in zip(*rows, strict=True))
            print(f"{sizes}| {name} | {middle:.1f} | {p95:.1f} | {found:.0f} |")
            if times == 1 and name != "unanswered":
                worst = max(worst, p95)
    if worst >= BUDGET_MS:
        sys.exit(f"A full screen took {worst:.1f} ms (p95); the bound is {BUDGET_MS:.0f} ms.")


if __name__ == "__main__":
    main()
