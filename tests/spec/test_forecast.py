"""Looking ahead: when it is done, when it is refused, and the only sentences it may end in."""

import re
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from endrange.assessment import Moment, Origin, Person
from endrange.knowledge import Group, Norm, load
from endrange.knowledge.languages import language
from endrange.physiology import Programme, Ratio, Response, Unknown, compare, programme_size
from endrange.progress import (
    Acute,
    Dosed,
    Forecast,
    Said,
    Sentence,
    forecast,
    of_forecast,
    of_plans,
    of_programme,
    of_time_off,
    of_today,
)
from endrange.progress.sentences import TEXTS
from endrange.values import Side
from tests.builders import READING_DAY, reading
from tests.tables import rows

KNOWN = load()
SLR = KNOWN.measure("hip_flexion_slr")
START = READING_DAY.date()


def legs(values, every=7, measure="hip_flexion_slr", **changes):
    """Read every week, the first two in the week before the first session."""
    days = [0, 6, *(every * (n + 1) + 6 for n in range(len(values) - 2))]
    fields = {"measure": measure, "instrument": "phone inclinometer"} | changes
    return [reading(v, day, **fields) for v, day in zip(values, days, strict=True)]


def doses(weeks, per_week=5, seconds=90.0):
    """From day 6 on, the day of the second reading."""
    step = 7 / per_week
    days = [round(6 + step * n) for n in range(round(weeks * per_week))]
    return [Dosed(on=START + timedelta(days=day), seconds=seconds) for day in days]


def ahead(values, given=None, on=27, **asked):
    when = START + timedelta(days=on)
    sessions = doses(3) if given is None else given
    return forecast(legs(values), sessions, KNOWN, on=when, **asked)


def test_three_weeks_on_the_next_four():
    found = ahead([70, 71, 73, 75, 76])

    assert isinstance(found, Forecast)
    assert (found.measure, found.side, found.weeks) == ("hip_flexion_slr", Side.LEFT, 4)
    assert found.on == START + timedelta(days=27 + 28)
    assert found.low < 76 < found.value < found.high
    assert not found.error_assumed


def test_where_less_is_further_the_numbers_go_down():
    readings = legs([30, 29, 27, 25, 24], measure="knee_ext_9090")

    found = forecast(readings, doses(3), KNOWN, on=START + timedelta(days=27))

    assert found.low < found.value < 24 < found.high


def test_who_stops_is_expected_to_lose():
    readings = [70, 71, 76, 79, 81]
    on = 27 + 28

    going = ahead(readings, doses(7), on)
    stopped = ahead(readings, doses(3), on)

    assert stopped.value < going.value


def test_a_session_of_today_counts_for_going_on_as_now():
    today = Dosed(on=START + timedelta(days=27), seconds=90)

    with_it, without = (ahead([70, 71, 73, 75, 76], [*doses(3), *one]) for one in ([today], []))

    assert with_it.value > without.value


def test_as_now_is_the_last_four_weeks_and_not_all_that_ever_was():
    """The last session was 30 days ago: as now is without any, so what was gained goes."""
    readings = [70, 71, 76, 79, 81, 81, 81, 81, 81]

    soon, later = (ahead(readings, doses(3), 57, weeks=weeks) for weeks in (1, 4))

    assert later.value < soon.value


WHY_NOT = """
  readings          | weeks of sessions | on | ahead | because
  70 71 73 75       | 3                 | 27 | 4     | 1 more, on other days, before a forecast
  70 71 73 75 76    | 0                 | 27 | 4     | No session is recorded
  70 71 73 75 76    | 3                 | 27 | 5     | 5 weeks ahead; at most 4
  70 71 73 75 76    | 3                 | 27 | 0     | 0 weeks ahead; at most 4
  70 71 73 75 76    | 3                 | 60 | 4     | The last reading is over 4 weeks old.
"""


@pytest.mark.parametrize("row", rows(WHY_NOT), ids=lambda row: row["because"])
def test_no_forecast(row):
    values = [float(v) for v in row["readings"].split()]

    found = ahead(
        values, doses(int(row["weeks of sessions"])), int(row["on"]), weeks=float(row["ahead"])
    )

    assert isinstance(found, Unknown)
    assert found.because.startswith(row["because"])


