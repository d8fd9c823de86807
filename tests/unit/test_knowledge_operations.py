"""Tables after operations: windows that make sense, and the rules they become."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from endrange.knowledge import Part, Scope, Since, Trigger
from endrange.knowledge.loader import read
from tests.builders import operation, window

KNEE = operation(
    details={"drain": ("in",)},
    windows=(
        window("0", 0, 6, details={"tear": ("small",)}),
        window("", 6, 12, about="thigh", because="Another reason.", modifications=("LOW",)),
        window("12", 12, what=("other_knee",), scope=Scope(parts=(Part.KNEE,))),
        window("FOR-EVER", 12, what=("knee",)),
    ),
)


def test_a_window_is_a_rule_of_its_weeks() -> None:
    early, named_alone, late, _ = KNEE.precautions()

    assert [early.id, named_alone.id, late.id] == ["SX-1-0", "SX-1", "SX-1-12"]
    assert early.when == (
        (
            Trigger(
                question="operations",
                any_of=("knee",),
                since=Since.WEEKS,
                at_least=0,
                below=6,
                details={"drain": ("in",), "tear": ("small",)},
            ),
        ),
    )
    assert late.when[0][0].any_of == ("other_knee",)
    assert (late.when[0][0].at_least, late.when[0][0].below) == (12, None)
    assert (early.scope, late.scope) == (KNEE.scope, Scope(parts=(Part.KNEE,)))


def test_a_rule_says_its_weeks_and_what_ends_them() -> None:
    early, middle, late, _ = KNEE.precautions()

    assert early.title == "New knee, the first 6 weeks"
    assert middle.title == "New knee, thigh, weeks 6 to 12"
    assert late.title == "New knee, from week 12"
    assert early.changes_if.startswith("Week 6 since the operation is completed")
    assert late.changes_if.startswith("It stays so")
    assert (early.because, middle.because) == (KNEE.because, "Another reason.")


def test_before_week_twelve_a_rule_is_for_professionals() -> None:
    codes = [[limit.code for limit in row.modifications] for row in KNEE.precautions()]

    assert codes == [["PRO"], ["LOW", "PRO"], [], []]


@pytest.mark.parametrize("weeks", [(6, 6), (6, 3), (6, 13), (0,), (11,), (0, 26)])
def test_a_window_lies_before_or_after_week_twelve(weeks: tuple[int, ...]) -> None:
    with pytest.raises(ValidationError, match="week"):
        window("x", *weeks)


def test_a_window_that_takes_the_name_of_a_rule_is_refused(tmp_path: Path) -> None:
    table = """
        [SX-1]
        title = "New knee"
        what = ["knee"]
        scope = { everywhere = true }
        published = ""
        because = "x"
        ask = "x"
        grade = "ours"
        sources = ["ours"]
        windows = [
            { id = "0", weeks = [0, 6], verdicts = "N N N N" },
            { id = "0", weeks = [6, 12], verdicts = "N N N N" },
        ]
    """
    (tmp_path / "operations.toml").write_text(table)

    catalogue, (fault,) = read(tmp_path)

    assert catalogue is None
    assert (fault.file, fault.field) == ("operations.toml", "SX-1.windows")
    assert "'SX-1-0' is a rule already" in fault.problem
