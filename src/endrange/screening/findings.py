"""From a precaution and the answers to a finding: certain or not, unlocked or not, in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from endrange.knowledge import (
    PART_NAMES,
    UNKNOWN,
    Answer,
    Catalogue,
    ClinicianClearance,
    Mode,
    Modification,
    ModificationCode,
    Part,
    Place,
    Precaution,
    Question,
    QuestionKind,
    Setting,
    Trigger,
    Urgency,
    Verdict,
)
from endrange.screening.clearance import Finding, overall, stricter, worst
from endrange.screening.limits import BY_STRETCH, Cells, barred, merged, sided, tighten
from endrange.screening.reach import ACTIVE_ONLY, NOWHERE, Reach, Strain, letters, reach
from endrange.screening.truth import Answers, applies, group_holds, holds, is_put
from endrange.values import Side

NO_TOUCH = Modification(code=ModificationCode.NOTOUCH)


@dataclass(frozen=True, slots=True)
class Applied:
    """A precaution at work on one person, in one setting."""

    row: Precaution
    certain: bool
    reach: Reach
    modifications: tuple[Modification, ...]
    by_stretch: tuple[Modification, ...]
    """Those of them whose effect depends on the stretch."""
    locked: Cells
    """All four columns where it reaches, before the stretch itself is looked at."""
    opened: frozenset[Mode]
    """Columns a clinician's word opens, where all that closes them is "clearance"."""
    columns: Cells
    """The same four, with what the clinician's word opens."""
    techniques: tuple[str, ...] = ()
    """Closed where it reaches, whatever the columns say."""

    def cells(self, on: Strain) -> Cells:
        """The columns of a stretch that this reaches, with its verdict in each."""
        modes = self._modes(on)
        if len(modes) == len(Mode) and not self.by_stretch:
            return self.columns
        if not modes:
            return self._hands_off() if self._may_touch(on) else {}
        reached = {mode: self.locked[mode] for mode in Mode if mode in modes}
        return unlocked(tighten(reached, self.by_stretch, on), self.opened)

    def limits(self, on: Strain) -> tuple[Modification, ...]:
        """The modifications that come with those cells."""
        return self.modifications if self._modes(on) else (NO_TOUCH,)

    def region(self, part: Part, side: Side) -> Cells:
        """The same for a region, where no single stretch is looked at yet."""
        if not self.reach.region(part, side):
            return {}
        if any(modification.part is part for modification in self.modifications):
            return {mode: stricter(cell, Verdict.ADAPT) for mode, cell in self.columns.items()}
        return self.columns

    def _hands_off(self) -> Cells:
        return {
            mode: cell if cell is Verdict.PROCEED else Verdict.ADAPT
            for mode, cell in self.locked.items()
        }

    def _modes(self, on: Strain) -> frozenset[Mode]:
        """Where the place only works against the target, a rule that lets it work says nothing."""
        modes = self.reach.modes(on)
        if modes == ACTIVE_ONLY and self.locked[Mode.AA] is Verdict.PROCEED:
            return NOWHERE
        return modes

    def _may_touch(self, on: Strain) -> bool:
        """The catalogue does not say where hands go, so the helper has to look on that side."""
        codes = {modification.code for modification in self.row.modifications}
        return ModificationCode.NOTOUCH in codes and bool(letters(on.side) & self.reach.letters)


def apply(
    row: Precaution,
    answers: Answers,
    catalogue: Catalogue,
    setting: Setting,
    clearances: tuple[ClinicianClearance, ...],
) -> Applied | None:
    """One precaution against all answers; None when it does not apply.

    Args:
        clearances: those in force on the day.
    """
    truth = applies(row, answers, catalogue) if setting in row.settings else False
    if truth is False:
        return None
    return applied(row, truth is True, _reach(row, answers, catalogue), setting, clearances)


def applied(
    row: Precaution,
    certain: bool,
    reached: Reach,
    setting: Setting,
    clearances: tuple[ClinicianClearance, ...],
) -> Applied:
    """One precaution that holds, where it reaches, with the clearances that name it."""
    named = [clearance for clearance in clearances if row.id in clearance.precautions]
    limits = (limit for clearance in named for limit in clearance.limits)
    own = (limit for limit in row.modifications if _is_about(limit, reached))
    modifications = merged(sided(limit, reached.letters) for limit in (*own, *limits))
    verdicts = _verdicts(row) if certain else _doubtful(row, setting)
    locked = barred(verdicts, modifications, setting)
    opened = _opened(row, certain=certain, named=named)
    return Applied(
        row=row,
        certain=certain,
        reach=reached,
        modifications=modifications,
        by_stretch=tuple(one for one in modifications if one.code in BY_STRETCH),
        locked=locked,
        opened=opened,
        columns=unlocked(locked, opened),
    )


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
    if not certain and _worst(row) in (Verdict.AVOID, Verdict.EMERGENCY):
        return frozenset()
    return frozenset(mode for clearance in named for mode in clearance.modes)


