"""Generated cases, in one place: people who answer, and clinicians who write."""

import os
from collections.abc import Collection, Mapping
from datetime import date, timedelta
from math import ceil

import hypothesis
from hypothesis import strategies as st

from endrange.knowledge import (
    NO,
    UNKNOWN,
    YES,
    Answer,
    Catalogue,
    ClinicianClearance,
    Entry,
    Mode,
    Modification,
    ModificationCode,
    Pain,
    PainAt,
    Part,
    Place,
    Question,
    QuestionKind,
    Setting,
    Trigger,
    load,
)
from endrange.screening import read_answers
from endrange.values import Side

TODAY = date(2026, 11, 20)
TIMES = int(os.environ.get("ENDRANGE_TIMES", "1"))
"""How many times as many cases of each law of screening: ``make test-deep`` wants over 10,000."""


def cases(number: int) -> hypothesis.settings:
    """So many generated cases, or that times ``ENDRANGE_TIMES``."""
    return hypothesis.settings(max_examples=number * TIMES, deadline=None)


NOTHING_AMISS: Mapping[str, object] = {
    "chest_or_breath": NO,
    "head_or_neck_signs": NO,
    "saddle_or_both_legs": NO,
    "limb_swelling": NO,
    "hurt": NO,
    "not_usual": NO,
    "consent": YES,
    "age": 35,
    "feedback": YES,
    "first_time": NO,
    "pregnancy": "no",
    "bones_ever": NO,
    "joints": NO,
    "bones": "not_told",
    "supple": "no",
    "operations": NO,
    "nerves": NO,
    "brain_spine": NO,
    "heart_vessels": NO,
    "blood_pressure": "normal",
    "illnesses": NO,
    "medicines": NO,
    "neck_injury": NO,
    "neck_risks": NO,
    "other_condition": NO,
}
"""A healthy adult's answers: all questions that are put to one."""

MILD_FOLLOW_UPS: Mapping[str, object] = {
    "chest_now": NO,
    "wells": NO,
    "wells_other": YES,
    "limb_where": NO,
    "hurt_since": NO,
    "injuries": NO,
    "hurt_bone": NO,
    "hurt_bone_core": NO,
    "hurt_pop": NO,
    "back_flags": NO,
    "limb_flags": NO,
    "temperature": 36.8,
    "fever_spine": NO,
    "wound": NO,
    "skin_infection": NO,
    "skin_catching": NO,
    "guardian": YES,
    "growth_pain": NO,
    "pregnancy_weeks": 12,
    "pregnancy_flat": NO,
    "pregnancy_now": NO,
    "pregnancy_course": NO,
    "birth": "2026-01-01",
    "birth_course": NO,
    "pelvic_pain": NO,
    "fractures": NO,
    "operation_signs": NO,
    "dislocations": NO,
    "beighton": NO,
    "supple_before": NO,
    "leg_nerve": NO,
    "arm_nerve": NO,
    "nerve_new": NO,
    "numb": NO,
    "tunnel": NO,
    "crps": NO,
    "spastic": NO,
    "dysreflexia": NO,
    "neck_control": NO,
    "heart": "stable",
    "heart_events": NO,
    "clot": NO,
    "vein": NO,
    "lymph": NO,
    "systolic": 120,
    "diastolic": 75,
    "pressure_signs": NO,
    "pulse": 64,
    "seizure": "2020-01-01",
    "cancer": NO,
    "cancer_new": NO,
    "cancer_bone": NO,
    "port": NO,
    "platelets": 250,
    "haemoglobin": 14,
    "thinner_kind": "other",
    "inr": 2.5,
    "bled": NO,
    "thinner_fall": NO,
    "bleed": NO,
    "bleed_signs": NO,
    "cortisone_dose": 2,
    "cortisone_months": 1,
    "floxacin_last": "2025-01-01",
    "floxacin_risk": NO,
    "tendon_sore": NO,
    "injections": NO,
    "neck_injury_on": "2026-01-01",
    "neck_injury_signs": NO,
}
"""The mildest answer to every follow-up. They count only where their question is put."""


MILD_PAIN: Mapping[str, object] = {"now": 2, "worst": 3, "characters": ["dull"]}
"""How a place hurts that changes nothing."""


def told(**answers: object) -> dict[str, Answer]:
    """A healthy adult's answers with some of them changed, as screening reads them.

    A place that is named without saying how it hurts, hurts mildly.
    """
    said = {id_: mildly(id_, answer) for id_, answer in answers.items()}
    return read_answers(NOTHING_AMISS | MILD_FOLLOW_UPS | said, load())


def mildly(question: str, said: object) -> object:
    if not load().questions[question].asks_pain or not isinstance(said, list):
        return said
    return [{"place": one, **MILD_PAIN} if isinstance(one, str) else one for one in said]


def settings() -> st.SearchStrategy[Setting]:
    return st.sampled_from(Setting)


