"""What holds for all answers, on the shipped rules."""

import random

from hypothesis import given
from hypothesis import strategies as st

from endrange.knowledge import (
    NO,
    UNKNOWN,
    YES,
    Answer,
    Load,
    Mode,
    ModificationCode,
    Position,
    QuestionKind,
    Stretch,
    Trigger,
    Verdict,
    Whose,
    load,
)
from endrange.screening import Clearance, Finding, screen
from endrange.values import Side
from tests.strategies import (
    NOTHING_AMISS,
    TODAY,
    answer_to,
    cases,
    clearances,
    people,
    places,
)
from tests.strategies import settings as some_setting

CATALOGUE = load()
PRECAUTIONS = st.sampled_from(sorted(CATALOGUE.precautions))
PLAIN = st.sampled_from(sorted(NOTHING_AMISS))
WHERE = st.sampled_from(sorted(q.id for q in CATALOGUE.questions.values() if q.kind == "areas"))
few = cases(20)


def screened(answers, setting, catalogue=CATALOGUE, clearances=()) -> Clearance:
    return screen(answers, catalogue, on=TODAY, setting=setting, clearances=clearances)


def rows(clearance: Clearance) -> dict:
    """Every decision by its name: regions, and stretches by side."""
    regions = {region.key: region for region in clearance.regions}
    return regions | {(row.stretch, row.side): row for row in clearance.stretches}


def assert_nowhere_milder(stricter: Clearance, milder: Clearance) -> None:
    assert rows(stricter).keys() == rows(milder).keys()
    for key, row in rows(stricter).items():
        other = rows(milder)[key]
        for mode in Mode:
            assert row.verdicts[mode].caution >= other.verdicts[mode].caution, (key, mode)
        for limit in other.modifications:
            assert any(_at_least_as_tight(own, limit) for own in row.modifications), (key, limit)


def _at_least_as_tight(own, limit) -> bool:
    same = (own.code, own.part, own.movement) == (limit.code, limit.part, limit.movement)
    sides = own.side in (None, limit.side)
    return same and sides and (own.degrees or 0) <= (limit.degrees or 0)


@few
@given(people(CATALOGUE), PRECAUTIONS, some_setting())
def test_one_more_precaution_never_relaxes_anything(answers, id_, setting):
    others = {key: row for key, row in CATALOGUE.precautions.items() if key != id_}
    fewer = CATALOGUE.replace(precautions=others)

    assert_nowhere_milder(screened(answers, setting), screened(answers, setting, fewer))


@few
@given(people(CATALOGUE), PLAIN, some_setting())
def test_any_answer_is_at_least_as_strict_as_the_healthy_one(answers, id_, setting):
    healthy = answers | {id_: Answer(value=NOTHING_AMISS[id_])}

    assert_nowhere_milder(screened(answers, setting), screened(healthy, setting))


@few
@given(people(CATALOGUE), PLAIN, some_setting(), st.data())
def test_one_more_yes_never_relaxes_anything(answers, id_, setting, data):
    healthy = answers | {id_: Answer(value=NOTHING_AMISS[id_])}
    worse = healthy | {id_: data.draw(answer_to(CATALOGUE.questions[id_], CATALOGUE))}

    assert_nowhere_milder(screened(worse, setting), screened(healthy, setting))


@few
@given(people(CATALOGUE), WHERE, places(CATALOGUE), places(CATALOGUE), some_setting())
def test_one_more_place_never_relaxes_anything(answers, id_, first, second, setting):
    one = answers | {id_: Answer(value=YES, places=(first,))}
    two = answers | {id_: Answer(value=YES, places=(first, second))}

    assert_nowhere_milder(screened(two, setting), screened(one, setting))


@few
@given(people(CATALOGUE), WHERE, places(CATALOGUE), some_setting())
def test_a_yes_without_a_place_is_at_least_as_strict_as_with_one(answers, id_, place, setting):
    somewhere = answers | {id_: Answer(value=YES, places=(place,))}
    anywhere = answers | {id_: Answer(value=YES)}

    assert_nowhere_milder(screened(anywhere, setting), screened(somewhere, setting))


@few
@given(people(CATALOGUE), st.sampled_from(sorted(CATALOGUE.questions)), some_setting())
def test_unknown_is_never_better_than_no_and_missing_is_unknown(answers, id_, setting):
    question = CATALOGUE.questions[id_]
    no = NOTHING_AMISS.get(id_, NO if question.kind in ("yes_no", "areas") else None)
    unknown = answers | {id_: Answer(value=UNKNOWN)}
    missing = {key: value for key, value in answers.items() if key != id_}

    asked = screened(unknown, setting)
    assert asked.stretches == screened(missing, setting).stretches
    assert asked.regions == screened(missing, setting).regions
    if no is not None and id_ not in ("guardian",):
        assert_nowhere_milder(asked, screened(answers | {id_: Answer(value=no)}, setting))


