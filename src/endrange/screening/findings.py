"""From a precaution and the answers to a finding: certain or not, unlocked or not, in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from endrange.knowledge import (
    REGIONS,
    UNKNOWN,
    Catalogue,
    ClinicianClearance,
    Mode,
    Modification,
    ModificationCode,
    Part,
    Place,
    Precaution,
    Question,
    Setting,
    Trigger,
    Urgency,
    Verdict,
)
from endrange.screening.clearance import Finding, overall, stricter, worst
from endrange.screening.limits import BY_STRETCH, Cells, Keyed, barred, keyed, sided, tightest
from endrange.screening.reach import Reach, reach, region_of, side_of
from endrange.screening.truth import (
    Answers,
    Case,
    applies,
    entries_behind,
    group_holds,
    holds,
    put,
)
from endrange.screening.wording import in_words, part_in_words, place_in_words
from endrange.values import Side


@dataclass(frozen=True, slots=True)
class Applied:
    """A precaution at work on one person, in one setting."""

    row: Precaution
    certain: bool
    reach: Reach
    limits: tuple[Keyed, ...]
    by_stretch: tuple[Keyed, ...]
    """Those of them whose effect depends on the stretch."""
    locked: Cells
    """All four columns where it reaches, before the stretch itself is looked at."""
    opened: frozenset[Mode]
    """Columns a clinician's word opens, where all that closes them is "clearance"."""
    columns: Cells
    """The same four, with what the clinician's word opens."""
    plain: tuple[Keyed, ...]
    """The limits in the same order, without their sides."""
    techniques: tuple[str, ...] = ()
    """Closed where it reaches, whatever the columns say."""

    def shown(self, part: Part, side: Side) -> Iterator[Keyed]:
        """The limits a region shows: none on a joint of another, and its own without its side."""
        for (*_, limit), plain in zip(self.limits, self.plain, strict=True):
            shown = region_of(limit.part) if limit.part else part
            if (shown is part or shown not in REGIONS) and limit.side in (None, side):
                yield plain

    @property
    def hands_off(self) -> bool:
        """Whether hands stay off the place, wherever they would go."""
        codes = {modification.code for modification in self.row.modifications}
        return ModificationCode.NOTOUCH in codes

    def region(self, part: Part, side: Side) -> Cells:
        """The same for a region, where no single stretch is looked at yet."""
        if not self.reach.region(part, side):
            return {}
        if any(limit.part is part for *_, limit in self.limits):
            return {mode: stricter(cell, Verdict.ADAPT) for mode, cell in self.columns.items()}
        return self.columns


def apply(
    row: Precaution, case: Case, setting: Setting, clearances: tuple[ClinicianClearance, ...]
) -> Applied | None:
    """One precaution against all answers; None when it does not apply.

    Args:
        clearances: those in force on the day.
    """
    truth = applies(row, case) if setting in row.settings else False
    if truth is False:
        return None
    return applied(row, truth is True, _reach(row, case), setting, clearances)


def applied(
    row: Precaution,
    certain: bool,
    reached: Reach,
    setting: Setting,
    clearances: tuple[ClinicianClearance, ...],
) -> Applied:
    """One precaution that holds, where it reaches, with the clearances that name it."""
    named = [clearance for clearance in clearances if row.id in clearance.precautions]
    given = (limit for clearance in named for limit in clearance.limits)
    own = (limit for limit in row.modifications if _is_about(limit, reached))
    limits = tightest(keyed(sided(limit, reached.letters)) for limit in (*own, *given))
    verdicts = _verdicts(row) if certain else _doubtful(row, setting)
    locked = barred(verdicts, (limit for *_, limit in limits), setting)
    opened = _opened(row, certain=certain, named=named)
    return Applied(
        row=row,
        certain=certain,
        reach=reached,
        limits=limits,
        by_stretch=tuple(one for one in limits if one.limit.code in BY_STRETCH),
        locked=locked,
        opened=opened,
        columns=unlocked(locked, opened),
        plain=tuple(map(_without_side, limits)),
    )


def _without_side(one: Keyed) -> Keyed:
    return keyed(one.limit.model_copy(update={"side": None})) if one.limit.side else one


def _is_about(limit: Modification, reached: Reach) -> bool:
    """Whose shoulder came out needs no limit on the kneecap: other joints are not this person's."""
    return limit.part is None or not limit.part.moves or reached.meets(limit.part)


def unlocked(cells: Cells, opened: frozenset[Mode]) -> Cells:
    """A clinician opens ``clearance`` and nothing else."""
    return {
        mode: Verdict.ADAPT if cell is Verdict.CLEARANCE and mode in opened else cell
        for mode, cell in cells.items()
    }


def _verdicts(row: Precaution) -> Mapping[Mode, Verdict]:
    """An emergency is one in every column, whatever the row leaves out."""
    if _worst(row) is Verdict.EMERGENCY:
        return dict.fromkeys(Mode, Verdict.EMERGENCY)
    return row.verdicts


def _doubtful(row: Precaution, setting: Setting) -> Mapping[Mode, Verdict]:
    """What "don't know" makes of a row: never better than no (safety.md 0.2).

    Every column that a yes would restrict gets the same word, by the worst that a yes could mean.
    """
    word = _word_of_doubt(_worst(row), setting)
    return {
        mode: Verdict.PROCEED if verdict is Verdict.PROCEED else word
        for mode, verdict in _verdicts(row).items()
    }


