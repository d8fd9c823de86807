"""Context, never a verdict: whose group a reading may be set beside, and where it stands there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endrange.assessment import Person, context, spread
from endrange.knowledge import Further, Group, Interval, Norm, NormStatus, Sex
from tests.builders import OURS, catalogue, measure, reading
from tests.tables import rows

FEMALE, MALE = Sex.FEMALE, Sex.MALE


def norm(id_="a", low=20, high=44, about=None, sex=Sex.ANY, **changes):
    fields = {
        "id": id_,
        "measure": "slr",
        "movement": "HIP flexion",
        "group": Group(who="Students", sex=sex, age_low=low, age_high=high, age_about=about),
        "active": False,
        "method": "Inclinometer",
        "n": 100,
        "unit": "deg",
        "mean": 70,
        "sd": 10,
        "status": "read",
        "sources": OURS,
    }
    return Norm.model_validate(fields | changes)


def beside(value=70.0, person=None, sem=0.0, *norms, **changes):
    known = catalogue(norms=norms or (norm(),), measures=(measure(**changes),))
    return context(reading(value), person or Person(age=30), known, sem)


WHO = """
  the group                      | age low | high | about | sex    | client | is   | theirs
  their age                      | 20      | 44   |       | any    | 30     | any  | yes
  on the edge                    | 20      | 44   |       | any    | 44     | any  | yes
  older than the group           | 20      | 44   |       | any    | 45     | any  | no
  age of the client not known    | 20      | 44   |       | any    |        | any  | no
  age of the group not told      |         |      |       | any    | 30     | any  | no
  about their age                |         |      | 19    | any    | 24     | any  | yes
  not about their age            |         |      | 19    | any    | 25     | any  | no
  women, the client a woman      | 20      | 44   |       | female | 30     | female | yes
  women, the client a man        | 20      | 44   |       | female | 30     | male | no
  women, the client has not said | 20      | 44   |       | female | 30     | any  | no
  a child beside adults          | 1       | 54   |       | any    | 12     | any  | no
  a child, a table of children   | 9       | 19   |       | any    | 12     | any  | yes
  a child beside cadets of 19    |         |      | 19    | any    | 17     | any  | no
"""


@pytest.mark.parametrize("row", rows(WHO), ids=lambda row: row["the group"])
def test_whose_group(row):
    def years(name):
        return int(row[name]) if row[name] else None

    group = norm(low=years("age low"), high=years("high"), about=years("about"), sex=row["sex"])
    person = Person(age=years("client"), sex=Sex(row["is"]))

    assert bool(beside(70, person, 0, group)) is (row["theirs"] == "yes")


def test_what_was_recalled_and_not_read_is_never_shown():
    assert beside(70, None, 0, norm(status=NormStatus.UNVERIFIED)) == ()


def test_an_active_table_says_nothing_of_a_passive_reading():
    assert beside(70, None, 0, norm(active=True)) == ()


def test_not_told_whether_active_a_mean_but_no_position():
    (found,) = beside(70, None, 0, norm(active=None, note="A note."))

    assert found.less_far is None
    assert found.mean == 70
    assert found.note == "Whether it was active was not read. A note."


def test_a_mean_with_its_own_interval_gives_no_position():
    """The interval of a mean narrows with n and would call most people unusual."""
    (found,) = beside(70, None, 0, norm(sd=None, mean_interval=Interval(low=69, high=71)))

    assert found.less_far is None


def test_it_names_population_method_and_number():
    (found,) = beside(70)

    assert (found.who, found.method, found.n, found.sources) == (
        "Students",
        "Inclinometer",
        100,
        OURS,
    )


PERCENT = {5: 50.0, 25: 60.0, 50: 66.0, 75: 70.0, 95: 90.0}

POSITIONS = """
  value | table       | low  | high | because
  70    | mean and sd | 50   | 50   | on the mean
  80    | mean and sd | 84.1 | 84.1 | one SD above it
  66    | percentiles | 50   | 50   | on the median, whatever the mean
  63    | percentiles | 37.5 | 37.5 | half way between two percentiles
  80    | percentiles | 85   | 85   | the skewed end counts as it is
  49    | percentiles | 0    | 5    | below the table: fewer than 5
  91    | percentiles | 95   | 100  | above it
