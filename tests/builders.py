"""Small valid entries with defaults, so that a test names only what it is about."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from endrange.assessment import Reading
from endrange.knowledge import (
    Act,
    Area,
    Catalogue,
    Dose,
    Equipment,
    Laterality,
    LayPartner,
    Load,
    Measure,
    MeasurementError,
    Mode,
    Muscle,
    Part,
    Position,
    Precaution,
    ProtocolStep,
    Push,
    Question,
    QuestionKind,
    Range,
    Scope,
    Sensation,
    Source,
    Stretch,
    Technique,
    Trigger,
    Verdict,
)
from endrange.knowledge.operations import Operation, Window
from endrange.screening import Clearance, Finding, Setting, StretchClearance
from endrange.values import ByRole, Side, Value

OURS = ("ours",)


def between(low: int, high: int, default: int) -> Range:
    return Range(low=low, high=high, default=default, sources=OURS, because="for the test")


def step(act: Act, low: int, high: int, default: int) -> ProtocolStep:
    return ProtocolStep(act=act, seconds=between(low, high, default))


def source(id_: str = "ours") -> Source:
    return Source(id=id_, authors="We", title="A source for tests", read="not read", grade="ours")


def muscle(id_: str, **changes: Any) -> Muscle:
    fields: dict[str, Any] = {
        "id": id_,
        "name": id_,
        "common_name": id_,
        "area": "thigh_back",
        "joints": (Part.HIP,),
        "actions": ("HIP extension",),
        "sources": OURS,
    }
    return Muscle.model_validate(fields | changes)


def area(id_: str, **changes: Any) -> Area:
    fields: dict[str, Any] = {
        "id": id_,
        "name": id_.replace("_", " "),
        "paired": True,
        "shown_on": (Part.HIP,),
        "sources": OURS,
    }
    return Area.model_validate(fields | changes)


def measure(id_: str = "slr", **changes: Any) -> Measure:
    fields: dict[str, Any] = {
        "id": id_,
        "name": "Straight-leg raise",
        "joint": Part.HIP,
        "movement": "flexion",
        "unit": "deg",
        "active": False,
        "paired": True,
        "further": "higher",
        "low": 0,
        "high": 150,
        "position": "On the back",
        "stabilise": "Other thigh",
        "landmarks": "Shin",
        "end_criteria": ("first firm resistance", "pain"),
        "instruments": ("inclinometer", "goniometer"),
        "trials": 3,
        "error": MeasurementError(
            same_examiner=2.5, other_examiner=3.7, assumed=False, basis="test", sources=OURS
        ),
        "sources": OURS,
    }
    return Measure.model_validate(fields | changes)


def passive(**changes: Any) -> Technique:
    fields: dict[str, Any] = {
        "id": "passive",
        "name": "Passive",
        "summary": "The helper moves to the first firm resistance and holds.",
        "people": 2,
        "needs": (Mode.PAS,),
        "repetitions": between(2, 4, 3),
        "before": (step(Act.GET_READY, 5, 15, 8),),
        "each": (
            step(Act.TAKE_UP, 3, 10, 5),
            step(Act.HOLD, 15, 60, 30),
            step(Act.REST, 5, 30, 15),
        ),
        "cues": {act: ByRole[str](helper=f"{act}.", client=f"{act}.") for act in Act},
        "breathing": "Breathe out.",
        "evidence": "Long holds help.",
        "grade": "review",
        "sources": OURS,
    }
    return Technique.model_validate(fields | changes)


def hold_relax(**changes: Any) -> Technique:
    fields: dict[str, Any] = {
        "id": "hold_relax",
        "name": "Hold-relax",
        "summary": "Push, let go, a little further.",
        "needs": (Mode.ISO, Mode.PAS),
        "repetitions": between(1, 4, 3),
        "effort_percent": between(20, 60, 25),
        "before": (step(Act.GET_READY, 5, 15, 8), step(Act.TAKE_UP, 5, 15, 10)),
        "each": (
            step(Act.CONTRACT, 3, 10, 6),
            step(Act.LET_GO, 2, 10, 3),
            step(Act.DEEPEN, 5, 30, 15),
            step(Act.REST, 0, 30, 10),
        ),
    }
    return passive(**(fields | changes))


def stretch(id_: str = "ham", **changes: Any) -> Stretch:
    fields: dict[str, Any] = {
        "id": id_,
        "name": f"Stretch {id_}",
        "lead": "One sentence.",
        "area": "thigh_back",
        "primary_muscles": ("hamstrings",),
        "joint": Part.HIP,
        "movement": "flexion",
        "end_range": "flexion with the knee straight",
        "measure": "slr",
        "position": Position.SUPINE,
        "laterality": Laterality.UNILATERAL,
        "equipment": Equipment(any_of=("mat", "table")),
        "helper_position": "Kneel beside the leg.",
        "hands": ("Above the kneecap.", "Round the shin."),
        "client_setup": ("Lie on your back.",),
        "helper_steps": ("Lift the leg.",),
        "client_steps": ("Let the leg be heavy.",),
        "push": Push(
            client="Press your heel down.",
            direction="HIP extension",
            effort_low_percent=20,
            effort_high_percent=50,
        ),
        "techniques": ("passive", "hold_relax"),
        "felt": "Back of the thigh.",
        "must_not_feel": (
            Sensation(feels="Tingling", kind="nerve", action="Lower and stop.", stop=True),
        ),
        "self_stretch": "With a strap.",
        "lay_partner": LayPartner.YES,
        "difficulty": 1,
        "breathing": "Out as the helper leans in.",
        "loads": (Load(part=Part.HIP, what="flexion", upper_degrees=90),),
        "sources": OURS,
    }
    return Stretch.model_validate(fields | changes)


def question(id_: str, kind: QuestionKind = QuestionKind.YES_NO, **changes: Any) -> Question:
    fields: dict[str, Any] = {
        "id": id_,
        "text": f"{id_.replace('_', ' ')}?",
        "why": "Because.",
        "part": "Health",
        "kind": kind,
        "sources": OURS,
    }
    return Question.model_validate(fields | changes)


def precaution(id_: str, on: str, verdict: Verdict, **changes: Any) -> Precaution:
    """A precaution that a plain yes to question ``on`` triggers, in all four columns."""
    fields: dict[str, Any] = {
        "id": id_,
        "title": id_,
        "when": ((Trigger(question=on, any_of=("yes",)),),),
        "scope": Scope(everywhere=True),
        "verdicts": dict.fromkeys(Mode, verdict),
        "because": "A reason in plain words.",
        "changes_if": "The answer changes.",
        "grade": "ours",
        "sources": OURS,
    }
    return Precaution.model_validate(fields | changes)


def window(id_: str, *weeks: int, **changes: Any) -> Window:
    """What holds in some weeks; without changes, not now in all four columns."""
    return Window.model_validate({"id": id_, "weeks": weeks, "verdicts": "N N N N"} | changes)


def operation(id_: str = "SX-1", **changes: Any) -> Operation:
    """An operation on the knee, listed as ``knee``."""
    fields: dict[str, Any] = {
        "id": id_,
        "title": "New knee",
        "what": ("knee",),
        "scope": Scope(places_of="operations"),
        "published": "Nothing.",
        "because": "A reason in plain words.",
        "ask": "May it be moved?",
        "grade": "ours",
        "sources": OURS,
    }
    return Operation.model_validate(fields | changes)


def dose(repetitions: int = 3, effort_percent: int | None = None, **seconds: int) -> Dose:
    return Dose(repetitions=repetitions, seconds=seconds, effort_percent=effort_percent)


def catalogue(**kinds: tuple[Value, ...]) -> Catalogue:
    """A catalogue of the given entries, by kind; kinds that are not named are small defaults."""
    entries: dict[str, tuple[Any, ...]] = {
        "sources": (source(),),
        "muscles": (muscle("hamstrings"),),
        "areas": (area("thigh_back", muscles=("hamstrings",)),),
        "measures": (measure(),),
        "techniques": (passive(), hold_relax()),
        "stretches": (stretch(),),
        "presets": (),
        "goals": (),
        "questions": (),
        "precautions": (),
    }
    entries |= kinds
    tables = {kind: {entry.id: entry for entry in some} for kind, some in entries.items()}
    return Catalogue.model_validate({"version": "test", **tables})


READING_DAY = datetime(2026, 9, 4, 9, 0, tzinfo=UTC)


def reading(value: float, day: int = 0, **changes: Any) -> Reading:
    """A straight-leg raise of the left leg, ``day`` days after the first of all readings."""
    fields: dict[str, Any] = {
        "measure": "slr",
        "side": Side.LEFT,
        "value": value,
        "trials": (value,),
        "active": False,
        "instrument": "inclinometer",
        "examiner": "sam",
        "end_criterion": "first firm resistance",
        "taken_at": READING_DAY + timedelta(days=day),
    }
    return Reading.model_validate(fields | changes)


def row(stretch_id: str, side: Side = Side.LEFT, **changes: Any) -> StretchClearance:
    """One decision about one stretch and side: proceed in every column."""
    fields: dict[str, Any] = {
        "stretch": stretch_id,
        "side": side,
        "verdicts": dict.fromkeys(Mode, Verdict.PROCEED),
    }
    return StretchClearance.model_validate(fields | changes)


def finding(precaution_id: str, verdict: Verdict, **changes: Any) -> Finding:
    fields: dict[str, Any] = {
        "precaution": precaution_id,
        "title": precaution_id.replace("_", " ").capitalize(),
        "answered": ("A question: yes",),
        "certain": True,
        "verdict": verdict,
        "everywhere": False,
        "places": ("Hip, left",),
        "modifications": (),
        "urgency": None,
        "because": "A reason in plain words.",
        "changes_if": "The answer changes.",
        "ask": "",
        "grade": "ours",
        "sources": OURS,
    }
    return Finding.model_validate(fields | changes)


def clearance(known: Catalogue, *rows: StretchClearance, **changes: Any) -> Clearance:
    """No reason to stop found, for every stretch and side of a catalogue, except where ``rows``."""
    given = {(each.stretch, each.side): each for each in rows}
    fields: dict[str, Any] = {
        "on": date(2026, 11, 20),
        "setting": Setting.CLINIC,
        "catalogue": known.version,
        "urgency": None,
        "findings": (),
        "regions": (),
        "stretches": tuple(
            given.get((each.id, side), row(each.id, side))
            for each in known.stretches.values()
            for side in each.sides
        ),
    }
    return Clearance.model_validate(fields | changes)
