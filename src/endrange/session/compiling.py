"""From a plan to a clock: every act of every side, with the words for both people."""

from collections.abc import Iterator
from typing import Any

from pydantic import Field

from endrange.errors import BadInput
from endrange.knowledge import (
    Act,
    Beat,
    Catalogue,
    Dose,
    Phase,
    Position,
    Preset,
    Stretch,
    Technique,
)
from endrange.planning import SWITCH_SECONDS, Limits, PlanItem, SessionPlan, SideDose, Turn
from endrange.session.cards import ALONE, card
from endrange.session.pacing import ask_after, breathing, effort
from endrange.session.timeline import Segment, Timeline
from endrange.values import ByRole, Side, Value

LENGTHENING = (Act.TAKE_UP, Act.MOVE, Act.PULL_IN, Act.DEEPEN)

STAY = ByRole[str](helper="Stay where you are. Go no further.", client="Stay as you are.")
LESS_FAR = ByRole[str](
    helper="Stop short of the last time. Go no further.",
    client="Less far than the last time. Say when you feel it.",
)
EARLY = ByRole[str](
    helper="Stop while it is still light. Go no further.",
    client="Less far today. Say as soon as you feel it.",
)
EASY = ByRole[str](
    helper="Follow with light hands. Add nothing at the end.",
    client="Move only as far as it is easy.",
)
FIRST_RESISTANCE = "Stop at the first firm resistance."
TURN_TO = {
    Position.SUPINE: "Lie on your back.",
    Position.SIDE_LYING: "Lie on your side.",
    Position.PRONE: "Lie on your front.",
    Position.KNEELING: "Come to kneeling.",
    Position.SEATED: "Sit up.",
    Position.STANDING: "Stand up.",
}
SWITCH_IN = {
    Position.SIDE_LYING: "Turn onto your other side.",
    Position.KNEELING: "Change the front leg.",
}
"""What changing sides asks of the client, where it is more than to let one limb rest."""


class Choices(Value):
    """What two people choose for this one session; the plan stays as it is."""

    ready_seconds: int | None = Field(default=None, ge=3, le=60)
    """To get ready before each side; empty: as planned."""
    tighter_first: bool = False
    """The side with the greater need first; else in the plan's order."""


AS_PLANNED = Choices()


def compile(plan: SessionPlan, catalogue: Catalogue, choices: Choices = AS_PLANNED) -> Timeline:
    """Put a plan on a clock; the timeline lasts exactly ``plan.seconds``, as planned.

    With another time to get ready it is longer or shorter by the difference, once for each side.

    Raises: BadInput if the plan is empty, was made with another catalogue, asks for more than its
    own limits or does not add up; UnknownId if it names what the catalogue lacks.
    """
    plan = _chosen(plan, choices)
    _check(plan, catalogue)
    return Timeline(
        catalogue=catalogue.version,
        seconds=plan.seconds,
        cards=tuple(card(item, catalogue) for item in plan.items),
        segments=_laid_out(_segments(plan, catalogue), plan.seconds),
        reactions={id_: row.response for id_, row in catalogue.reactions.items()},
    )


def _chosen(plan: SessionPlan, choices: Choices) -> SessionPlan:
    items = tuple(_item_chosen(item, choices) for item in plan.items)
    longer = sum(item.seconds for item in items) - sum(item.seconds for item in plan.items)
    return plan.model_copy(update={"items": items, "seconds": plan.seconds + longer})


def _item_chosen(item: PlanItem, choices: Choices) -> PlanItem:
    doses = item.doses
    if choices.tighter_first:
        doses = tuple(sorted(doses, key=lambda side: -side.need))
    if choices.ready_seconds is None:
        return item.model_copy(update={"doses": doses})
    ready = tuple(_with_ready(side, choices.ready_seconds) for side in doses)
    seconds = item.seconds + sum(
        one.dose.seconds.get(Act.GET_READY, 0) - was.dose.seconds.get(Act.GET_READY, 0)
        for one, was in zip(ready, doses, strict=True)
    )
    return item.model_copy(update={"doses": ready, "seconds": seconds})


