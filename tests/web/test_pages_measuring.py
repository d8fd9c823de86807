"""What stands beside a reading at the table: how it was taken, and whom it is set beside."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone, translation

from endrange import knowledge
from endrange.assessment import OwnError, Person
from endrange.knowledge import Sex
from endrange_app.storage import actions
from endrange_app.web import contexts, words
from tests.builders import reading
from tests.tables import rows
from tests.web.visiting import screened, to, typed

pytestmark = pytest.mark.django_db

KNOWN = knowledge.load()
GROUPS = {
    "cadets": "Male military cadets of about 19 years, 548 people; "
    "Inclinometer, active, dominant arm",
    "students": "Male students, 18 to 24 years, how many was not read; "
    "Passive knee extension with the hip at 90 degrees",
    "sitting": "Adults, 20 to 60 years, 120 people; Photographs, sitting",
}

BESIDE = """
  measure          | value | age | sex    | further than  | group    | because
  shoulder_flexion | 165   | 19  | male   | 20 to 79      | cadets   | a table of percentiles
  shoulder_flexion | 140   | 19  | male   | 0 to 5        | cadets   | below it: fewer than 5
  shoulder_flexion | 165   | 17  | male   |               |          | a child beside adults
  shoulder_flexion | 165   |     | male   |               |          | nobody knows how old
  shoulder_flexion | 165   | 62  | any    |               |          | no group of theirs
  knee_ext_9090    | 17    | 20  | male   | 27 to 74      | students | mean and spread
  hip_ir_90        | 40    | 34  | female | average 37.9° | sitting  | a mean has no position
  hip_flexion_slr  | 70    | 34  | female |               |          | recalled, not read
"""


@pytest.mark.parametrize("row", rows(BESIDE), ids=lambda row: row["because"])
def test_the_place_of_a_reading_among_others(row):
    person = Person(age=int(row["age"]) if row["age"] else None, sex=Sex(row["sex"]))
    measure = KNOWN.measure(row["measure"])
    read = reading(
        float(row["value"]),
        measure=measure.id,
        active=measure.active,
        instrument="inclinometer",
    )

    said = contexts.line(read, person, KNOWN, ())
    where = row["further than"].replace("average", "On average")
    if where and "average" not in where:
        where = f"Further than {where} of 100"
    told = GROUPS.get(row["group"], "")
    assert said == (f"{where} in this group: {told}." if told else "")


def test_the_clinics_own_error_widens_or_narrows_it():
    read = reading(165, measure="shoulder_flexion", active=True, instrument="inclinometer")
    own = OwnError(
        measure="shoulder_flexion",
        instrument="inclinometer",
        same_examiner=True,
        value=0.01,
        low=0.005,
        high=0.02,
        pairs=12,
    )

    said = contexts.line(read, Person(age=19, sex=Sex.MALE), KNOWN, (own,))

    assert said.startswith("Further than 50 of 100 in this group")


def test_no_line_calls_anybody_normal_or_abnormal():
    person = Person(age=34, sex=Sex.FEMALE)
    for measure in KNOWN.measures.values():
        value = (measure.low + measure.high) / 2
        read = reading(value, measure=measure.id, active=measure.active)
        said = contexts.line(read, person, KNOWN, ())

        assert not re.search(r"normal|typical|poor|good|tight|stiff", said, re.IGNORECASE)


SAME_IN_GERMAN = {"Goniometer"}


def at_the_table():
    """Every text of measures and groups that a page shows."""
    for one in KNOWN.measures.values():
        yield from (one.name, one.position, one.stabilise, one.landmarks, one.error.basis)
        yield from (*one.end_criteria, *one.instruments)
        yield from (table.basis for table in one.error.by_instrument.values())
        if gravity := one.gravity:
            yield from (gravity.zero, gravity.top, gravity.instead, *gravity.segments)
    for norm in KNOWN.norms.values():
        yield from (norm.group.who, norm.method)


def test_all_that_is_read_at_the_table_is_german_too():
    with translation.override("de"):
        same = {text for text in at_the_table() if text and words.said(text) == text}

    assert same == SAME_IN_GERMAN


# ---------- on the page ----------


def of_age(visit, years, sex=Sex.MALE):
    client = visit.client
    client.born_on, client.sex = timezone.localdate() - timedelta(days=round(365.25 * years)), sex
    client.save(update_fields=["born_on", "sex"])
    return client


def sent(visit, measure="shoulder_flexion", side="left", **changes):
    given = {f"trial_{n}": value for n, value in enumerate(("163", "165", "167"), 1)}
    chosen = {"instrument": "inclinometer", "end_criterion": "pain"}
    return typed(visit, side, measure, **(given | chosen | changes))


def lines(page, name):
    """Paragraphs of a class, with their tags taken off."""
    found = re.findall(rf'<p class="[^"]*\b{name}\b[^"]*">(.*?)</p>', page.content.decode(), re.S)
    return [" ".join(re.sub(r"<[^>]+>", "", one).split()) for one in found]


def test_the_line_stands_beside_what_was_saved_and_beside_last_time(browser, newcomer, here, now):
    client = of_age(newcomer, 19.5)
    screened(browser, newcomer)
    browser.post(to("visit-readings", newcomer), sent(newcomer))
    page = to("visit-measures", newcomer) + "?also=shoulder_flexion"

    (said,) = lines(browser.get(page), "group")
    assert said.startswith("Further than 20 to 79 of 100 in this group: Male military cadets")

    actions.visits.close(by=here.owner, visit=newcomer, now=now)
    again = actions.visits.open(by=here.owner, client=client, now=timezone.now())
    screened(browser, again)
    assert lines(browser.get(to("visit-measures", again)), "group") == [said]


def test_after_stretching_nothing_is_set_beside_others(browser, newcomer):
    """The groups were measured before any."""
    of_age(newcomer, 19.5)
    screened(browser, newcomer)
    browser.post(to("visit-readings", newcomer), sent(newcomer))
    browser.post(to("visit-readings", newcomer), sent(newcomer) | {"moment": "after"})

    assert lines(browser.get(to("visit-summary", newcomer)), "group") == []


TAKEN = """
  fields                        | said
  discomfort=3                  | discomfort 3
  discomfort= warm_up=walk      | before it: five minutes of easy walking or cycling
  discomfort= end_feel=capsular | firm and leathery: capsule
