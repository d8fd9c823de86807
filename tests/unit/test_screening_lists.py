"""Days and lists: read, refused by name, and counted in completed weeks."""

from datetime import date, timedelta

import pytest

from endrange.errors import BadInput
from endrange.knowledge import (
    Answer,
    Choice,
    Detail,
    Entry,
    Load,
    Mode,
    Modification,
    Part,
    Place,
    QuestionKind,
    Scope,
    Trigger,
    Verdict,
)
from endrange.screening import Clearance, Setting, read_answers, screen
from endrange.values import Side
from tests.builders import area, catalogue, muscle, precaution, question, stretch

TODAY = date(2026, 11, 20)
P, M, C, N, E = Verdict
OPERATIONS = question(
    "operations",
    QuestionKind.ENTRIES,
    choices=(
        Choice(id="knee", text="New knee", area="knee"),
        Choice(id="back", text="Fused back", area="low_back"),
        Choice(id="other", text="Another one", anywhere=True),
        Choice(id="tooth", text="A tooth"),
    ),
    details=(
        Detail(
            id="drain",
            text="Drain still in?",
            of=("knee",),
            choices=(Choice(id="yes", text="drain in"), Choice(id="no", text="no drain")),
        ),
    ),
)
LAST_FALL = question("last_fall", QuestionKind.DATE)
DUE = question("due", QuestionKind.DATE, may_be_ahead=True)
AREAS = (
    area("knee", joints=(Part.KNEE,)),
    area("thigh_back", muscles=("hamstrings",)),
    area("low_back", paired=False, joints=(Part.LSP,)),
)


def knowing(*rules):
    return catalogue(
        questions=(OPERATIONS, LAST_FALL, DUE, question("parent")),
        areas=AREAS,
        muscles=(muscle("hamstrings"),),
        precautions=rules,
        stretches=(stretch(loads=(Load(part=Part.HIP), Load(part=Part.KNEE))),),
    )


CATALOGUE = knowing()
LEFT_KNEE = Place(area="knee", side=Side.LEFT)


def entry(raw: dict) -> Entry:
    (found,) = read_answers({"operations": [raw]}, CATALOGUE)["operations"].entries
    return found


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        (
            {"what": "knee", "side": "left", "on": "2026-10-01", "details": {"drain": "no"}},
            Entry(what="knee", place=LEFT_KNEE, on=date(2026, 10, 1), details={"drain": "no"}),
        ),
        ({"what": "knee"}, Entry(what="knee", place=Place(area="knee", side=Side.BOTH))),
        (
            {"what": "knee", "side": "unknown", "on": "unknown", "details": {"drain": "unknown"}},
            Entry(what="knee", place=Place(area="knee", side=Side.BOTH)),
        ),
        ({"what": "back"}, Entry(what="back", place=Place(area="low_back", side=Side.BOTH))),
        ({"what": "other", "area": "knee", "side": "left"}, Entry(what="other", place=LEFT_KNEE)),
        ({"what": "other"}, Entry(what="other")),
        ({"what": "tooth", "on": date(2026, 1, 1)}, Entry(what="tooth", on=date(2026, 1, 1))),
    ],
)
def test_an_entry_is_read(raw, read):
    assert entry(raw) == read


