"""A precaution at work on one person: certain or not, where it reaches, what a word opens."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from endrange.knowledge import (
    REGIONS,
    Catalogue,
    ClinicianClearance,
    Mode,
    Modification,
    ModificationCode,
    Part,
    Place,
    Precaution,
    Setting,
    Technique,
    Verdict,
)
from endrange.screening.clearance import Cautions, Reason, in_bits, stricter, worst
from endrange.screening.limits import (
    BY_STRETCH,
    Cells,
    Keyed,
    barred,
    keyed,
    locked_to,
    sided,
    tightest,
)
from endrange.screening.reach import Reach, reach, region_of
from endrange.screening.truth import Case, applies, entries_behind, places_behind
from endrange.values import Side

ADAPTED = in_bits(dict.fromkeys(Mode, Verdict.ADAPT))


@dataclass(frozen=True, slots=True)
class Applied:
    """A precaution at work on one person, in one setting."""

    row: Precaution
    certain: bool
    reach: Reach
    limits: tuple[Keyed, ...]
    by_stretch: tuple[Keyed, ...]
    """Those of them whose effect depends on the stretch."""
    shown_anywhere: tuple[Keyed, ...]
    """Limits that every region shows where it is reached."""
    shown_at: tuple[tuple[Keyed, Part | None, Side | None], ...]
    """The others without their side, with the one region and the one side that show them."""
    lock: Verdict
    """What the setting makes of every column."""
    own: Cells
    """All four columns where it reaches, before the setting and the stretch are looked at."""
    locked: Cells
    """The same with what the setting closes."""
    opened: frozenset[Mode]
    """Columns a clinician's word opens, where all that closes them is "clearance"."""
    columns: Cells
    """The same four, with what the clinician's word opens."""
    cautions: Cautions
    """The same as bits."""
    joints: frozenset[Part]
    """Those that a limit is about."""
    techniques: tuple[str, ...] = ()
    """Closed where it reaches, whatever the columns say."""

    def shown(self, part: Part, side: Side) -> Iterator[Keyed]:
        """The limits a region shows: none on a joint of another, and its own without its side."""
        yield from self.shown_anywhere
        for plain, region, own in self.shown_at:
            if region in (None, part) and own in (None, side):
                yield plain

    @property
    def reason(self) -> Reason | None:
        """What closes it besides the body, if something does."""
        if self.row.stale_weeks is not None:
            return Reason.RESCREEN
        by_setting = self.lock is not Verdict.PROCEED or len(self.row.settings) < len(Setting)
        return Reason.SETTING if by_setting else None

    @property
    def waits(self) -> tuple[Mode, ...]:
        """Columns that a clinician's word opens, or has opened: one that names them, or a partner.

        None while a yes could mean not now or an emergency: see ``wants_an_answer``.
        """
        if wants_an_answer(self.row, self.certain):
            return ()
        is_locked = self.lock is not Verdict.PROCEED
        return tuple(
            mode
            for mode, cell in self.own.items()
            if cell is Verdict.CLEARANCE or (is_locked and cell.allows)
        )

    @property
    def hands_off(self) -> bool:
        """Whether hands stay off the place, wherever they would go."""
        codes = {modification.code for modification in self.row.modifications}
        return ModificationCode.NOTOUCH in codes

    def region(self, part: Part, side: Side) -> Cautions | None:
        """The columns of a region, where no single stretch is looked at yet; None: not reached."""
        if not self.reach.region(part, side):
            return None
        return self.cautions | ADAPTED if part in self.joints else self.cautions


@dataclass(frozen=True, slots=True)
class Terms:
    """Under which it is decided: who helps and where, and which clinicians' words are in force."""

    setting: Setting
    words: tuple[ClinicianClearance, ...]
    techniques: Mapping[str, Technique]
    """All there are; a word may name some of them."""


def apply(row: Precaution, case: Case, terms: Terms) -> Applied | None:
    """One precaution against all answers; None when it does not apply."""
    if terms.setting not in row.settings:
        return None
    if row.stale_weeks is not None and not case.is_stale(row.stale_weeks):
        return None
    truth = applies(row, case)
    if truth is False:
        return None
    reached = _reach(row, case)
    is_known = case.catalogue.precautions.get(row.id) is row  # rules of the day after are not
    if not is_known or any(row.id in word.precautions for word in terms.words):
        return applied(row, truth is True, reached, terms)
    return _without_words(row.id, truth is True, reached, terms.setting, case.catalogue)