def _with_ready(side: SideDose, seconds: int) -> SideDose:
    if not side.dose.seconds.get(Act.GET_READY):
        return side
    dose = side.dose.replace(seconds={**side.dose.seconds, Act.GET_READY: seconds})
    return side.model_copy(update={"dose": dose})


def compile_preset(preset: Preset, catalogue: Catalogue) -> Timeline:
    """The timeline of one preset, on its own. Nobody was screened for it."""
    technique = catalogue.technique(preset.technique)
    position = catalogue.stretch(preset.stretch).position
    sides = len(preset.sides)
    seconds = sides * technique.side_seconds(preset.dose) + (sides - 1) * SWITCH_SECONDS[position]
    item = PlanItem(
        stretch=preset.stretch,
        technique=preset.technique,
        position=position,
        doses=tuple(SideDose(side=side, dose=preset.dose) for side in preset.sides),
        because=(f"Asked for by name: {preset.name}.",),
        seconds=seconds,
    )
    plan = SessionPlan(
        catalogue=catalogue.version,
        minutes=-(-seconds // 60),
        items=(item,),
        seconds=seconds,
        objective=0,
        bound=0,
    )
    return compile(plan, catalogue)


def _check(plan: SessionPlan, catalogue: Catalogue) -> None:
    if not plan.items:
        raise BadInput("items", "the plan is empty, there is nothing to guide; add a stretch")
    if plan.catalogue != catalogue.version:
        problem = f"the plan was made with {plan.catalogue!r}, this is {catalogue.version!r}"
        raise BadInput("catalogue", f"{problem}; make the plan again")
    for index, item in enumerate(plan.items):
        for side in item.doses:
            _check_dose(f"items.{index}.doses", side.dose, item.limits)


def _check_dose(field: str, dose: Dose, limits: Limits) -> None:
    pushes = dose.repetitions if dose.seconds.get(Act.CONTRACT) else 0
    longest = max(dose.seconds.get(act, 0) for act in (Act.HOLD, Act.DEEPEN))
    for what, amount, limit in (
        ("repetitions", pushes, limits.repetitions),
        ("s of one push", dose.seconds.get(Act.CONTRACT, 0), limits.contraction_seconds),
        ("s of one hold", longest, limits.hold_seconds),
        ("s under stretch", dose.under_stretch_seconds, limits.total_seconds),
    ):
        if limit is not None and amount > limit:
            raise BadInput(field, f"{amount} {what}, the limit is {limit}; lower the dose")


def _laid_out(segments: Iterator[Segment], promised: int) -> tuple[Segment, ...]:
    laid: list[Segment] = []
    start = 0
    for index, segment in enumerate(segments):
        laid.append(segment.replace(index=index, start=start))
        start += segment.seconds
    if start != promised:
        raise BadInput("seconds", f"the plan says {promised} s, its stretches and turns {start} s")
    return tuple(laid)


def _segments(plan: SessionPlan, catalogue: Catalogue) -> Iterator[Segment]:
    turns = {turn.before_item: turn for turn in plan.turns}
    for index, item in enumerate(plan.items):
        if index in turns:
            yield _turn(turns[index], index, item.doses[0])
        yield from _item(index, item, catalogue)


def _turn(turn: Turn, item: int, first: SideDose) -> Segment:
    cues = ByRole[str](
        helper="Wait. Give a hand where it is wanted.",
        client=f"{TURN_TO[turn.to]} Take your time.",
    )
    return _pause(Phase.TURN, turn.seconds, item, first, cues)


def _item(index: int, item: PlanItem, catalogue: Catalogue) -> Iterator[Segment]:
    stretch = catalogue.stretch(item.stretch)
    technique = catalogue.technique(item.technique)
    switch = _switch_seconds(index, item, technique)
    for nth, side in enumerate(item.doses):
        if nth:
            cues = _switch_cues(side.side, item.position)
            yield _pause(Phase.SWITCH, switch, index, side, cues)
        before = None
        for beat in technique.beats(side.dose):
            act = _act(beat, index, side, item.limits, stretch, technique)
            yield act.model_copy(update=_paced(beat, side.dose, technique, before))
            before = beat.act


def _switch_seconds(index: int, item: PlanItem, technique: Technique) -> int:
    """What the plan's promise leaves between the sides."""
    sides = sum(technique.side_seconds(side.dose) for side in item.doses)
    switches = len(item.doses) - 1
    rest = item.seconds - sides
    fits = rest > 0 and rest % switches == 0 if switches else rest == 0
    if not fits:
        problem = f"{item.seconds} s promised, the sides take {sides} s"
        raise BadInput(f"items.{index}.seconds", f"{problem}; {switches} switches must fill it")
    return rest // max(switches, 1)


def _paced(beat: Beat, dose: Dose, technique: Technique, before: Act | None) -> dict[str, Any]:
    return {
        "ask_after": ask_after(beat, dose, before),
        "breathing": breathing(beat.act, beat.seconds, technique),
    }


def _switch_cues(to: Side, position: Position) -> ByRole[str]:
    return ByRole[str](
        helper=f"Lay this side down. Go to the {to.value} side.",
        client=f"{SWITCH_IN.get(position, 'Let this side rest.')} The {to.value} side is next.",
    )


def _pause(phase: Phase, seconds: int, item: int, to: SideDose, cues: ByRole[str]) -> Segment:
    return Segment(
        index=0,
        start=0,
        seconds=seconds,
        phase=phase,
        act=None,
        item=item,
        side=to.side,
        repetition=0,
        repetitions=to.dose.repetitions,
        cues=cues,
    )


def _act(
    beat: Beat, item: int, side: SideDose, limits: Limits, stretch: Stretch, technique: Technique
) -> Segment:
    act = beat.act
    deepens = act is Act.DEEPEN or (act in (Act.TAKE_UP, Act.PULL_IN) and beat.repetition > 1)
    words = stretch.words(technique, act)
    cues = words if limits.end_range else _without_end_range(act, words, deepens)
    new_range = deepens or act is Act.MOVE
    return Segment(
        index=0,
        start=0,
        seconds=beat.seconds,
        phase=act.phase,
        act=act,
        item=item,
        side=side.side,
        repetition=beat.repetition,
        repetitions=side.dose.repetitions,
        cues=cues,
        say=technique.say.get(act, "") if limits.end_range or not new_range else "",
        effort_percent=effort(beat, side.dose, limits),
        deepens=deepens,
        cues_if_not_deeper=_not_deeper(beat, technique),
    )


def _without_end_range(act: Act, words: ByRole[str], deepens: bool) -> ByRole[str]:
    """A precaution forbids the end of range: every way towards it says where to stop."""
    if deepens or act is Act.MOVE:
        return words.replace(helper=f"Follow slowly. {FIRST_RESISTANCE}")
    if act in LENGTHENING:
        return words.replace(helper=f"{words.helper} {FIRST_RESISTANCE}")
    return words


def _not_deeper(beat: Beat, technique: Technique) -> ByRole[str] | None:
    """Words for every act that asks for range, or could: a hold may say to follow what yields.

    After a rest the limb has been eased off: there is no "where you are" to stay in.
    """
    again = LESS_FAR if beat.repetition > 1 else EARLY
    words = {Act.TAKE_UP: again, Act.MOVE: EASY, Act.PULL_IN: STAY, Act.DEEPEN: STAY}
    words[Act.HOLD] = STAY
    if beat.act not in words:
        return None
    told = words[beat.act]
    if technique.people == 1:
        return ByRole[str](helper=ALONE, client=told.helper if told is not EASY else told.client)
    return told
