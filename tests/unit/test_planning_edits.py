"""Edits by hand, and the last gate before a session."""

import pytest

from endrange.assessment import Findings, Limitation
from endrange.errors import UnknownId
from endrange.knowledge import Act, Mode, Modification, ModificationCode, Position, Verdict
from endrange.planning import (
    Add,
    Edit,
    Limits,
    Move,
    PlanRequest,
    Refusal,
    Remove,
    SessionPlan,
    SetRepetitions,
    SideDose,
    SwapTechnique,
    plan,
    promised_seconds,
    revise,
    validate,
)
from endrange.screening import Clearance
from endrange.values import Side
from tests.builders import clearance, finding, row
from tests.five_stretches import five_stretches
from tests.tables import rows

CATALOGUE = five_stretches()
ALLOWED = clearance(CATALOGUE)
REQUEST = PlanRequest(minutes=15, goals=("run",))
MADE = plan(REQUEST, ALLOWED, Findings(), CATALOGUE)
TEAR = finding("fresh_tear", Verdict.AVOID)


def told(made: SessionPlan) -> list[str]:
    return [
        " ".join([i.stretch, i.technique, *(str(d.dose.repetitions) for d in i.doses)])
        for i in made.items
    ]


def edited(edit: Edit, request: PlanRequest = REQUEST) -> SessionPlan:
    result = revise(MADE, edit, request, ALLOWED, CATALOGUE)
    assert isinstance(result, SessionPlan), result
    assert result.edited
    assert validate(result, ALLOWED, CATALOGUE) == ()
    return result


def refused(edit: Edit, request: PlanRequest = REQUEST, allowed: Clearance = ALLOWED) -> Refusal:
    result = revise(MADE, edit, request, allowed, CATALOGUE)
    assert isinstance(result, Refusal), result
    return result


def test_the_plan_that_is_edited() -> None:
    assert told(MADE) == ["ham passive 3 3", "calf passive 2 2", "quad passive 2 2"]
    assert (MADE.seconds, MADE.edited) == (326 + 226 + 30 + 226, False)


def test_remove() -> None:
    made = edited(Remove(item=2))

    assert told(made) == ["ham passive 3 3", "calf passive 2 2"]
    assert (made.seconds, made.turns) == (326 + 226, ())
    gone = made.omissions[-1]
    assert (gone.stretch, gone.because, gone.seconds) == ("quad", "Taken out by hand.", 226)
    assert made.objective < MADE.objective == made.bound


def test_after_an_edit_what_found_no_room_is_told_what_is_free_now() -> None:
    request = REQUEST.replace(minutes=6)
    before = plan(request, ALLOWED, Findings(), CATALOGUE)
    after = revise(before, SetRepetitions(item=0, repetitions=2), request, ALLOWED, CATALOGUE)

    assert isinstance(after, SessionPlan)
    assert [told(before), told(after)] == [["ham passive 3 3"], ["ham passive 2 2"]]
    for made, free in ((before, "0:34 is free"), (after, "2:14 is free")):
        left = {one.stretch: one.because for one in made.omissions}
        assert left.keys() == {"quad", "calf"}
        assert all(free in because for because in left.values())


def test_move_counts_the_turns_again() -> None:
    made = edited(Move(item=2, to=0))

    assert told(made)[0] == "quad passive 2 2"
    assert [(t.before_item, t.to) for t in made.turns] == [(1, Position.SUPINE)]
    assert made.objective == pytest.approx(MADE.objective)


def test_a_move_that_asks_for_one_more_turn_needs_its_seconds() -> None:
    result = revise(MADE.replace(minutes=14), Move(item=2, to=1), REQUEST, ALLOWED, CATALOGUE)
    tight = refused(Move(item=9, to=1))

    assert isinstance(result, SessionPlan)
    assert len(result.turns) == 2
    assert tight.because == "This plan has 3 stretches. Choose one of them."


def test_swap_the_technique_keeps_the_reason_and_says_who_chose() -> None:
    made = edited(SwapTechnique(item=0, technique="hold_relax"))
    again = revise(made, SwapTechnique(item=0, technique="passive"), REQUEST, ALLOWED, CATALOGUE)

    assert told(made)[0] == "ham hold_relax 3 3"
    assert made.items[0].because == ("Goal: the run.", "Technique chosen by hand.")
    assert isinstance(again, SessionPlan)
    assert again.items[0].because == ("Goal: the run.", "Technique chosen by hand.")


