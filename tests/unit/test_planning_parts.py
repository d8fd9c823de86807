"""Parts of planning one by one: doses under limits, needs, reasons."""

import pytest

from endrange.assessment import Findings, Limitation
from endrange.knowledge import (
    Act,
    Equipment,
    Load,
    Modification,
    ModificationCode,
    Part,
    Technique,
    Whose,
)
from endrange.planning import Cap, Limits, PlanRequest, limits, plan
from endrange.planning.doses import Menu
from endrange.planning.filling import Choice, fill
from endrange.planning.limits import bar, is_within, limits_of, tightest
from endrange.planning.needs import Needs
from endrange.values import Side
from tests.builders import between, clearance, hold_relax, passive, row, step, stretch
from tests.five_stretches import five_stretches
from tests.tables import rows

CATALOGUE = five_stretches()

LONG = passive(each=(step(Act.HOLD, 20, 60, 30), step(Act.REST, 5, 40, 15)))
STRONG = hold_relax(effort_percent=between(30, 60, 50))
ONCE = passive(repetitions=between(1, 1, 1))

DOSES = """
  technique  | codes  | repetitions | contract | let_go | held | rest | effort
  passive    |        | 2 3 4       |          |        | 30   | 15   |
  passive    | SHORT  | 2 3 4       |          |        | 15   | 30   |
  hold_relax |        | 2 3 4       | 6        | 3      | 15   | 10   | 25
  hold_relax | SUBISO | 2           | 5        | 4      | 15   | 10   | 20
  hold_relax | SHORT  | 2 3 4       | 6        | 3      | 15   | 10   | 25
  long       | SHORT  |             |          |        |      |      |
  strong     | SUBISO |             |          |        |      |      |
  once       |        | 1           |          |        | 30   | 15   |
"""


def technique_of(name: str) -> Technique:
    return {"long": LONG, "strong": STRONG, "once": ONCE}.get(name) or CATALOGUE.technique(name)


@pytest.mark.parametrize(
    "cells", rows(DOSES), ids=lambda cells: f"{cells['technique']} {cells['codes']}"
)
def test_doses_under_limits(cells: dict[str, str]) -> None:
    """What a limit takes from a push goes to letting go, from a hold to the rest."""
    technique = technique_of(cells["technique"])

    portions = Menu().of(technique, limits(Modification(code=c) for c in cells["codes"].split()))

    assert [str(count) for count in portions] == cells["repetitions"].split()
    for count, portion in portions.items():
        seconds = portion.dose.seconds
        held = seconds.get(Act.HOLD) or seconds[Act.DEEPEN]
        assert str(seconds.get(Act.CONTRACT, "")) == cells["contract"]
        assert str(seconds.get(Act.LET_GO, "")) == cells["let_go"]
        assert (str(held), str(seconds[Act.REST])) == (cells["held"], cells["rest"])
        assert str(portion.dose.effort_percent or "") == cells["effort"]
        assert portion.seconds == technique.side_seconds(portion.dose)
        assert portion.under_stretch == held * count


def test_a_stretch_may_ask_for_less_effort_than_its_technique() -> None:
    gentle = CATALOGUE.stretch("ham")
    assert gentle.push is not None
    gentle = gentle.replace(push=gentle.push.replace(effort_high_percent=20))
    known = CATALOGUE.replace(stretches={"ham": gentle})
    request = PlanRequest(minutes=5, techniques=("hold_relax",))

    made = plan(request, clearance(known), Findings(), known)

    assert made.items[0].doses[0].dose.effort_percent == 20


def test_of_several_limits_the_smallest() -> None:
    one = Limits(pain=1, hold_seconds=20, notes=("One.",))
    other = Limits(stretch_sensation=3, hold_seconds=15, end_range=False, notes=("Two.", "One."))

    both = tightest(one, other)

    assert both == Limits(
        stretch_sensation=3, pain=1, hold_seconds=15, end_range=False, notes=("One.", "Two.")
    )
    assert is_within(both, one)
    assert is_within(both, other)
    assert not is_within(one, other)


CAP = Modification(code=ModificationCode.CAP, part=Part.HIP, movement="flexion", degrees=80)


