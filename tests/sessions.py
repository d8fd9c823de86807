"""Small plans and short stories of a session, for the tests of the session room."""

import random
from collections.abc import Iterable, Sequence
from typing import Any

from endrange.knowledge import Act, Catalogue, Dose, Position, Word, load
from endrange.planning import SWITCH_SECONDS, Limits, PlanItem, SessionPlan, SideDose, Turn
from endrange.planning.pauses import turns_of
from endrange.session import Answer, Event, EventKind, SessionState, Timeline, compile, step
from endrange.values import Role, Side
from tests import builders

SWITCH = 10

HOLD_RELAX = Dose(
    repetitions=2,
    seconds={
        Act.GET_READY: 8,
        Act.TAKE_UP: 10,
        Act.CONTRACT: 6,
        Act.LET_GO: 3,
        Act.DEEPEN: 15,
        Act.REST: 10,
    },
    effort_percent=25,
)
PASSIVE = Dose(
    repetitions=2,
    seconds={Act.GET_READY: 8, Act.TAKE_UP: 5, Act.HOLD: 30, Act.REST: 15},
)
DOSES = {"hold_relax": HOLD_RELAX, "passive": PASSIVE}


def catalogue() -> Catalogue:
    """Three stretches: two at the hip, one at the knee lying on the front."""
    return builders.catalogue(
        stretches=(
            builders.stretch("ham"),
            builders.stretch("glute"),
            builders.stretch("quad", joint="KNEE", position=Position.PRONE),
        )
    )


def item(
    stretch: str = "ham",
    technique: str = "hold_relax",
    sides: Sequence[Side] = (Side.LEFT, Side.RIGHT),
    dose: Dose | None = None,
    **changes: Any,
) -> PlanItem:
    """One stretch, its sides with the same dose; its seconds add up unless told otherwise."""
    dose = dose or DOSES[technique]
    each = catalogue().technique(technique).side_seconds(dose)
    fields: dict[str, Any] = {
        "stretch": stretch,
        "technique": technique,
        "position": catalogue().stretch(stretch).position,
        "doses": tuple(SideDose(side=side, dose=dose) for side in sides),
        "because": ("for the test",),
        "seconds": len(sides) * each + (len(sides) - 1) * SWITCH,
    }
    return PlanItem.model_validate(fields | changes)


def plan(*items: PlanItem, turns: tuple[Turn, ...] = (), **changes: Any) -> SessionPlan:
    seconds = sum(one.seconds for one in items) + sum(turn.seconds for turn in turns)
    fields: dict[str, Any] = {
        "catalogue": "test",
        "minutes": 60,
        "items": items,
        "turns": turns,
        "seconds": seconds,
        "objective": 0,
        "bound": 0,
    }
    return SessionPlan.model_validate(fields | changes)


def turn(before_item: int, to: Position = Position.PRONE, seconds: int = 30) -> Turn:
    return Turn(before_item=before_item, to=to, seconds=seconds)


def timeline(*items: PlanItem, turns: tuple[Turn, ...] = ()) -> Timeline:
    return compile(plan(*(items or (item(),)), turns=turns), catalogue())


def reacting(*items: PlanItem, turns: tuple[Turn, ...] = ()) -> Timeline:
    """The same with the shipped event table in force."""
    known = catalogue().replace(reactions=load().reactions)
    return compile(plan(*(items or (item(),)), turns=turns), known)


def real(*pairs: tuple[str, str], limits: Limits | None = None) -> Timeline:
    """Shipped stretches with shipped techniques, two repetitions a side, turning over between."""
    known = load()
    items = []
    for stretch, technique in pairs:
        position = known.stretch(stretch).position
        how = known.technique(technique)
        dose = how.default_dose.replace(repetitions=2)
        doses = tuple(SideDose(side=side, dose=dose) for side in known.stretch(stretch).sides)
        switches = (len(doses) - 1) * SWITCH_SECONDS[position]
        one = PlanItem(
            stretch=stretch,
            technique=technique,
            position=position,
            doses=doses,
            limits=limits or Limits(),
            because=("for the test",),
            seconds=len(doses) * how.side_seconds(dose) + switches,
        )
        items.append(one)
    turns = turns_of(items, slowly=False)
    return compile(plan(*items, turns=turns, catalogue=known.version), known)


def pulling_in() -> Timeline:
    """Push, let go, pull in, and go deeper at once: one side, two repetitions."""
    acts = (Act.CONTRACT, Act.LET_GO, Act.PULL_IN, Act.DEEPEN, Act.REST)
    crac = builders.hold_relax(id="crac", each=[builders.step(act, 3, 30, 6) for act in acts])
    dose = crac.default_dose.replace(repetitions=2)
    one = item(sides=(Side.LEFT,), dose=dose, seconds=crac.side_seconds(dose))
    known = builders.catalogue(techniques=(crac,), stretches=(builders.stretch("ham"),))
    return compile(plan(one.replace(technique="crac")), known)