def test_one_baseline_is_not_enough():
    early = [Dosed(on=START, seconds=90), *doses(3)]

    found = ahead([70, 71, 73, 75, 76], early)

    told = "A start has 2 readings before the first session; here it had 1."
    assert found == Unknown(because=told)
    assert language("de").knows(told)


UNKNOWN = """
  day | because
  14  | What was done in an earlier session is not on record, nor what it brought.
  0   | What was done in an earlier session is not on record, nor what it brought.
  40  | -
"""


@pytest.mark.parametrize("row", rows(UNKNOWN), ids=lambda row: row["day"])
def test_a_session_of_unknown_seconds_is_none_of_nought(row):
    """Before any reading, among them, and after the day of asking: then it is not one yet."""
    one = Dosed(on=START + timedelta(days=int(row["day"])), seconds=None)

    found = ahead([70, 71, 73, 75, 76], [*doses(3), one])

    assert getattr(found, "because", "-") == row["because"]


def test_no_forecast_of_a_test_nobody_studied():
    readings = legs([70, 71, 73, 75, 76], measure="hip_ir_prone")

    found = forecast(readings, doses(3), KNOWN, on=START + timedelta(days=27))

    assert found == Unknown(because="No trials of this test were found.")


def test_of_a_long_history_the_latest_hundred_are_learned_from():
    usual = [70.0 + n % 3 for n in range(120)]
    given, on = doses(119), 7 * 119
    early, late = list(usual), list(usual)
    early[5] += 30
    late[-5] += 30

    plain = ahead(usual, given, on)

    assert ahead(early, given, on) == plain
    assert ahead(late, given, on) != plain
    assert plain.low < 71 < plain.high


def test_one_measure_and_side_at_a_time():
    both = [*legs([70, 71]), *legs([70, 71], side=Side.RIGHT)]
    on = START + timedelta(days=27)

    assert isinstance(forecast(both, doses(3), KNOWN, on=on), Unknown)
    assert isinstance(forecast([], doses(3), KNOWN, on=on), Unknown)


def test_what_is_not_known_yet_and_what_fades_is_left_out():
    readings = legs([70, 71, 73, 75, 76])
    later = reading(120, 60, measure="hip_flexion_slr", instrument="phone inclinometer")
    after = readings[-1].replace(value=120, moment=Moment.AFTER)
    on = START + timedelta(days=27)
    home = readings[2].replace(value=120, origin=Origin.HOME)
    more = [Dosed(on=on + timedelta(days=3), seconds=600), *doses(3)]

    plain = forecast(readings, doses(3), KNOWN, on=on)

    assert forecast([home, *readings, after, later], more, KNOWN, on=on) == plain


def test_the_group_of_theirs_is_the_start_where_there_is_one():
    group = Norm(
        id="students",
        measure="hip_flexion_slr",
        movement="HIP flexion",
        group=Group(who="Students", age_low=18, age_high=40),
        active=False,
        method="Inclinometer",
        n=100,
        unit="deg",
        mean=80,
        sd=3,
        status="read",
        sources=("ours",),
    )
    known = KNOWN.replace(norms={group.id: group})
    values, on = legs([70, 71, 73, 75, 76]), START + timedelta(days=27)

    aware = forecast(values, doses(3), known, on=on, person=Person(age=30))
    plain = forecast(values, doses(3), known, on=on)

    assert aware.value != plain.value


def test_the_six_sentences():
    """A seventh, or another word, has to be argued for here."""
    assert TEXTS == {
        Said.PROGRAMME: (
            "Groups in studies of 3 to 12 weeks gained about {mean} on this test on average. "
            "One person: roughly {low} to {high} (80 of 100 people)."
        ),
        Said.ABOUT_THE_SAME: "{one} and {other}: about the same.",
        Said.LIKELY_MORE: "{one}: likely more than {other}.",
        Said.TIME_OFF: "After 4 weeks off, trials kept between a tenth and two thirds.",
        Said.FORECAST: (
            "In {weeks} about {value}, {low} to {high} (80 of 100 people), if you go on as now."
        ),
        Said.TODAY: "Today {change} ({low} to {high}), fades within minutes to an hour.",
    }
    assert set(TEXTS) == set(Said)


USUAL = Programme(weeks=6, per_week=3, seconds=90)