@lru_cache(maxsize=2048)
def _without_words(
    id_: str, certain: bool, reached: Reach, setting: Setting, catalogue: Catalogue
) -> Applied:
    """A precaution on which no clinician wrote: the same for all whom it reaches there, so kept."""
    terms = Terms(setting, (), catalogue.techniques)
    return applied(catalogue.precautions[id_], certain, reached, terms)


def applied(row: Precaution, certain: bool, reached: Reach, terms: Terms) -> Applied:
    """One precaution that holds, where it reaches, with the words that name it."""
    words = [word for word in terms.words if row.id in word.precautions]
    given = (limit for word in words for limit in word.limits)
    about = (limit for limit in row.modifications if _is_about(limit, reached))
    limits = tightest(keyed(sided(limit, reached.letters)) for limit in (*about, *given))
    bare = [limit for *_, limit in limits]
    verdicts = _verdicts(row) if certain else _doubtful(row, terms.setting)
    lock = locked_to(bare, terms.setting, partner=any(word.partner for word in words))
    own = barred(verdicts, bare)
    locked = {mode: stricter(cell, lock) for mode, cell in own.items()}
    opening = [] if wants_an_answer(row, certain) else _opening(words, terms.setting)
    opened = frozenset(mode for word in opening for mode in word.modes)
    columns = unlocked(locked, opened)
    return Applied(
        row=row,
        certain=certain,
        reach=reached,
        limits=limits,
        by_stretch=tuple(one for one in limits if one.limit.code in BY_STRETCH),
        shown_anywhere=tuple(one for one in limits if _is_shown_anywhere(one.limit)),
        shown_at=tuple(_shown_at(one) for one in limits if not _is_shown_anywhere(one.limit)),
        lock=lock,
        own=own,
        locked=locked,
        opened=opened,
        columns=columns,
        cautions=in_bits(columns),
        joints=frozenset(one.limit.part for one in limits if one.limit.part),
        techniques=tuple(_unnamed(opening, locked, opened, terms)),
    )


def _opening(words: Iterable[ClinicianClearance], setting: Setting) -> list[ClinicianClearance]:
    """At home a word opens the techniques it names, and nothing else (safety.md 0.6)."""
    return [word for word in words if word.techniques or setting is not Setting.HOME]


def _unnamed(
    opening: list[ClinicianClearance], locked: Cells, opened: frozenset[Mode], terms: Terms
) -> Iterator[str]:
    """Techniques that stay closed though their columns are open: no word names them."""
    if not opening or not all(word.techniques for word in opening):
        return
    named = {technique for word in opening for technique in word.techniques}
    waited = {mode for mode in opened if locked[mode] is Verdict.CLEARANCE}
    for id_, technique in terms.techniques.items():
        if id_ not in named and waited.intersection(technique.needs):
            yield id_


def _is_shown_anywhere(limit: Modification) -> bool:
    return limit.part is None and limit.side is None


def _shown_at(one: Keyed) -> tuple[Keyed, Part | None, Side | None]:
    """A limit on what the body map does not show has no region."""
    part = region_of(one.limit.part) if one.limit.part else None
    return _without_side(one), part if part in REGIONS else None, one.limit.side


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
    if worst_of_row(row) is Verdict.EMERGENCY:
        return dict.fromkeys(Mode, Verdict.EMERGENCY)
    return row.verdicts


def _doubtful(row: Precaution, setting: Setting) -> Mapping[Mode, Verdict]:
    """What "don't know" makes of a row: never better than no (safety.md 0.2).

    Every column that a yes would restrict gets the same word, by the worst that a yes could mean.
    """
    word = _word_of_doubt(worst_of_row(row), setting)
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


def worst_of_row(row: Precaution) -> Verdict:
    """The most cautious of its columns."""
    return worst(row.verdicts.values())


def wants_an_answer(row: Precaution, certain: bool) -> bool:
    """While we do not know whether it is an emergency or not now at all, no signature opens it.

    A yes would be something that none opens.
    """
    return not certain and worst_of_row(row) in (Verdict.AVOID, Verdict.EMERGENCY)


def _reach(row: Precaution, case: Case) -> Reach:
    if worst_of_row(row) is Verdict.EMERGENCY:
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
    return places_behind(row, case) or tuple(
        entry.place
        for trigger, entry in entries_behind(row, case)
        if trigger.question == row.scope.question
    )