def test_a_cap_holds_for_the_movement_it_names() -> None:
    ham, quad = CATALOGUE.stretch("ham"), CATALOGUE.stretch("quad")

    assert limits_of(ham, [row("ham", modifications=(CAP,))], first_session=False) == Limits(
        caps=(Cap(part=Part.HIP, side=Side.LEFT, movement="flexion", degrees=80),),
        notes=("Not beyond 80° of flexion at the left hip.",),
    )
    assert limits_of(quad, [row("quad", modifications=(CAP,))], first_session=False) == Limits()


JOINTS = """
  cap on | joint | load is of | left stretch                    | right stretch
  left   | HIP   | same       | Not beyond 80° at the left hip. |
  right  | HIP   | same       |                                 | Not beyond 80° at the right hip.
  right  | HIP   | other      | Not beyond 80° at the right hip.|
  both   | HIP   | same       | Not beyond 80° at the left hip. | Not beyond 80° at the right hip.
  both   | LSP   | same       | Not beyond 80° at the low back. | Not beyond 80° at the low back.
  right  | TOES  | same       |                                 | Not beyond 80° at the right toes.
"""


@pytest.mark.parametrize(
    "cells", rows(JOINTS), ids=lambda c: f"{c['cap on']} {c['joint']} {c['load is of']}"
)
def test_a_cap_holds_for_the_joint_that_is_loaded_and_names_its_own_side(
    cells: dict[str, str],
) -> None:
    """A cap on the right hip says nothing while only the healthy left one is bent."""
    part = Part(cells["joint"])
    cap = CAP.replace(part=part, side=None if cells["cap on"] == "both" else cells["cap on"])
    loads = (Load(part=part, what="flexion", whose=Whose(cells["load is of"])),)
    ham = CATALOGUE.stretch("ham").replace(loads=loads)

    for side in (Side.LEFT, Side.RIGHT):
        found = limits_of(ham, [row("ham", side, modifications=(cap,))], first_session=False)

        told = [note.replace(" of flexion", "") for note in found.notes]
        assert " ".join(told) == cells[f"{side} stretch"]


def test_caps_on_several_movements_are_all_kept() -> None:
    loads = tuple(Load(part=Part.HIP, what=what) for what in ("upper_flexion", "extension"))
    ham = CATALOGUE.stretch("ham").replace(loads=loads)
    straight = CAP.replace(movement="extension", degrees=0)
    each = [
        row("ham", modifications=(CAP, CAP.replace(degrees=70), straight)),
        row("ham", Side.RIGHT, modifications=(straight.replace(side=Side.RIGHT),)),
    ]

    found = limits_of(ham, each, first_session=False)

    assert [(cap.side, cap.movement, cap.degrees) for cap in found.caps] == [
        (Side.LEFT, "extension", 0),
        (Side.LEFT, "flexion", 70),
        (Side.RIGHT, "extension", 0),
    ]
    assert found.notes == (
        "Not beyond 0° of extension at the left hip.",
        "Not beyond 70° of flexion at the left hip.",
        "Not beyond 0° of extension at the right hip.",
    )
    assert not is_within(found.replace(caps=found.caps[1:]), found)
    assert is_within(found.replace(caps=found.caps[::-1]), found)


def test_a_cap_without_a_stretch_is_told_for_the_joint_as_it_is_written() -> None:
    assert limits([CAP]).notes == ("Not beyond 80° of flexion at the hip.",)
    assert limits([CAP.replace(part=Part.LSP)]).caps[0].side is Side.MIDLINE


def test_a_note_for_one_side_says_which() -> None:
    check = (Modification(code=ModificationCode.CHECK),)
    low = (Modification(code=ModificationCode.LOW),)
    both = [row("ham", modifications=check + low), row("ham", Side.RIGHT, modifications=check)]

    found = limits_of(CATALOGUE.stretch("ham"), both, first_session=False)

    assert found.notes == (
        "Ask about pain, tingling and dizziness in every hold. Look at the skin.",
        "Left: a light stretch only, at most 3 of 10.",
    )
    assert found.stretch_sensation == 3