def places(catalogue: Catalogue) -> st.SearchStrategy[Place]:
    areas = st.sampled_from(sorted(catalogue.areas))
    return st.tuples(areas, st.sampled_from([Side.LEFT, Side.RIGHT, Side.BOTH])).map(
        lambda pair: Place(
            area=pair[0], side=pair[1] if catalogue.areas[pair[0]].paired else Side.MIDLINE
        )
    )


def answer_to(question: Question, catalogue: Catalogue) -> st.SearchStrategy[Answer]:
    """Anything that this question could get, "don't know" included."""
    if question.kind is QuestionKind.NUMBER:
        low, high = ceil(question.low or 0), int(question.high or 100)
        numbers = st.integers(low, high).map(lambda number: Answer(value=number))
        return st.one_of(numbers, st.just(Answer(value=UNKNOWN)))
    if question.kind is QuestionKind.DATE:
        return days().map(lambda day: Answer(value=day.isoformat() if day else UNKNOWN))
    words = [choice.id for choice in question.choices]
    if question.kind is QuestionKind.SEVERAL:
        return several(words)
    if question.kind in (QuestionKind.YES_NO, QuestionKind.AREAS, QuestionKind.ENTRIES):
        words = [YES, NO]
    plain = st.sampled_from([*words, UNKNOWN]).map(lambda word: Answer(value=word))
    if question.kind is QuestionKind.AREAS:
        return st.one_of(plain, somewhere(question, catalogue))
    if question.kind is QuestionKind.ENTRIES:
        listed = st.lists(entries(question, catalogue), min_size=1, max_size=3)
        return st.one_of(plain, listed.map(lambda some: Answer(value=YES, entries=tuple(some))))
    return plain


@st.composite
def somewhere(draw: st.DrawFn, question: Question, catalogue: Catalogue) -> Answer:
    """Some places; where pain is asked, how each hurts, as far as it is told."""
    named = tuple(draw(st.lists(places(catalogue), min_size=1, max_size=3, unique=True)))
    if not question.asks_pain:
        return Answer(value=YES, places=named)
    hurting = [one for one in named if draw(st.integers(0, 3))]
    return Answer(value=YES, places=named, pains=tuple(draw(pain(question, at)) for at in hurting))


@st.composite
def pain(draw: st.DrawFn, question: Question, place: Place) -> Pain:
    """Mostly told in full, and mostly mild; sometimes anything, or only in part."""
    if draw(st.booleans()):
        return Pain(place=place, now=2, worst=3, characters=("dull",))
    strength = st.one_of(st.none(), st.integers(0, 10))
    words = [choice.id for choice in question.choices] + [UNKNOWN]
    like = draw(st.lists(st.sampled_from(words), max_size=3, unique=True))
    return Pain(place=place, now=draw(strength), worst=draw(strength), characters=tuple(like))


def several(words: list[str]) -> st.SearchStrategy[Answer]:
    """None of them, all of them, don't know, or some, sure of the others or not."""
    plain = st.sampled_from([YES, NO, UNKNOWN]).map(lambda word: Answer(value=word))
    some = st.lists(st.sampled_from(words), min_size=1, max_size=4, unique=True)
    unsure = st.sampled_from([(), (UNKNOWN,)])
    ticked = st.tuples(some, unsure).map(lambda pair: Answer(value=YES, ticks=(*pair[0], *pair[1])))
    return st.one_of(plain, ticked)


def days() -> st.SearchStrategy[date | None]:
    """A day of the last year, one not known, or one that cannot be."""
    ago = st.integers(0, 365).map(lambda ago: TODAY - timedelta(days=ago))
    return st.one_of(ago, st.sampled_from([None, TODAY + timedelta(days=1)]))


@st.composite
def entries(
    draw: st.DrawFn, question: Question, catalogue: Catalogue, among: Collection[str] = ()
) -> Entry:
    """One of the things that can be listed, at one of its places, more or less well known.

    ``among`` these, if any are named.
    """
    choices = [one for one in question.choices if not among or one.id in among]
    choice = draw(st.sampled_from(choices))
    where = draw(st.one_of(st.none(), places(catalogue))) if choice.anywhere else None
    if choice.area:
        paired = catalogue.areas[choice.area].paired
        sides = [Side.LEFT, Side.RIGHT, Side.BOTH] if paired else [Side.MIDLINE]
        where = Place(area=choice.area, side=draw(st.sampled_from(sides)))
    details = {
        detail.id: draw(st.sampled_from(detail.choices)).id
        for detail in question.details_of(choice.id)
        if draw(st.booleans())
    }
    return Entry(what=choice.id, place=where, on=draw(days()), details=details)


@st.composite
def people(draw: st.DrawFn, catalogue: Catalogue) -> dict[str, Answer]:
    """A healthy adult with some troubles, some answers at random, and some missing."""
    said = dict(HEALTHY)
    for id_ in draw(_up_to(4, sorted(catalogue.precautions))):
        row = catalogue.precautions[id_]
        for trigger in draw(st.sampled_from(row.when)):
            _suffer(draw, trigger, said, catalogue)
        where = row.scope.places_of
        if where and catalogue.questions[where].kind is QuestionKind.AREAS and draw(st.booleans()):
            said[where] = draw(somewhere(catalogue.questions[where], catalogue))
    for id_ in draw(_up_to(3, sorted(catalogue.questions))):
        said[id_] = draw(answer_to(catalogue.questions[id_], catalogue))
    for id_ in draw(_up_to(2, sorted(said))):
        del said[id_]
    return said