def _reach(row: Precaution, answers: Answers, catalogue: Catalogue) -> Reach:
    if _worst(row) is Verdict.EMERGENCY:
        return Reach(everywhere=True)
    told = answers.get(row.scope.places_of or "")
    return reach(row.scope, told.places if told else (), catalogue)


def finding(applied: Applied, answers: Answers, catalogue: Catalogue) -> Finding:
    """The same in words, for the person on the table and the one beside it."""
    asked = tuple(_asked(applied.row, answers, catalogue))
    answered = tuple(_in_words(question, answers, catalogue) for question in asked)
    told = told_of(applied, answered, _places(applied, catalogue))
    return told if applied.certain else told.replace(changes_if=_open_question(asked, answers))


def told_of(applied: Applied, answered: tuple[str, ...], places: tuple[str, ...]) -> Finding:
    row, columns = applied.row, applied.columns
    return Finding(
        precaution=row.id,
        title=row.title,
        answered=answered,
        certain=applied.certain,
        personal=all(row.when),
        verdicts=columns,
        verdict=overall(columns),
        everywhere=applied.reach.everywhere,
        places=() if applied.reach.everywhere else places,
        modifications=applied.modifications,
        urgency=_urgency(row) if applied.certain else None,
        because=row.because,
        changes_if=row.changes_if,
        ask=row.ask,
        grade=row.grade,
        sources=row.sources,
    )


def _urgency(row: Precaution) -> Urgency | None:
    """An emergency that names no time is one now."""
    if _worst(row) is Verdict.EMERGENCY:
        return row.urgency or Urgency.CALL_NOW
    return row.urgency


def _asked(row: Precaution, answers: Answers, catalogue: Catalogue) -> Iterator[Question]:
    """The questions behind a finding, each once: those that hold, or that nobody answered."""
    seen: dict[str, Question] = {}
    truth = applies(row, answers, catalogue)
    for group in row.when:
        if group_holds(group, answers, catalogue) is truth:
            for trigger in group:
                seen |= _behind(trigger, answers, catalogue)
    if row.scope.places_of and row.scope.places_of in answers:
        seen[row.scope.places_of] = catalogue.questions[row.scope.places_of]
    yield from seen.values()


def _behind(trigger: Trigger, answers: Answers, catalogue: Catalogue) -> dict[str, Question]:
    """The question of a trigger; while its branch is not known to be open, what opens it too."""
    question = catalogue.questions[trigger.question]
    if is_put(question, answers, catalogue) is not None:
        return {question.id: question}
    openers: dict[str, Question] = {}
    for opener in question.only_if:
        if holds(opener, answers, catalogue) is None:
            openers |= _behind(opener, answers, catalogue)
    return openers | {question.id: question} if question.id in answers else openers


def _in_words(question: Question, answers: Answers, catalogue: Catalogue) -> str:
    """``Hurt or injured: Knee, left``."""
    told = answers.get(question.id)
    return f"{question.short or question.text}: {_value_in_words(question, told, catalogue)}"


def _value_in_words(question: Question, told: Answer | None, catalogue: Catalogue) -> str:
    if told is None:
        return "not answered"
    if told.value == UNKNOWN:
        return "don't know"
    if told.places:
        return "; ".join(place_named(place, catalogue) for place in told.places)
    if question.kind is QuestionKind.NUMBER:
        return f"{told.value:g} {question.unit or ''}".strip()
    return next((one.text for one in question.choices if one.id == told.value), str(told.value))


def _open_question(asked: tuple[Question, ...], answers: Answers) -> str:
    open_ = [q.text for q in asked if q.id not in answers or answers[q.id].value == UNKNOWN]
    return f"You answer: {' '.join(open_)}"


def _places(applied: Applied, catalogue: Catalogue) -> tuple[str, ...]:
    """Names of what is reached: the places somebody named, or the parts of the rule."""
    if applied.reach.places:
        return tuple(place_named(place, catalogue) for place in applied.reach.places)
    return tuple(PART_NAMES[part].capitalize() for part in applied.row.scope.parts)


def place_named(place: Place, catalogue: Catalogue) -> str:
    area = catalogue.areas[place.area]
    name = area.name[:1].upper() + area.name[1:]
    if not area.paired:
        return name
    return f"{name}, {place.side if place.side is not Side.MIDLINE else Side.BOTH}"