"""


@pytest.mark.parametrize("row", rows(POSITIONS), ids=lambda row: row["because"])
def test_position(row):
    skewed = {"percentiles": PERCENT} if row["table"] == "percentiles" else {}

    (found,) = beside(float(row["value"]), None, 0, norm(**skewed))

    assert found.less_far.low == pytest.approx(float(row["low"]), abs=0.05)
    assert found.less_far.high == pytest.approx(float(row["high"]), abs=0.05)


MIDDLES = """
  table                   | low   | high  | because
  mean and sd             | 53.55 | 86.45 | 1.645 SD either way
  percentiles             | 50    | 90    | skewed: its own ends, not those of a bell
  without the outer ones  |       |       | no end was printed
  the mean alone          |       |       | a mean has no width
  whether active unknown  |       |       | then no position either
"""
TABLES = {
    "mean and sd": {},
    "percentiles": {"percentiles": PERCENT},
    "without the outer ones": {"percentiles": {25: 60.0, 75: 70.0}},
    "the mean alone": {"sd": None},
    "whether active unknown": {"active": None},
}


@pytest.mark.parametrize("row", rows(MIDDLES), ids=lambda row: row["because"])
def test_the_middle_ninety(row):
    (found,) = beside(70, None, 0, norm(**TABLES[row["table"]]))

    if row["low"]:
        assert found.middle.low == pytest.approx(float(row["low"]), abs=0.01)
        assert found.middle.high == pytest.approx(float(row["high"]), abs=0.01)
    else:
        assert found.middle is None


def test_where_less_is_further_the_others_are_those_with_more():
    (found,) = beside(60, None, 0, norm(), further=Further.LOWER)

    assert found.less_far.low == pytest.approx(84.1, abs=0.05)


def test_the_error_of_one_reading_widens_the_position():
    (found,) = beside(70, None, 2.5)

    assert found.less_far.low == pytest.approx(31.2, abs=0.1)
    assert found.less_far.high == pytest.approx(68.8, abs=0.1)


@given(st.floats(-90, 200), st.floats(0, 15), st.booleans(), st.booleans())
def test_a_position_is_a_share_of_people(value, sem, skewed, lower):
    table = norm(percentiles=PERCENT) if skewed else norm()
    way = Further.LOWER if lower else Further.HIGHER

    (found,) = beside(value, None, sem, table, further=way)

    assert 0 <= found.less_far.low <= found.less_far.high <= 100


@given(st.floats(0, 150), st.floats(0, 20), st.booleans())
def test_further_is_never_less_far_than_more_people(value, more, skewed):
    table = norm(percentiles=PERCENT) if skewed else norm()

    (less,), (further,) = beside(value, None, 2, table), beside(value + more, None, 2, table)

    assert further.less_far.low >= less.less_far.low - 1e-9


def test_two_equal_percentiles_are_no_division_by_nothing():
    flat = norm(percentiles={5: 50.0, 50: 50.0, 95: 60.0})

    (found,) = beside(50, None, 0, flat)

    assert found.less_far.low == 27.5


def test_a_position_comes_before_a_mean_and_many_people_before_few():
    few, many, mean = norm("few", n=None), norm("many", n=500), norm("mean", sd=None, n=900)

    found = beside(70, None, 0, few, mean, many)

    assert [each.norm for each in found] == ["many", "few", "mean"]


def test_spread_is_of_the_largest_group_that_has_one():
    known = catalogue(
        norms=(norm("few", n=10, mean=60), norm("many"), norm("mean", sd=None, n=900))
    )

    assert spread(reading(70), Person(age=30), known) == (70, 10)
    assert spread(reading(70), Person(age=50), known) is None
    assert spread(reading(70), Person(age=30), catalogue(norms=(norm(sd=None),))) is None
    assert spread(reading(70), Person(age=30), catalogue(norms=(norm(active=None),))) is None
