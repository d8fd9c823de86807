"""Planning, told as people. Each row is one client, the minutes and what comes of it."""

from collections.abc import Iterator

import pytest

from endrange.assessment import Findings, Limitation
from endrange.knowledge import Mode, Modification, ModificationCode, Verdict
from endrange.planning import Limits, PlanItem, PlanRequest, SessionPlan, limits, plan, validate
from endrange.values import Side
from tests.builders import clearance, finding, row
from tests.five_stretches import five_stretches
from tests.tables import rows

CATALOGUE = five_stretches()

LEFT_IS_TIGHTER = Findings(
    limitations=(
        Limitation(
            measure="slr",
            side=Side.LEFT,
            weight=0.6,
            because="8° less than the other side, more than the error of 7°.",
        ),
    ),
    tighter={"slr": Side.LEFT},
)


def told(made: SessionPlan) -> str:
    """``ham L3 R2, quad hold_relax L2 R2``: the technique only where it is not the usual one."""
    return ", ".join(" ".join(_words(item)) for item in made.items)


def _words(item: PlanItem) -> Iterator[str]:
    yield item.stretch
    if item.technique != CATALOGUE.stretch(item.stretch).techniques[0]:
        yield item.technique
    for each in item.doses:
        yield f"{''.join(each.side.letters)}{each.dose.repetitions}"


def left_out(made: SessionPlan) -> str:
    """``calf no_room, chest forbidden``, with the side where only one is meant."""
    return ", ".join(
        " ".join(
            [
                omission.stretch,
                *([omission.side.value] if omission.side else []),
                omission.kind.value,
            ]
        )
        for omission in made.omissions
    )


CLIENTS = """
  client                           | minutes | goals  | more                  | plan                                                     | not in the plan
  nothing wanted, ten minutes      | 10      |        |                       | calf L2 R2, ham L2 R2, chest LR2                         | quad no_room, neck no_room
  a sprinter, ten minutes          | 10      | sprint |                       | ham L4 R4, chest LR2                                     |
  a runner, ten minutes            | 10      | run    |                       | ham L3 R3, calf L2 R2                                    | quad no_room
  a runner, half an hour           | 30      | run    |                       | ham L4 R4, calf L4 R4, quad L4 R4, neck L4 R4, chest LR3 |
  at the desk                      | 15      | desk   |                       | ham L2 R2, neck L6 R6, chest LR4                         |
  who prefers hold-relax           | 10      | sprint | techniques hold_relax | ham hold_relax L4 R4, chest hold_relax LR4               |
  who prefers what is not offered  | 10      | sprint | techniques active     | ham L4 R4, chest LR2                                     |
  who wants to do it alone         | 10      | sprint | techniques alone      | ham alone L4 R4, chest LR2                               |
  who asks for the neck            | 10      | run    | asked_for neck        | ham L3 R3, neck L4 R4                                    | quad no_room, calf no_room
  whose friend helps               | 10      | run    | helper lay            | ham L3 R3, quad L2 R2                                    | calf practitioner_only
  who left the strap at home       | 10      | desk   | equipment mat         | ham L2 R2, neck L6 R6                                    | chest no_equipment
  who had the hamstrings taken out | 10      | sprint | left_out ham          | calf L3 R3, chest LR4                                    | ham taken_out
  who asks for two, five minutes   | 5       | run    | asked_for ham quad    | ham L2 R2                                                | quad no_room, calf no_room
  in five minutes                  | 5       | run    |                       | ham L2 R2                                                | quad no_room, calf no_room
"""  # noqa: E501


def request_of(cells: dict[str, str]) -> PlanRequest:
    field, _, value = cells["more"].partition(" ")
    one = ("helper",)
    more = {field: value if field in one else tuple(value.split())} if field else {}
    return PlanRequest.model_validate(
        {"minutes": int(cells["minutes"]), "goals": tuple(cells["goals"].split())} | more
    )


@pytest.mark.parametrize("cells", rows(CLIENTS), ids=lambda cells: cells["client"])
def test_client(cells: dict[str, str]) -> None:
    allowed = clearance(CATALOGUE)

    made = plan(request_of(cells), allowed, Findings(), CATALOGUE)

    assert cells["plan"] == told(made)
    assert cells["not in the plan"] == left_out(made)
    assert made.gap_percent == 0
    assert validate(made, allowed, CATALOGUE) == ()


