"""Each modifier changes a plan or its timeline: a row for each, without it and with it.

The same well client, the same wish; besides it a rule that reaches everything and has the modifier.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import pytest

from endrange.assessment import Findings
from endrange.knowledge import Act, ModificationCode, Position
from endrange.planning import Helper, PlanItem, PlanRequest, SessionPlan, plan
from endrange.screening import Setting
from endrange.session import Segment, Timeline, compile
from tests.spec.screening.reading import CATALOGUE, STRETCHES
from tests.spec.test_screening_imposed import decide, imposed
from tests.tables import rows

pytestmark = pytest.mark.no_cover  # many rows through the same lines, which others count

TABLE = """
modifier                    | stretch       | technique   | setting | what           | without   | with
LOW                         | hamstring     | passive     | clinic  | sensation      | 6         | 3
LOW                         | hamstring     | passive     | clinic  | pain           | 2         | 1
NOEND                       | hamstring     | passive     | clinic  | end of range   | yes       | no
NOISO                       | hamstring     | hold_relax  | clinic  | a push         | yes       | no
SUBISO                      | hamstring     | hold_relax  | clinic  | effort         | 25        | 20
SUBISO                      | hamstring     | hold_relax  | clinic  | longest push   | 6         | 5
NOVAL                       | hamstring     | hold_relax  | clinic  | told           |           | Breathe out in every push. Never hold your breath.
SHORT                       | hamstring     | passive     | clinic  | longest hold   | 30        | 15
ACTIVE                      | hamstring     | passive     | clinic  | technique      | passive   | active_assisted
NOBAL                       | hamstring     | passive     | clinic  | told           |           | Move slowly. Never bounce.
NOSUP                       | hamstring     | passive     | clinic  | on the back    | yes       | no
NOPRONE                     | thigh_front   | passive     | clinic  | on the front   | yes       | no
NOHEADDOWN                  | head_down     | passive     | clinic  | in the plan    | yes       | no
NOSIDE                      | hip_front     | passive     | clinic  | on the side    | yes       | no
SLOWUP                      | neck_turn     | passive     | clinic  | time to sit up | 40        | 100
DIR(HIP, flexion)           | hamstring     | passive     | clinic  | in the plan    | yes       | no
CAP(HIP, flexion, 60)       | hamstring     | passive     | clinic  | angle          |           | 60
NOTOUCH                     | pressed       | sustained_pressure | clinic | technique | sustained_pressure | passive
NOTOUCH                     | hamstring     | passive     | clinic  | told           |           | No hand and no strap on the sore place.
SHORTLEVER                  | long_lever    | passive     | clinic  | in the plan    | yes       | no
CHECK                       | hamstring     | passive     | clinic  | told           |           | Ask about pain, tingling and dizziness in every hold. Look at the skin.
PRO                         | calf          | passive     | home    | in the plan    | yes       | no
GUARD                       | hamstring     | passive     | clinic  | told           |           | A guardian or chaperone stays in the room.
LESS                        | hamstring     | passive     | clinic  | seconds held   | 120       | 60
HALF                        | hamstring     | passive     | clinic  | seconds held   | 120       | 44
"""  # noqa: E501
"""A plan with room gives more than the usual 90 s; LESS and HALF are of the usual, in whole holds.
The first push is asked for lightly whatever the dose."""

NAMED = {
    **STRETCHES,
    "long_lever": "add_sidelying",
    "pressed": "tfl_sidelying",
    "head_down": "ham_seated_fold",
}
ROWS = list(rows(TABLE))


class Planned(NamedTuple):
    """How the stretch that was asked for goes; ``item`` is None where it does not stand in."""

    made: SessionPlan
    item: PlanItem | None
    timeline: Timeline | None

    @property
    def acts(self) -> list[Segment]:
        """Those of its first side."""
        assert self.item
        assert self.timeline
        number, side = self.made.items.index(self.item), self.item.doses[0].side
        return [s for s in self.timeline.segments if (s.item, s.side) == (number, side)]

    def longest(self, *acts: Act) -> int:
        return max((one.seconds for one in self.acts if one.act in acts), default=0)


def _is_in(position: Position) -> Callable[[Planned], object]:
    return lambda one: any(item.position is position for item in one.made.items)


def _time_to_sit_up(one: Planned) -> object:
    return next(turn.seconds for turn in one.made.turns if turn.to is Position.SEATED)


WHAT: Mapping[str, Callable[[Planned], object]] = {
    "sensation": lambda one: one.item.limits.stretch_sensation,
    "pain": lambda one: one.item.limits.pain,
    "end of range": lambda one: one.item.limits.end_range,
    "technique": lambda one: one.item.technique,
    "in the plan": lambda one: one.item is not None,
    "a push": lambda one: any(act.act is Act.CONTRACT for act in one.acts),
    "effort": lambda one: max(act.effort_percent or 0 for act in one.acts),
    "longest push": lambda one: one.longest(Act.CONTRACT),
    "longest hold": lambda one: one.longest(Act.HOLD),
    "seconds held": lambda one: sum(act.seconds for act in one.acts if act.act is Act.HOLD),
    "angle": lambda one: next((cap.degrees for cap in one.item.limits.caps), ""),
    "told": lambda one: one.timeline.cards[one.made.items.index(one.item)].limits.notes,
    "on the back": _is_in(Position.SUPINE),
    "on the front": _is_in(Position.PRONE),
    "on the side": _is_in(Position.SIDE_LYING),
    "time to sit up": _time_to_sit_up,
}


def planned(row: Mapping[str, str], modifier: str) -> Planned:
    setting, wanted = Setting(row["setting"]), NAMED[row["stretch"]]
    rule = imposed(verdicts="M M M M", modifications=[modifier]) if modifier else None
    clearance = decide(*([rule] if rule else []), setting=setting)
    helper = Helper.PRACTITIONER if setting.has_practitioner else Helper.LAY
    request = PlanRequest(
        minutes=25, asked_for=(wanted,), techniques=(row["technique"],), helper=helper
    )
    made = plan(request, clearance, Findings(), CATALOGUE)
    item = next((one for one in made.items if one.stretch == wanted), None)
    return Planned(made, item, compile(made, CATALOGUE) if made.items else None)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['modifier']}: {row['what']}")
def test_a_modifier_changes_the_plan(row):
    look = WHAT[row["what"]]
    without, with_it = look(planned(row, "")), look(planned(row, row["modifier"]))

    if row["what"] == "told":
        assert row["with"] not in without
        assert row["with"] in with_it
    else:
        assert (_word(without), _word(with_it)) == (row["without"], row["with"])


def _word(found: object) -> str:
    return {True: "yes", False: "no"}[found] if isinstance(found, bool) else str(found)


def test_every_modifier_has_a_row():
    """One that is new has none yet: it would be a limit that nobody has seen limit anything."""
    told = {row["modifier"].partition("(")[0] for row in ROWS}

    assert told == {code.value for code in ModificationCode}