def test_set_repetitions_treats_both_sides_alike() -> None:
    limited = Limitation(measure="slr", side=Side.LEFT, weight=1, because="Less far.")
    tighter = Findings(limitations=(limited,), tighter={"slr": Side.LEFT})
    made = plan(REQUEST, ALLOWED, tighter, CATALOGUE)
    assert told(made)[0] == "ham passive 4 3"
    result = revise(made, SetRepetitions(item=0, repetitions=2), REQUEST, ALLOWED, CATALOGUE)

    assert isinstance(result, SessionPlan)
    assert told(result)[0] == "ham passive 2 2"
    assert result.items[0].because == (
        "Goal: the run.",
        "Left first: Less far.",
        "Repetitions set by hand.",
    )
    assert [each.need for each in result.items[0].doses] == [2.0, 1.0]


def test_add_takes_the_usual_dose_or_what_fits_of_it() -> None:
    wide = revise(MADE.replace(minutes=30), Add(stretch="neck"), REQUEST, ALLOWED, CATALOGUE)
    narrow = revise(
        plan(PlanRequest(minutes=5, goals=("run",)), ALLOWED, Findings(), CATALOGUE),
        Add(stretch="chest"),
        REQUEST,
        ALLOWED,
        CATALOGUE,
    )

    assert isinstance(wide, SessionPlan)
    assert told(wide)[-1] == "neck active 4 4"
    assert wide.items[-1].because == ("Added by hand.",)
    assert isinstance(narrow, Refusal)
    assert narrow.because == "That is 1:14 over the 5 minutes."


@pytest.mark.parametrize(
    ("there", "added", "place"),
    [(("ham", "quad"), "calf", 1), (("quad", "chest"), "neck", 1), (("quad",), "chest", 1)],
)
def test_add_goes_where_it_turns_the_client_least(
    there: tuple[str, ...], added: str, place: int
) -> None:
    others = tuple(id_ for id_ in CATALOGUE.stretches if id_ not in there)
    request = PlanRequest(minutes=40, left_out=others)
    made = plan(request, ALLOWED, Findings(), CATALOGUE)

    result = revise(made, Add(stretch=added), request, ALLOWED, CATALOGUE)

    assert isinstance(result, SessionPlan)
    assert result.items[place].stretch == added
    assert added not in {o.stretch for o in result.omissions}


def test_add_fits_fewer_repetitions_before_it_refuses() -> None:
    made = MADE.replace(minutes=20)
    result = revise(made, Add(stretch="neck"), REQUEST, ALLOWED, CATALOGUE)
    tight = revise(MADE.replace(minutes=17), Add(stretch="neck"), REQUEST, ALLOWED, CATALOGUE)

    assert isinstance(result, SessionPlan)
    assert told(result)[-1] == "neck active 4 4"
    assert isinstance(tight, Refusal)
    assert tight.because == "That is 0:04 over the 17 minutes."


REFUSALS = """
  edit                          | because
  add ham                       | Stretch ham is in the plan already.
  swap 0 active                 | Active-assisted is not given with this stretch.
  repeat 0 9                    | Passive: 2 to 4 repetitions here.
  repeat 0 1                    | Passive: 2 to 4 repetitions here.
  remove 3                      | This plan has 3 stretches. Choose one of them.
  repeat 1 4                    | That is 1:48 over the 15 minutes.
"""


def edit_of(words: str) -> Edit:
    verb, *rest = words.split()
    match verb:
        case "add":
            return Add(stretch=rest[0])
        case "swap":
            return SwapTechnique(item=int(rest[0]), technique=rest[1])
        case "remove":
            return Remove(item=int(rest[0]))
        case _:
            return SetRepetitions(item=int(rest[0]), repetitions=int(rest[1]))


@pytest.mark.parametrize("cells", rows(REFUSALS), ids=lambda cells: cells["edit"])
def test_a_refusal_says_why(cells: dict[str, str]) -> None:
    assert refused(edit_of(cells["edit"])).because == cells["because"]


def closed(stretch: str, *modes: Mode) -> Clearance:
    verdicts = dict.fromkeys(Mode, Verdict.PROCEED) | dict.fromkeys(modes, Verdict.AVOID)
    changed = (
        row(stretch, side, verdicts=verdicts, findings=("fresh_tear",))
        for side in CATALOGUE.stretch(stretch).sides
    )
    return clearance(CATALOGUE, *changed, findings=(TEAR,))