HEALTHY = told()


def _suffer(
    draw: st.DrawFn, trigger: Trigger, said: dict[str, Answer], catalogue: Catalogue
) -> None:
    """Answer so that a trigger holds, and so that its question is put."""
    question = catalogue.questions[trigger.question]
    before = said.get(question.id, Answer(value=NO))
    said[question.id] = _suffering(draw, trigger, question, before)
    for opener in question.only_if:
        _suffer(draw, opener, said, catalogue)


def _suffering(draw: st.DrawFn, trigger: Trigger, question: Question, before: Answer) -> Answer:
    words = [word for word in trigger.any_of if word != YES] or [one.id for one in question.choices]
    match question.kind:
        case QuestionKind.SEVERAL:
            wanted = draw(st.permutations(words))[: int(trigger.at_least or 1)]
            ticks = {*before.ticks, *wanted}
            alone = ticks == {UNKNOWN}
            return Answer(value=UNKNOWN) if alone else Answer(value=YES, ticks=tuple(sorted(ticks)))
        case QuestionKind.ENTRIES if UNKNOWN not in words:
            return Answer(
                value=YES, entries=(*before.entries, _entry(draw, trigger, question, words))
            )
        case QuestionKind.DATE:
            return Answer(value=_day(trigger).isoformat())
        case QuestionKind.AREAS if trigger.at or trigger.is_about_pain:
            at = trigger.at or sorted(load().areas)
            there = _with_sides((Place(area=draw(st.sampled_from(at)), side=Side.BOTH),))
            return Answer(value=YES, places=there, pains=_hurting(trigger, there[0]))
        case QuestionKind.NUMBER if not trigger.any_of:
            return Answer(value=_number(trigger))
    return Answer(value=draw(st.sampled_from(trigger.any_of)))


def _with_sides(named: tuple[Place, ...]) -> tuple[Place, ...]:
    areas = load().areas
    return tuple(one if areas[one.area].paired else Place(area=one.area) for one in named)


def _hurting(trigger: Trigger, place: Place) -> tuple[Pain, ...]:
    """Pain that meets a trigger and nothing else."""
    if not trigger.is_about_pain:
        return ()
    like = trigger.characters[:1] or ("dull",)
    number = int(_number(trigger)) if trigger.pain else 2
    said = {(trigger.pain or PainAt.WORST).value: number}
    return (Pain.model_validate({"place": place, "now": 2, "characters": like, **said}),)


def _entry(draw: st.DrawFn, trigger: Trigger, question: Question, words: list[str]) -> Entry:
    """One entry that meets a trigger."""
    drawn = draw(entries(question, load(), words))
    told = ((id_, draw(st.sampled_from(may))) for id_, may in trigger.details.items())
    said = {id_: one for id_, one in told if one != UNKNOWN}
    return drawn.replace(
        on=_day(trigger) if trigger.since else drawn.on, details={**drawn.details, **said}
    )


def _day(trigger: Trigger) -> date:
    assert trigger.since
    return TODAY - timedelta(days=int(_number(trigger)) * trigger.since.days)


def _number(trigger: Trigger) -> float:
    if trigger.at_least is not None:
        return trigger.at_least
    if trigger.above is not None:
        return trigger.above + 1
    return (trigger.below or 1) - 1


def _up_to(most: int, things: list) -> st.SearchStrategy[list]:
    return st.lists(st.sampled_from(things), max_size=most, unique=True)


def clearances(catalogue: Catalogue) -> st.SearchStrategy[ClinicianClearance]:
    """A clinician's word on some precautions, some columns, sometimes with limits."""
    some_limits = [
        Modification(code=ModificationCode.LOW),
        Modification(code=ModificationCode.NOPRONE),
        Modification(code=ModificationCode.DIR, part=Part.HIP, movement="flexion"),
        Modification(code=ModificationCode.CAP, part=Part.SHO, movement="flexion", degrees=90),
    ]
    return st.builds(
        ClinicianClearance,
        by=st.just("Dr Example"),
        registration=st.just("12345"),
        precautions=_some(sorted(catalogue.precautions), 12),
        modes=_some(list(Mode), 4),
        limits=st.lists(st.sampled_from(some_limits), max_size=2).map(tuple),
        given=st.sampled_from([date(2026, 11, 1), TODAY, date(2026, 11, 21)]),
        until=st.sampled_from([date(2026, 11, 19), TODAY, date(2027, 1, 1)]),
    )


def _some(things: list, most: int) -> st.SearchStrategy[tuple]:
    return st.lists(st.sampled_from(things), min_size=1, max_size=most, unique=True).map(tuple)
