"""Values: frozen, closed, and the two people and two sides of everything."""

import pytest
from pydantic import ValidationError

from endrange.values import ByRole, Role, Side, Table, Value
from tests.tables import rows

SIDES = """
  side    | mirrored | letters
  left    | right    | L
  right   | left     | R
  both    | both     | L R
  midline | midline  |
"""


@pytest.mark.parametrize("row", rows(SIDES), ids=lambda row: row["side"])
def test_sides(row: dict[str, str]) -> None:
    side = Side(row["side"])

    assert side.mirrored == row["mirrored"]
    assert list(side.letters) == row["letters"].split()


def test_each_role_has_its_own() -> None:
    words = ByRole[str](helper="Hold still.", client="Press down.")

    assert words[Role.HELPER] == "Hold still."
    assert words[Role.CLIENT] == "Press down."


class Shelf(Value):
    """Something with a number and a table."""

    number: int
    table: Table[str, int]


class TestValue:
    SHELF = Shelf(number=1, table={"a": 1})

    def test_cannot_be_changed(self) -> None:
        with pytest.raises(ValidationError, match="frozen"):
            self.SHELF.number = 2  # type: ignore[misc]

    def test_its_tables_cannot_be_changed(self) -> None:
        with pytest.raises(TypeError, match="does not support item assignment"):
            self.SHELF.table["a"] = 2  # type: ignore[index]

    def test_does_not_follow_the_table_it_was_made_from(self) -> None:
        source = {"a": 1}
        shelf = Shelf(number=1, table=source)
        source["a"] = 2

        assert shelf.table["a"] == 1

    def test_refuses_fields_it_does_not_know(self) -> None:
        with pytest.raises(ValidationError, match="colour"):
            Shelf.model_validate({"number": 1, "table": {}, "colour": "red"})

    def test_a_copy_is_checked_again(self) -> None:
        assert self.SHELF.replace(number=2).number == 2
        with pytest.raises(ValidationError, match="number"):
            self.SHELF.replace(number="many")

    def test_goes_to_json_and_back(self) -> None:
        assert Shelf.model_validate_json(self.SHELF.model_dump_json()) == self.SHELF

    def test_one_that_is_trusted_is_like_any_other(self) -> None:
        made = Shelf.trusted(dict(self.SHELF))

        assert made == self.SHELF
        assert made.replace(number=2) == self.SHELF.replace(number=2)
        assert made.model_dump_json() == self.SHELF.model_dump_json()
        with pytest.raises(ValidationError, match="frozen"):
            made.number = 2  # type: ignore[misc]