@pytest.mark.parametrize(
    ("id_", "raw", "says"),
    [
        ("operations", [{"what": "wings"}], "'wings' cannot be listed here; known: back, knee"),
        ("operations", [{}], "'None' cannot be listed"),
        ("operations", [{"what": "knee", "when": "now"}], "'when' is no field of an entry"),
        ("operations", [{"what": "knee", "side": "top"}], "'top' is no side; known: both, left"),
        ("operations", [{"what": "knee", "area": "low_back"}], "is at 'knee', not at 'low_back'"),
        ("operations", [{"what": "back", "side": "left"}], "'low_back' has no left side"),
        ("operations", [{"what": "tooth", "side": "left"}], "'tooth' is on no side"),
        ("operations", [{"what": "tooth", "area": "knee"}], "'tooth' has no place"),
        ("operations", [{"what": "other", "area": "moon"}], "'moon' is no area"),
        ("operations", [{"what": "knee", "on": "yesterday"}], "'yesterday' is no day"),
        ("operations", [{"what": "knee", "on": "20261001"}], "'20261001' is no day"),
        ("operations", [{"what": "knee", "on": "2026-02-30"}], "'2026-02-30' is no day"),
        ("operations", [{"what": "knee", "on": "1026-10-01"}], "1026-10-01 is before 1900"),
        ("operations", [{"what": "knee", "details": "no"}], "'no' are no details"),
        ("operations", [{"what": "back", "details": {"drain": "no"}}], "is not asked 'drain'"),
        ("operations", [{"what": "knee", "details": {"drain": "two"}}], "'two' is no choice of"),
        ("operations", ["knee_L"], "'yes' has no place here"),
        ("operations", [{"what": "knee"}] * 41, "list at most 40"),
        ("operations", "maybe", "'maybe' is no answer here"),
        ("parent", [{"what": "knee"}], "'yes' has no entry here"),
        ("parent", [], "[] is no answer"),
        ("last_fall", "last week", "'last week' is no day"),
        ("last_fall", 5, "'5.0' is no day"),
        ("last_fall", "1899-12-31", "1899-12-31 is before 1900"),
        ("nothing", [{"what": "knee"}], "no question is called"),
    ],
)
def test_what_cannot_be_is_refused_by_name(id_, raw, says):
    with pytest.raises(BadInput, match=id_) as refused:
        read_answers({id_: raw}, CATALOGUE)
    assert says in str(refused.value)


@pytest.mark.parametrize(
    ("id_", "raw", "is_refused"),
    [
        ("last_fall", "2026-11-21", True),
        ("last_fall", "2026-11-20", False),
        ("last_fall", "unknown", False),
        ("due", "2027-03-01", False),
        ("operations", [{"what": "knee", "on": "2026-11-21"}], True),
        ("operations", [{"what": "knee", "on": "2026-11-20"}, {"what": "back"}], False),
        ("parent", "yes", False),
    ],
)
def test_a_day_to_come_is_refused_in_person_only(id_, raw, is_refused):
    assert read_answers({id_: raw}, CATALOGUE)
    if is_refused:
        with pytest.raises(BadInput, match="2026-11-21 is still to come"):
            read_answers({id_: raw}, CATALOGUE, today=TODAY)
    else:
        assert read_answers({id_: raw}, CATALOGUE, today=TODAY)


def rule(trigger: Trigger, verdict: Verdict = N, **changes):
    return precaution("rule", "operations", verdict, when=((trigger,),), **changes)


def decided(rule_, **answers) -> Clearance:
    shown = knowing(rule_)
    given = read_answers(answers, shown)
    return screen(given, shown, on=TODAY, setting=Setting.CLINIC)


def holds(trigger: Trigger, **answers) -> bool | None:
    found = decided(rule(trigger), **answers).findings
    return found[0].certain or None if found else False


def ago(**length) -> str:
    return (TODAY - timedelta(**length)).isoformat()


WEEKS_6_TO_12 = Trigger(
    question="operations", any_of=("knee",), since="weeks", at_least=6, below=12
)


@pytest.mark.parametrize(
    ("on", "is_within"),
    [
        (ago(days=41), False),
        (ago(days=42), True),
        (ago(days=83), True),
        (ago(days=84), False),
        ("unknown", True),
        (None, True),
        (ago(days=-1), True),
        (ago(days=0), False),
    ],
)
def test_weeks_are_completed_ones_and_no_day_lies_in_every_window(on, is_within):
    assert holds(WEEKS_6_TO_12, operations=[{"what": "knee", "on": on}]) is is_within


@pytest.mark.parametrize(("days", "is_within"), [(3, False), (4, True), (21, True), (22, False)])
def test_days_are_counted_where_weeks_are_too_coarse(days, is_within):
    trigger = Trigger(question="last_fall", since="days", at_least=4, below=22)

    assert holds(trigger, last_fall=ago(days=days)) is is_within


@pytest.mark.parametrize(("days", "is_over"), [(35, False), (41, False), (42, True)])
def test_over_five_weeks_are_six_completed_ones(days, is_over):
    trigger = Trigger(question="last_fall", since="weeks", above=5)

    assert holds(trigger, last_fall=ago(days=days)) is is_over


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ({"what": "other", "area": "knee"}, True),
        ({"what": "other", "area": "low_back"}, False),
        ({"what": "other"}, True),
        ({"what": "knee"}, True),
        ({"what": "back"}, False),
    ],
)
def test_a_rule_on_a_place_waits_for_an_entry_that_may_be_there(entry, expected):
    trigger = Trigger(question="operations", any_of=("yes",), at=("knee",))

    assert holds(trigger, operations=[entry]) is expected