"""


@pytest.mark.parametrize("row", rows(TAKEN), ids=lambda row: row["fields"])
def test_how_it_was_taken_is_told_in_a_line(browser, newcomer, here, row):
    screened(browser, newcomer)
    changes = dict(field.split("=") for field in row["fields"].split())
    measure = "hip_flexion_slr" if "end_feel" in changes else "shoulder_flexion"
    tries = {f"trial_{n}": "70" for n in (1, 2, 3)}
    browser.post(to("visit-readings", newcomer), sent(newcomer, measure, **(tries | changes)))

    told = lines(browser.get(to("visit-measures", newcomer)), "small")

    assert f"Inclinometer, pain, {row['said']}, by {here.practitioner.name}" in told


def test_two_ways_of_counting_stay_apart_on_the_page_and_next_time(browser, newcomer, here, now):
    """145, the angle of thigh and leg, is kept as 35; the next form counts that way too."""
    screened(browser, newcomer)
    tries = {f"trial_{n}": value for n, value in enumerate(("145", "144", "146"), 1)}
    counted = tries | {"convention": "straight_is_180", "end_criterion": "thigh moves"}
    browser.post(to("visit-readings", newcomer), sent(newcomer, "knee_ext_9090", **counted))
    page = to("visit-measures", newcomer)
    told = browser.get(page).content.decode()

    assert "written as 145°, angle between the two segments, straight is 180" in told
    (form,) = re.findall(r'<select name="knee_ext_9090-right-convention".*?</select>', told, re.S)
    assert '<option value="straight_is_180" selected>' in form
    actions.visits.close(by=here.owner, visit=newcomer, now=now)
    again = actions.visits.open(by=here.owner, client=newcomer.client, now=timezone.now())
    screened(browser, again)
    told = browser.get(to("visit-measures", again)).content.decode()
    assert "thigh moves, angle between the two segments, straight is 180" in told
    wrong = tries | {"trial_1": "35", "convention": "straight_is_180"}
    refused = browser.post(to("visit-readings", again), sent(again, "knee_ext_9090", **wrong))
    assert refused.status_code == 422
    assert not again.readings.exists()


SCORES = """
  tries          | said
  64 65 66       | 65° the mean of 64°, 65°, 66°
  61,5 62 62     | 61.8° the mean of 61.5°, 62°, 62°
  60 66 61 61 61 | 61° the middle one of 60°, 66°, 61°, 61°, 61°
  61.5°          | 61.5° 61.5°
"""


@pytest.mark.parametrize("row", rows(SCORES), ids=lambda row: row["tries"])
def test_all_tries_stay_and_how_they_make_one_value_is_said(browser, newcomer, row):
    screened(browser, newcomer)
    tries = dict.fromkeys(("trial_1", "trial_2", "trial_3"), "")
    tries |= {f"trial_{n}": one for n, one in enumerate(row["tries"].split(), 1)}
    browser.post(to("visit-readings", newcomer), typed(newcomer, **tries))

    assert lines(browser.get(to("visit-measures", newcomer)), "taken") == [row["said"]]


def test_a_number_finer_than_instruments_is_not_rounded_but_asked_about(browser, newcomer):
    screened(browser, newcomer)
    asked = browser.post(to("visit-readings", newcomer), typed(newcomer, trial_2="61.25"))

    assert asked.status_code == 422
    assert "61.25 is finer than instruments show." in asked.content.decode()


def test_what_came_before_measuring_is_asked_once_a_day(browser, newcomer):
    screened(browser, newcomer)
    browser.post(to("visit-readings", newcomer), typed(newcomer, warm_up="training"))

    told = browser.get(to("visit-measures", newcomer)).content.decode()

    assert "first firm resistance, before it: training" in " ".join(told.split())


def test_it_says_who_moves(browser, newcomer):
    screened(browser, newcomer)
    page = to("visit-measures", newcomer) + "?also=shoulder_flexion&also=hip_flexion_slr"
    told = browser.get(page).content.decode()

    assert "<b>Active.</b> On the back, both knees bent" in told
    assert "<b>Passive.</b> On the back, the other thigh flat" in told