@few
@given(people(CATALOGUE), PLAIN, some_setting())
def test_what_a_yes_would_restrict_dont_know_restricts_too(answers, id_, setting):
    unknown = answers | {id_: Answer(value=UNKNOWN)}

    found = {one.precaution: one for one in screened(unknown, setting).findings}

    here = (row for row in CATALOGUE.precautions.values() if setting in row.settings)
    for row in here:
        if any(len(group) == 1 and _waits_for(group[0], id_) for group in row.when):
            assert row.id in found
            for mode, verdict in row.verdicts.items():
                free = found[row.id].verdicts[mode] is Verdict.PROCEED
                assert not free or verdict is Verdict.PROCEED


def _waits_for(trigger: Trigger, id_: str) -> bool:
    """Of a list, only one rule does, instead of all: see ``a_list_nobody_gave_is_missed``."""
    is_list = CATALOGUE.questions[id_].kind is QuestionKind.ENTRIES
    return trigger.question == id_ and (UNKNOWN in trigger.any_of or not is_list)


@few
@given(people(CATALOGUE), some_setting())
def test_the_mirrored_person_gets_the_mirrored_decision(answers, setting):
    mirrored = {id_: answer.mirrored for id_, answer in answers.items()}

    one, other = screened(answers, setting), screened(mirrored, setting)

    for row in one.stretches:
        twin = other.of(row.stretch, row.side.mirrored)
        assert (twin.verdicts, twin.findings) == (row.verdicts, row.findings)
        assert set(twin.modifications) == set(map(_other_side, row.modifications))
    for region in one.regions:
        twin = next(r for r in other.regions if (r.part, r.side) == _mirror(region))
        assert (twin.verdicts, twin.findings) == (region.verdicts, region.findings)
        assert twin.modifications == region.modifications


def _other_side(limit):
    return limit.replace(side=limit.side.mirrored) if limit.side else limit


def _mirror(region) -> tuple:
    return region.part, region.side.mirrored


@few
@given(people(CATALOGUE), some_setting(), st.randoms(use_true_random=False))
def test_order_does_not_matter(answers, setting, luck: random.Random):
    def shuffled(pairs):
        pairs = list(pairs.items())
        luck.shuffle(pairs)
        return dict(pairs)

    other = CATALOGUE.replace(precautions=shuffled(CATALOGUE.precautions))

    assert screened(shuffled(answers), setting, other) == screened(answers, setting)


@few
@given(people(CATALOGUE), some_setting())
def test_directions_and_caps_are_honoured_by_every_stretch_that_loads_them(answers, setting):
    clearance = screened(answers, setting)
    for finding in clearance.findings:
        for limit in finding.modifications:
            for row in clearance.stretches:
                for one in _hit(finding, limit, CATALOGUE.stretch(row.stretch), row.side, answers):
                    _assert_held(limit, one, row)


def _assert_held(limit, one: Load, row) -> None:
    if limit.code == "DIR" or one.upper_degrees is None or limit.degrees == 0:
        assert all(cell.caution >= Verdict.AVOID.caution for cell in row.verdicts.values())
    elif one.upper_degrees > limit.degrees:
        assert all(cell is not Verdict.PROCEED for cell in row.verdicts.values())
        assert any(
            own.code == "CAP" and own.part is limit.part and own.degrees <= limit.degrees
            for own in row.modifications
        )


def _hit(finding: Finding, limit, stretch: Stretch, side: Side, answers) -> list[Load]:
    """Loads of a stretch that a limit is about, told by hand: everywhere, or at a named place."""
    if limit.code not in ("DIR", "CAP"):
        return []
    row = CATALOGUE.precautions[finding.precaution]
    named = _named(row, answers)
    return [
        one
        for one in stretch.loads
        if _goes(one, limit, limit.code == "DIR")
        and all(any(_goes(other, pose, True) for other in stretch.loads) for pose in limit.together)
        and len({load.whose for load in stretch.loads}) == 1  # else a pose may be on either side
        and (
            finding.everywhere
            or (one.part in row.scope.parts and not row.scope.question)
            or any(_at(place, one, side, row.scope) for place in named)
        )
    ]


def _goes(one: Load, motion, beyond: bool) -> bool:
    """Whether a load is the movement meant; a ban may begin at an angle."""
    same = one.part is motion.part and motion.movement in (None, one.what)
    angle, most = motion.degrees, one.upper_degrees
    return same and not (beyond and angle is not None and most is not None and most <= angle)


def _named(row, answers) -> list:
    """The places of an answer, or of those entries of a list that the row waits for."""
    told = answers.get(row.scope.question or "")
    if told is None:
        return []
    triggers = [group[0] for group in row.when if len(group) == 1]
    triggers = [one for one in triggers if one.question == row.scope.question]
    return [*told.places, *(e.place for e in told.entries if any(_waits(t, e) for t in triggers))]


