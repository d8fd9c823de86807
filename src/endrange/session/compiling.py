"""From a plan to a clock: every act of every side, with the words for both people."""

from collections.abc import Iterator

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
from endrange.session.timeline import Card, Segment, Timeline
from endrange.values import ByRole, Side

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
ALONE = "Keep your hands away. Watch."
FIRST_RESISTANCE = "Stop at the first firm resistance."
RELEASE = ByRole[str](
    helper="Let go slowly. Keep your hands under.", client="Go loose. Breathe. Take your time."
)
TURN_TO = {
    Position.SUPINE: "Lie on your back.",
    Position.SIDE_LYING: "Lie on your side.",
    Position.PRONE: "Lie on your front.",
    Position.KNEELING: "Come to kneeling.",
    Position.SEATED: "Sit up.",
    Position.STANDING: "Stand up.",
}


def compile(plan: SessionPlan, catalogue: Catalogue) -> Timeline:
    """Put a plan on a clock; the timeline lasts exactly ``plan.seconds``.

    Raises: BadInput if the plan is empty, was made with another catalogue, asks for more than its
    own limits or does not add up; UnknownId if it names what the catalogue lacks.
    """
    _check(plan, catalogue)
    return Timeline(
        catalogue=catalogue.version,
        seconds=plan.seconds,
        cards=tuple(_card(item, catalogue) for item in plan.items),
        segments=_laid_out(_segments(plan, catalogue), plan.seconds),
    )


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


def _card(item: PlanItem, catalogue: Catalogue) -> Card:
    stretch = catalogue.stretch(item.stretch)
    technique = catalogue.technique(item.technique)
    return Card(
        stretch=stretch.id,
        name=stretch.name,
        technique=technique.id,
        technique_name=technique.name,
        joint=stretch.joint,
        position=item.position,
        helper_position=stretch.helper_position,
        client_setup=stretch.client_setup,
        hands=stretch.hands,
        felt=stretch.felt,
        must_not_feel=stretch.must_not_feel,
        limits=item.limits,
        cues_if_stopped=RELEASE,
        cues_if_too_strong=_ease_off("it is", "pulls", item.limits.stretch_sensation, technique),
        cues_if_painful=_ease_off("the pain is", "hurts", item.limits.pain, technique),
        words_if_hurt=_hurt_words(stretch, catalogue),
    )


def _ease_off(what: str, does: str, limit: int, technique: Technique) -> ByRole[str]:
    """What counts at once when a number is above the limit."""
    until = f"{what} {limit} or less" if limit else f"nothing {does}"
    if technique.people == 1:
        return ByRole[str](helper=ALONE, client=f"Ease off until {until}.")
    return ByRole[str](helper=f"Ease off until {until}.", client=f"Go loose. Say when {until}.")


def _hurt_words(stretch: Stretch, catalogue: Catalogue) -> str:
    joint = catalogue.joints.get(stretch.joint)
    named = f": the {joint.name.lower()}" if joint else ""
    return f"It hurt at this joint today{named}. No deeper."


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
            yield _pause(Phase.SWITCH, switch, index, side, _switch_cues(side.side))
        for beat in technique.beats(side.dose):
            yield _act(beat, index, side, item.limits, stretch, technique)


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


def _switch_cues(to: Side) -> ByRole[str]:
    return ByRole[str](
        helper=f"Lay this side down. Go to the {to.value} side.",
        client=f"Let this side rest. The {to.value} side is next.",
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
        effort_percent=_effort(side.dose, limits) if act is Act.CONTRACT else None,
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


def _effort(dose: Dose, limits: Limits) -> int | None:
    asked = (dose.effort_percent, limits.effort_percent)
    return min((percent for percent in asked if percent is not None), default=None)
