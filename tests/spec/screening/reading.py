"""Reads the tables of this folder: one client a line, what must be found and decided for each."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from endrange.knowledge import NO, UNKNOWN, YES, Answer, Mode, Question, QuestionKind, Trigger, load
from endrange.screening import Clearance, Setting, read_answers, screen
from endrange.values import Side
from tests.strategies import MILD_FOLLOW_UPS, MILD_PAIN, NOTHING_AMISS, TODAY
from tests.tables import rows

TABLES = Path(__file__).parent / "tables"
EVERYTHING = "everything"
SOMEWHERE = "abdomen"
"""What hurts mildly where a line says something of a pain and not where it is."""

STRETCHES = {
    "ankle_out": "peroneals_inversion",
    "buttock": "glute_knee_chest",
    "butterfly": "add_butterfly_supine",
    "calf": "calf_soleus_supine",
    "calf_seated": "calf_chair",
    "chest": "pec_standing_behind",
    "child": "lumbar_childs_pose",
    "half_kneeling": "hipflexor_half_kneeling",
    "hamstring": "ham_slr_shoulder",
    "hamstring_bent": "ham_9090_knee_ext",
    "hip_front": "hipflexor_sidelying",
    "lat": "lat_supine_flexion",
    "neck_side": "neck_upper_trap_seated",
    "neck_turn": "neck_rotation",
    "piriformis": "piri_fig4",
    "rear_shoulder": "post_delt_crossbody_supine",
    "thigh_front": "quad_prone_cleveland",
    "twist": "trunk_rotation_crossover",
    "upper_back": "thoracic_extension_seated",
    "wrist": "wrist_flexors",
}
"""What the tables call a stretch."""

CATALOGUE = load()


class Row(NamedTuple):
    """One line of a table."""

    file: str
    client: str
    answers: str
    where: str
    letters: str
    limits: tuple[str, ...]
    found: tuple[str, ...]
    doubtful: tuple[str, ...]
    absent: tuple[str, ...]

    @property
    def name(self) -> str:
        return f"{self.file}: {self.client}"


def every_row() -> list[Row]:
    return [row for file in sorted(TABLES.glob("*.txt")) for row in _rows_of(file)]


def _rows_of(file: Path) -> Iterator[Row]:
    lines = file.read_text(encoding="utf-8").splitlines()
    for cells in rows("\n".join(line for line in lines if not line.startswith("#"))):
        rules = cells["rule"].split()
        yield Row(
            file=file.stem,
            client=cells["client"],
            answers=cells["answers"],
            where=cells["where"],
            letters=cells["letters"],
            limits=tuple(cells["limits"].split()),
            found=tuple(rule for rule in rules if rule[0] not in "-?"),
            doubtful=tuple(rule[1:] for rule in rules if rule[0] == "?"),
            absent=tuple(rule[1:] for rule in rules if rule[0] == "-"),
        )


def decide(text: str) -> Clearance:
    """The decision about a client told as ``setting=home hurt=knee_L+neck age=72 bones=?``."""
    said = _said(text)
    setting = Setting(said.pop("setting", "clinic"))
    return screen(answers(said), CATALOGUE, on=TODAY, setting=setting)


def answers_of(row: Row) -> dict[str, Answer]:
    """What the client of a line answered, without what the line does not say."""
    said = _said(row.answers)
    said.pop("setting", None)
    return {id_: answer for id_, answer in answers(said).items() if id_ in said}


def _said(text: str) -> dict[str, str]:
    return dict(re.findall(r"(\w+)=(\S+)", text))


def answers(said: Mapping[str, str]) -> dict[str, Answer]:
    """What was told, the mildest answer to all else; ``-`` takes an answer away."""
    told = {id_: _value(CATALOGUE.questions[id_], text) for id_, text in said.items()}
    for id_ in list(told):
        _open(CATALOGUE.questions[id_], told)
    every = NOTHING_AMISS | MILD_FOLLOW_UPS | told
    left = {id_: value for id_, value in every.items() if said.get(id_) != "-"}
    return read_answers(left, CATALOGUE)


def _open(question: Question, told: dict[str, Any]) -> None:
    """Answer the questions before one so that it is put, unless the line answers them itself."""
    for trigger in question.only_if:
        before = CATALOGUE.questions[trigger.question]
        if trigger.question not in told:
            told[trigger.question] = _opening(before, trigger)
        _open(before, told)


def _opening(question: Question, trigger: Trigger) -> object:
    match question.kind:
        case QuestionKind.SEVERAL:
            word = trigger.any_of[0]
            return [question.choices[0].id if word == YES else word]
        case QuestionKind.NUMBER:
            return trigger.at_least if trigger.at_least is not None else (trigger.below or 0) - 1
        case QuestionKind.AREAS if question.asks_pain:
            return [{"place": (trigger.at or (SOMEWHERE,))[0], **MILD_PAIN}]
    return trigger.any_of[0]


def _value(question: Question, text: str) -> object:
    if text in ("?", "-"):
        return UNKNOWN
    match question.kind:
        case QuestionKind.NUMBER:
            return float(text)
        case QuestionKind.DATE:
            return day(text).isoformat()
        case QuestionKind.ENTRIES if text not in (YES, NO):
            return [_entry(one) for one in text.split("+")]
        case QuestionKind.SEVERAL | QuestionKind.AREAS if text not in (YES, NO):
            return [_one(question, one) for one in text.split("+")]
    return text


def _one(question: Question, text: str) -> object:
    if question.asks_pain:
        return _hurting(text)
    return UNKNOWN if text == "?" else text


def _hurting(text: str) -> dict[str, object]:
    """``hip_L~now=7~like=sharp,night``: what is not said is mild, and ``?`` is not known."""
    place, *more = text.split("~")
    said: dict[str, Any] = {"place": place, **MILD_PAIN}
    for one in more:
        name, _, told = one.partition("=")
        match name:
            case "like":
                said["characters"] = [UNKNOWN if w == "?" else w for w in told.split(",")]
            case _:
                said[name] = UNKNOWN if told == "?" else int(told)
    return said


def _entry(text: str) -> dict[str, object]:
    """``strain@thigh_back_L~10d~state=settling`` as screening reads it."""
    head, *more = text.split("~")
    what, _, place = head.partition("@")
    entry: dict[str, object] = {"what": what, "details": {}}
    if found := re.fullmatch(r"(?:(\w+)_)?([LR])", place):
        entry |= {"side": "left" if found[2] == "L" else "right"}
        place = found[1] or ""
    if place:
        entry["area"] = place
    for one in more:
        if "=" in one:
            detail, _, chosen = one.partition("=")
            entry["details"] = {**entry["details"], detail: chosen}  # type: ignore[dict-item]
        else:
            entry["on"] = day(one).isoformat()
    return entry


def day(text: str) -> date:
    """``10d`` is ten days ago, ``6w`` six weeks, ``-1d`` tomorrow."""
    weeks = 7 if text[-1] == "w" else 1
    return TODAY - timedelta(days=int(text[:-1]) * weeks)


def letters(clearance: Clearance, where: str) -> str:
    """The four letters at a stretch; of everything only where they are the same."""
    if where == EVERYTHING:
        every = {_four(one.verdicts) for one in (*clearance.stretches, *clearance.regions)}
        return every.pop() if len(every) == 1 else f"{len(every)} different"
    stretch, side = where.split()
    return _four(clearance.of(STRETCHES[stretch], Side(side)).verdicts)


def _four(verdicts: Mapping[Mode, Any]) -> str:
    return "".join(verdicts[mode].letter for mode in Mode)


def limits(clearance: Clearance, where: str) -> set[str]:
    """The limits at a stretch; of everything, how soon to be seen."""
    if where == EVERYTHING:
        return {clearance.urgency.value} if clearance.urgency else set()
    stretch, side = where.split()
    row = clearance.of(STRETCHES[stretch], Side(side))
    return {limit.code.value for limit in row.modifications}
