# ruff: noqa: E501  (a row of a table is one case and stays on one line)
"""The event table of a session, row by row, as a clinician would check it against its source."""

from typing import Any

import pytest
from pydantic import ValidationError

from endrange.knowledge import Branch, Outcome, Part, Reaction, load
from tests.tables import rows

REACTIONS = load().reactions

TABLE = """
  row         | level | at once  | look after | at once and whatever comes   | gone                            | gone late    | still                     | worse                     | again
  pain        | amber | ease     | 10         | less                         | less                            | less         | drop_stretch              | drop_region red           | drop_stretch
  much_pain   | red   | release  | 60         | drop_region red              | drop_region                     | drop_region  | end                       | end same_day              |
  stop        | red   | release  | 60         | same                         | drop_region red                 | drop_region red | end red                | end red same_day          |
  break       | note  | pause    |            | same                         |                                 |              |                           |                           |
  sharp       | red   | release  | 60 300     | drop_region red              | drop_region                     | drop_region  | end same_day              | end same_day              |
  tingling    | amber | release  | 30 120     | less                         | less 80%                        | drop_stretch | drop_region red           | end red same_day          | drop_stretch red
  numb        | red   | release  | 120        | drop_region red              | drop_region                     | drop_region  | end same_day              | end call_now              |
  weak        | red   | release  | 120        | drop_region red              | drop_region                     | drop_region  | end same_day              | end call_now              |
  joint       | red   | release  | 60         | drop_region red              | drop_region                     | drop_region  | end same_day              | end call_now              |
  pop         | red   | release  | 1          | drop_region red same_day     | drop_region same_day            | drop_region same_day | end same_day      | end same_day              |
  click       | note  | pause    | 10         | less                         | less                            | less         | drop_region               | drop_region red           | drop_region
  dizzy       | amber | release  | 120 300    | same LOW:today               | same LOW:today seated           | same LOW:today seated | end same_day     | end call_now              | end same_day
  dizzy_neck  | red   | end      | 60         | end red same_day             | end same_day                    | end same_day | end same_day              | end call_now              |
  headache    | red   | end      |            | end red call_now             |                                 |              |                           |                           |
  breathless  | red   | end      | 60         | end red same_day             | end same_day                    | end same_day | end call_now              | end call_now              |
  breath_held | note  | end_push |            | same SUBISO:today            |                                 |              |                           |                           | same NOISO:today
  cramp       | note  | release  | 60 90      | same NOISO:muscles LOW:muscles | same NOISO:muscles LOW:muscles | same NOISO:muscles LOW:muscles | drop_stretch | end red same_day    | drop_stretch NOISO:muscles
  spasm       | amber | pause    | 30         | less LOW:stretch 75%         | less LOW:stretch                | less LOW:stretch | drop_stretch          | drop_stretch              | drop_stretch
  skin        | red   | release  | 120 300    | drop_region red              | drop_region                     | drop_region  | end same_day              | end call_now              |
  hard_stop   | note  | ease     |            | less                         |                                 |              |                           |                           |
  panic       | note  | release  |            | same                         |                                 |              |                           |                           |
  too_strong  | note  | note     |            | same SUBISO:stretch          |                                 |              |                           |                           | same NOISO:stretch
  slip        | note  | release  |            | less                         |                                 |              |                           |                           |
  silent      | amber | release  | 10         | less                         | less                            | less         | end red call_now          | end red call_now          |
"""
BRANCHES = {
    "at once and whatever comes": Branch.NOW,
    "gone": Branch.GONE,
    "gone late": Branch.LATE,
    "still": Branch.STILL,
    "worse": Branch.WORSE,
    "again": Branch.AGAIN,
}


def _told(outcome: Outcome) -> str:
    effects = {"NOISO": outcome.no_push, "SUBISO": outcome.light_push, "LOW": outcome.light}
    words = [str(outcome.onward), "red" if outcome.red else ""]
    words += [f"{code}:{reach}" for code, reach in effects.items() if reach]
    words += [f"{outcome.percent_of_range}%" if outcome.percent_of_range else ""]
    words += [*outcome.only_in, outcome.urgency or ""]
    return " ".join(filter(None, words))


def _has(row: Reaction, branch: Branch) -> bool:
    if branch is Branch.NOW:
        return True
    return row.again is not None if branch is Branch.AGAIN else bool(row.look_after)


@pytest.mark.parametrize("row", rows(TABLE), ids=lambda row: row["row"])
def test_a_row_of_the_event_table(row: dict[str, str]) -> None:
    found = REACTIONS[row["row"]]

    told = {
        "level": str(found.level),
        "at once": str(found.at_once),
        "look after": " ".join(map(str, found.look_after)),
    } | {
        name: _told(found.outcome(branch)) if _has(found, branch) else ""
        for name, branch in BRANCHES.items()
    }

    assert told == {name: cell for name, cell in row.items() if name != "row"}


def test_the_table_has_every_row() -> None:
    assert [row["row"] for row in rows(TABLE)] == list(REACTIONS)


ONE_TAP = {"sharp", "tingling", "numb", "cramp", "dizzy", "joint"}


def test_the_client_can_say_the_six_words_with_one_tap() -> None:
    offered = {row.word.value for row in REACTIONS.values() if "client" in row.told_by}

    assert offered >= ONE_TAP
    assert {row.word.value for row in REACTIONS.values() if row.neuro} == {
        *("sharp", "tingling", "numb", "weak", "dizzy", "headache")
    }


def test_only_dizziness_after_neck_work_has_a_row_of_its_own() -> None:
    assert {row.id: row.parts for row in REACTIONS.values() if row.parts} == {
        "dizzy_neck": (Part.NECK,)
    }


BROKEN: dict[str, tuple[dict[str, Any], str]] = {
    "a look without its question": ({"ask": None}, "needs ask"),
    "an answer without a look": ({"look_after": ()}, "needs ask"),
    "looks out of order": ({"look_after": (300, 60)}, "not in order"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_row_that_does_not_hold_together_cannot_be_read(what: str) -> None:
    changes, says = BROKEN[what]

    with pytest.raises(ValidationError, match=says):
        REACTIONS["sharp"].replace(**changes)
