"""Every control and every test that the table of hazards names is there."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/explanation/hazards.md").read_text()
TESTS = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", PAGE)))
PLACES = sorted(set(re.findall(r"`(src/[\w/.-]+)`", PAGE)))


def test_every_hazard_has_a_control_and_a_test():
    rows = [line for line in PAGE.splitlines() if re.match(r"\| H\d+ ", line)]

    assert len(rows) == 18
    for row in rows:
        assert "`src/" in row
        assert "::test_" in row


@pytest.mark.parametrize("place", PLACES)
def test_the_control_is_where_it_says(place):
    assert (ROOT / place).exists()


@pytest.mark.parametrize(("file", "name"), TESTS)
def test_the_test_is_there(file, name):
    tree = ast.parse((ROOT / file).read_text())
    defined = {
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }

    assert name in defined