def test_the_tighter_side_goes_first_and_gets_one_more() -> None:
    made = plan(
        PlanRequest(minutes=10, goals=("sprint",)), clearance(CATALOGUE), LEFT_IS_TIGHTER, CATALOGUE
    )

    assert told(made) == "ham L4 R3, chest LR3"
    assert made.items[0].because == (
        "Goal: the sprint.",
        "Left first: 8° less than the other side, more than the error of 7°.",
        "One extra repetition on the left.",
    )
    assert made.items[1].because == ("Rounds off the session.",)


def test_a_tighter_right_side_goes_first_too() -> None:
    right = LEFT_IS_TIGHTER.replace(
        limitations=(LEFT_IS_TIGHTER.limitations[0].replace(side=Side.RIGHT),),
        tighter={"slr": Side.RIGHT},
    )

    made = plan(PlanRequest(minutes=5), clearance(CATALOGUE), right, CATALOGUE)

    assert told(made) == "ham R3 L2"


def test_no_extra_repetition_where_it_does_not_fit() -> None:
    """Two a side take 3:46, the neck that was asked for 2:56, sitting up 0:40: 38 s are free."""
    made = plan(
        PlanRequest(minutes=8, goals=("sprint",), asked_for=("neck",)),
        clearance(CATALOGUE),
        LEFT_IS_TIGHTER,
        CATALOGUE,
    )

    assert told(made) == "ham L2 R2, neck L3 R3"
    assert made.items[0].because == (
        "Goal: the sprint.",
        "Left first: 8° less than the other side, more than the error of 7°.",
    )
    assert made.seconds == 480 - 38


SCREENED = """
  finding              | sides | ISO | PAS | codes  | plan                 | hold | seconds | end
  nothing amiss        | L R   | P   | P   |        | ham L4 R4            | 30   | 426     | yes
  no push today        | L R   | N   | P   |        | ham L4 R4            | 30   | 426     | yes
  low                  | L R   | M   | M   | LOW    | ham L4 R4            | 30   | 426     | yes
  short on one side    | R     | P   | M   | SHORT  | ham L4 R4            | 15   | 426     | yes
  short, no push       | R     | N   | M   | SHORT  | ham L4 R4            | 15   | 426     | yes
  not to the end       | L     | P   | M   | NOEND  | ham L4 R4            | 30   | 426     | no
  left not now         | L     | N   | N   |        | ham R4               | 30   | 208     | yes
  right ask first      | R     | C   | C   |        | ham L4               | 30   | 208     | yes
  both not now         | L R   | N   | N   |        |                      |      |         |
  moving by themselves | L R   | M   | M   | ACTIVE |                      |      |         |
"""


@pytest.mark.parametrize("cells", rows(SCREENED), ids=lambda cells: cells["finding"])
def test_what_screening_allows(cells: dict[str, str]) -> None:
    verdicts = dict.fromkeys(Mode, Verdict.PROCEED) | {
        mode: next(v for v in Verdict if v.letter == cells[mode.value])
        for mode in (Mode.ISO, Mode.PAS)
    }
    modifications = tuple(Modification(code=code) for code in cells["codes"].split())
    changed = [
        row("ham", side, verdicts=verdicts, modifications=modifications, findings=("cause",))
        for side in (Side.LEFT, Side.RIGHT)
        if side.letters[0] in cells["sides"].split()
    ]
    allowed = clearance(CATALOGUE, *changed)
    others = tuple(id_ for id_ in CATALOGUE.stretches if id_ != "ham")
    request = PlanRequest(minutes=25, goals=("sprint",), left_out=others)

    made = plan(request, allowed, Findings(), CATALOGUE)

    assert told(made) == cells["plan"]
    if made.items:
        item = made.items[0]
        seconds = item.doses[0].dose.seconds
        assert seconds.get("hold", seconds.get("deepen")) == int(cells["hold"])
        assert str(item.seconds) == cells["seconds"]
        assert item.limits.end_range is (cells["end"] == "yes")


