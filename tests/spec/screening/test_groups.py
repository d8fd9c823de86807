"""Which groups of people an answer places somebody in: not knowing places them there too."""

import pytest

from endrange.knowledge import load
from endrange.screening import Setting, read_answers, screen
from tests.strategies import MILD_FOLLOW_UPS, NOTHING_AMISS, TODAY
from tests.tables import rows

CATALOGUE = load()
GROUPS = """
who                             | age     | pregnancy  | placed in
a healthy adult                 | 35      | no         |
the day before growing up       | 17      | no         | youth
eighteen                        | 18      | no         |
sixty-four                      | 64      | no         |
sixty-five                      | 65      | no         | older_adults
of an age nobody knows          | unknown | no         | older_adults youth
pregnant                        | 35      | pregnant   | pregnancy
who gave birth lately           | 35      | gave_birth | pregnancy
who does not know               | 35      | unknown    | pregnancy
pregnant and very young         | 16      | pregnant   | youth pregnancy
"""


@pytest.mark.parametrize("row", rows(GROUPS), ids=lambda row: row["who"])
def test_whom_these_answers_place_somebody_among(row):
    age = row["age"] if row["age"] == "unknown" else int(row["age"])
    said = NOTHING_AMISS | MILD_FOLLOW_UPS | {"age": age, "pregnancy": row["pregnancy"]}
    answers = read_answers(said, CATALOGUE)

    placed = screen(answers, CATALOGUE, on=TODAY, setting=Setting.CLINIC).populations

    assert " ".join(placed) == row["placed in"]


def test_an_age_nobody_was_asked_is_not_read_as_an_adults():
    answers = read_answers({"pregnancy": "no"}, CATALOGUE)

    placed = screen(answers, CATALOGUE, on=TODAY, setting=Setting.CLINIC).populations

    assert placed == ("older_adults", "youth")
