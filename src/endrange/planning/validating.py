"""The last gate before a session: a plan keeps what it promised and what is allowed today."""

from collections.abc import Iterator

from endrange.knowledge import Catalogue, Dose, Stretch, Technique, Verdict
from endrange.planning.doses import act_cap, repetition_cap, switches, within_volume
from endrange.planning.limits import bar, is_within, limits_of
from endrange.planning.pauses import comes_up_slowly, turns_of
from endrange.planning.plans import Limits, PlanItem, SessionPlan
from endrange.screening import Clearance, StretchClearance


def validate(plan: SessionPlan, clearance: Clearance, catalogue: Catalogue) -> tuple[str, ...]:
    """Return every problem in plain words; none means the plan may be compiled.

    Equipment and helper belong to the request and are not looked at again.
    """
    versions = {plan.catalogue, clearance.catalogue, catalogue.version}
    if len(versions) > 1:
        return ("The plan or the screening was made with another catalogue. Make them again.",)
    if clearance.verdict is Verdict.EMERGENCY and plan.items:
        return ("Screening says stop and get help. Nothing may be done.",)
    return (
        *_of_the_whole(plan, clearance),
        *(problem for item in plan.items for problem in _of_item(item, clearance, catalogue)),
    )


def _of_the_whole(plan: SessionPlan, clearance: Clearance) -> Iterator[str]:
    if plan.turns != turns_of(plan.items, comes_up_slowly(clearance)):
        yield "The turns between positions are not those that the order asks for."
    spent = promised_seconds(plan)
    if plan.seconds != spent:
        yield f"The plan promises {plan.seconds} s, its stretches and turns take {spent} s."
    if plan.seconds > plan.minutes * 60:
        yield f"The plan takes {plan.seconds} s, more than its {plan.minutes} minutes."


def promised_seconds(plan: SessionPlan) -> int:
    """What the items and the turns add up to."""
    items = sum(item.seconds for item in plan.items)
    return items + sum(turn.seconds for turn in plan.turns)


def _of_item(item: PlanItem, clearance: Clearance, catalogue: Catalogue) -> Iterator[str]:
    stretch = catalogue.stretches.get(item.stretch)
    technique = _for_this_person(catalogue.techniques.get(item.technique), clearance)
    if stretch is None or technique is None or item.technique not in stretch.techniques:
        yield f"{item.stretch} with {item.technique} is not in the catalogue."
        return
    rows = [row for each in item.doses if (row := _row(clearance, item.stretch, each.side))]
    problems = (
        *_of_the_form(item, stretch, technique),
        *_of_the_clearance(item, rows, stretch, technique),
        *(
            problem
            for each in item.doses
            for problem in _of_dose(each.dose, technique, within_volume(technique, item.limits))
        ),
    )
    for problem in problems:
        yield f"{stretch.name}: {problem}"


def _for_this_person(technique: Technique | None, clearance: Clearance) -> Technique | None:
    return technique.varied(clearance.populations) if technique else None


def _row(clearance: Clearance, stretch: str, side: object) -> StretchClearance | None:
    rows = clearance.stretches
    return next((row for row in rows if row.stretch == stretch and row.side == side), None)


def _of_the_form(item: PlanItem, stretch: Stretch, technique: Technique) -> Iterator[str]:
    sides = [each.side for each in item.doses]
    if len(set(sides)) < len(sides) or not set(sides) <= set(stretch.sides):
        yield "its sides are not those of the stretch."
    if item.position is not stretch.position:
        yield "it is not done in this position."
    spent = sum(technique.side_seconds(each.dose) for each in item.doses)
    spent += switches(stretch.position, len(sides))
    if item.seconds != spent:
        yield f"{item.seconds} s promised, it takes {spent} s."


def _of_the_clearance(
    item: PlanItem, rows: list[StretchClearance], stretch: Stretch, technique: Technique
) -> Iterator[str]:
    if len(rows) < len(item.doses):
        yield "not every side was screened."
    for row in rows:
        if not row.of(technique).allows:
            yield f"{row.side.value}: {row.of(technique).value}, not allowed with this technique."
        because = bar(stretch, technique, row, lay=False)
        if because:
            yield f"{row.side.value}: {because}"
    bounds = limits_of(stretch, rows, first_session=False)
    if not is_within(item.limits, bounds):
        yield "its limits are wider than the screening allows."
    if not set(bounds.notes) <= set(item.limits.notes):
        yield "a note of the screening is missing."


def _of_dose(dose: Dose, technique: Technique, limits: Limits) -> Iterator[str]:
    if dose.repetitions not in technique.repetitions:
        yield f"{dose.repetitions} repetitions, outside the technique."
    if _above(dose.repetitions, repetition_cap(technique, limits)):
        yield f"{dose.repetitions} repetitions, over the limit."
    if _above(dose.under_stretch_seconds, limits.total_seconds):
        yield f"{dose.under_stretch_seconds} s under stretch, over the limit."
    if _above(dose.effort_percent or 0, limits.effort_percent):
        yield f"{dose.effort_percent} % effort, over the limit."
    yield from _of_acts(dose, technique, limits)


def _of_acts(dose: Dose, technique: Technique, limits: Limits) -> Iterator[str]:
    ranges = {step.act: step.seconds for step in technique.steps}
    for act, seconds in dose.seconds.items():
        if act not in ranges or seconds not in ranges[act]:
            yield f"{seconds} s of {act.value}, outside the technique."
        if _above(seconds, act_cap(act, limits)):
            yield f"{seconds} s of {act.value}, over the limit."


def _above(number: int, cap: int | None) -> bool:
    return cap is not None and number > cap