BARS = """
  code       | stretch | technique  | lay | because
  NOISO      | ham     | hold_relax | no  | No pushing against resistance today.
  NOISO      | ham     | passive    | no  |
  ACTIVE     | ham     | passive    | no  | Only what the client can move alone.
  ACTIVE     | neck    | active     | no  |
  NOSUP      | ham     | passive    | no  | Not on the back today.
  NOSUP      | quad    | passive    | no  |
  NOPRONE    | quad    | passive    | no  | Not on the front today.
  NOHEADDOWN | chest   | passive    | no  | The head must not hang down today.
  NOHEADDOWN | ham     | passive    | no  |
  PRO        | ham     | passive    | yes | Only with a licensed professional.
  PRO        | ham     | passive    | no  |
  LOW        | ham     | passive    | no  |
"""


@pytest.mark.parametrize(
    "cells", rows(BARS), ids=lambda cells: f"{cells['code']} {cells['stretch']} {cells['lay']}"
)
def test_some_modifications_rule_a_stretch_out(cells: dict[str, str]) -> None:
    modified = (Modification(code=ModificationCode(cells["code"])),)
    found = bar(
        CATALOGUE.stretch(cells["stretch"]),
        CATALOGUE.technique(cells["technique"]),
        row(cells["stretch"], modifications=modified),
        cells["lay"] == "yes",
    )

    assert (found or "") == cells["because"]


def test_a_banned_direction_rules_out_the_stretches_that_go_there() -> None:
    ban = Modification(code=ModificationCode.DIR, part=Part.HIP, movement="flexion")
    passive_ = CATALOGUE.technique("passive")

    def barred(id_: str) -> str | None:
        stretch_row = row(id_, modifications=(ban,))
        return bar(CATALOGUE.stretch(id_), passive_, stretch_row, lay=False)

    assert barred("ham") == "No flexion at the left hip today."
    assert barred("quad") is None


BANS = """
  part  | movement | loaded           | whose | side | on   | because
  HIP   | flexion  | upper_flexion    | same  | left | left | No flexion at the left hip today.
  HIP   | flexion  | flexion          | same  | right| left |
  HIP   | flexion  | flexion          | other | right| left | No flexion at the right hip today.
  HIP   | flexion  | flexion          | same  |      | both | No flexion at the hip today.
  HIP   |          | adduction        | same  |      | left | No movement at the left hip today.
  NECK  | rotation | rotation_active  | same  |      | left | No rotation at the neck today.
  NERVE | sciatic  | sciatic          | same  | left | left | This direction is not for today.
"""


@pytest.mark.parametrize(
    "cells", rows(BANS), ids=lambda c: f"{c['part']} {c['loaded']} {c['whose']} {c['side']}"
)
def test_a_banned_direction_is_that_of_a_joint_on_its_own_side(cells: dict[str, str]) -> None:
    ban = Modification(
        code=ModificationCode.DIR,
        part=Part(cells["part"]),
        movement=cells["movement"] or None,
        side=Side(cells["side"]) if cells["side"] else None,
    )
    load = Load(part=ban.part, what=cells["loaded"], whose=Whose(cells["whose"]))
    ham = CATALOGUE.stretch("ham").replace(loads=(load,))
    stretch_row = row("ham", Side(cells["on"]), modifications=(ban,))

    found = bar(ham, CATALOGUE.technique("passive"), stretch_row, lay=False)

    assert (found or "") == cells["because"]


@pytest.mark.parametrize(
    ("ban", "because"),
    [
        ("DIR(HIP, flexion, 60)", "No flexion beyond 60° at the left hip today."),
        (
            "DIR(HIP, flexion; HIP, adduction, 10)",
            "No flexion with adduction beyond 10° at the left hip today.",
        ),
        (
            "DIR(HIP, flexion; HIP, adduction; KNEE, extension)",
            "No flexion with adduction and extension of the knee at the left hip today.",
        ),
        ("DIR(HIP, flexion; ANK, dorsiflexion)", None),
    ],
)
def test_a_banned_pose_is_told_whole(ban: str, because: str | None) -> None:
    loads = (
        Load(part=Part.HIP, what="flexion", upper_degrees=90),
        Load(part=Part.HIP, what="adduction", upper_degrees=20),
        Load(part=Part.KNEE, what="extension"),
    )
    ham = CATALOGUE.stretch("ham").replace(loads=loads)
    stretch_row = row("ham", modifications=(Modification.model_validate(ban),))

    assert bar(ham, CATALOGUE.technique("passive"), stretch_row, lay=False) == because


