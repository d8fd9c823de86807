"""The faults that ``make mutate`` plants: where they are found, and that planting one shows."""

import sys
from types import ModuleType

import pytest

from tests.mutation.mutants import mutants_of
from tests.mutation.planting import change_functions, plant, run
from tests.tables import rows

SOURCE = '''
"""A room of one rule."""

from functools import lru_cache

MOST = 3
Alias = tuple[int, ...]


class Row:
    field: int = 7

    @property
    def is_full(self) -> bool:
        """Full."""
        return self.field >= MOST


@lru_cache
def remembered(number: int) -> bool:
    return number > MOST
'''


@pytest.fixture
def room(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    module = ModuleType("tests.room")
    module.__file__ = "room.py"
    found = run(SOURCE, module)
    monkeypatch.setitem(sys.modules, "tests.room", found)
    return found


def test_faults_are_in_tables_properties_and_what_is_remembered_and_nowhere_else():
    found = [(one.within, one.change) for one in mutants_of("room", SOURCE)]

    assert found == [
        ("", "- MOST = 3\n+ MOST = None"),
        ("", "- MOST = 3\n+ MOST = 4"),
        ("Row.is_full", "- return self.field >= MOST\n+ return self.field > MOST"),
        ("remembered", "- return number > MOST\n+ return number >= MOST"),
    ]


PLANTED = """
which                   | fault | a row of 3 is full | 3 is over | 4 is over
none                    |       | yes                | no        | yes
MOST is 4               | 1     | no                 | no        | no
is full when over       | 2     | no                 | no        | yes
over when as many       | 3     | yes                | yes       | yes
"""


@pytest.mark.parametrize("row", rows(PLANTED), ids=lambda row: row["which"])
def test_a_planted_fault_reaches_whoever_holds_the_function_already(row, room):
    full = room.Row()
    full.field = 3
    held = room.remembered

    if row["fault"]:
        plant(list(mutants_of("room", SOURCE))[int(row["fault"])], room)
    else:
        change_functions(room, run(SOURCE, room))

    assert ("yes" if full.is_full else "no") == row["a row of 3 is full"]
    assert ("yes" if held(3) else "no") == row["3 is over"]
    assert ("yes" if held(4) else "no") == row["4 is over"]