SENTENCES = [
    (
        of_programme(programme_size(Response.PASSIVE_KNEE_EXTENSION, USUAL)),
        "Groups in studies of 3 to 12 weeks gained about 9° on this test on average. "
        "One person: roughly 0 to 17° (80 of 100 people).",
    ),
    (
        of_plans(Ratio(median=1.05, low=0.9, high=1.2)),
        "Plan A and plan B: about the same.",
    ),
    (of_plans(Ratio(median=1.5, low=1.2, high=1.8)), "Plan A: likely more than plan B."),
    (of_plans(Ratio(median=0.6, low=0.5, high=0.8)), "Plan B: likely more than plan A."),
    (
        of_plans(Ratio(median=0.6, low=0.5, high=0.8), "3 a week", "once a week"),
        "Once a week: likely more than 3 a week.",
    ),
    (of_time_off(), "After 4 weeks off, trials kept between a tenth and two thirds."),
    (
        of_forecast(ahead([70, 71, 73, 75, 76]), SLR),
        "In 4 weeks about 81°, 74 to 88° (80 of 100 people), if you go on as now.",
    ),
    (
        of_today(
            Acute(
                measure=SLR.id,
                side=Side.LEFT,
                before=70,
                after=76,
                change=6,
                interval_low=-0.3,
                interval_high=13,
                error_assumed=False,
            ),
            SLR,
        ),
        "Today +6° (0 to +13°), fades within minutes to an hour.",
    ),
]


@pytest.mark.parametrize(("sentence", "text"), SENTENCES, ids=lambda each: str(each)[:40])
def test_a_sentence(sentence, text):
    assert sentence.text == text


def test_a_week_is_one_and_a_tape_reads_centimetres():
    one = ahead([70, 71, 73, 75, 76], weeks=1)
    tape = KNOWN.measure("sit_and_reach")

    assert of_forecast(one, SLR).text.startswith("In 1 week about ")
    assert " cm, " in of_forecast(one, tape).text


def test_where_nothing_is_known_nothing_is_said():
    assert of_programme(Unknown(because="x")) is None
    assert of_forecast(Unknown(because="x"), SLR) is None


NUMBER = r"[-+]?\d+(°| cm)?"
ALLOWED = [
    re.compile(
        re.sub(
            r"\\{(\w+)\\}",
            lambda field: r"[\w ]+" if field[1] in ("one", "other", "weeks") else NUMBER,
            re.escape(text),
        )
    )
    for text in TEXTS.values()
]


def is_allowed(sentence: Sentence | None) -> bool:
    if sentence is None:
        return True
    return any(pattern.fullmatch(sentence.text) for pattern in ALLOWED)


PROGRAMMES = st.builds(
    Programme, weeks=st.floats(0.5, 60), per_week=st.floats(0.5, 14), seconds=st.floats(5, 2000)
)


@settings(max_examples=40)
@given(st.none() | st.sampled_from(Response), PROGRAMMES, PROGRAMMES)
def test_no_other_sentence_of_programmes(response, one, other):
    assert is_allowed(of_programme(programme_size(response, one)))
    assert is_allowed(of_plans(compare(one, other)))


@settings(max_examples=40)
@given(
    st.lists(st.integers(20, 110), min_size=2, max_size=8),
    st.integers(0, 80),
    st.floats(0.1, 6),
    st.floats(0.5, 7),
)
def test_no_other_sentence_of_persons(values, on, weeks, per_week):
    sessions = doses(4, per_week)

    found = ahead(values, sessions, on, weeks=weeks)

    assert is_allowed(of_forecast(found, SLR))
    if isinstance(found, Forecast):
        assert found.low < found.value < found.high
        assert found.on <= START + timedelta(days=on + 28)


def test_a_size_never_depends_on_the_seconds():
    """Never degrees for a number of seconds": the sentence is the same for every plan."""
    texts = {
        of_programme(programme_size(Response.DORSIFLEXION, USUAL.replace(seconds=s))).text
        for s in (60, 90, 300, 1200)
    }

    assert len(texts) == 1


FORBIDDEN = re.compile(
    r"\d ?s\b|second|respond|half-?life|years? old|lengthen|guarantee|by \w+ \d|20\d\d", re.I
)


def test_no_sentence_says_what_may_not_be_said():
    for text in TEXTS.values():
        assert not FORBIDDEN.search(text)