def test_what_was_listed_says_where_though_another_answer_is_missing():
    both = ((KNEE, Trigger(question="parent", any_of=("yes",))),)
    half_known = rule(KNEE).replace(when=both, scope=Scope(places_of="operations"))

    clearance = decided(half_known, operations=[{"what": "knee", "side": "left"}])

    assert (letters(clearance, Side.LEFT), letters(clearance, Side.RIGHT)) == ("CCCC", "PPPP")


def test_a_date_that_was_asked_and_not_told_is_the_strictest():
    trigger = Trigger(question="last_fall", since="weeks", below=6)

    assert holds(trigger) is True
    assert holds(trigger, last_fall="unknown") is True


def test_a_date_behind_a_branch_that_may_be_closed_is_unknown():
    asked = LAST_FALL.replace(only_if=(Trigger(question="parent", any_of=("yes",)),))
    trigger = Trigger(question="last_fall", since="weeks", below=6)
    shown = knowing(rule(trigger)).replace(
        questions={"last_fall": asked, "parent": question("parent")}
    )

    (found,) = screen({}, shown, on=TODAY, setting=Setting.CLINIC).findings

    assert not found.certain


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        ([{"what": "back"}], False),
        ([{"what": "back"}, {"what": "knee"}], True),
        ("no", False),
        ("yes", False),
        ("unknown", False),
    ],
)
def test_a_rule_on_one_kind_waits_for_that_kind(listed, expected):
    assert holds(Trigger(question="operations", any_of=("knee",)), operations=listed) is expected


@pytest.mark.parametrize(
    ("listed", "expected"),
    [([{"what": "tooth"}], True), ("no", False), ("yes", False), ("unknown", False)],
)
def test_yes_stands_for_any_entry(listed, expected):
    assert holds(Trigger(question="operations", any_of=("yes",)), operations=listed) is expected


@pytest.mark.parametrize("listed", ["yes", "unknown"])
def test_a_list_that_nobody_gave_is_missed_by_the_rule_for_it(listed):
    trigger = Trigger(question="operations", any_of=("unknown",))

    assert holds(trigger, operations=listed) is True
    assert holds(trigger) is True
    assert holds(trigger, operations="no") is False
    assert holds(trigger, operations=[{"what": "knee"}]) is False


@pytest.mark.parametrize(
    ("said", "may", "expected"),
    [
        ("yes", ("yes",), True),
        ("no", ("yes",), False),
        ("unknown", ("yes",), True),
        ("unknown", ("unknown",), True),
        ("no", ("unknown",), False),
    ],
)
def test_what_an_entry_does_not_say_may_be_anything(said, may, expected):
    trigger = Trigger(question="operations", any_of=("knee",), details={"drain": may})

    assert holds(trigger, operations=[{"what": "knee", "details": {"drain": said}}]) is expected


def test_one_entry_has_to_meet_all_of_a_trigger():
    old_knee, new_back = {"what": "knee", "on": ago(weeks=50)}, {"what": "back", "on": ago(weeks=7)}

    assert holds(WEEKS_6_TO_12, operations=[old_knee, new_back]) is False


KNEE = Trigger(question="operations", any_of=("knee",))


def letters(clearance: Clearance, side: Side) -> str:
    return "".join(clearance.of("ham", side).verdicts[mode].letter for mode in Mode)