REFUSED = """
  finding         | left | right | side  | verdict   | because
  both not now    | N    | N     |       | avoid     | Not now: Fresh tear.
  left not now    | N    | P     | left  | avoid     | Not now: Fresh tear.
  right ask first | P    | C     | right | clearance | Ask a clinician first.
"""


@pytest.mark.parametrize("cells", rows(REFUSED), ids=lambda cells: cells["finding"])
def test_a_refused_stretch_says_side_verdict_and_finding(cells: dict[str, str]) -> None:
    changed = []
    for side in (Side.LEFT, Side.RIGHT):
        verdict = next(v for v in Verdict if v.letter == cells[side.value])
        found = () if verdict is Verdict.PROCEED else ("fresh_tear",)
        changed.append(row("ham", side, verdicts=dict.fromkeys(Mode, verdict), findings=found))
    allowed = clearance(CATALOGUE, *changed, findings=(finding("fresh_tear", Verdict.AVOID),))
    if cells["because"] == "Ask a clinician first.":
        allowed = allowed.replace(findings=())

    made = plan(PlanRequest(minutes=5, goals=("sprint",)), allowed, Findings(), CATALOGUE)

    omission = next(each for each in made.omissions if each.stretch == "ham")
    assert (omission.side or "") == cells["side"]
    assert omission.verdict == cells["verdict"]
    assert omission.because == cells["because"]
    assert omission.findings == ("fresh_tear",)


def test_a_column_closed_by_a_modification_names_the_most_cautious_finding() -> None:
    both = [
        row("ham", side, verdicts=dict.fromkeys(Mode, Verdict.AVOID), findings=("sore", "frail"))
        for side in (Side.LEFT, Side.RIGHT)
    ]
    found = (finding("sore", Verdict.PROCEED), finding("frail", Verdict.ADAPT))
    allowed = clearance(CATALOGUE, *both, findings=found)

    made = plan(PlanRequest(minutes=5, goals=("sprint",)), allowed, Findings(), CATALOGUE)

    assert made.omissions[0].because == "Not now: Frail."
    assert made.omissions[0].findings == ("frail",)


def test_one_side_alone_says_why_the_other_is_missing() -> None:
    allowed = clearance(
        CATALOGUE, row("ham", Side.RIGHT, verdicts=dict.fromkeys(Mode, Verdict.CLEARANCE))
    )

    made = plan(PlanRequest(minutes=5, goals=("sprint",)), allowed, Findings(), CATALOGUE)

    assert made.items[0].because == ("Goal: the sprint.", "Right: ask a clinician first.")


def test_an_emergency_gives_an_empty_plan_that_says_why() -> None:
    """Even where the rows of single stretches were left open."""
    allowed = clearance(CATALOGUE, findings=(finding("chest_pain", Verdict.EMERGENCY),))

    made = plan(PlanRequest(minutes=25, goals=("sprint",)), allowed, Findings(), CATALOGUE)

    assert (made.items, made.turns, made.seconds, made.objective) == ((), (), 0, 0)
    assert [(o.stretch, o.side, o.verdict, o.because, o.findings) for o in made.omissions] == [
        ("ham", None, Verdict.EMERGENCY, "Stop and get help: Chest pain.", ("chest_pain",))
    ]


def test_a_stretch_that_was_not_screened_stays_out() -> None:
    allowed = clearance(CATALOGUE)
    allowed = allowed.replace(stretches=tuple(r for r in allowed.stretches if r.stretch != "ham"))

    made = plan(PlanRequest(minutes=10, goals=("sprint",)), allowed, Findings(), CATALOGUE)

    assert "ham" not in told(made)
    assert left_out(made) == "ham forbidden"
    assert made.omissions[0].because == "Not screened with this catalogue. Screen again."


def test_too_little_time_is_an_empty_plan_that_says_so() -> None:
    slow = CATALOGUE.technique("passive")
    slow = slow.replace(before=(slow.before[0].replace(seconds=slow.before[0].seconds.replace(
        low=200, high=200, default=200)),))  # fmt: skip
    catalogue = CATALOGUE.replace(techniques={**CATALOGUE.techniques, "passive": slow})
    request = PlanRequest(minutes=5, goals=("sprint",), techniques=("passive",))

    made = plan(
        request.replace(left_out=("neck", "chest")), clearance(catalogue), Findings(), catalogue
    )

    assert made.items == ()
    omission = next(each for each in made.omissions if each.stretch == "ham")
    assert omission.because == "Needs 10:10, the whole session has 5:00."
    assert omission.seconds == 610