def hour() -> Timeline:
    """About sixty minutes: as long as a plan is in everyday work."""
    return timeline(*(item(stretch) for stretch in ("ham", "glute", "quad") * 6))


def tell(story: str) -> tuple[Event, ...]:
    """Events from lines such as ``12.5 client comfort 5 0``: seconds, who, what, stretch, pain.

    One a line, or between semicolons. A dash is a number not given. After ``sensation`` comes a
    word, after ``recheck`` an answer, after ``range`` degrees. Each role is one device, its events
    numbered from 1.
    """
    counts = dict.fromkeys(Role, 0)
    events = []
    lines = (line.strip() for line in story.replace(";", "\n").splitlines())
    for line in filter(None, lines):
        at, role, kind, *rated = line.split()
        counts[Role(role)] += 1
        events.append(
            Event(
                device=role,
                sequence=counts[Role(role)],
                at=round(float(at) * 1000),
                role=Role(role),
                kind=EventKind(kind),
                **_said(kind, rated),
            )
        )
    return tuple(events)


def _said(kind: str, told: Sequence[str]) -> dict[str, Any]:
    names = {"sensation": ("word",), "recheck": ("answer", "word"), "range": ("degrees",)}
    given = zip(names.get(kind, ("stretch", "pain")), told, strict=False)
    return {
        name: int(value) if value.lstrip("-").isdigit() else value
        for name, value in given
        if value != "-"
    }


def states(timeline: Timeline, events: Iterable[Event]) -> tuple[SessionState, ...]:
    """The state after each event."""
    found = []
    state = SessionState()
    for event in events:
        state = step(state, event, timeline)
        found.append(state)
    return tuple(found)


LIKELY = (
    *EventKind,
    *((EventKind.START, EventKind.RESUME, EventKind.READY, EventKind.COMFORT) * 3),
    *((EventKind.NEXT, EventKind.BACK, EventKind.SKIP) * 2),
    *((EventKind.SENSATION, EventKind.RECHECK, EventKind.RANGE) * 3),
)
"""Each kind at least once; what keeps a session going, more often."""


def random_events(dice: random.Random, count: int) -> tuple[Event, ...]:
    """Any events at all: some late, some twice, some pointless. Mostly in order."""
    events: list[Event] = []
    now = 0
    for sequence in range(count):
        now += dice.choice((0, 1, 999, 1_000, 2_000, 10_000, dice.randrange(90_000)))
        late = dice.random() < 0.1
        kind = EventKind.START if not sequence and dice.random() < 0.9 else dice.choice(LIKELY)
        event = Event(
            device=dice.choice(("tablet", "phone")),
            sequence=dice.randrange(count * 4) if dice.random() < 0.1 else sequence,
            at=dice.randrange(now + 1) if late else now,
            role=Role.HELPER if dice.random() < 0.7 else Role.CLIENT,
            kind=kind,
            **_anything(dice, kind),
        )
        if kind is EventKind.END and dice.random() < 0.9:
            continue
        events += [event] * (2 if dice.random() < 0.1 else 1)
        if kind in HALTING and dice.random() < 0.6:
            events += _going_on(sequence, now + dice.choice((0, 45_000, 400_000)))
            now = events[-1].at
    return tuple(events)


HALTING = (EventKind.STOP, EventKind.HURTS, EventKind.SENSATION)


def _going_on(after: int, now: int) -> list[Event]:
    """What people do after most stops: it is gone, and on they go."""
    told = (
        (Role.CLIENT, EventKind.RECHECK, {"answer": Answer.GONE}),
        (Role.CLIENT, EventKind.READY, {}),
        (Role.HELPER, EventKind.RESUME, {}),
    )
    return [
        Event(device=f"on-{after}", sequence=n, at=now + n, role=role, kind=kind, **said)
        for n, (role, kind, said) in enumerate(told)
    ]


MILD = (Word.BREAK, Word.CLICK, Word.BREATH_HELD, Word.CRAMP, Word.TOO_STRONG, Word.SPASM, None)
"""Words after which most sessions go on, and none at all: said more often."""
ANSWERS = (Answer.GONE, Answer.GONE, Answer.GONE, Answer.STILL, Answer.WORSE, None)


def _anything(dice: random.Random, kind: EventKind) -> dict[str, Any]:
    if kind is EventKind.COMFORT:
        pains = (None, 0, 0, 1, 2, 3, 4, 7)
        return {"stretch": dice.choice((None, 2, 4, 6, 7)), "pain": dice.choice(pains)}
    if kind is EventKind.SENSATION:
        return {"word": dice.choice((*Word, *MILD * 3))}
    if kind is EventKind.RECHECK:
        return {"answer": dice.choice(ANSWERS), "word": dice.choice((None, None, *Word))}
    return {"degrees": dice.randrange(-20, 150)} if kind is EventKind.RANGE else {}