@pytest.mark.parametrize(
    ("scope", "listed", "left", "right"),
    [
        # The entry's own place and side; another entry's place is not meant.
        ({"places_of": "operations"}, [{"what": "knee", "side": "left"}], "NNNN", "PPPP"),
        (
            {"places_of": "operations"},
            [{"what": "knee", "side": "left"}, {"what": "other", "area": "knee", "side": "right"}],
            "NNNN",
            "PPPP",
        ),
        ({"places_of": "operations"}, [{"what": "knee"}], "NNNN", "NNNN"),
        # A muscle on the side of the entry, but not the joint of the entry.
        (
            {"sides_of": "operations", "areas": ["thigh_back"]},
            [{"what": "knee", "side": "right"}],
            "PPPP",
            "NNNN",
        ),
        ({"areas": ["thigh_back"]}, [{"what": "knee", "side": "right"}], "NNNN", "NNNN"),
        ({"parts": ["ANK"], "sides_of": "operations"}, [{"what": "knee"}], "PPPP", "PPPP"),
    ],
)
def test_a_rule_reaches_the_place_of_the_entry_that_triggers_it(scope, listed, left, right):
    clearance = decided(rule(KNEE, scope=Scope(**scope)), operations=listed)

    assert (letters(clearance, Side.LEFT), letters(clearance, Side.RIGHT)) == (left, right)


def test_an_entry_that_does_not_say_where_reaches_everywhere():
    anywhere = Trigger(question="operations", any_of=("other",))
    clearance = decided(
        rule(anywhere, scope=Scope(places_of="operations")),
        operations=[{"what": "other", "area": "knee", "side": "left"}, {"what": "other"}],
    )

    assert letters(clearance, Side.RIGHT) == "NNNN"
    assert clearance.findings[0].everywhere


def test_sides_of_an_entry_that_does_not_say_where_are_both():
    anywhere = Trigger(question="operations", any_of=("other",))
    clearance = decided(
        rule(anywhere, scope=Scope(sides_of="operations", areas=("thigh_back",))),
        operations=[{"what": "other", "area": "knee", "side": "left"}, {"what": "other"}],
    )

    assert (letters(clearance, Side.LEFT), letters(clearance, Side.RIGHT)) == ("NNNN", "NNNN")


def test_a_cap_is_on_the_side_of_the_entry():
    cap = Modification(code="CAP", part=Part.KNEE, movement="flexion", degrees=90)
    ruled = rule(KNEE, M, scope=Scope(places_of="operations"), modifications=(cap,))

    (found,) = decided(ruled, operations=[{"what": "knee", "side": "left"}]).findings

    assert found.modifications == (cap.replace(side=Side.LEFT),)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (
            {"what": "knee", "side": "left", "on": ago(weeks=5), "details": {"drain": "no"}},
            "operations?: New knee (Knee, left), no drain, 5 weeks ago",
        ),
        (
            {"what": "knee", "on": ago(days=7)},
            "operations?: New knee (Knee, both), Drain still in? don't know, 1 week ago",
        ),
        ({"what": "back", "on": ago(weeks=60)}, "operations?: Fused back (Low back), in 2025"),
        ({"what": "back", "on": ago(weeks=53)}, "operations?: Fused back (Low back), in 2025"),
        ({"what": "back", "on": ago(weeks=52)}, "operations?: Fused back (Low back), 52 weeks ago"),
        ({"what": "tooth"}, "operations?: A tooth, day not known"),
        (
            {"what": "tooth", "on": "2026-12-24"},
            "operations?: A tooth, 2026-12-24, a day still to come",
        ),
    ],
)
def test_a_finding_tells_the_entry_back(raw, words):
    any_entry = Trigger(question="operations", any_of=("yes",))

    (found,) = decided(rule(any_entry), operations=[raw]).findings

    assert found.answered == (words,)


def test_a_finding_tells_a_day_back():
    trigger = Trigger(question="last_fall", since="weeks", below=6)

    (found,) = decided(rule(trigger), last_fall=ago(weeks=2)).findings

    assert found.answered == ("last fall?: 2 weeks ago",)


def test_answers_mirror_with_their_entries():
    said = Answer(value="yes", entries=(Entry(what="knee", place=LEFT_KNEE), Entry(what="tooth")))

    assert said.mirrored.entries[0].place == Place(area="knee", side=Side.RIGHT)
    assert said.mirrored.mirrored == said


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"since": "weeks", "any_of": ("knee",)}, "without a bound"),
        ({"details": {"drain": ("yes",)}}, "no condition"),
    ],
)
def test_a_trigger_without_a_condition_is_refused(fields, says):
    with pytest.raises(ValueError, match=says):
        Trigger(question="operations", **fields)


def test_a_scope_takes_places_or_sides():
    with pytest.raises(ValueError, match="leave sides_of out"):
        Scope(places_of="operations", sides_of="operations")
