# ruff: noqa: E501  (a row of a table is one case and stays on one line)
"""What a word does to the rest of a session: the rows of ``tests/reaction_stories.py``, and more."""

import pytest

from endrange.session import SessionState, at, replay
from tests.reaction_stories import TABLES, THREE
from tests.sessions import tell
from tests.tables import rows


def _shown(state: SessionState, name: str) -> str:
    value = getattr(state, name)
    if name == "checks":
        return ",".join(f"{check.reaction}{'!' if check.must else ''}" for check in value)
    if name == "said":
        return ",".join(said.reaction for said in value)
    return ",".join(map(str, value)) if isinstance(value, tuple) else str(value or "") or str(value)


@pytest.mark.parametrize(
    "row",
    [row for table in TABLES for row in rows(table)],
    ids=lambda row: row["what"],
)
def test_what_a_word_does(row: dict[str, str]) -> None:
    state = replay(THREE, tell(row["events"]))

    assert (state.status, state.position) == (row["status"], round(float(row["position"]) * 1000))
    for wanted in row["also"].split():
        name, _, value = wanted.partition("=")
        shown = _shown(state, name)
        assert ("" if shown in ("None", "False") and not value else shown) == value, name


def test_nothing_that_loads_a_locked_region_ever_runs_again() -> None:
    story = (
        "0 helper start; 30 client hurts; 90 client recheck gone; 91 client ready; 92 helper resume"
    )
    state = replay(THREE, tell(story))

    run = {at(state, 92_000 + ms, THREE).segment for ms in range(0, 400_000, 1_000)}
    done = {one for one in (THREE.segments[n] for n in run) if one.act}
    assert {(one.item, one.side.value) for one in done} == {(1, "right"), (2, "right")}
    assert all("HIP_L" not in THREE.cards[one.item].loads[one.side] for one in done)