def _waits(trigger, entry) -> bool:
    days = (TODAY - entry.on).days if entry.on else -1
    count = days // (7 if trigger.since == "weeks" else 1)
    within = (trigger.at_least or 0) <= count < (trigger.below or 1e9)
    return (
        (not trigger.any_of or "yes" in trigger.any_of or entry.what in trigger.any_of)
        and (days < 0 or trigger.since is None or within)
        and all(
            entry.details.get(id_, UNKNOWN) in (UNKNOWN, *may)
            for id_, may in trigger.details.items()
        )
    )


def _at(place, one: Load, side: Side, scope) -> bool:
    """Whether a place holds the loaded joint, on a side that the load is on."""
    area = CATALOGUE.areas[place.area]
    there = scope.parts if scope.sides_of else (*area.joints, *scope.parts)
    if one.part not in there or scope.areas:
        return False
    on = side if one.whose is Whose.SAME else side.mirrored
    alone = {Side.LEFT, Side.RIGHT}
    return not area.paired or not one.part.is_paired or {on, place.side} != alone


POSITIONS = {
    "NOSUP": Position.SUPINE,
    "NOPRONE": Position.PRONE,
    "NOSIDE": Position.SIDE_LYING,
}
COLUMNS = {"NOISO": [Mode.ISO], "NOEND": [Mode.END], "ACTIVE": [Mode.PAS, Mode.END]}


@few
@given(people(CATALOGUE), some_setting())
def test_every_ban_everywhere_is_kept(answers, setting):
    clearance = screened(answers, setting)
    for finding in clearance.findings:
        codes = {limit.code for limit in finding.modifications if finding.everywhere}
        for row in clearance.stretches:
            stretch = CATALOGUE.stretch(row.stretch)
            banned = [mode for code in codes for mode in COLUMNS.get(code, ())]
            parts = {one.part for one in stretch.loads}
            if (
                any(POSITIONS.get(code) is stretch.position for code in codes)
                or ("NOHEADDOWN" in codes and "HEAD_DOWN" in parts)
                or ("SHORTLEVER" in codes and "LEVER" in parts)
                or ("PRO" in codes and setting in ("home", "team"))
            ):
                banned = list(Mode)
            for mode in banned:
                assert row.verdicts[mode].caution >= Verdict.AVOID.caution


@few
@given(people(CATALOGUE), st.lists(clearances(CATALOGUE), min_size=1, max_size=3), some_setting())
def test_a_clearance_opens_only_what_it_names_and_never_avoid_or_emergency(
    answers, written, setting
):
    without = screened(answers, setting)
    named = tuple(one.precaution for one in without.findings) or ("INJ-01",)
    given_ = [one.replace(precautions=named) for one in written]
    before, after = rows(without), rows(screened(answers, setting, clearances=tuple(given_)))
    valid = [one for one in given_ if one.given <= TODAY <= one.until]
    opened = {mode for one in valid for mode in one.modes}

    for key, row in after.items():
        for mode in Mode:
            was, now = before[key].verdicts[mode], row.verdicts[mode]
            if now.caution < was.caution:
                assert (was, now) == (Verdict.CLEARANCE, Verdict.ADAPT)
                assert mode in opened


@few
@given(people(CATALOGUE), some_setting())
def test_every_finding_says_its_rule_reason_source_grade_and_what_would_change_it(answers, setting):
    clearance = screened(answers, setting)
    ids = {finding.precaution for finding in clearance.findings}
    for finding in clearance.findings:
        assert finding.precaution in CATALOGUE.precautions
        assert finding.because
        assert finding.changes_if
        assert finding.grade
        assert finding.sources
        assert set(finding.sources) <= CATALOGUE.sources.keys()
        assert bool(finding.answered) is finding.personal
        assert finding.everywhere or finding.places
        if Verdict.CLEARANCE in finding.verdicts.values() and finding.certain:
            assert finding.ask or ModificationCode.PRO in {m.code for m in finding.modifications}
    for row in rows(clearance).values():
        assert set(row.findings) <= ids
        if any(cell is not Verdict.PROCEED for cell in row.verdicts.values()):
            assert row.findings


@few
@given(people(CATALOGUE), some_setting())
def test_an_emergency_closes_everything(answers, setting):
    clearance = screened(answers, setting)
    emergencies = [f for f in clearance.findings if f.verdict is Verdict.EMERGENCY]

    assert (clearance.urgency is not None) == bool(emergencies)
    cells = [cell for row in rows(clearance).values() for cell in row.verdicts.values()]
    assert all((cell is Verdict.EMERGENCY) == bool(emergencies) for cell in cells)