def limited(side: Side) -> Findings:
    limit = Limitation(measure="slr", side=side, weight=0.6, because="6° less than last time.")
    return Findings(limitations=(limit,))


NEEDS = """
  limited | stretch | goals  | left | right | because
          | ham     |        | 0.05 | 0.05  | Rounds off the session.
          | ham     | sprint | 1.0  | 1.0   | Goal: the sprint.
          | calf    | run    | 0.8  | 0.8   | Goal: the run.
  left    | ham     |        | 0.6  | 0.05  | Left: 6° less than last time.
  both    | ham     |        | 0.6  | 0.6   | 6° less than last time.
  left    | ham     | run    | 1.6  | 1.0   | Goal: the run. Left: 6° less than last time.
  left    | calf    |        | 0.05 | 0.05  | Rounds off the session.
"""


@pytest.mark.parametrize(
    "cells", rows(NEEDS), ids=lambda c: f"{c['stretch']} {c['goals']} {c['limited']}"
)
def test_need_and_its_reasons(cells: dict[str, str]) -> None:
    found = limited(Side(cells["limited"])) if cells["limited"] else Findings()
    needs = Needs(PlanRequest(minutes=5, goals=tuple(cells["goals"].split())), found, CATALOGUE)
    known = CATALOGUE.stretch(cells["stretch"])

    assert needs.of(known, Side.LEFT) == pytest.approx(float(cells["left"]))
    assert needs.of(known, Side.RIGHT) == pytest.approx(float(cells["right"]))
    assert " ".join(needs.reasons(known, known.sides)) == cells["because"]


def test_a_stretch_of_both_sides_answers_half_to_a_limitation_of_one() -> None:
    both = CATALOGUE.stretch("chest").replace(measure="slr")
    needs = Needs(PlanRequest(minutes=5), limited(Side.LEFT), CATALOGUE)

    assert needs.of(both, Side.BOTH) == pytest.approx(0.3)
    assert needs.reasons(both, both.sides) == ("Left: 6° less than last time.",)


def test_what_is_missing_is_named() -> None:
    bare = stretch(equipment=Equipment(required=("strap",), any_of=("mat", "table")))
    known = CATALOGUE.replace(stretches={"ham": bare})

    made = plan(PlanRequest(minutes=5, equipment=()), clearance(known), Findings(), known)

    assert made.omissions[0].because == "Needs a strap and a mat or a table."


def test_two_smaller_ones_can_outweigh_a_larger() -> None:
    slow = passive(id="slow", before=(step(Act.GET_READY, 100, 100, 100),))
    quad = CATALOGUE.stretch("quad").replace(techniques=("slow",))
    goals = {"run": CATALOGUE.goals["run"].replace(
        muscles={"quads": 1.0, "hamstrings": 0.7, "calf": 0.7})}  # fmt: skip
    known = CATALOGUE.replace(
        stretches={**CATALOGUE.stretches, "quad": quad},
        techniques={**CATALOGUE.techniques, "slow": slow},
        goals=goals,
    )

    made = plan(PlanRequest(minutes=8, goals=("run",)), clearance(known), Findings(), known)

    assert {item.stretch for item in made.items} == {"ham", "calf"}
    assert made.omissions[0].because == "Needs 7:20, 0:28 is free. The others add up to more."


@pytest.mark.parametrize(
    ("seconds", "chosen"),
    [  # two stretches of 30 s, the better one lying down, the other face down, 60 s to turn over
        (20, (None, None)),
        (30, (0, None)),
        (60, (0, None)),
        (119, (0, None)),
        (120, (0, 0)),
    ],
)
def test_turning_over_takes_its_time_from_the_stretches(seconds, chosen):
    lying, face_down = Choice(0, 30, value=2.0), Choice(1, 30, value=1.0)

    assert fill([[lying], [face_down]], seconds, turns=(60, 60)).chosen == chosen
