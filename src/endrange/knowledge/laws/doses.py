"""Protocols and doses: what a technique does, what it needs, and that presets keep to it."""

from collections.abc import Iterator

from endrange.knowledge.catalogue import Catalogue
from endrange.knowledge.laws.complaints import Complaint, Complaints
from endrange.knowledge.laws.references import ranges
from endrange.knowledge.stretches import Stretch
from endrange.knowledge.techniques import Act, Mode, Preset, Technique
from endrange.values import Role

NEEDS: dict[Act, frozenset[Mode]] = {
    Act.TAKE_UP: frozenset({Mode.PAS}),
    Act.DEEPEN: frozenset({Mode.PAS}),
    Act.CONTRACT: frozenset({Mode.ISO, Mode.PAS}),
    Act.MOVE: frozenset({Mode.AA}),
    Act.PULL_IN: frozenset({Mode.AA}),
}
"""Screening columns each act falls under (safety.md 0.3)."""


def our_own_numbers_say_why(catalogue: Catalogue) -> Complaints:
    """A number that we chose ourselves gives its reason."""
    for technique in catalogue.techniques.values():
        for field, each in ranges(technique):
            if "ours" in each.sources and not each.because:
                problem = "is our own choice and gives no reason; write because"
                yield Complaint("techniques", technique.id, f"{field}.because", problem)


def a_technique_needs_what_it_does(catalogue: Catalogue) -> Complaints:
    """A technique asks screening for every column its acts fall under."""
    for technique in catalogue.techniques.values():
        asked = frozenset[Mode]().union(*(NEEDS.get(s.act, frozenset()) for s in technique.steps))
        if missing := asked - set(technique.needs):
            problem = f"{', '.join(sorted(missing))} is missing, though its acts need it; add it"
            yield Complaint("techniques", technique.id, "needs", problem)


def a_push_has_an_effort(catalogue: Catalogue) -> Complaints:
    """A technique names an effort if and only if it has a push."""
    for technique in catalogue.techniques.values():
        pushes = any(step.act is Act.CONTRACT for step in technique.steps)
        if pushes != (technique.effort_percent is not None):
            problem = "a push without an effort, or an effort without a push; correct one"
            yield Complaint("techniques", technique.id, "effort_percent", problem)


def a_push_keeps_to_its_technique(catalogue: Catalogue) -> Complaints:
    """A stretch and each technique it is pushed with have an effort in common, none beyond all."""
    for stretch, technique in _pairs(catalogue):
        if technique.people != len(Role):
            problem = f"{technique.id!r} is for one person; tell it in self_stretch"
            yield Complaint("stretches", stretch.id, "techniques", problem)
        if stretch.push is None or technique.effort_percent is None:
            continue
        low, high = stretch.push.effort_low_percent, stretch.push.effort_high_percent
        allowed = technique.effort_percent
        if not max(low, allowed.low) <= min(high, allowed.high):
            limits = f"{allowed.low} to {allowed.high} of {technique.id!r}"
            problem = f"{low} to {high} percent never meets {limits}; change one or the other"
            yield Complaint("stretches", stretch.id, "push", problem)
    yield from _pushes_beyond(catalogue)


def _pushes_beyond(catalogue: Catalogue) -> Complaints:
    most: dict[str, int] = {}
    for stretch, technique in _pairs(catalogue):
        if technique.effort_percent:
            most[stretch.id] = max(most.get(stretch.id, 0), technique.effort_percent.high)
    for id_, percent in most.items():
        push = catalogue.stretches[id_].push
        if push and push.effort_high_percent > percent:
            problem = f"{push.effort_high_percent} percent is more than its techniques ask for"
            yield Complaint("stretches", id_, "push", f"{problem}, {percent}; lower it")


def a_preset_keeps_to_its_technique(catalogue: Catalogue) -> Complaints:
    """A preset gives every act of its technique a length that is allowed, on sides there are."""
    for preset in catalogue.presets.values():
        stretch = catalogue.stretches.get(preset.stretch)
        technique = catalogue.techniques.get(preset.technique)
        if stretch and technique:
            for field, problem in _preset(preset, stretch, technique):
                yield Complaint("presets", preset.id, field, problem)


def _preset(preset: Preset, stretch: Stretch, technique: Technique) -> Iterator[tuple[str, str]]:
    dose = preset.dose
    if technique.id not in stretch.techniques:
        yield "technique", f"{stretch.id!r} is not done with {technique.id!r}; choose another"
    if sorted(preset.sides) != sorted(stretch.sides):
        yield "sides", f"{', '.join(preset.sides)} are not the sides of {stretch.id!r}"
    if dose.repetitions not in technique.repetitions:
        yield "dose.repetitions", f"{dose.repetitions} is not allowed by {technique.id!r}"
    if dose.seconds.keys() != {step.act for step in technique.steps}:
        yield "dose.seconds", f"are not exactly the acts of {technique.id!r}; name each of them"
    for step in technique.steps:
        if dose.seconds.get(step.act, 0) not in step.seconds:
            limits = f"{step.seconds.low} to {step.seconds.high}"
            yield f"dose.seconds.{step.act}", f"{dose.seconds.get(step.act, 0)} is not {limits} s"
    yield from _preset_effort(preset, stretch, technique)


def _preset_effort(
    preset: Preset, stretch: Stretch, technique: Technique
) -> Iterator[tuple[str, str]]:
    effort = preset.dose.effort_percent
    if (effort is None) != (technique.effort_percent is None):
        yield "dose.effort_percent", f"{effort} does not fit {technique.id!r}; add or delete it"
    elif effort is not None and technique.effort_percent is not None:
        most = stretch.push.effort_high_percent if stretch.push else 0
        if effort not in technique.effort_percent or effort > most:
            yield "dose.effort_percent", f"{effort} is beyond {technique.id!r} or the stretch"


def _pairs(catalogue: Catalogue) -> Iterator[tuple[Stretch, Technique]]:
    for stretch in catalogue.stretches.values():
        for id_ in stretch.techniques:
            if id_ in catalogue.techniques:
                yield stretch, catalogue.techniques[id_]