def test_what_the_clearance_forbids_cannot_be_edited_in() -> None:
    swap = refused(SwapTechnique(item=0, technique="hold_relax"), allowed=closed("ham", Mode.ISO))
    add = refused(Add(stretch="neck"), allowed=closed("neck", *Mode))
    repeat = refused(SetRepetitions(item=0, repetitions=2), allowed=closed("ham", *Mode))

    assert swap.because == "Hold-relax is not for today. Not now: Fresh tear."
    assert (add.because, add.findings) == ("Not now: Fresh tear.", ("fresh_tear",))
    assert repeat.because == "Not for today any more. Plan again. Not now: Fresh tear."


def test_what_is_missing_or_for_practitioners_cannot_be_added() -> None:
    bare = PlanRequest(minutes=15, equipment=("mat",))
    lay = PlanRequest.model_validate({"minutes": 15, "helper": "lay"})
    without_calf = plan(lay, ALLOWED, Findings(), CATALOGUE)

    assert refused(Add(stretch="chest"), request=bare).because == "Needs a strap."
    result = revise(without_calf, Add(stretch="calf"), lay, ALLOWED, CATALOGUE)
    assert isinstance(result, Refusal)
    assert result.because == "Only with a practitioner."


def test_an_edit_elsewhere_does_not_carry_a_forbidden_item_along() -> None:
    allowed = closed("calf", *Mode)

    kept = refused(Remove(item=0), allowed=allowed)
    gone = revise(MADE, Remove(item=1), REQUEST, allowed, CATALOGUE)

    assert "Stretch calf: left: avoid" in kept.because
    assert isinstance(gone, SessionPlan)


def test_what_somebody_took_out_may_be_added_again() -> None:
    request = REQUEST.replace(left_out=("quad",), minutes=30)
    made = plan(request, ALLOWED, Findings(), CATALOGUE)

    result = revise(made, Add(stretch="quad"), request, ALLOWED, CATALOGUE)

    assert isinstance(result, SessionPlan)
    assert "quad" in {item.stretch for item in result.items}


def test_two_stretches_of_one_group_count_once() -> None:
    """An edit may add a second one; its value under the model does not grow by it."""
    twin = CATALOGUE.stretch("ham").replace(id="ham_two")
    known = CATALOGUE.replace(stretches={**CATALOGUE.stretches, "ham_two": twin})
    allowed = clearance(known)
    request = PlanRequest(minutes=30, goals=("sprint",), left_out=("calf", "quad", "neck", "chest"))
    made = plan(request, allowed, Findings(), known)
    (first,) = {"ham", "ham_two"} - {item.stretch for item in made.items}

    result = revise(made, Add(stretch=first), request, allowed, known)

    assert isinstance(result, SessionPlan)
    assert len(result.items) == 2
    assert result.objective == pytest.approx(made.objective)


def test_a_second_stretch_of_one_group_comes_in_if_asked_for_by_name() -> None:
    twin = CATALOGUE.stretch("ham").replace(id="ham_two")
    known = CATALOGUE.replace(stretches={**CATALOGUE.stretches, "ham_two": twin})
    request = PlanRequest(minutes=12, asked_for=("ham", "ham_two"))

    made = plan(request, clearance(known), Findings(), known)

    assert told(made) == ["ham passive 4 4", "ham_two passive 2 2"]
    assert made.items[1].doses[0].need == 0


def test_ids_the_catalogue_does_not_know_are_refused_with_those_it_does() -> None:
    with pytest.raises(UnknownId, match=r"no goal is called 'fly'.*desk, run, sprint"):
        plan(PlanRequest(minutes=10, goals=("fly",)), ALLOWED, Findings(), CATALOGUE)
    with pytest.raises(UnknownId, match="no stretch is called 'wing'"):
        plan(PlanRequest(minutes=10, asked_for=("wing",)), ALLOWED, Findings(), CATALOGUE)


def with_dose(made: SessionPlan, **changes: object) -> SessionPlan:
    item = made.items[0]
    first = SideDose(side=item.doses[0].side, dose=item.doses[0].dose.replace(**changes))
    return with_item(made, doses=(first, *item.doses[1:]))


def with_item(made: SessionPlan, **changes: object) -> SessionPlan:
    return made.replace(items=(made.items[0].replace(**changes), *made.items[1:]))