def _word_of_doubt(worst_case: Verdict, setting: Setting) -> Verdict:
    if worst_case in (Verdict.AVOID, Verdict.EMERGENCY):
        return Verdict.CLEARANCE
    if worst_case is Verdict.CLEARANCE and setting.has_practitioner:
        return Verdict.ADAPT
    return worst_case


def _worst(row: Precaution) -> Verdict:
    return worst(row.verdicts.values())


def _opened(row: Precaution, *, certain: bool, named: list[ClinicianClearance]) -> frozenset[Mode]:
    """Columns a clinician opens.

    None while we do not know whether the row is an emergency or not now at all: then an answer is
    wanted, not a signature, because a yes is something no signature opens.
    """
    if _wants_an_answer(row, certain):
        return frozenset()
    return frozenset(mode for clearance in named for mode in clearance.modes)


def _wants_an_answer(row: Precaution, certain: bool) -> bool:
    return not certain and _worst(row) in (Verdict.AVOID, Verdict.EMERGENCY)


def _reach(row: Precaution, case: Case) -> Reach:
    if _worst(row) is Verdict.EMERGENCY:
        return Reach(everywhere=True)
    places = _places_said(row, case)
    if None in places:
        return reach(row.scope, (), case.catalogue)
    return reach(row.scope, tuple(place for place in places if place), case.catalogue)


def _places_said(row: Precaution, case: Case) -> tuple[Place | None, ...]:
    """Where the answer says: its places, or of a list those of the entries that trigger the row.

    None stands for an entry that does not say where.
    """
    told = case.answers.get(row.scope.question or "")
    if told is None:
        return ()
    return told.places or tuple(
        entry.place
        for trigger, entry in entries_behind(row, case)
        if trigger.question == row.scope.question
    )


def finding(applied: Applied, case: Case) -> Finding:
    """The same in words, for the person on the table and the one beside it."""
    asked = tuple(_asked(applied.row, case))
    certain, everywhere = applied.certain, applied.reach.everywhere
    return Finding(
        **told_of(applied),
        answered=tuple(in_words(question, applied.row, case) for question in asked),
        basis=tuple(_basis(question, case.answers) for question in asked),
        personal=all(applied.row.when),
        everywhere=everywhere,
        places=() if everywhere else _places(applied, case.catalogue),
        changes_if=applied.row.changes_if if certain else _open_question(asked, case.answers),
    )


def told_of(applied: Applied) -> dict[str, Any]:
    """What a finding says of its precaution, whoever or whatever made it apply."""
    row, columns = applied.row, applied.columns
    return {
        "precaution": row.id,
        "title": row.title,
        "certain": applied.certain,
        "verdicts": columns,
        "verdict": overall(columns),
        "modifications": tuple(limit for *_, limit in applied.limits),
        "waits": _waits(applied),
        "urgency": _urgency(row) if applied.certain else None,
        "because": row.because,
        "ask": row.ask,
        "grade": row.grade,
        "sources": row.sources,
    }


def _waits(applied: Applied) -> tuple[Mode, ...]:
    """None while a yes could mean not now or an emergency: see ``_opened``."""
    if _wants_an_answer(applied.row, applied.certain):
        return ()
    return tuple(mode for mode, cell in applied.locked.items() if cell is Verdict.CLEARANCE)


def _basis(question: Question, answers: Answers) -> str:
    said = answers.get(question.id)
    if said is not None and not isinstance(said.value, str):
        said = said.replace(value="number")
    return f"{question.id} {said.model_dump_json() if said else 'not answered'}"


def _urgency(row: Precaution) -> Urgency | None:
    """An emergency that names no time is one now."""
    if _worst(row) is Verdict.EMERGENCY:
        return row.urgency or Urgency.CALL_NOW
    return row.urgency


def _asked(row: Precaution, case: Case) -> Iterator[Question]:
    """The questions behind a finding, each once: those that hold, or that nobody answered."""
    seen: dict[str, Question] = {}
    truth = applies(row, case)
    for group in row.when:
        if group_holds(group, case) is truth:
            for trigger in group:
                seen |= _behind(trigger, case)
    where = row.scope.places_of
    if where and where in case.answers:
        seen[where] = case.catalogue.questions[where]
    yield from seen.values()


def _behind(trigger: Trigger, case: Case) -> dict[str, Question]:
    """The question of a trigger; while its branch is not known to be open, what opens it too."""
    question = case.catalogue.questions[trigger.question]
    if put(question, case) is not None:
        return {question.id: question}
    openers: dict[str, Question] = {}
    for opener in question.only_if:
        if holds(opener, case) is None:
            openers |= _behind(opener, case)
    return openers | {question.id: question} if question.id in case.answers else openers


def _open_question(asked: tuple[Question, ...], answers: Answers) -> str:
    open_ = [q.text for q in asked if q.id not in answers or answers[q.id].value == UNKNOWN]
    return f"You answer: {' '.join(open_)}"


def _places(applied: Applied, catalogue: Catalogue) -> tuple[str, ...]:
    """Names of what is reached: the places somebody named, or the parts and areas of the rule."""
    scope, named = applied.row.scope, applied.reach.places
    if named and not scope.sides_of:
        return tuple(place_in_words(place, catalogue) for place in named)
    side = side_of(applied.reach.letters)
    parts = (part_in_words(part, side) for part in scope.parts)
    areas = (place_in_words(Place(area=area, side=side), catalogue) for area in scope.areas)
    return (*parts, *areas)
