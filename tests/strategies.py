"""Generated cases, in one place: people who answer, and clinicians who write."""

from collections.abc import Mapping
from datetime import date, timedelta

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
    Part,
    Place,
    Question,
    QuestionKind,
    Setting,
    Trigger,
)
from endrange.values import Side

TODAY = date(2026, 11, 20)

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
    "arthritis": NO,
    "bones": "not_told",
    "supple": "no",
    "operations": NO,
    "nerves": NO,
    "heart_vessels": NO,
    "blood_pressure": "normal",
    "eyes": "none",
    "medicines": NO,
    "neck_injury": NO,
    "neck_risks": 0,
    "other_condition": NO,
}
"""A healthy adult's answers: all questions that are put to one."""

MILD_FOLLOW_UPS: Mapping[str, object] = {
    "hurt_since": "aches",
    "hurt_bone": NO,
    "hurt_pop": NO,
    "hurt_strength": 2,
    "hurt_kind": "dull",
    "fever": NO,
    "fever_spine": NO,
    "wound": NO,
    "skin_infection": NO,
    "masked": NO,
    "alcohol": NO,
    "guardian": YES,
    "frail": NO,
    "pregnancy_now": NO,
    "pregnancy_weeks": 12,
    "pregnancy_course": "ordinary",
    "pelvic_pain": NO,
    "fracture": NO,
    "fracture_state": "united",
    "operation_signs": NO,
    "dislocation": NO,
    "dislocation_when": "once_long_ago",
    "arthritis_state": "quiet",
    "rheumatoid": NO,
    "back_after_little": NO,
    "leg_nerve": NO,
    "arm_nerve": NO,
    "nerve_worse": NO,
    "numb": NO,
    "heart": "none",
    "aneurysm": NO,
    "clot": "none",
    "stroke": NO,
    "systolic": 120,
    "diastolic": 75,
    "blood_thinner": NO,
    "bleeding_disorder": NO,
    "steroid": NO,
    "injection": NO,
    "fluoroquinolone": "none",
    "neck_injury_signs": NO,
}
"""The mildest answer to every follow-up. They count only where their question is put."""


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
        low, high = int(question.low or 0), int(question.high or 100)
        numbers = st.integers(low, high).map(lambda number: Answer(value=number))
        return st.one_of(numbers, st.just(Answer(value=UNKNOWN)))
    if question.kind is QuestionKind.DATE:
        return days().map(lambda day: Answer(value=day.isoformat() if day else UNKNOWN))
    words = [choice.id for choice in question.choices]
    if question.kind in (QuestionKind.YES_NO, QuestionKind.AREAS, QuestionKind.ENTRIES):
        words = [YES, NO]
    plain = st.sampled_from([*words, UNKNOWN]).map(lambda word: Answer(value=word))
    if question.kind is QuestionKind.AREAS:
        somewhere = st.lists(places(catalogue), min_size=1, max_size=3)
        return st.one_of(plain, somewhere.map(lambda some: Answer(value=YES, places=tuple(some))))
    if question.kind is QuestionKind.ENTRIES:
        listed = st.lists(entries(question, catalogue), min_size=1, max_size=3)
        return st.one_of(plain, listed.map(lambda some: Answer(value=YES, entries=tuple(some))))
    return plain


def days() -> st.SearchStrategy[date | None]:
    """A day of the last year, one not known, or one that cannot be."""
    ago = st.integers(0, 365).map(lambda ago: TODAY - timedelta(days=ago))
    return st.one_of(ago, st.sampled_from([None, TODAY + timedelta(days=1)]))


@st.composite
def entries(
    draw: st.DrawFn, question: Question, catalogue: Catalogue, among: tuple[str, ...] = ()
) -> Entry:
    """One of the things that can be listed, at one of its places, more or less well known."""
    some = [choice for choice in question.choices if not among or choice.id in among]
    choice = draw(st.sampled_from(some))
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
    told = {id_: Answer(value=said) for id_, said in (NOTHING_AMISS | MILD_FOLLOW_UPS).items()}
    for id_ in draw(_up_to(4, sorted(catalogue.precautions))):
        row = catalogue.precautions[id_]
        for trigger in draw(st.sampled_from(row.when)):
            _suffer(draw, trigger, told, catalogue)
        where = row.scope.places_of
        if where and catalogue.questions[where].kind is QuestionKind.AREAS and draw(st.booleans()):
            somewhere = draw(st.lists(places(catalogue), min_size=1, max_size=3))
            told[where] = Answer(value=YES, places=tuple(somewhere))
    for id_ in draw(_up_to(3, sorted(catalogue.questions))):
        told[id_] = draw(answer_to(catalogue.questions[id_], catalogue))
    for id_ in draw(_up_to(2, sorted(told))):
        del told[id_]
    return told


def _suffer(
    draw: st.DrawFn, trigger: Trigger, told: dict[str, Answer], catalogue: Catalogue
) -> None:
    """Answer so that a trigger holds, and so that its question is put."""
    question = catalogue.questions[trigger.question]
    if question.kind is QuestionKind.ENTRIES:
        told[question.id] = _listed(draw, trigger, told.get(question.id), catalogue)
    else:
        number = trigger.at_least if trigger.at_least is not None else (trigger.below or 1) - 1
        value = draw(st.sampled_from(trigger.any_of)) if trigger.any_of else number
        told[question.id] = Answer(value=_day(trigger).isoformat() if trigger.since else value)
    for opener in question.only_if:
        _suffer(draw, opener, told, catalogue)


def _listed(
    draw: st.DrawFn, trigger: Trigger, before: Answer | None, catalogue: Catalogue
) -> Answer:
    """What was listed before and one entry more, that meets the trigger."""
    question = catalogue.questions[trigger.question]
    what = draw(st.sampled_from(trigger.any_of or ("yes",)))
    if what == UNKNOWN:
        return Answer(value=UNKNOWN)
    entry = draw(entries(question, catalogue, () if what == YES else (what,)))
    details = {id_: may[0] for id_, may in trigger.details.items() if may[0] != UNKNOWN}
    meant = entry.replace(on=_day(trigger), details={**entry.details, **details})
    return Answer(value=YES, entries=((before.entries if before else ()) + (meant,))[-3:])


def _day(trigger: Trigger) -> date:
    """A day within the bounds of a trigger, next to one of them."""
    count = trigger.at_least if trigger.at_least is not None else (trigger.below or 1) - 1
    return TODAY - timedelta(days=int(count) * (trigger.since.days if trigger.since else 1))


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