LEFT_DOSE = MADE.items[0].doses[0]
HELD = dict(LEFT_DOSE.dose.seconds)

TAMPERED = {
    "longer than the box": (MADE.replace(minutes=5), "more than its 5 minutes"),
    "another promise": (MADE.replace(seconds=700), "The plan promises 700 s"),
    "no turns": (MADE.replace(turns=()), "The turns between positions"),
    "an unknown stretch": (with_item(MADE, stretch="wing"), "wing with passive is not in the"),
    "an unknown technique": (with_item(MADE, technique="magic"), "ham with magic is not in the"),
    "not its technique": (with_item(MADE, technique="active"), "ham with active is not in the"),
    "the same side twice": (with_item(MADE, doses=(LEFT_DOSE,) * 2), "its sides are not those"),
    "a side it has not": (
        with_item(MADE, doses=(LEFT_DOSE.replace(side=Side.BOTH),)),
        "not every side was screened",
    ),
    "another position": (with_item(MADE, position=Position.SEATED), "not done in this position"),
    "another length": (with_item(MADE, seconds=5), "5 s promised, it takes 326 s"),
    "wider limits": (with_item(MADE, limits=Limits(pain=5)), "wider than the screening"),
    "too many repetitions": (with_dose(MADE, repetitions=9), "9 repetitions, outside"),
    "too long a hold": (with_dose(MADE, seconds=HELD | {Act.HOLD: 90}), "90 s of hold, outside"),
    "an act of another technique": (
        with_dose(MADE, seconds=HELD | {Act.CONTRACT: 6}),
        "6 s of contract, outside",
    ),
}


@pytest.mark.parametrize("what", TAMPERED)
def test_the_last_gate_catches_what_was_tampered_with(what: str) -> None:
    made, problem = TAMPERED[what]

    assert any(problem in found for found in validate(made, ALLOWED, CATALOGUE))


CODES = """
  code   | dose                        | problem
  SUBISO | repetitions 3               | 3 repetitions, over the limit
  SUBISO | effort_percent 40           | 40 % effort, over the limit
  SUBISO | contract 9                  | 9 s of contract, over the limit
  SHORT  | deepen 30                   | 30 s of deepen, over the limit
  SHORT  | repetitions 6               | 90 s under stretch, over the limit
"""


@pytest.mark.parametrize("cells", rows(CODES), ids=lambda cells: cells["problem"])
def test_the_last_gate_knows_every_limit(cells: dict[str, str]) -> None:
    modified = (Modification(code=ModificationCode(cells["code"])),)
    allowed = clearance(
        CATALOGUE,
        *(row("ham", side, modifications=modified) for side in (Side.LEFT, Side.RIGHT)),
    )
    request = PlanRequest(minutes=5, goals=("sprint",), techniques=("hold_relax",))
    made = plan(request, allowed, Findings(), CATALOGUE)
    assert validate(made, allowed, CATALOGUE) == ()
    name, number = cells["dose"].split()
    seconds = dict(made.items[0].doses[0].dose.seconds)
    changes: dict[str, object] = {name: int(number)}
    if name in seconds:
        changes = {"seconds": seconds | {Act(name): int(number)}}

    found = validate(with_dose(made, **changes), allowed, CATALOGUE)

    assert any(cells["problem"] in problem for problem in found)


def test_the_last_gate_wants_the_notes_and_the_bars_of_today() -> None:
    def today(code: ModificationCode) -> tuple[str, ...]:
        modified = (Modification(code=code),)
        changed = (row("ham", side, modifications=modified) for side in (Side.LEFT, Side.RIGHT))
        return validate(MADE, clearance(CATALOGUE, *changed), CATALOGUE)

    assert today(ModificationCode.CHECK) == ("Stretch ham: a note of the screening is missing.",)
    assert "Stretch ham: left: Not on the back today." in today(ModificationCode.NOSUP)


def test_the_last_gate_stops_for_an_emergency_or_another_catalogue() -> None:
    stop = ALLOWED.replace(findings=(finding("stop", Verdict.EMERGENCY),))
    later = CATALOGUE.replace(version="later")

    assert validate(MADE, stop, CATALOGUE) == (
        "Screening says stop and get help. Nothing may be done.",
    )
    assert "made with another catalogue" in validate(MADE, ALLOWED, later)[0]


def test_the_promise_adds_up() -> None:
    assert promised_seconds(MADE) == MADE.seconds