def test_what_had_no_room_says_what_it_needs_and_what_was_worth_more() -> None:
    made = plan(
        PlanRequest(minutes=10, goals=("run",)), clearance(CATALOGUE), Findings(), CATALOGUE
    )

    omission = made.omissions[0]
    assert omission.because == "Needs 4:16, 0:48 is free. Worth less than: Stretch calf."
    assert omission.seconds == 256


def test_a_turn_is_counted_before_the_item_it_leads_to() -> None:
    made = plan(
        PlanRequest(minutes=30, goals=("run",)), clearance(CATALOGUE), Findings(), CATALOGUE
    )

    assert [(t.before_item, t.to.value, t.seconds) for t in made.turns] == [
        (2, "prone", 30),
        (3, "seated", 40),
        (4, "standing", 40),
    ]
    assert made.seconds == sum(i.seconds for i in made.items) + 110


def test_who_must_come_up_slowly_gets_a_minute_more() -> None:
    slowly = (Modification(code=ModificationCode.SLOWUP),)
    allowed = clearance(
        CATALOGUE, findings=(finding("dizzy", Verdict.ADAPT, modifications=slowly),)
    )

    made = plan(
        PlanRequest(minutes=15, goals=("desk",), asked_for=("ham",)), allowed, Findings(), CATALOGUE
    )

    assert [(t.to.value, t.seconds) for t in made.turns] == [("seated", 100), ("standing", 100)]


def test_the_first_session_keeps_effort_low_and_stays_off_the_end() -> None:
    request = PlanRequest(minutes=10, techniques=("hold_relax",), first_session=True)

    made = plan(request, clearance(CATALOGUE), Findings(), CATALOGUE)

    assert {item.limits.effort_percent for item in made.items} == {50}
    assert not any(item.limits.end_range for item in made.items)


MODIFICATIONS = """
  codes      | stretch | pain | effort | push | hold | total | repetitions | end
             | 6       | 2    |        |      |      |       |             | yes
  LOW        | 3       | 1    |        |      |      |       |             | yes
  NOEND      | 6       | 2    |        |      |      |       |             | no
  SUBISO     | 6       | 2    | 20     | 5    |      |       | 2           | yes
  SHORT      | 6       | 2    |        |      | 15   | 60    |             | yes
  LOW SUBISO | 3       | 1    | 20     | 5    |      |       | 2           | yes
  NOVAL      | 6       | 2    |        |      |      |       |             | yes
"""


@pytest.mark.parametrize("cells", rows(MODIFICATIONS), ids=lambda cells: cells["codes"])
def test_every_modification_is_a_hard_limit(cells: dict[str, str]) -> None:
    def number(name: str) -> int | None:
        return int(cells[name]) if cells[name] else None

    found = limits(Modification(code=code) for code in cells["codes"].split())

    assert found.replace(notes=()) == Limits(
        stretch_sensation=int(cells["stretch"]),
        pain=int(cells["pain"]),
        effort_percent=number("effort"),
        contraction_seconds=number("push"),
        hold_seconds=number("hold"),
        total_seconds=number("total"),
        repetitions=number("repetitions"),
        end_range=cells["end"] == "yes",
    )
    assert len(found.notes) == len(cells["codes"].split())


def test_of_two_wanted_alike_the_one_that_is_followed_comes_in() -> None:
    twin = CATALOGUE.stretch("ham").replace(id="ham_two", measure="other")
    known = CATALOGUE.replace(
        stretches={**CATALOGUE.stretches, "ham_two": twin},
        measures={**CATALOGUE.measures, "other": CATALOGUE.measures["slr"].replace(id="other")},
    )
    request = PlanRequest(minutes=8, goals=("sprint",))

    for measure, chosen in (("slr", "ham"), ("other", "ham_two")):
        made = plan(request, clearance(known), Findings(measured=(measure,)), known)
        assert made.items[0].stretch == chosen
