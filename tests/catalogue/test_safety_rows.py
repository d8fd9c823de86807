"""No row of the rule tables is missing, and each decides what the evidence says."""

from collections import defaultdict

import pytest

from endrange.knowledge import Mode, load
from tests.catalogue.safety_rows import CONDITIONS, ROWS

RULES = load().precautions
IN_FORCE: dict[str, list[str]] = defaultdict(list)
for rule in RULES.values():
    for row in rule.all_rows:
        IN_FORCE[row].append(rule.id)


@pytest.mark.parametrize("row", ROWS)
def test_every_row_has_its_entries(row):
    assert IN_FORCE[row]


@pytest.mark.parametrize(("row", "columns"), CONDITIONS.items())
def test_a_row_decides_what_the_evidence_says(row, columns):
    letters = {"".join(RULES[id_].verdicts[mode].letter for mode in Mode) for id_ in IN_FORCE[row]}

    assert columns in letters


def test_an_entry_names_rows_that_exist():
    own = {row for row in IN_FORCE if row not in ROWS}

    assert own == {"OTH-01"}, "asked on top of the tables"
